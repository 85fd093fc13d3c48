//! `lone-subsection`: a section with exactly one subsection.

use rustc_hash::FxHashMap;

use crate::analysis::Paper;
use crate::analysis::plans::Form;
use crate::document::{SectionRef, SectionRole};
use crate::findings::{Report, Severity};
use crate::markup::BlockKind;
use crate::rules::PaperCheck;

/// A section that is divided has two parts at least.
#[derive(serde::Deserialize)]
pub struct LoneSubsection;

impl PaperCheck for LoneSubsection {
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        // The headings of a registration are those of its form.
        if paper.plan().is_some_and(|plan| plan.form == Form::Registration) {
            return;
        }
        let sections: Vec<SectionRef<'_>> =
            paper.document.section_refs().filter(|section| level(*section).is_some()).collect();
        // Headings of the highest level that stand alone are titles.
        let highest = sections.iter().filter_map(|section| level(*section)).min();
        let tops = sections.iter().filter(|section| level(**section) == highest).count();
        let is_title = |section: SectionRef<'_>| tops == 1 && level(section) == highest;
        let mut children: FxHashMap<u32, u32> = FxHashMap::default();
        for parent in sections.iter().filter_map(|section| section.parent()) {
            *children.entry(parent.index).or_default() += 1;
        }
        for &section in &sections {
            let Some(parent) = section.parent().filter(|parent| level(*parent).is_some()) else { continue };
            if children.get(&parent.index) != Some(&1)
                || is_title(parent)
                || !is_divided(parent)
                || !is_divided(section)
            {
                continue;
            }
            // A line in bold that ends in a colon introduces a list; it divides nothing.
            if let Some(heading) = section.heading().filter(|_| !section.title().trim_end().ends_with(':')) {
                out.at(heading.range(), Severity::Advice).value("title", section.title());
            }
        }
    }
}

/// Returns the level of a section's heading, unless it shares a line with the text.
fn level(section: SectionRef<'_>) -> Option<u8> {
    match section.heading()?.kind() {
        BlockKind::Heading { level, run_in: false } => Some(level),
        _ => None,
    }
}

/// Returns whether a section is one that authors divide; appendices and lists of statements grow part by part.
fn is_divided(section: SectionRef<'_>) -> bool {
    use SectionRole::{Acknowledgements, Appendix, Backmatter, References};
    let is_apart = |role| matches!(role, Appendix | Backmatter | Acknowledgements | References);
    !is_apart(section.zone()) && !is_apart(section.role())
}
