use std::ops::Range;

use super::{Block, BlockRole, Document, Kind, Section, SectionRole, Sentence, Token};
use crate::english::BEFORE_CITED;
use crate::markup::{BlockKind, Within};

/// A sentence with the document it is a part of.
#[derive(Clone, Copy, Debug)]
pub struct SentenceRef<'d> {
    /// The document.
    pub document: &'d Document<'d>,
    /// Its index among the document's sentences.
    pub index: u32,
}

impl<'d> SentenceRef<'d> {
    /// Returns the sentence behind it in its block.
    pub fn next_in_block(self) -> Option<Self> {
        let sentences = &self.block().data().sentences;
        Some(self.index + 1)
            .filter(|next| sentences.contains(next))
            .map(|next| Self::new(self.document, next))
    }

    pub(super) fn new(document: &'d Document<'d>, index: u32) -> Self {
        Self { document, index }
    }

    fn data(self) -> Sentence {
        self.document.sentences[self.index as usize]
    }

    /// Returns how many words it has; a statistics parenthesis counts as one.
    pub fn words(self) -> u32 {
        self.data().words
    }

    /// Returns its tokens.
    pub fn tokens(self) -> &'d [Token] {
        &self.document.tokens[self.token_range()]
    }

    /// Returns its tokens, as a range of the document's.
    pub fn token_range(self) -> Range<usize> {
        let Sentence { first, end, .. } = self.data();
        first as usize..end as usize
    }

    /// Returns its bytes in the reading text.
    pub fn range(self) -> Range<u32> {
        let tokens = self.tokens();
        tokens.first().map_or(0, |token| token.start)..tokens.last().map_or(0, |token| token.end)
    }

    /// Returns its reading text.
    pub fn text(self) -> &'d str {
        let range = self.range();
        self.document.reading.slice(range.start, range.end)
    }

    /// Returns its text from a byte of the reading text on, so many tokens of it: enough to say in words where something is.
    pub fn opening(self, start: u32, count: usize) -> &'d str {
        let tokens = self.tokens().iter().filter(|token| token.start >= start).take(count);
        let end = tokens.last().map_or(start, |token| token.end);
        self.document.reading.slice(start, end)
    }

    /// Returns the bytes of its first token, for marking where it starts.
    pub fn first_word(self) -> Range<u32> {
        self.tokens().first().map_or(0..0, |token| token.start..token.end)
    }

    /// Returns whether a place in it stands between quotation marks: words that are mentioned, or somebody else's.
    pub fn is_quoted(self, at: u32) -> bool {
        self.quote_at(at).is_some()
    }

    /// Returns the inside of the quotation that a place stands in, in bytes of the reading text.
    pub fn quote_at(self, at: u32) -> Option<Range<u32>> {
        let quotes = &self.document.quotes;
        let index = quotes.partition_point(|quote| quote.end < at);
        quotes.get(index).filter(|quote| quote.start <= at).cloned()
    }

    /// Returns the parentheses in it that count as one word each, as ranges of its tokens: statistics, and citations written out.
    pub fn asides(self) -> impl Iterator<Item = Range<usize>> + 'd {
        asides(self.tokens(), self.document.reading.text())
    }

    /// Returns the block it stands in.
    pub fn block(self) -> BlockRef<'d> {
        BlockRef::new(self.document, self.data().block)
    }

    /// Returns the section it stands in.
    pub fn section(self) -> SectionRef<'d> {
        self.block().section()
    }
}

/// A block with the document it is a part of.
#[derive(Clone, Copy, Debug)]
pub struct BlockRef<'d> {
    /// The document.
    pub document: &'d Document<'d>,
    /// Its index among the document's blocks.
    pub index: u32,
}

impl<'d> BlockRef<'d> {
    pub(super) fn new(document: &'d Document<'d>, index: u32) -> Self {
        Self { document, index }
    }

    fn data(self) -> &'d Block {
        &self.document.blocks[self.index as usize]
    }

    /// Returns what the format says it is.
    pub fn kind(self) -> BlockKind {
        self.data().kind
    }

    /// Returns what it is to a reader.
    pub fn role(self) -> BlockRole {
        self.data().role
    }

    /// Returns the containers it stands in.
    pub fn within(self) -> Within {
        self.data().within
    }

    /// Returns how many words it has.
    pub fn words(self) -> u32 {
        self.data().words
    }

    /// Returns its tokens, as a range of the document's.
    pub fn token_range(self) -> Range<usize> {
        let first = self.sentences().next().map_or(0, |sentence| sentence.token_range().start);
        let end = self.sentences().next_back().map_or(first, |sentence| sentence.token_range().end);
        first..end
    }

    /// Returns its bytes in the reading text.
    pub fn range(self) -> Range<u32> {
        self.data().text.clone()
    }

    /// Returns its reading text.
    pub fn text(self) -> &'d str {
        let range = self.range();
        self.document.reading.slice(range.start, range.end)
    }

    /// Returns its sentences.
    pub fn sentences(self) -> impl ExactSizeIterator<Item = SentenceRef<'d>> + DoubleEndedIterator {
        let document = self.document;
        self.data().sentences.clone().map(move |index| SentenceRef::new(document, index))
    }

    /// Returns the section it stands in.
    pub fn section(self) -> SectionRef<'d> {
        SectionRef::new(self.document, self.data().section)
    }
}

