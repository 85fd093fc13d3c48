//! Drafts that no file holds: a text that was never saved, and the cells of a notebook. A notebook that was saved has its configuration, its
//! plan and its includes as its file has them; beside a text that lies nowhere nothing is read.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use gen_lsp_types::NotebookCellKind;

use super::buffers::{Buffer, Buffers};
use super::notebook::Notebook;
use crate::cli::config::Configs;
use crate::cli::disk::OpenError;
use crate::cli::loader::{DiskLoader, Unsaved};
use crate::cli::papers::{self, MOST_OF_PAPER, Planned};
use crate::config::Settings;
use crate::markup::{NoLoader, assemble_series, with_bibliographies};
use crate::source::{Draft, File, Format, Source};

/// A draft that no file holds.
pub struct Alone {
    /// The addresses of its texts, in order; there is one.
    uris: Vec<String>,
    /// The real path of the notebook, where it was saved.
    pub path: Option<PathBuf>,
    /// The address of the notebook, where it is one.
    notebook: Option<String>,
    format: Format,
    /// The names of its files when it was opened; none before.
    names: Vec<String>,
    /// The settings of each of its files when it was opened.
    pub settings: Vec<Arc<Settings>>,
}

/// What is open, and what holds for it.
pub type Open<'o> = (&'o Unsaved, &'o Buffers, &'o Configs);

/// The name of an address that is none of a file.
const UNSAVED: &str = "untitled:";

impl Alone {
    /// Returns all that are open.
    pub fn all(buffers: &Buffers) -> Vec<Self> {
        let new = |uris, format| Self {
            uris,
            path: None,
            notebook: None,
            format,
            names: Vec::new(),
            settings: Vec::new(),
        };
        let unsaved = buffers.iter().filter(|buffer| buffer.uri.0.starts_with(UNSAVED));
        let unsaved = unsaved
            .filter_map(|buffer| Some(new(vec![buffer.uri.0.clone()], of_language(&buffer.language)?)));
        let notebooks = buffers.notebooks().map(|notebook| Self {
            path: notebook.path.clone(),
            notebook: Some(notebook.uri.0.clone()),
            ..new(prose(notebook, buffers), Format::Markdown)
        });
        unsaved.chain(notebooks).filter(|alone| !alone.uris.is_empty()).collect()
    }

    /// Returns its name, as people see it.
    pub fn name(&self) -> &str {
        self.notebook.as_deref().or(self.uris.first().map(String::as_str)).unwrap_or_default()
    }

    /// Returns whether it holds more than is looked at.
    pub fn is_too_large(&self, buffers: &Buffers) -> bool {
        let bytes = |uri: &String| buffers.at(uri).map_or(0, |buffer| buffer.text.as_str().len());
        self.uris.iter().map(bytes).sum::<usize>() > MOST_OF_PAPER
    }

    /// Returns the same, with the settings of each of its files.
    ///
    /// # Errors
    /// When the configuration of the notebook cannot be used, or the plan that it names cannot be read.
    pub fn opened(self, open: Open<'_>) -> anyhow::Result<Self> {
        let (draft, settings) = self.read(open)?;
        let names = draft.files().iter().map(|file| file.name.clone()).collect();
        Ok(Self { names, settings, ..self })
    }

    /// Returns the draft as it stands, its files placed at their addresses; none where it is no longer made of these files, or is too
    /// large.
    pub fn draft(&self, open: Open<'_>) -> Option<Draft> {
        let (_, buffers, _) = open;
        if let Some(uri) = &self.notebook
            && prose(buffers.notebook(uri)?, buffers) != self.uris
        {
            return None;
        }
        let (draft, _) = self.read(open).ok().filter(|_| !self.is_too_large(buffers))?;
        draft.files().iter().map(|file| &file.name).eq(&self.names).then_some(draft)
    }

