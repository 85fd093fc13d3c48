//! What each command gives.

use std::ops::Range;
use std::rc::Rc;

use super::definitions::Meaning;
use super::keys::{is_dash, key};
use super::{DEEPEST, End, Place, Scanner};
use crate::markup::latex::arguments::Scan;
use crate::markup::latex::includes::{packages, target};
use crate::markup::latex::lexer::Lexer;
use crate::markup::latex::table::{self, Action, Argument};
use crate::markup::{BlockKind, Placeholder};
use crate::source::Span;
use crate::source::{FloatKind, Label, Named};

/// Returns whether a command gives something by itself, so that one of the authors that ends in it does.
pub(super) fn is_wanted(name: &str) -> bool {
    matches!(name, "label" | "begin" | "end" | "hyperref" | "bibitem" | "bib" | "subfloat" | "subcaptionbox")
        || name.starts_with("nocite")
        || match table::command(name).map(|command| command.action) {
            Some(action) => matches!(
                action,
                Action::Stands(Placeholder::Reference | Placeholder::Citation | Placeholder::TextCitation)
                    | Action::Block(BlockKind::Caption)
                    | Action::Include(_)
            ),
            None => name.ends_with("ref") || name.contains("cite") || name.contains("label"),
        }
}

/// Commands whose argument is the key of a label, whatever is loaded; others of that look may put something before it.
const PLAIN_REFERENCES: [&str; 14] = [
    "ref",
    "pageref",
    "eqref",
    "autoref",
    "Autoref",
    "nameref",
    "Nameref",
    "vref",
    "Vref",
    "vpageref",
    "subref",
    "footref",
    "titleref",
    "autopageref",
];

/// A command that is read: where it starts, and what it stands in.
#[derive(Clone, Copy)]
struct Call<'n> {
    name: &'n str,
    start: usize,
    place: Place,
}

impl Scanner<'_, '_> {
    /// Does what a command asks for; `lexer` stands behind its name.
    pub(super) fn command(
        &mut self,
        name: &str,
        start: usize,
        lexer: &mut Lexer<'_>,
        place: Place,
        depth: usize,
    ) {
        let known = table::command(name);
        if self.is_style {
            return self.style_command(known.map(|known| known.action), start, lexer, place);
        }
        match self.commands.get(name).cloned() {
            Some(meaning) if depth < DEEPEST && self.matters(name, 0) => {
                return self.call(&meaning, Call { name, start, place }, lexer, depth);
            }
            Some(_) => return,
            None => {}
        }
        let call = Call { name, start, place };
        match known.map(|known| known.action) {
            _ if self.named(call, lexer, depth) => {}
            Some(Action::Stands(Placeholder::Reference)) => self.references(call, lexer),
            Some(Action::Stands(Placeholder::Citation | Placeholder::TextCitation)) => {
                let arguments = known.map_or(&[][..], |known| known.arguments);
                self.citations(call, arguments, lexer);
            }
            Some(Action::Block(BlockKind::Caption)) => self.caption(lexer.peek() == b'*'),
            Some(Action::Begin) => self.begin(start, lexer, place, depth),
            Some(Action::End) => self.end(lexer, depth),
            Some(Action::Include(include)) => {
                let target = target(lexer, include);
                self.content();
                self.enter(place.span(start, lexer.at));
                // Where no file is read in its place, its branches are text.
                drop(target);
            }
            Some(Action::Class | Action::Package) => self.packages(lexer, place),
            Some(Action::Define(definition)) => self.define(definition, lexer),
            Some(Action::Bibliography) => self.bibliography(lexer, place),
            Some(Action::Verb) => {
                known.into_iter().flat_map(|known| known.arguments).for_each(|&one| lexer.skip(one));
                lexer.verb();
            }
            Some(Action::Address) => lexer.skip(Argument::Raw),
            Some(Action::IfFalse) => {
                lexer.skip_branch();
            }
            Some(Action::EndInput) if self.is_sure() && depth == 0 => lexer.at = lexer.text.len(),
            Some(_) => {}
            None => self.unknown(call, lexer),
        }
    }

    /// What of a class or a package counts: its definitions, and the packages that it loads.
    fn style_command(&mut self, action: Option<Action>, start: usize, lexer: &mut Lexer<'_>, place: Place) {
        match action {
            Some(Action::Define(definition)) => self.define(definition, lexer),
            Some(Action::Class | Action::Package) => self.packages(lexer, place),
            Some(Action::Include(include)) => {
                drop(target(lexer, include));
                self.enter(place.span(start, lexer.at));
            }
            Some(Action::AtLetter(is_letter)) => lexer.at_is_letter = is_letter,
            _ => {}
        }
    }

