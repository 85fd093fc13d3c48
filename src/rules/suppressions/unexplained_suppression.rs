//! `unexplained-suppression`: a comment silences a rule and does not say why.

use crate::findings::{Report, Severity};
use crate::rules::{Fault, FaultKind, SettingError, Settings, SuppressionCheck};

/// Each comment without a reason.
pub struct UnexplainedSuppression;

impl UnexplainedSuppression {
    /// The rule, which has no settings.
    ///
    /// # Errors
    /// None.
    pub fn from_settings(_: &Settings<'_>) -> Result<Self, SettingError> {
        Ok(Self)
    }
}

impl SuppressionCheck for UnexplainedSuppression {
    fn check(&self, fault: &Fault<'_>, out: &mut Report<'_>) {
        if fault.kind == FaultKind::Unexplained {
            out.place(fault.place.clone(), Severity::Advice);
        }
    }
}
