//! What is found, as editors show it.

use gen_lsp_types as lsp;
use serde_json::json;

use super::client::Client;
use crate::findings::Severity;
use crate::output::remarks::{Region, Remark};

/// A finding as a mark under words. `place` gives the range of a region and the address of its file.
pub fn diagnostic(
    remark: &Remark<'_>,
    client: &Client,
    place: impl Fn(&Region<'_>) -> Option<(lsp::Uri, lsp::Range)>,
) -> Option<lsp::Diagnostic> {
    let (_, range) = place(&remark.region)?;
    let related = remark.related.iter().filter_map(|other| {
        let (uri, range) = place(&other.region)?;
        Some(lsp::DiagnosticRelatedInformation::new(lsp::Location::new(uri, range), other.message.clone()))
    });
    let related: Vec<_> = if client.shows_related { related.collect() } else { Vec::new() };
    let page = remark.page().filter(|_| client.links_codes);
    let may_go = client.shows_tags && remark.fix.as_ref().is_some_and(|fix| fix.edits.iter().all(|edit| edit.text.is_empty()));
    Some(lsp::Diagnostic {
        range,
        severity: Some(severity(remark.severity)),
        code: Some(remark.rule.to_owned().into()),
        code_description: page.map(|page| lsp::CodeDescription::new(lsp::Uri(page))),
        source: Some("paperlint".to_owned()),
        message: remark.text().into(),
        tags: may_go.then(|| vec![lsp::DiagnosticTag::Unnecessary]),
        related_information: Some(related).filter(|related| !related.is_empty()),
        data: Some(json!({ "fingerprint": remark.fingerprint })),
    })
}

fn severity(severity: Severity) -> lsp::DiagnosticSeverity {
    match severity {
        Severity::Error => lsp::DiagnosticSeverity::Error,
        Severity::Warning => lsp::DiagnosticSeverity::Warning,
        Severity::Advice => lsp::DiagnosticSeverity::Information,
    }
}
