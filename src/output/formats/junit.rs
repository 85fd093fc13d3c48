//! `junit`: the XML of JUnit, which nearly every CI system shows as tests.
//!
//! A paper is a suite and a finding a test. An error or a warning failed; a piece of advice passed and says so in its output, since
//! advice fails no run. A paper without findings has one test that passed. Columns have no place here but in the names.

use std::fmt::Write;

use super::super::remarks::{Paper, Remark};
use super::xml::{HEAD, escaped};
use crate::findings::Severity;

/// A suite for each paper.
pub fn junit(papers: &[Paper<'_>]) -> String {
    let suites: Vec<Suite> = papers.iter().map(suite).collect();
    let tests: usize = suites.iter().map(|suite| suite.tests).sum();
    let failures: usize = suites.iter().map(|suite| suite.failures).sum();
    let mut out = format!(
        "{HEAD}<testsuites name=\"paperlint\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\">\n"
    );
    suites.iter().for_each(|suite| out.push_str(&suite.text));
    out.push_str("</testsuites>\n");
    out
}

struct Suite {
    tests: usize,
    failures: usize,
    text: String,
}

fn suite(paper: &Paper<'_>) -> Suite {
    let path = escaped(paper.path);
    let tests = paper.findings.len().max(1);
    let failures = paper.findings.iter().filter(|remark| remark.severity > Severity::Advice).count();
    let mut text = format!(
        "  <testsuite name=\"{path}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" skipped=\"0\">\n"
    );
    if paper.findings.is_empty() {
        // Writing to a string cannot fail.
        let _ =
            writeln!(text, "    <testcase name=\"no problems found\" classname=\"{path}\" file=\"{path}\"/>");
    }
    paper.findings.iter().for_each(|remark| test(remark, &mut text));
    text.push_str("  </testsuite>\n");
    Suite { tests, failures, text }
}

fn test(remark: &Remark<'_>, out: &mut String) {
    let path = escaped(remark.region.path);
    let (line, column) = (remark.region.start.line, remark.region.start.column);
    let rule = escaped(remark.rule);
    let _ = writeln!(
        out,
        "    <testcase name=\"{rule} {line}:{column}\" classname=\"{path}\" file=\"{path}\" line=\"{line}\">"
    );
    let said = format!("{}:{line}:{column}: {}", remark.region.path, remark.text());
    let (message, said) = (escaped(&remark.message), escaped(&said));
    let _ = match remark.severity {
        Severity::Advice => writeln!(out, "      <system-out>{said}</system-out>"),
        severity => {
            let severity = severity.name();
            writeln!(out, "      <failure message=\"{message}\" type=\"{severity}\">{said}</failure>")
        }
    };
    out.push_str("    </testcase>\n");
}
