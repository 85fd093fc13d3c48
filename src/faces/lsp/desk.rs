//! The papers of what is open, as they were last looked at, and what is said of them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use gen_lsp_types as lsp;
use serde_json::{Value, json};

use super::buffers::{Buffer, Buffers};
use super::client::Client;
use super::looked::{Eyes, Found, Looked};
use super::text::Text;
use super::{findings, said};
use crate::analysis::Analyzer;
use crate::check::{RuleSet, Scratch};
use crate::config::{Compiled, Problem, Problems};
use crate::faces::args::{Choice, Common};
use crate::faces::config::{Config, Configs};
use crate::faces::discover::may_be_part;
use crate::faces::disk::CONFIG;
use crate::faces::loader::Unsaved;
use crate::faces::papers::{self, Gathered, Notice};
use crate::findings::Severity;
use crate::output::{Linted, Seen, diagnostics};
use crate::rules::editions::Edition;
use crate::rules::venues::Venue;
use crate::source::{Format, Source};

/// Messages to the editor: method and parameters.
pub type Said = Vec<(String, Value)>;

/// What is open, and what was read of it.
pub struct Desk {
    pub(super) client: Client,
    common: Common,
    pub(super) buffers: Buffers,
    /// What was read from disk; none where that is to be read anew.
    read: Option<ReadPapers>,
    pub(super) looked: Vec<Looked>,
    /// The addresses of the files of which findings are shown.
    shown: BTreeSet<String>,
    /// What was said of what cannot be read, so that it is said once.
    told: Vec<(String, Value)>,
    scratch: Scratch,
    analyzer: OnceLock<Analyzer>,
}

/// Papers as they are on disk, and their rules.
struct ReadPapers {
    configs: Configs,
    gathered: Gathered,
    rules: Compiled,
    /// What is wrong with configurations.
    problems: Vec<Problems>,
}

impl Desk {
    /// An empty desk.
    pub fn new(client: Client, common: Common) -> Self {
        let (buffers, shown, scratch) = (Buffers::default(), BTreeSet::new(), Scratch::default());
        Self {
            client,
            common,
            buffers,
            read: None,
            looked: Vec::new(),
            shown,
            told: Vec::new(),
            scratch,
            analyzer: OnceLock::new(),
        }
    }

    /// Takes the buffers as they stand now.
    pub fn put(&mut self, buffers: Buffers) {
        // What is open decides which papers there are, and a configuration what holds for them.
        let key = |buffer: &Buffer| (buffer.uri.clone(), standing(buffer));
        if !buffers.iter().map(key).eq(self.buffers.iter().map(key)) {
            self.forget_files();
        }
        self.buffers = buffers;
    }

    /// Reads what lies on disk anew at the next look.
    pub fn forget_files(&mut self) {
        self.read = None;
    }

    /// Looks at every paper of what is open. Gives what the editor is to be told.
    pub fn look(&mut self) -> Said {
        let open = self.unsaved();
        let mut said = Said::new();
        if self.look_again(&open).is_none() {
            self.forget_files();
            self.looked.clear();
            let told = match self.read(&open) {
                Ok(read) => {
                    let told = read.gathered.notices.iter().filter_map(told).collect();
                    self.read = Some(read);
                    let _ = self.look_again(&open);
                    told
                }
                Err(error) => vec![message(&format!("{error:#}"))],
            };
            let known = std::mem::replace(&mut self.told, told);
            said.extend(self.told.iter().filter(|said| !known.contains(said)).cloned());
        }
        said.extend(self.published());
        said.push(self.status());
        said
    }

    /// Looks at the papers that are known; none where their files are no longer these.
    fn look_again(&mut self, open: &Unsaved) -> Option<()> {
        let ReadPapers { configs, gathered, rules, .. } = self.read.as_mut()?;
        let mut looked = Vec::with_capacity(gathered.papers.len());
        for (paper, files) in gathered.papers.iter_mut().enumerate() {
            let draft = files.with_open(open, configs).ok()??;
            let paths: Vec<Option<PathBuf>> = files.homes.iter().map(|home| home.path().cloned()).collect();
            let address = |path: &Option<PathBuf>| {
                path.as_deref().map_or_else(String::new, |path| self.buffers.uri_of(path).0)
            };
            let draft = draft.placed(paths.iter().map(address).collect::<Vec<_>>());
            let lint = rules.lint(paper, &draft, None, &mut self.scratch);
            let linted =
                Linted { rules: rules.rules(paper), draft: &draft, lint: &lint, edition: Edition::newest() };
            let said = diagnostics(linted, &mut Seen::default()).into_iter().enumerate();
            let found = said.map(|(finding, said)| Found { finding, said });
            let shows_advice = self.client.options.advice.unwrap_or(true);
            let found =
                found.filter(|found| shows_advice || found.said.severity > Severity::Advice).collect();
            looked.push(Looked { draft, lint, found, paths, paper });
        }
        self.looked = looked;
        Some(())
    }

    /// What is open, in the place of what is saved.
    fn unsaved(&self) -> Unsaved {
        let source = |buffer: &Buffer| {
            let path = buffer.path.clone()?;
            let source = Source::new(path.to_string_lossy(), buffer.text.as_str());
            Some((path, source))
        };
        Unsaved::open(self.buffers.iter().filter_map(source).collect())
    }

