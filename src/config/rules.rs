//! The rules a configuration can speak of: the built-in ones and those of its authors' own folders.

use std::sync::Arc;

use toml::Spanned;

use super::file::{ConfigFile, Place, Problem, Reader};
use super::layers::Layer;
use crate::check::CompileError;
use crate::rules::{self, RuleFile};

/// All rules there are, by theme.
#[derive(Debug)]
pub struct Rules {
    pub all: Vec<RuleFile>,
    /// The files of those that are not built in.
    own: Vec<Arc<ConfigFile>>,
}

impl Rules {
    /// Returns the built-in rules.
    pub fn builtin() -> Arc<Self> {
        let mut all = rules::builtin();
        all.sort_by(|a, b| a.theme.cmp(&b.theme));
        Arc::new(Self { all, own: Vec::new() })
    }

    /// Returns the built-in rules and those of the folders that layers name.
    ///
    /// # Errors
    /// When a folder cannot be read, or one of its files is no rule: all of these.
    pub fn load<'l>(
        layers: impl IntoIterator<Item = &'l Layer>,
        reader: &dyn Reader,
    ) -> Result<Self, Vec<Problem>> {
        let (mut known, mut problems) = (Self { all: rules::builtin(), own: Vec::new() }, Vec::new());
        for layer in layers {
            for folder in &layer.said.rule_folders {
                known.add_folder(layer, folder, reader).unwrap_or_else(|wrong| problems.extend(wrong));
            }
        }
        known.all.sort_by(|a, b| a.theme.cmp(&b.theme));
        if problems.is_empty() { Ok(known) } else { Err(problems) }
    }

    /// Returns the files of those that are not built in.
    pub fn own_files(&self) -> impl Iterator<Item = &Arc<ConfigFile>> {
        self.own.iter()
    }

    /// Returns the rules that are not built in, each with its file.
    pub fn own(&self) -> impl Iterator<Item = (&RuleFile, &Arc<ConfigFile>)> {
        let file = |rule: &RuleFile| self.own.iter().find(|file| file.name == rule.path);
        self.all.iter().filter_map(move |rule| Some((rule, file(rule)?)))
    }

    /// Returns a rule that cannot be compiled, as a mistake in its file.
    pub fn problem(&self, error: CompileError) -> Problem {
        let own = self.own.iter().find(|file| file.name == error.file.path);
        match own {
            Some(file) => Problem::within(file.clone(), error.problem),
            None => Problem::plain(format!("{}: {}", error.file.path, error.problem.message)),
        }
    }

    fn add_folder(
        &mut self,
        layer: &Layer,
        folder: &Spanned<String>,
        reader: &dyn Reader,
    ) -> Result<(), Vec<Problem>> {
        let named = folder.get_ref();
        let named_at = layer.file().map(|file| Place { file: file.clone(), span: folder.span() });
        let files = reader.rules(layer.file().map(Arc::as_ref), named);
        let files = files.and_then(|files| match files.is_empty() {
            true => Err(format!("{named}: no rule files (*.toml) here")),
            false => Ok(files),
        });
        let flag = if layer.file().is_none() { "--rules: " } else { "" };
        let files =
            files.map_err(|message| vec![layer.problem(folder.span(), format!("{flag}{message}"))])?;
        let mut problems = Vec::new();
        for (theme, file) in files {
            let added = file.map_err(|message| layer.problem(folder.span(), message));
            let added =
                added.and_then(|file| self.add(&theme, ConfigFile { named_at: named_at.clone(), ..file }));
            problems.extend(added.err());
        }
        if problems.is_empty() { Ok(()) } else { Err(problems) }
    }

    fn add(&mut self, theme: &str, file: ConfigFile) -> Result<(), Problem> {
        let file = Arc::new(file);
        let stem = file.path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let rule = RuleFile::parse(theme, &file.name, &stem, file.text.clone());
        self.all.push(rule.map_err(|problem| Problem::within(file.clone(), problem))?);
        self.own.push(file);
        Ok(())
    }
}
