//! Facts about a paper that several rules ask for, each found once and only if asked.
//!
//! Invariant: a fact depends on the document and on what its authors declare of it, never on a rule or a setting.

mod abstracts;
pub mod acronyms;
mod analyzer;
pub mod asked;
pub mod authors;
pub mod bibliography;
pub mod claims;
pub mod directives;
mod doc_type;
mod language;
pub mod lengths;
pub mod moves;
pub mod numbers;
pub mod plans;
pub mod printed;
pub mod references;
pub mod results;
mod spelling;
mod stats;
mod symbols;
mod terms;
mod vocabulary;

pub use abstracts::{Abstract, Expected, Moves, longer_words};
pub use analyzer::{Analyzer, Scratch};
pub use doc_type::{DocType, names_plan, plan_headings};
pub use results::{
    Anchor, Anchors, Basis, Claim, Hypotheses, ResultSection, Results, State, Statement, Status, StatusLabel,
    is_study_heading,
};
pub use spelling::{Custom, Spelled, Spelling};
pub use stats::{Counts, LONG_SENTENCE, SectionStats, Shape, Stats};
pub use symbols::Symbol;
pub use terms::{Term, TermKind, is_content};
pub use vocabulary::{Cue, CueSet, Vocabulary};

use std::cell::OnceCell;
use std::ops::Range;

use acronyms::{Acronym, FieldWords};
use authors::Authors;
use bibliography::Bibliography;
use claims::Known;
use plans::{Compared, Comparison, Plan, Topic};

use crate::document::{BlockRef, BlockRole, Document, Kind, Lexicon, SectionRole, SentenceRef};
use crate::markup::{self, Written};
use crate::source::{Draft, Links};

/// A document with what is known about it.
pub struct Paper<'d> {
    /// Its files.
    pub draft: &'d Draft,
    /// The document.
    pub document: &'d Document<'d>,
    vocabulary: &'d Vocabulary,
    /// The words that its plan is read with; `None` where no plan is read.
    lexicon: Option<&'d Lexicon>,
    cues: OnceCell<Vec<CueSet>>,
    is_english: OnceCell<bool>,
    doc_type: OnceCell<DocType>,
    abstract_: OnceCell<Abstract<'d>>,
    results: OnceCell<Results<'d>>,
    acronyms: OnceCell<Vec<Acronym>>,
    plan: OnceCell<Option<Plan>>,
    beside_plan: OnceCell<Option<Comparison>>,
    written: OnceCell<Written<'d>>,
    authors: OnceCell<Authors>,
    bibliography: OnceCell<Bibliography<'d>>,
}

impl<'d> Paper<'d> {
    /// Returns a paper of which nothing is known yet.
    pub fn new(draft: &'d Draft, document: &'d Document<'d>, vocabulary: &'d Vocabulary) -> Self {
        Self {
            draft,
            document,
            vocabulary,
            lexicon: None,
            cues: OnceCell::new(),
            is_english: OnceCell::new(),
            doc_type: OnceCell::new(),
            abstract_: OnceCell::new(),
            results: OnceCell::new(),
            acronyms: OnceCell::new(),
            plan: OnceCell::new(),
            beside_plan: OnceCell::new(),
            written: OnceCell::new(),
            authors: OnceCell::new(),
            bibliography: OnceCell::new(),
        }
    }

    /// Returns the paper, whose plan is read with the words of `lexicon`, those of the vocabulary.
    pub fn reading_plan(self, lexicon: &'d Lexicon) -> Self {
        Self { lexicon: Some(lexicon), ..self }
    }

    /// Returns which cues of claims and statuses a sentence has. Those of all sentences are found at the first question.
    pub fn cues(&self, sentence: SentenceRef<'_>) -> CueSet {
        let find = |index| self.vocabulary.cue_set(self.document.sentence(index));
        let all = || (0..self.document.sentences().len() as u32).map(find).collect();
        self.cues.get_or_init(all).get(sentence.index as usize).copied().unwrap_or_default()
    }

    /// Returns whether it is written in English.
    pub fn is_english(&self) -> bool {
        *self.is_english.get_or_init(|| language::is_english(self.document, self.vocabulary))
    }

    /// Returns what kind of paper it is.
    pub fn doc_type(&self) -> DocType {
        *self.doc_type.get_or_init(|| doc_type::of(self))
    }

    /// Returns whether a reader asks of its results whether they were planned: it is an empirical paper, or a supplement that reports
    /// results.
    pub fn is_asked(&self) -> bool {
        match self.doc_type() {
            DocType::Empirical => true,
            DocType::Supplement => !self.results().sections.is_empty(),
            _ => false,
        }
    }

