//! Names of files that a paper's own commands stand for: `\\newcommand{\\part}[1]{\\input{parts/#1}}`, `\\input{\\folder/one}`.

use rustc_hash::FxHashMap;

use super::arguments::Scan;
use super::includes::{is_plain, target};
use super::lexer::{Lexer, TokenKind};
use super::table::{self, Action, Argument, Definition};

/// What the commands of a paper stand for, as far as they name files.
#[derive(Debug, Default)]
pub struct Paths {
    /// Commands that stand for a short text.
    texts: FxHashMap<String, String>,
    /// Commands that read a file.
    readers: FxHashMap<String, FileReader>,
}

/// A command of the paper that reads a file.
#[derive(Debug)]
struct FileReader {
    /// How many arguments it takes.
    arguments: usize,
    /// What stands for the first one where it is missing, if it may be.
    default: Option<String>,
    /// The file, with `#1` for the first argument.
    target: String,
}

/// The longest text that is taken for a part of a name.
const LONGEST: usize = 200;

/// How often a name may stand for others.
const DEEPEST: usize = 8;

impl Paths {
    /// Notes the definitions of a file.
    pub fn note(&mut self, text: &str) {
        let mut lexer = Lexer { at_is_letter: true, ..Lexer::new(text) };
        while let Some(token) = {
            lexer.skip_text();
            lexer.next()
        } {
            let is_command = token.kind == TokenKind::Command;
            let command = table::command(lexer.slice(token.start + 1..token.end)).filter(|_| is_command);
            if let Some(Action::Define(Definition::New | Definition::Renew | Definition::Def)) =
                command.map(|command| command.action)
            {
                self.define(&mut lexer);
            }
        }
    }

    fn define(&mut self, lexer: &mut Lexer<'_>) -> Option<()> {
        lexer.skip(Argument::Star);
        let name = lexer.argument(Scan::Short)?;
        let name =
            lexer.slice(name).trim().strip_prefix('\\').filter(|name| table::command(name).is_none())?;
        let mut arguments = 0;
        while lexer.peek() == b'#' {
            lexer.at += 2;
            arguments += 1;
        }
        lexer.skip_space();
        if let Some(count) = lexer.brackets() {
            arguments = lexer.slice(count).trim().parse().ok()?;
        }
        let default = lexer.brackets().map(|default| lexer.slice(default).to_owned());
        lexer.skip_space();
        let body = lexer.group(Scan::Long)?;
        let text = lexer.slice(body.clone()).trim();
        if let Some(target) = read_by(text) {
            self.readers.insert(name.to_owned(), FileReader { arguments, default, target });
        } else if arguments == 0 && text.len() <= LONGEST {
            self.texts.insert(name.to_owned(), text.to_owned());
        }
        Some(())
    }

    /// Returns whether a command reads a file that its call names.
    pub fn is_reader(&self, name: &str) -> bool {
        self.readers.contains_key(name)
    }

    /// Returns the file that a call of the command `name`, just read, asks for, with the arguments that follow it.
    pub(super) fn call(&self, name: &str, lexer: &mut Lexer<'_>) -> Option<String> {
        let reader = self.readers.get(name)?;
        let mut target = reader.target.clone();
        for number in 1..=reader.arguments {
            let given = match &reader.default {
                Some(default) if number == 1 => match lexer.brackets() {
                    Some(range) => lexer.slice(range).to_owned(),
                    None => default.clone(),
                },
                _ => {
                    let range = lexer.argument(Scan::Short)?;
                    lexer.slice(range).trim().to_owned()
                }
            };
            target = target.replace(&format!("#{number}"), &given);
        }
        Some(target)
    }

    /// Returns a target with texts in the place of the commands that stand for them.
    pub fn resolve(&self, target: &str) -> String {
        let mut resolved = target.to_owned();
        for _ in 0..DEEPEST {
            let Some(at) = resolved.find('\\') else { break };
            let letters = resolved.bytes().skip(at + 1).take_while(u8::is_ascii_alphabetic).count();
            let name = resolved.get(at + 1..at + 1 + letters).unwrap_or("");
            let Some(text) = self.texts.get(name) else { break };
            let after = resolved.get(at + 1 + letters..).unwrap_or("");
            let after = after.strip_prefix("{}").unwrap_or_else(|| after.trim_start());
            resolved = format!("{}{text}{after}", resolved.get(..at).unwrap_or(""));
        }
        resolved
    }
}

/// Returns the file that a body reads, if its call names it.
fn read_by(body: &str) -> Option<String> {
    let mut lexer = Lexer { at_is_letter: true, ..Lexer::new(body) };
    while let Some(token) = lexer.next() {
        let command = table::command(lexer.slice(token.start + 1..token.end));
        if let Some(Action::Include(include)) =
            command.filter(|_| token.kind == TokenKind::Command).map(|command| command.action)
            && let Some(target) = target(&mut lexer, include).filter(|target| !is_plain(target))
        {
            return Some(target);
        }
    }
    None
}
