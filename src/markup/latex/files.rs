//! The files that a paper reads: classes, packages, and parts of its text.

use std::ops::Range;
use std::rc::Rc;

use super::includes::{is_plain, packages, target};
use super::lexer::{Lexer, Token};
use super::macros::{Body, Macro, Meaning};
use super::reader::{Context, InputSource, Reader, State};
use super::structure::has_body;
use super::table::{Argument, Include};
use crate::markup::{Unreadable, Within};
use crate::source::{FileId, Span};

impl<'d> Reader<'d, '_> {
    /// `\documentclass[options]{class}`
    pub fn class(&mut self) {
        let before = self.lexer;
        let found: Vec<_> = packages(&mut self.lexer).collect();
        let after = std::mem::replace(&mut self.lexer, before);
        self.lexer.skip(Argument::Optional);
        // A class may be named by a command.
        let name =
            self.lexer.name().map(|name| match name.strip_prefix('\\').and_then(|name| self.defined(name)) {
                Some(Meaning::Macro(found)) => found.body.text().trim(),
                _ => name,
            });
        if let Some(name) = name.filter(|name| !name.starts_with('\\') && !self.state.is_style) {
            self.builder.meta().class.get_or_insert_with(|| name.to_owned());
        }
        self.lexer = after;
        self.enter_packages(&found);
    }

    /// `\usepackage[options]{packages}`
    pub fn package(&mut self) {
        let before = self.lexer;
        self.lexer.skip_space();
        let options = self.lexer.brackets().map_or("", |range| self.lexer.slice(range));
        self.lexer = before;
        let found: Vec<_> = packages(&mut self.lexer).collect();
        if found.iter().any(|(_, name)| *name == "babel") {
            self.babel(options);
        }
        self.signs.has_shorthands |= found.iter().any(|(_, name)| matches!(*name, "german" | "ngerman"));
        self.enter_packages(&found);
    }

    /// Reads the definitions of those packages whose files are here, the first one first.
    fn enter_packages(&mut self, found: &[(Range<usize>, &str)]) {
        self.lexer.skip(Argument::Optional);
        let base = self.base;
        for (at, _) in found.iter().rev() {
            let at = Span::new(base + at.start as u32, base + at.end as u32);
            if let Some(file) = self.draft.included_at(at) {
                self.enter_file(file, true, Span::default());
            }
        }
    }

    /// The last language in the options of babel is the main one.
    fn babel(&mut self, options: &str) {
        let mut language = None;
        for option in options.split(',').map(str::trim).filter(|option| !option.is_empty()) {
            match option.split_once('=') {
                Some((key, value)) if key.trim() == "main" => {
                    language = Some(value.trim());
                    break;
                }
                Some(_) => {}
                None => language = Some(option),
            }
        }
        if let Some(language) = language {
            self.signs.has_shorthands |=
                language.ends_with("german") || matches!(language, "austrian" | "naustrian" | "dutch");
            self.builder.meta().language = Some(language.to_lowercase());
        }
    }

    /// Reads a whole file before going on; with `is_quiet`, only its definitions.
    fn enter_file(&mut self, file: FileId, is_quiet: bool, call: Span) {
        let file = self.draft.file(file);
        let is_style = self.state.is_style || file.is_style();
        let is_quiet = is_quiet || is_style;
        let at_is_letter = self.lexer.at_is_letter || is_quiet;
        let lexer = Lexer { text: &file.text, at: 0, at_is_letter, ..self.lexer };
        let was_style = self.state.is_style;
        if self.enter(Context { lexer, base: file.base, expansion: None }, InputSource::File, call) {
            if is_style && !was_style {
                self.lexer.budget = Lexer::new(&file.text).budget;
            }
            self.state = State { is_quiet: self.state.is_quiet || is_quiet, is_style, ..self.state };
        }
    }

    /// Reads another file in its place.
    pub fn include(&mut self, token: Token, include: Include) {
        let before = self.lexer.at;
        let Some(target) = target(&mut self.lexer, include) else {
            self.lexer.skip(Argument::Skip);
            return;
        };
        // Where the command stands, which is in a definition if a body is read.
        let span = Span::new(self.base + token.start as u32, self.base + self.lexer.at as u32);
        let is_page = self.lexer.slice(token.start..token.end) == "\\include";
        if is_page && self.end_paragraph(token.start) {
            return;
        }
        if include == Include::IfExists {
            self.lexer.skip(Argument::Skip);
            self.lexer.skip(Argument::Skip);
        }
        let call = self.expansion.as_ref().map(|expansion| Span::new(expansion.written, expansion.written));
        let found = self.draft.included_at(span);
        // A call of the authors' command names the file.
        let found = found.or_else(|| self.draft.included_at(call.filter(|_| !is_plain(&target))?));
        match found {
            Some(file) if include == Include::Catch => self.catch(before, file),
            Some(file) => {
                let has_preamble = has_body(&self.draft.file(file).text);
                let call = self.span(token.start, self.lexer.at);
                self.enter_file(file, has_preamble, call);
            }
            None => {
                self.lexer.at = self.lexer.at.max(before);
                let is_abstract = self.state.within.is_in(Within::ABSTRACT) || is_named_abstract(&target);
                if is_abstract && include != Include::IfExists {
                    self.builder.meta().unreadable_abstract.get_or_insert(Unreadable::Absent(span));
                }
            }
        }
    }

    /// `\bibliography{a, b}`
    pub fn bibliography(&mut self) {
        self.lexer.skip(Argument::Optional);
        let names = self.lexer.name().unwrap_or("").split(',').map(str::trim);
        let named = names.filter(|name| !name.is_empty()).map(str::to_owned);
        self.builder.meta().bibliographies.extend(named);
    }

    /// `\CatchFileDef{\name}{file}{setup}`
    fn catch(&mut self, at: usize, file: FileId) {
        let after = std::mem::replace(&mut self.lexer.at, at);
        let name = self.command_name();
        self.lexer.at = after;
        self.lexer.skip(Argument::Skip);
        let file = self.draft.file(file);
        let body = Body { lexer: Lexer::new(&file.text), base: file.base };
        self.insert(name, Meaning::Macro(Rc::new(Macro { parameters: Vec::new(), body })), true);
    }
}

fn is_named_abstract(target: &str) -> bool {
    let name = target.rsplit('/').next().unwrap_or(target).to_ascii_lowercase();
    name.strip_suffix(".tex").unwrap_or(&name).ends_with("abstract")
}
