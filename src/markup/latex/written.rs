//! The commands of LaTeX files as they are written, for rules on the source itself: who is named, which style is asked for, what is hidden.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::arguments::Scan;
use super::lexer::{Lexer, Token, TokenKind};
use super::skipping::Stop;
use super::table::{self, Content};
use crate::source::{Draft, File, Format, Span};
use crate::spec::Review;

/// A command where it is written: neither in code nor in a comment.
#[derive(Clone, Copy, Debug)]
pub struct Command<'d> {
    /// Its name without the backslash and without a star.
    pub name: &'d str,
    /// The backslash and the name.
    pub span: Span,
    /// Whether it stands before `\begin{document}` of its file.
    pub is_preamble: bool,
    file: &'d File,
    /// Where its arguments start, as a byte of the file.
    after: usize,
}

/// The commands of a draft and its comments, files in the order they were first included; those of style files are left out.
#[derive(Clone, Debug, Default)]
pub struct Written<'d> {
    /// In the order they are written.
    pub commands: Vec<Command<'d>>,
    /// Those in branches that do not hold: a flag of the paper, such as `\iffinal`, shuts them.
    pub shut: Vec<Command<'d>>,
    /// The comments, with their sign.
    pub comments: Vec<Span>,
}

/// An argument of a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Given<'d> {
    /// What stands between the brackets or braces.
    pub text: &'d str,
    /// Where that is.
    pub span: Span,
    /// Whether it stands in brackets.
    pub is_optional: bool,
}

impl<'d> Written<'d> {
    /// Returns the commands and comments of all LaTeX files of a draft.
    pub fn of(draft: &'d Draft) -> Self {
        let mut written = Self::default();
        let mut flags = FxHashMap::default();
        for file in draft.files().iter().filter(|file| file.format == Format::Latex && !file.is_style()) {
            let lexer = Lexer::new(&file.text);
            let is_preamble = file.text.contains("\\begin{document}");
            let hides = draft.declared().review == Review::DoubleBlind;
            let flags = &mut flags;
            Scanner { file, lexer, is_preamble, flags, hides, branches: Vec::new(), shut: Vec::new() }
                .scan(&mut written);
        }
        written
    }
}

impl<'d> Command<'d> {
    /// Returns its arguments, brackets and braces, as many as follow; at most nine.
    pub fn arguments(&self) -> Vec<Given<'d>> {
        let mut lexer = Lexer { at: self.after, budget: LONGEST, ..Lexer::new(&self.file.text) };
        let mut given = Vec::new();
        while given.len() < MOST_ARGUMENTS {
            lexer.skip_space();
            let is_optional = lexer.peek() == b'[';
            let Some(range) = lexer.next_argument() else { break };
            let text = self.file.text.get(range.clone()).unwrap_or("");
            given.push(Given { text, span: span(self.file, range), is_optional });
        }
        given
    }

    /// Returns its first argument in braces.
    pub fn argument(&self) -> Option<Given<'d>> {
        self.arguments().into_iter().find(|given| !given.is_optional)
    }

    /// Returns its brackets, where it has some.
    pub fn option(&self) -> Option<Given<'d>> {
        self.arguments().into_iter().find(|given| given.is_optional)
    }

    /// Returns the command with its arguments.
    pub fn whole(&self) -> Span {
        let end = self.arguments().last().map_or(self.span.end, |last| last.span.end + 1);
        Span::new(self.span.start, end)
    }

    /// Returns what follows it on its line.
    pub fn rest_of_line(&self) -> &'d str {
        let rest = self.file.text.get(self.after..).unwrap_or("");
        rest.lines().next().unwrap_or("")
    }
}

/// Bytes that are looked at for the arguments of one command, so that braces without end stay cheap.
const LONGEST: usize = 1 << 16;

/// Arguments that a command of TeX can have.
const MOST_ARGUMENTS: usize = 9;

fn span(file: &File, range: Range<usize>) -> Span {
    Span::new(file.base + range.start as u32, file.base + range.end as u32)
}

struct Scanner<'d, 's> {
    file: &'d File,
    lexer: Lexer<'d>,
    is_preamble: bool,
    /// What the flags that `\newif` and `\newtoggle` make are set to; `None` where only TeX knows.
    flags: &'s mut FxHashMap<&'d str, Option<bool>>,
    /// Whether reviewers must not know the authors, so that a flag of a class such as `\ifanonymous` holds.
    hides: bool,
    /// Arguments that are not set, as bytes of the file: one of the two of `\iftoggle{final}`.
    shut: Vec<Range<usize>>,
    /// Whether the conditions around hold, the outermost first.
    branches: Vec<Option<bool>>,
}

