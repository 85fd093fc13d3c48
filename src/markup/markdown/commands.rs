use std::ops::Range;

use super::brackets;
use super::special::Meaning;
use crate::markup::Placeholder;

/// A LaTeX command in Markdown text.
#[derive(Debug)]
pub struct Command {
    /// How many bytes of the text it takes.
    pub len: usize,
    /// What it reads as.
    pub meaning: Meaning,
    /// The range of its text, where it is a note.
    pub note: Option<Range<usize>>,
    /// Whether it ends in a brace after which its text is read.
    pub opens_brace: bool,
}

/// Reads the command that `rest` starts with; `None` where the backslash is one.
pub fn read(rest: &str) -> Option<Command> {
    let bytes = rest.as_bytes();
    let letters = bytes.iter().skip(1).take_while(|byte| byte.is_ascii_alphabetic()).count();
    let command = |len, meaning| Some(Command { len, meaning, note: None, opens_brace: false });
    if letters == 0 {
        // Pandoc's space that does not break.
        return if bytes.get(1) == Some(&b' ') { command(2, Meaning::Space) } else { None };
    }
    let name = rest.get(1..=letters)?;
    let star = usize::from(bytes.get(1 + letters) == Some(&b'*'));
    let after_name = 1 + letters + star;
    let arguments = arguments(bytes, after_name);
    match kind(name) {
        Kind::Citation(placeholder) if arguments > after_name => {
            command(arguments, Meaning::Word(placeholder))
        }
        Kind::Vanishes => command(arguments, Meaning::Nothing),
        Kind::Break => command(arguments, Meaning::Space),
        Kind::Word(text) => command(
            if bytes.get(after_name..after_name + 2) == Some(b"{}") { after_name + 2 } else { after_name },
            Meaning::Text(text),
        ),
        Kind::Note if bytes.get(after_name) == Some(&b'{') => {
            let close = brackets::closing(bytes, after_name, bytes.len())?;
            let note = Some(after_name + 1..close);
            Some(Command { len: close + 1, meaning: Meaning::Nothing, note, opens_brace: false })
        }
        Kind::SecondArgument => {
            let first =
                brackets::closing(bytes, after_name, bytes.len()).map_or(after_name, |close| close + 1);
            let opens_brace = bytes.get(first) == Some(&b'{');
            Some(Command {
                len: first + usize::from(opens_brace),
                meaning: Meaning::Nothing,
                note: None,
                opens_brace,
            })
        }
        _ if bytes.get(after_name) == Some(&b'{') => {
            Some(Command { len: after_name + 1, meaning: Meaning::Nothing, note: None, opens_brace: true })
        }
        _ => command(after_name, Meaning::Word(Placeholder::Name)),
    }
}

/// The end of the arguments in braces and brackets that stand at `from`.
fn arguments(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    while matches!(bytes.get(at), Some(b'{' | b'[')) {
        match brackets::closing(bytes, at, bytes.len()) {
            Some(close) => at = close + 1,
            None => break,
        }
    }
    at
}

enum Kind {
    Citation(Placeholder),
    Vanishes,
    Break,
    Word(&'static str),
    Note,
    SecondArgument,
    Unknown,
}

fn kind(name: &str) -> Kind {
    match name {
        "citet" | "textcite" | "citeauthor" | "Citet" | "Textcite" | "citeasnoun" | "citealt" | "citealp" => {
            Kind::Citation(Placeholder::TextCitation)
        }
        "cite" | "citep" | "parencite" | "autocite" | "footcite" | "citeyear" | "citeyearpar" | "Citep"
        | "supercite" | "Parencite" | "Autocite" | "nocite" => Kind::Citation(Placeholder::Citation),
        "ref" | "autoref" | "cref" | "Cref" | "eqref" | "pageref" | "nameref" | "vref" => {
            Kind::Citation(Placeholder::Reference)
        }
        "url" | "doi" => Kind::Citation(Placeholder::Url),
        "SI" | "num" | "qty" | "si" | "ang" => Kind::Citation(Placeholder::Number),
        "footnote" | "footnotetext" | "thanks" => Kind::Note,
        "textcolor" | "color" | "href" | "hypertarget" | "hyperlink" | "parbox" | "colorbox" | "raisebox" => {
            Kind::SecondArgument
        }
        "newline" | "linebreak" | "par" | "quad" | "qquad" | "hfill" | "hspace" | "enspace" => Kind::Break,
        "ldots" | "dots" | "textellipsis" => Kind::Word("…"),
        "LaTeX" => Kind::Word("LaTeX"),
        "TeX" => Kind::Word("TeX"),
        "textendash" => Kind::Word("–"),
        "textemdash" => Kind::Word("—"),
        "textasciitilde" => Kind::Word("~"),
        "textbackslash" => Kind::Word("\\"),
        _ if VANISHING.contains(&name) => Kind::Vanishes,
        _ => Kind::Unknown,
    }
}

/// Commands that set nothing, with their arguments.
const VANISHING: &[&str] = &[
    "newpage",
    "pagebreak",
    "clearpage",
    "cleardoublepage",
    "noindent",
    "indent",
    "vspace",
    "vfill",
    "bigskip",
    "medskip",
    "smallskip",
    "label",
    "begin",
    "end",
    "setlength",
    "setcounter",
    "addtocounter",
    "addtolength",
    "newcommand",
    "renewcommand",
    "providecommand",
    "newenvironment",
    "def",
    "let",
    "usepackage",
    "footnotesize",
    "scriptsize",
    "tiny",
    "small",
    "normalsize",
    "large",
    "Large",
    "LARGE",
    "huge",
    "Huge",
    "centering",
    "raggedright",
    "raggedleft",
    "bfseries",
    "itshape",
    "normalfont",
    "doublespacing",
    "singlespacing",
    "onehalfspacing",
    "linenumbers",
    "nolinenumbers",
    "tableofcontents",
    "listoffigures",
    "listoftables",
    "appendix",
    "maketitle",
    "input",
    "include",
    "includegraphics",
    "bibliography",
    "bibliographystyle",
    "printbibliography",
    "thispagestyle",
    "pagestyle",
    "pagenumbering",
    "FloatBarrier",
    "phantomsection",
    "addcontentsline",
    "counterwithin",
    "captionsetup",
    "floatplacement",
    "beginsupplement",
    "hypersetup",
    "setstretch",
    "linespread",
    "hline",
    "relax",
    "thefigure",
];
