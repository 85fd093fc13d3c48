//! Profiles, which are settings with a name: `data/profiles/<id>.toml`.

use serde::Deserialize;

use super::said::Said;

/// A profile and what it changes.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// What it is for, in a sentence.
    pub summary: String,
    /// The same keys as in `paperlint.toml`.
    pub settings: Said,
}

/// The profiles that are a part of the program, by id.
const FILES: [(&str, &str); 6] = [
    ("standard", include_str!("../../data/profiles/standard.toml")),
    ("submission", include_str!("../../data/profiles/submission.toml")),
    ("draft", include_str!("../../data/profiles/draft.toml")),
    ("camera-ready", include_str!("../../data/profiles/camera-ready.toml")),
    ("plain", include_str!("../../data/profiles/plain.toml")),
    ("everything", include_str!("../../data/profiles/everything.toml")),
];

impl Profile {
    /// The one that holds where none is named.
    pub const DEFAULT: &str = "standard";

    /// Returns the ids of all profiles.
    pub fn ids() -> impl Iterator<Item = &'static str> + Clone {
        FILES.into_iter().map(|(id, _)| id)
    }

    /// Returns the profile of that id.
    pub fn named(id: &str) -> Option<Self> {
        let (_, text) = FILES.into_iter().find(|(known, _)| *known == id)?;
        toml::from_str(text).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::layers::{Layer, LayerSource, merge};
    use crate::config::rules::Rules;

    #[test]
    fn every_profile_is_read_and_names_rules_that_exist() {
        let rules = Rules::builtin();
        for id in Profile::ids() {
            let profile = Profile::named(id).unwrap();
            assert!(profile.summary.ends_with('.'), "{id}");
            let layer = Layer { said: profile.settings, source: LayerSource::Flags };
            merge(&[&layer], &rules).unwrap();
        }
    }

    #[test]
    fn the_default_changes_nothing() {
        let rules = Rules::builtin();
        let settings = merge(&[], &rules).unwrap();
        assert!(settings.rules.iter().all(|rule| rule.level.is_none() && rule.settings.is_empty()));
        let stable = rules.all.iter().map(|rule| rule.spec.stage.name() == "stable");
        assert!(settings.rules.iter().map(|rule| rule.is_on.value).eq(stable));
    }
}
