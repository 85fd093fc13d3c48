//! `spelling-variant`: American and British spelling in one paper.

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

impl SpellingVariant {
    fn name(&self, custom: Custom, is_second: bool) -> &str {
        match (custom, is_second) {
            (Custom::Country, false) => &self.american,
            (Custom::Country, true) => &self.british,
            (Custom::Ending, false) => "-ize",
            (Custom::Ending, true) => "-ise",
        }
    }
}

impl PaperCheck for SpellingVariant {
    /// One finding for each word in the spelling that is rarer in the paper.
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        let spelled = paper.spelled();
        for custom in [Custom::Country, Custom::Ending] {
            let uses: Vec<&Spelled> = spelled.iter().filter(|word| word.spelling.custom == custom).collect();
            let seconds = uses.iter().filter(|word| word.spelling.is_second).count();
            let rarer_is_second = seconds * 2 < uses.len()
                || (seconds * 2 == uses.len() && uses.first().is_some_and(|word| !word.spelling.is_second));
            let rare: Vec<&Spelled> =
                uses.into_iter().filter(|word| word.spelling.is_second == rarer_is_second).collect();
            let is_mixed = rare.len() < spelled.iter().filter(|word| word.spelling.custom == custom).count();
            if is_mixed {
                self.report(paper, &rare, out);
            }
        }
    }
}

impl SpellingVariant {
    fn report(&self, paper: &Paper<'_>, rare: &[&Spelled], out: &mut Report<'_>) {
        for (index, word) in rare.iter().enumerate() {
            let is_same = |other: &&&Spelled| other.spelling == word.spelling;
            if rare.iter().take(index).any(|other| is_same(&other)) {
                continue;
            }
            let also = rare.iter().skip(index + 1).filter(is_same);
            let all = rare.iter().skip(index).filter(is_same);
            let spelling = word.spelling;
            out.at(word.token.start..word.token.end, Severity::Advice)
                .value("found", paper.document.token_text(word.token))
                .value("use", paper.respelled(**word))
                .value("kind", self.name(spelling.custom, spelling.is_second))
                .value("other", self.name(spelling.custom, !spelling.is_second))
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
