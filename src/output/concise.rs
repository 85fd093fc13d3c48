use std::fmt::Write;

use super::diagnostic::with_cell;
use super::places::Places;
use super::{Linted, clean, message};

/// Every finding of a paper as `path:line:column: severity rule message`, in reading order.
pub fn concise(linted: Linted<'_>, out: &mut String) {
    let places = Places::new(linted.draft);
    for finding in &linted.lint.findings {
        let spec = linted.rules.spec(finding);
        let (name, at) = places.locate(finding.place.first().start);
        let words = message::words(spec, finding);
        let message = with_cell(&words.message, places.cell(finding.place.first().start));
        let (severity, message) = (finding.severity.name(), clean::line(&message));
        let name = clean::line(name);
        // Writing to a string cannot fail.
        let _ =
            writeln!(out, "{name}:{}:{}: {severity} {} {message}", at.line, at.column, clean::line(&spec.id));
    }
}