    /// Commands that are told by their names. Gives whether `name` is one.
    fn named(&mut self, call: Call<'_>, lexer: &mut Lexer<'_>, depth: usize) -> bool {
        match call.name {
            "label" => {
                lexer.skip(Argument::Optional);
                if let Some(range) = self.group(lexer) {
                    let at = call.place.key_span(self, lexer, range.clone());
                    self.label(key(lexer.slice(range)), at, true);
                }
            }
            "hyperref" => {
                if let Some(range) = lexer.brackets() {
                    let at = call.place.key_span(self, lexer, range.clone());
                    self.reference(key(lexer.slice(range)), at, true, false);
                }
            }
            "bibitem" => {
                lexer.skip(Argument::Optional);
                self.item(call, lexer);
            }
            "bib" => self.item(call, lexer),
            // It has the number of the one before it.
            "ContinuedFloat" => self.unnumbered(),
            "addtocounter" => {
                let by = self.group(lexer).and_then(|_| self.group(lexer));
                if by.is_some_and(|range| lexer.slice(range).trim() == "-1") {
                    self.links.set_back.push(call.place.span(call.start, lexer.at));
                }
            }
            "endfirsthead" => self.is_in_later_head = true,
            "endhead" | "endfoot" | "endlastfoot" => self.is_in_later_head = false,
            "externaldocument" | "zexternaldocument" => self.links.has_external = true,
            "subfloat" | "subfigure" | "subtable" | "subcaptionbox" | "sidesubfloat" | "subfig" => {
                let end = end_of_arguments(lexer);
                let at = call.place.span(call.start, end);
                self.begin_float(FloatKind::Other, at, End::At(depth, end));
                self.caption(false);
            }
            "lstinputlisting" | "inputminted" => {
                let settings = lexer.brackets();
                self.setting(settings, lexer, call.place);
            }
            "bibliographystyle" => {
                let style = self.group(lexer).map(|range| lexer.slice(range).trim().to_owned());
                self.links.style = style.or(self.links.style.take());
            }
            name if name.starts_with("nocite") => {
                lexer.skip(Argument::Optional);
                if let Some(range) = lexer.group(Scan::Short) {
                    self.cite(range, lexer, call, true);
                }
            }
            "else" | "or" => {}
            "fi" => self.conditions = self.conditions.saturating_sub(1),
            name if name.starts_with("if") && table::command(name).is_none_or(is_open_condition) => {
                if lexer.is_condition(name) {
                    self.conditions += 1;
                } else {
                    return false;
                }
            }
            name => {
                if name.contains("graphic") || name.starts_with("plot") || name.starts_with("eps") {
                    self.content();
                }
                return false;
            }
        }
        true
    }

    fn references(&mut self, call: Call<'_>, lexer: &mut Lexer<'_>) {
        if !PLAIN_REFERENCES.contains(&call.name)
            && !call.name.to_ascii_lowercase().contains("cref")
            && !call.name.ends_with("range")
        {
            return self.unknown(call, lexer);
        }
        lexer.skip(Argument::Star);
        lexer.skip(Argument::Optional);
        let is_range = call.name.ends_with("range");
        let is_list = call.name.contains("cref") || call.name.contains("Cref");
        let is_joined = self.links.references.last().is_some_and(|last| {
            let from = last.at.end.saturating_sub(call.place.base) as usize;
            call.place.call.is_none()
                && last.at.end >= call.place.base
                && is_dash(lexer.text, from, call.start)
        });
        let Some(first) = self.group(lexer) else { return };
        self.refer(first, lexer, call, (is_list, is_joined));
        if is_range && let Some(last) = self.group(lexer) {
            self.refer(last, lexer, call, (false, true));
        }
    }

    /// Notes the references of an argument: one, or those of a list.
    fn refer(
        &mut self,
        range: Range<usize>,
        lexer: &Lexer<'_>,
        call: Call<'_>,
        (is_list, ends): (bool, bool),
    ) {
        let written = lexer.slice(range.clone());
        let parts: Vec<&str> = if is_list { written.split(',').collect() } else { vec![written] };
        let mut start = range.start;
        for part in parts {
            let at = call.place.key_span(self, lexer, start..start + part.len());
            self.reference(key(part), at, true, ends);
            start += part.len() + 1;
        }
    }

    fn citations(&mut self, call: Call<'_>, arguments: &[Argument], lexer: &mut Lexer<'_>) {
        for &argument in arguments {
            match argument {
                Argument::Skip | Argument::Raw => {
                    if let Some(range) = self.group(lexer) {
                        self.cite(range, lexer, call, true);
                    }
                }
                Argument::Keys => loop {
                    while lexer.brackets().is_some() {}
                    let Some(range) = lexer.group(Scan::Short) else { break };
                    self.cite(range, lexer, call, true);
                },
                other => lexer.skip(other),
            }
        }
    }

    fn cite(&mut self, range: Range<usize>, lexer: &Lexer<'_>, call: Call<'_>, is_sure: bool) {
        let written = lexer.slice(range.clone());
        let mut start = range.start;
        for part in written.split(',') {
            let at = call.place.key_span(self, lexer, start..start + part.len());
            self.citation(&key(part), at, is_sure);
            start += part.len() + 1;
        }
    }

