//! The open buffers of an editor.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use gen_lsp_types::{
    DidChangeTextDocumentParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams, Uri,
};

use super::text::{Encoding, Text};
use super::uri;
use crate::faces::disk::Roots;

/// An open buffer.
#[derive(Clone, Debug)]
pub struct Buffer {
    /// The address that the editor gave it: another way to write the same path would be another file to some editors.
    pub uri: Uri,
    /// The real path of its file; none where it was never saved.
    pub path: Option<PathBuf>,
    /// Counted by the editor.
    pub version: i32,
    /// What it holds.
    pub text: Arc<Text>,
}

/// All open buffers, by address. Copied for the worker at each change, which costs a pointer a buffer.
#[derive(Clone, Debug, Default)]
pub struct Buffers(BTreeMap<String, Buffer>);

impl Buffers {
    /// Adds a buffer.
    pub fn open(&mut self, params: DidOpenTextDocumentParams) {
        let document = params.text_document;
        let (path, text) = (real(&document.uri), Arc::new(Text::new(document.text)));
        let key = document.uri.0.clone();
        self.0.insert(key, Buffer { uri: document.uri, path, version: document.version, text });
    }

    /// Makes changes in a buffer, where it is one of these.
    pub fn change(&mut self, params: DidChangeTextDocumentParams, encoding: Encoding) {
        let document = params.text_document;
        if let Some(buffer) = self.0.get_mut(&document.text_document_identifier.uri.0) {
            buffer.version = document.version;
            Arc::make_mut(&mut buffer.text).apply(params.content_changes, encoding);
        }
    }

    /// Forgets a buffer: the file on disk holds again.
    pub fn close(&mut self, params: &DidCloseTextDocumentParams) {
        self.0.remove(&params.text_document.uri.0);
    }

    /// The buffer of an address.
    pub fn at(&self, uri: &Uri) -> Option<&Buffer> {
        self.0.get(&uri.0)
    }

    /// The buffer of a real path.
    pub fn of(&self, path: &Path) -> Option<&Buffer> {
        self.iter().find(|buffer| buffer.path.as_deref() == Some(path))
    }

    /// The address of a real path, as the editor writes it where it has it open.
    pub fn uri_of(&self, path: &Path) -> Uri {
        self.of(path).map_or_else(|| uri::of(path), |buffer| buffer.uri.clone())
    }

    /// Each buffer, by address.
    pub fn iter(&self) -> impl Iterator<Item = &Buffer> {
        self.0.values()
    }
}

/// The real path of an address, which need not exist yet; none where nothing is read there.
pub fn real(uri: &Uri) -> Option<PathBuf> {
    let (path, roots) = (uri::path(uri)?, Roots::default());
    let opened = roots.open(&path).map(|located| located.opened.real);
    opened.ok().or_else(|| Some(roots.folder_of(&path).ok()?.join(path.file_name()?)))
}
