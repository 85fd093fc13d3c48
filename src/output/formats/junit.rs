//! `junit`: the XML of JUnit, which nearly every CI system shows as tests.
//!
//! A paper is a suite and a finding a test. An error or a warning failed; a piece of advice passed and says so in its output, since
//! advice fails no run. A paper without findings has one test that passed. Columns have no place here but in the names.

use std::fmt::Write;

use super::super::NotChecked;
use super::super::diagnostic::Diagnostic;
use super::super::remarks::Paper;
use super::super::summary::Counts;
use super::Form;
use super::xml::{HEAD, escaped};
use crate::findings::Severity;

/// A suite for each paper. How many there are in all stands first, so that their text is held to the end.
#[derive(Default)]
pub struct Junit {
    tests: usize,
    failures: usize,
    suites: String,
}

impl Form for Junit {
    fn paper(&mut self, paper: &Paper<'_>, _: &[NotChecked], _: &mut String) {
        let path = escaped(paper.path);
        let tests = paper.findings.len().max(1);
        let failures = paper.findings.iter().filter(|remark| remark.severity > Severity::Advice).count();
        self.tests += tests;
        self.failures += failures;
        let suites = &mut self.suites;
        // Writing to a string cannot fail.
        let _ = writeln!(
            suites,
            "  <testsuite name=\"{path}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" skipped=\"0\">"
        );
        if paper.findings.is_empty() {
            let _ = writeln!(
                suites,
                "    <testcase name=\"no problems found\" classname=\"{path}\" file=\"{path}\"/>"
            );
        }
        paper.findings.iter().for_each(|remark| test(remark, suites));
        suites.push_str("  </testsuite>\n");
    }

    fn end(&mut self, _: Counts, _: &[NotChecked], out: &mut String) {
        let Self { tests, failures, suites } = self;
        *out += &format!(
            "{HEAD}<testsuites name=\"paperlint\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\">\n"
        );
        out.push_str(suites);
        out.push_str("</testsuites>\n");
    }
}

fn test(remark: &Diagnostic, out: &mut String) {
    let path = escaped(&remark.region.path);
    let (line, column) = (remark.region.start.line, remark.region.start.column);
    let rule = escaped(&remark.rule);
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
