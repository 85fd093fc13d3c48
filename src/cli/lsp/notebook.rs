//! A notebook that an editor has open: the order of its cells, each of which is a text with an address of its own.

use std::path::PathBuf;

use gen_lsp_types as lsp;

use super::uri;
use crate::cli::disk::Roots;

/// An open notebook.
#[derive(Clone, Debug)]
pub struct Notebook {
    /// Its address.
    pub uri: lsp::Uri,
    /// Its real path; none where it was never saved.
    pub path: Option<PathBuf>,
    /// Its cells, in order.
    pub cells: Vec<lsp::NotebookCell>,
}

/// Texts of cells that came and went.
#[derive(Default)]
pub struct Structure {
    pub opened: Vec<lsp::TextDocumentItem>,
    pub closed: Vec<lsp::TextDocumentIdentifier>,
}

impl Notebook {
    /// One that was opened.
    pub fn open(document: lsp::NotebookDocument) -> Self {
        let path = uri::path(&document.uri)
            .and_then(|path| Some(Roots::default().folder_of(&path).ok()?.join(path.file_name()?)));
        Self { uri: document.uri, path, cells: document.cells }
    }

    /// Changes which cells there are, and of what kind; one that is not there is left out. Gives the texts of those that came and went.
    pub fn change(
        &mut self,
        structure: Option<lsp::NotebookDocumentCellChangeStructure>,
        kinds: Vec<lsp::NotebookCell>,
    ) -> Structure {
        let mut texts = Structure::default();
        if let Some(change) = structure {
            let count = self.cells.len();
            let start = (change.array.start as usize).min(count);
            let end = start.saturating_add(change.array.delete_count as usize).min(count);
            self.cells.splice(start..end, change.array.cells.unwrap_or_default());
            texts.opened = change.did_open.unwrap_or_default();
            texts.closed = change.did_close.unwrap_or_default();
        }
        for new in kinds {
            self.cells
                .iter_mut()
                .filter(|cell| cell.document == new.document)
                .for_each(|cell| cell.kind = new.kind);
        }
        texts
    }
}