    /// Reads the papers of what is open, and every configuration that is.
    fn read(&self, open: &Unsaved) -> anyhow::Result<ReadPapers> {
        let options = self.client.options.clone();
        let choice = Choice { profile: options.profile, venue: options.venue, ..Choice::default() };
        let configs = Configs::new(&self.common, &choice, None)?.with_open(open.clone());
        let gathered = papers::gather_open(open, &configs);
        let settings: Vec<_> = gathered.papers.iter().map(|paper| paper.settings.clone()).collect();
        let rules = Compiled::new(&settings)?;
        let of_papers = gathered
            .notices
            .iter()
            .filter_map(|notice| if let Notice::Config(found) = notice { Some(found.clone()) } else { None });
        let paths = self
            .buffers
            .iter()
            .filter_map(|buffer| buffer.path.as_deref())
            .filter(|path| path.ends_with(CONFIG));
        let of_open = paths.filter_map(|path| configs.of(&path.with_file_name("paper.md")).err());
        let problems = of_papers.chain(of_open).collect();
        Ok(ReadPapers { configs, gathered, rules, problems })
    }

    /// Findings of each file, and none of those that are no longer part of a paper.
    fn published(&mut self) -> Said {
        let mut now = self.config_marks();
        for looked in &self.looked {
            for file in looked.files() {
                now.entry(file.to_owned()).or_default();
            }
            for Found { said, .. } in &looked.found {
                if let Some(marks) = now.get_mut(&said.region.path) {
                    marks.push(findings::diagnostic(said, &self.client));
                }
            }
        }
        let gone = self.shown.iter().filter(|uri| !now.contains_key(*uri));
        let mut said: Said = gone.map(|uri| published(uri, None, Vec::new())).collect();
        self.shown = now.keys().cloned().collect();
        for (uri, marks) in now {
            let version = self.buffers.at(&lsp::Uri(uri.clone())).map(|buffer| buffer.version);
            said.push(published(&uri, version, marks));
        }
        said
    }

    /// What is wrong with configurations, by their addresses.
    fn config_marks(&self) -> BTreeMap<String, Vec<lsp::Diagnostic>> {
        let mut marks: BTreeMap<String, Vec<lsp::Diagnostic>> = BTreeMap::new();
        let problems = self.read.iter().flat_map(|read| &read.problems).flat_map(Problems::iter);
        for Problem { file, what } in problems.map(Problem::to_show) {
            let Some(file) = file else { continue };
            let text = Text::new(file.text.clone());
            let range = text.range(what.span.unwrap_or(0..0), self.client.encoding);
            let of_file = marks.entry(self.buffers.uri_of(&file.path).0).or_default();
            let mark = findings::mistake(range, what.message);
            if !of_file.contains(&mark) {
                of_file.push(mark);
            }
        }
        marks
    }

    /// Words and findings of each paper, for the editor's status line.
    fn status(&self) -> (String, Value) {
        let paper = |looked: &Looked| {
            let count =
                |severity| looked.found.iter().filter(|found| found.said.severity == severity).count();
            let files: Vec<&str> = looked.files().collect();
            json!({
                "files": files,
                "words": looked.lint.words,
                "errors": count(Severity::Error),
                "warnings": count(Severity::Warning),
                "advice": count(Severity::Advice),
            })
        };
        ("paperlint/status".to_owned(), self.looked.iter().map(paper).collect())
    }

    /// What looks at a paper anew, and the papers.
    pub fn eyes(&mut self) -> Option<(Eyes<'_>, &[Looked], &Client)> {
        let rules = &self.read.as_ref()?.rules;
        Some((Eyes { rules, scratch: &mut self.scratch }, &self.looked, &self.client))
    }

    /// What reads a paper for its pages.
    pub fn analyzer(&self) -> &Analyzer {
        self.analyzer.get_or_init(Analyzer::default)
    }

    /// The venue of a paper.
    pub fn venue(&self, looked: &Looked) -> Option<Arc<Venue>> {
        let settings = self.read.as_ref()?.gathered.papers.get(looked.paper)?.main_settings()?;
        settings.venue.as_ref().map(|venue| venue.value.clone())
    }

    /// The rules of a paper.
    pub fn rules(&self, paper: usize) -> Option<&RuleSet> {
        self.read.as_ref().map(|read| read.rules.rules(paper))
    }

    /// The configuration of a paper.
    pub fn config(&self, looked: &Looked) -> Option<Config> {
        let main = looked.paths.first()?.as_deref()?;
        self.read.as_ref()?.configs.of(main).ok()
    }
}

/// What changes where an open file may be read in another way than before: of a draft, whether it may be a part of one.
fn standing(buffer: &Buffer) -> i32 {
    let draft = buffer.path.as_deref().and_then(|path| Some((path, Format::from_path(path)?)));
    draft.map_or(buffer.version, |(path, format)| may_be_part(path, buffer.text.as_str(), format).into())
}

/// What stood in the way, for a person to read. What is wrong with a configuration is marked where it stands, if that may be shown.
fn told(notice: &Notice) -> Option<(String, Value)> {
    match notice {
        Notice::Said(_) => None,
        Notice::Failed(_, why) => Some(message(why)),
        Notice::Config(problems) => {
            let is_marked = problems.iter().all(|problem| problem.to_show().file.is_some());
            (!is_marked).then(|| message(&problems.in_lines()))
        }
    }
}

fn message(text: &str) -> (String, Value) {
    let params = lsp::ShowMessageParams::new(lsp::MessageType::Warning, text.to_owned());
    ("window/showMessage".to_owned(), said(&params))
}

fn published(uri: &str, version: Option<i32>, found: Vec<lsp::Diagnostic>) -> (String, Value) {
    let params = lsp::PublishDiagnosticsParams { uri: lsp::Uri(uri.to_owned()), version, diagnostics: found };
    ("textDocument/publishDiagnostics".to_owned(), said(&params))
}
