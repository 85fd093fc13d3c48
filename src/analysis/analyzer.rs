use super::{Paper, Vocabulary};
use crate::document::{self, Document, Lexicon};
use crate::markup::{self, Builder};
use crate::source::Draft;

/// Reads drafts. The one way from a draft to a [`Paper`]: rules, views and questions all come by it.
///
/// Immutable, so that any number of threads may share one.
#[derive(Clone, Debug)]
pub struct Analyzer {
    lexicon: Lexicon,
    vocabulary: Vocabulary,
}

/// Buffers that one paper leaves for the next.
#[derive(Debug, Default)]
pub struct Scratch {
    reading: Option<markup::Reading>,
    document: document::Scratch,
}

impl Default for Analyzer {
    fn default() -> Self {
        Self::new(Lexicon::default())
    }
}

impl Analyzer {
    /// Returns an analyzer whose documents know the words of `lexicon` besides its own.
    pub fn new(lexicon: Lexicon) -> Self {
        Self { lexicon, vocabulary: Vocabulary::default() }
    }

    /// Reads a draft, and returns what `look` makes of the paper.
    pub fn paper<T>(&self, draft: &Draft, scratch: &mut Scratch, look: impl FnOnce(&Paper<'_>) -> T) -> T {
        let mut builder = scratch.reading.take().map_or_else(Builder::new, Builder::reuse);
        markup::read_into(draft, &mut builder);
        let reading = builder.finish();
        let document = Document::with_scratch(&reading, &self.lexicon, std::mem::take(&mut scratch.document));
        let seen = look(&Paper::new(draft, &document, &self.vocabulary).reading_plan(&self.lexicon));
        scratch.document = document.into_scratch();
        scratch.reading = Some(reading);
        seen
    }

    /// Returns the words that documents know.
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }
}
