//! What is found, as editors show it.

use gen_lsp_types as lsp;
use serde_json::json;

use super::client::Client;
use super::looked::{Looked, Shown};
use super::text::Encoding;
use crate::findings::Severity;
use crate::output::{Diagnostic, Fix, Point, Region};

/// Returns a finding as a mark under words.
pub fn diagnostic(found: &Diagnostic, client: &Client) -> lsp::Diagnostic {
    let related = found.related.iter().filter(|_| client.shows_related).map(|other| {
        let place = lsp::Location::new(uri(&other.region), range(&other.region, client.encoding));
        lsp::DiagnosticRelatedInformation::new(place, other.message.clone())
    });
    let related: Vec<_> = related.filter(|related| !related.location.uri.0.is_empty()).collect();
    let page = found.about.page.clone().filter(|_| client.links_codes);
    let goes = |fix: &Fix| fix.edits.iter().all(|edit| edit.text.trim().is_empty());
    let may_go = client.shows_tags && found.fix.as_ref().is_some_and(goes);
    lsp::Diagnostic {
        range: range(&found.region, client.encoding),
        severity: Some(severity(found.severity)),
        code: Some(found.rule.clone().into()),
        code_description: page.map(|page| lsp::CodeDescription::new(lsp::Uri(page))),
        source: Some("paperlint".to_owned()),
        message: found.text().into(),
        tags: may_go.then(|| vec![lsp::DiagnosticTag::Unnecessary]),
        related_information: Some(related).filter(|related| !related.is_empty()),
        data: Some(json!({ "fingerprint": found.fingerprint })),
    }
}

/// Returns a mistake in a configuration as a mark.
pub fn mistake(range: lsp::Range, message: String) -> lsp::Diagnostic {
    let (severity, source) = (Some(lsp::DiagnosticSeverity::Error), Some("paperlint".to_owned()));
    lsp::Diagnostic { range, severity, source, message: message.into(), ..lsp::Diagnostic::default() }
}

/// Returns what is found in a range of a file, each with its paper.
pub fn within<'l>(
    looked: &'l [Looked],
    uri: &lsp::Uri,
    wanted: lsp::Range,
    encoding: Encoding,
) -> impl Iterator<Item = (&'l Looked, &'l Shown)> {
    let uri = uri.0.clone();
    let all = looked.iter().flat_map(|paper| paper.found.iter().map(move |found| (paper, found)));
    all.filter(move |(_, found)| {
        let range = range(&found.said.region, encoding);
        found.said.region.path == uri
            && is_before(range.start, wanted.end)
            && is_before(wanted.start, range.end)
    })
}

fn is_before(one: lsp::Position, other: lsp::Position) -> bool {
    (one.line, one.character) <= (other.line, other.character)
}

/// Returns the address of the file of a region.
pub fn uri(region: &Region) -> lsp::Uri {
    lsp::Uri(region.path.clone())
}

/// Returns a region as lines and columns from 0.
pub fn range(region: &Region, encoding: Encoding) -> lsp::Range {
    points(&region.start, &region.end, encoding)
}

/// Returns what lies between two points.
pub fn points(start: &Point, end: &Point, encoding: Encoding) -> lsp::Range {
    lsp::Range::new(position(start, encoding), position(end, encoding))
}

fn position(point: &Point, encoding: Encoding) -> lsp::Position {
    let column = match encoding {
        Encoding::Utf8 => point.utf8,
        Encoding::Utf16 => point.utf16,
        Encoding::Utf32 => point.column,
    };
    lsp::Position::new(point.line.saturating_sub(1), column.saturating_sub(1))
}

fn severity(severity: Severity) -> lsp::DiagnosticSeverity {
    match severity {
        Severity::Error => lsp::DiagnosticSeverity::Error,
        Severity::Warning => lsp::DiagnosticSeverity::Warning,
        Severity::Advice => lsp::DiagnosticSeverity::Information,
    }
}
