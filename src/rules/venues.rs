//! What venues ask of a paper: `data/venues/<id>.toml`.
//!
//! A venue is no more than settings of rules, each with its source; naming it sets them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use toml::value::Date;

use crate::source::Asked;
use crate::spec::{Force, Review, plain_words};

/// A venue and what it asks.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(title = "A venue of paperlint"))]
#[serde(deny_unknown_fields)]
pub struct Venue {
    /// Its file's name.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The LaTeX classes and packages of its own; a year after the name does not matter.
    #[serde(default)]
    pub styles: Vec<String>,
    /// Whether its reviewers know who the authors are.
    pub review: Option<Review>,
    /// Settings, by rule and name.
    #[serde(default)]
    pub settings: BTreeMap<String, BTreeMap<String, u32>>,
    /// What else it asks.
    #[serde(default)]
    pub asks: Asked,
    /// Where they are from; never empty.
    pub source: Vec<Source>,
}

/// Where a venue says so.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// What it is called.
    pub title: String,
    /// Where it can be read.
    pub url: Option<String>,
    /// What it says.
    pub says: String,
    /// When somebody looked.
    #[serde(serialize_with = "as_text")]
    #[cfg_attr(test, schemars(with = "String"))]
    pub checked: Date,
    /// Whether the page itself was read, and not what somebody else says of it.
    pub confirmed: bool,
}

fn as_text<S: serde::Serializer>(date: &Date, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(date)
}

impl Source {
    /// Returns whether it was checked more than a year before a day.
    pub fn is_old(&self, today: Date) -> bool {
        let Date { year, month, day } = self.checked;
        (year + 1, month, day) < (today.year, today.month, today.day)
    }
}

// The venues that are a part of the program: the id and the text of each, by id.
include!(concat!(env!("OUT_DIR"), "/venues.rs"));

/// One limit of a venue, and whether an abstract keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Limit {
    /// What is counted.
    pub unit: &'static str,
    /// How many there are.
    pub count: u32,
    /// How many there must be.
    pub least: Option<u32>,
    /// How many there may be.
    pub most: Option<u32>,
    /// Whether the abstract keeps it.
    pub kept: bool,
}

