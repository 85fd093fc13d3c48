//! `checkstyle`: the XML of Checkstyle, which Jenkins and many others read.
//!
//! Lines and columns count from 1. Checkstyle is written in Java and counts characters of Java, which are UTF-16 code units; a tab
//! counts one. There are no ends.

use std::collections::HashMap;
use std::fmt::Write;

use super::super::NotChecked;
use super::super::diagnostic::Diagnostic;
use super::super::remarks::Paper;
use super::super::summary::Counts;
use super::Form;
use super::xml::{HEAD, escaped};
use crate::findings::Severity;

/// A report with an element for each file in which something was found, in the order they are met. What is found in a file stands together, so
/// that its text is held to the end.
#[derive(Default)]
pub struct Checkstyle {
    /// The elements of each file, and by its path which they are.
    files: Vec<(String, String)>,
    known: HashMap<String, usize>,
}

impl Form for Checkstyle {
    fn paper(&mut self, paper: &Paper<'_>, _: &[NotChecked], _: &mut String) {
        for remark in &paper.findings {
            let path = remark.region.path.as_str();
            let at = self.known.get(path).copied().unwrap_or_else(|| {
                self.known.insert(path.to_owned(), self.files.len());
                self.files.push((path.to_owned(), String::new()));
                self.files.len() - 1
            });
            error(remark, &mut self.files[at].1);
        }
    }

    fn end(&mut self, _: Counts, _: &[NotChecked], out: &mut String) {
        *out += &format!("{HEAD}<checkstyle version=\"4.3\">\n");
        for (path, errors) in &self.files {
            // Writing to a string cannot fail.
            let _ = write!(out, "  <file name=\"{}\">\n{errors}  </file>\n", escaped(path));
        }
        out.push_str("</checkstyle>\n");
    }
}

fn error(remark: &Diagnostic, out: &mut String) {
    let severity = match remark.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "info",
    };
    let (start, rule) = (remark.region.start, escaped(&remark.rule));
    let message = escaped(&remark.message);
    let _ = writeln!(
        out,
        "    <error line=\"{}\" column=\"{}\" severity=\"{severity}\" message=\"{message}\" source=\"paperlint.{rule}\"/>",
        start.line, start.utf16,
    );
}
