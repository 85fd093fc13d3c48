//! Why a finding matters, for who rests on it.

use gen_lsp_types as lsp;

use super::desk::Desk;
use super::findings;
use super::looked::{Looked, Shown};
use crate::output::{Diagnostic, precision};
use crate::rules::RuleFile;

/// Why what is found at a place matters, how often such a finding is right, and where the advice comes from.
pub fn hover(desk: &Desk, params: &lsp::HoverParams) -> Option<lsp::Hover> {
    let at = &params.text_document_position_params;
    let here = lsp::Range::new(at.position, at.position);
    let found: Vec<(&Looked, &Shown)> =
        findings::within(&desk.looked, &at.text_document.uri, here, desk.client.encoding).collect();
    let range = found.first().map(|(_, found)| findings::range(&found.said.region, desk.client.encoding))?;
    let text = found.into_iter().filter_map(|(looked, found)| {
        let rule = desk.papers.as_ref()?.rules(looked.paper).rule(looked.finding(found)?.rule);
        Some(explained(&found.said, &rule.file))
    });
    let text =
        lsp::MarkupContent::new(lsp::MarkupKind::Markdown, text.collect::<Vec<_>>().join("\n\n---\n\n"));
    Some(lsp::Hover::new(text.into(), Some(range)))
}

/// Returns a rule, in Markdown. What was found stands in its mark, which editors show beside this.
fn explained(found: &Diagnostic, rule: &RuleFile) -> String {
    let mut parts = vec![format!("*Why it matters:* {}", found.about.why)];
    parts.extend(precision(rule).map(|said| format!("*How often it is right:* {said}")));
    let sources = rule.spec.source.iter().map(|source| match &source.url {
        Some(url) => format!("[{}]({url})", source.title),
        None => source.title.clone(),
    });
    let sources: Vec<String> = sources.collect();
    if !sources.is_empty() {
        parts.push(format!("*Source:* {}", sources.join("; ")));
    }
    parts.extend(found.about.page.as_ref().map(|page| format!("[{}]({page})", found.rule)));
    parts.join("\n\n")
}
