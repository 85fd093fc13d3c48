//! `spelling-variant`: American and British spelling in one paper.

use std::cmp::Ordering;

use crate::analysis::{Custom, Paper, Spelled};
use crate::findings::{Report, Safety, Severity};
use crate::rules::PaperCheck;

/// What the spellings are called.
#[derive(serde::Deserialize)]
pub struct SpellingVariant {
    american: String,
    british: String,
    #[serde(rename = "fix")]
    safety: Safety,
}

impl PaperCheck for SpellingVariant {
    /// One finding for each word in the spelling that is rarer in the paper.
    ///
    /// American English writes `-ize` alone, British English either, so a word in `-ise` speaks against American, and one in `-ize` for neither.
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        let spelled = paper.spelled();
        let (ending, country): (Vec<&Spelled>, Vec<&Spelled>) =
            spelled.iter().partition(|word| word.spelling.custom == Custom::Ending);
        let (ise, ize): (Vec<&Spelled>, Vec<&Spelled>) = split(&ending);
        let (british, american) = split(&country);
        let opens = |words: &[&Spelled]| words.first().is_some_and(|word| !word.spelling.is_second);
        let is_american = match american.len().cmp(&(british.len() + ise.len())) {
            Ordering::Less => false,
            Ordering::Equal => opens(&country),
            Ordering::Greater => true,
        };
        if is_american {
            let mut rare = [british, ise].concat();
            rare.sort_by_key(|word| word.token.start);
            return self.report(paper, &rare, (&self.british, &self.american), out);
        }
        self.report(paper, &american, (&self.american, &self.british), out);
        match ise.len() > ize.len() || (ise.len() == ize.len() && !opens(&ending)) {
            true => self.report(paper, &ize, ("-ize", "-ise"), out),
            false => self.report(paper, &ise, ("-ise", "-ize"), out),
        }
    }
}

/// Returns the words in the second of their spellings, and those in the first.
fn split<'s>(words: &[&'s Spelled]) -> (Vec<&'s Spelled>, Vec<&'s Spelled>) {
    words.iter().partition(|word| word.spelling.is_second)
}

impl SpellingVariant {
    /// Reports the words of a rare spelling; `kind` is what it and the common one are called.
    fn report(
        &self,
        paper: &Paper<'_>,
        rare: &[&Spelled],
        (kind, other): (&str, &str),
        out: &mut Report<'_>,
    ) {
        for (index, word) in rare.iter().enumerate() {
            let is_same = |other: &&&Spelled| other.spelling == word.spelling;
            if rare.iter().take(index).any(|other| is_same(&other)) {
                continue;
            }
            let also = rare.iter().skip(index + 1).filter(is_same);
            let all = rare.iter().skip(index).filter(is_same);
            out.at(word.token.start..word.token.end, Severity::Advice)
                .value("found", paper.document.token_text(word.token))
                .value("use", paper.respelled(**word))
                .value("kind", kind)
                .value("other", other)
                .also(also.take(SHOWN).map(|other| other.token.start..other.token.end), "also")
                .replacements(
                    all.map(|other| (other.token.start..other.token.end, paper.respelled(**other))),
                    self.safety,
                );
        }
    }
}

/// Further places of a word that are shown.
const SHOWN: usize = 3;
