//! What a word may be.

/// What a word may be. `words.txt` has the words of each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    Preregistered,
    Unregistered,
    Registered,
    Preregistration,
    Registration,
    Planned,
    Confirmatory,
    Unplanned,
    Exploratory,
    PostHoc,
    Advance,
    Settled,
    Added,
    Hypothesize,
    Predict,
    Hypothesis,
    Deviation,
    Deviate,
    Be,
    Have,
    Do,
    Modal,
    Future,
    If,
    Not,
    No,
    Few,
    Lack,
    All,
    Partial,
    Only,
    Exempt,
    HedgedAs,
    CanDo,
    Preposition,
    Coordinator,
    Contrast,
    Relative,
    Subordinate,
    Determiner,
    Definite,
    Article,
    Before,
    After,
    Seen,
    Data,
    Come,
    Reviewers,
    Revision,
    Outcome,
    Exist,
    Contained,
    Doing,
    Report,
    Beyond,
    Advisory,
    Untrue,
    False,
    Uncertain,
    Ours,
    Near,
    Others,
    OriginalWork,
    Model,
    Generic,
    Study,
    Analysis,
    DesignNoun,
    Work,
    StudyNumber,
    Plan,
    Registry,
    RegistryPrefix,
    AnalysisPlan,
    Past,
    Direction,
    Addressed,
    Topic,
    Order,
    Now,
    Pointed,
    Argue,
    States,
    Gathered,
    Coder,
    Compound,
    Scientists,
    LeftOut,
    /// `H1`, `H2a`.
    HypothesisName,
    RegisteredThing,
    OtherSense,
    Image,
    Adverb,
    Support,
    Pronoun,
    HypothesisTest,
    Cited,
    Break,
    Opener,
    InitiallyAdjective,
    Supposing,
    Formerly,
    OfStatistics,
    Reason,
    We,
    Foretell,
    Was,
    Our,
    HeldUp,
    ComeAbout,
    This,
    Counted,
    TakeUp,
    These,
    InPlaceOf,
    ChangedMind,
    AtFirst,
    Comparison,
    OfDesign,
    Request,
    Known,
    Regret,
    Intend,
    Cannot,
    Can,
    Maintain,
    Besides,
    Picked,
    StandIn,
    Follow,
    BeforeRegistration,
    WeakPlan,
    PostHocWork,
    OfTests,
    Pursuit,
    UntilNow,
    Counting,
    Except,
    /// What takes a part out: `except for`, `apart from`.
    Save,
    /// What sets one against another: `unlike`, `in contrast to`.
    Contrasted,
    /// What a field does with a custom: `adopted`, `became common`.
    Adopted,
    /// What papers are read from: `sample`, `corpus`.
    Sample,
    /// A part of many: `a share of`, `a minority of`.
    Share,
    Scholar,
    Blinded,
    Unblinding,
    LooselySettled,
    Inquiry,
    CameUp,
    Belated,
    Guided,
    Entered,
    Proposal,
    Foreknown,
    Reluctant,
    Doubt,
    Merit,
    GivenUp,
    Retracted,
    Hindsight,
    Habit,
    Stands,
    Usual,
    Sorted,
    Instructs,
    /// What studies are of: `this effect`.
    Phenomenon,
    /// Of which a paper has one: `our approach`, `the analysis`.
    Whole,
    /// Written with a capital inside a sentence.
    Capital,
    Number,
    Url,
    Mark,
}

/// A set of classes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Classes([u64; 4]);

impl Classes {
    pub const fn of(list: &[Class]) -> Self {
        let (mut set, mut at) = ([0; 4], 0);
        while at < list.len() {
            set[list[at] as usize / 64] |= 1 << (list[at] as usize % 64);
            at += 1;
        }
        Self(set)
    }

    pub fn has(self, class: Class) -> bool {
        self.0[class as usize / 64] >> (class as usize % 64) & 1 == 1
    }

    pub fn with(mut self, class: Class) -> Self {
        self.0[class as usize / 64] |= 1 << (class as usize % 64);
        self
    }

    pub fn union(self, other: Self) -> Self {
        Self(std::array::from_fn(|at| self.0[at] | other.0[at]))
    }
}
