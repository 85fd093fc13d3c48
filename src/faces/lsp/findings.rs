//! What is found, as editors show it.

use gen_lsp_types as lsp;
use serde_json::json;

use super::client::Client;
use super::desk::Looked;
use super::text::Encoding;
use crate::findings::Severity;
use crate::output::{Diagnostic, Point, Region};

/// A finding as a mark under words.
pub fn diagnostic(found: &Diagnostic, client: &Client) -> lsp::Diagnostic {
    let related = found.related.iter().filter(|_| client.shows_related).map(|other| {
        let place = lsp::Location::new(uri(&other.region), range(&other.region, client.encoding));
        lsp::DiagnosticRelatedInformation::new(place, other.message.clone())
    });
    let related: Vec<_> = related.collect();
    let page = found.about.page.clone().filter(|_| client.links_codes);
    let goes = |fix: &crate::output::Fix| fix.edits.iter().all(|edit| edit.text.trim().is_empty());
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

/// Why a finding matters, in Markdown.
pub fn explained(found: &Diagnostic) -> String {
    let help = found.help.iter().chain(&found.note).map(|text| format!("\n\n{text}"));
    let page = found.about.page.iter().map(|page| format!("\n\n[{}]({page})", found.rule));
    let said: String =
        help.chain([format!("\n\n*Why it matters:* {}", found.about.why)]).chain(page).collect();
    format!("**{}**{said}", found.message)
}

/// What is found in a range of a file, each with its paper.
pub fn within<'l>(
    looked: &'l [Looked],
    uri: &lsp::Uri,
    wanted: lsp::Range,
    encoding: Encoding,
) -> impl Iterator<Item = (&'l Looked, &'l Diagnostic)> {
    let uri = uri.0.clone();
    let all = looked.iter().flat_map(|paper| paper.found.iter().map(move |found| (paper, found)));
    all.filter(move |(_, found)| {
        let range = range(&found.region, encoding);
        found.region.path == uri && before(range.start, wanted.end) && before(wanted.start, range.end)
    })
}

fn before(one: lsp::Position, other: lsp::Position) -> bool {
    (one.line, one.character) <= (other.line, other.character)
}

/// The address of the file of a region.
pub fn uri(region: &Region) -> lsp::Uri {
    lsp::Uri(region.path.clone())
}

/// A region as lines and columns from 0.
pub fn range(region: &Region, encoding: Encoding) -> lsp::Range {
    lsp::Range::new(position(&region.start, encoding), position(&region.end, encoding))
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
