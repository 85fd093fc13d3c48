//! `checkstyle`: the XML of Checkstyle, which Jenkins and many others read.
//!
//! Lines and columns count from 1. Checkstyle is written in Java and counts characters of Java, which are UTF-16 code units; a tab
//! counts one. There are no ends.

use std::fmt::Write;

use super::super::diagnostic::Diagnostic;
use super::super::remarks::Paper;
use super::xml::{HEAD, escaped};
use crate::findings::Severity;

/// A report with an element for each file in which something was found, in the order they are met.
pub fn checkstyle(papers: &[Paper<'_>]) -> String {
    let mut files: Vec<(&str, Vec<&Diagnostic>)> = Vec::new();
    for remark in papers.iter().flat_map(|paper| &paper.findings) {
        match files.iter_mut().find(|(path, _)| *path == remark.region.path) {
            Some((_, remarks)) => remarks.push(remark),
            None => files.push((&remark.region.path, vec![remark])),
        }
    }
    let mut out = format!("{HEAD}<checkstyle version=\"4.3\">\n");
    for (path, remarks) in files {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "  <file name=\"{}\">", escaped(path));
        remarks.into_iter().for_each(|remark| error(remark, &mut out));
        out.push_str("  </file>\n");
    }
    out.push_str("</checkstyle>\n");
    out
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
