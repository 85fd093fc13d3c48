//! Acronyms by their keys, printed as the packages `acronym`, `glossaries` and `acro` print them.
//!
//! Their definitions may stand anywhere, in a list at the end or in a file of their own, and are gathered when the first key is
//! used. The first use of a key gives both forms, once in the abstract and once in the rest, as each is read alone.

use rustc_hash::{FxHashMap, FxHashSet};

use super::acronym_lists::gather;
use super::lexer::{Lexer, Token};
use super::macros::Body;
use super::reader::Reader;
use super::table::{Argument, Form};
use crate::markup::{Placeholder, Within};

/// What the acronyms of a paper are, and which have been used.
#[derive(Debug, Default)]
pub(super) struct Acronyms<'d> {
    /// Gathered at the first use.
    known: Option<FxHashMap<&'d str, Acronym<'d>>>,
    /// The keys that have been given in both forms, and whether in the abstract.
    used: FxHashSet<(&'d str, bool)>,
    /// Whether the short form stands first where both are given.
    is_short_first: bool,
}

/// The forms of an acronym. `None` where the authors give none.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Acronym<'d> {
    pub short: Option<Body<'d>>,
    pub long: Option<Body<'d>>,
    pub short_plural: Option<Body<'d>>,
    pub long_plural: Option<Body<'d>>,
    /// What a glossary says of it.
    pub description: Option<Body<'d>>,
    /// What the first use reads as, where that is not both forms.
    pub first: Option<Body<'d>>,
}

impl<'d> Reader<'d, '_> {
    /// An acronym, by its key.
    pub fn acronym(&mut self, token: Token, form: Form, is_plural: bool, arguments: &'static [Argument]) {
        let name = self.lexer.slice(token.start + 1..token.end);
        let (last, before) = arguments.split_last().unwrap_or((&Argument::Skip, &[]));
        before.iter().for_each(|&argument| self.lexer.skip(argument));
        let key = self.lexer.name();
        if key.is_none() {
            self.lexer.skip(*last);
        }
        // `\gls{svm}[’s]`
        let inserted = if name.to_ascii_lowercase().contains("gl") { self.lexer.brackets() } else { None };
        let inserted = inserted.map(|range| self.body_of(range));
        if self.state.is_quiet {
            return;
        }
        let known = key.and_then(|key| self.known_acronym(key));
        let token = Token { end: self.lexer.at, ..token };
        let Some((key, known)) = key.zip(known) else {
            return self.unknown_acronym(token, key);
        };
        if let Some((short, _)) = known.short.zip(known.long)
            && !self.builder.meta().acronyms.contains(short.text())
        {
            self.builder.meta().acronyms.insert(short.text().to_owned());
        }
        let mut pieces = self.pieces(key, known, form, is_plural);
        pieces.extend(inserted);
        if name.starts_with(['i', 'I']) {
            pieces.insert(0, words("a "));
        }
        self.write_pieces(token, &pieces, name.starts_with(char::is_uppercase));
    }

    fn unknown_acronym(&mut self, token: Token, key: Option<&str>) {
        let span = self.span(token.start, token.end);
        match key {
            // The `acronym` package takes the short form for the key.
            Some(key) if key.contains(char::is_uppercase) && !key.contains(['\\', '{', '$', '#']) => {
                self.replaced(key, span);
            }
            _ => self.placeholder(Placeholder::Name, span),
        }
    }

    /// Forgets, or notes, that acronyms have been used: those of the keys that follow, or all.
    pub fn mark_acronyms(&mut self, are_used: bool, arguments: &'static [Argument]) {
        let (last, before) = match arguments.split_last() {
            Some((Argument::Skip, before)) => (true, before),
            _ => (false, arguments),
        };
        before.iter().for_each(|&argument| self.lexer.skip(argument));
        let keys = if last { self.lexer.name().unwrap_or("") } else { "" };
        for key in keys.split(',').map(str::trim) {
            for in_abstract in [false, true] {
                match are_used {
                    true => drop(self.macros.acronyms.used.insert((key, in_abstract))),
                    false => drop(self.macros.acronyms.used.remove(&(key, in_abstract))),
                }
            }
        }
        if !last && !are_used {
            self.macros.acronyms.used.clear();
        }
    }

    /// `\setacronymstyle{short-long}`
    pub fn acronym_style(&mut self) {
        self.lexer.skip(Argument::Optional);
        self.macros.acronyms.is_short_first = self.lexer.name().is_some_and(|name| name.starts_with("short"));
    }

    /// Returns the acronym of that key. Gathers all of the paper at the first time.
    fn known_acronym(&mut self, key: &str) -> Option<Acronym<'d>> {
        let draft = self.draft;
        self.macros.acronyms.known.get_or_insert_with(|| gather(draft)).get(key).copied()
    }

    /// Returns what a use of an acronym reads as, in order.
    fn pieces(&mut self, key: &'d str, known: Acronym<'d>, form: Form, is_plural: bool) -> Vec<Body<'d>> {
        let in_abstract = self.state.within.is_in(Within::ABSTRACT);
        let is_new = !self.macros.acronyms.used.contains(&(key, in_abstract));
        if matches!(form, Form::Use | Form::Full) {
            self.macros.acronyms.used.insert((key, in_abstract));
        }
        let plural = |one: Option<Body<'d>>, many: Option<Body<'d>>| match (is_plural, one, many) {
            (false, one, _) => Vec::from_iter(one),
            (true, _, Some(many)) => vec![many],
            (true, one, None) => one.into_iter().flat_map(|one| [one, words("s")]).collect(),
        };
        let short = plural(known.short.or(known.long), known.short_plural);
        let long = plural(known.long.or(known.short), known.long_plural);
        let are_two = known.short.is_some() && known.long.is_some();
        match form {
            Form::Use if is_new && known.first.is_some() => Vec::from_iter(known.first),
            Form::Full | Form::Both | Form::Use if are_two && (is_new || form != Form::Use) => {
                let (before, after) =
                    if self.macros.acronyms.is_short_first { (short, long) } else { (long, short) };
                [before, vec![words(" (")], after, vec![words(")")]].concat()
            }
            Form::Description if known.description.is_some() => Vec::from_iter(known.description),
            Form::Long | Form::Description => long,
            _ => short,
        }
    }

    /// Writes pieces in the place of a call.
    fn write_pieces(&mut self, token: Token, pieces: &[Body<'d>], is_capital: bool) {
        let is_plain = |piece: &Body<'d>| {
            let text = piece.text();
            let has_ligature = || ["--", "''", "`"].iter().any(|sign| text.contains(sign));
            !text.contains(['\\', '{', '$', '#', '~', '%', '&', '\n']) && !has_ligature()
        };
        if !pieces.iter().all(is_plain) {
            // The last to be entered is the first to be read.
            for piece in pieces.iter().rev() {
                self.enter_body(token, *piece, Vec::new());
            }
            return;
        }
        let mut text: String = pieces.iter().map(|piece| piece.text()).collect();
        if let Some(first) = text.chars().next().filter(|_| is_capital) {
            text.replace_range(..first.len_utf8(), &first.to_uppercase().to_string());
        }
        let span = self.span(token.start, token.end);
        self.replaced(&text, span);
    }
}

/// Returns a text that stands in no file.
fn words(text: &'static str) -> Body<'static> {
    Body { lexer: Lexer::new(text), base: 0 }
}
