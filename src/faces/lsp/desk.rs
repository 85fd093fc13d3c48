//! The papers of what is open, as they were last looked at, and what is said of them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use gen_lsp_types as lsp;
use serde::Serialize;
use serde_json::{Value, json};

use super::buffers::{Buffer, Buffers};
use super::client::Client;
use super::{actions, findings};
use crate::check::{Lint, Scratch};
use crate::config::Compiled;
use crate::faces::args::{Choice, Common};
use crate::faces::config::Configs;
use crate::faces::loader::Unsaved;
use crate::faces::papers::{self, Gathered, Notice};
use crate::findings::Severity;
use crate::output::{Diagnostic, Linted, Seen, diagnostics};
use crate::rules::editions::Edition;
use crate::source::{Draft, Format, Source};

/// Messages to the editor: method and parameters.
pub type Said = Vec<(String, Value)>;

/// What is open, and what was read of it.
pub struct Desk {
    client: Client,
    common: Common,
    buffers: Buffers,
    /// What was read from disk; none where that is to be read anew.
    read: Option<ReadPapers>,
    looked: Vec<Looked>,
    /// The addresses of the files of which findings are shown.
    shown: BTreeSet<String>,
    /// What was said of what cannot be read, so that it is said once.
    told: Vec<(String, Value)>,
    scratch: Scratch,
}

/// Papers as they are on disk, and their rules.
struct ReadPapers {
    configs: Configs,
    gathered: Gathered,
    rules: Compiled,
}

/// A paper that was looked at.
pub struct Looked {
    /// Its files are placed at their addresses.
    pub draft: Draft,
    pub lint: Lint,
    /// In reading order.
    pub found: Vec<Diagnostic>,
    /// The real path of each file; none for one that lies outside the root.
    pub paths: Vec<Option<PathBuf>>,
    /// Its number among the papers.
    pub paper: usize,
}

impl Desk {
    /// An empty desk.
    pub fn new(client: Client, common: Common) -> Self {
        let (buffers, shown, scratch) = (Buffers::default(), BTreeSet::new(), Scratch::default());
        Self { client, common, buffers, read: None, looked: Vec::new(), shown, told: Vec::new(), scratch }
    }

    /// Takes the buffers as they stand now.
    pub fn put(&mut self, buffers: Buffers) {
        let uris = |buffers: &Buffers| buffers.iter().map(|buffer| buffer.uri.clone()).collect::<Vec<_>>();
        if uris(&buffers) != uris(&self.buffers) {
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
        if self.look_again(&open).is_none() {
            self.forget_files();
            self.looked.clear();
            let told = match ReadPapers::new(&self.client, &self.common, &open) {
                Ok(read) => {
                    let told = read.gathered.notices.iter().filter_map(told).collect();
                    self.read = Some(read);
                    let _ = self.look_again(&open);
                    told
                }
                Err(error) => vec![message(lsp::MessageType::Error, &format!("{error:#}"))],
            };
            let known = std::mem::replace(&mut self.told, told);
            let mut said: Said = self.told.iter().filter(|said| !known.contains(said)).cloned().collect();
            said.extend(self.shown());
            return said;
        }
        self.shown()
    }

    /// What is found, and how much.
    fn shown(&mut self) -> Said {
        let mut said = self.published();
        said.push(self.status());
        said
    }

    /// Looks at the papers that are known; none where their files are no longer these.
    fn look_again(&mut self, open: &Unsaved) -> Option<()> {
        let ReadPapers { configs, gathered, rules } = self.read.as_mut()?;
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
            let mut found = diagnostics(linted, &mut Seen::default());
            found.retain(|found| {
                self.client.options.advice.unwrap_or(true) || found.severity > Severity::Advice
            });
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
            Format::from_path(&path).is_some().then_some((path, source))
        };
        Unsaved::open(self.buffers.iter().filter_map(source).collect())
    }

