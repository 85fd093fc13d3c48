//! The signs of a sentence, by their names in the file of weights. The build script reads that file with them.

macro_rules! signs {
    ($($sign:ident $name:literal)*) => {
        /// Something a sentence has that no word of it says.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Sign { $($sign),* }

        /// What the file of weights calls the signs, in their order.
        pub const SIGNS: &[&str] = &[$($name),*];
    };
}

signs! {
    Number "number" Decimal "decimal" Percent "percent" Statistic "statistic" Compares "compares"
    Citation "citation" CitedAuthors "cited-authors" Reference "reference" Math "math" Code "code" Name "name"
    Question "question" Colon "colon" Parenthesis "parenthesis"
    Past "past" Adverb "adverb" Superlative "superlative"
    OpensReference "opens-reference" OpensDisplay "opens-display" OpensWe "opens-we" OpensAim "opens-aim" OpensTo "opens-to"
    WeFind "we-find" ThereWas "there-was"
    Rule "rule" Measures "measures" SaysClaim "says-claim" SaysComparison "says-comparison" SaysTest "says-test"
    SaysHedge "says-hedge" SaysOwn "says-own"
    Short "short" Long "long" First "first" Last "last"
    InAbstract "in-abstract" InIntroduction "in-introduction" InMethods "in-methods" InResults "in-results"
    InDiscussion "in-discussion" InConclusion "in-conclusion" InAppendix "in-appendix" InOther "in-other"
    IsItem "is-item" IsCaption "is-caption" IsNote "is-note" IsAbstract "is-abstract"
    Headed "headed" HeadedResults "headed-results" HeadedMethods "headed-methods"
    HeadingFinds "heading-finds" HeadingCompares "heading-compares" HeadingRelates "heading-relates"
    HeadingDoes "heading-does" HeadingNamesMethod "heading-names-method"
    HeadingStates "heading-states"
}
