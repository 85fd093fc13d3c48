//! The pass over a document that finds its acronyms.

use rustc_hash::FxHashMap;

use super::contexts::Hint;
use super::fields::Fields;
use super::found::Gathered;
use super::names::{self, Usage};
use super::signs::Signs;
use super::{
    Acronym, Definition, Use, bars, definitions, explained, hidden, initials, is_read, known, shape, source,
};
use crate::document::{BlockRef, BlockRole, Document, Kind, SectionRef, SentenceRef, Sieve, Token};
use crate::markup::Placeholder;
use crate::source::Draft;

/// Returns the acronyms of a document, by first appearance.
pub(super) fn find(document: &Document<'_>, draft: &Draft, fields: impl FnOnce() -> Fields) -> Vec<Acronym> {
    let mut finder = Finder { document, draft, found: Vec::new(), by_short: FxHashMap::default() };
    let blocks = (0..document.blocks().len() as u32).map(|index| document.block(index));
    let mut before = None;
    let mut section = (None, false);
    for block in blocks {
        if before.is_some() {
            finder.neighbours(before, block);
        }
        before = Some(block);
        if section.0 != Some(block.section().index) {
            section = (Some(block.section().index), is_list(block.section()));
        }
        let is_list = section.1 || is_note(block);
        match block.role() {
            role if is_list || is_read(role) => {
                block.sentences().for_each(|sentence| finder.sentence(sentence, is_list));
            }
            BlockRole::Quote => block.sentences().for_each(|sentence| finder.definitions(sentence, false)),
            _ => {}
        }
    }
    finder.finish(fields)
}

/// Returns whether a block is a note that explains a table, or an entry of Markdown's own list of abbreviations.
fn is_note(block: BlockRef<'_>) -> bool {
    let opening = || block.sentences().next().and_then(|sentence| sentence.tokens().first().copied());
    let opens_note = || {
        let word = opening().map_or("", |token| block.document.token_text(token));
        word.len() < 14 && Hint::Note.is_given_by(&word.to_ascii_lowercase())
    };
    (matches!(block.role(), BlockRole::Body | BlockRole::Footnote | BlockRole::Caption) && opens_note())
        || block.text().starts_with("*[")
}

/// Returns whether a section is a list of abbreviations.
fn is_list(section: SectionRef<'_>) -> bool {
    let is_hint =
        |word: &str| Hint::List.is_given_by(word.trim_end_matches([':', '.']).to_ascii_lowercase().as_str());
    let title = section.title();
    title.len() < 40 && title.split_whitespace().any(is_hint)
}

/// Bytes of a block that holds an acronym alone, with marks around it.
const CELL: usize = 16;

/// Words from which on a line can be a list of names.
const NAMES: u32 = 8;

/// Words from which on a sentence in capitals is one.
const LOUD: u32 = 3;

struct Finder<'d> {
    document: &'d Document<'d>,
    draft: &'d Draft,
    found: Vec<Gathered>,
    by_short: FxHashMap<String, usize>,
}

/// Returns whether a small letter stands before an acronym that is known, as in `vLLM` and `iSD`: such words are names and symbols.
fn is_prefixed(short: &str) -> bool {
    let rest = short.strip_prefix(|c: char| c.is_ascii_lowercase());
    known(short).is_none() && rest.is_some_and(|rest| known(rest).is_some())
}

