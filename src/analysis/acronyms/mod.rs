//! The acronyms of a paper: where each is used, and where it is spelled out.

mod definitions;
mod hidden;
mod known;
mod long_form;
mod pairs;
mod shape;

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::document::{BlockRef, BlockRole, Document, Kind, SentenceRef, Token};
use crate::source::Draft;

pub use known::{is_among, is_known};
pub use pairs::{Pair, pairs};

/// An acronym with everything the paper says about it.
#[derive(Clone, Debug, Default)]
pub struct Acronym {
    /// As written, without the `s` of a plural.
    pub short: String,
    /// Where it stands, in reading order; its definitions are among them.
    pub uses: Vec<Use>,
    /// Where it is spelled out, in reading order.
    pub definitions: Vec<Definition>,
    /// Whether it is the name of something that is cited or the initials of an author.
    pub is_name: bool,
}

/// A place where an acronym stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Use {
    /// Bytes of the reading text.
    pub range: Range<u32>,
    /// The block it stands in.
    pub role: BlockRole,
}

/// A place where an acronym is spelled out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    /// The place of the short form, in bytes of the reading text.
    pub range: Range<u32>,
    /// The long form; empty where the text says something other than what the letters stand for.
    pub long: String,
    /// The block it stands in.
    pub role: BlockRole,
}

impl Acronym {
    /// The first use in running text: titles, headings and tables have no room to define.
    pub fn first_use(&self) -> Option<&Use> {
        use BlockRole::{Heading, Table, Title};
        self.uses.iter().find(|place| !matches!(place.role, Title | Heading | Table))
    }

    /// The long form, if the paper gives one.
    pub fn long(&self) -> Option<&str> {
        self.definitions.iter().map(|definition| definition.long.as_str()).find(|long| !long.is_empty())
    }
}

/// The acronyms of a document, by first appearance; `draft` is what it was read from.
pub fn acronyms(document: &Document<'_>, draft: &Draft) -> Vec<Acronym> {
    let mut finder = Finder { document, draft, found: Vec::new(), by_short: FxHashMap::default() };
    let blocks = (0..document.blocks().len() as u32).map(|index| document.block(index));
    let mut cell = None;
    for block in blocks.filter(|block| is_read(block.role())) {
        finder.cell(cell, block);
        cell = Some(block).filter(|block| block.role() == BlockRole::Table);
        for sentence in block.sentences() {
            finder.sentence(sentence);
        }
    }
    finder.finish()
}

fn is_read(role: BlockRole) -> bool {
    use BlockRole::{Abstract, Body, Caption, Footnote, Heading, Item, Table, Title};
    matches!(role, Title | Heading | Abstract | Body | Item | Caption | Footnote | Table)
}

/// Words from which on a line can be a list of names.
const NAMES: u32 = 8;

/// Things with names of their own: `the QZN package`.
const NAMED: &[&str] = &["package", "library", "toolkit", "toolbox", "simulator"];

/// Things that have names as often as descriptions: `the QZN model` and `the linear model`.
const NAMED_IF_CITED: &[&str] = &[
    "model",
    "models",
    "framework",
    "system",
    "software",
    "code",
    "codes",
    "tool",
    "generator",
    "generators",
    "database",
    "dataset",
    "corpus",
    "benchmark",
    "algorithm",
];

/// Words before a name.
const CALLED: &[&str] = &["called", "named", "dubbed", "package", "library", "toolkit", "toolbox"];

struct Finder<'d> {
    document: &'d Document<'d>,
    draft: &'d Draft,
    found: Vec<Acronym>,
    by_short: FxHashMap<String, usize>,
}

