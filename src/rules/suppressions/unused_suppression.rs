//! `unused-suppression`: a comment silences a rule that finds nothing there.

use crate::findings::{Report, Severity};
use crate::rules::{Fault, FaultKind, SuppressionCheck};

/// Each rule or theme that a comment names in vain.
#[derive(serde::Deserialize)]
pub struct UnusedSuppression;

impl SuppressionCheck for UnusedSuppression {
    fn check(&self, fault: &Fault<'_>, out: &mut Report<'_>) {
        if fault.kind == FaultKind::Unused {
            let variant = if fault.name.is_empty() { "all" } else { "rule" };
            out.place(fault.place.clone(), Severity::Warning).variant(variant).value("rule", fault.name);
        }
    }
}
