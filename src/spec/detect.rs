//! The few ways in which a rule can find something.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{self, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Safety;

/// How a rule finds.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Detect {
    /// By phrases.
    Phrases(PhraseList),
    /// By a regular expression, in sentences that hold an anchor word.
    Pattern(Pattern),
    /// By a count over a threshold, the settings `warning` and `advice`, or under one, the setting `fewest`.
    Measure(Measure),
    /// By code in `src/rules/<theme>/<id>.rs`.
    Code(Code),
}

impl Default for Detect {
    fn default() -> Self {
        Self::Phrases(PhraseList::default())
    }
}

/// Phrases to find, and what to write instead.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct PhraseList {
    /// The phrases; `a|b` for alternatives, `word?` for a word that may be absent, `_` for any word, `<number>` and `<cite>`. Not kept in
    /// the built-in table.
    #[serde(serialize_with = "left_out")]
    #[cfg_attr(test, schemars(with = "Vec<super::schema::PhraseOrText>"))]
    pub list: Vec<Phrase>,
    /// Words by the name that stands for all of them: a phrase writes `{noun}`. Spaces or line ends between the words.
    /// Not kept in the built-in table.
    #[serde(default, skip_serializing)]
    pub sets: BTreeMap<String, String>,
    /// Longer phrases in which nothing is found: `very large telescope`. Not kept in the built-in table.
    #[serde(default, skip_serializing)]
    pub except: Vec<String>,
    /// Where nothing is found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unless: Option<Unless>,
    /// Whether the replacement may be made without a look.
    #[serde(default)]
    pub fix: FixLevel,
}

/// Writes no phrase: the index has those of the built-in table.
fn left_out<S: Serializer>(_: &[Phrase], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(std::iter::empty::<Phrase>())
}

impl PhraseList {
    /// Returns each phrase to find, the words of its sets in their places, with its entry in the list; `None` for an exception.
    pub fn written(&self) -> impl Iterator<Item = (Cow<'_, str>, Option<&Phrase>)> {
        let alternatives = |words: &str| words.split_ascii_whitespace().collect::<Vec<_>>().join("|");
        let sets = self.sets.iter().map(|(name, words)| (format!("{{{name}}}"), alternatives(words)));
        let sets: Vec<(String, String)> = sets.collect();
        let listed = self.list.iter().map(|phrase| (phrase.find.as_str(), Some(phrase)));
        let phrases = listed.chain(self.except.iter().map(|find| (find.as_str(), None)));
        phrases.map(move |(find, phrase)| (with_sets(find, &sets), phrase))
    }
}

/// Returns a phrase with the alternatives of each set in the place of its name, braces included.
fn with_sets<'p>(phrase: &'p str, sets: &[(String, String)]) -> Cow<'p, str> {
    let mut written = Cow::Borrowed(phrase);
    for (name, words) in sets {
        if written.contains(name) {
            written = Cow::Owned(written.replace(name, words));
        }
    }
    written
}

/// Text that excuses what was found near it.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Unless {
    /// An expression as in [`Pattern::regex`], without a group.
    pub regex: String,
    /// Where it is looked for.
    #[serde(default, rename = "in")]
    pub near: Near,
}

/// How near something stands.
#[derive(Clone, Copy, Debug, Default, Deserialize, Serialize, PartialEq, Eq)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Near {
    /// In the same sentence.
    #[default]
    Sentence,
    /// In the same sentence or the one after it.
    Next,
    /// In the same paragraph.
    Paragraph,
    /// In the same section, without those below it.
    Section,
}

/// One phrase. A rule's file writes it as a table, or as a text where there is nothing to write instead.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case", remote = "Self")]
pub struct Phrase {
    /// What to find.
    pub find: String,
    /// What to write instead; an empty text where the phrase can go.
    #[serde(default, rename = "use", skip_serializing_if = "Option::is_none")]
    pub replacement: Option<String>,
    /// How safe the replacement is, where it differs from those of the list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fix: Option<FixLevel>,
}

impl Phrase {
    /// Returns what to write instead, where that is more than to take it out.
    pub fn writes(&self) -> Option<&str> {
        self.replacement.as_deref().filter(|replacement| !replacement.is_empty())
    }
}

