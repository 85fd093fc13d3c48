//! Configuration: which settings hold for which paper, and where each is from.
//!
//! The command line, the `paperlint.toml` of a paper with those it extends, its venue and its profile are layers of settings; `layers`
//! puts them on top of each other. Invariant: a configuration found beside a paper reaches nothing outside the paper's root, and
//! what is wrong with it never shows the text of another file.

mod apply;
mod file;
mod find;
mod globs;
mod init;
mod layers;
mod profiles;
mod rule_settings;
mod rules;
mod said;
mod schema;
mod show;
mod venues;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use toml::Spanned;

use super::args::{Choice, Common};
use super::disk::{OpenError, Roots, normal, shown};
pub use apply::Compiled;
pub use file::Problems;
use file::{Problem, Reach};
use globs::Globs;
pub use init::{init, init_plan};
use layers::{Layer, LayerSource, merge};
pub use layers::{Settings, Sourced, hint};
pub use rules::Rules;
use said::Said;
pub use show::print;

use crate::rules::venues::Venue;

/// A venue and what names it.
pub type NamedVenue = Sourced<Arc<Venue>>;

/// The configurations of a run. Each file is read once, however many papers it holds for.
pub struct Configs {
    flags: Layer,
    /// Whether a style tells the venue where nothing else does.
    pub finds_venue: bool,
    /// The file that holds for all papers in place of those found.
    named: Option<PathBuf>,
    /// Where the papers end.
    roots: Roots,
    /// The rules, but for the folders that configurations name.
    rules: Arc<Rules>,
    ways: Mutex<HashMap<PathBuf, Way>>,
    chains: Mutex<HashMap<Option<PathBuf>, ReadChain>>,
}

type ReadChain = Result<Arc<Chain>, Problems>;

/// What lies between a folder and the root of its papers.
#[derive(Clone, Debug)]
struct Way {
    root: PathBuf,
    /// The outermost first.
    configs: Vec<PathBuf>,
}

/// What a configuration says of a file that was found in a folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listed {
    /// It is to be left alone.
    Excluded,
    Paper,
    NoPaper,
    /// The file itself has to tell whether it is a paper.
    Unsaid,
}

/// The environment variable that names a configuration.
const VARIABLE: &str = "PAPERLINT_CONFIG";

impl Configs {
    /// What the command line names. `root` is that of `--root`.
    pub fn new(common: &Common, choice: &Choice, root: Option<&Path>) -> Result<Self, Problems> {
        let flags = Layer { said: said_by(common, choice), source: LayerSource::Flags };
        let rules = Arc::new(Rules::load([&flags])?);
        let variable = std::env::var_os(VARIABLE).filter(|path| !path.is_empty()).map(PathBuf::from);
        let (named, by) = match &common.config {
            Some(path) => (Some(path.clone()), "--config"),
            None => (variable, VARIABLE),
        };
        let real = |path: &PathBuf| {
            let found = Roots::default().open(path).map(|located| located.opened.real);
            found.map_err(|error| Problem::plain(format!("{by}: {}: {error}", shown(path))))
        };
        let named = named.as_ref().map(real).transpose()?;
        let missing = |error: std::io::Error| {
            let root = shown(root.unwrap_or(Path::new("")));
            Problem::plain(format!("--root: {root}: {}", OpenError::from(error)))
        };
        let roots = Roots::new(root).map_err(missing)?;
        let finds_venue = choice.finds_venue;
        Ok(Self { flags, finds_venue, named, roots, rules, ways: Mutex::default(), chains: Mutex::default() })
    }

    /// Where the papers of the run end.
    pub fn roots(&self) -> &Roots {
        &self.roots
    }

    /// The configuration of the paper with that main file, which need not exist.
    pub fn of(&self, main: &Path) -> Result<Config, Problems> {
        let way = self.way(self.real(main).parent().unwrap_or(Path::new("")));
        let chain =
            self.chain(self.named.as_deref().or(way.configs.last().map(PathBuf::as_path)), &way.root)?;
        Ok(Config { chain, root: way.root })
    }

    /// What the configurations on the way to a file say of it; its folder is a real path.
    pub fn listed(&self, file: &Path) -> Result<Listed, Problems> {
        let way = self.way(file.parent().unwrap_or(Path::new("")));
        let configs = self.named.as_ref().map_or(way.configs.as_slice(), std::slice::from_ref);
        let mut listed = Listed::Unsaid;
        for config in configs {
            let chain = self.chain(Some(config), &way.root)?;
            if chain.exclude.iter().any(|globs| globs.has(file, &way.root)) {
                return Ok(Listed::Excluded);
            }
            listed = match chain.papers.as_ref().map(|globs| globs.has(file, &way.root)) {
                Some(true) => Listed::Paper,
                Some(false) => Listed::NoPaper,
                None => Listed::Unsaid,
            };
        }
        Ok(listed)
    }

    /// The built-in rules and those of `--rules`.
    pub fn rules(&self) -> Arc<Rules> {
        self.rules.clone()
    }

    /// The rules that the configuration of the current folder can speak of.
    pub fn rules_here(&self) -> Result<Arc<Rules>, Problems> {
        Ok(self.of(Path::new("-"))?.chain.rules.clone())
    }

    /// The files that were read so far, those of rules included.
    pub fn files(&self) -> Vec<PathBuf> {
        let chains = self.chains.lock().unwrap_or_else(PoisonError::into_inner);
        let sound = chains.values().filter_map(|chain| chain.as_ref().ok());
        let files = sound.flat_map(|chain| {
            chain
                .layers
                .iter()
                .filter_map(Layer::file)
                .chain(chain.rules.own_files())
                .map(|file| file.folder.join(Path::new(&file.name).file_name().unwrap_or_default()))
        });
        files.collect()
    }