impl Finder<'_> {
    fn sentence(&mut self, sentence: SentenceRef<'_>) {
        hidden::of(sentence, self.draft, &mut |short, definition| {
            self.entry(shape::singular(short)).definitions.push(definition);
        });
        let tokens = sentence.tokens();
        let bytes = self.document.reading().text().as_bytes();
        let may_hold = |token: &Token| {
            let word = bytes.get(token.start as usize..token.end as usize).unwrap_or_default();
            token.kind == Kind::Word && shape::may_hold_acronym(word)
        };
        if !tokens.iter().any(may_hold) || self.is_list_of_names(tokens) {
            return;
        }
        let role = sentence.block().role();
        for (at, token) in tokens.iter().enumerate().filter(|(_, token)| may_hold(token)) {
            let text = self.document.token_text(*token);
            for (offset, short) in shape::acronyms(text) {
                let start = token.start + offset as u32;
                let range = start..start + short.len() as u32;
                let is_name = self.is_name(&tokens[at + 1..]) || self.is_called(&tokens[..at]);
                let rest = text.get(offset + short.len()..).unwrap_or("");
                let has_version =
                    rest.strip_prefix('-').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
                let acronym = self.entry(short);
                acronym.uses.push(Use { range, role });
                acronym.is_name |= is_name || has_version;
            }
        }
        definitions::of(sentence, &mut |short, definition| {
            // `Special Interest Group (Matrix-SIG)` says what SIG is, too.
            for part in short.split('-').map(shape::singular).filter(|part| *part != short && part.len() > 1)
            {
                self.entry(part).definitions.push(definition.clone());
            }
            self.entry(shape::singular(short)).definitions.push(definition);
        });
    }

    /// Whether what follows makes it a name: a citation, as one or written out (`, 2010)`), or `++`.
    fn is_name(&self, after: &[Token]) -> bool {
        match after {
            [next, ..] if definitions::is_citation(*next) => true,
            // `INCL++`
            [Token { kind: Kind::Mark(b'+'), .. }, Token { kind: Kind::Mark(b'+'), .. }, ..] => true,
            // `the QZN package`, `the QZN model [@lee2020]`
            [noun, rest @ ..] if noun.kind == Kind::Word => {
                let noun = self.document.token_text(*noun);
                let is_cited = rest.first().is_some_and(|next| definitions::is_citation(*next));
                NAMED.contains(&noun)
                    || (is_cited
                        && (NAMED_IF_CITED.contains(&noun) || shape::acronyms(noun).next().is_some()))
            }
            [mark, year, ..] if matches!(mark.kind, Kind::Mark(b',' | b'(')) && year.kind == Kind::Number => {
                let year = self.document.token_text(*year);
                year.len() == 4 && (year.starts_with("19") || year.starts_with("20"))
            }
            _ => false,
        }
    }

    /// Whether what stands before makes it a name: `a tool called QZN`, `the package QZN`.
    fn is_called(&self, before: &[Token]) -> bool {
        let word = before.last().filter(|word| word.kind == Kind::Word);
        word.is_some_and(|word| CALLED.contains(&self.document.token_text(*word)))
    }

    /// A cell that holds an acronym alone, and the cell after it that spells it out: a table of abbreviations.
    fn cell(&mut self, first: Option<BlockRef<'_>>, second: BlockRef<'_>) {
        let Some(first) = first.filter(|_| second.role() == BlockRole::Table) else { return };
        let short = shape::singular(first.text().trim());
        let is_alone = shape::acronyms(short).next().is_some_and(|(_, found)| found == short);
        let long = second.text().trim();
        if is_alone && definitions::opens_with_long_form(long, short) {
            let definition =
                Definition { range: first.range(), long: long.to_owned(), role: BlockRole::Table };
            self.entry(short).definitions.push(definition);
        }
    }

    /// Whether most words open with a capital: addresses, names of institutes, references written out.
    fn is_list_of_names(&self, tokens: &[Token]) -> bool {
        let words = tokens.iter().filter(|token| token.kind == Kind::Word);
        let is_capital = |token: &Token| self.document.token_text(*token).starts_with(char::is_uppercase);
        let (all, capital) =
            words.fold((0, 0), |(all, capital), token| (all + 1, capital + u32::from(is_capital(token))));
        all >= NAMES && capital * 5 > all * 3
    }

    fn entry(&mut self, short: &str) -> &mut Acronym {
        let index = match self.by_short.get(short) {
            Some(&index) => index,
            None => {
                self.found.push(Acronym { short: short.to_owned(), ..Acronym::default() });
                self.by_short.insert(short.to_owned(), self.found.len() - 1);
                self.found.len() - 1
            }
        };
        &mut self.found[index]
    }

    fn finish(mut self) -> Vec<Acronym> {
        let initials = self.initials();
        let is_word = self.words();
        let is_compound = self.compounds();
        for ((acronym, is_word), is_compound) in self.found.iter_mut().zip(is_word).zip(is_compound) {
            acronym.is_name |= is_word || is_compound || initials.contains(&acronym.short);
            // A table of abbreviations serves the whole paper, wherever it stands.
            acronym
                .definitions
                .sort_by_key(|definition| (definition.role != BlockRole::Table, definition.range.start));
        }
        self.found
    }

    /// For each acronym, whether it is put together from others that are spelled out: `NAE-IDS`.
    fn compounds(&self) -> Vec<bool> {
        let is_defined = |part: &str| {
            self.by_short.get(part).is_some_and(|&index| !self.found[index].definitions.is_empty())
        };
        let is_compound = |short: &str| short.contains('-') && short.split('-').all(is_defined);
        self.found.iter().map(|acronym| is_compound(&acronym.short)).collect()
    }

    /// For each acronym, whether it is a word of the paper in capitals, as in `we did NOT`.
    fn words(&self) -> Vec<bool> {
        let mut is_word = vec![false; self.found.len()];
        let by_lower: FxHashMap<String, usize> = self
            .found
            .iter()
            .enumerate()
            .filter(|(_, acronym)| acronym.short.len() > 3)
            .map(|(index, acronym)| (acronym.short.to_lowercase(), index))
            .collect();
        if by_lower.is_empty() {
            return is_word;
        }
        // One bit for each first letter and length, so that most words are never looked up.
        let mut shapes = [0_u64; 256];
        for word in by_lower.keys() {
            shapes[usize::from(word.as_bytes()[0])] |= 1 << word.len().min(63);
        }
        for token in self.document.tokens().iter().filter(|token| token.kind == Kind::Word) {
            let word = self.document.token_text(*token);
            let first = word.bytes().next().unwrap_or(0);
            if shapes[usize::from(first)] >> word.len().min(63) & 1 == 1
                && let Some(&index) = by_lower.get(word)
            {
                is_word[index] = true;
            }
        }
        is_word
    }

    /// The initials of the authors, as the metadata names them: `Ada B. Lee` gives `ABL` and `AL`.
    fn initials(&self) -> FxHashSet<String> {
        let mut initials = FxHashSet::default();
        let blocks = (0..self.document.blocks().len() as u32).map(|index| self.document.block(index));
        for block in blocks.filter(|block| block.role() == BlockRole::Metadata) {
            let words: Vec<char> = block
                .text()
                .split(|c: char| c.is_whitespace() || c == '-')
                .filter_map(|word| word.chars().next().filter(|c| c.is_uppercase()))
                .collect();
            for length in 2..=4 {
                initials.extend(words.windows(length).map(|letters| letters.iter().collect::<String>()));
            }
        }
        initials
    }
}
