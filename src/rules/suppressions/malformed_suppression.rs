//! `malformed-suppression`: a comment speaks to paperlint and is not understood.

use crate::findings::{Report, Severity};
use crate::rules::{Fault, FaultKind, SuppressionCheck};

/// Each comment that silences nothing because of how it is written.
#[derive(serde::Deserialize)]
pub struct MalformedSuppression;

impl SuppressionCheck for MalformedSuppression {
    fn check(&self, fault: &Fault<'_>, out: &mut Report<'_>) {
        let variant = match (fault.kind, fault.near) {
            (FaultKind::Unknown, Some(_)) => "misspelt",
            (FaultKind::Unknown, None) => "unknown",
            (FaultKind::Word, _) => "word",
            (FaultKind::NoRule, _) => "no-rule",
            (FaultKind::NoColon, _) => "no-colon",
            (FaultKind::NoReasonColon, _) => "no-reason-colon",
            (FaultKind::NothingOff, _) => "nothing-off",
            (FaultKind::Unused | FaultKind::Unexplained, _) => return,
        };
        out.place(fault.place.clone(), Severity::Warning)
            .variant(variant)
            .value("name", fault.name)
            .value("near", fault.near.unwrap_or_default());
    }
}
