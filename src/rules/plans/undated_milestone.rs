//! `undated-milestone`: a milestone of a plan without a date.

use crate::analysis::Paper;
use crate::findings::{Report, Severity};
use crate::rules::PaperCheck;

/// Each milestone has a date, a week or a month.
#[derive(serde::Deserialize)]
pub struct UndatedMilestone;

impl PaperCheck for UndatedMilestone {
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        let milestones = paper.plan().into_iter().flat_map(|plan| &plan.milestones);
        for milestone in milestones.filter(|milestone| !milestone.is_definite) {
            out.at(milestone.range.clone(), Severity::Advice);
        }
    }
}