    /// Returns its abstract.
    pub fn abstract_(&self) -> &Abstract<'d> {
        self.abstract_.get_or_init(|| abstracts::of(self))
    }

    /// Returns its results, and what it says of how they came about.
    pub fn results(&self) -> &Results<'d> {
        self.results.get_or_init(|| results::of(self))
    }

    /// Returns how probable each sentence of a block is to report a result of the paper's own, from 0 to 1.
    pub fn claims(&self, block: BlockRef<'_>) -> Vec<f64> {
        let reader = self.vocabulary.reader();
        let known: Vec<Known> = block.sentences().map(|sentence| results::known(self, sentence)).collect();
        let scores = block.sentences().zip(&known).map(|(sentence, known)| reader.score(sentence, *known));
        let mut probable = reader.probabilities(scores.collect());
        // Among results, what rules take for one is one more often than not, whatever its words are worth.
        if block.section().zone() == SectionRole::Results {
            let with_rules = probable.iter_mut().zip(&known).filter(|(_, known)| known.is_claim);
            with_rules.for_each(|(probable, _)| *probable = probable.max(0.5));
        }
        probable
    }

    /// Returns what rules know of a sentence before the reader of results is asked.
    pub fn known(&self, sentence: SentenceRef<'_>) -> Known {
        results::known(self, sentence)
    }

    /// Returns what it plans, if it is a plan.
    pub fn plan(&self) -> Option<&Plan> {
        self.plan.get_or_init(|| plans::of(self)).as_ref()
    }

    /// Returns the paper and the plan beside it; `None` where there is no such plan.
    pub fn beside_plan(&self) -> Option<&Comparison> {
        self.beside_plan.get_or_init(|| plans::beside(self)).as_ref()
    }

    /// Returns what of one topic departs from the plan beside it without a word; nothing where that is not plainly its plan.
    pub fn departures(&self, topic: Topic) -> impl Iterator<Item = &Compared> {
        let departures = self.beside_plan().into_iter().flat_map(Comparison::departures);
        departures.filter(move |departure| departure.topic == topic)
    }

    /// Returns its labels, references, floats and citations. They are looked for at the first question.
    pub fn links(&self) -> &'d Links {
        markup::links(self.draft)
    }

    /// Returns its references, as far as the draft holds them.
    pub fn bibliography(&self) -> &Bibliography<'d> {
        self.bibliography.get_or_init(|| Bibliography::of(self))
    }

    /// Returns its acronyms, by first appearance.
    pub fn acronyms(&self) -> &[Acronym] {
        let fields = || FieldWords::known().of(self.document, self.draft);
        self.acronyms.get_or_init(|| acronyms::acronyms(self.document, self.draft, fields))
    }

    /// Returns the commands and comments of its LaTeX files, as they are written.
    pub fn written(&self) -> &Written<'d> {
        self.written.get_or_init(|| Written::of(self.draft))
    }

    /// Who wrote it, as far as its source says.
    pub fn authors(&self) -> &Authors {
        self.authors.get_or_init(|| authors::of(self))
    }

    /// Returns its names and terms, by first use.
    pub fn terms(&self) -> Vec<Term> {
        terms::of(self)
    }

    /// Returns its math symbols, by first appearance.
    pub fn symbols(&self) -> Vec<Symbol> {
        symbols::symbols(self)
    }

    /// Returns its words of which there are two spellings, in reading order. Names, quotations and its authors' own terms are left out.
    pub fn spelled(&self) -> Vec<Spelled> {
        let mut spelled = spelling::uses(self.document);
        let (declared, text) = (self.draft.declared(), self.document.reading().text());
        let range = |word: &Spelled| word.token.start as usize..word.token.end as usize;
        spelled.retain(|word| !declared.is_in_term(text, range(word)));
        spelled
    }

    /// Returns a word in its other spelling.
    pub fn respelled(&self, spelled: Spelled) -> &'d str {
        spelling::other(spelled)
    }

    /// Returns whether the draft is a whole paper and not a part of one or a note: it has a title or a document class, or its files are
    /// numbered, and its title lies beside them.
    pub fn is_whole(&self) -> bool {
        self.document.meta().class.is_some()
            || self.draft.roots().count() > 1
            || self.document.blocks().iter().any(|block| block.role == BlockRole::Title)
    }

    /// Returns whether a range of tokens is prose: running text has common words (`the`, `of`), lists of names, addresses and keywords have
    /// few.
    ///
    /// About a third of the words of English prose are among the forty commonest; a fifth is asked.
    pub fn is_prose(&self, tokens: Range<usize>) -> bool {
        let words = self.document.tokens()[tokens].iter().filter(|token| token.kind == Kind::Word);
        let (all, common) = words.fold((0, 0), |(all, common), token| {
            (all + 1, common + u32::from(self.vocabulary.is_common(token.word)))
        });
        !self.is_english() || common * 5 >= all
    }

    /// Returns how much of what it holds.
    pub fn stats(&self) -> Stats<'d> {
        Stats::of(self.document)
    }

    /// Returns the words that hint at what a sentence says.
    pub fn vocabulary(&self) -> &'d Vocabulary {
        self.vocabulary
    }
}
