//! What a rule file holds, and the words that rule files, configurations and reports share.
//!
//! Invariant: it imports nothing of ours, since the build script reads the built-in files with it too.

mod detect;
mod near;
mod problem;
#[cfg(test)]
mod schema;
mod texts;
mod words;

use std::collections::BTreeMap;

pub use detect::*;
pub use near::{MOST_MEANT, nearest};
pub use problem::{SpecProblem, plain_words};
use serde::{Deserialize, Serialize};
pub use texts::Slot;
pub use words::*;

/// A rule, as its file says it.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(title = "A rule of paperlint"))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct RuleSpec {
    /// Kebab-case, the same as the file's name.
    pub id: String,
    /// One sentence on what it finds.
    pub summary: String,
    /// How much what it finds matters; for a rule with two thresholds the higher of its severities.
    pub severity: Severity,
    /// Whether it runs without being asked for.
    #[serde(default)]
    pub stage: Stage,
    /// The language of the drafts it reads.
    #[serde(default)]
    pub language: Language,
    /// The block roles it looks at.
    #[serde(default = "body")]
    pub scope: Vec<BlockRole>,
    /// The section roles it looks at; empty for all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sections: Vec<SectionRole>,
    /// The section roles it leaves alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_sections: Vec<SectionRole>,
    /// The document types it looks at; empty for all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub doc_types: Vec<DocType>,
    /// The kinds of review of the papers it looks at; empty for all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reviews: Vec<Review>,
    /// What one finding stands for.
    #[serde(default)]
    pub per: Per,
    /// The values by which a finding is known in another version of a draft, where its place, such as the first use of a word, may
    /// become another one. Empty where the sentence tells.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub known_by: Vec<String>,
    /// What is wrong, with `{values}`; a table where the rule has several messages.
    pub message: Text,
    /// What to do.
    pub help: Text,
    /// What else an author should know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
    /// Why it matters.
    pub why: String,
    /// Where the advice comes from.
    pub source: Vec<Source>,
    /// Thresholds and the like, by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub settings: BTreeMap<String, Setting>,
    /// What is said at related places, by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub notes: BTreeMap<String, String>,
    /// Words that a rule with code puts into its messages, by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub terms: BTreeMap<String, String>,
    /// How it is found.
    pub detect: Detect,
    /// Files that lie beside each example which has none of that name. Not kept in the built-in table.
    #[serde(default, skip_serializing)]
    pub files: BTreeMap<String, String>,
    /// Text in which it must be found. Not kept in the built-in table.
    #[serde(default, skip_serializing)]
    pub bad: Vec<Example>,
    /// Text in which it must not be found. Not kept in the built-in table.
    #[serde(default, skip_serializing)]
    pub good: Vec<Example>,
}

fn body() -> Vec<BlockRole> {
    vec![BlockRole::Body]
}

/// What one finding stands for. Where it stands for many places, the settings `places` (a number) and `share` (a percentage of the
/// sentences) say how many there must be.
#[derive(Clone, Copy, Debug, Default, Deserialize, Serialize, PartialEq, Eq)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Per {
    /// Each place found.
    #[default]
    Place,
    /// All places of one section; up to three of them are shown.
    Section,
    /// All places of the paper; up to three of them are shown.
    Paper,
}

/// One text, or one for each variant of a finding.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum Text {
    /// The same for every finding.
    One(String),
    /// By the finding's variant.
    Variants(BTreeMap<String, String>),
}

impl Default for Text {
    fn default() -> Self {
        Self::One(String::new())
    }
}

impl Text {
    /// Returns the text for a variant.
    pub fn get(&self, variant: Option<&str>) -> Option<&str> {
        match self {
            Self::One(text) => Some(text),
            Self::Variants(texts) => texts.get(variant?).map(String::as_str),
        }
    }
}

/// Where advice or a threshold comes from.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Source {
    /// Author, title and year.
    pub title: String,
    /// Where to read it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// What it says, in our words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub says: Option<String>,
}

