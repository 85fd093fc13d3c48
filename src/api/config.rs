use std::fmt;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use crate::config::{
    Chain, ConfigFile, Layer, NoReader, OwnRule, Problem, Problems, Reader, Rules, Settings,
};
use crate::output::without_controls;
use crate::source::{LineIndex, Source};

/// Settings: those of a `paperlint.toml`, or none.
///
/// Cheap to clone. The keys are explained in [docs/configuration.md][keys]; which of them the command line alone looks at (`papers`, `exclude`,
/// `fail-on`) may be there and change nothing here.
///
/// [keys]: https://github.com/paperlint/paperlint/blob/main/docs/configuration.md
///
/// ```
/// use paperlint::{Config, Draft, Linter};
///
/// let config = Config::from_toml("[rules.long-sentence]\nlevel = \"off\"")?;
/// let linter = Linter::with_config(&config)?;
/// assert!(linter.rules().iter().all(|rule| rule.id != "long-sentence"));
/// # Ok::<(), paperlint::ConfigError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Config {
    pub(super) chain: Arc<Chain>,
}

impl Default for Config {
    /// Returns the settings that hold where nothing is configured.
    fn default() -> Self {
        Self { chain: Arc::new(Chain::of_nothing(Rules::builtin())) }
    }
}

impl Config {
    /// The name that its text has in errors and where settings are traced.
    const NAME: &str = "paperlint.toml";

    /// Returns the settings of the text of a `paperlint.toml`.
    ///
    /// Patterns of files (`per-file`) are compared with the names of a draft's files, from where these start.
    ///
    /// # Errors
    /// When the text is not TOML, names a key, rule, venue or profile that there is not, or gives a setting a value that it does not take;
    /// and when it names other files (`extends`, `rule-folders`), which [`Config::assemble`] takes in.
    pub fn from_toml(text: &str) -> Result<Self, ConfigError> {
        Self::read(ConfigFile::text(Self::NAME, text), &NoReader)
    }

    /// Returns the settings of a configuration and of the files that it names, which `loader` gives.
    ///
    /// # Errors
    /// As [`Config::from_toml`], and when a file is not given, or is no rule.
    pub fn assemble(main: &Source, loader: &dyn ConfigLoader) -> Result<Self, ConfigError> {
        Self::read(ConfigFile::text(&main.name, &main.text), &Loaded(loader))
    }

    fn read(file: ConfigFile, reader: &dyn Reader) -> Result<Self, ConfigError> {
        let chain = Chain::new(Some(file), &Layer::default(), &Rules::builtin(), reader)?;
        let config = Self { chain: Arc::new(chain) };
        config.settings("")?;
        Ok(config)
    }

    /// Returns the settings for a file of a draft.
    pub(super) fn settings(&self, file: &str) -> Result<Arc<Settings>, Problems> {
        self.chain.settings(Path::new(file), Path::new(""), None)
    }
}

/// Gives the files that a configuration names. An editor or a browser serves its own, and decides what may be read.
pub trait ConfigLoader {
    /// Returns the configuration that `target`, as written in the file named `from`, stands for (`extends`), or the file
    /// of a venue (`venue`).
    ///
    /// # Errors
    /// With why there is none, in words: "`base.toml` was not found".
    fn config(&self, from: &str, target: &str) -> Result<Source, String>;

    /// Returns the rule files of the folder `target`, as written in the file named `from`, each with its theme (`rule-folders`). The name
    /// of a rule file ends in the id of its rule and `.toml`.
    ///
    /// # Errors
    /// With why there are none, in words.
    fn rules(&self, from: &str, target: &str) -> Result<Vec<(String, Source)>, String>;
}

/// What a caller gives, all of which may be shown.
struct Loaded<'l>(&'l dyn ConfigLoader);

impl Reader for Loaded<'_> {
    fn config(&self, by: &ConfigFile, target: &str) -> Result<ConfigFile, String> {
        self.0.config(&by.name, target).map(|file| ConfigFile::text(&file.name, &file.text))
    }

    fn venue(&self, by: Option<&ConfigFile>, target: &str) -> Result<ConfigFile, String> {
        let file = self.0.config(by.map_or("", |file| &file.name), target)?;
        Ok(ConfigFile::text(&file.name, &file.text))
    }

    fn rules(&self, by: Option<&ConfigFile>, target: &str) -> Result<Vec<OwnRule>, String> {
        let files = self.0.rules(by.map_or("", |file| &file.name), target)?.into_iter();
        Ok(files.map(|(theme, file)| (theme, Ok(ConfigFile::text(&file.name, &file.text)))).collect())
    }
}

/// Why a configuration cannot be used. Shown as `paperlint.toml:2:9: what is wrong`, a line for each mistake.
///
/// ```
/// let error = paperlint::Config::from_toml("venue = \"neurisp\"").unwrap_err();
/// let said = error.to_string();
/// assert!(said.starts_with("paperlint.toml:1:9: there is no venue `neurisp`; did you mean `neurips`?"));
/// assert_eq!(error.span(), Some(8..17));
/// ```
#[derive(Clone, Debug)]
pub struct ConfigError {
    problems: Problems,
}

impl ConfigError {
    /// Returns the bytes of the text that the first mistake is about; none where it is about no place.
    pub fn span(&self) -> Option<Range<usize>> {
        self.problems.iter().next()?.to_show().what.span
    }
}

impl From<Problems> for ConfigError {
    fn from(problems: Problems) -> Self {
        Self { problems }
    }
}

impl std::error::Error for ConfigError {}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.problems.iter().map(Problem::to_show).enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            if let Some(file) = &problem.file {
                write!(f, "{}:", file.name)?;
                if let Some(span) = &problem.what.span {
                    let at = LineIndex::new(&file.text).location(&file.text, span.start as u32);
                    write!(f, "{}:{}:", at.line, at.column)?;
                }
                f.write_str(" ")?;
            }
            f.write_str(&without_controls(&problem.what.message))?;
        }
        Ok(())
    }
}
