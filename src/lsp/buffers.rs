//! The open buffers of an editor.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use gen_lsp_types::{
    DidChangeTextDocumentParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams, Uri,
};

use super::text::{Encoding, Text};
use super::uri;

/// An open buffer.
#[derive(Clone, Debug)]
pub struct Buffer {
    /// The address that the editor gave it: another way to write the same path would be another file to some editors.
    pub uri: Uri,
    /// Counted by the editor.
    pub version: i32,
    pub text: Arc<Text>,
}

/// All open buffers that are files, by real path. Copied for the worker at each change, which costs a pointer a buffer.
#[derive(Clone, Debug, Default)]
pub struct Buffers(HashMap<PathBuf, Buffer>);

impl Buffers {
    /// Adds a buffer. Gives whether it is a file: what was never saved belongs to no paper.
    pub fn open(&mut self, params: DidOpenTextDocumentParams) -> bool {
        let document = params.text_document;
        let Some(path) = real(&document.uri) else { return false };
        let text = Arc::new(Text::new(document.text));
        self.0.insert(path, Buffer { uri: document.uri, version: document.version, text });
        true
    }

    /// Makes changes in a buffer. Gives whether it is one of these.
    pub fn change(&mut self, params: DidChangeTextDocumentParams, encoding: Encoding) -> bool {
        let document = params.text_document;
        let Some(buffer) = real(&document.text_document_identifier.uri).and_then(|path| self.0.get_mut(&path)) else {
            return false;
        };
        buffer.version = document.version;
        Arc::make_mut(&mut buffer.text).apply(params.content_changes, encoding);
        true
    }

    /// Forgets a buffer: the file on disk holds again. Gives whether it was one of these.
    pub fn close(&mut self, params: &DidCloseTextDocumentParams) -> bool {
        real(&params.text_document.uri).is_some_and(|path| self.0.remove(&path).is_some())
    }

    /// The buffer of a real path.
    pub fn get(&self, path: &Path) -> Option<&Buffer> {
        self.0.get(path)
    }

    /// Each buffer with its real path, by path.
    pub fn iter(&self) -> impl Iterator<Item = (&Path, &Buffer)> {
        let mut all: Vec<_> = self.0.iter().map(|(path, buffer)| (path.as_path(), buffer)).collect();
        all.sort_by_key(|(path, _)| *path);
        all.into_iter()
    }
}

/// The real path of an address: that of its folder, where the file itself does not exist yet.
pub fn real(uri: &Uri) -> Option<PathBuf> {
    let path = uri::path(uri)?;
    let real = || {
        let folder = path.parent()?.canonicalize().ok()?;
        Some(folder.join(path.file_name()?))
    };
    path.canonicalize().ok().or_else(real).or(Some(path))
}
