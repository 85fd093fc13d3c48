//! `status-lost`: exploratory in the results, and no longer in the abstract or the conclusion.

use crate::analysis::{Claim, Paper, Status};
use crate::document::{BlockRole, Kind, SectionRole, SentenceRef};
use crate::findings::{Report, Severity};
use crate::rules::PaperCheck;

/// A number of an exploratory claim, given again without a word on it.
#[derive(serde::Deserialize)]
pub struct StatusLost;

impl PaperCheck for StatusLost {
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        let claims = || paper.results().sections.iter().flat_map(|section| &section.claims);
        let status = |claim: &Claim<'_>| claim.told.as_ref().map(|told| told.status);
        let exploratory: Vec<_> =
            claims().filter(|claim| status(claim) == Some(Status::Exploratory)).collect();
        if exploratory.is_empty() || paper.results().document.is_some() {
            return;
        }
        // A number that a planned result gives, too, may come from that one.
        let others: Vec<_> = claims().filter(|claim| status(claim) != Some(Status::Exploratory)).collect();
        for sentence in paper
            .document
            .section_refs()
            .flat_map(|section| section.own_sentences())
            .filter(|sentence| is_taken_home(*sentence))
        {
            let said = paper.results().statement(sentence).and_then(|statement| statement.status());
            if said.is_some_and(|status| status != Status::Planned) {
                continue;
            }
            let claim = numbers(sentence).find_map(|number| {
                let gives = |claim: &&&Claim<'_>| numbers(claim.sentence).any(|other| other == number);
                exploratory.iter().find(gives).filter(|_| !others.iter().any(|claim| gives(&claim)))
            });
            if let Some(claim) = claim {
                out.at(sentence.range(), Severity::Advice).also([claim.sentence.range()], "said");
            }
        }
    }
}

fn is_taken_home(sentence: SentenceRef<'_>) -> bool {
    sentence.block().role() == BlockRole::Abstract || sentence.section().zone() == SectionRole::Conclusion
}

/// Returns the numbers of a sentence that can be recognized again: three digits at least.
fn numbers<'d>(sentence: SentenceRef<'d>) -> impl Iterator<Item = &'d str> {
    let texts = sentence.tokens().iter().filter(|token| token.kind == Kind::Number);
    let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).count();
    texts
        .map(move |token| sentence.document.token_text(*token))
        .filter(move |text| digits(text) >= 3 && text.contains('.'))
}
