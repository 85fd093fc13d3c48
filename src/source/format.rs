use std::path::Path;

/// The markup a file is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// CommonMark and the dialects built on it: Pandoc, R Markdown, Quarto, MyST.
    Markdown,
    /// LaTeX source, with or without chunks of code to be run (Sweave, knitr).
    Latex,
    /// A Jupyter notebook, with Markdown in cells.
    Notebook,
    /// Text without markup; a blank line ends a paragraph.
    Plain,
}

impl Format {
    /// A comment, as the format writes one; plain text has none.
    pub fn comment(self, text: &str) -> Option<String> {
        match self {
            Self::Markdown | Self::Notebook => Some(format!("<!-- {text} -->")),
            Self::Latex => Some(format!("% {text}")),
            Self::Plain => None,
        }
    }

    /// The format that a file name's extension stands for, if it is one paperlint reads.
    pub fn from_path(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        match extension.as_str() {
            "md" | "markdown" | "rmd" | "qmd" => Some(Self::Markdown),
            "tex" | "latex" | "ltx" | "rnw" | "snw" | "lhs" => Some(Self::Latex),
            "ipynb" => Some(Self::Notebook),
            "txt" | "text" => Some(Self::Plain),
            _ => None,
        }
    }
}
