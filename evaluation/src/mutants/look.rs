//! What is done with a draft, and what of it must hold.

use anyhow::{Context, Result, ensure};
use paperlint::internal::document::Document;
use paperlint::internal::markup::{self, BlockKind};
use paperlint::internal::output::{self, Full, Linted, OutputFormat, Report, Wanted};
use paperlint::internal::source::Draft;
use paperlint::internal::{RuleSet, Scratch, lint};

#[path = "../../../tests/suite/invariants/holds.rs"]
#[allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "what does not hold is a panic, as in tests"
)]
pub mod holds;

/// Lints a draft and writes what is found in every format; returns whether it has three headings, as a draft has.
///
/// # Errors
/// When a format cannot be read.
pub fn look(draft: &Draft, rules: &RuleSet) -> Result<bool> {
    let found = lint(draft, rules, &mut Scratch::default());
    holds::check(draft, rules, &found);
    let linted = Linted { rules, draft, lint: &found, edition: "2026.1" };
    for (name, form) in OutputFormat::ALL {
        parse(form, &written(linted, form)).with_context(|| format!("`{name}` cannot be read"))?;
    }
    let reading = markup::read(draft);
    let document = Document::new(&reading, rules.lexicon());
    let is_heading = |kind: &BlockKind| matches!(kind, BlockKind::Heading { .. });
    Ok(document.blocks().iter().filter(|block| is_heading(&block.kind)).count() >= 3)
}

fn written(linted: Linted<'_>, form: OutputFormat) -> String {
    let not_checked = output::not_checked(linted);
    let Some(mut report) = Report::new(form) else {
        let mut out = String::new();
        let look = Full { columns: 80, wanted: Wanted::default(), names_papers: false };
        output::full(linted, look, &mut out);
        return out;
    };
    let mut out = report.begin(&[]);
    out.push_str(&report.paper(linted, &not_checked));
    out.push_str(&report.end(&not_checked));
    out
}

/// Reads a report as the tool would that it is for. None holds a control character that a terminal obeys.
fn parse(form: OutputFormat, report: &str) -> Result<()> {
    let plain = anstream::adapter::strip_str(report).to_string();
    let obeyed = plain.chars().find(|&ch| ch.is_control() && !matches!(ch, '\n' | '\t'));
    ensure!(obeyed.is_none(), "it holds {:?}", obeyed.unwrap_or_default());
    match form {
        OutputFormat::Json | OutputFormat::Sarif | OutputFormat::Gitlab | OutputFormat::Rdjson => {
            serde_json::from_str::<serde_json::Value>(report)?;
        }
        OutputFormat::JsonLines | OutputFormat::Rdjsonl => {
            for line in report.lines() {
                serde_json::from_str::<serde_json::Value>(line)?;
            }
        }
        OutputFormat::Junit | OutputFormat::Checkstyle => drop(roxmltree::Document::parse(report)?),
        OutputFormat::Github => {
            for line in report.lines() {
                ensure!(line.starts_with("::") || line.starts_with("paperlint: "), "no command: {line}");
            }
        }
        OutputFormat::Full | OutputFormat::Concise | OutputFormat::Markdown => {}
    }
    Ok(())
}
