//! `markdown`: a comment on a pull request, or the summary of a job. Lines count from 1; columns are left out.
//!
//! The comment is shown under the name of whoever posts it, and the words may come from a stranger's draft. So nothing of a draft is
//! Markdown or HTML in it, links anywhere, or calls anybody by `@name`.

use std::collections::{HashMap, HashSet};
use std::fmt::Write;

use super::super::diagnostic::Diagnostic;
use super::super::remarks::Paper;
use super::super::summary::Counts;
use super::super::{NotChecked, clean, summary};
use super::Form;
use super::worst::{Kept, Worst};
use crate::findings::Severity;

/// Findings that are listed; GitHub takes comments of up to 65,536 characters, and nobody reads that many.
const SHOWN: usize = 20;

/// The first line of a report, by which an earlier one is known.
pub const MARK: &str = "<!-- paperlint -->";

/// A heading with the total, a table of the worst errors and warnings, and how many there are of each rule.
///
/// The first line is a mark by which an earlier comment is found.
pub struct Markdown {
    worst: Worst,
    /// Of each rule its summary, and how many findings it has.
    rules: HashMap<String, (String, usize)>,
}

impl Default for Markdown {
    fn default() -> Self {
        Self { worst: Worst::new(SHOWN), rules: HashMap::new() }
    }
}

impl Form for Markdown {
    fn paper(&mut self, paper: &Paper<'_>, _: &[NotChecked], _: &mut String) {
        for remark in &paper.findings {
            self.worst.add(remark, row);
            let first = || (remark.about.summary.clone(), 0);
            self.rules.entry(remark.rule.to_owned()).or_insert_with(first).1 += 1;
        }
    }

    fn end(&mut self, counts: Counts, _: &[NotChecked], out: &mut String) {
        *out += &format!("{MARK}\n### paperlint: {}\n", summary::total(counts));
        let grave = self.worst.count(Severity::Error) + self.worst.count(Severity::Warning);
        let all = grave + self.worst.count(Severity::Advice);
        let shown = grave.min(SHOWN);
        let worst = self.worst.in_order();
        if shown > 0 {
            out.push_str("\n| | where | what |\n|---|---|---|\n");
            worst.iter().take(shown).for_each(|kept| out.push_str(&kept.text));
        }
        if grave > shown {
            // Writing to a string cannot fail.
            let _ = writeln!(out, "\nThese are the worst {shown} of {grave}.");
        }
        if all > shown {
            self.by_rule(&worst, out);
        }
    }
}

impl Markdown {
    /// All findings, counted, in a part that opens when asked.
    fn by_rule(&self, worst: &[&Kept], out: &mut String) {
        out.push_str(
            "\n<details><summary>All findings, by rule</summary>\n\n| rule | findings | says |\n|---|--:|---|\n",
        );
        let mut told = HashSet::new();
        for rule in worst.iter().map(|kept| &kept.rule).filter(|rule| told.insert(*rule)) {
            let Some((summary, count)) = self.rules.get(rule) else { continue };
            let _ = writeln!(out, "| {} | {count} | {} |", escaped(rule), escaped(summary));
        }
        out.push_str("\n</details>\n");
    }
}

fn row(remark: &Diagnostic) -> String {
    let place = format!("{}:{}", remark.region.path, remark.region.start.line);
    // Help of several lines shows what to write, which a cell has no room for.
    let help = remark.help.as_deref().filter(|help| !help.contains('\n'));
    let help = help.map(|help| format!("<br>{}", escaped(help))).unwrap_or_default();
    let (severity, rule) = (remark.severity.name(), escaped(&remark.rule));
    format!(
        "| {severity} | <code>{}</code> | {}{help} ({rule}) |\n",
        escaped(&place),
        escaped(&remark.message)
    )
}

/// Returns a text as one line of a cell, in which nothing means anything: `@`, `#` and `$` in an element of their own call nobody and start
/// no math, and what stood between backticks is code.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    let is_paired = text.matches('`').count().is_multiple_of(2);
    let mut is_code = false;
    for c in clean::line(text).chars() {
        match c {
            '`' if is_paired => {
                is_code = !is_code;
                out.push_str(if is_code { "<code>" } else { "</code>" });
            }
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '@' | '#' | '$' => {
                let _ = write!(out, "<span>{c}</span>");
            }
            '.' if !out.to_ascii_lowercase().ends_with("www") => out.push(c),
            '\\' | '`' | '*' | '_' | '[' | ']' | '(' | ')' | '|' | '~' | '!' | ':' | '.' => {
                out.push('\\');
                out.push(c);
            }
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_draft_is_markdown_or_calls_anybody() {
        assert_eq!(
            escaped("`x|y` [a](http://b.c) www.d.e <img> @all #1 &\n*e*"),
            "<code>x\\|y</code> \\[a\\]\\(http\\://b.c\\) www\\.d.e &lt;img&gt; <span>@</span>all <span>#</span>1 &amp; \\*e\\*"
        );
        assert_eq!(escaped("a ` b"), "a \\` b");
    }
}
