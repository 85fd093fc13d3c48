//! `gitlab`: the code quality report of GitLab, a part of what Code Climate defines.
//!
//! Lines count from 1 and there are no columns. GitLab compares the fingerprints of two branches, so each must be unique and must not
//! change with the lines above. A path must not start with `./`.

use serde_json::{Value, json};

use super::super::diagnostic::Diagnostic;
use super::super::remarks::Paper;
use super::json::line;
use crate::findings::Severity;

/// A JSON array with an object for each finding.
pub fn gitlab(papers: &[Paper<'_>]) -> String {
    let remarks = papers.iter().flat_map(|paper| &paper.findings);
    line(&remarks.map(issue).collect::<Vec<_>>())
}

fn issue(remark: &Diagnostic) -> Value {
    json!({
        "description": remark.message_line(),
        "check_name": remark.rule,
        "fingerprint": remark.fingerprint,
        "severity": match remark.severity {
            Severity::Error => "major",
            Severity::Warning => "minor",
            Severity::Advice => "info",
        },
        "location": {
            "path": remark.region.path,
            "lines": { "begin": remark.region.start.line, "end": remark.region.end.line },
        },
    })
}
