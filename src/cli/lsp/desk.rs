//! The papers of what is open, as they were last looked at, and what is said of them.

use std::sync::OnceLock;

use gen_lsp_types as lsp;
use lsp_server::Message;
use serde_json::{Value, json};

use super::buffers::{Buffer, Buffers, Edit};
use super::client::Client;
use super::looked::{Eyes, Looked};
use super::marks::Marks;
use super::messages::{notification, request};
use super::papers::Papers;
use crate::analysis::Analyzer;
use crate::check::Scratch;
use crate::cli::args::Common;
use crate::cli::discover::{magic_root, may_be_part};
use crate::findings::Severity;
use crate::source::Format;

/// What is open, and what was read of it.
pub struct Desk {
    pub client: Client,
    pub common: Common,
    pub buffers: Buffers,
    /// What was read from disk; none where that is to be read anew.
    pub papers: Option<Papers>,
    pub looked: Vec<Looked>,
    /// What is marked in the files of what is open.
    pub marks: Marks,
    /// What was said of what cannot be read, so that it is said once.
    told: Vec<String>,
    pub scratch: Scratch,
    analyzer: OnceLock<Analyzer>,
}

/// What changes where an open text may be read in another way than before.
#[derive(PartialEq, Eq)]
struct Standing {
    /// Of a configuration and what else is no draft: each change counts.
    version: Option<i32>,
    /// Whether it may be a part of a paper.
    may_be_part: bool,
    /// The paper that it says it is a part of.
    root: Option<String>,
    is_too_large: bool,
}

impl Desk {
    /// Returns an empty desk.
    pub fn new(client: Client, common: Common) -> Self {
        Self {
            client,
            common,
            buffers: Buffers::default(),
            papers: None,
            looked: Vec::new(),
            marks: Marks::default(),
            told: Vec::new(),
            scratch: Scratch::default(),
            analyzer: OnceLock::new(),
        }
    }

    /// Makes an edit in what is open. What is open decides which papers there are, and a configuration what holds for them.
    pub fn take(&mut self, edit: Edit) {
        let changed = match &edit {
            Edit::Change(said) => Some(said.text_document.text_document_identifier.uri.0.clone()),
            Edit::ChangeNotebook(said) => {
                let has_other_cells = said
                    .change
                    .cells
                    .as_ref()
                    .is_some_and(|cells| cells.structure.is_some() || cells.data.is_some());
                (!has_other_cells).then(String::new)
            }
            _ => None,
        };
        let before = changed.as_ref().map(|uri| self.buffers.at(uri).map(Standing::of));
        self.buffers.take(edit, self.client.encoding);
        let after = changed.as_ref().map(|uri| self.buffers.at(uri).map(Standing::of));
        if changed.is_none() || before != after {
            self.forget_files();
        }
    }

    /// Reads what lies on disk anew at the next look.
    pub fn forget_files(&mut self) {
        self.papers = None;
    }

    /// Looks at every paper of what is open. Gives what the editor is to be told.
    pub fn look(&mut self) -> Vec<Message> {
        let mut said = Vec::new();
        let is_read_anew = !self.look_again();
        if is_read_anew {
            self.looked.clear();
            let told = match Papers::open(&self.buffers, &self.client, &self.common) {
                Ok(papers) => {
                    let told = papers.told.clone();
                    self.papers = Some(papers);
                    self.look_again();
                    told
                }
                Err(error) => {
                    self.forget_files();
                    vec![format!("{error:#}")]
                }
            };
            let known = std::mem::replace(&mut self.told, told);
            let new = self.told.iter().filter(|told| !known.contains(told));
            said.extend(new.map(|told| message(told)));
        }
        let mut marks = Marks::of(&self.looked, &self.client);
        if let Some(papers) = &self.papers {
            marks = marks.with_configs(papers, &self.buffers, &self.client);
        }
        let before = std::mem::replace(&mut self.marks, marks);
        if !self.client.pulls {
            let pushed = self.marks.pushed(&before, &self.buffers).into_iter();
            said.extend(pushed.map(|params| notification("textDocument/publishDiagnostics", &params)));
        } else if is_read_anew && self.client.refreshes && before != self.marks {
            said.push(request("workspace/diagnostic/refresh", Value::Null));
        }
        said.push(self.status());
        said
    }

    /// Looks at the papers that are known. Says whether their files are still these.
    fn look_again(&mut self) -> bool {
        let Some(papers) = &mut self.papers else { return false };
        let open = self.buffers.unsaved();
        let looked: Option<Vec<_>> = (0..papers.count())
            .map(|paper| papers.look(paper, (&open, &self.buffers), &mut self.scratch))
            .collect();
        let Some(looked) = looked else { return false };
        self.looked = papers.say(looked, &self.buffers, &self.client);
        true
    }

    /// Returns words and findings of each paper, for the editor's status line.
    fn status(&self) -> Message {
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
        notification("paperlint/status", &self.looked.iter().map(paper).collect::<Value>())
    }

    /// Returns what looks at a paper anew, and the papers.
    pub fn eyes(&mut self) -> Option<(Eyes<'_>, &[Looked], &Client)> {
        let rules = &self.papers.as_ref()?.rules;
        Some((Eyes { rules, scratch: &mut self.scratch }, &self.looked, &self.client))
    }

    /// Returns what reads a paper for its pages.
    pub fn analyzer(&self) -> &Analyzer {
        self.analyzer.get_or_init(Analyzer::default)
    }
}

impl Standing {
    fn of(buffer: &Buffer) -> Self {
        let draft = buffer.path.as_deref().and_then(|path| Some((path, Format::from_path(path)?)));
        let text = buffer.text.as_str();
        Self {
            version: (draft.is_none() && buffer.path.is_some()).then_some(buffer.version),
            may_be_part: draft.is_some_and(|(path, format)| may_be_part(path, text, format)),
            root: draft.and_then(|(path, _)| magic_root(path, text)),
            is_too_large: buffer.is_too_large(),
        }
    }
}

fn message(text: &str) -> Message {
    let params = lsp::ShowMessageParams::new(lsp::MessageType::Warning, text.to_owned());
    notification("window/showMessage", &params)
}
