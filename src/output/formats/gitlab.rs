//! `gitlab`: the code quality report of GitLab, a part of what Code Climate defines.
//!
//! Lines count from 1 and there are no columns. GitLab compares the fingerprints of two branches, so each must be unique and must not
//! change with the lines above. A path must not start with `./`.

use serde_json::{Value, json};

use super::super::NotChecked;
use super::super::diagnostic::Diagnostic;
use super::super::remarks::Paper;
use super::super::summary::Counts;
use super::{Array, Form};
use crate::findings::Severity;

/// A JSON array with an object for each finding.
#[derive(Default)]
pub struct Gitlab {
    issues: Array,
}

impl Form for Gitlab {
    fn begin(&mut self, out: &mut String) {
        out.push('[');
    }

    fn paper(&mut self, paper: &Paper<'_>, _: &[NotChecked], out: &mut String) {
        paper.findings.iter().for_each(|remark| self.issues.push(&issue(remark), out));
    }

    fn end(&mut self, _: Counts, _: &[NotChecked], out: &mut String) {
        out.push_str("]\n");
    }
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
