//! The files that a LaTeX file reads in its place.

use std::ops::Range;

use super::arguments::Scan;
use super::lexer::{Lexer, TokenKind, is_space};
use super::paths::Paths;
use super::table::{self, Action, Argument, Content, Include};
use crate::markup::Asked;
use crate::source::Format;

/// The include commands of a file. Comments, code and what stands after the end of the document are left out.
///
/// At first those that name their file; then, with what the paper's own commands stand for, those whose file only they name.
pub struct Includes<'t> {
    lexer: Lexer<'t>,
    /// What the commands of the paper stand for.
    paths: Option<&'t Paths>,
    /// Whether a file is named by a command of the paper.
    pub has_unnamed: bool,
    /// Where the last definition ends.
    definition_to: usize,
    /// The names of a package command that are still to be given.
    packages: Vec<Asked>,
    /// Where the branches of the last `\IfFileExists` end; what is asked for in them need not be there.
    optional_to: usize,
}

impl<'t> Includes<'t> {
    pub fn new(text: &'t str) -> Self {
        Self {
            lexer: Lexer::new(text),
            paths: None,
            has_unnamed: false,
            definition_to: 0,
            packages: Vec::new(),
            optional_to: 0,
        }
    }

    /// Returns those whose file is named by the paper's own commands.
    pub fn named_by(text: &'t str, paths: &'t Paths) -> Self {
        Self { paths: Some(paths), ..Self::new(text) }
    }
}

impl Iterator for Includes<'_> {
    type Item = Asked;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(asked) = self.packages.pop() {
            return Some(asked);
        }
        loop {
            self.lexer.skip_text();
            let token = self.lexer.next()?;
            if token.kind != TokenKind::Command {
                continue;
            }
            let name = self.lexer.slice(token.start + 1..token.end);
            if name == "IfFileExists" {
                self.optional_to = self.end_of_arguments(3);
            }
            if let Some(target) = self.paths.and_then(|paths| paths.call(name, &mut self.lexer)) {
                match self.asked(token.start, target, Include::File) {
                    Some(asked) => return Some(asked),
                    None => continue,
                }
            }
            let Some(command) = table::command(name) else {
                continue;
            };
            match command.action {
                Action::Include(include) => {
                    let target = target(&mut self.lexer, include);
                    if let Some(asked) = target.and_then(|target| self.asked(token.start, target, include)) {
                        return Some(asked);
                    }
                }
                Action::Define(_) if self.paths.is_some() => {
                    self.definition_to = self.definition_to.max(self.end_of_definition());
                    // The name that is defined is no call.
                    self.lexer.skip(Argument::Star);
                    self.lexer.skip(Argument::Skip);
                }
                Action::Class | Action::Package if self.paths.is_some() => {}
                Action::Class | Action::Package => {
                    self.ask_for_packages(command.action == Action::Class);
                    if let Some(asked) = self.packages.pop() {
                        return Some(asked);
                    }
                }
                Action::Verb => {
                    command.arguments.iter().for_each(|&argument| self.lexer.skip(argument));
                    self.lexer.verb();
                }
                Action::IfFalse => {
                    self.lexer.skip_branch();
                }
                Action::EndInput if self.ends_here(token.start) => return None,
                Action::Begin => self.begin(),
                Action::End if self.ends_document() => return None,
                Action::AtLetter(is_letter) => self.lexer.at_is_letter = is_letter,
                _ => {}
            }
        }
    }
}

impl Includes<'_> {
    /// Returns what the command at `start` asks for, if it is one of those that are to be given.
    fn asked(&mut self, start: usize, target: String, include: Include) -> Option<Asked> {
        let is_plain = is_plain(&target);
        self.has_unnamed |= !is_plain;
        let target = match self.paths {
            None => Some(target).filter(|_| is_plain)?,
            Some(_) if is_plain && !self.is_call(start) => return None,
            Some(paths) => paths.resolve(&target),
        };
        // In a definition, it is the calls that name the file.
        if target.contains('#') || (start < self.definition_to && !self::is_plain(&target)) {
            return None;
        }
        let is_required = include != Include::IfExists && start >= self.optional_to;
        Some(Asked { at: start..self.lexer.at, target, format: Format::Latex, is_required })
    }

    /// Returns whether the command at `start` is one of the paper's own.
    fn is_call(&self, start: usize) -> bool {
        let mut lexer = Lexer { at: start, ..self.lexer };
        let name = lexer.next().map_or("", |token| lexer.slice(token.start + 1..token.end));
        self.paths.is_some_and(|paths| paths.is_reader(name))
    }

    /// Returns whether the `\end` just read ends the document.
    fn ends_document(&mut self) -> bool {
        let name = self.lexer.group(Scan::Short).map(|range| self.lexer.slice(range));
        name == Some("document")
    }

    /// Gathers the names of a package command, the last one first.
    fn ask_for_packages(&mut self, is_class: bool) {
        let extension = if is_class { "cls" } else { "sty" };
        let asked = |(at, name): (Range<usize>, &str)| Asked {
            at,
            target: format!("{name}.{extension}"),
            format: Format::Latex,
            is_required: false,
        };
        self.packages = packages(&mut self.lexer).rev().map(asked).collect();
    }

    fn end_of_definition(&self) -> usize {
        let mut lexer = self.lexer;
        lexer.skip(Argument::Star);
        lexer.skip(Argument::Skip);
        while let Some(b'#' | b'1'..=b'9') = lexer.text.as_bytes().get(lexer.at) {
            lexer.at += 1;
        }
        while lexer.next_argument().is_some() {}
        lexer.at
    }

    /// Returns whether the `\endinput` at `start`, just read, ends the file, and is not a part of a definition or of a condition.
    fn ends_here(&self, start: usize) -> bool {
        let before = self.lexer.slice(0..start);
        let line = before.rsplit('\n').next().unwrap_or("");
        line.trim().is_empty() && self.lexer.ends_input()
    }

    fn end_of_arguments(&self, count: usize) -> usize {
        let mut lexer = self.lexer;
        (0..count).for_each(|_| lexer.skip(Argument::Skip));
        lexer.at
    }

    fn begin(&mut self) {
        let Some(name) = self.lexer.group(Scan::Short).map(|range| self.lexer.slice(range)) else {
            return;
        };
        let content = table::environment(name).map(|environment| environment.content);
        if matches!(content, Some(Content::Opaque(_) | Content::Nothing))
            && let Some((_, next)) = self.lexer.environment_end(name, false)
        {
            self.lexer.at = next;
        }
    }
}

