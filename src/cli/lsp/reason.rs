//! The reason of a comment that allows a finding: an author writes it, so the cursor goes there.

use gen_lsp_types as lsp;
use lsp_server::Message;
use serde_json::{Value, json};

use super::client::{Client, GO_TO_REASON};
use super::desk::Desk;
use super::findings;
use super::messages::request;
use crate::check::NO_REASON_YET;
use crate::output::Diagnostic;

/// Returns the command that goes to the reason for a finding, once its comment is there.
pub fn command(found: &Diagnostic, client: &Client) -> lsp::Command {
    let near = findings::range(&found.region, client.encoding).start;
    let given = [json!(found.region.path), json!(near)];
    let given = given.into_iter().filter_map(|given| serde_json::from_value(given).ok());
    lsp::Command {
        title: "Write the reason".to_owned(),
        tooltip: None,
        command: GO_TO_REASON.to_owned(),
        arguments: Some(given.collect()),
    }
}

/// Returns a text for an editor that then selects the reason in it.
pub fn snippet(text: &str) -> String {
    let escaped = text.replace('\\', "\\\\").replace('$', "\\$").replace('}', "\\}");
    escaped.replacen(NO_REASON_YET, &format!("${{1:{NO_REASON_YET}}}"), 1)
}

/// Asks the editor to select the reason that is nearest to a place of an open file; nothing where there is none.
pub fn shown(desk: &Desk, params: &lsp::ExecuteCommandParams) -> Option<Message> {
    let given: Vec<Value> = params
        .arguments
        .iter()
        .flatten()
        .map(|given| serde_json::to_value(given).unwrap_or_default())
        .collect();
    let near: lsp::Position = serde_json::from_value(given.get(1)?.clone()).ok()?;
    let buffer = desk.buffers.at(given.first()?.as_str()?)?;
    let encoding = desk.client.encoding;
    let reasons = buffer.text.as_str().match_indices(NO_REASON_YET);
    let ranges = reasons.map(|(at, found)| buffer.text.range(at..at + found.len(), encoding));
    let nearest = ranges.min_by_key(|range| range.start.line.abs_diff(near.line))?;
    let shown = json!({ "uri": buffer.uri, "takeFocus": true, "selection": nearest });
    Some(request("window/showDocument", shown))
}
