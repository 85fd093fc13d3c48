//! What a rule is, the built-in rules, and the code of those that need code.
//!
//! Invariant: a rule's words are in its file, its thresholds are settings, and its code keeps no state.

mod departures;
pub mod editions;
mod judged;
mod lazy;
mod matcher;
mod settings;
pub mod venues;
mod word_list;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::OnceLock;

pub use judged::{Judged, Unseen};
pub use lazy::Spec;
pub use matcher::Matcher;
pub use word_list::Words;

use crate::analysis::Paper;
use crate::document::{BlockRef, BlockRole, SentenceRef};
use crate::findings::{Place, Report, Severity};
use crate::spec::{self, FixLevel, RuleSpec, SpecProblem, Stage};

include!(concat!(env!("OUT_DIR"), "/rules.rs"));

/// A rule with code that looks at one sentence at a time.
pub trait SentenceCheck: Send + Sync {
    /// Reports what it finds in `sentence`.
    fn check(&self, sentence: SentenceRef<'_>, paper: &Paper<'_>, out: &mut Report<'_>);
}

/// A rule with code that looks at one block at a time.
pub trait ParagraphCheck: Send + Sync {
    /// Reports what it finds in `paragraph`.
    fn check(&self, paragraph: BlockRef<'_>, paper: &Paper<'_>, out: &mut Report<'_>);
}

/// A rule with code that looks at the paper as a whole.
pub trait PaperCheck: Send + Sync {
    /// Reports what it finds in `paper`.
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>);
}

/// A rule with code that looks at the comments in which authors silence rules, after all other rules.
pub trait SuppressionCheck: Send + Sync {
    /// Reports what is wrong with a comment.
    fn check(&self, fault: &Fault<'_>, out: &mut Report<'_>);
}

/// What is wrong with a comment that silences rules.
#[derive(Clone, Debug)]
pub struct Fault<'f> {
    /// The comment, or the part of it that is wrong; in the reading text, what it speaks of.
    pub place: Place,
    /// What is wrong.
    pub kind: FaultKind,
    /// The words that are wrong, or the rule or theme that is meant; empty where nothing is named.
    pub name: &'f str,
    /// The rule or theme that may have been meant.
    pub near: Option<&'f str>,
}

/// How a comment that silences rules can be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// What it names is found nowhere in its reach.
    Unused,
    /// It gives no reason.
    Unexplained,
    /// It names a rule or theme that there is not.
    Unknown,
    /// It opens with a word that means nothing.
    Word,
    /// It names no rule.
    NoRule,
    /// The colon after `paperlint` is missing.
    NoColon,
    /// The colon before the reason is missing.
    NoReasonColon,
    /// It turns on what is not off.
    NothingOff,
}

/// The code of a rule, by what it is called for.
pub enum CodeCheck {
    /// Each sentence in scope.
    Sentence(Box<dyn SentenceCheck>),
    /// Each block in scope.
    Paragraph(Box<dyn ParagraphCheck>),
    /// The paper, once.
    Paper(Box<dyn PaperCheck>),
    /// Each comment that silences rules and has something wrong with it.
    Suppression(Box<dyn SuppressionCheck>),
}

impl CodeCheck {
    /// Returns the code of a built-in rule, with its settings.
    ///
    /// # Errors
    /// When there is none, or it and the rule's file do not fit.
    pub fn of(rule: &RuleFile) -> Result<Self, SpecProblem> {
        code_of(rule)
    }
}

/// Returns where a paper as a whole is spoken of: its title, else its first heading, else its start.
fn title(paper: &Paper<'_>) -> Place {
    let blocks = paper.document.blocks();
    let first = |role| blocks.iter().find(|block| block.role == role);
    let first = first(BlockRole::Title).or_else(|| first(BlockRole::Heading));
    first.map_or_else(Place::start, |block| Place::new(paper.document.reading(), block.text.clone()))
}

/// Returns names as people list them: `why, what you asked and how`.
fn listed<'a>(names: impl Iterator<Item = &'a str>, joint: &str) -> String {
    let names: Vec<&str> = names.collect();
    match names.split_last() {
        None => String::new(),
        Some((last, [])) => (*last).to_owned(),
        Some((last, rest)) => format!("{} {joint} {last}", rest.join(", ")),
    }
}

/// Only built-in rules have code.
const NO_CODE: &str =
    "there is no code for this rule; a rule of your own finds by `phrases`, `pattern` or `measure`";