/// Returns the names in the argument of `\usepackage` or `\documentclass` before the position, each with its place; moves past it.
pub(super) fn packages<'t>(
    lexer: &mut Lexer<'t>,
) -> impl DoubleEndedIterator<Item = (Range<usize>, &'t str)> + use<'t> {
    lexer.skip(Argument::Optional);
    lexer.skip_space();
    let range = lexer.group(Scan::Short).unwrap_or(0..0);
    let names = lexer.slice(range.clone());
    names.split(',').filter_map(move |written| {
        let name = written.trim();
        let start = range.start + (name.as_ptr() as usize - names.as_ptr() as usize);
        let is_plain = !name.is_empty() && !name.contains(['#', '\\', '{', '%']);
        is_plain.then_some((start..start + name.len(), name))
    })
}

/// Returns what the include command before the position names, which may be made of commands and of arguments; moves past it.
pub(super) fn target(lexer: &mut Lexer<'_>, include: Include) -> Option<String> {
    let before = lexer.at;
    let first = name(lexer)?;
    let target = match include {
        Include::File | Include::IfExists => first.to_owned(),
        Include::Catch => name(lexer)?.to_owned(),
        Include::Folder => {
            let Some(file) = name(lexer) else {
                lexer.at = before;
                return None;
            };
            format!("{}/{file}", first.trim_end_matches('/'))
        }
    };
    (!target.is_empty() && !target.starts_with('|')).then_some(target)
}

/// Returns whether a target names a file as it stands.
pub(super) fn is_plain(target: &str) -> bool {
    !target.contains(['#', '\\', '{'])
}

fn name<'t>(lexer: &mut Lexer<'t>) -> Option<&'t str> {
    lexer.skip_space();
    if lexer.brackets().is_some() {
        lexer.skip_space();
    }
    if lexer.peek() == b'{' {
        let range = lexer.group(Scan::Short)?;
        return Some(lexer.slice(range).trim().trim_matches('"'));
    }
    let start = lexer.at;
    let rest = lexer.text.get(start..)?;
    let len = rest.bytes().take_while(|&byte| !is_space(byte) && !b"\\{}%$&[]".contains(&byte)).count();
    lexer.at = start + len;
    (len > 0).then(|| lexer.slice(start..start + len).trim_matches('"'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn targets(text: &str) -> Vec<(&str, String)> {
        Includes::new(text).map(|asked| (text.get(asked.at).unwrap_or(""), asked.target)).collect()
    }

    #[test]
    fn finds_packages_and_classes_each_by_its_name() {
        let text = "\\documentclass[a]{own}\n\\usepackage[x]{one, two}\\input{three}";
        assert_eq!(
            targets(text),
            [
                ("own", "own.cls".into()),
                ("one", "one.sty".into()),
                ("two", "two.sty".into()),
                ("\\input{three}", "three".into())
            ]
        );
    }

    #[test]
    fn finds_what_tex_would_read() {
        let text = "\\input{a}\n% \\input{b}\n\\include {c.tex}\\input d\n\\verb|\\input{e}|\\import{f/}{g}";
        assert_eq!(
            targets(text),
            [
                ("\\input{a}", "a".into()),
                ("\\include {c.tex}", "c.tex".into()),
                ("\\input d", "d".into()),
                ("\\import{f/}{g}", "f/g".into()),
            ]
        );
    }

    #[test]
    fn what_may_be_missing_is_not_required() {
        let text =
            "\\IfFileExists{a}{\\input{a}}{\\input{b}}\\InputIfFileExists{c}{}{}\\input{d}\\usepackage{e}";
        let required: Vec<bool> = Includes::new(text).map(|asked| asked.is_required).collect();
        assert_eq!(required, [false, false, false, true, false]);
    }

    #[test]
    fn skips_code_and_false_branches() {
        let text = "\\begin{verbatim}\\input{a}\\end{verbatim}\\iffalse\\ifx\\input{b}\\fi\\fi\\newcommand{\\i}[1]{\\input{#1}}\
                    \\subfile{c}\\end{document}\\input{d}";
        assert_eq!(targets(text), [("\\subfile{c}", "c".to_owned())]);
    }
}
