//! `unnamed-departure`: a paper that does otherwise than the plan beside it, without a word about it.

use crate::analysis::plans::{Compared, Part, Verdict};
use crate::analysis::{Paper, is_study_heading};
use crate::findings::{Place, Report, Severity};
use crate::rules::{PaperCheck, title};

/// How many words of the plan a message quotes.
#[derive(serde::Deserialize)]
pub struct UnnamedDeparture {
    quoted: u32,
}

impl PaperCheck for UnnamedDeparture {
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        let Some(compared) = paper.beside_plan() else { return };
        // Of several studies a plan may be that of one.
        let studies = paper.document.section_refs().filter(|section| is_study_heading(section.title()));
        if !is_of_plan(compared) || studies.count() > 1 {
            return;
        }
        for departure in compared.iter().filter(|compared| compared.verdict.is_departure()) {
            let severity = match departure.part {
                Part::SampleSize | Part::Outcome => Severity::Warning,
                _ => Severity::Advice,
            };
            let place = departure.done.clone().map(|done| Place::new(paper.document.reading(), done));
            let reported = out.place(place.unwrap_or_else(|| title(paper)), severity);
            let planned = departure.planned.what.clone().unwrap_or_else(|| self.short(departure));
            let reported = reported
                .variant(variant(departure))
                .value("planned", planned)
                .and(Place::source(paper.draft.in_plan(departure.planned.at)), "planned");
            if let Some(number) = &departure.number {
                reported.value("done", number.as_str());
            }
        }
    }
}

impl UnnamedDeparture {
    /// The first words of what the plan says.
    fn short(&self, departure: &Compared) -> String {
        let words: Vec<&str> = departure.planned.text.split_whitespace().collect();
        let most = self.quoted as usize;
        let first = words.get(..most.min(words.len())).unwrap_or(&words).join(" ");
        if words.len() > most { format!("{first} …") } else { first.trim_end_matches('.').to_owned() }
    }
}

/// Whether the plan is that of a study which the paper tells of: it fixes more than questions, and the paper takes one of these up, or its outcome.
fn is_of_plan(compared: &[Compared]) -> bool {
    let is_taken = |compared: &Compared| {
        matches!(compared.part, Part::Hypotheses | Part::Outcome)
            && matches!(compared.verdict, Verdict::Same | Verdict::Told)
    };
    compared.iter().any(|compared| compared.part != Part::Hypotheses) && compared.iter().any(is_taken)
}

fn variant(departure: &Compared) -> &'static str {
    match (departure.part, departure.verdict) {
        (Part::Hypotheses, Verdict::Unplanned) => "unplanned",
        (Part::Hypotheses, _) => "hypothesis",
        (Part::Outcome, _) => "outcome",
        (Part::SampleSize, _) => "sample-size",
        (Part::Exclusions, Verdict::Untold) => "untold-exclusions",
        (Part::Exclusions, _) => "exclusions",
        _ => "tests",
    }
}
