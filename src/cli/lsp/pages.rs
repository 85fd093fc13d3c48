//! What an editor shows of a paper besides findings: its sections, what is said above headings, what commands give.

use gen_lsp_types as lsp;
use lsp_server::ErrorCode;
use serde_json::Value;

use super::client::Client;
use super::desk::Desk;
use super::findings;
use super::looked::Looked;
use super::messages::said;
use crate::analysis::{Expected, Paper, Scratch};
use crate::output::{AbstractPage, At, Missing, ResultsPage, StatsPage, counted};
use crate::rules::venues::Venue;

/// Returns the page of a paper that a command asks for.
///
/// # Errors
/// When there is no such command, or no paper of that address is open.
pub fn command(desk: &Desk, params: &lsp::ExecuteCommandParams) -> Result<Value, (ErrorCode, String)> {
    let address = params
        .arguments
        .as_ref()
        .and_then(|given| given.first())
        .and_then(|given| serde_json::to_value(given).ok());
    let address = lsp::Uri(address.as_ref().and_then(Value::as_str).unwrap_or_default().to_owned());
    let looked = of(desk, &address)
        .ok_or_else(|| (ErrorCode::InvalidParams, format!("no paper is open at `{}`", address.0)))?;
    match params.command.as_str() {
        "paperlint.stats" => Ok(view(desk, looked, |paper, _| said(&StatsPage::of(paper)))),
        "paperlint.results" => Ok(view(desk, looked, |paper, _| said(&ResultsPage::of(paper)))),
        "paperlint.abstract" => Ok(view(desk, looked, |paper, venue| said(&AbstractPage::of(paper, venue)))),
        other => Err((ErrorCode::InvalidParams, format!("`{other}` is no command here"))),
    }
}

/// Returns the sections of a file, each with its words.
pub fn symbols(desk: &Desk, params: &lsp::DocumentSymbolParams) -> Vec<lsp::DocumentSymbol> {
    let uri = &params.text_document.uri;
    let Some(looked) = of(desk, uri) else { return Vec::new() };
    let page = view(desk, looked, |paper, _| StatsPage::of(paper));
    let here =
        page.sections.into_iter().filter(|section| section.at.as_ref().is_some_and(|at| at.path == uri.0));
    let mut open: Vec<(usize, lsp::DocumentSymbol)> = Vec::new();
    let mut whole = Vec::new();
    for section in here {
        let (Some(at), Some(name)) = (&section.at, &section.heading) else { continue };
        let range = range(at, &desk.client);
        close(&mut open, &mut whole, section.depth, range.start);
        let name = if name.trim().is_empty() { "–".to_owned() } else { name.clone() };
        #[allow(deprecated, reason = "the struct has it still")]
        let symbol = lsp::DocumentSymbol {
            name,
            detail: Some(counted(section.text.words.into(), "word", "words")),
            kind: lsp::SymbolKind::String,
            tags: None,
            deprecated: None,
            range,
            selection_range: range,
            children: None,
        };
        open.push((section.depth, symbol));
    }
    let end = looked
        .draft
        .files()
        .iter()
        .find(|file| file.path == uri.0)
        .map(|file| file.text.lines().count() as u32);
    close(&mut open, &mut whole, 0, lsp::Position::new(end.unwrap_or(0), 0));
    whole
}

/// Ends the sections that do not hold one of that depth.
fn close(
    open: &mut Vec<(usize, lsp::DocumentSymbol)>,
    whole: &mut Vec<lsp::DocumentSymbol>,
    depth: usize,
    end: lsp::Position,
) {
    while let Some((_, mut symbol)) = open.pop_if(|(of, _)| *of >= depth) {
        if (end.line, end.character) > (symbol.range.end.line, symbol.range.end.character) {
            symbol.range.end = end;
        }
        match open.last_mut() {
            Some((_, parent)) => parent.children.get_or_insert_default().push(symbol),
            None => whole.push(symbol),
        }
    }
}

/// Above each heading with results how many were planned, as far as a reader can tell; above the abstract what it says and what it lacks.
pub fn lenses(desk: &Desk, params: &lsp::CodeLensParams) -> Vec<lsp::CodeLens> {
    let uri = &params.text_document.uri;
    let Some(looked) = of(desk, uri) else { return Vec::new() };
    let (results, abstracts) =
        view(desk, looked, |paper, venue| (ResultsPage::of(paper), AbstractPage::of(paper, venue)));
    let results = results.sections.iter().map(|section| {
        let claims = counted(section.claims as u64, "result", "results");
        (&section.at, format!("{claims}: {}", section.counted()), "paperlint.results")
    });
    let first =
        abstracts.sentences.first().map(|sentence| (&sentence.at, moves(&abstracts), "paperlint.abstract"));
    let lens = |(at, title, command): (&At, String, &str)| {
        let given = serde_json::from_value(Value::from(uri.0.clone())).ok();
        let command = lsp::Command {
            title,
            tooltip: None,
            command: command.to_owned(),
            arguments: given.map(|given| vec![given]),
        };
        lsp::CodeLens { range: range(at, &desk.client), command: Some(command), data: None }
    };
    results.chain(first).filter(|(at, ..)| at.path == uri.0).map(lens).collect()
}

/// Returns the words of an abstract, the moves that it makes, and those that it lacks.
fn moves(page: &AbstractPage) -> String {
    let named = |is_wanted: &dyn Fn(&Missing) -> bool| {
        let wanted = page.missing.iter().filter(|missing| is_wanted(missing));
        wanted.map(|missing| missing.r#move.name()).collect::<Vec<_>>().join(", ")
    };
    let made = named(&|missing| !missing.is_likely());
    let lacks = named(&|missing| missing.is_likely() && missing.expected == Expected::Needed);
    let mut title = counted(page.printed_words.into(), "word", "words");
    for (start, moves) in [(": ", made), ("; nothing seen of: ", lacks)] {
        if !moves.is_empty() {
            title.push_str(start);
            title.push_str(&moves);
        }
    }
    title
}

/// Returns the paper that holds a file.
fn of<'d>(desk: &'d Desk, uri: &lsp::Uri) -> Option<&'d Looked> {
    desk.looked.iter().find(|looked| looked.has(uri))
}

fn view<V>(desk: &Desk, looked: &Looked, look: impl FnOnce(&Paper<'_>, Option<&Venue>) -> V) -> V {
    let venue = desk.papers.as_ref().and_then(|papers| papers.venue(looked.paper));
    desk.analyzer().paper(&looked.draft, &mut Scratch::default(), |paper| look(paper, venue.as_deref()))
}

fn range(at: &At, client: &Client) -> lsp::Range {
    findings::points(&at.start, &at.end, client.encoding)
}
