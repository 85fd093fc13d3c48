//! What is seen of a sentence besides its words.

use super::signs::Sign;
use super::{ClassSet, Reader};
use crate::analysis::{Cue, CueSet};
use crate::document::{BlockRole, Kind, SectionRole, SentenceRef, Token};
use crate::markup::Placeholder;

/// Traits of a sentence: a bit for each class of its words, in the order of `claim_classes.txt`, and one for each `Sign` after them.
pub type Traits = u128;

/// What the rules know of a sentence before the model is asked.
#[derive(Clone, Copy, Debug)]
pub struct Known {
    /// Its cues.
    pub cues: CueSet,
    /// Whether it has the verb of a claim with evidence, and no hedge.
    pub is_claim: bool,
    /// Whether it gives a measured value.
    pub measures: bool,
    /// Whether it states a test statistic.
    pub has_statistic: bool,
}

impl Reader {
    /// Returns the traits of a sentence.
    pub fn traits(&self, sentence: SentenceRef<'_>, known: Known) -> Traits {
        let mut signs = 0;
        let mut add = |sign: Sign, holds: bool| signs |= Traits::from(holds) << sign as u32;
        of_rules(known, &mut add);
        of_place(sentence, &mut add);
        self.of_opening(sentence.tokens(), &mut add);
        self.of_heading(sentence, &mut add);
        let classes = self.of_tokens(sentence, &mut add);
        Traits::from(classes) | signs << self.weights.classes.len()
    }

    fn of_tokens(&self, sentence: SentenceRef<'_>, add: &mut impl FnMut(Sign, bool)) -> ClassSet {
        let bytes = sentence.document.reading().text().as_bytes();
        let mut classes = 0;
        for token in sentence.tokens() {
            let text = bytes.get(token.start as usize..token.end as usize).unwrap_or_default();
            let sign = match token.kind {
                Kind::Word => {
                    classes |= self.class_of(*token);
                    match text {
                        [.., b'e', b'd'] => Sign::Past,
                        [.., b'l', b'y'] => Sign::Adverb,
                        [_, _, .., b's', b't'] => Sign::Superlative,
                        _ => continue,
                    }
                }
                Kind::Number => {
                    add(Sign::Decimal, text.contains(&b'.'));
                    Sign::Number
                }
                Kind::Placeholder(placeholder) => of_placeholder(placeholder),
                Kind::Mark(b'%') => Sign::Percent,
                Kind::Mark(b'<' | b'=' | b'>') => Sign::Compares,
                Kind::Mark(b'?') => Sign::Question,
                Kind::Mark(b':') => Sign::Colon,
                Kind::Mark(b'(') => Sign::Parenthesis,
                Kind::Mark(_) | Kind::Symbol => continue,
            };
            add(sign, true);
        }
        classes
    }

    fn of_opening(&self, tokens: &[Token], add: &mut impl FnMut(Sign, bool)) {
        let first = tokens.first().copied();
        let classes = tokens.iter().take(2).fold(0, |classes, token| classes | self.class_of(*token));
        add(Sign::OpensReference, first.is_some_and(|token| token.is_placeholder(Placeholder::Reference)));
        add(Sign::OpensDisplay, classes & self.named.display != 0);
        add(Sign::OpensWe, first.is_some_and(|token| self.class_of(token) & self.named.we != 0));
        add(Sign::OpensAim, classes & self.named.aim != 0);
        add(Sign::OpensTo, first.is_some_and(|token| self.class_of(token) & self.named.to != 0));
        // "We found", "we also found"; "there was no".
        let (mut last, mut before) = (0, 0);
        for token in tokens {
            let class = self.class_of(*token);
            let near = last | before;
            add(Sign::WeFind, near & self.named.we != 0 && class & self.named.find != 0);
            let is_there = near & self.named.there != 0;
            add(Sign::ThereWas, is_there && class & (self.named.past | self.named.present) != 0);
            (before, last) = (last, class);
        }
    }

    fn of_heading(&self, sentence: SentenceRef<'_>, add: &mut impl FnMut(Sign, bool)) {
        let section = sentence.section();
        let Some(heading) = section.heading() else { return };
        let tokens = || heading.sentences().flat_map(|line| line.tokens());
        let asks = tokens().any(|token| token.is(b'?'));
        let classes = tokens().fold(0, |classes, token| classes | self.class_of(*token));
        add(Sign::Headed, true);
        // "The fix is not universal.", "Longer texts do not help"
        add(Sign::HeadingStates, !asks && classes & self.named.state != 0);
        add(Sign::HeadedResults, section.role() == SectionRole::Results);
        add(Sign::HeadedMethods, section.role() == SectionRole::Methods);
        add(Sign::HeadingFinds, classes & self.named.find != 0);
        add(Sign::HeadingCompares, classes & self.named.compare != 0);
        add(Sign::HeadingRelates, classes & self.named.relate != 0);
        add(Sign::HeadingDoes, classes & self.named.procedure != 0);
        add(Sign::HeadingNamesMethod, classes & self.named.method != 0);
    }
}

fn of_placeholder(placeholder: Placeholder) -> Sign {
    match placeholder {
        Placeholder::Number => Sign::Number,
        Placeholder::Statistic => Sign::Statistic,
        Placeholder::Citation => Sign::Citation,
        Placeholder::TextCitation => Sign::CitedAuthors,
        Placeholder::Reference => Sign::Reference,
        Placeholder::Math | Placeholder::DisplayMath => Sign::Math,
        Placeholder::Code | Placeholder::Url => Sign::Code,
        Placeholder::Name => Sign::Name,
    }
}

fn of_rules(known: Known, add: &mut impl FnMut(Sign, bool)) {
    add(Sign::Rule, known.is_claim);
    add(Sign::Measures, known.measures);
    add(Sign::Statistic, known.has_statistic);
    add(Sign::SaysClaim, known.cues.has(Cue::Claim));
    add(Sign::SaysComparison, known.cues.has(Cue::Comparison));
    add(Sign::SaysTest, known.cues.has(Cue::Test) || known.cues.has(Cue::Statistic));
    add(Sign::SaysHedge, known.cues.has(Cue::Hedged));
    add(Sign::SaysOwn, known.cues.has(Cue::Own));
}

fn of_place(sentence: SentenceRef<'_>, add: &mut impl FnMut(Sign, bool)) {
    use SectionRole::{Abstract, Appendix, Conclusion, Discussion, Introduction, Methods, Results};
    let block = sentence.block();
    let mut beside = block.sentences();
    add(Sign::Short, sentence.words() <= 8);
    add(Sign::Long, sentence.words() > 30);
    add(Sign::First, beside.next().is_none_or(|first| first.index == sentence.index));
    add(Sign::Last, beside.next_back().is_none_or(|last| last.index <= sentence.index));
    let zone = match sentence.section().zone() {
        Abstract => Sign::InAbstract,
        Introduction => Sign::InIntroduction,
        Methods => Sign::InMethods,
        Results => Sign::InResults,
        Discussion => Sign::InDiscussion,
        Conclusion => Sign::InConclusion,
        Appendix => Sign::InAppendix,
        _ => Sign::InOther,
    };
    add(zone, true);
    let role = match block.role() {
        BlockRole::Item => Sign::IsItem,
        BlockRole::Caption => Sign::IsCaption,
        BlockRole::Footnote => Sign::IsNote,
        BlockRole::Abstract => Sign::IsAbstract,
        _ => return,
    };
    add(role, true);
}
