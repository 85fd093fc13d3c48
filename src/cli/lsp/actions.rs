//! What an author can do about what is found.
//!
//! Invariant: every action is an edit that the editor makes; the server writes nothing.

use std::collections::HashMap;
use std::ops::Range;

use gen_lsp_types as lsp;
use serde_json::json;

use super::client::Client;
use super::desk::Desk;
use super::findings;
use super::looked::{Eyes, Looked, Shown};
use super::reason;
use super::rewrites;
use super::text::{Encoding, Text};
use super::uri;
use crate::check::mend::{Checked, mend};
use crate::check::{self, NO_REASON_YET};
use crate::cli::disk::CONFIG;
use crate::config::edit::{Change, know_acronym, turn_off};
use crate::findings::{Finding, Safety, Value};
use crate::output::{Diagnostic, Edit};
use crate::source::{Draft, Span};

/// Returns the actions for a range of a file: what can be done about each thing that is found there, and all safe fixes of the paper.
pub fn of(desk: &mut Desk, params: &lsp::CodeActionParams) -> Vec<lsp::CodeAction> {
    let uri = &params.text_document.uri;
    let only = params.context.only.as_deref();
    let mut actions: Vec<lsp::CodeAction> = Vec::new();
    if is_asked_for(only, &lsp::CodeActionKind::QuickFix) {
        actions.extend(quick(desk, uri, params.range));
    }
    if is_asked_for(only, &lsp::CodeActionKind::SourceFixAll)
        && let Some((mut eyes, looked, client)) = desk.eyes()
    {
        actions.extend(
            looked.iter().filter(|paper| paper.has(uri)).filter_map(|paper| all(paper, client, &mut eyes)),
        );
    }
    actions
}

/// Returns whether an editor wants actions of a kind: it may name kinds, or kinds of kinds.
fn is_asked_for(only: Option<&[lsp::CodeActionKind]>, kind: &lsp::CodeActionKind) -> bool {
    let kind = kind.as_str();
    only.is_none_or(|only| {
        only.iter().map(lsp::CodeActionKind::as_str).any(|wanted| {
            let rest = kind.strip_prefix(wanted);
            wanted.is_empty() || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        })
    })
}

/// Returns what can be done about each thing that is found in a range: fixes first.
fn quick(desk: &mut Desk, uri: &lsp::Uri, range: lsp::Range) -> Vec<lsp::CodeAction> {
    let Some((mut eyes, looked, client)) = desk.eyes() else { return Vec::new() };
    let here: Vec<(&Looked, &Shown)> = findings::within(looked, uri, range, client.encoding).collect();
    let mut actions: Vec<lsp::CodeAction> =
        here.iter().filter_map(|(_, found)| fix(&found.said, client)).collect();
    for (looked, found) in &here {
        let rewrites = rewrites::of(looked, found, &mut eyes).into_iter();
        actions.extend(rewrites.filter_map(|rewrite| {
            let edit = in_files(
                &looked.draft,
                rewrite.edits.iter().map(|edit| (edit.span, edit.text.as_str())),
                client,
            )?;
            Some(lsp::CodeAction { edit: Some(edit), ..about(rewrite.title, &found.said, client) })
        }));
    }
    let allowed = here.iter().filter_map(|(looked, found)| match client.resolves {
        true => Some(allow_later(found, client)),
        false => allow(looked, found, client, &mut eyes),
    });
    actions.extend(allowed);
    let (desk, mut seen) = (&*desk, Vec::new());
    for (looked, found) in findings::within(&desk.looked, uri, range, desk.client.encoding) {
        let told = known(desk, looked, found).into_iter().chain(off(desk, looked, found));
        for action in told.filter(|action| !seen.contains(&action.title)).collect::<Vec<_>>() {
            seen.push(action.title.clone());
            actions.push(action);
        }
    }
    actions
}

/// Returns the edit of an action that was offered without it.
///
/// # Errors
/// Why there is none.
pub fn resolved(desk: &mut Desk, action: lsp::CodeAction) -> Result<lsp::CodeAction, String> {
    let known = action.data.as_ref().and_then(|data| data.get("allow"));
    let (Some(wanted), Some((mut eyes, looked, client))) =
        (known.and_then(|known| known.as_str()), desk.eyes())
    else {
        return Ok(action);
    };
    let mut all = looked.iter().flat_map(|paper| paper.found.iter().map(move |found| (paper, found)));
    let (paper, found) = all
        .find(|(_, found)| found.said.fingerprint == wanted)
        .ok_or_else(|| "the text has changed since".to_owned())?;
    let allowed = allow(paper, found, client, &mut eyes);
    let allowed =
        allowed.ok_or_else(|| format!("no comment can stand here that allows {}", found.said.rule))?;
    Ok(lsp::CodeAction { edit: allowed.edit, ..action })
}

