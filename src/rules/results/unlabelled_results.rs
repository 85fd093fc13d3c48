//! `unlabelled-results`: results of which nothing says whether they were planned or found on the way.

use crate::analysis::results::statements::{Covers, Reach};
use crate::analysis::{DocType, Paper, ResultSection, Results, Statement};
use crate::document::BlockRole;
use crate::findings::{Report, Severity};
use crate::markup::Placeholder;
use crate::rules::PaperCheck;

/// How many further places are shown.
#[derive(serde::Deserialize)]
pub struct UnlabelledResults {
    shown: u32,
}

impl PaperCheck for UnlabelledResults {
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        // What a supplement's results were planned for stands in its paper.
        if paper.doc_type() != DocType::Empirical {
            return;
        }
        let results = paper.results();
        if results.document.is_some() {
            return;
        }
        let units = results.units();
        let untold: Vec<&ResultSection<'_>> = units.iter().filter(|section| !section.is_told).collect();
        let told = units.len() - untold.len();
        if untold.is_empty() {
            return;
        }
        if told > 0 && told >= untold.len() {
            for section in &untold {
                self.report(results, &[section], "section", out);
            }
        } else if results.anchors.registration.is_some() {
            self.report(results, &untold, "registered", out);
        } else if results.statements.iter().any(|statement| statement.status().is_some()) {
            self.report(results, &untold, "some", out);
        } else {
            self.report(results, &untold, "nothing", out);
        }
    }
}

impl UnlabelledResults {
    /// One finding for these sections, at the heading of the first, or at its first claim where it has none.
    fn report(
        &self,
        results: &Results<'_>,
        sections: &[&ResultSection<'_>],
        variant: &'static str,
        out: &mut Report<'_>,
    ) {
        let claims: Vec<_> = sections.iter().flat_map(|section| &section.claims).collect();
        let clear = sections.iter().find(|section| section.is_clear());
        let Some(section) = clear.or(sections.first()) else { return };
        let Some(first) = section.clearest() else { return };
        let heading = match variant {
            "section" => section.section.heading().map(|heading| heading.range()),
            _ => results_heading(section),
        };
        let place = heading.clone().unwrap_or_else(|| first.sentence.range());
        let count = claims.len() as u32;
        let mut reported = out
            .at(place, Severity::Advice)
            .variant(variant)
            .value("claims", count)
            .value("section", title(section));
        if variant != "section" {
            reported = reported.whole_paper();
        }
        if heading.is_some() {
            reported = reported.also([first.sentence.range()], "first");
        }
        if variant == "registered" {
            reported = reported
                .also(results.anchors.registration.as_ref().map(|anchor| anchor.at.clone()), "registration");
        }
        if variant != "nothing" {
            // What is said nearest before it, or first of all, and of other results.
            let before =
                |statement: &&Statement<'_>| statement.sentence.range().end <= first.sentence.range().start;
            let nearest = results
                .statements
                .iter()
                .filter(|statement| statement.status().is_some() && !is_heading(statement));
            let nearest = nearest.clone().rfind(before).or_else(|| nearest.clone().next());
            if let Some(statement) = nearest {
                reported = reported.also([statement.at()], why_not(statement));
            }
        }
        let others = sections.iter().filter(|other| other.section.index != section.section.index);
        let further = others.filter_map(|section| section.clearest()).take(self.shown as usize);
        reported.also(further.map(|claim| claim.sentence.range()), "further");
    }
}

/// Why a statement says nothing of the results reported.
fn why_not(statement: &Statement<'_>) -> &'static str {
    let reading = &statement.reading;
    match (reading.covers(), statement.reach()) {
        (Some(Covers::Deviation), _) => "departure",
        (Some(Covers::Design), _) => "design",
        (_, Some(Reach::Study)) => "study",
        (_, Some(Reach::Section)) => "elsewhere",
        _ if reading.is_of_prediction() => "prediction",
        _ => "one",
    }
}

/// Returns the heading of a section as it is read.
fn title(section: &ResultSection<'_>) -> String {
    let text = section.section.title().trim();
    let is_shown = |c: &char| Placeholder::from_char(*c).is_none();
    if text.is_empty() {
        "the text before the first heading".to_owned()
    } else {
        text.chars().filter(is_shown).collect()
    }
}

fn is_heading(statement: &Statement<'_>) -> bool {
    statement.sentence.block().role() == BlockRole::Heading
}

/// Returns the heading "Results" above a section, or the section's own.
fn results_heading(section: &ResultSection<'_>) -> Option<std::ops::Range<u32>> {
    let mut current = section.section;
    while let Some(parent) = current.parent()
        && parent.zone() == current.zone()
    {
        current = parent;
    }
    current.heading().map(|heading| heading.range())
}