    fn read(&self, (unsaved, buffers, configs): Open<'_>) -> anyhow::Result<(Draft, Vec<Arc<Settings>>)> {
        let source = |(number, uri): (usize, &String)| {
            let text = buffers.at(uri).map_or("", |buffer| buffer.text.as_str());
            let name = if self.uris.len() > 1 { format!("cell {}", number + 1) } else { uri.clone() };
            Source::new(name, text)
        };
        let mut sources = self.uris.iter().enumerate().map(source);
        let first = sources.next().unwrap_or_else(|| Source::new("", ""));
        let rest = sources.collect();
        let Some(path) = &self.path else {
            let settings = configs.of_nothing()?.settings(Path::new(""), None)?;
            let draft = assemble_series(first, rest, self.format, &mut NoLoader);
            let draft = draft.unplaced().declaring(settings.declared.clone());
            let placed = self.placed(draft, |_| None);
            return Ok((placed, vec![settings; self.uris.len()]));
        };
        let mut loader = loader(path, unsaved, configs)?;
        let config = configs.of(path)?;
        let main = config.settings(path, None)?;
        let mut draft = assemble_series(first, rest, self.format, &mut loader);
        if main.asks_for_bibliographies() {
            draft = with_bibliographies(draft, &mut loader);
        }
        let own = |file: &File| config.settings(loader.path_of(&file.name).unwrap_or(path), None);
        let mut settings = draft.files().iter().map(own).collect::<Result<Vec<_>, _>>()?;
        let draft = draft.declaring(main.declared.clone());
        let Planned { draft, files, .. } = papers::planned(draft, (path, &main), unsaved, configs)?;
        files.into_iter().for_each(|(name, real)| loader.add(name, real));
        settings.resize(draft.files().len(), main);
        let address = |file: &File| loader.home_of(&file.name).path().map(|path| buffers.uri_of(path).0);
        Ok((self.placed(draft, address), settings))
    }

    /// Returns a draft, with the address of each of its files; empty for those that lie outside the root.
    fn placed(&self, draft: Draft, address: impl Fn(&File) -> Option<String>) -> Draft {
        let own = |number: usize| self.uris.get(number).cloned();
        let files = draft.files().iter().enumerate();
        let places = files.map(|(number, file)| own(number).or_else(|| address(file)).unwrap_or_default());
        let places: Vec<String> = places.collect();
        draft.placed(places)
    }
}

/// Returns what loads the files beside a notebook, which need not be saved.
fn loader(path: &Path, unsaved: &Unsaved, configs: &Configs) -> Result<DiskLoader, OpenError> {
    let folder = configs.roots().folder_of(path)?;
    let root = configs.roots().root(&folder)?;
    Ok(DiskLoader::new(path, root, folder, path.to_owned()).with_unsaved(unsaved.clone()))
}

/// Returns the cells of a notebook that are read, as they are in its file: those in Markdown, and one at the top that holds the front
/// matter.
fn prose(notebook: &Notebook, buffers: &Buffers) -> Vec<String> {
    let is_front_matter =
        |buffer: &Buffer| buffer.language == "raw" && buffer.text.as_str().starts_with("---");
    let cells = notebook.cells.iter().enumerate().filter(|(number, cell)| match cell.kind {
        NotebookCellKind::Markup => buffers.at(&cell.document.0).is_some(),
        _ => *number == 0 && buffers.at(&cell.document.0).is_some_and(is_front_matter),
    });
    cells.map(|(_, cell)| cell.document.0.clone()).collect()
}

/// Returns the format of a language, by the names that editors have for it.
fn of_language(id: &str) -> Option<Format> {
    match id {
        "markdown" | "quarto" | "rmd" | "rmarkdown" | "myst" | "gfm" => Some(Format::Markdown),
        "latex" | "tex" | "plaintex" | "rsweave" => Some(Format::Latex),
        "plaintext" | "text" => Some(Format::Plain),
        _ => None,
    }
}