    /// The real path of a file that need not exist.
    fn real(&self, file: &Path) -> PathBuf {
        let here = || std::env::current_dir().unwrap_or_default();
        let folder = self.roots.folder_of(file);
        let folder = folder.unwrap_or_else(|_| normal(&here().join(file.parent().unwrap_or(Path::new("")))));
        folder.join(file.file_name().unwrap_or_default())
    }

    fn way(&self, folder: &Path) -> Way {
        let mut ways = self.ways.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(way) = ways.get(folder) {
            return way.clone();
        }
        let root = self.roots.path_of_root(folder).to_owned();
        let configs = if self.named.is_none() { find::on_the_way(&root, folder) } else { Vec::new() };
        let way = Way { root, configs };
        ways.insert(folder.to_owned(), way.clone());
        way
    }

    fn chain(&self, config: Option<&Path>, root: &Path) -> ReadChain {
        let mut chains = self.chains.lock().unwrap_or_else(PoisonError::into_inner);
        let reach = || if self.named.is_some() { Reach::Named } else { Reach::Within(root.to_owned()) };
        let key = config.map(Path::to_owned);
        chains.entry(key).or_insert_with(|| Chain::read(self, config, reach()).map(Arc::new)).clone()
    }
}

/// The configuration of a paper.
#[derive(Clone, Debug)]
pub struct Config {
    chain: Arc<Chain>,
    /// The real root of the paper.
    root: PathBuf,
}

impl Config {
    /// The names of its files, the base first.
    fn files(&self) -> impl Iterator<Item = &str> {
        self.chain.layers.iter().filter_map(|layer| layer.file().map(|file| file.name.as_str()))
    }

    /// The settings for what is found in a file of the paper, by its real path; where nothing names a venue, for the one of a style.
    pub fn settings(&self, file: &Path, style: Option<&str>) -> Result<Arc<Settings>, Problems> {
        self.chain.settings(file, &self.root, style)
    }
}

/// A configuration file with those it extends, under the flags.
#[derive(Debug)]
struct Chain {
    /// The base first, the flags last.
    layers: Vec<Layer>,
    /// What holds for some files alone, in the order of the files.
    per_file: Vec<(Globs, Layer)>,
    papers: Option<Globs>,
    exclude: Vec<Globs>,
    rules: Arc<Rules>,
    /// By which of `per_file` hold, and by the style that tells the venue.
    merged: Mutex<HashMap<(Vec<bool>, Option<String>), Arc<Settings>>>,
}

impl Chain {
    fn read(configs: &Configs, config: Option<&Path>, reach: Reach) -> Result<Self, Problems> {
        let files = config.map(|config| file::read_chain(config, reach)).transpose()?.unwrap_or_default();
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
        layers.push(configs.flags.clone());
        let rules = if has_rules { Arc::new(Rules::load(&layers)?) } else { configs.rules.clone() };
        let chain = Self { layers, per_file, papers, exclude, rules, merged: Mutex::default() };
        // A mistake in what holds for some files alone is said even where no file is one of them.
        for one in 0..chain.per_file.len() {
            let holds: Vec<bool> = (0..chain.per_file.len()).map(|other| other == one).collect();
            chain.merged(&holds, None)?;
        }
        Ok(chain)
    }

    fn settings(&self, file: &Path, root: &Path, style: Option<&str>) -> Result<Arc<Settings>, Problems> {
        let holds: Vec<bool> = self.per_file.iter().map(|(globs, _)| globs.has(file, root)).collect();
        let mut merged = self.merged.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (holds, style.map(str::to_owned));
        if let Some(settings) = merged.get(&key) {
            return Ok(settings.clone());
        }
        let settings = Arc::new(self.merged(&key.0, style)?);
        merged.insert(key, settings.clone());
        Ok(settings)
    }

    /// The settings where those of `per_file` hold that `holds` says.
    fn merged(&self, holds: &[bool], style: Option<&str>) -> Result<Settings, Problem> {
        let found = style.and_then(venues::of_style);
        let per_file =
            self.per_file.iter().zip(holds).filter(|(_, holds)| **holds).map(|((_, layer), _)| layer);
        let (flags, files) = match self.layers.split_last() {
            Some((flags, files)) => (Some(flags), files),
            None => (None, self.layers.as_slice()),
        };
        let layers: Vec<&Layer> = found.iter().chain(files).chain(per_file).chain(flags).collect();
        merge(&layers, &self.rules)
    }
}

/// What the command line says, as a layer.
fn said_by(common: &Common, choice: &Choice) -> Said {
    fn one<T: Clone>(value: &T) -> Spanned<T> {
        Spanned::new(0..0, value.clone())
    }
    let all = |values: &[String]| values.iter().map(one).collect::<Vec<_>>();
    let folder = |path: &PathBuf| Spanned::new(0..0, path.to_string_lossy().into_owned());
    Said {
        profile: choice.profile.as_ref().map(one),
        venue: choice.venue.as_ref().map(one),
        fail_on: choice.fail_on.as_ref().map(one),
        review: choice.review.as_ref().map(one),
        authors: all(&choice.authors),
        select: (!choice.select.is_empty()).then(|| all(&choice.select)),
        ignore: all(&choice.ignore),
        rule_folders: common.rules.iter().map(folder).collect(),
        ..Said::default()
    }
}
