//! `rdjson` and `rdjsonl`: the diagnostic format of reviewdog, whole or a line for each finding.
//!
//! Lines and columns count from 1, columns in bytes of UTF-8; an end is one past the last byte.

use serde_json::{Value, json};

use super::super::NotChecked;
use super::super::diagnostic::Diagnostic;
use super::super::places::{Point, Region};
use super::super::remarks::Paper;
use super::super::summary::Counts;
use super::json::{line, value};
use super::{Array, Form};
use crate::findings::Severity;

/// A diagnostic result.
#[derive(Default)]
pub struct Rdjson {
    diagnostics: Array,
}

impl Form for Rdjson {
    fn begin(&mut self, out: &mut String) {
        out.push_str("{\"diagnostics\":[");
    }

    fn paper(&mut self, paper: &Paper<'_>, _: &[NotChecked], out: &mut String) {
        paper.findings.iter().for_each(|remark| self.diagnostics.push(&diagnostic(remark), out));
    }

    fn end(&mut self, _: Counts, _: &[NotChecked], out: &mut String) {
        *out += &format!("],\"source\":{}}}\n", value(&source()));
    }
}

/// A diagnostic on each line, which names its source.
pub struct Rdjsonl;

impl Form for Rdjsonl {
    fn paper(&mut self, paper: &Paper<'_>, _: &[NotChecked], out: &mut String) {
        for remark in &paper.findings {
            let mut diagnostic = diagnostic(remark);
            diagnostic["source"] = source();
            out.push_str(&line(&diagnostic));
        }
    }
}

fn source() -> Value {
    json!({ "name": "paperlint", "url": env!("CARGO_PKG_REPOSITORY") })
}

fn diagnostic(remark: &Diagnostic) -> Value {
    let mut diagnostic = json!({
        "message": remark.text(),
        "location": location(&remark.region),
        "severity": match remark.severity {
            Severity::Error => "ERROR",
            Severity::Warning => "WARNING",
            Severity::Advice => "INFO",
        },
        "code": { "value": remark.rule },
    });
    if let Some(page) = &remark.about.page {
        diagnostic["code"]["url"] = page.as_str().into();
    }
    // A suggestion has one range in the file of the finding, so a fix that changes several places has no form here.
    if let Some([change]) = remark.fix.as_ref().map(|fix| fix.edits.as_slice())
        && change.region.path == remark.region.path
    {
        diagnostic["suggestions"] = json!([{ "range": range(&change.region), "text": change.text }]);
    }
    let related = remark.related.iter().filter(|related| !related.message.is_empty());
    let related: Vec<Value> = related
        .map(|related| json!({ "message": related.message, "location": location(&related.region) }))
        .collect();
    if !related.is_empty() {
        diagnostic["related_locations"] = related.into();
    }
    diagnostic
}

fn location(region: &Region) -> Value {
    json!({ "path": region.path, "range": range(region) })
}

fn range(region: &Region) -> Value {
    json!({ "start": point(region.start), "end": point(region.end) })
}

fn point(point: Point) -> Value {
    json!({ "line": point.line, "column": point.utf8 })
}
