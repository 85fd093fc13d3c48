//! What the reader knows about commands and environments: the table that `commands.toml` was compiled to.

use crate::markup::{BlockKind, Placeholder, Within};

/// A command, by its name without the backslash.
#[derive(Debug)]
pub(super) struct Command {
    /// Its name.
    pub name: &'static str,
    /// What it does beyond its arguments.
    pub action: Action,
    /// Its arguments, in order.
    pub arguments: &'static [Argument],
}

/// An environment, by its name.
#[derive(Debug)]
pub(super) struct Environment {
    /// Its name.
    pub name: &'static str,
    /// What stands in it.
    pub content: Content,
    /// The arguments after `\begin{name}`.
    pub arguments: &'static [Argument],
}

/// The role of an argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Argument {
    /// `*`: an asterisk, if there is one.
    Star,
    /// `#`: a digit that may be missing, not read.
    Digit,
    /// `{keys}`: any number of keys, each with its brackets, not read.
    Keys,
    /// `[]`: brackets that may be missing, not read.
    Optional,
    /// `()`: parentheses that may be missing, not read.
    Parenthesis,
    /// `<>`: an overlay specification that may be missing, not read.
    Overlay,
    /// `{skip}`: not read.
    Skip,
    /// `{raw}`: not read; `%` and `\` mean nothing in it.
    Raw,
    /// `{prose}`: read in place.
    Prose,
    /// `{initial}`: read in place, the start of the word that the next argument goes on with.
    Initial,
}

/// What a command does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Action {
    /// Nothing but its arguments: their prose is read in place.
    Arguments,
    /// Stands for a text.
    Text(&'static str),
    /// Stands for a letter, and the white space after it is a part of the command.
    Letter(&'static str),
    /// Puts an accent on the letter after it.
    Accent(char),
    /// Stands for something that no rule looks into.
    Stands(Placeholder),
    /// Names an acronym by its key: in what form, and whether as a plural.
    Acronym(Form, bool),
    /// Says of acronyms whether they have been used.
    MarkAcronyms(bool),
    /// `\setacronymstyle`
    AcronymStyle,
    /// A heading. Its level is relative to `\section`, which is 0.
    Heading(i8, bool),
    /// Bold text: a heading in the line of its paragraph where it opens one and ends as one.
    Lead,
    /// A block of its own: title, caption, metadata.
    Block(BlockKind),
    /// A block that is read after the paragraph with its mark.
    Note(BlockKind),
    /// The argument stands in a container.
    Within(Within),
    /// Ends an abstract that a declaration began.
    EndAbstract,
    /// Stands for a body, as a command of the authors does.
    Body(&'static str),
    /// Everything after it stands in the appendix.
    Appendix,
    /// `\item`
    Item,
    /// Ends the paragraph.
    Break,
    /// `\\`: the end of a line or of a table row.
    Line,
    /// White space.
    Space,
    /// A space unless punctuation follows.
    Xspace,
    /// `\verb` and the like: code between two equal characters, or in braces.
    Verb,
    /// `\(`
    InlineMath,
    /// `\[`
    DisplayMath,
    /// `\begin`
    Begin,
    /// `\end`
    End,
    /// Reads another file.
    Include(Include),
    /// Defines something.
    Define(Definition),
    /// `\iffalse`
    IfFalse,
    /// `\else`, `\or`
    Else,
    /// Reads the one of two arguments that holds: by what is asked, and whether it must be so for the first.
    Test(Test, bool),
    /// Sets what `\iftoggle` and the like ask for; with `None`, as the second argument says.
    Flag(Option<bool>),
    /// `\@ifstar{…}{…}`
    IfStar,
    /// `\@ifnextchar[{…}{…}`
    IfNext,
    /// `\csname …\endcsname`
    NameToEnd,
    /// `\csuse{…}`
    UseName,
    /// `\replaced{…}{…}`: whether the second one is new; in some classes it is.
    Replaced(bool),
    /// `\url{…}`, `\url|…|`
    Address,
    /// `\ding{172}`
    Ding,
    /// `\tikz …;`: nothing of it is read.
    Drawing,
    /// Makes a character stand before and after code, or no longer.
    ShortVerb(bool),
    /// `\documentclass`
    Class,
    /// `\usepackage`
    Package,
    /// The main language, as an argument.
    Language,
    /// `\bibliography`, `\addbibresource`: the files of the references.
    Bibliography,
    /// `\makeatletter` and `\makeatother`
    AtLetter(bool),
    /// `\IfValueTF{#1}{…}{…}` and the like: whether the argument must be there, and for each branch whether it is read then.
    Choose(bool, &'static [bool]),
    /// Brackets that may be missing, read in place, as after `\twocolumn`.
    BracketProse,
    /// A length or number follows, as after `\vskip`; whether it is that of a space.
    Dimension(bool),
    /// `\hbox to 3cm{…}`
    BoxTo,
    /// `\endinput`: the rest of the file is not read.
    EndInput,
    /// `\ExplSyntaxOn`: nothing is read up to `\ExplSyntaxOff`.
    Programming,
}

/// What a command asks before it reads one of its arguments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Test {
    /// Whether a flag is set.
    Flag,
    /// Whether two texts are the same.
    Equal,
    /// Whether a text, or the text of a command, is empty.
    Empty,
    /// Whether a command is defined.
    Defined,
    /// `\equal{…}{…}`, `\boolean{…}` and the like.
    Formula,
    /// Something that only TeX knows.
    Unknown,
}

/// How an acronym is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// In both forms at the first use, in the short one after.
    Use,
    /// In both forms, which is a first use.
    Full,
    /// In both forms, which is none.
    Both,
    /// In the short form.
    Short,
    /// In the long form.
    Long,
    /// By what a glossary says of it.
    Description,
}

/// How a command that reads a file names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Include {
    /// `\input{file}` or `\input file`
    File,
    /// `\import{folder}{file}`
    Folder,
    /// `\InputIfFileExists{file}{then}{else}`
    IfExists,
    /// `\CatchFileDef{\name}{file}{setup}`: the command stands for the file.
    Catch,
}

