use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use super::file::{ConfigFile, Problem, Problems, Reader, with_bases};
use super::globs::Globs;
use super::layers::{Layer, LayerSource, Settings, merge};
use super::rules::Rules;
use super::{plan, venues};

/// A configuration file with those it extends, under what a caller says.
#[derive(Debug)]
pub struct Chain {
    /// The base first, the caller's last.
    layers: Vec<Layer>,
    /// What holds for some files alone, in the order of the files.
    per_file: Vec<(Globs, Layer)>,
    papers: Option<Globs>,
    exclude: Vec<Globs>,
    rules: Arc<Rules>,
    /// By which of `per_file` hold, and by the style that tells the venue.
    merged: Mutex<HashMap<Choice, Arc<Settings>>>,
}

/// Which of `per_file` hold, and the style that tells the venue.
type Choice = (Vec<bool>, Option<String>);

impl Chain {
    /// Returns the settings that a file, if there is one, and all that it names give; `flags` say more, and `rules` are those that these
    /// know.
    ///
    /// # Errors
    /// When something of it cannot be read or used; also of what holds for some files alone, even where no file is one of them.
    pub fn new(
        file: Option<ConfigFile>,
        flags: &Layer,
        rules: &Arc<Rules>,
        reader: &dyn Reader,
    ) -> Result<Self, Problems> {
        let files = file.map(|file| with_bases(file, reader)).transpose()?.unwrap_or_default();
        let mut layers: Vec<Layer> =
            files.into_iter().map(|(file, said)| Layer { said, source: LayerSource::File(file) }).collect();
        let (mut per_file, mut exclude, mut papers) = (Vec::new(), Vec::new(), None);
        for layer in &mut layers {
            let mut said: Vec<_> = std::mem::take(&mut layer.said.per_file).into_iter().collect();
            said.sort_by_key(|(glob, _)| glob.span().start);
            for (glob, said) in said {
                let globs = Globs::new(layer, [&glob])?;
                per_file.push((globs, Layer { said: said.into(), source: layer.source.clone() }));
            }
            if !layer.said.exclude.is_empty() {
                exclude.push(Globs::new(layer, &layer.said.exclude)?);
            }
            if let Some(patterns) = &layer.said.papers {
                papers = Some(Globs::new(layer, patterns)?);
            }
        }
        let has_rules = layers.iter().any(|layer| !layer.said.rule_folders.is_empty());
        layers.push(flags.clone());
        let with_venues = layers.iter_mut().chain(per_file.iter_mut().map(|(_, layer)| layer));
        with_venues.into_iter().try_for_each(|layer| {
            venues::read_own(layer, reader)?;
            plan::find(layer, reader)
        })?;
        let rules = if has_rules { Arc::new(Rules::load(&layers, reader)?) } else { rules.clone() };
        let chain = Self { layers, per_file, papers, exclude, rules, merged: Mutex::default() };
        chain.per_file.iter().try_for_each(|(_, layer)| chain.merged(&[layer], None).map(drop))?;
        Ok(chain)
    }

    /// Returns the settings that hold where nothing is said.
    pub fn of_nothing(rules: Arc<Rules>) -> Self {
        Self {
            layers: vec![Layer::default()],
            per_file: Vec::new(),
            papers: None,
            exclude: Vec::new(),
            rules,
            merged: Mutex::default(),
        }
    }

    /// Returns the rules that it knows.
    pub fn rules(&self) -> &Arc<Rules> {
        &self.rules
    }

    /// Returns its files, the base first.
    pub fn files(&self) -> impl Iterator<Item = &Arc<ConfigFile>> {
        self.layers.iter().filter_map(Layer::file)
    }

    /// Returns whether a file is to be left alone.
    pub fn excludes(&self, file: &Path, root: &Path) -> bool {
        self.exclude.iter().any(|globs| globs.has(file, root))
    }

    /// Returns whether a file is a paper, where that is said.
    pub fn is_paper(&self, file: &Path, root: &Path) -> Option<bool> {
        self.papers.as_ref().map(|globs| globs.has(file, root))
    }

    /// Returns the settings for what is found in a file of a paper with that root; where nothing names a venue, for the one of a style.
    ///
    /// # Errors
    /// When names or values of it are none that there are.
    pub fn settings(&self, file: &Path, root: &Path, style: Option<&str>) -> Result<Arc<Settings>, Problems> {
        let holds: Vec<bool> = self.per_file.iter().map(|(globs, _)| globs.has(file, root)).collect();
        let mut merged = self.merged.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (holds, style.map(str::to_owned));
        if let Some(settings) = merged.get(&key) {
            return Ok(settings.clone());
        }
        let holding = self.per_file.iter().zip(&key.0).filter(|(_, holds)| **holds);
        let holding: Vec<&Layer> = holding.map(|((_, layer), _)| layer).collect();
        let settings = Arc::new(self.merged(&holding, style)?);
        merged.insert(key, settings.clone());
        Ok(settings)
    }

    /// Returns the settings where these of `per_file` hold.
    fn merged(&self, per_file: &[&Layer], style: Option<&str>) -> Result<Settings, Problem> {
        let found = style.and_then(venues::of_style);
        let (flags, files) = match self.layers.split_last() {
            Some((flags, files)) => (Some(flags), files),
            None => (None, self.layers.as_slice()),
        };
        let layers: Vec<&Layer> =
            found.iter().chain(files).chain(per_file.iter().copied()).chain(flags).collect();
        merge(&layers, &self.rules)
    }
}