impl<'d> Scanner<'d, '_> {
    fn scan(mut self, written: &mut Written<'d>) {
        while let Some(token) = self.lexer.next() {
            match token.kind {
                TokenKind::Comment => written.comments.push(span(self.file, token.start..token.end)),
                TokenKind::Command if !self.command(token, written) => return,
                _ => {}
            }
        }
    }

    /// Returns whether the text goes on after a command.
    fn command(&mut self, token: Token, written: &mut Written<'d>) -> bool {
        let name = self.lexer.slice(token.start + 1..token.end);
        match name {
            "begin" | "end" => {
                let before = self.lexer.at;
                let environment = self.lexer.name().unwrap_or("");
                self.lexer.at = before;
                if name == "end" && environment == "document" {
                    return false;
                }
                if name == "begin" && is_code(environment) {
                    let end = self.lexer.environment_end(environment, false);
                    self.lexer.at = end.map_or(before, |(_, next)| next);
                    return true;
                }
                self.is_preamble &= environment != "document";
            }
            "verb" | "lstinline" | "mintinline" => {
                self.lexer.verb();
                return true;
            }
            _ if self.condition(name) => return true,
            _ if DEFINITIONS.contains(&name) => {
                self.skip_definition();
                return true;
            }
            _ => {}
        }
        let after = self.lexer.at + usize::from(self.lexer.peek() == b'*');
        let span = span(self.file, token.start..token.end);
        let found = Command { name, span, is_preamble: self.is_preamble, file: self.file, after };
        let is_shut =
            self.branches.contains(&Some(false)) || self.shut.iter().any(|shut| shut.contains(&token.start));
        if is_shut { &mut written.shut } else { &mut written.commands }.push(found);
        true
    }

    /// Returns what a command of conditions does to the branches; whether it is one.
    fn condition(&mut self, name: &str) -> bool {
        match name {
            "iffalse" => {
                if self.lexer.skip_to(false) == Stop::Else {
                    self.branches.push(Some(true));
                }
            }
            "newif" => {
                self.lexer.skip_space();
                let made = self.lexer.next().map(|made| self.lexer.slice(made.start + 1..made.end));
                let flag = made.and_then(|made| made.strip_prefix("if"));
                self.flags.extend(flag.map(|flag| (flag, Some(false))));
            }
            "else" => {
                if let Some(holds) = self.branches.last_mut() {
                    *holds = holds.map(|holds| !holds);
                }
            }
            "fi" => drop(self.branches.pop()),
            _ if self.toggle(name) || self.set(name) => {}
            _ if self.lexer.is_condition(name) => {
                let flag = name.get(2..).unwrap_or("");
                let hides = self.hides && ["anonym", "blind"].iter().any(|word| flag.contains(word));
                self.branches.push(self.flags.get(flag).copied().unwrap_or(Some(true).filter(|_| hides)));
            }
            _ => return false,
        }
        true
    }

    /// Returns whether a command sets a flag, `\finaltrue`; in a branch of a condition only TeX knows whether it does.
    fn set(&mut self, name: &str) -> bool {
        let of = |value: &str| name.strip_suffix(value).and_then(|flag| self.flags.get_key_value(flag));
        let Some((flag, value)) =
            of("true").map(|(flag, _)| (*flag, true)).or(of("false").map(|(flag, _)| (*flag, false)))
        else {
            return false;
        };
        self.flags.insert(flag, Some(value).filter(|_| self.branches.is_empty()));
        true
    }

    /// Returns what a command of etoolbox does to a flag that it keeps: `\iftoggle{final}{…}{…}`; whether it is one.
    fn toggle(&mut self, name: &str) -> bool {
        let set = match name {
            "newtoggle" | "providetoggle" | "newbool" | "providebool" | "togglefalse" | "boolfalse" => {
                Some(false)
            }
            "toggletrue" | "booltrue" => Some(true),
            "settoggle" | "setbool" | "iftoggle" | "ifbool" | "nottoggle" | "notbool" => None,
            _ => return false,
        };
        let Some(flag) = self.argument() else { return true };
        let flag = self.lexer.slice(flag).trim();
        match name {
            "settoggle" | "setbool" => {
                let value = self.argument().map(|value| self.lexer.slice(value).trim() == "true");
                self.flags.insert(flag, value.filter(|_| self.branches.is_empty()));
            }
            _ if set.is_some() => drop(self.flags.insert(flag, set.filter(|_| self.branches.is_empty()))),
            _ => {
                let mut ahead = self.lexer;
                let branches = [(); 2].map(|()| {
                    ahead.skip_space();
                    ahead.group(Scan::Long)
                });
                let holds = self.flags.get(flag).copied().flatten();
                let [yes, no] = branches;
                let is_not = name.starts_with("not");
                self.shut.retain(|shut| shut.end > self.lexer.at);
                self.shut.extend(holds.and_then(|holds| if holds == is_not { yes } else { no }));
            }
        }
        true
    }

    /// Returns the next argument in braces.
    fn argument(&mut self) -> Option<Range<usize>> {
        self.lexer.skip_space();
        self.lexer.group(Scan::Short)
    }

    /// Moves past what a definition defines: it says nothing where it stands.
    fn skip_definition(&mut self) {
        self.lexer.skip_space();
        if self.lexer.peek() == b'*' {
            self.lexer.at += 1;
        }
        if self.lexer.peek() == b'\\' {
            self.lexer.next();
        }
        // `\def\name#1#2{…}`
        while self.lexer.peek() == b'#' {
            self.lexer.at += 2;
        }
        while self.lexer.brackets().is_some() || self.lexer.group(Scan::Long).is_some() {}
    }
}

