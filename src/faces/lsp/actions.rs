//! What an author can do about what is found.

use std::collections::HashMap;

use gen_lsp_types as lsp;

use super::client::Client;
use super::desk::Looked;
use super::findings;
use super::text::{Encoding, Text};
use crate::check::Lint;
use crate::check::mend::{Checked, mend};
use crate::findings::Safety;
use crate::output::{Diagnostic, Edit};
use crate::source::Draft;

/// The actions for a range of a file: the fix of each thing that is found there, and all safe fixes of the file.
pub fn of(
    looked: &[Looked],
    client: &Client,
    params: &lsp::CodeActionParams,
    mut lint: impl FnMut(usize, &Draft) -> Lint,
) -> Vec<lsp::CodeAction> {
    let uri = &params.text_document.uri;
    let only = params.context.only.as_deref();
    let here = findings::within(looked, uri, params.range, client.encoding);
    let mut actions: Vec<lsp::CodeAction> = Vec::new();
    if is_asked_for(only, &lsp::CodeActionKind::QuickFix) {
        actions.extend(here.filter_map(|(_, found)| fix(found, client)));
    }
    if is_asked_for(only, &lsp::CodeActionKind::SourceFixAll) {
        actions.extend(
            looked.iter().filter(|paper| paper.has(uri)).filter_map(|paper| all(paper, client, &mut lint)),
        );
    }
    actions
}

/// Whether an editor wants actions of a kind: it may name kinds, or kinds of kinds.
fn is_asked_for(only: Option<&[lsp::CodeActionKind]>, kind: &lsp::CodeActionKind) -> bool {
    let kind = kind.as_str();
    only.is_none_or(|only| {
        only.iter().map(lsp::CodeActionKind::as_str).any(|wanted| {
            let rest = kind.strip_prefix(wanted);
            wanted.is_empty()
                || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
                || wanted.starts_with(&format!("{kind}."))
        })
    })
}

/// The fix of one finding.
fn fix(found: &Diagnostic, client: &Client) -> Option<lsp::CodeAction> {
    let fix = found.fix.as_ref()?;
    let mark = findings::diagnostic(found, client);
    Some(lsp::CodeAction {
        title: title(&fix.edits),
        kind: Some(lsp::CodeActionKind::QuickFix),
        diagnostics: Some(vec![mark]),
        is_preferred: Some(fix.safety == Safety::Safe),
        edit: Some(edits(fix.edits.iter(), client)),
        ..lsp::CodeAction::default()
    })
}

/// All safe fixes of a paper, made one after the other as `--fix` makes them.
fn all(paper: &Looked, client: &Client, lint: impl FnMut(usize, &Draft) -> Lint) -> Option<lsp::CodeAction> {
    let mut mended =
        [Checked { paper: paper.paper, ..Checked::alone(paper.draft.clone(), paper.lint.clone()) }];
    let is_kept = |file: &u32| paper.paths.get(*file as usize).is_some_and(Option::is_some);
    let count = mend(&mut mended, Safety::Safe, is_kept, lint).count;
    let [Checked { draft, .. }] = mended;
    let files = paper.draft.files().iter().zip(draft.files()).filter(|(old, new)| old.text != new.text);
    let changes: HashMap<lsp::Uri, Vec<lsp::TextEdit>> = files
        .map(|(old, new)| (lsp::Uri(old.path.clone()), vec![replaced(&old.text, &new.text, client.encoding)]))
        .collect();
    (count > 0).then(|| lsp::CodeAction {
        title: format!("Fix all that is safe ({count})"),
        kind: Some(lsp::CodeActionKind::SourceFixAll),
        edit: Some(lsp::WorkspaceEdit { changes: Some(changes), ..Default::default() }),
        ..Default::default()
    })
}

/// The one edit that makes a text another one, as short as it can be.
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
    lsp::WorkspaceEdit { changes: Some(changes), ..Default::default() }
}

/// What a fix does, in a few words.
fn title(edits: &[Edit]) -> String {
    match edits {
        [edit] if edit.text.trim().is_empty() => "Take it out".to_owned(),
        [edit] => format!("Write “{}”", edit.text.trim()),
        _ => format!("Make {} changes", edits.len()),
    }
}
