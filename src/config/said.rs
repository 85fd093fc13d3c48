//! What a layer of settings may say: the keys of `paperlint.toml`, each with its place in the file.

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use toml::Spanned;

use crate::analysis::DocType;
use crate::findings::Severity;
use crate::rules::venues::Venue;
use crate::source::Audience;
use crate::spec::Review;

/// What a file, a profile, a venue or the command line says. What it does not say is left to the layers below.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Said {
    /// The file that this one adds to.
    pub extends: Option<Spanned<String>>,
    /// The release whose rules and limits hold.
    pub edition: Option<Spanned<String>>,
    pub profile: Option<Spanned<String>>,
    pub venue: Option<Spanned<String>>,
    /// The venue that a file of the authors' own gives, once that is read.
    #[serde(skip)]
    pub own_venue: Option<Arc<Venue>>,
    pub doc_type: Option<Spanned<DocType>>,
    /// The file of the plan that the paper is compared with.
    pub plan: Option<Spanned<String>>,
    /// Its real path, once it is found.
    #[serde(skip)]
    pub found_plan: Option<PathBuf>,
    pub fail_on: Option<Spanned<FailOn>>,
    /// The rules that run; in place of those that ran before.
    pub select: Option<Vec<Spanned<String>>>,
    /// The rules that do not run.
    pub ignore: Vec<Spanned<String>>,
    pub acronyms: Vec<Spanned<String>>,
    pub audience: Option<Spanned<Audience>>,
    /// Whether the reviewers know who the authors are.
    pub review: Option<Spanned<Review>>,
    /// The names of the authors.
    pub authors: Vec<Spanned<String>>,
    pub terms: Vec<Spanned<String>>,
    pub quoted: Vec<Spanned<String>>,
    pub rule_folders: Vec<Spanned<String>>,
    /// The files that are papers, whatever they look like; in place of those named before.
    pub papers: Option<Vec<Spanned<String>>>,
    pub exclude: Vec<Spanned<String>>,
    pub rules: BTreeMap<Spanned<String>, RuleSaid>,
    pub per_file: BTreeMap<Spanned<String>, FileSaid>,
}

/// `[per-file."GLOB"]`: what holds for some files alone.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct FileSaid {
    pub venue: Option<Spanned<String>>,
    pub doc_type: Option<Spanned<DocType>>,
    pub plan: Option<Spanned<String>>,
    pub select: Option<Vec<Spanned<String>>>,
    pub ignore: Vec<Spanned<String>>,
    pub rules: BTreeMap<Spanned<String>, RuleSaid>,
}

impl From<FileSaid> for Said {
    fn from(said: FileSaid) -> Self {
        let FileSaid { venue, doc_type, plan, select, ignore, rules } = said;
        Self { venue, doc_type, plan, select, ignore, rules, ..Self::default() }
    }
}

/// `[rules.ID]`: a level, and settings by name.
#[derive(Clone, Debug, Default)]
pub struct RuleSaid {
    pub level: Option<Spanned<Level>>,
    pub settings: BTreeMap<Spanned<String>, Spanned<u32>>,
}

/// How much a rule matters, or `off`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    Error,
    Warning,
    Advice,
    Off,
}

impl Level {
    /// Returns the severity of what the rule finds; `None` where it finds nothing.
    pub fn severity(self) -> Option<Severity> {
        match self {
            Self::Error => Some(Severity::Error),
            Self::Warning => Some(Severity::Warning),
            Self::Advice => Some(Severity::Advice),
            Self::Off => None,
        }
    }
}

/// From which severity on a finding makes the run fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
#[serde(rename_all = "lowercase")]
pub enum FailOn {
    Error,
    Warning,
    Advice,
    Never,
}

impl FailOn {
    /// Returns its name in a configuration.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Advice => "advice",
            Self::Never => "never",
        }
    }

    /// Returns whether a finding of that severity makes the run fail.
    pub fn is_reached_by(self, severity: Severity) -> bool {
        match self {
            Self::Error => severity >= Severity::Error,
            Self::Warning => severity >= Severity::Warning,
            Self::Advice => true,
            Self::Never => false,
        }
    }
}

impl<'de> Deserialize<'de> for RuleSaid {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Rule;
        impl<'de> Visitor<'de> for Rule {
            type Value = RuleSaid;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a table with `level` and settings of the rule")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<RuleSaid, A::Error> {
                let mut said = RuleSaid::default();
                while let Some(key) = map.next_key::<Spanned<String>>()? {
                    if key.get_ref() == "level" {
                        said.level = Some(map.next_value()?);
                    } else {
                        said.settings.insert(key, map.next_value()?);
                    }
                }
                Ok(said)
            }
        }
        deserializer.deserialize_map(Rule)
    }
}