/// A number that an author may change.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Setting {
    /// Its value unless changed.
    pub default: u32,
    /// What it counts.
    pub unit: String,
    /// The least it may be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<u32>,
    /// The most it may be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<u32>,
    /// Why this default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// A text that a rule must or must not find something in. It is a test.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Example {
    /// The draft; `«…»` marks what is found and `‹…›` related places.
    pub text: String,
    /// Its markup.
    #[serde(default)]
    pub format: Format,
    /// The heading it stands under.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// The severity it is found with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub severity: Option<Severity>,
    /// Which of the rule's messages it is found with, where the rule has several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub variant: Option<String>,
    /// Values the message must hold, by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub values: BTreeMap<String, String>,
    /// Settings it is tried with.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub settings: BTreeMap<String, u32>,
    /// Terms that the configuration names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub terms: Vec<String>,
    /// Files that it reads, by the name that it has for each; `example` is its own.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub files: BTreeMap<String, String>,
    /// Files that cannot be read, by name, and why. Those that neither names are missing.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub unread: BTreeMap<String, Unread>,
    /// The venue that it is tried with.
    #[serde(default)]
    pub venue: Option<String>,
    /// The kind of review that it is tried with; where it is left out, the first that the rule looks at.
    #[serde(default)]
    pub review: Option<Review>,
    /// The authors that it is tried with.
    #[serde(default)]
    pub authors: Vec<String>,
    /// The draft after the fix.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fix: Option<String>,
    /// What it shows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Reads a rule file. `name` is the file's name without its ending.
///
/// # Errors
/// The first thing that keeps it from being a rule.
pub fn parse(name: &str, text: &str) -> Result<RuleSpec, SpecProblem> {
    let spec: RuleSpec = toml::from_str(text).map_err(|error| SpecProblem::of_toml(text, &error))?;
    check(name, &spec)?;
    Ok(spec)
}

/// Returns what is wrong where a rule calls something a warning from a smaller number on than advice; `value` gives the value of a setting.
pub fn wrong_order(value: impl Fn(&str) -> Option<u32>) -> Option<String> {
    let (warning, advice) = (value("warning")?, value("advice")?);
    (warning < advice).then(|| {
        format!(
            "`warning` ({warning}) lies below `advice` ({advice}), so that nothing would be advice; set `advice` to {warning} or less, too"
        )
    })
}

fn check(name: &str, spec: &RuleSpec) -> Result<(), SpecProblem> {
    let is_kebab = |id: &str| {
        !id.is_empty()
            && id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    };
    if !is_kebab(&spec.id) {
        return Err(SpecProblem::at(
            "id",
            "an id is lower-case words with hyphens between them, as in `long-sentence`",
        ));
    }
    if spec.id != name {
        return Err(SpecProblem::at(
            "id",
            format!("the id must be the file's name; rename the file to `{}.toml`", spec.id),
        ));
    }
    let default = |name: &str| spec.settings.get(name).map(|setting| setting.default);
    if let Some(message) = wrong_order(default) {
        return Err(SpecProblem::at("settings.warning.default", message));
    }
    for (name, setting) in &spec.settings {
        let is_within = setting.min.is_none_or(|min| min <= setting.default)
            && setting.max.is_none_or(|max| setting.default <= max);
        if !is_within {
            return Err(SpecProblem::at(
                &format!("settings.{name}.default"),
                "the default lies outside the setting's own bounds",
            ));
        }
    }
    if let Detect::Measure(_) = &spec.detect
        && !spec.settings.contains_key("warning")
        && !spec.settings.contains_key("advice")
        && !spec.settings.contains_key("fewest")
    {
        return Err(SpecProblem::at(
            "detect.measure",
            "a measure needs a setting `warning` or `advice` (the count above which it is found) or `fewest` (below)",
        ));
    }
    texts::check(spec)
}

#[cfg(test)]
/// Returns the keys that Serde names where it meets one that it does not know.
pub fn keys_read(message: &str) -> Vec<String> {
    message.split('`').skip(3).step_by(2).map(str::to_owned).collect()
}
