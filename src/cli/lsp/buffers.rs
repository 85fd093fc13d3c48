//! What an editor has open: texts, and notebooks, which are several texts.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use gen_lsp_types as lsp;
use serde_json::Value;

use super::notebook::{Notebook, Structure};
use super::text::{Encoding, Text};
use super::uri;
use crate::cli::disk::{CONFIG, Roots};
use crate::cli::loader::Unsaved;
use crate::cli::papers::MOST_OF_PAPER;
use crate::source::Source;

/// What happened to the texts of an editor.
pub enum Edit {
    Open(lsp::DidOpenTextDocumentParams),
    Change(lsp::DidChangeTextDocumentParams),
    Close(lsp::DidCloseTextDocumentParams),
    OpenNotebook(lsp::DidOpenNotebookDocumentParams),
    ChangeNotebook(lsp::DidChangeNotebookDocumentParams),
    CloseNotebook(lsp::DidCloseNotebookDocumentParams),
}

impl Edit {
    /// Reads a notification; none where it tells something else.
    ///
    /// # Errors
    /// When it is not as the protocol says.
    pub fn read(method: &str, params: Value) -> serde_json::Result<Option<Self>> {
        let edit = match method {
            "textDocument/didOpen" => Self::Open(serde_json::from_value(params)?),
            "textDocument/didChange" => Self::Change(serde_json::from_value(params)?),
            "textDocument/didClose" => Self::Close(serde_json::from_value(params)?),
            "notebookDocument/didOpen" => Self::OpenNotebook(serde_json::from_value(params)?),
            "notebookDocument/didChange" => Self::ChangeNotebook(serde_json::from_value(params)?),
            "notebookDocument/didClose" => Self::CloseNotebook(serde_json::from_value(params)?),
            _ => return Ok(None),
        };
        Ok(Some(edit))
    }
}

/// An open text.
#[derive(Clone, Debug)]
pub struct Buffer {
    /// The address that the editor gave it: another way to write the same path would be another file to some editors.
    pub uri: lsp::Uri,
    /// The real path of its file; none where it was never saved, and for the cell of a notebook.
    pub path: Option<PathBuf>,
    /// What the editor takes it to be written in.
    pub language: String,
    /// Counted by the editor.
    pub version: i32,
    /// What it holds.
    pub text: Text,
}

/// All open texts and notebooks, by address.
#[derive(Clone, Debug, Default)]
pub struct Buffers {
    texts: BTreeMap<String, Buffer>,
    notebooks: BTreeMap<String, Notebook>,
}

impl Buffers {
    /// Makes an edit; one of what is not open changes nothing.
    pub fn take(&mut self, edit: Edit, encoding: Encoding) {
        match edit {
            Edit::Open(said) => {
                let path = real(&said.text_document.uri);
                self.open(said.text_document, path);
            }
            Edit::Change(said) => {
                let of = said.text_document;
                self.change(&of.text_document_identifier.uri, of.version, said.content_changes, encoding);
            }
            Edit::Close(said) => drop(self.texts.remove(&said.text_document.uri.0)),
            Edit::OpenNotebook(said) => {
                said.cell_text_documents.into_iter().for_each(|cell| self.open(cell, None));
                let notebook = Notebook::open(said.notebook_document);
                self.notebooks.insert(notebook.uri.0.clone(), notebook);
            }
            Edit::ChangeNotebook(said) => {
                let Some(cells) = said.change.cells else { return };
                for changed in cells.text_content.into_iter().flatten() {
                    let of = changed.document;
                    self.change(&of.text_document_identifier.uri, of.version, changed.changes, encoding);
                }
                let Some(notebook) = self.notebooks.get_mut(&said.notebook_document.uri.0) else { return };
                let Structure { opened, closed } =
                    notebook.change(cells.structure, cells.data.unwrap_or_default());
                closed.iter().for_each(|cell| drop(self.texts.remove(&cell.uri.0)));
                opened.into_iter().for_each(|cell| self.open(cell, None));
            }
            Edit::CloseNotebook(said) => {
                self.notebooks.remove(&said.notebook_document.uri.0);
                said.cell_text_documents.iter().for_each(|cell| drop(self.texts.remove(&cell.uri.0)));
            }
        }
    }

    fn open(&mut self, document: lsp::TextDocumentItem, path: Option<PathBuf>) {
        let lsp::TextDocumentItem { uri, language_id, version, text } = document;
        let (key, language) = (uri.0.clone(), language_id.as_str().to_owned());
        self.texts.insert(key, Buffer { uri, path, language, version, text: Text::new(text) });
    }

    fn change(
        &mut self,
        uri: &lsp::Uri,
        version: i32,
        changes: Vec<lsp::TextDocumentContentChangeEvent>,
        encoding: Encoding,
    ) {
        if let Some(buffer) = self.texts.get_mut(&uri.0) {
            buffer.version = version;
            buffer.text.apply(changes, encoding);
        }
    }

    /// Returns the text of an address.
    pub fn at(&self, uri: &str) -> Option<&Buffer> {
        self.texts.get(uri)
    }

    /// Returns the address of a real path, as the editor writes it where it has it open.
    pub fn uri_of(&self, path: &Path) -> lsp::Uri {
        let open = self.iter().find(|buffer| buffer.path.as_deref() == Some(path));
        open.map_or_else(|| uri::of(path), |buffer| buffer.uri.clone())
    }

    /// Returns each text, by address.
    pub fn iter(&self) -> impl Iterator<Item = &Buffer> {
        self.texts.values()
    }

    /// Returns each notebook, by address.
    pub fn notebooks(&self) -> impl Iterator<Item = &Notebook> {
        self.notebooks.values()
    }

    /// Returns the notebook of an address.
    pub fn notebook(&self, uri: &str) -> Option<&Notebook> {
        self.notebooks.get(uri)
    }

    /// Returns what is open, in the place of what is saved.
    pub fn unsaved(&self) -> Unsaved {
        let source = |buffer: &Buffer| {
            let path = buffer.path.clone()?;
            let source = Source::new(path.to_string_lossy(), buffer.text.as_str());
            Some((path, source))
        };
        Unsaved::open(self.iter().filter_map(source).collect())
    }
}

impl Buffer {
    /// Returns whether it holds more than is looked at.
    pub fn is_too_large(&self) -> bool {
        self.text.as_str().len() > MOST_OF_PAPER
    }

    /// Returns the real path, where it is that of a configuration.
    pub fn config(&self) -> Option<&Path> {
        self.path.as_deref().filter(|path| path.ends_with(CONFIG))
    }
}

/// Returns the real path of an address, which need not exist yet; none where nothing is read there.
pub fn real(uri: &lsp::Uri) -> Option<PathBuf> {
    let (path, roots) = (uri::path(uri)?, Roots::default());
    let opened = roots.open(&path).map(|located| located.opened.real);
    opened.ok().or_else(|| Some(roots.folder_of(&path).ok()?.join(path.file_name()?)))
}
