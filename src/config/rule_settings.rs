//! What holds for a rule, and where an edition has it otherwise than its file.

use std::collections::BTreeMap;

use super::file::Problem;
use super::layers::{Layer, Settings};
use super::origin::{Origin, Sourced};
use crate::findings::Severity;
use crate::rules::RuleFile;
use crate::rules::editions::Edition;
use crate::spec::{Stage, wrong_order};

/// What holds for a rule.
#[derive(Clone, Debug)]
pub struct RuleSettings {
    /// In the edition; `None` for a rule that came later.
    pub stage: Option<Stage>,
    pub is_on: Sourced<bool>,
    /// `None` where the rule's own severity holds.
    pub level: Option<Sourced<Severity>>,
    /// The settings that are changed.
    pub settings: BTreeMap<String, Sourced<u32>>,
}

/// Returns what holds for each rule before any layer: what its file says, or an older edition. The newest edition is what the files say.
pub fn of_edition(edition: Option<&'static str>, rules: &[RuleFile]) -> Vec<RuleSettings> {
    let older = edition.filter(|id| *id != Edition::newest());
    let older = older.and_then(|id| Some((id, Edition::named(id)?)));
    let of = |rule| RuleSettings::of(rule, older.as_ref().map(|(id, edition)| (*id, edition)));
    rules.iter().map(of).collect()
}