impl Finder<'_> {
    fn sentence(&mut self, sentence: SentenceRef<'_>, is_list: bool) {
        hidden::of(sentence, self.draft, &mut |short, definition| {
            self.entry(shape::singular(short)).acronym.definitions.push(definition);
        });
        let bytes = self.document.reading().text().as_bytes();
        let may_hold = |token: &Token| {
            let word = bytes.get(token.start as usize..token.end as usize).unwrap_or_default();
            token.kind == Kind::Word && shape::may_hold_acronym(word)
        };
        let tokens = sentence.tokens();
        if !shape::has_inner_capital(sentence.text().as_bytes()) {
            return;
        }
        let has_bar = self.bars(sentence, is_list);
        if !has_bar && !tokens.iter().any(may_hold) {
            return;
        }
        if is_list {
            self.entries(sentence);
        } else if !self.is_names_or_loud(tokens, sentence.block().role()) {
            for (at, token) in tokens.iter().enumerate().filter(|(_, token)| may_hold(token)) {
                self.uses(sentence, at, *token);
            }
        }
        self.definitions(sentence, is_list);
    }

    /// Letters joined by a bar; whether there are such.
    fn bars(&mut self, sentence: SentenceRef<'_>, is_list: bool) -> bool {
        let bars = bars::of(sentence);
        for bar in &bars {
            let short = self.document.reading().slice(bar.range.start, bar.range.end);
            if is_list {
                let long = self.document.reading().slice(bar.range.end, sentence.range().end);
                let long = long.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
                let definition =
                    Definition { is_entry: true, ..Definition::new(sentence, bar.range.clone(), long) };
                self.entry(short).acronym.definitions.push(definition);
            } else if !sentence.is_quoted(bar.range.start) {
                let usage = Usage { is_named: bar.is_named, signs: Signs::BAR, ..Usage::default() };
                self.entry(short).add(Use::new(sentence, bar.range.clone()), usage);
            }
        }
        !bars.is_empty()
    }

    /// The acronyms in one token.
    fn uses(&mut self, sentence: SentenceRef<'_>, at: usize, token: Token) {
        let text = self.document.token_text(token);
        if sentence.is_quoted(token.start) || self.is_in_identifier(token) {
            return;
        }
        for (offset, short) in shape::acronyms(text) {
            let start = token.start + offset as u32;
            let range = start..start + short.len() as u32;
            let markup = source::markup(self.document, self.draft, range.clone());
            if markup.is_pieced || is_prefixed(short) {
                continue;
            }
            let mut usage = names::usage(sentence, at, offset, short);
            usage.is_named |= markup.is_link;
            let found = self.entry(short);
            found.italic += usize::from(markup.is_italic);
            found.add(Use::new(sentence, range), usage);
        }
    }

    /// What a sentence spells out.
    fn definitions(&mut self, sentence: SentenceRef<'_>, is_list: bool) {
        let block = sentence.block();
        // The abstract is a text of its own.
        let is_abstract = block.role() == BlockRole::Abstract;
        let is_told = |short: &str| {
            let found = self.by_short.get(shape::singular(short)).and_then(|&index| self.found.get(index));
            let mut told = found.into_iter().flat_map(|one| &one.acronym.definitions);
            told.any(|told| !told.long.is_empty() && (told.role == BlockRole::Abstract) == is_abstract)
        };
        let mut found = Vec::new();
        definitions::of(sentence, is_told, &mut |short, definition| {
            found.push((short.to_owned(), definition))
        });
        // A footnote that opens with what it spells out is an entry of a list.
        let is_note = block.role() == BlockRole::Footnote && block.words() <= explained::SHORT_NOTE;
        for (short, mut definition) in found {
            definition.is_entry |= is_list || (is_note && definition.range.start == block.range().start);
            self.parts_of_name(&short, &definition.long);
            // `Special Interest Group (Matrix-SIG)` and `Bora Interest Group (Bora SIG)` say what SIG is, too.
            let parts = short
                .split(['-', ' ', '/'])
                .map(shape::singular)
                .filter(|part| *part != short && part.len() > 1);
            // `QZNE far detector (QZNE FD)` says nothing of QZNE.
            let is_said =
                |part: &str| definition.long.split_whitespace().all(|word| shape::singular(word) != part);
            for part in parts.filter(|part| !definition.long.is_empty() && is_said(part)) {
                self.entry(part).acronym.definitions.push(definition.clone());
            }
            self.entry(shape::singular(&short)).acronym.definitions.push(definition);
        }
    }

    /// An acronym in the long form of another one is a part of a name there.
    fn parts_of_name(&mut self, short: &str, long: &str) {
        if !shape::has_inner_capital(long.as_bytes()) {
            return;
        }
        for (_, part) in long.split_whitespace().flat_map(shape::acronyms).filter(|(_, part)| *part != short)
        {
            if let Some(&index) = self.by_short.get(part) {
                self.found[index].named += 1;
            }
        }
    }

    /// The entries of a list of abbreviations: each acronym is spelled out behind it, whatever its letters.
    fn entries(&mut self, sentence: SentenceRef<'_>) {
        let tokens = sentence.tokens();
        let shorts: Vec<(usize, Token)> = tokens
            .iter()
            .copied()
            .enumerate()
            .filter(|(_, token)| {
                let text = self.document.token_text(*token);
                token.kind == Kind::Word && shape::acronyms(text).next().is_some_and(|(at, _)| at == 0)
            })
            .collect();
        for (index, &(at, token)) in shorts.iter().enumerate() {
            let next = shorts.get(index + 1).map_or(tokens.len(), |(at, _)| *at);
            let rest = tokens[at + 1..next].iter();
            let mut words =
                rest.skip_while(|token| token.kind != Kind::Word).take_while(|token| !token.is(b';'));
            let first = words.next();
            let last = words.last().or(first);
            let long = first
                .zip(last)
                .map_or("", |(first, last)| self.document.reading().slice(first.start, last.end));
            let definition = Definition {
                is_entry: true,
                ..Definition::new(sentence, token.start..token.end, long.to_owned())
            };
            let short = shape::singular(self.document.token_text(token));
            self.entry(short).acronym.definitions.push(definition);
        }
    }

    /// A block that holds an acronym alone, beside a block that spells it out: a table or a list of abbreviations.
    fn neighbours(&mut self, before: Option<BlockRef<'_>>, block: BlockRef<'_>) {
        let Some(before) = before else { return };
        let is_cell = |block: BlockRef<'_>| block.role() == BlockRole::Table;
        if is_cell(before) != is_cell(block) {
            return;
        }
        let pairs = [(before, block), (block, before)];
        for (first, second) in pairs.into_iter().take(if is_cell(block) { 2 } else { 1 }) {
            let is_edge = |c: char| !c.is_alphanumeric();
            if first.range().len() > CELL {
                continue;
            }
            let short = shape::singular(first.text().trim_matches(is_edge));
            if !shape::may_hold_acronym(short.as_bytes()) {
                continue;
            }
            let long = second.text().trim_matches(is_edge);
            let is_alone = shape::acronyms(short).next().is_some_and(|(_, found)| found == short)
                && definitions::opens_with_long_form(long, short);
            if let Some(sentence) = first.sentences().next().filter(|_| is_alone) {
                let definition = Definition {
                    is_entry: true,
                    ..Definition::new(sentence, first.range(), long.to_owned())
                };
                self.entry(short).acronym.definitions.push(definition);
            }
        }
    }

    /// Returns whether most words open with a capital, as in addresses, names of institutes and references written out, or all are in
    /// capitals.
    fn is_names_or_loud(&self, tokens: &[Token], role: BlockRole) -> bool {
        let (mut all, mut capital, mut loud) = (0, 0, 0);
        for token in tokens.iter().filter(|token| token.kind == Kind::Word) {
            let word = self.document.token_text(*token);
            all += 1;
            if word.starts_with(char::is_uppercase) {
                capital += 1;
                loud += u32::from(!word.contains(char::is_lowercase));
            }
        }
        // Every word of a title may open with a capital.
        let is_title = matches!(role, BlockRole::Title | BlockRole::Heading);
        (all >= NAMES && capital * 5 > all * 3 && !is_title) || (all >= LOUD && loud == all)
    }

    /// Returns whether a token is a part of what computers read: `--QZN`, `.QZN`, `@QZN`.
    fn is_in_identifier(&self, token: Token) -> bool {
        let text = self.document.reading().text();
        let mut before = text.get(..token.start as usize).unwrap_or("").chars().rev();
        match (before.next(), before.next()) {
            (Some('@' | '#' | '\\' | '$'), _) => true,
            (Some('.'), other) => other.is_none_or(char::is_whitespace),
            (Some('-'), other) => other.is_none_or(|c| c.is_whitespace() || c == '-'),
            _ => false,
        }
    }

    fn entry(&mut self, short: &str) -> &mut Gathered {
        let index = match self.by_short.get(short) {
            Some(&index) => index,
            None => {
                let acronym = Acronym { short: short.to_owned(), ..Acronym::default() };
                self.found.push(Gathered::new(acronym));
                self.by_short.insert(short.to_owned(), self.found.len() - 1);
                self.found.len() - 1
            }
        };
        &mut self.found[index]
    }

    fn finish(mut self, fields: impl FnOnce() -> Fields) -> Vec<Acronym> {
        self.lower_case();
        let initials = initials::of(self.document, self.draft);
        let is_word = self.words();
        let is_compound = self.compounds();
        let mut found = Vec::with_capacity(self.found.len());
        for ((one, is_word), is_compound) in self.found.into_iter().zip(is_word).zip(is_compound) {
            let is_name = one.is_name() || is_word || is_compound || initials.contains(&one.acronym.short);
            let is_term = one.is_term();
            let mut acronym = Acronym { is_name, is_term, is_counted: one.is_counted, ..one.acronym };
            // A list of abbreviations serves the whole paper, wherever it stands.
            acronym.definitions.sort_by_key(|definition| (!definition.is_entry, definition.range.start));
            found.push(acronym);
        }
        explained::complete(self.document, self.draft, &mut found, fields);
        found
    }

    /// What is spelled out in lower case and used in capitals: `(plq)`.
    fn lower_case(&mut self) {
        for index in 0..self.found.len() {
            let acronym = &self.found[index].acronym;
            if acronym.definitions.is_empty() && acronym.uses.len() > 1 {
                let lower = acronym.short.to_lowercase();
                let known =
                    self.by_short.get(&lower).map(|&other| self.found[other].acronym.definitions.clone());
                self.found[index].acronym.definitions = known.unwrap_or_default();
            }
        }
    }

    /// For each acronym, whether it is put together from others that are spelled out: `NAE-IDS`.
    fn compounds(&self) -> Vec<bool> {
        let is_defined = |part: &str| {
            self.by_short.get(part).is_some_and(|&index| !self.found[index].acronym.definitions.is_empty())
        };
        let is_compound = |short: &str| short.contains('-') && short.split('-').all(is_defined);
        self.found.iter().map(|one| is_compound(&one.acronym.short)).collect()
    }

    /// For each acronym, whether it is a word of the paper in capitals, as in `we did NOT`. Where it stands as code, it is used as a name.
    fn words(&mut self) -> Vec<bool> {
        let mut is_word = vec![false; self.found.len()];
        let by_lower: FxHashMap<String, usize> = self
            .found
            .iter()
            .enumerate()
            .filter(|(_, one)| one.acronym.short.len() > 3)
            .map(|(index, one)| (one.acronym.short.to_lowercase(), index))
            .collect();
        let mut sieve = Sieve::default();
        by_lower.keys().for_each(|word| sieve.add(word));
        let text = self.document.reading().text().as_bytes();
        for token in self.document.tokens() {
            if token.is_placeholder(Placeholder::Code) {
                let code = hidden::code(self.document, self.draft, *token);
                if let Some(&index) = code.and_then(|code| self.by_short.get(code)) {
                    self.found[index].named += 1;
                }
            } else if token.kind == Kind::Word
                && sieve.may_hold(text, *token)
                && let Some(&index) = by_lower.get(self.document.token_text(*token))
            {
                is_word[index] = true;
            }
        }
        is_word
    }
}
