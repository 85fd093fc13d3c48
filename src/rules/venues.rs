//! What venues ask of a paper: `data/venues/<id>.toml`.
//!
//! A venue is no more than settings of rules, each with its source; naming it sets them.

use std::collections::BTreeMap;

use serde::Deserialize;

/// A venue and what it asks.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Venue {
    /// Its file's name.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The LaTeX classes and packages of its own; a year after the name does not matter.
    #[serde(default)]
    pub styles: Vec<String>,
    /// Settings, by rule and name.
    pub settings: BTreeMap<String, BTreeMap<String, u32>>,
    /// Where they are from; never empty.
    pub source: Vec<Source>,
}

/// Where a venue says so.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// What it is called.
    pub title: String,
    /// What it says.
    pub says: String,
}

/// The venues that are a part of the program, by id.
const FILES: [(&str, &str); 4] = [
    ("acl", include_str!("../../data/venues/acl.toml")),
    ("icml", include_str!("../../data/venues/icml.toml")),
    ("nature", include_str!("../../data/venues/nature.toml")),
    ("neurips", include_str!("../../data/venues/neurips.toml")),
];

impl Venue {
    /// The ids of all venues.
    pub fn ids() -> impl Iterator<Item = &'static str> + Clone {
        FILES.into_iter().map(|(id, _)| id)
    }

    /// The venue of that id, whatever its case.
    pub fn named(id: &str) -> Option<Self> {
        let (_, text) = FILES.into_iter().find(|(known, _)| known.eq_ignore_ascii_case(id))?;
        toml::from_str(text).ok()
    }

    /// The venue that a LaTeX class or package is of: `neurips_2024`.
    pub fn of_style(style: &str) -> Option<Self> {
        let bare = style.trim_end_matches(|c: char| !c.is_ascii_alphabetic()).to_ascii_lowercase();
        let is_own = |venue: &Self| venue.styles.contains(&bare);
        Self::ids().filter_map(Self::named).find(is_own)
    }

    /// What it asks of the length of an abstract, and whether it is kept.
    pub fn kept(&self, words: u32, sentences: u32, paragraphs: u32) -> Vec<(String, bool)> {
        let limit =
            |name: &str| self.settings.get("abstract-length").and_then(|limits| limits.get(name)).copied();
        let counts = [("words", words), ("sentences", sentences), ("paragraphs", paragraphs)];
        let mut kept = Vec::new();
        for (unit, count) in counts {
            if let Some(most) = limit(&format!("most-{unit}")) {
                let unit = if most == 1 { unit.trim_end_matches('s') } else { unit };
                kept.push((format!("at most {most} {unit}"), count <= most));
            }
            if let Some(least) = limit(&format!("least-{unit}")) {
                kept.push((format!("at least {least} {unit}"), count >= least));
            }
        }
        kept
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn every_venue_is_read_and_names_settings_that_exist() {
        let mut rules = crate::rules::builtin();
        for id in Venue::ids() {
            let venue = Venue::named(id).unwrap();
            assert_eq!(venue.id, id);
            assert!(!venue.source.is_empty(), "{id}");
            for (rule, settings) in venue.settings {
                rules.iter_mut().find(|known| known.spec.id == rule).unwrap().set(&settings).unwrap();
            }
        }
    }

    #[test]
    fn a_style_tells_its_venue_whatever_the_year() {
        let of = |style: &str| Venue::of_style(style).map(|venue| venue.id);
        assert_eq!(of("neurips_2024").as_deref(), Some("neurips"));
        assert_eq!(of("icml2025").as_deref(), Some("icml"));
        assert_eq!(of("article"), None);
    }

    #[test]
    fn limits_are_kept_or_not() {
        let kept = Venue::named("NeurIPS").unwrap().kept(300, 9, 2);
        assert_eq!(kept, [("at most 1 paragraph".to_owned(), false)]);
    }
}