    /// Findings of each file, and none of those that are no longer part of a paper.
    fn published(&mut self) -> Said {
        let mut now: BTreeMap<String, Vec<lsp::Diagnostic>> = BTreeMap::new();
        for looked in &self.looked {
            for file in looked.files() {
                now.entry(file.to_owned()).or_default();
            }
            for found in &looked.found {
                if let Some(marks) = now.get_mut(&found.region.path) {
                    marks.push(findings::diagnostic(found, &self.client));
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

    /// Words and findings of each paper, for the editor's status line.
    fn status(&self) -> (String, Value) {
        let paper = |looked: &Looked| {
            let count = |severity| looked.found.iter().filter(|found| found.severity == severity).count();
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

    /// What can be done about what is found in a range.
    pub fn actions(&mut self, params: &lsp::CodeActionParams) -> Vec<lsp::CodeAction> {
        let Some(read) = &self.read else { return Vec::new() };
        let scratch = &mut self.scratch;
        let lint = |paper: usize, draft: &Draft| read.rules.lint(paper, draft, None, scratch);
        actions::of(&self.looked, &self.client, params, lint)
    }

    /// Why what is found at a place matters.
    pub fn hover(&self, params: &lsp::HoverParams) -> Option<lsp::Hover> {
        let at = &params.text_document_position_params;
        let here = lsp::Range::new(at.position, at.position);
        let found: Vec<&Diagnostic> = self.at(&at.text_document.uri, here).collect();
        let range = found.first().map(|found| findings::range(&found.region, self.client.encoding));
        let text: Vec<String> = found.into_iter().map(findings::explained).collect();
        let text = lsp::MarkupContent::new(lsp::MarkupKind::Markdown, text.join("\n\n---\n\n"));
        range.map(|range| lsp::Hover::new(text.into(), Some(range)))
    }

    /// What is found in a range of a file.
    fn at<'d>(&'d self, uri: &lsp::Uri, range: lsp::Range) -> impl Iterator<Item = &'d Diagnostic> {
        findings::within(&self.looked, uri, range, self.client.encoding).map(|(_, found)| found)
    }
}

impl Looked {
    /// The addresses of its files; those outside its root have none.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        self.draft.files().iter().map(|file| file.path.as_str()).filter(|uri| !uri.is_empty())
    }

    /// Whether a file of that address belongs to it.
    pub fn has(&self, uri: &lsp::Uri) -> bool {
        self.files().any(|file| file == uri.0)
    }
}

impl ReadPapers {
    fn new(client: &Client, common: &Common, open: &Unsaved) -> anyhow::Result<Self> {
        let options = client.options.clone();
        let choice = Choice { profile: options.profile, venue: options.venue, ..Choice::default() };
        let configs = Configs::new(common, &choice, None)?;
        let gathered = papers::gather_open(open, &configs);
        let settings: Vec<_> = gathered.papers.iter().map(|paper| paper.settings.clone()).collect();
        let rules = Compiled::new(&settings)?;
        Ok(Self { configs, gathered, rules })
    }
}

/// What stood in the way, for a person to read.
fn told(notice: &Notice) -> Option<(String, Value)> {
    match notice {
        Notice::Said(_) => None,
        Notice::Failed(_, why) => Some(message(lsp::MessageType::Warning, why)),
        Notice::Config(problems) => Some(message(lsp::MessageType::Error, &problems.in_lines())),
    }
}

fn message(kind: lsp::MessageType, text: &str) -> (String, Value) {
    ("window/showMessage".to_owned(), params(&lsp::ShowMessageParams::new(kind, text.to_owned())))
}

fn published(uri: &str, version: Option<i32>, found: Vec<lsp::Diagnostic>) -> (String, Value) {
    let params =
        params(&lsp::PublishDiagnosticsParams { uri: lsp::Uri(uri.to_owned()), version, diagnostics: found });
    ("textDocument/publishDiagnostics".to_owned(), params)
}

fn params(params: &impl Serialize) -> Value {
    // Structs of strings and numbers are always valid JSON.
    serde_json::to_value(params).unwrap_or_default()
}