impl<'de> Deserialize<'de> for Phrase {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TextOrTable;
        impl<'de> Visitor<'de> for TextOrTable {
            type Value = Phrase;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a phrase in quotes, or a table with `find`")
            }

            fn visit_str<E: de::Error>(self, find: &str) -> Result<Phrase, E> {
                Ok(Phrase { find: find.to_owned(), replacement: None, fix: None })
            }

            fn visit_map<A: MapAccess<'de>>(self, table: A) -> Result<Phrase, A::Error> {
                Phrase::deserialize(MapAccessDeserializer::new(table))
            }
        }
        deserializer.deserialize_any(TextOrTable)
    }
}

impl Serialize for Phrase {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self { find, replacement: None, fix: None } => serializer.serialize_str(find),
            _ => Self::serialize(self, serializer),
        }
    }
}

/// How safe the replacements of a rule are.
#[derive(Clone, Copy, Debug, Default, Deserialize, Serialize, PartialEq, Eq)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum FixLevel {
    /// They keep the meaning.
    Safe,
    /// An author should look.
    Suggested,
    /// They are shown and never applied.
    #[default]
    None,
}

impl FixLevel {
    /// Returns how safe, where there is something to apply.
    pub fn safety(self) -> Option<Safety> {
        match self {
            Self::Safe => Some(Safety::Safe),
            Self::Suggested => Some(Safety::Suggested),
            Self::None => None,
        }
    }
}

/// A regular expression, tried only where it can match.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Pattern {
    /// The expression, on the text of one sentence. Case matters unless it says `(?i)`. A group named `at` narrows the mark, and a
    /// match in which that group takes no part is none: `That is,|^(?P<at>That) is`. `<cite>`, `<citep>`, `<ref>`, `<math>`,
    /// `<number>`, `<code>` and `<url>` stand for what is shown in their place.
    pub regex: String,
    /// Whether only the first sentence of a paragraph is looked at.
    #[serde(default)]
    pub opens: bool,
    /// Where nothing is found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unless: Option<Unless>,
    /// Words of which at least one stands in every match, so that other sentences cost nothing.
    pub anchors: Vec<String>,
    /// Texts of which at least one stands in every match, in lower case: an expression that takes long to compile is not compiled where
    /// none stands, whatever its case. Empty where the anchors are enough.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub holds: Vec<String>,
}

/// A count with thresholds.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Measure {
    /// What is counted.
    pub of: Quantity,
    /// In what.
    pub per: MeasureUnit,
    /// Where nothing is found; the unit is what is looked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unless: Option<Unless>,
}

/// What a measure counts.
#[derive(Clone, Copy, Debug, Deserialize, Serialize, PartialEq, Eq)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Quantity {
    /// Words.
    Words,
    /// Sentences.
    Sentences,
}

/// What a measure counts in.
#[derive(Clone, Copy, Debug, Deserialize, Serialize, PartialEq, Eq)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum MeasureUnit {
    /// A sentence.
    Sentence,
    /// A paragraph, list item, caption or whatever the scope names.
    Paragraph,
    /// A section without those below it.
    Section,
}

/// A rule with code.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Code {
    /// What its code is called for.
    pub per: CodeUnit,
    /// The names of the values of its findings. Not kept in the built-in table.
    #[serde(default, skip_serializing)]
    pub values: Vec<String>,
    /// Whether the fixes of its code may be made without a look.
    #[serde(default)]
    pub fix: FixLevel,
    /// Whether it asks for the files of references that the paper names, which are not read where no rule does.
    #[serde(default)]
    pub bibliography: bool,
    /// Whether it asks for the plan of the paper, which is not read where no rule does.
    #[serde(default)]
    pub plan: bool,
}

/// What the code of a rule is called for.
#[derive(Clone, Copy, Debug, Deserialize, Serialize, PartialEq, Eq)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum CodeUnit {
    /// Each sentence in scope.
    Sentence,
    /// Each block in scope.
    Paragraph,
    /// The paper, once.
    Paper,
    /// Each comment that silences rules and has something wrong with it, after all other rules.
    Suppression,
}
