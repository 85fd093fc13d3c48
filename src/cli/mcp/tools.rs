//! The tools: each gives what a command of paperlint shows, in lines of text.

use std::path::{Path, PathBuf};

use anyhow::{anyhow, bail};
use serde::Deserialize;
use serde_json::Value;

use super::protocol::Called;
use crate::analysis::Paper;
use crate::cli::args::{Choice, Common, Inputs};
use crate::cli::check::Looked;
use crate::cli::config::Configs;
use crate::cli::disk::{OpenError, Roots, shown};
use crate::cli::papers::{self, Gathered, Notice};
use crate::cli::{rules, views};
use crate::config::{Problems, Settings};
use crate::findings::{Safety, Severity};
use crate::output::{
    self, AbstractFormat, AbstractPage, AbstractView, Diagnostic, DiffFor, ReaderFormat, ReaderPage,
    ResultsFormat, ResultsPage, Seen,
};

/// Bytes of one answer, about: some eight thousand tokens of a language model. The rest is asked for by line.
const MOST_OF_ANSWER: usize = 32 << 10;

/// Columns of tables and pages.
const COLUMNS: usize = 120;

/// What is served.
pub struct Tools {
    /// The real path of the folder that nothing is read outside of.
    pub root: PathBuf,
    /// Options of the command line.
    pub common: Common,
}

/// What an agent may say to a tool; each takes some of it, as `tools.json` has it.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    path: Option<PathBuf>,
    rule: Option<String>,
    #[serde(default)]
    select: Vec<String>,
    profile: Option<String>,
    #[serde(default)]
    advice: bool,
    #[serde(default)]
    suggested: bool,
    from: Option<usize>,
}

impl Tools {
    /// Asks a tool.
    pub fn call(&self, name: &str, arguments: Value) -> Called {
        let tool = match name {
            "lint" => Self::lint,
            "fixes" => Self::fixes,
            "explain" => Self::explain,
            "results" => Self::results,
            "abstract" => Self::abstracts,
            "reader" => Self::reader,
            _ => return Called::Unknown,
        };
        let said = Asked::of(name, arguments).and_then(|asked| Ok((tool(self, &asked)?, asked.from)));
        match said {
            Ok((text, from)) => bounded(&text, from.unwrap_or(1)),
            Err(error) => Called::Failed(match error.downcast_ref::<Problems>() {
                Some(problems) => failures(&Notice::Config(problems.clone())),
                None => format!("{error:#}"),
            }),
        }
    }

    fn lint(&self, asked: &Asked) -> anyhow::Result<String> {
        let looked = self.looked(asked)?;
        let (mut text, mut seen) = (notices(&looked.gathered), Seen::default());
        let (mut count, mut hidden) = (0, 0);
        for checked in &looked.papers {
            for found in output::diagnostics(looked.linted(checked), &mut seen) {
                if !asked.advice && found.severity == Severity::Advice {
                    hidden += 1;
                    continue;
                }
                count += 1;
                text.push_str(&paragraph(&found));
            }
        }
        let findings = output::counted(count, "finding", "findings");
        let papers = output::counted(looked.papers.len() as u64, "paper", "papers");
        text.push_str(&format!("{findings} in {papers}"));
        if hidden > 0 {
            let hidden = output::counted(hidden, "suggestion", "suggestions");
            text.push_str(&format!("; {hidden} not listed, which `advice` asks for"));
        }
        Ok(text + "\n")
    }

    fn fixes(&self, asked: &Asked) -> anyhow::Result<String> {
        let looked = self.looked(asked)?;
        let most = if asked.suggested { Safety::Suggested } else { Safety::Safe };
        let diff = looked.mended(most).diff(DiffFor::Program);
        let said = notices(&looked.gathered);
        Ok(if diff.is_empty() { said + "nothing to fix\n" } else { said + &diff })
    }

    fn explain(&self, asked: &Asked) -> anyhow::Result<String> {
        let Some(rule) = &asked.rule else { bail!("name the rule: `rule`, as in \"long-sentence\"") };
        let configs = Configs::new(&self.common, &Choice::default(), Some(&self.root))?;
        let rules = configs.rules_here()?;
        rules::page(rule, &rules, COLUMNS)
    }

    fn results(&self, asked: &Asked) -> anyhow::Result<String> {
        let show = |pages: &[ResultsPage]| output::results(pages, ResultsFormat::Full, false, COLUMNS);
        self.view(asked, |paper, _| ResultsPage::of(paper), show)
    }

