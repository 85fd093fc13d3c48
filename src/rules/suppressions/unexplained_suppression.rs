//! `unexplained-suppression`: a comment silences a rule and does not say why.

use crate::findings::{Report, Severity};
use crate::rules::{Fault, FaultKind, SuppressionCheck};

/// Each comment without a reason.
#[derive(serde::Deserialize)]
pub struct UnexplainedSuppression;

impl SuppressionCheck for UnexplainedSuppression {
    fn check(&self, fault: &Fault<'_>, out: &mut Report<'_>) {
        if fault.kind == FaultKind::Unexplained {
            out.place(fault.place.clone(), Severity::Advice);
        }
    }
}
