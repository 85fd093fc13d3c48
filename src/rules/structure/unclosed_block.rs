//! `unclosed-block`: code or a comment that nothing ends.

use crate::analysis::Paper;
use crate::findings::{Place, Report, Severity};
use crate::markup::FaultKind;
use crate::rules::PaperCheck;

/// Each mark that opens what has no end is a finding.
#[derive(serde::Deserialize)]
pub struct UnclosedBlock;

impl PaperCheck for UnclosedBlock {
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        for fault in &paper.document.meta().faults {
            let variant = match fault.kind {
                FaultKind::Code => "code",
                FaultKind::Comment => "comment",
                FaultKind::Yaml | FaultKind::Toml | FaultKind::Unclosed => continue,
            };
            out.place(Place::source(fault.at), Severity::Warning).variant(variant);
        }
    }
}