impl RuleSettings {
    /// Returns a rule as its file has it, or an edition. Of an author's own no edition knows.
    fn of(rule: &RuleFile, edition: Option<(&'static str, &Edition)>) -> Self {
        let stage = rule.stage();
        let is_on = Sourced { value: stage == Stage::Stable, origin: Origin::Default };
        let now = Self { stage: Some(stage), is_on, level: None, settings: BTreeMap::new() };
        let Some((id, edition)) = edition.filter(|_| rule.is_builtin) else { return now };
        let origin = Origin::Edition(id);
        let Some((stage, limits)) = edition.rule(rule.id()) else {
            return Self { stage: None, is_on: Sourced { value: false, origin }, ..now };
        };
        let is_on = match stage == rule.stage() {
            true => now.is_on,
            false => Sourced { value: stage == Stage::Stable, origin: origin.clone() },
        };
        let level = Some(limits.severity).filter(|severity| *severity != rule.spec.severity);
        let has_changed = |(name, value): &(&String, &u32)| {
            rule.spec.settings.get(*name).is_some_and(|setting| setting.default != **value)
                && rule.check_setting(name, **value).is_ok()
        };
        let changed = limits.settings.iter().filter(has_changed);
        let sourced = |value| Sourced { value, origin: origin.clone() };
        Self {
            stage: Some(stage),
            is_on,
            level: level.map(|value| Sourced { value, origin: origin.clone() }),
            settings: changed.map(|(name, value)| (name.clone(), sourced(*value))).collect(),
        }
    }

    /// Looks whether a warning begins below advice, which `layers` make together.
    ///
    /// # Errors
    /// Where the highest layer says one of the two.
    pub fn check_order(&self, rule: &RuleFile, layers: &[&Layer]) -> Result<(), Problem> {
        let default = |name: &str| rule.spec.settings.get(name).map(|setting| setting.default);
        let value = |name: &str| self.settings.get(name).map(|set| set.value).or_else(|| default(name));
        if self.settings.is_empty() {
            return Ok(());
        }
        let Some(message) = wrong_order(value) else { return Ok(()) };
        let said = |layer: &Layer| {
            let (_, said) = layer.said.rules.iter().find(|(id, _)| id.get_ref() == rule.id())?;
            let is_limit = |name: &str| matches!(name, "advice" | "warning");
            said.settings
                .iter()
                .rev()
                .find(|(name, _)| is_limit(name.get_ref()))
                .map(|(_, value)| value.span())
        };
        let last = layers.iter().rev().find_map(|layer| Some((layer, said(layer)?)));
        Err(match last {
            Some((layer, span)) => layer.problem(span, message),
            None => Problem::plain(format!("{}: {message}", rule.id())),
        })
    }

    /// Returns whether an edition has it otherwise than its file.
    pub fn is_beyond(&self) -> bool {
        let settings = self.settings.values().map(|setting| &setting.origin);
        let level = self.level.iter().map(|level| &level.origin);
        settings.chain(level).chain([&self.is_on.origin]).any(|origin| matches!(origin, Origin::Edition(_)))
    }

    /// Returns whether `stable` or `preview` names it.
    pub fn has_stage(&self, name: &str) -> bool {
        self.stage.is_some_and(|stage| stage.name() == name)
    }
}

impl Settings {
    /// Returns how much of this paperlint an older edition leaves out, in a line.
    pub fn left_out_by_edition(&self) -> Option<String> {
        let edition = self.edition.as_ref().filter(|_| self.beyond_edition > 0)?;
        let (rules, are) = match self.beyond_edition {
            1 => ("1 rule".to_owned(), "is"),
            count => (format!("{count} rules"), "are"),
        };
        Some(format!(
            "{rules} of this paperlint {are} new or changed since edition {}, which {} names; `edition = \"{}\"` takes all in",
            edition.value,
            edition.origin,
            Edition::newest(),
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::layers::{Layer, LayerSource, merge};
    use crate::config::rules::Rules;
    use crate::rules::builtin;

    /// Returns an edition in which `long-sentence` was laxer, `p-zero` proven, `filler-word` in preview, and no other rule was.
    fn older() -> Edition {
        let text = "[stable]\nlong-sentence = { severity = 'advice', warning = 60, advice = 50, width = 9 }\n\
                    p-zero = { severity = 'warning' }\ngone = { severity = 'error' }\n[preview]\nfiller-word = { severity = 'advice' }";
        toml::from_str(text).unwrap()
    }

    fn of(id: &str) -> RuleSettings {
        let rule = builtin().into_iter().find(|rule| rule.spec.id == id).unwrap();
        RuleSettings::of(&rule, Some(("2020.01", &older())))
    }

    #[test]
    fn what_is_in_an_edition_stays_as_it_was_and_what_came_later_does_not_run() {
        let long = of("long-sentence");
        assert_eq!(long.level.as_ref().unwrap().value, Severity::Advice);
        let changed: Vec<(&str, u32)> =
            long.settings.iter().map(|(name, value)| (name.as_str(), value.value)).collect();
        assert_eq!(changed, [("advice", 50), ("warning", 60)]);
        assert!(long.is_on.value && long.is_beyond());
        assert!(of("p-zero").is_on.value && of("p-zero").has_stage("stable"));
        assert!(!of("filler-word").is_on.value && of("filler-word").has_stage("preview"));
        let later = of("wordy-phrase");
        assert!(!later.is_on.value && later.stage.is_none() && later.is_beyond());
        assert_eq!(later.is_on.origin, Origin::Edition("2020.01"));
    }

    #[test]
    fn what_came_later_runs_where_it_is_named_alone() {
        let said = |text: &str| Layer { said: toml::from_str(text).unwrap(), source: LayerSource::Flags };
        let rules = builtin();
        let runs = |text: &str| {
            let mut settings: Vec<RuleSettings> =
                rules.iter().map(|rule| RuleSettings::of(rule, Some(("2020.01", &older())))).collect();
            said(text).set_rules(true, &mut settings, &rules).unwrap();
            settings[rules.iter().position(|rule| rule.spec.id == "wordy-phrase").unwrap()].is_on.value
        };
        assert!(!runs("select = ['stable', 'preview', 'words']"));
        assert!(runs("select = ['wordy-phrase']"));
        assert!(runs("rules.wordy-phrase.level = 'advice'"));
    }

    #[test]
    fn an_older_edition_says_in_a_line_that_there_is_more() {
        let layer =
            Layer { said: toml::from_str("edition = '2026.11'").unwrap(), source: LayerSource::Flags };
        let mut settings = merge(&[&layer], &Rules::builtin()).unwrap();
        settings.beyond_edition = 0;
        assert_eq!(settings.left_out_by_edition(), None);
        settings.beyond_edition = 2;
        let said = settings.left_out_by_edition().unwrap();
        assert!(
            said.starts_with("2 rules of this paperlint are new or changed since edition 2026.11"),
            "{said}"
        );
    }

    #[test]
    fn the_newest_edition_is_what_the_rules_say() {
        let rules = builtin();
        let edition = Edition::named(Edition::newest()).unwrap();
        for rule in &rules {
            let settings = RuleSettings::of(rule, Some((Edition::newest(), &edition)));
            assert!(!settings.is_beyond(), "{}: cargo xtask generate pages", rule.spec.id);
        }
        assert_eq!(rules.len(), edition.stable.len() + edition.preview.len());
    }
}