/// A section with the document it is a part of.
#[derive(Clone, Copy, Debug)]
pub struct SectionRef<'d> {
    /// The document.
    pub document: &'d Document<'d>,
    /// Its index among the document's sections.
    pub index: u32,
}

impl<'d> SectionRef<'d> {
    pub(super) fn new(document: &'d Document<'d>, index: u32) -> Self {
        Self { document, index }
    }

    fn data(self) -> &'d Section {
        &self.document.sections[self.index as usize]
    }

    /// Returns its heading; `None` for the text before the first one.
    pub fn heading(self) -> Option<BlockRef<'d>> {
        self.data().heading.map(|index| BlockRef::new(self.document, index))
    }

    /// Level of its heading, from 1; 0 where it has none.
    pub fn level(self) -> u8 {
        self.data().level
    }

    /// Returns the words of its heading; empty where it has none.
    pub fn title(self) -> &'d str {
        self.heading().map_or("", BlockRef::text)
    }

    /// Returns what its own heading says it is.
    pub fn role(self) -> SectionRole {
        self.data().role
    }

    /// Returns what it is, by its own heading or that of a section above.
    pub fn zone(self) -> SectionRole {
        self.data().zone
    }

    /// Returns the section it is a part of.
    pub fn parent(self) -> Option<SectionRef<'d>> {
        self.data().parent.map(|index| SectionRef::new(self.document, index))
    }

    /// Itself, or the nearest section above whose heading stands on a line of its own.
    pub fn without_run_in(self) -> SectionRef<'d> {
        let mut section = self;
        while section.data().is_run_in
            && let Some(parent) = section.parent()
        {
            section = parent;
        }
        section
    }

    /// Returns its blocks up to the next heading of any level, its own heading included.
    pub fn own_blocks(self) -> impl Iterator<Item = BlockRef<'d>> {
        let document = self.document;
        self.data().own.clone().map(move |index| BlockRef::new(document, index))
    }

    /// Returns its blocks with those of the sections below it.
    pub fn blocks(self) -> impl Iterator<Item = BlockRef<'d>> {
        let document = self.document;
        self.data().blocks.clone().map(move |index| BlockRef::new(document, index))
    }

    /// Returns the sentences of its own paragraphs and items, heading and captions left out.
    pub fn own_sentences(self) -> impl Iterator<Item = SentenceRef<'d>> {
        self.own_blocks()
            .filter(|block| matches!(block.role(), BlockRole::Body | BlockRole::Item | BlockRole::Abstract))
            .flat_map(BlockRef::sentences)
    }
}

/// Returns the tokens of each parenthesis that counts as one word, brackets included: statistics, `(b = 0.2, 95% CI [0.1, 0.3])`, and
/// citations written out, `(Lee & Ode, 2019; Poe, 2020a)`.
///
/// A parenthesis states statistics when it compares (a sign of comparison, or math that does) and at most a few of its words
/// are not names of statistics.
pub(super) fn asides<'t>(tokens: &'t [Token], text: &'t str) -> impl Iterator<Item = Range<usize>> + 't {
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < tokens.len() {
            let open = at;
            at += 1;
            if !tokens[open].is(b'(') && !tokens[open].is(b'[') {
                continue;
            }
            if let Some(close) = closing(tokens, open)
                && (is_statistics(&tokens[open + 1..close]) || is_citations(&tokens[open + 1..close], text))
            {
                at = close + 1;
                return Some(open..close + 1);
            }
        }
        None
    })
}

/// Tokens one parenthesis may hold; longer ones are text.
const LONGEST_PARENTHESIS: usize = 80;

fn closing(tokens: &[Token], open: usize) -> Option<usize> {
    let mut depth = 0;
    for (at, token) in tokens.iter().enumerate().skip(open).take(LONGEST_PARENTHESIS) {
        match token.kind {
            Kind::Mark(b'(' | b'[') => depth += 1,
            Kind::Mark(b')' | b']') => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(at);
        }
    }
    None
}

fn is_statistics(inside: &[Token]) -> bool {
    use crate::markup::Placeholder::{Number, Statistic};
    let compares = |token: &Token| {
        matches!(token.kind, Kind::Mark(b'=' | b'<' | b'>')) || token.is_placeholder(Statistic)
    };
    // `M`, `SD`, `CI`, `df`, `BF10`, `Hz`: names of statistics and units are short.
    let is_long_word = |token: &&Token| token.kind == Kind::Word && token.end - token.start > 4;
    let is_value =
        |token: &&Token| token.kind == Kind::Number || token.is_placeholder(Number) || compares(token);
    inside.iter().any(compares)
        && inside.iter().filter(is_long_word).count() <= 2 * inside.iter().filter(is_value).count()
}

/// Returns whether each part between semicolons names somebody and ends in a year.
fn is_citations(inside: &[Token], text: &str) -> bool {
    let of = |token: &Token| text.get(token.start as usize..token.end as usize).unwrap_or("");
    let is_year = |token: &Token| {
        let year = of(token).trim_end_matches(|c: char| c.is_ascii_lowercase());
        token.kind == Kind::Number && year.len() == 4 && (year.starts_with("19") || year.starts_with("20"))
    };
    let names =
        |token: &Token| of(token).starts_with(char::is_uppercase) || BEFORE_CITED.contains(&of(token));
    let is_citation = |part: &[Token]| {
        part.len() > 1
            && part.first().is_some_and(names)
            && part.iter().rfind(|token| token.is_word()).is_some_and(is_year)
    };
    inside.split(|token| token.is(b';')).all(is_citation)
}
