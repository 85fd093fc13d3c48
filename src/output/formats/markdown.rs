//! `markdown`: a comment on a pull request, or the summary of a job. Lines count from 1; columns are left out.
//!
//! The comment is shown under the name of whoever posts it, and the words may come from a stranger's draft. So nothing of a draft is
//! Markdown or HTML in it, links anywhere, or calls anybody by `@name`.

use std::fmt::Write;

use super::super::diagnostic::Diagnostic;
use super::super::remarks::{Paper, worst_first};
use super::super::{clean, summary};
use crate::findings::Severity;

/// Findings that are listed; GitHub takes comments of up to 65,536 characters, and nobody reads that many.
const SHOWN: usize = 20;

/// The first line of a report, by which an earlier one is known.
pub const MARK: &str = "<!-- paperlint -->";

/// A heading with the total, a table of the worst errors and warnings, and how many there are of each rule.
///
/// The first line is a mark by which an earlier comment is found.
pub fn markdown(papers: &[Paper<'_>]) -> String {
    let total = summary::total(papers.iter().map(|paper| paper.lint));
    let mut out = format!("{MARK}\n### paperlint: {total}\n");
    let remarks = worst_first(papers);
    let grave = remarks.iter().take_while(|remark| remark.severity > Severity::Advice).count();
    let shown = grave.min(SHOWN);
    if shown > 0 {
        out.push_str("\n| | where | what |\n|---|---|---|\n");
        remarks.iter().take(shown).for_each(|remark| row(remark, &mut out));
    }
    if grave > shown {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "\nThese are the worst {shown} of {grave}.");
    }
    if remarks.len() > shown {
        by_rule(&remarks, &mut out);
    }
    out
}

fn row(remark: &Diagnostic, out: &mut String) {
    let place = format!("{}:{}", remark.region.path, remark.region.start.line);
    // Help of several lines shows what to write, which a cell has no room for.
    let help = remark.help.as_deref().filter(|help| !help.contains('\n'));
    let help = help.map(|help| format!("<br>{}", escaped(help))).unwrap_or_default();
    let (severity, rule) = (remark.severity.name(), escaped(&remark.rule));
    let _ = writeln!(
        out,
        "| {severity} | <code>{}</code> | {}{help} ({rule}) |",
        escaped(&place),
        escaped(&remark.message)
    );
}

/// All findings, counted, in a part that opens when asked.
fn by_rule(remarks: &[&Diagnostic], out: &mut String) {
    let mut counts: Vec<(&Diagnostic, usize)> = Vec::new();
    for remark in remarks {
        match counts.iter_mut().find(|(first, _)| first.rule == remark.rule) {
            Some((_, count)) => *count += 1,
            None => counts.push((remark, 1)),
        }
    }
    out.push_str(
        "\n<details><summary>All findings, by rule</summary>\n\n| rule | findings | says |\n|---|--:|---|\n",
    );
    for (first, count) in counts {
        let _ = writeln!(out, "| {} | {count} | {} |", escaped(&first.rule), escaped(&first.about.summary));
    }
    out.push_str("\n</details>\n");
}

/// A text as one line of a cell, in which nothing means anything: `@`, `#` and `$` in an element of their own call nobody and start
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