/// Returns an action about one finding.
fn about(title: String, found: &Diagnostic, client: &Client) -> lsp::CodeAction {
    let (kind, diagnostics) =
        (Some(lsp::CodeActionKind::QuickFix), Some(vec![findings::diagnostic(found, client)]));
    lsp::CodeAction { title, kind, diagnostics, ..lsp::CodeAction::default() }
}

/// Returns the fix of one finding.
fn fix(found: &Diagnostic, client: &Client) -> Option<lsp::CodeAction> {
    let fix = found.fix.as_ref().filter(|fix| fix.edits.iter().all(|edit| !edit.region.path.is_empty()))?;
    let (is_preferred, edit) = (Some(fix.safety == Safety::Safe), Some(edits(fix.edits.iter(), client)));
    Some(lsp::CodeAction { is_preferred, edit, ..about(title(&fix.edits), found, client) })
}

/// Returns all safe fixes of a paper, made one after the other as `--fix` makes them.
fn all(paper: &Looked, client: &Client, eyes: &mut Eyes<'_>) -> Option<lsp::CodeAction> {
    let mut mended =
        [Checked { paper: paper.paper, ..Checked::alone(paper.draft.clone(), paper.lint.clone()) }];
    let is_kept =
        |file: &u32| paper.draft.files().get(*file as usize).is_some_and(|file| !file.path.is_empty());
    let count = mend(&mut mended, Safety::Safe, is_kept, |number, draft| eyes.lint(number, draft)).count;
    let [Checked { draft, .. }] = mended;
    let files = paper.draft.files().iter().zip(draft.files()).filter(|(old, new)| old.text != new.text);
    let changes: HashMap<lsp::Uri, Vec<lsp::TextEdit>> = files
        .map(|(old, new)| (lsp::Uri(old.path.clone()), vec![replaced(&old.text, &new.text, client.encoding)]))
        .collect();
    (count > 0).then(|| lsp::CodeAction {
        title: format!("Fix all that is safe ({count})"),
        kind: Some(lsp::CodeActionKind::SourceFixAll),
        edit: Some(changed(changes)),
        ..lsp::CodeAction::default()
    })
}

/// Returns a comment before the block that silences a finding, with room for the reason, where the cursor goes.
fn allow(paper: &Looked, found: &Shown, client: &Client, eyes: &mut Eyes<'_>) -> Option<lsp::CodeAction> {
    let wanted = paper.finding(found)?.fingerprint;
    let is_wanted = |finding: &Finding| finding.fingerprint == wanted;
    let rules = eyes.rules(paper.paper);
    let comments =
        check::allow(&paper.draft, rules, NO_REASON_YET, |draft| eyes.lint(paper.paper, draft), is_wanted);
    let edits = comments.iter().map(|(span, text)| (*span, text.as_str()));
    let edit = match client.takes_snippets {
        true => snippets(&paper.draft, edits, client),
        false => in_files(&paper.draft, edits, client),
    };
    (!comments.is_empty()).then(|| lsp::CodeAction { edit, ..allow_later(found, client) })
}

/// Returns the same before somebody wants it, which takes some looks at the paper.
fn allow_later(found: &Shown, client: &Client) -> lsp::CodeAction {
    let data = Some(json!({ "allow": found.said.fingerprint }));
    let action = about(allow_title(&found.said), &found.said, client);
    let shows = client.shows_places && !client.takes_snippets;
    lsp::CodeAction { data, command: shows.then(|| reason::command(&found.said, client)), ..action }
}

fn allow_title(found: &Diagnostic) -> String {
    format!("Allow here, with a reason to write: {}", found.rule)
}

/// That readers know an acronym.
fn known(desk: &Desk, paper: &Looked, found: &Shown) -> Option<lsp::CodeAction> {
    let finding = paper.finding(found)?;
    let Some(Value::Text(acronym)) = finding.value("acronym") else { return None };
    let edit = in_config(desk, paper, |text| know_acronym(text, acronym))?;
    Some(lsp::CodeAction {
        edit: Some(edit),
        ..about(format!("Readers know {acronym}"), &found.said, &desk.client)
    })
}

/// That a rule is not for this paper.
fn off(desk: &Desk, paper: &Looked, found: &Shown) -> Option<lsp::CodeAction> {
    let rule = &found.said.rule;
    let edit = in_config(desk, paper, |text| turn_off(text, rule))?;
    Some(lsp::CodeAction {
        edit: Some(edit),
        ..about(format!("Turn off for this paper: {rule}"), &found.said, &desk.client)
    })
}

