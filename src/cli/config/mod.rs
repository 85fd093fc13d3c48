//! Which configuration holds for which paper: finds the files of it, reads them, shows what is wrong with them and what they give.
//!
//! Invariant: a configuration found beside a paper reaches nothing outside the paper's root, and what is wrong with it never shows
//! the text of another file.

mod find;
mod init;
mod read;
mod show;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use toml::Spanned;

use super::args::{Choice, Common};
use super::console::Console;
use super::disk::{CONFIG, OpenError, Roots, normal, shown};
use super::loader::Unsaved;
use crate::config::{Chain, ConfigFile, Layer, LayerSource, Problem, Problems, Rules, Said, Settings};
use crate::output;
pub use init::{init, init_plan};
use read::{DiskReader, Reach};
pub use show::print;

/// The configurations of a run. Each file is read once, however many papers it holds for.
pub struct Configs {
    flags: Layer,
    /// Whether a style tells the venue where nothing else does.
    pub finds_venue: bool,
    /// Which plans are looked for.
    pub plans: Plans,
    /// The file that holds for all papers in place of those found.
    named: Option<PathBuf>,
    /// Where the papers end.
    roots: Roots,
    /// The rules, but for the folders that configurations name.
    rules: Arc<Rules>,
    ways: Mutex<HashMap<PathBuf, Way>>,
    chains: Mutex<HashMap<Option<PathBuf>, ReadChain>>,
    /// What an editor has open in the place of what is saved.
    open: Unsaved,
}

type ReadChain = Result<Arc<Chain>, Problems>;

/// Which plans a run looks for.
#[derive(Clone, Debug, Default)]
pub enum Plans {
    /// Those that configurations name, and those that lie beside papers.
    Known,
    /// The same, of papers for which a rule asks for it.
    #[default]
    ForRules,
    /// The one at this real path, for all papers.
    Named(PathBuf),
}

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
    /// Returns what the command line names. `root` is that of `--root`.
    pub fn new(common: &Common, choice: &Choice, root: Option<&Path>) -> Result<Self, Problems> {
        let flags = Layer { said: said_by(common, choice), source: LayerSource::Flags };
        let rules = Arc::new(Rules::load([&flags], &DiskReader::of_flags())?);
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
        let plans = Plans::default();
        let (ways, chains, open) = (Mutex::default(), Mutex::default(), Unsaved::default());
        Ok(Self { flags, finds_venue, plans, named, roots, rules, ways, chains, open })
    }

    /// Returns the same, with what an editor has open in the place of what is saved.
    #[cfg(feature = "lsp")]
    pub fn with_open(self, open: Unsaved) -> Self {
        Self { open, ..self }
    }

    /// Returns where the papers of the run end.
    pub fn roots(&self) -> &Roots {
        &self.roots
    }

    /// Returns the configuration of the paper with that main file, which need not exist.
    pub fn of(&self, main: &Path) -> Result<Config, Problems> {
        let way = self.way(self.real(main).parent().unwrap_or(Path::new("")));
        let chain =
            self.chain(self.named.as_deref().or(way.configs.last().map(PathBuf::as_path)), &way.root)?;
        Ok(Config { chain, root: way.root })
    }

    /// Returns the configuration of a draft that lies nowhere.
    #[cfg(feature = "lsp")]
    pub fn of_nothing(&self) -> Result<Config, Problems> {
        let chain = self.chain(self.named.as_deref(), Path::new(""))?;
        Ok(Config { chain, root: PathBuf::new() })
    }

    /// Returns the file that says what holds for the paper with that main file, a real path; where none does, the one to make beside it.
    pub fn file_for(&self, main: &Path) -> PathBuf {
        let folder = main.parent().unwrap_or(Path::new(""));
        let known = self.named.clone().or_else(|| self.way(folder).configs.pop());
        known.unwrap_or_else(|| folder.join(CONFIG))
    }

    /// Returns what the configurations on the way to a file say of it; its folder is a real path.
    pub fn listed(&self, file: &Path) -> Result<Listed, Problems> {
        let way = self.way(file.parent().unwrap_or(Path::new("")));
        let configs = self.named.as_ref().map_or(way.configs.as_slice(), std::slice::from_ref);
        let mut listed = Listed::Unsaid;
        for config in configs {
            let chain = self.chain(Some(config), &way.root)?;
            if chain.excludes(file, &way.root) {
                return Ok(Listed::Excluded);
            }
            listed = match chain.is_paper(file, &way.root) {
                Some(true) => Listed::Paper,
                Some(false) => Listed::NoPaper,
                None => Listed::Unsaid,
            };
        }
        Ok(listed)
    }

    /// Returns the built-in rules and those of `--rules`.
    pub fn rules(&self) -> Arc<Rules> {
        self.rules.clone()
    }

    /// Returns the rules that the configuration of the current folder can speak of.
    pub fn rules_here(&self) -> Result<Arc<Rules>, Problems> {
        Ok(self.of(Path::new("-"))?.chain.rules().clone())
    }

    /// Returns the files that were read so far, those of rules included.
    pub fn files(&self) -> Vec<PathBuf> {
        let chains = self.chains.lock().unwrap_or_else(PoisonError::into_inner);
        let sound = chains.values().filter_map(|chain| chain.as_ref().ok());
        let files = sound.flat_map(|chain| chain.files().chain(chain.rules().own_files()));
        files.map(|file| file.path.clone()).collect()
    }

    /// Returns the real path of a file that need not exist.
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
        let read = || {
            let read = config
                .map(|path| DiskReader::of(path, reach(), self.open.clone()).map_err(Problem::plain))
                .transpose()?;
            let (file, reader) = read.map_or((None, DiskReader::of_flags()), |(file, by)| (Some(file), by));
            Chain::new(file, &self.flags, &self.rules, &reader).map(Arc::new)
        };
        chains.entry(config.map(Path::to_owned)).or_insert_with(read).clone()
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
    /// Returns the names of its files, the base first.
    fn files(&self) -> impl Iterator<Item = &str> {
        self.chain.files().map(|file| file.name.as_str())
    }

    /// Returns the file that says most of it, where there is one.
    #[cfg(feature = "lsp")]
    pub fn nearest(&self) -> Option<&ConfigFile> {
        self.chain.files().last().map(|file| &**file)
    }

    /// Returns the settings for what is found in a file of the paper, by its real path; where nothing names a venue, for the one of a
    /// style.
    pub fn settings(&self, file: &Path, style: Option<&str>) -> Result<Arc<Settings>, Problems> {
        self.chain.settings(file, &self.root, style)
    }
}

/// Says what is wrong with a configuration.
pub fn show(problems: &Problems, console: &Console) {
    for problem in problems.iter().map(Problem::to_show) {
        match &problem.file {
            Some(file) => {
                let mut block = String::new();
                output::rule_error(&file.name, &file.text, &problem.what, console.columns(), &mut block);
                console.problem(&block);
            }
            None => console.error(&problem.what.message),
        }
    }
}

/// Returns what the command line says, as a layer.
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
