//! Which plan a paper was compared with, where nobody named it; and that one which is named is none.

use super::fix::Checked;
use crate::faces::papers::PaperFiles;

/// A sentence for a paper that has a plan.
pub fn said(checked: &Checked, files: &PaperFiles) -> Option<String> {
    let (plan, is_plan) = (&checked.draft.plan()?.main().name, checked.lint.has_plan?);
    let is_named = files.main_settings().is_some_and(|main| main.plan.is_some());
    match (is_named, is_plan) {
        (false, true) => Some(format!("{} is compared with the plan beside it, {plan}", files.name())),
        (true, false) => Some(format!(
            "{plan} is named as the plan of {}, and does not read as one in English that fixes something; `doc-type: plan` in its front matter says that it is one",
            files.name()
        )),
        _ => None,
    }
}
