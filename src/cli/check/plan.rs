//! Which plan a paper was compared with, where nobody named it; and why it was not.

use super::fix::Checked;
use crate::analysis::plans::Hindrance;
use crate::cli::papers::PaperFiles;

/// Returns a sentence for a paper that has a plan.
pub fn said(checked: &Checked, files: &PaperFiles) -> Option<String> {
    let (plan, compared) = (&checked.draft.plan()?.main().name, checked.lint.plan?);
    let is_named = files.main_settings().is_some_and(|main| main.plan.is_some());
    let paper = files.name();
    match (is_named, compared) {
        (false, Ok(())) => Some(format!("{paper} is compared with the plan beside it, {plan}")),
        (true, Err(hindrance)) => Some(format!("{plan}, named as the plan of {paper}, {}", hindrance.said())),
        // Other files only happen to lie there.
        (false, Err(Hindrance::Language)) => {
            Some(format!("{plan}, the plan beside {paper}, {}", Hindrance::Language.said()))
        }
        _ => None,
    }
}
