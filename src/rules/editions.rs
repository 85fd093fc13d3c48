//! Editions: which rules run without being asked for, and their limits, as they were in a release: `data/editions/<year>.<month>.toml`.
//!
//! Who names one keeps it when paperlint learns more: rules that came later run only where they are named, and what is in the edition has
//! the severity and the settings that it had. The newest edition is what the rules' files say; a test holds that.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::RuleFile;
use crate::spec::{Severity, Stage};

/// The rules of an edition, by id.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edition {
    /// The version of paperlint that brought it; `None` until it is released. From then on the file does not change.
    #[serde(default)]
    pub released: Option<String>,
    /// Those that ran without being asked for.
    pub stable: BTreeMap<String, Limits>,
    /// Those that ran when they were asked for.
    pub preview: BTreeMap<String, Limits>,
}

/// What a rule was like.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub struct Limits {
    /// The severity of its worst findings.
    pub severity: Severity,
    /// Its settings.
    #[serde(flatten)]
    pub settings: BTreeMap<String, u32>,
}

// The editions that are a part of the program: the id and the text of each, the oldest first.
include!(concat!(env!("OUT_DIR"), "/editions.rs"));

impl Edition {
    /// Returns the ids of all editions, the oldest first.
    pub fn ids() -> impl Iterator<Item = &'static str> + Clone {
        FILES.into_iter().map(|(id, _)| id)
    }

    /// Returns the id of the newest one.
    pub fn newest() -> &'static str {
        Self::ids().last().unwrap_or_default()
    }

    /// Returns the edition of that id.
    pub fn named(id: &str) -> Option<Self> {
        let (_, text) = FILES.into_iter().find(|(known, _)| *known == id)?;
        toml::from_str(text).ok()
    }

    /// Returns the stage that a rule had, and what it was like; `None` for one that came later.
    pub fn rule(&self, id: &str) -> Option<(Stage, &Limits)> {
        let stable = self.stable.get(id).map(|limits| (Stage::Stable, limits));
        stable.or_else(|| self.preview.get(id).map(|limits| (Stage::Preview, limits)))
    }

    /// Returns the edition that rules make, as the text of its file.
    pub fn text(rules: &[RuleFile], released: Option<&str>) -> String {
        let mut text = format!("{HEAD}\n");
        if let Some(version) = released {
            text.push_str(&format!("released = {version:?}\n"));
        }
        for stage in [Stage::Stable, Stage::Preview] {
            text.push_str(&format!("\n[{}]\n", stage.name()));
            let lines: BTreeMap<&str, String> = rules
                .iter()
                .filter(|rule| rule.spec.stage == stage)
                .map(|rule| (rule.spec.id.as_str(), Limits::of(rule).line()))
                .collect();
            lines.iter().for_each(|(id, limits)| text.push_str(&format!("{id} = {limits}\n")));
        }
        text
    }
}

const HEAD: &str = "# Generated from the rules by `cargo xtask generate pages`, until it is released.";

impl Limits {
    /// Returns what a rule is like now.
    pub fn of(rule: &RuleFile) -> Self {
        let settings = rule.spec.settings.iter().map(|(name, setting)| (name.clone(), setting.default));
        Self { severity: rule.spec.severity, settings: settings.collect() }
    }

    fn line(&self) -> String {
        let settings: String =
            self.settings.iter().map(|(name, value)| format!(", {name} = {value}")).collect();
        format!("{{ severity = {:?}{settings} }}", self.severity.name())
    }
}