impl Venue {
    /// Returns the ids of all venues.
    pub fn ids() -> impl Iterator<Item = &'static str> + Clone {
        FILES.into_iter().map(|(id, _)| id)
    }

    /// Returns the venue of that id, whatever its case.
    pub fn named(id: &str) -> Option<Self> {
        let (_, text) = FILES.into_iter().find(|(known, _)| known.eq_ignore_ascii_case(id))?;
        Self::parse(text).ok()
    }

    /// Reads the file of a venue.
    ///
    /// # Errors
    /// What is wrong with it, and the bytes where.
    pub fn parse(text: &str) -> Result<Self, (String, Option<std::ops::Range<usize>>)> {
        let mut venue: Self =
            toml::from_str(text).map_err(|error| (plain_words(error.message()), error.span()))?;
        venue.asks.venue.clone_from(&venue.name);
        venue.asks.styles.clone_from(&venue.styles);
        venue.asks.review = venue.review;
        for asked in &venue.asks.field {
            if asked.form.as_deref().is_some_and(|form| regex::Regex::new(form).is_err()) {
                return Err((format!("the form of `{}` is no regular expression", asked.key), None));
            }
        }
        match venue.unconfirmed() {
            Some(what) => Err((format!("{what} is a must, and its source is not confirmed"), None)),
            None => Ok(venue),
        }
    }

    /// Returns what it asks as a must without a source that was read.
    fn unconfirmed(&self) -> Option<&str> {
        let Asked { section, length, field, refusal, .. } = &self.asks;
        let asked = section.iter().map(|asked| (asked.name.as_str(), asked.force, &asked.source));
        let asked = asked.chain(length.iter().map(|asked| (asked.of.as_str(), asked.force, &asked.source)));
        let asked = asked.chain(field.iter().map(|asked| (asked.key.as_str(), asked.force, &asked.source)));
        let anonymity = self.asks.anonymity.iter().map(|asked| ("anonymity", asked.force, &asked.source));
        let mut asked = asked
            .chain(anonymity)
            .chain(refusal.iter().map(|asked| (asked.what.as_str(), asked.force, &asked.source)));
        let is_confirmed =
            |title: &String| self.source.iter().any(|source| source.confirmed && source.title == *title);
        let is_known = |title: &String| self.source.iter().any(|source| source.title == *title);
        asked
            .find(|(_, force, source)| !is_known(source) || (*force == Force::Must && !is_confirmed(source)))
            .map(|(what, ..)| what)
    }

    /// Returns the venue that a LaTeX class or package is of: `neurips_2024`.
    pub fn of_style(style: &str) -> Option<Self> {
        let name = style.split(|c: char| c.is_ascii_digit()).next().unwrap_or(style);
        let bare = name.trim_end_matches(|c: char| !c.is_ascii_alphabetic()).to_ascii_lowercase();
        let is_own = |venue: &Self| venue.styles.contains(&bare);
        Self::ids().filter_map(Self::named).find(is_own)
    }

    /// Returns what it asks of the length of an abstract, and whether one with these counts keeps it.
    pub fn limits(&self, counts: impl IntoIterator<Item = (&'static str, u32)>) -> Vec<Limit> {
        let Some(settings) = self.settings.get("abstract-length") else { return Vec::new() };
        let limit = |(unit, count)| {
            let least = settings.get(&format!("least-{unit}")).copied();
            let most = settings.get(&format!("most-{unit}")).copied();
            let kept = least.is_none_or(|least| count >= least) && most.is_none_or(|most| count <= most);
            (least.is_some() || most.is_some()).then_some(Limit { unit, count, least, most, kept })
        };
        counts.into_iter().filter_map(limit).collect()
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
            let text = FILES.into_iter().find(|(known, _)| *known == id).unwrap().1;
            let venue = Venue::parse(text).unwrap();
            assert_eq!(venue.id, id);
            assert!(!venue.source.is_empty(), "{id}");
            for (rule, settings) in venue.settings {
                rules.iter_mut().find(|known| known.spec.id == rule).unwrap().set(&settings).unwrap();
            }
        }
    }

    /// `docs/venue.schema.json` is what a file of a venue is read into; `cargo xtask generate schemas` writes it anew.
    #[test]
    fn the_schema_of_venues_in_docs_is_fresh() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/venue.schema.json");
        let settings = schemars::generate::SchemaSettings::draft07();
        let schema = settings.into_generator().into_root_schema_for::<Venue>();
        let text = serde_json::to_string_pretty(&schema).unwrap() + "\n";
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(path, &text).unwrap();
        }
        assert_eq!(
            std::fs::read_to_string(path).unwrap_or_default(),
            text,
            "docs/venue.schema.json is stale"
        );
    }

    #[test]
    fn a_style_tells_its_venue_whatever_the_year() {
        let of = |style: &str| Venue::of_style(style).map(|venue| venue.id);
        assert_eq!(of("neurips_2024").as_deref(), Some("neurips"));
        assert_eq!(of("icml2025").as_deref(), Some("icml"));
        assert_eq!(of("iclr2025_conference").as_deref(), Some("iclr"));
        assert_eq!(of("article"), None);
    }

    #[test]
    fn limits_are_kept_or_not() {
        let limits =
            Venue::named("IEEE").unwrap().limits([("words", 149), ("sentences", 9), ("paragraphs", 1)]);
        let kept: Vec<(&str, bool)> = limits.iter().map(|limit| (limit.unit, limit.kept)).collect();
        assert_eq!(kept, [("words", false), ("paragraphs", true)]);
    }
}