/// A rule and the file it comes from.
#[derive(Clone, Debug)]
pub struct RuleFile {
    /// The folder it lies in; for an author's own rules `own`, unless they lie in folders too.
    pub theme: String,
    /// What it says.
    pub spec: Spec,
    /// Its path, as shown to people.
    pub path: String,
    /// Its text.
    pub text: Cow<'static, str>,
    /// Whether it is a part of the program.
    pub is_builtin: bool,
    /// What readers of its findings said, in papers that were read while it was written.
    pub judged: Judged,
    /// The same in papers that it was not written with.
    pub unseen: Unseen,
    /// The severity that a configuration asks for, in place of the one that the file names.
    pub level: Option<Severity>,
    /// The settings that a configuration changes, by name; each is one of the file's, and within its bounds.
    pub changed: BTreeMap<String, u32>,
}

impl RuleFile {
    /// Reads a rule file of an author.
    ///
    /// # Errors
    /// What is wrong with it, and where.
    pub fn parse(theme: &str, path: &str, name: &str, text: String) -> Result<Self, SpecProblem> {
        let spec = spec::parse(name, &text)?;
        Ok(Self {
            theme: theme.to_owned(),
            spec: spec.into(),
            path: path.to_owned(),
            text: text.into(),
            is_builtin: false,
            judged: Judged::default(),
            unseen: Unseen::default(),
            level: None,
            changed: BTreeMap::new(),
        })
    }

    /// Returns all that was read of its findings, by which it is ranked among other rules.
    pub fn all_judged(&self) -> Judged {
        let Judged { right, read } = self.judged;
        Judged { right: right + self.unseen.right, read: read + self.unseen.read() }
    }

    /// Returns its id, for which its file is not read.
    pub fn id(&self) -> &str {
        self.spec.id()
    }

    /// Returns whether it runs without being asked for, for which its file is not read.
    pub fn stage(&self) -> Stage {
        self.spec.stage()
    }

    /// Returns what authors call it by.
    pub fn name(&self) -> RuleName {
        let is_stable = self.stage() == Stage::Stable;
        RuleName { theme: self.theme.clone(), id: self.id().to_owned(), is_stable }
    }

    /// Returns the value of a setting: as configured, else as the file has it; `None` where it has no such setting.
    pub fn setting(&self, name: &str) -> Option<u32> {
        let default = self.spec.settings.get(name)?.default;
        Some(self.changed.get(name).copied().unwrap_or(default))
    }

    /// Changes settings by name, as an example or a venue asks.
    ///
    /// # Errors
    /// When the rule has no such setting, or the value is out of its bounds.
    pub fn set(&mut self, settings: &BTreeMap<String, u32>) -> Result<(), SpecProblem> {
        for (name, &value) in settings {
            self.check_setting(name, value)
                .map_err(|problem| SpecProblem::at("settings", problem.to_string()))?;
            self.change(name, value);
        }
        Ok(())
    }

    /// Changes a setting, if the rule has it, to a value that lies within its bounds.
    pub fn change(&mut self, name: &str, value: u32) {
        if self.spec.settings.contains_key(name) {
            self.changed.insert(name.to_owned(), value);
        }
    }

    /// Returns whether a setting may have a value.
    ///
    /// # Errors
    /// Why not.
    pub fn check_setting(&self, name: &str, value: u32) -> Result<(), BadSetting> {
        let Some(setting) = self.spec.settings.get(name) else {
            let (name, rule) = (name.to_owned(), self.spec.id.clone());
            let known = self.spec.settings.keys();
            return Err(BadSetting::Unknown { name, rule, known: known.cloned().collect() });
        };
        let (least, most) = (setting.min.unwrap_or(0), setting.max.unwrap_or(u32::MAX));
        match value {
            _ if value < least => Err(BadSetting::TooSmall { name: name.to_owned(), least }),
            _ if value > most => Err(BadSetting::TooLarge { name: name.to_owned(), most }),
            _ => Ok(()),
        }
    }
}

/// Why a setting cannot have a value.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadSetting {
    /// The rule has no such setting.
    #[error("the rule `{rule}` has no setting `{name}`{}", hint(name, known))]
    Unknown {
        /// As written.
        name: String,
        /// Its id.
        rule: String,
        /// The settings it has.
        known: Vec<String>,
    },
    /// Below the bounds.
    #[error("`{name}` is at least {least}")]
    TooSmall {
        /// The setting.
        name: String,
        /// Its least value.
        least: u32,
    },
    /// Above the bounds.
    #[error("`{name}` is at most {most}")]
    TooLarge {
        /// The setting.
        name: String,
        /// Its greatest value.
        most: u32,
    },
}

