//! What is done with a mutant, and what of it must hold.

use std::panic::{self, AssertUnwindSafe};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use paperlint::internal::document::Document;
use paperlint::internal::markup::{self, BlockKind, NoLoader};
use paperlint::internal::output::{self, Full, Linted, OutputFormat, Report, Wanted};
use paperlint::internal::source::{Format, Source};
use paperlint::internal::{RuleSet, Scratch, lint};

#[path = "../../../tests/suite/invariants/holds.rs"]
#[allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "what does not hold is a panic, as in tests"
)]
mod holds;

/// What came of a mutant.
pub struct Looked {
    /// How long the lint and all output formats took.
    pub took: Duration,
    /// Whether it still reads as a draft: it has three headings.
    pub is_draft: bool,
    /// What broke, in a line.
    pub broken: Option<String>,
}

/// Lints a mutant, mends it and writes it in every format.
pub fn look(text: &str, format: Format, rules: &RuleSet) -> Looked {
    let start = Instant::now();
    let made = panic::catch_unwind(AssertUnwindSafe(|| look_at(text, format, rules)));
    let took = start.elapsed();
    let (is_draft, broken) = match made {
        Ok(Ok(is_draft)) => (is_draft, None),
        Ok(Err(error)) => (true, Some(format!("{error:#}"))),
        Err(cause) => (true, Some(words(&*cause))),
    };
    Looked { took, is_draft, broken }
}

fn words(cause: &(dyn std::any::Any + Send)) -> String {
    let text = cause.downcast_ref::<String>().map(String::as_str).or(cause.downcast_ref::<&str>().copied());
    format!("panicked: {}", text.unwrap_or("without words").lines().next().unwrap_or_default())
}

fn look_at(text: &str, format: Format, rules: &RuleSet) -> Result<bool> {
    let draft = markup::assemble(Source::decode("draft", text.as_bytes().to_vec()), format, &mut NoLoader);
    let found = lint(&draft, rules, &mut Scratch::default());
    holds::check(&draft, rules, &found);
    let linted = Linted { rules, draft: &draft, lint: &found, edition: "2026.1" };
    for (name, form) in OutputFormat::ALL {
        parse(form, &written(linted, form)).with_context(|| format!("`{name}` cannot be read"))?;
    }
    let reading = markup::read(&draft);
    let document = Document::new(&reading, rules.lexicon());
    let headings =
        document.blocks().iter().filter(|block| matches!(block.kind, BlockKind::Heading { .. })).count();
    holds::check_fixes(draft.clone(), rules);
    Ok(headings >= 3)
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
