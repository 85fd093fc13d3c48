use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use crate::config::{Chain, ConfigFile, Layer, NoReader, Problem, Problems, Rules};
use crate::source::LineIndex;

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
    /// and when it names other files (`extends`, `rule-folders`), since nothing is read.
    pub fn from_toml(text: &str) -> Result<Self, ConfigError> {
        let file = ConfigFile::text(Self::NAME, text);
        let chain = Chain::new(Some(file), &Layer::default(), &Rules::builtin(), &NoReader)?;
        let config = Self { chain: Arc::new(chain) };
        config.settings("")?;
        Ok(config)
    }
}

/// Why a configuration cannot be used. Shown as `paperlint.toml:2:9: what is wrong`, a line for each mistake.
///
/// ```
/// let error = paperlint::Config::from_toml("venue = \"neurisp\"").unwrap_err();
/// assert_eq!(error.to_string(), "paperlint.toml:1:9: there is no venue `neurisp`; did you mean `neurips`?");
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
            f.write_str(&problem.what.message)?;
        }
        Ok(())
    }
}
