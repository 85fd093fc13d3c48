use crate::document::{BlockRef, BlockRole, Document, Kind, SectionRef, SentenceRef};
use crate::markup::{BlockKind, Placeholder};

/// How much of what a paper holds. Words are counted as rules count them: a citation, a formula or a reference is one.
#[derive(Clone, Debug)]
pub struct Stats<'d> {
    /// The sections in order, those without text left out; each with the sections below it.
    pub sections: Vec<SectionStats<'d>>,
    /// The text: abstract, paragraphs, items and quotes.
    pub text: Counts<'d>,
    /// How long its sentences and paragraphs are.
    pub shape: Shape,
    /// The abstract alone.
    pub abstract_: Counts<'d>,
    /// Words of headings and titles.
    pub heading_words: u32,
    /// Words of captions.
    pub caption_words: u32,
    /// Words of footnotes.
    pub footnote_words: u32,
    /// Words of acknowledgements and statements.
    pub backmatter_words: u32,
    /// Groups of citations: what stands in one bracket is one.
    pub citations: u32,
    /// Formulas on lines of their own.
    pub equations: u32,
    /// Figures.
    pub figures: u32,
    /// Tables.
    pub tables: u32,
}

/// A section with the sections below it.
#[derive(Clone, Debug)]
pub struct SectionStats<'d> {
    /// Its heading; `None` for what stands before the first.
    pub heading: Option<BlockRef<'d>>,
    /// How deep it lies: 0 for the highest.
    pub depth: usize,
    /// Its text.
    pub text: Counts<'d>,
}

/// What is counted of a text.
#[derive(Clone, Debug, Default)]
pub struct Counts<'d> {
    /// Words.
    pub words: u32,
    /// Paragraphs, items and quotes.
    pub paragraphs: u32,
    /// The words of each sentence, the fewest first.
    pub lengths: Vec<u32>,
    /// The first sentence with the most words.
    pub longest: Option<SentenceRef<'d>>,
}

/// How long the sentences and paragraphs of a paper's text are: what an author wants to know before any finding.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shape {
    /// Sentences of the abstract, of paragraphs and of items.
    pub sentences: usize,
    /// Words of the sentence in the middle.
    pub median_sentence: u32,
    /// Sentences of more than [`LONG_SENTENCE`] words.
    pub long_sentences: usize,
    /// Paragraphs of the body.
    pub paragraphs: usize,
    /// Words of the paragraph in the middle.
    pub median_paragraph: u32,
    /// Words of the longest paragraph.
    pub longest_paragraph: u32,
}

/// Words from which on guides of plain English call a sentence long.
pub const LONG_SENTENCE: u32 = 40;

impl Shape {
    /// Returns the shape of a document.
    pub fn of(document: &Document<'_>) -> Self {
        let (mut sentences, mut paragraphs) = (Vec::new(), Vec::new());
        for block in (0..document.blocks().len() as u32).map(|index| document.block(index)) {
            if !matches!(block.role(), BlockRole::Abstract | BlockRole::Body | BlockRole::Item) {
                continue;
            }
            if block.role() == BlockRole::Body && block.words() > 0 {
                paragraphs.push(block.words());
            }
            sentences.extend(block.sentences().map(SentenceRef::words).filter(|&words| words > 0));
        }
        Self {
            sentences: sentences.len(),
            long_sentences: sentences.iter().filter(|&&words| words > LONG_SENTENCE).count(),
            median_sentence: middle(&mut sentences),
            paragraphs: paragraphs.len(),
            longest_paragraph: paragraphs.iter().copied().max().unwrap_or(0),
            median_paragraph: middle(&mut paragraphs),
        }
    }
}

/// Returns the value in the middle, the upper one of two; 0 where there is none.
fn middle(values: &mut [u32]) -> u32 {
    let half = values.len() / 2;
    if values.is_empty() { 0 } else { *values.select_nth_unstable(half).1 }
}

impl<'d> Stats<'d> {
    /// Counts all of a document.
    pub fn of(document: &'d Document<'d>) -> Self {
        let blocks = || (0..document.blocks().len() as u32).map(|index| document.block(index));
        let words = |role| blocks().filter(|block| block.role() == role).map(BlockRef::words).sum();
        let is_citation =
            |kind| matches!(kind, Kind::Placeholder(Placeholder::Citation | Placeholder::TextCitation));
        let is_formula = |kind| kind == Kind::Placeholder(Placeholder::DisplayMath);
        let tokens = |is_it: &dyn Fn(Kind) -> bool| {
            document.tokens().iter().filter(|token| is_it(token.kind)).count() as u32
        };
        let formulas = blocks().filter(|block| block.kind() == BlockKind::Math).count() as u32;
        Self {
            sections: document.section_refs().filter_map(SectionStats::of).collect(),
            text: Counts::of(blocks()),
            shape: Shape::of(document),
            abstract_: Counts::of(blocks().filter(|block| block.role() == BlockRole::Abstract)),
            heading_words: words(BlockRole::Heading) + words(BlockRole::Title),
            caption_words: words(BlockRole::Caption),
            footnote_words: words(BlockRole::Footnote),
            backmatter_words: words(BlockRole::Backmatter),
            citations: tokens(&is_citation),
            equations: tokens(&is_formula) + formulas,
            figures: document.meta().figures,
            tables: document.meta().tables,
        }
    }
}

impl<'d> SectionStats<'d> {
    fn of(section: SectionRef<'d>) -> Option<Self> {
        let is_run_in = section.without_run_in().index != section.index;
        let text = Counts::of(section.blocks());
        let depth = std::iter::successors(section.parent(), |section| section.parent()).count();
        (!is_run_in && text.words > 0).then_some(Self { heading: section.heading(), depth, text })
    }
}

impl<'d> Counts<'d> {
    /// Counts those of the blocks that are text.
    fn of(blocks: impl Iterator<Item = BlockRef<'d>>) -> Self {
        use BlockRole::{Abstract, Body, Item, Quote};
        let mut counts = Self::default();
        for block in blocks.filter(|block| matches!(block.role(), Abstract | Body | Item | Quote)) {
            counts.words += block.words();
            counts.paragraphs += u32::from(block.words() > 0);
            for sentence in block.sentences().filter(|sentence| sentence.words() > 0) {
                counts.lengths.push(sentence.words());
                if counts.longest.is_none_or(|longest| sentence.words() > longest.words()) {
                    counts.longest = Some(sentence);
                }
            }
        }
        counts.lengths.sort_unstable();
        counts
    }

    /// Returns how many sentences there are.
    pub fn sentences(&self) -> usize {
        self.lengths.len()
    }

    /// Returns words of a sentence on average; 0 where there is none.
    pub fn mean(&self) -> f64 {
        f64::from(self.lengths.iter().sum::<u32>()) / (self.lengths.len().max(1) as f64)
    }

    /// Returns words of the sentence in the middle, half way between the two where there are two; 0 where there is none.
    pub fn median(&self) -> f64 {
        let half = self.lengths.len() / 2;
        let upper = self.lengths.get(half).copied().unwrap_or(0);
        let is_odd = self.lengths.len() % 2 == 1;
        let lower = self.lengths.get(half.saturating_sub(usize::from(!is_odd))).copied().unwrap_or(0);
        f64::from(lower + upper) / 2.0
    }

    /// Returns which share of the sentences has more words than `limit`, from 0 to 1.
    pub fn share_over(&self, limit: u32) -> f64 {
        let over = self.lengths.len() - self.lengths.partition_point(|&words| words <= limit);
        over as f64 / (self.lengths.len().max(1) as f64)
    }
}
