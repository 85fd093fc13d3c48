//! `sarif`: SARIF 2.1.0, which code scanning of GitHub and many editors and dashboards read.
//!
//! Columns count from 1 in UTF-16 code units, and the log says so (`columnKind`); an end is one past the last character. Paths are
//! URIs relative to the root.

use serde_json::{Value, json};

use super::super::NotChecked;
use super::super::diagnostic::{Diagnostic, Edit, Fix, Related};
use super::super::places::Region;
use super::super::remarks::Paper;
use super::super::summary::Counts;
use super::json::value;
use super::{Array, Form};
use crate::findings::{Safety, Severity};

/// A log with one run. The rules that found something stand behind what they found.
#[derive(Default)]
pub struct Sarif {
    results: Array,
    /// By the place of each rule in the log, its id and what is said of it.
    rules: Vec<(String, Value)>,
}

impl Form for Sarif {
    fn begin(&mut self, out: &mut String) {
        out.push_str(BEGIN);
    }

    fn paper(&mut self, paper: &Paper<'_>, _: &[NotChecked], out: &mut String) {
        for remark in &paper.findings {
            let index = self.rules.iter().position(|(known, _)| *known == remark.rule).unwrap_or_else(|| {
                self.rules.push((remark.rule.to_owned(), rule(remark)));
                self.rules.len() - 1
            });
            self.results.push(&result(remark, index), out);
        }
    }

    fn end(&mut self, _: Counts, not_checked: &[NotChecked], out: &mut String) {
        let rules: Vec<&Value> = self.rules.iter().map(|(_, rule)| rule).collect();
        let driver = json!({
            "name": "paperlint",
            "version": env!("CARGO_PKG_VERSION"),
            "informationUri": env!("CARGO_PKG_REPOSITORY"),
            "rules": rules,
        });
        *out += &format!("],\"tool\":{}", value(&json!({ "driver": driver })));
        let said = |found: &NotChecked| json!({ "level": "note", "message": { "text": found.line() } });
        // That rules in preview did not run is so in every run.
        let said: Vec<Value> = not_checked.iter().filter(|found| found.kind != "rule").map(said).collect();
        if !said.is_empty() {
            let invocation = json!({ "executionSuccessful": true, "toolExecutionNotifications": said });
            *out += &format!(",\"invocations\":{}", value(&json!([invocation])));
        }
        out.push_str("}],\"version\":\"2.1.0\"}\n");
    }
}

/// What stands before the first result.
const BEGIN: &str = r#"{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","runs":[{"columnKind":"utf16CodeUnits","results":["#;

fn rule(first: &Diagnostic) -> Value {
    let mut rule = json!({
        "id": first.rule,
        "shortDescription": { "text": first.about.summary },
        "fullDescription": { "text": first.about.why },
        "help": { "text": first.about.why },
        "defaultConfiguration": { "level": level(first.about.severity) },
        "properties": { "tags": [first.about.theme] },
    });
    if let Some(page) = &first.about.page {
        rule["helpUri"] = page.as_str().into();
    }
    rule
}

fn result(remark: &Diagnostic, rule: usize) -> Value {
    let mut result = json!({
        "ruleId": remark.rule,
        "ruleIndex": rule,
        "level": level(remark.severity),
        "message": { "text": remark.text() },
        "locations": [location(&remark.region)],
        // Not `primaryLocationLineHash`: the step that uploads a log to GitHub computes that one and warns where it differs.
        "partialFingerprints": { "paperlint/v1": remark.fingerprint },
    });
    if !remark.related.is_empty() {
        result["relatedLocations"] = remark.related.iter().map(related).collect();
    }
    if let Some(fix) = &remark.fix {
        result["fixes"] = json!([fixed(fix)]);
    }
    result
}

fn related(related: &Related) -> Value {
    let mut location = location(&related.region);
    if !related.message.is_empty() {
        location["message"] = json!({ "text": related.message });
    }
    location
}

fn location(region: &Region) -> Value {
    json!({ "physicalLocation": {
        "artifactLocation": artifact(&region.path),
        "region": span(region),
    }})
}

fn fixed(fix: &Fix) -> Value {
    let description = match fix.safety {
        Safety::Safe => "The meaning stays the same.",
        Safety::Suggested => "A suggestion: look whether the meaning stays the same.",
    };
    let mut files: Vec<(&str, Vec<Value>)> = Vec::new();
    for change in &fix.edits {
        match files.iter_mut().find(|(path, _)| *path == change.region.path) {
            Some((_, replaced)) => replaced.push(replacement(change)),
            None => files.push((&change.region.path, vec![replacement(change)])),
        }
    }
    let changes = files.into_iter();
    let changes = changes
        .map(|(path, replaced)| json!({ "artifactLocation": artifact(path), "replacements": replaced }));
    json!({ "description": { "text": description }, "artifactChanges": changes.collect::<Vec<_>>() })
}

fn replacement(change: &Edit) -> Value {
    json!({ "deletedRegion": span(&change.region), "insertedContent": { "text": change.text } })
}

fn span(region: &Region) -> Value {
    json!({
        "startLine": region.start.line,
        "startColumn": region.start.utf16,
        "endLine": region.end.line,
        "endColumn": region.end.utf16,
    })
}

fn artifact(path: &str) -> Value {
    json!({ "uri": uri(path), "uriBaseId": "%SRCROOT%" })
}

/// Returns a path as a relative URI: what RFC 3986 does not let stand in a path is written as its bytes.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'/' | b'-' | b'.' | b'_' | b'~' => uri.push(char::from(byte)),
            _ if byte.is_ascii_alphanumeric() => uri.push(char::from(byte)),
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "note",
    }
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn a_path_becomes_a_uri() {
        assert_eq!(uri("my paper/é#1.tex"), "my%20paper/%C3%A9%231.tex");
    }
}