/// What a definition looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Definition {
    /// `\newcommand{\name}[n][default]{body}`, which fails on a name that is taken.
    New,
    /// The same, for a name that may be taken.
    Renew,
    /// `\NewDocumentCommand{\name}{specification}{body}`
    Document,
    /// `\def\name#1{body}`
    Def,
    /// `\let\name=\other`
    Let,
    /// `\DeclareMathOperator{\name}{text}`
    Operator,
    /// `\newenvironment{name}[n][default]{begin}{end}`
    Environment,
    /// `\NewDocumentEnvironment{name}{specification}{begin}{end}`
    DocumentEnvironment,
    /// `\newacronym{key}{short}{long}`
    Acronym,
    /// `\acro{key}[short]{long}`, and whether it gives the plural.
    KeyedAcronym(bool),
    /// `\DeclareAcronym{key}{short = …, long = …}`
    DeclaredAcronym,
    /// `\@namedef{name}#1{body}`
    Named,
    /// An environment that holds what one of the table does.
    Kind(Content),
    /// `\newlist{name}{enumerate}{3}`
    List,
    /// `\newtheorem{name}[counter]{Title}[within]`
    Theorem,
    /// `\newif\ifname`
    If,
    /// `\lstnewenvironment{name}…`: an environment that holds code.
    Code,
}

/// What stands in an environment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// Prose, in paragraphs of its own.
    Prose,
    /// Prose that goes on in the same paragraph.
    Inline,
    /// Items that go on in the same sentence.
    InlineList,
    /// Prose in a container, in paragraphs of its own.
    Within(Within),
    /// A figure, table or algorithm that may stand inside a paragraph without ending it.
    Float(Within),
    /// Cells.
    Table,
    /// Blocks of one kind, read wherever they stand: keywords, authors.
    Block(BlockKind),
    /// Display math.
    Math,
    /// Nothing that is read; an empty block stands for it.
    Opaque(BlockKind),
    /// Nothing at all.
    Nothing,
    /// The body of the paper.
    Document,
}

/// Returns the command of that name.
pub(super) fn command(name: &str) -> Option<&'static Command> {
    let (from, to) = bucket(&COMMAND_BUCKETS, name);
    let among = COMMANDS.get(from..to)?;
    // Most names are told apart by their length.
    let order = |command: &Command| command.name.len().cmp(&name.len()).then_with(|| command.name.cmp(name));
    among.binary_search_by(order).ok().map(|found| &among[found])
}

/// Returns the environment of that name, or of that name without its star.
pub(super) fn environment(name: &str) -> Option<&'static Environment> {
    let find = |name: &str| ENVIRONMENTS.binary_search_by(|environment| environment.name.cmp(name)).ok();
    let found = find(name).or_else(|| find(name.strip_suffix('*')?))?;
    Some(&ENVIRONMENTS[found])
}

/// Returns the commands whose names start with the same byte, the shortest first.
fn bucket(buckets: &[u16; 129], name: &str) -> (usize, usize) {
    let first = usize::from(name.as_bytes().first().copied().unwrap_or(0).min(127));
    (usize::from(buckets[first]), usize::from(buckets[first + 1]))
}

include!(concat!(env!("OUT_DIR"), "/latex_commands.rs"));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_every_entry_by_its_name() {
        for entry in COMMANDS {
            assert!(command(entry.name).is_some_and(|found| std::ptr::eq(found, entry)), "{}", entry.name);
        }
        for entry in ENVIRONMENTS {
            assert!(
                environment(entry.name).is_some_and(|found| std::ptr::eq(found, entry)),
                "{}",
                entry.name
            );
        }
        assert!(command("nosuchcommand").is_none() && command("").is_none() && command("é").is_none());
        assert!(environment("figure*").is_some_and(|found| found.name == "figure"));
    }
}