/// Commands that define others.
const DEFINITIONS: [&str; 11] = [
    "newcommand",
    "renewcommand",
    "providecommand",
    "def",
    "gdef",
    "edef",
    "newenvironment",
    "renewenvironment",
    "NewDocumentCommand",
    "RenewDocumentCommand",
    "DeclareRobustCommand",
];

/// Returns whether an environment holds code, or nothing that is set.
fn is_code(name: &str) -> bool {
    matches!(
        table::environment(name).map(|known| known.content),
        Some(Content::Opaque(crate::markup::BlockKind::Code) | Content::Nothing)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;

    fn draft(text: &str) -> Draft {
        Draft::single(Source::new("paper.tex", text), Format::Latex)
    }

    fn names(text: &str) -> Vec<String> {
        Written::of(&draft(text)).commands.iter().map(|command| command.name.to_owned()).collect()
    }

    #[test]
    fn code_comments_and_definitions_are_left_out() {
        assert_eq!(names("\\a \\verb|\\b| % \\c\n\\begin{verbatim}\\d\\end{verbatim}\\e"), ["a", "e"]);
        assert_eq!(names("\\newcommand{\\b}[1]{\\c #1}\\def\\d#1{\\e}\\f"), ["f"]);
        assert_eq!(names("\\iffalse \\b \\fi \\c \\end{document} \\d"), ["c"]);
    }

    #[test]
    fn a_flag_of_the_paper_shuts_a_branch() {
        let shut = |text: &str| {
            let draft = draft(text);
            let written = Written::of(&draft);
            let names = |commands: &[Command<'_>]| {
                commands.iter().map(|command| command.name).collect::<Vec<_>>().join(" ")
            };
            (names(&written.commands), names(&written.shut))
        };
        let of = |open: &str, shut: &str| (open.to_owned(), shut.to_owned());
        assert_eq!(shut("\\newif\\iffinal \\iffinal\\a\\else\\b\\fi\\c"), of("b c", "a"));
        assert_eq!(shut("\\newif\\iffinal \\finaltrue \\iffinal\\a\\else\\b\\fi\\c"), of("a c", "b"));
        let toggle =
            "\\newtoggle{final}\\iftoggle{final}{\\a}{\\b}\\toggletrue{final}\\iftoggle{final}{\\c}{\\d}";
        assert_eq!(shut(toggle), of("b c", "a d"));
        assert_eq!(shut("\\ifanonymous\\a\\else\\b\\fi"), of("a b", ""));
        // A condition of TeX inside, and one of which only TeX knows whether it holds.
        assert_eq!(shut("\\newif\\ifx@ \\newif\\iffinal \\iffinal\\ifx ab\\a\\fi\\b\\fi\\c"), of("c", "a b"));
        let unknown = "\\newif\\iffinal \\ifx\\y\\z \\finaltrue \\fi \\iffinal\\a\\fi";
        assert_eq!(shut(unknown).1, "");
    }

    #[test]
    fn arguments_are_found_where_they_are_written() {
        let draft = draft("\\documentclass[a,b]{c}\n\\begin{document}\\x{\\y{1}}");
        let written = Written::of(&draft);
        let class = written.commands[0];
        assert_eq!(class.argument().unwrap().text, "c");
        assert_eq!(class.option().unwrap().text, "a,b");
        assert_eq!(draft.text(class.whole()), "\\documentclass[a,b]{c}");
        let preamble: Vec<bool> = written.commands.iter().map(|command| command.is_preamble).collect();
        assert_eq!(preamble, [true, false, false, false]);
        assert_eq!(written.commands[2].argument().unwrap().text, "\\y{1}");
    }
}
