//! What is marked in each file, and how editors are told of it: pushed, or pulled by those that ask for it.

use std::collections::{BTreeMap, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};

use gen_lsp_types as lsp;

use super::buffers::Buffers;
use super::client::Client;
use super::findings;
use super::looked::{Looked, Shown};
use super::papers::Papers;
use super::text::Text;

/// What is marked in files, by their addresses; those without a mark are among them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks(BTreeMap<String, Vec<lsp::Diagnostic>>);

impl Marks {
    /// Marks what was found in papers.
    pub fn of(looked: &[Looked], client: &Client) -> Self {
        let mut marks: BTreeMap<String, Vec<lsp::Diagnostic>> = BTreeMap::new();
        for looked in looked {
            for file in looked.files() {
                marks.entry(file.to_owned()).or_default();
            }
            for Shown { said, .. } in &looked.found {
                if let Some(of_file) = marks.get_mut(&said.region.path) {
                    of_file.push(findings::diagnostic(said, client));
                }
            }
        }
        Self(marks)
    }

    /// Marks what is wrong with configurations, too.
    pub fn with_configs(mut self, papers: &Papers, buffers: &Buffers, client: &Client) -> Self {
        for problem in papers.problems() {
            let Some(file) = problem.file else { continue };
            let text = Text::new(file.text.clone());
            let range = text.range(problem.what.span.unwrap_or(0..0), client.encoding);
            let of_file = self.0.entry(buffers.uri_of(&file.path).0).or_default();
            let mark = findings::mistake(range, problem.what.message);
            if !of_file.contains(&mark) {
                of_file.push(mark);
            }
        }
        self
    }

    /// Returns the same, with those of files that these do not know.
    pub fn or(mut self, others: &Self) -> Self {
        for (uri, marks) in &others.0 {
            self.0.entry(uri.clone()).or_insert_with(|| marks.clone());
        }
        self
    }

    /// Returns what is to be told to an editor that was told the marks `before`: each file, and those that have gone, without a mark.
    pub fn pushed(&self, before: &Self, buffers: &Buffers) -> Vec<lsp::PublishDiagnosticsParams> {
        let gone = before.0.keys().filter(|uri| !self.0.contains_key(*uri));
        let gone = gone.map(|uri| lsp::PublishDiagnosticsParams {
            uri: lsp::Uri(uri.clone()),
            version: None,
            diagnostics: Vec::new(),
        });
        let here = self.0.iter().map(|(uri, marks)| lsp::PublishDiagnosticsParams {
            uri: lsp::Uri(uri.clone()),
            version: version(buffers, uri),
            diagnostics: marks.clone(),
        });
        gone.chain(here).collect()
    }

    /// Returns what is marked in one file, and in the files of its papers that are not open, where the editor takes these.
    pub fn pulled(
        &self,
        params: &lsp::DocumentDiagnosticParams,
        looked: &[Looked],
        buffers: &Buffers,
        client: &Client,
    ) -> lsp::DocumentDiagnosticReport {
        let uri = &params.text_document.uri;
        let full = self.report(&uri.0);
        let papers = looked.iter().filter(|paper| client.takes_related && paper.has(uri));
        let others = papers.flat_map(Looked::files).filter(|other| buffers.at(other).is_none());
        let related: HashMap<lsp::Uri, lsp::RelatedDocument> =
            others.map(|other| (lsp::Uri(other.to_owned()), self.report(other).into())).collect();
        let related = Some(related).filter(|related| !related.is_empty());
        match full.result_id.filter(|id| params.previous_result_id.as_ref() == Some(id)) {
            Some(id) => {
                let report = lsp::UnchangedDocumentDiagnosticReport::new(id);
                lsp::RelatedUnchangedDocumentDiagnosticReport::new(related, report).into()
            }
            None => lsp::RelatedFullDocumentDiagnosticReport::new(related, self.report(&uri.0)).into(),
        }
    }

    /// Returns what is marked in all files; those that the editor still shows and that have gone are without a mark.
    pub fn pulled_all(
        &self,
        params: &lsp::WorkspaceDiagnosticParams,
        buffers: &Buffers,
    ) -> lsp::WorkspaceDiagnosticReport {
        let shown: HashMap<&str, &str> = params
            .previous_result_ids
            .iter()
            .map(|shown| (shown.uri.0.as_str(), shown.value.as_str()))
            .collect();
        let gone = shown.keys().copied().filter(|uri| !self.0.contains_key(*uri));
        let item = |uri: &str| {
            let (report, address, version) =
                (self.report(uri), lsp::Uri(uri.to_owned()), version(buffers, uri));
            match report.result_id.clone().filter(|id| shown.get(uri) == Some(&id.as_str())) {
                Some(id) => {
                    let report = lsp::UnchangedDocumentDiagnosticReport::new(id);
                    lsp::WorkspaceUnchangedDocumentDiagnosticReport::new(address, version, report).into()
                }
                None => lsp::WorkspaceFullDocumentDiagnosticReport::new(address, version, report).into(),
            }
        };
        let items = self.0.keys().map(String::as_str).chain(gone).map(item);
        lsp::WorkspaceDiagnosticReport::new(items.collect())
    }

    /// Returns what is marked in a file. Its id is the same as long as its marks are.
    fn report(&self, uri: &str) -> lsp::FullDocumentDiagnosticReport {
        let marks = self.0.get(uri).cloned().unwrap_or_default();
        let mut hasher = DefaultHasher::new();
        marks.hash(&mut hasher);
        lsp::FullDocumentDiagnosticReport::new(Some(format!("{:016x}", hasher.finish())), marks)
    }
}

fn version(buffers: &Buffers, uri: &str) -> Option<i32> {
    buffers.at(uri).map(|buffer| buffer.version)
}