/// Returns a change of the configuration of a paper; of a new one beside its main file, where there is none and the editor can make files.
fn in_config(
    desk: &Desk,
    paper: &Looked,
    change: impl Fn(&str) -> Option<Change>,
) -> Option<lsp::WorkspaceEdit> {
    let (client, config) = (&desk.client, desk.papers.as_ref()?.config(paper)?);
    if let Some(file) = config.nearest() {
        let (range, text) = change(&file.text)?;
        let edit = lsp::TextEdit::new(Text::new(file.text.clone()).range(range, client.encoding), text);
        return Some(changed(HashMap::from([(desk.buffers.uri_of(&file.path), vec![edit])])));
    }
    let path = paper.main.as_deref()?.with_file_name(CONFIG);
    let (_, text) = change("").filter(|_| client.makes_files)?;
    let uri = uri::of(&path);
    let create = json!({ "kind": "create", "uri": uri, "options": { "ignoreIfExists": true } });
    let start = lsp::Position::new(0, 0);
    let edit = lsp::TextEdit::new(lsp::Range::new(start, start), text);
    let write = json!({ "textDocument": { "uri": uri, "version": null }, "edits": [edit] });
    serde_json::from_value(json!({ "documentChanges": [create, write] })).ok()
}

/// Changes of a draft in its files; none where one of them is not to be changed.
fn in_files<'e>(
    draft: &Draft,
    edits: impl Iterator<Item = (Span, &'e str)>,
    client: &Client,
) -> Option<lsp::WorkspaceEdit> {
    let mut changes: HashMap<lsp::Uri, Vec<lsp::TextEdit>> = HashMap::new();
    for (span, text) in edits {
        let (uri, range) = place(draft, span, client)?;
        changes.entry(uri).or_default().push(lsp::TextEdit::new(range, text.to_owned()));
    }
    Some(changed(changes))
}

/// Returns the same, each with the place of its reason for the cursor.
fn snippets<'e>(
    draft: &Draft,
    edits: impl Iterator<Item = (Span, &'e str)>,
    client: &Client,
) -> Option<lsp::WorkspaceEdit> {
    let mut changes = Vec::new();
    for (span, text) in edits {
        let (uri, range) = place(draft, span, client)?;
        let snippet = json!({ "kind": "snippet", "value": reason::snippet(text) });
        let edits = [json!({ "range": range, "snippet": snippet })];
        changes.push(json!({ "textDocument": { "uri": uri, "version": null }, "edits": edits }));
    }
    serde_json::from_value(json!({ "documentChanges": changes })).ok()
}

/// Returns the address and the range of a place of a draft; none in a file that is not to be changed.
fn place(draft: &Draft, span: Span, client: &Client) -> Option<(lsp::Uri, lsp::Range)> {
    let file = draft.file(draft.file_of(span.start));
    let range: Range<usize> = (span.start - file.base) as usize..(span.end - file.base) as usize;
    let range = Text::new(file.text.clone()).range(range, client.encoding);
    (!file.path.is_empty()).then(|| (lsp::Uri(file.path.clone()), range))
}

/// Returns the one edit that makes a text another one, as short as it can be.
fn replaced(old: &str, new: &str, encoding: Encoding) -> lsp::TextEdit {
    let same = |pair: &((usize, char), char)| pair.0.1 == pair.1;
    let start: usize =
        old.char_indices().zip(new.chars()).take_while(same).map(|((_, c), _)| c.len_utf8()).sum();
    let (old_rest, new_rest) = (old.get(start..).unwrap_or(""), new.get(start..).unwrap_or(""));
    let ends = old_rest.chars().rev().zip(new_rest.chars().rev());
    let end: usize = ends.take_while(|(one, other)| one == other).map(|(c, _)| c.len_utf8()).sum();
    let text = new_rest.get(..new_rest.len() - end).unwrap_or("");
    let range = Text::new(old.to_owned()).range(start..old.len() - end, encoding);
    lsp::TextEdit::new(range, text.to_owned())
}

/// Edits of files, by address.
fn edits<'e>(edits: impl Iterator<Item = &'e Edit>, client: &Client) -> lsp::WorkspaceEdit {
    let mut changes: HashMap<lsp::Uri, Vec<lsp::TextEdit>> = HashMap::new();
    for edit in edits {
        let made = lsp::TextEdit::new(findings::range(&edit.region, client.encoding), edit.text.clone());
        changes.entry(findings::uri(&edit.region)).or_default().push(made);
    }
    changed(changes)
}

fn changed(changes: HashMap<lsp::Uri, Vec<lsp::TextEdit>>) -> lsp::WorkspaceEdit {
    lsp::WorkspaceEdit { changes: Some(changes), ..lsp::WorkspaceEdit::default() }
}

/// Returns what a fix does, in a few words.
fn title(edits: &[Edit]) -> String {
    match edits {
        [edit] if edit.text.trim().is_empty() => "Take it out".to_owned(),
        [edit] => format!("Write “{}”", edit.text.trim()),
        _ => format!("Make {} changes", edits.len()),
    }
}
