//! `missing-section`: a section that the venue asks for.

use crate::analysis::Paper;
use crate::analysis::asked::sections;
use crate::document::{SectionRef, SectionRole};
use crate::findings::{Place, Report, Severity};
use crate::markup::{BlockKind, Within};
use crate::rules::PaperCheck;
use crate::source::SectionAsked;
use crate::spec::Force;

/// Sections that are there, and where they should be.
#[derive(serde::Deserialize)]
pub struct MissingSection;

impl PaperCheck for MissingSection {
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        let Some(venue) = &paper.draft.declared().asked else { return };
        // What could not be read may hold any section.
        if !paper.is_whole() || !paper.draft.problems().is_empty() {
            return;
        }
        for asked in &venue.section {
            one(paper, asked, &venue.venue, out);
        }
    }
}

fn one(paper: &Paper<'_>, asked: &SectionAsked, venue: &str, out: &mut Report<'_>) {
    let found: Vec<SectionRef<'_>> = sections(paper, &asked.headings).collect();
    let Some(best) = found.iter().min_by_key(|section| section.level()) else {
        let stands = |name: &str| asked.commands.iter().any(|command| command == name);
        let is_there = paper.written().commands.iter().any(|command| {
            let environment = || command.argument().is_some_and(|given| stands(given.text));
            stands(command.name) || (command.name == "begin" && environment())
        });
        if !is_there {
            out.place(Place::start(), asked.force.into())
                .whole_paper()
                .variant("missing")
                .value("venue", venue)
                .value("name", asked.name.as_str());
        }
        return;
    };
    let Some(heading) = best.heading() else { return };
    // What is there is read, wherever it stands: no must.
    let severity = Severity::from(asked.force).min(Severity::Warning);
    let mut report = |variant: &'static str| {
        out.at(heading.range(), severity)
            .variant(variant)
            .value("venue", venue)
            .value("name", asked.name.as_str());
    };
    let is_part = best.parent().is_some_and(|parent| parent.level() > 0 && parent.heading().is_some());
    if asked.own && is_part && best.level() > top_level(paper) {
        report("inside");
    } else if asked.after_conclusion && asked.force != Force::May && is_early(paper, *best) {
        report("early");
    }
    let has_float = |section: &SectionRef<'_>| {
        section.blocks().any(|block| {
            block.kind() == BlockKind::Figure || block.within().is_in(Within::FLOAT.with(Within::TABLE))
        })
    };
    if asked.no_floats && has_float(best) {
        report("float");
    }
}

/// Returns the level of the highest headings.
fn top_level(paper: &Paper<'_>) -> u8 {
    let levels = paper.document.section_refs().filter(|section| section.heading().is_some());
    levels.map(SectionRef::level).min().unwrap_or(1)
}

/// Returns whether a section of the text stands before the conclusion.
fn is_early(paper: &Paper<'_>, section: SectionRef<'_>) -> bool {
    let conclusion =
        paper.document.section_refs().filter(|other| other.role() == SectionRole::Conclusion).last();
    conclusion
        .is_some_and(|conclusion| section.index < conclusion.index && section.level() <= conclusion.level())
}