    /// The entry of a list of references in the paper.
    fn item(&mut self, call: Call<'_>, lexer: &mut Lexer<'_>) {
        if let Some(range) = self.group(lexer) {
            let at = call.place.key_span(self, lexer, range.clone());
            let key = key(lexer.slice(range)).trim().to_owned();
            let is_sure = self.is_sure();
            self.links.items.push(Label { key, at, float: None, is_sure, is_in_later_head: false });
        }
    }

    /// A command that neither the table nor the paper knows. Its name may say what it does, and then what it does is a guess.
    fn unknown(&mut self, call: Call<'_>, lexer: &mut Lexer<'_>) {
        let name = call.name;
        if !(name.ends_with("ref")
            || name.ends_with("refs")
            || name.contains("cite")
            || name.contains("label"))
        {
            return;
        }
        let mut ahead = *lexer;
        ahead.skip(Argument::Star);
        while ahead.brackets().is_some() {}
        while let Some(range) = ahead.group(Scan::Short) {
            for part in ahead.slice(range.clone()).split(',') {
                let at = call.place.span(call.start, range.end + 1);
                match name {
                    _ if name.contains("cite") => self.citation(part, at, false),
                    _ if name.contains("label") => self.label(part.trim().to_owned(), at, false),
                    _ => self.reference(part.trim().to_owned(), at, false, false),
                }
            }
        }
        lexer.budget = ahead.budget;
    }

    /// Reads what a command of the authors stands for.
    fn call(&mut self, meaning: &Rc<Meaning>, call: Call<'_>, lexer: &mut Lexer<'_>, depth: usize) {
        match &**meaning {
            Meaning::Alias(other) => {
                // What it had meant holds, whatever the paper has made of that name since.
                let own = self.commands.remove(other);
                self.command(other, call.start, lexer, call.place, depth + 1);
                self.commands.extend(own.map(|own| (other.clone(), own)));
            }
            Meaning::Macro(found) => {
                let text = found.expand(lexer);
                self.read(&text, call.place.span(call.start, lexer.at), depth);
            }
        }
    }

    /// Reads a body that stands for a call.
    pub(super) fn read(&mut self, text: &str, call: Span, depth: usize) {
        if depth < DEEPEST && text.len() <= self.expansions {
            self.expansions -= text.len();
            self.scan(text, Place { base: 0, call: Some(call) }, depth + 1);
        }
    }

    fn packages(&mut self, lexer: &mut Lexer<'_>, place: Place) {
        let found: Vec<(Range<usize>, String)> =
            packages(lexer).map(|(at, name)| (at, name.to_owned())).collect();
        for (at, name) in found {
            self.links.has_external |= matches!(name.as_str(), "xr" | "xr-hyper" | "zref-xr");
            self.links.keeps_capitals |= name == "biblatex";
            self.enter(place.span(at.start, at.end));
        }
    }

    /// Reads the file that stands in the place of a command.
    fn enter(&mut self, at: Span) {
        if let Some(file) = self.draft.included_at(at) {
            self.file(file);
        }
    }

    fn bibliography(&mut self, lexer: &mut Lexer<'_>, place: Place) {
        lexer.skip(Argument::Optional);
        let Some(range) = self.group(lexer) else { return };
        let mut start = range.start;
        for part in lexer.slice(range.clone()).split(',') {
            let name = key(part).trim().to_owned();
            let at = place.span(start, start + part.len());
            start += part.len() + 1;
            if !name.is_empty() {
                self.links.bibliographies.push(Named { name, at });
            }
        }
    }

    fn group(&self, lexer: &mut Lexer<'_>) -> Option<Range<usize>> {
        let before = lexer.at;
        lexer.skip_space();
        let found = lexer.group(Scan::Short);
        if found.is_none() {
            lexer.at = before;
        }
        found
    }
}

impl Place {
    /// Returns where a key stands: without blanks around it; where a call stands for it, there if it is written in the call.
    fn key_span(self, scanner: &Scanner<'_, '_>, lexer: &Lexer<'_>, range: Range<usize>) -> Span {
        let written = lexer.slice(range.clone());
        let trimmed = written.trim();
        let start = range.start + (written.len() - written.trim_start().len());
        let Some(call) = self.call else { return self.span(start, start + trimmed.len()) };
        let found = scanner.draft.text(call).find(trimmed).filter(|_| !trimmed.is_empty());
        found.map_or(call, |at| {
            let start = call.start + at as u32;
            Span::new(start, start + trimmed.len() as u32)
        })
    }
}

/// Returns whether a condition of the table is one that a `\fi` ends.
fn is_open_condition(command: &table::Command) -> bool {
    matches!(command.action, Action::Arguments | Action::IfStar)
}

/// Returns where the brackets and groups end that follow.
fn end_of_arguments(lexer: &Lexer<'_>) -> usize {
    let mut lexer = *lexer;
    lexer.skip(Argument::Star);
    while lexer.next_argument().is_some() {}
    lexer.at
}
