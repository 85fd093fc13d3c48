//! The rules as pages to read: the table of all, and one rule with its reasons.

use std::fmt::Write;

use super::terminal::wrapped;
use super::{clean, style};
use crate::findings::Severity;
use crate::rules::RuleFile;
use crate::rules::spec::{self, Example, RuleSpec, Setting, Stage};

/// All rules by theme, one line each.
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

/// All rules as `id theme severity stage`.
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

/// One rule: what it finds, why, how it is set, examples, where the advice comes from, and how to silence it.
pub fn explain(rule: &RuleFile, columns: usize) -> String {
    let mut page = Page { out: String::new(), columns: columns.min(100) };
    let (strong, (word, colour)) = (style::STRONG, severity(&rule.spec));
    let id = clean::line(&rule.spec.id);
    let theme = clean::line(&rule.theme);
    let stage = if rule.spec.stage == Stage::Preview { ", preview: runs only when selected" } else { "" };
    let _ = writeln!(page.out, "{strong}{id}{strong:#} ({colour}{word}{colour:#}, theme {theme}{stage})\n");
    page.text(0, &rule.spec.summary);
    page.heading("Why");
    page.text(2, &rule.spec.why);
    if !rule.spec.settings.is_empty() {
        page.heading("Settings");
        rule.spec.settings.iter().for_each(|(name, setting)| page.setting(name, setting));
    }
    // The built-in table leaves examples out, as no lint needs them; the file's text holds them.
    if let Ok(spec) = spec::parse(&rule.spec.id, &rule.text) {
        page.examples("Found, where «…» marks it and ‹…› marks what belongs to it", &spec.bad);
        page.examples("Left alone", &spec.good);
    }
    page.sources(&rule.spec);
    page.heading("To silence it");
    page.text(2, &format!("paperlint --ignore {id} PATH"));
    page.out
}

struct Page {
    out: String,
    columns: usize,
}

impl Page {
    fn heading(&mut self, heading: &str) {
        let strong = style::STRONG;
        let _ = writeln!(self.out, "\n{strong}{heading}{strong:#}");
    }

    /// Paragraphs, their own line ends undone; an empty line stays.
    fn text(&mut self, indent: usize, text: &str) {
        for (index, paragraph) in text.trim().split("\n\n").enumerate() {
            if index > 0 {
                self.out.push('\n');
            }
            for line in wrapped(&clean::line(paragraph), self.columns.saturating_sub(indent).max(20)) {
                let _ = writeln!(self.out, "{:indent$}{}", "", line.trim());
            }
        }
    }

    fn setting(&mut self, name: &str, setting: &Setting) {
        let bounds = match (setting.min, setting.max) {
            (Some(min), Some(max)) => format!(" ({min} to {max})"),
            (Some(min), None) => format!(" (at least {min})"),
            (None, Some(max)) => format!(" (at most {max})"),
            (None, None) => String::new(),
        };
        let source = setting.source.as_deref().map(|source| format!(". {source}")).unwrap_or_default();
        self.text(2, &format!("{name}: {} {}{bounds}{source}", setting.default, setting.unit));
    }

    fn examples(&mut self, heading: &str, examples: &[Example]) {
        if examples.is_empty() {
            return;
        }
        self.heading(heading);
        for (index, example) in examples.iter().enumerate() {
            if index > 0 {
                self.out.push('\n');
            }
            self.example(example);
        }
    }

    /// The draft as it is written, its lines kept, and what it shows.
    fn example(&mut self, example: &Example) {
        let width = self.columns.saturating_sub(4).max(20);
        for line in example.text.trim_end().lines().flat_map(|line| wrapped(&clean::line(line), width)) {
            let _ = writeln!(self.out, "  │ {line}");
        }
        let note = example.note.iter().map(String::as_str);
        let better = example.fix.as_deref().map(|fix| format!("Better: {fix}"));
        let lines: Vec<String> = note.map(str::to_owned).chain(better).collect();
        lines.iter().for_each(|line| self.text(4, line));
    }

    fn sources(&mut self, spec: &RuleSpec) {
        if spec.source.is_empty() {
            return;
        }
        self.heading("Where this comes from");
        for source in &spec.source {
            let says = source.says.as_deref().map(|says| format!(": {says}")).unwrap_or_default();
            self.text(2, &format!("{}{says}", source.title));
            if let Some(url) = &source.url {
                self.text(2, url);
            }
        }
    }
}

fn severity(spec: &RuleSpec) -> (&'static str, anstyle::Style) {
    let severity = match spec.severity.as_str() {
        "error" => Severity::Error,
        "warning" => Severity::Warning,
        _ => Severity::Advice,
    };
    (severity.name(), style::of(severity))
}
