//! A reading as flat arrays: blocks, sections, sentences, tokens.
//!
//! Invariant: a section owns a range of blocks, a block a range of sentences and a sentence a range of tokens; each array is
//! sorted by its place in the reading text and its ranges are disjoint.

mod build;
mod builtin;
mod index;
mod lexicon;
mod phrases;
mod sections;
mod sentences;
mod sieve;
mod tokens;
mod views;

pub use build::Scratch;
pub use builtin::{CLAIMS, LEXICON, PREVIEW, PURPOSES, STABLE, STATEMENTS};
pub use index::{PhraseError, Phrases, PhrasesBuilder};
pub use lexicon::{Lexicon, WordId};
pub use sections::Section;
pub use sentences::{SentenceEnd, sentences};
pub use sieve::Sieve;
pub use tokens::{Kind, Token};
pub use views::{BlockRef, SectionRef, SentenceRef};

use crate::markup::{BlockKind, Meta, Reading, Within};
use crate::source::Span;
pub use crate::spec::{BlockRole, SectionRole};
use std::ops::Range;

/// A paper's prose, ready for rules.
#[derive(Debug)]
pub struct Document<'r> {
    reading: &'r Reading,
    blocks: Vec<Block>,
    sections: Vec<Section>,
    sentences: Vec<Sentence>,
    tokens: Vec<Token>,
    /// What stands between quotation marks, as bytes of the reading text.
    quotes: Vec<Range<u32>>,
}

/// A block of text on the page.
#[derive(Clone, Debug)]
pub struct Block {
    /// What the format says it is.
    pub kind: BlockKind,
    /// The containers it stands in.
    pub within: Within,
    /// What it is to a reader; rules choose their blocks by it.
    pub role: BlockRole,
    /// Index of the section it stands in.
    pub section: u32,
    /// Its bytes in the reading text.
    pub text: Range<u32>,
    /// Its sentences.
    pub sentences: Range<u32>,
    /// Its words.
    pub words: u32,
    /// Its source, for marking it as a whole.
    pub source: Span,
}

/// A sentence: a range of tokens of one block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Its block.
    pub block: u32,
    /// First token.
    pub first: u32,
    /// One past its last token.
    pub end: u32,
    /// Its words. A statistics parenthesis counts as one.
    pub words: u32,
}

impl<'r> Document<'r> {
    /// Builds the document of a reading. Words of `lexicon` get their ids.
    pub fn new(reading: &'r Reading, lexicon: &Lexicon) -> Self {
        build::document(reading, lexicon, Scratch::default())
    }

    /// As [`Document::new`], with buffers of an earlier document.
    pub fn with_scratch(reading: &'r Reading, lexicon: &Lexicon, scratch: Scratch) -> Self {
        build::document(reading, lexicon, scratch)
    }

    /// Gives the buffers back.
    pub fn into_scratch(self) -> Scratch {
        Scratch {
            blocks: self.blocks,
            sections: self.sections,
            sentences: self.sentences,
            tokens: self.tokens,
            quotes: self.quotes,
        }
    }

    /// Returns the reading it was made from.
    pub fn reading(&self) -> &'r Reading {
        self.reading
    }

    /// Returns what the draft says about itself.
    pub fn meta(&self) -> &'r Meta {
        self.reading.meta()
    }

    /// Returns all blocks.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// Returns all sections; the first holds what stands before the first heading.
    pub fn sections(&self) -> &[Section] {
        &self.sections
    }

    /// Returns all sentences.
    pub fn sentences(&self) -> &[Sentence] {
        &self.sentences
    }

    /// Returns all tokens.
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// Returns the reading text of a token.
    pub fn token_text(&self, token: Token) -> &'r str {
        self.reading.slice(token.start, token.end)
    }

    /// Returns the sentence with that index, as rules see it.
    pub fn sentence(&self, index: u32) -> SentenceRef<'_> {
        SentenceRef::new(self, index)
    }

    /// Returns the sentence that holds a place of the reading text, or the first one after it.
    pub fn sentence_from(&self, at: u32) -> Option<SentenceRef<'_>> {
        let last = |sentence: &Sentence| self.tokens.get(sentence.end.saturating_sub(1) as usize);
        let end = |sentence: &Sentence| last(sentence).map_or(0, |token| token.end);
        let index = self.sentences.partition_point(|sentence| end(sentence) <= at);
        (index < self.sentences.len()).then(|| self.sentence(index as u32))
    }

    /// Returns the section that holds a place of the reading text.
    pub fn section_at(&self, at: u32) -> SectionRef<'_> {
        let block = self.blocks.partition_point(|block| block.text.start <= at).saturating_sub(1);
        self.section(self.blocks.get(block).map_or(0, |block| block.section))
    }

    /// Returns the block with that index, as rules see it.
    pub fn block(&self, index: u32) -> BlockRef<'_> {
        BlockRef::new(self, index)
    }

    /// Returns the section with that index, as rules see it.
    pub fn section(&self, index: u32) -> SectionRef<'_> {
        SectionRef::new(self, index)
    }

    /// Returns the sections in order.
    pub fn section_refs(&self) -> impl Iterator<Item = SectionRef<'_>> {
        (0..self.sections.len() as u32).map(|index| self.section(index))
    }

    /// Returns all words of running text: body, abstract, items, captions, footnotes and quotes.
    pub fn words(&self) -> u32 {
        let is_text = |role| {
            use BlockRole::*;
            matches!(role, Abstract | Body | Item | Caption | Footnote | Quote)
        };
        self.blocks.iter().filter(|block| is_text(block.role)).map(|block| block.words).sum()
    }
}