    fn abstracts(&self, asked: &Asked) -> anyhow::Result<String> {
        let of = |paper: &Paper<'_>, settings: &Settings| {
            AbstractPage::of(paper, settings.venue.as_ref().map(|venue| &*venue.value))
        };
        let view = AbstractView { format: AbstractFormat::Full, reasons: false, columns: COLUMNS };
        self.view(asked, of, |pages| output::abstracts(pages, view))
    }

    fn reader(&self, asked: &Asked) -> anyhow::Result<String> {
        let show = |pages: &[ReaderPage]| output::reader(pages, ReaderFormat::Full, COLUMNS);
        self.view(asked, |paper, _| ReaderPage::of(paper), show)
    }

    fn view<V: Send>(
        &self,
        asked: &Asked,
        of: impl Fn(&Paper<'_>, &Settings) -> V + Sync,
        show: impl FnOnce(&[V]) -> String,
    ) -> anyhow::Result<String> {
        let configs = Configs::new(&self.common, &Choice::default(), Some(&self.root))?;
        let gathered = something(papers::gather(&self.inputs(asked)?, &configs)?)?;
        Ok(notices(&gathered) + &show(&views::look(&gathered, &configs, of)?))
    }

    fn looked(&self, asked: &Asked) -> anyhow::Result<Looked> {
        let choice =
            Choice { select: asked.select.clone(), profile: asked.profile.clone(), ..Choice::default() };
        Looked::at(&self.inputs(asked)?, &choice, &self.common, something)
    }

    /// Returns what is to be read: nothing outside of the root.
    fn inputs(&self, asked: &Asked) -> anyhow::Result<Inputs> {
        let path = asked.path.as_deref().unwrap_or(Path::new("."));
        if path == Path::new("-") {
            bail!("`-` names no draft; name a file or a folder");
        }
        if let Err(OpenError::Outside) = Roots::new(Some(&self.root))?.open(path) {
            bail!("{}: lies outside of the folder that is served, so it was not read", shown(path));
        }
        Ok(Inputs { paths: vec![path.to_owned()], root: Some(self.root.clone()), ..Inputs::default() })
    }
}

impl Asked {
    fn of(tool: &str, arguments: Value) -> anyhow::Result<Self> {
        let taken: &[&str] = match tool {
            "lint" => &["path", "select", "profile", "advice", "from"],
            "fixes" => &["path", "suggested", "from"],
            "explain" => &["rule", "from"],
            _ => &["path", "from"],
        };
        let Value::Object(given) = &arguments else { bail!("the arguments are no object") };
        if let Some(other) = given.keys().find(|key| !taken.contains(&key.as_str())) {
            bail!("`{tool}` takes no `{other}`; it takes {}", taken.join(", "));
        }
        let read = serde_json::from_value(arguments);
        read.map_err(|error| {
            anyhow!("the arguments cannot be read ({error}); tools/list says what each holds")
        })
    }
}

/// Returns what was gathered, where there is something.
fn something(gathered: Gathered) -> anyhow::Result<Gathered> {
    let failed: String = gathered.notices.iter().map(failures).collect();
    if gathered.papers.is_empty() && !failed.is_empty() {
        bail!("{}", failed.trim_end());
    }
    gathered.something()
}

/// Returns what stood in the way of reading, a line each.
fn notices(gathered: &Gathered) -> String {
    let said = |notice: &Notice| match notice {
        Notice::Said(said) => format!("note: {}\n", output::clean_line(said)),
        failed => failures(failed),
    };
    gathered.notices.iter().map(said).collect()
}

fn failures(notice: &Notice) -> String {
    let failed = notice.failed().into_iter();
    let line = |(name, why): (Option<String>, String)| {
        // A reason names its file itself, but for those of configurations.
        let name = name.filter(|name| !why.starts_with(name.as_str())).map(|name| name + ": ");
        format!("error: {}\n", output::clean_line(&(name.unwrap_or_default() + &why)))
    };
    failed.map(line).collect()
}

/// Returns a finding: a line with its place, then what to do.
fn paragraph(found: &Diagnostic) -> String {
    let start = found.region.start;
    let (path, rule) = (output::clean_line(&found.region.path), output::clean_line(&found.rule));
    let severity = found.severity.name();
    let mut text =
        format!("{path}:{}:{}: {severity} {rule}: {}\n", start.line, start.column, found.message_line());
    let fix = found.fix.as_ref().map(|fix| match fix.safety {
        Safety::Safe => "fix: `fixes` shows it\n",
        Safety::Suggested => "fix: `fixes` with `suggested` shows it\n",
    });
    let lines = found.help.iter().chain(&found.note).flat_map(|said| said.lines());
    lines.for_each(|line| text.push_str(&format!("    {}\n", output::clean_line(line))));
    fix.into_iter().for_each(|fix| text.push_str(&format!("    {fix}")));
    text
}

/// Returns the lines of a text from one on that fit an answer, and how to get the others.
fn bounded(text: &str, from: usize) -> Called {
    let text = anstream::adapter::strip_str(text).to_string();
    let all = text.lines().count();
    if from == 0 || from > all.max(1) {
        return Called::Failed(format!("`from` is a line, and there are lines 1 to {all}"));
    }
    let (mut out, mut last) = (String::new(), from - 1);
    for line in text.lines().skip(from - 1) {
        if !out.is_empty() && out.len() + line.len() > MOST_OF_ANSWER {
            break;
        }
        // A line alone may be longer than an answer.
        let is_boundary = |at: &usize| line.is_char_boundary(*at);
        let end = (0..=line.len().min(MOST_OF_ANSWER)).rev().find(is_boundary).unwrap_or(0);
        out.push_str(line.get(..end).unwrap_or(line));
        out.push_str(if end < line.len() { " […]\n" } else { "\n" });
        last += 1;
    }
    if from > 1 || last < all {
        let left = all - last;
        out.push_str(&format!("[lines {from} to {last} of {all}; {left} left out"));
        out.push_str(&if left > 0 {
            format!(", ask again with from = {}]\n", last + 1)
        } else {
            "]\n".to_owned()
        });
    }
    Called::Said(out)
}