fn hint(name: &str, known: &[String]) -> String {
    match (spec::nearest(name, known.iter().map(String::as_str)), known) {
        (Some(near), _) => format!("; did you mean `{near}`?"),
        (None, []) => "; it has none".to_owned(),
        (None, known) => format!("; it has {}", known.join(", ")),
    }
}

/// Returns the rules that are a part of the program, by theme and id.
pub fn builtin() -> Vec<RuleFile> {
    let rule = |entry: &'static Entry| RuleFile {
        theme: entry.theme.to_owned(),
        spec: Spec::builtin(entry),
        path: format!("rules/{}/{}.toml", entry.theme, entry.id),
        text: entry.text.into(),
        is_builtin: true,
        judged: entry.judged,
        unseen: entry.unseen,
        level: None,
        changed: BTreeMap::new(),
    };
    TABLE.iter().map(rule).collect()
}

/// A phrase of a built-in rule, by its number in the index of all of them.
#[derive(Clone, Copy, Debug)]
pub struct BuiltinPhrase {
    /// The number of its rule.
    pub rule: u16,
    /// Whether it hides the rule's other phrases inside it.
    pub is_exception: bool,
    /// What to write instead.
    pub replacement: Option<&'static str>,
    /// How safe that is.
    pub fix: FixLevel,
}

/// Returns the phrase of that number.
pub fn builtin_phrase(number: u32) -> Option<&'static BuiltinPhrase> {
    PHRASES.get(number as usize)
}

/// Returns the number of a built-in rule, which its phrases name it by.
pub fn builtin_number(id: &str) -> Option<u16> {
    TABLE.iter().zip(0..).find(|(entry, _)| entry.id == id).map(|(_, number)| number)
}

/// What authors call a rule by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleName {
    /// Its theme.
    pub theme: String,
    /// Its id.
    pub id: String,
    /// Whether it runs without being asked for.
    pub is_stable: bool,
}

impl RuleName {
    /// Returns whether `name` is its id or its theme.
    pub fn is(&self, name: &str) -> bool {
        self.id == name || self.theme == name
    }
}

/// Returns the names of the rules that are a part of the program.
pub fn builtin_names() -> impl Iterator<Item = RuleName> {
    TABLE.iter().map(|entry| RuleName {
        theme: entry.theme.to_owned(),
        id: entry.id.to_owned(),
        is_stable: entry.is_stable,
    })
}

#[derive(Debug)]
struct Entry {
    theme: &'static str,
    id: &'static str,
    is_stable: bool,
    /// The rule as JSON, which is read ten times as fast as TOML.
    spec: &'static str,
    /// The same, once somebody asked for it.
    read: OnceLock<RuleSpec>,
    text: &'static str,
    judged: Judged,
    unseen: Unseen,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Lexicon, PREVIEW, PhrasesBuilder, STABLE};
    use crate::spec::Detect;

    #[test]
    fn every_built_in_rule_is_read() {
        for entry in &TABLE {
            let read = serde_json::from_str::<RuleSpec>(entry.spec);
            assert_eq!(read.map(|spec| spec.id).unwrap(), entry.id);
        }
    }

    #[test]
    fn the_index_that_was_built_is_what_compiling_gives() {
        let mut builders = [PhrasesBuilder::default(), PhrasesBuilder::default()];
        let (mut lexicon, mut number) = (Lexicon::default(), 0);
        for rule in builtin() {
            let full = spec::parse(&rule.spec.id, &rule.text).unwrap();
            let Detect::Phrases(phrases) = &full.detect else { continue };
            for (find, phrase) in phrases.written() {
                let builder = &mut builders[usize::from(full.stage == Stage::Preview)];
                builder.add(&find, number, &mut lexicon).unwrap();
                let built = builtin_phrase(number).unwrap();
                assert_eq!(builtin_number(&rule.spec.id), Some(built.rule));
                assert_eq!(built.is_exception, phrase.is_none());
                assert_eq!(built.replacement, phrase.and_then(|phrase| phrase.replacement.as_deref()));
                number += 1;
            }
        }
        assert!(number > 500 && builtin_phrase(number).is_none());
        assert!(lexicon == Lexicon::default(), "a word of a phrase is not among those of the program");
        let [stable, preview] = builders.map(|builder| builder.finish(&lexicon));
        assert!(stable == STABLE && preview == PREVIEW, "an index differs from what compiling gives");
    }
}
