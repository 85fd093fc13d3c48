//! What a venue asks of a paper, as far as its text tells.

use serde::Deserialize;

use crate::spec::{Force, Review};

/// What a venue asks of a paper beyond the settings of rules.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Asked {
    /// The name of the venue.
    #[serde(skip)]
    pub venue: String,
    /// The LaTeX classes and packages of its own, without the year.
    #[serde(skip)]
    pub styles: Vec<String>,
    /// Whether its reviewers know who the authors are.
    #[serde(skip)]
    pub review: Option<Review>,
    /// How firmly it asks that nothing tells who the authors are.
    pub anonymity: Option<AnonymityAsked>,
    /// The year of its newest style files.
    pub year: Option<u32>,
    /// Whether other venues take papers in its style, too.
    pub shared_style: bool,
    /// Whether its authors upload the source, so that comments in it are read.
    pub is_source_public: bool,
    /// Whether it asks for a description of every picture.
    pub alt_text: bool,
    /// Sections that a paper must have.
    pub section: Vec<SectionAsked>,
    /// How long a paper or parts of it may be.
    pub length: Vec<LengthAsked>,
    /// Keys of the front matter.
    pub field: Vec<FieldAsked>,
    /// What its page says not to do to its style.
    pub refusal: Vec<Refusal>,
}

/// That nothing may tell who the authors are.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct AnonymityAsked {
    /// How firmly.
    pub force: Force,
    /// The title of the venue's source that says so.
    pub source: String,
}

/// A section that a venue asks for.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct SectionAsked {
    /// As its heading should read.
    pub name: String,
    /// Words of which a heading has one run, in lower case; the name is one of them.
    #[serde(default)]
    pub headings: Vec<String>,
    /// LaTeX commands and environments that stand for it.
    #[serde(default)]
    pub commands: Vec<String>,
    /// How firmly.
    #[serde(default)]
    pub force: Force,
    /// Whether it must be a section of its own, and not a part of another.
    #[serde(default)]
    pub own: bool,
    /// Whether it stands behind the conclusion.
    #[serde(default)]
    pub after_conclusion: bool,
    /// Whether figures and tables are refused in it.
    #[serde(default)]
    pub no_floats: bool,
    /// The title of the venue's source that says so.
    pub source: String,
}

/// A limit of length.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct LengthAsked {
    /// What is counted, for people: "the paper", "the significance statement".
    pub of: String,
    /// Words of the headings of the sections that are counted together; empty for the whole paper without its references.
    #[serde(default)]
    pub headings: Vec<String>,
    /// LaTeX commands in whose argument the part may stand.
    #[serde(default)]
    pub commands: Vec<String>,
    /// The least number of words.
    #[serde(default)]
    pub least: Option<u32>,
    /// The greatest number of words.
    #[serde(default)]
    pub most: Option<u32>,
    /// How firmly.
    #[serde(default)]
    pub force: Force,
    /// The title of the venue's source that says so.
    pub source: String,
}

/// A key of the front matter.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct FieldAsked {
    /// Its name.
    pub key: String,
    /// How its value must look, as a regular expression; whatever stands there where none is given.
    #[serde(default)]
    pub form: Option<String>,
    /// How that is said: "a date such as 3 May 2026".
    #[serde(default)]
    pub like: Option<String>,
    /// How firmly.
    #[serde(default)]
    pub force: Force,
    /// The title of the venue's source that says so.
    pub source: String,
}

/// Something that a venue's page says not to do to its style.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Refusal {
    /// What it is, for people: "space taken out with `\vspace`".
    pub what: String,
    /// The commands, each with the start of its argument where that matters: `vspace{-`; packages as `usepackage{geometry`.
    pub commands: Vec<String>,
    /// How firmly.
    #[serde(default)]
    pub force: Force,
    /// The title of the venue's source that says so.
    pub source: String,
}
