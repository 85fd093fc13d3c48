//! All rules in one table.

use std::fmt::Write;

use super::terminal::wrapped;
use super::{clean, style};
use crate::rules::{RuleFile, Unseen};
use crate::spec::{RuleSpec, Stage};

/// Returns all rules by theme, one line each.
pub fn rules_table(rules: &[RuleFile], columns: usize) -> String {
    let mut out = String::new();
    let (strong, faint) = (style::STRONG, style::FAINT);
    let longest = rules.iter().map(|rule| clean::width(&clean::line(&rule.spec.id))).max().unwrap_or(0);
    let mut theme = "";
    for rule in rules {
        if rule.theme != theme {
            let gap = if theme.is_empty() { "" } else { "\n" };
            theme = &rule.theme;
            let _ = writeln!(out, "{gap}{strong}{}{strong:#}", clean::line(theme));
        }
        let id = clean::line(&rule.spec.id);
        let pad = " ".repeat(longest - clean::width(&id));
        let (word, colour) = severity(&rule.spec);
        let stage = if rule.spec.stage == Stage::Preview { " (preview: runs when selected)" } else { "" };
        let indent = 2 + longest + 2 + "warning".len() + 2;
        let summary = clean::line(&rule.spec.summary);
        let lines = wrapped(&format!("{summary}{stage}"), columns.saturating_sub(indent).max(20));
        let summary = lines.join(&format!("\n{}", " ".repeat(indent)));
        let _ = writeln!(out, "  {id}{pad}  {colour}{word:<7}{colour:#}  {summary}");
    }
    let _ = writeln!(
        out,
        "\n{faint}paperlint explain RULE shows a rule's reasons, settings and examples.{faint:#}"
    );
    out
}

/// Returns all rules as `id theme severity stage`.
pub fn rules_concise(rules: &[RuleFile]) -> String {
    let line = |rule: &RuleFile| {
        format!(
            "{} {} {} {}\n",
            clean::line(&rule.spec.id),
            clean::line(&rule.theme),
            severity(&rule.spec).0,
            rule.spec.stage.name()
        )
    };
    rules.iter().map(line).collect()
}

/// Returns all rules by theme, as Markdown with a link to the page of each: what `docs/rules/README.md` keeps.
pub fn rules_markdown(rules: &[RuleFile]) -> String {
    let mut out = String::from(
        "<!-- Generated from the files in rules/; do not edit. -->\n\n# Rules\n\n\
         How often a rule is right was counted by reading findings in real papers: right, defensible and wrong ones in papers that it was \
         not written with (unseen), then right ones in papers that were read while it was written (read). A rule in preview runs only when \
         it is selected.\n",
    );
    let mut theme = "";
    for rule in rules {
        if rule.theme != theme {
            theme = &rule.theme;
            let _ = writeln!(
                out,
                "\n## {}\n\n| rule | finds | severity | unseen | read |\n|---|---|---|---|---|",
                clean::line(theme)
            );
        }
        let id = clean::line(&rule.spec.id);
        let stage = if rule.spec.stage == Stage::Preview { ", preview" } else { "" };
        let Unseen { right, defensible, wrong, .. } = rule.unseen;
        let unseen = match rule.unseen.read() {
            0 => String::new(),
            _ => format!("{right} / {defensible} / {wrong}"),
        };
        let tuned = match rule.judged.read {
            0 => String::new(),
            read => format!("{} of {read}", rule.judged.right),
        };
        let summary = clean::line(&rule.spec.summary).replace('|', "\\|");
        let _ = writeln!(
            out,
            "| [{id}]({id}.md) | {summary} | {}{stage} | {unseen} | {tuned} |",
            severity(&rule.spec).0
        );
    }
    out
}

pub(super) fn severity(spec: &RuleSpec) -> (&'static str, anstyle::Style) {
    (spec.severity.name(), style::of(spec.severity))
}
