//! Drafts that no file holds: a text that was never saved, and the cells of a notebook. Nothing beside them is read but the configuration
//! of a notebook that was saved.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use gen_lsp_types::NotebookCellKind;

use super::buffers::{Buffer, Buffers};
use super::notebook::Notebook;
use crate::config::{Problems, Settings};
use crate::faces::config::Configs;
use crate::markup::{NoLoader, assemble_series};
use crate::source::{Draft, Format, Source};

/// A draft that no file holds.
pub struct Alone {
    /// The addresses of its texts, in order; there is one.
    pub uris: Vec<String>,
    /// The real path of the notebook, where it was saved.
    pub path: Option<PathBuf>,
    /// The address of the notebook, where it is one.
    notebook: Option<String>,
    format: Format,
}

/// The name of an address that is none of a file.
const UNSAVED: &str = "untitled:";

impl Alone {
    /// All that are open.
    pub fn all(buffers: &Buffers) -> Vec<Self> {
        let unsaved = buffers.iter().filter(|buffer| buffer.uri.0.starts_with(UNSAVED));
        let unsaved = unsaved.filter_map(|buffer| {
            let format = of_language(&buffer.language)?;
            Some(Self { uris: vec![buffer.uri.0.clone()], path: None, notebook: None, format })
        });
        let notebooks = buffers.notebooks().map(|notebook| Self {
            uris: prose(notebook, buffers),
            path: notebook.path.clone(),
            notebook: Some(notebook.uri.0.clone()),
            format: Format::Markdown,
        });
        let is_large = |uri: &String| buffers.at(uri).is_some_and(Buffer::is_too_large);
        let is_draft = |alone: &Self| !alone.uris.is_empty() && !alone.uris.iter().any(is_large);
        unsaved.chain(notebooks).filter(is_draft).collect()
    }

    /// The draft as it stands; none where it is no longer made of these texts, or one is too large.
    pub fn draft(&self, buffers: &Buffers) -> Option<Draft> {
        if let Some(uri) = &self.notebook
            && prose(buffers.notebook(uri)?, buffers) != self.uris
        {
            return None;
        }
        let source = |(number, uri): (usize, &String)| {
            let buffer = buffers.at(uri).filter(|buffer| !buffer.is_too_large())?;
            let name = if self.uris.len() > 1 { format!("cell {}", number + 1) } else { uri.clone() };
            Some(Source::new(name, buffer.text.as_str()))
        };
        let mut sources = self.uris.iter().enumerate().map(source).collect::<Option<Vec<_>>>()?.into_iter();
        Some(assemble_series(sources.next()?, sources.collect(), self.format, &mut NoLoader))
    }

    /// The settings of each of its texts.
    ///
    /// # Errors
    /// When the configuration of the notebook cannot be used.
    pub fn settings(&self, configs: &Configs) -> Result<Vec<Arc<Settings>>, Problems> {
        let (config, path) = match &self.path {
            Some(path) => (configs.of(path)?, path.as_path()),
            None => (configs.of_nothing()?, Path::new("")),
        };
        let settings = config.settings(path, None)?;
        Ok(vec![settings; self.uris.len()])
    }
}

/// The cells of a notebook that are read, as they are in its file: those in Markdown, and one at the top that holds the front matter.
fn prose(notebook: &Notebook, buffers: &Buffers) -> Vec<String> {
    let is_front_matter =
        |buffer: &Buffer| buffer.language == "raw" && buffer.text.as_str().starts_with("---");
    let cells = notebook.cells.iter().enumerate().filter(|(number, cell)| match cell.kind {
        NotebookCellKind::Markup => buffers.at(&cell.document.0).is_some(),
        _ => *number == 0 && buffers.at(&cell.document.0).is_some_and(is_front_matter),
    });
    cells.map(|(_, cell)| cell.document.0.clone()).collect()
}

/// The format of a language, by the names that editors have for it.
fn of_language(id: &str) -> Option<Format> {
    match id {
        "markdown" | "quarto" | "rmd" | "rmarkdown" | "myst" | "gfm" => Some(Format::Markdown),
        "latex" | "tex" | "plaintex" | "rsweave" => Some(Format::Latex),
        "plaintext" | "text" => Some(Format::Plain),
        _ => None,
    }
}
