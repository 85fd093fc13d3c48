use std::path::Path;

pub use crate::spec::Format;

impl Format {
    /// Returns a comment, as the format writes one; plain text has none.
    pub fn comment(self, text: &str) -> Option<String> {
        match self {
            Self::Markdown | Self::Notebook => Some(format!("<!-- {text} -->")),
            Self::Latex => Some(format!("% {text}")),
            Self::Plain => None,
        }
    }

    /// Returns the format that a file name's extension stands for, if it is one paperlint reads.
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
