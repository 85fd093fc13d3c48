//! The files that a LaTeX file reads in its place.

use std::ops::Range;

use super::arguments::Scan;
use super::lexer::{Lexer, TokenKind, is_space};
use super::table::{self, Action, Argument, Content, Include};
use crate::markup::Asked;
use crate::source::Format;

/// The include commands of a file. Comments, code and what stands after the end of the document are left out.
pub(super) struct Includes<'t> {
    lexer: Lexer<'t>,
    /// The names of a package command that are still to be given.
    packages: Vec<Asked>,
    /// Where the branches of the last `\IfFileExists` end; what is asked for in them need not be there.
    optional_to: usize,
}

impl<'t> Includes<'t> {
    pub fn new(text: &'t str) -> Self {
        Self { lexer: Lexer::new(text), packages: Vec::new(), optional_to: 0 }
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
            let Some(command) = table::command(name) else {
                continue;
            };
            match command.action {
                Action::Include(include) => {
                    if let Some(target) = target(&mut self.lexer, include) {
                        let is_required = include != Include::IfExists && token.start >= self.optional_to;
                        let at = token.start..self.lexer.at;
                        return Some(Asked { at, target, format: Format::Latex, is_required });
                    }
                }
                Action::Class | Action::Package => {
                    let extension = if command.action == Action::Class { "cls" } else { "sty" };
                    self.packages = packages(&mut self.lexer)
                        .rev()
                        .map(|(at, name)| Asked {
                            at,
                            target: format!("{name}.{extension}"),
                            format: Format::Latex,
                            is_required: false,
                        })
                        .collect();
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
                Action::End => {
                    let name = self.lexer.group(Scan::Short).map(|range| self.lexer.slice(range));
                    if name == Some("document") {
                        return None;
                    }
                }
                Action::AtLetter(is_letter) => self.lexer.at_is_letter = is_letter,
                _ => {}
            }
        }
    }
}

impl Includes<'_> {
    /// Whether the `\endinput` at `start`, just read, ends the file, and is not a part of a definition or of a condition.
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

/// The names in the argument of `\usepackage` or `\documentclass` before the position, each with its place; moves past it.
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

/// The file that the include command before the position asks for; moves past its argument.
pub(super) fn target(lexer: &mut Lexer<'_>, include: Include) -> Option<String> {
    let before = lexer.at;
    let first = name(lexer)?;
    let target = match include {
        Include::File | Include::IfExists => first.to_owned(),
        Include::Folder => {
            let Some(file) = name(lexer) else {
                lexer.at = before;
                return None;
            };
            format!("{}/{file}", first.trim_end_matches('/'))
        }
    };
    let is_plain = !target.is_empty() && !target.contains(['#', '\\', '|', '{']);
    if !is_plain {
        lexer.at = before;
    }
    is_plain.then_some(target)
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
