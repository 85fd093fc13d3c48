//! The JSON schema of `paperlint.toml`, made from the rules, profiles and venues there are: `docs/paperlint.schema.json`.

use serde_json::{Map, Value, json};

use super::profiles::Profile;
use crate::analysis::DocType;
use crate::rules::editions::Edition;
use crate::rules::venues::Venue;
use crate::rules::{self, RuleFile};
use crate::source::Audience;
use crate::spec::{Review, RuleSpec, Setting, Stage};

/// Returns the schema as a file holds it.
pub fn text() -> String {
    // Maps with texts for keys are always valid JSON.
    serde_json::to_string_pretty(&schema()).unwrap_or_default() + "\n"
}

/// Returns the schema. Own rules are not known to it, so that unknown rules are left to paperlint itself.
pub fn schema() -> Value {
    let rules = rules::builtin();
    let mut properties = shared();
    let mut own = json!({
        "extends": texts_for("The file that this one adds to, from its own folder."),
        "edition": one_of("The release whose rules and limits hold.", Edition::ids()),
        "profile": named("Settings for an occasion.", Profile::ids().map(|id| (id, Profile::named(id).map(|it| it.summary)))),
        "fail-on": one_of("From which severity on a finding makes the exit code 1.", ["error", "warning", "advice", "never"]),
        "audience": one_of("Whom the paper is written for.", Audience::NAMES),
        "acronyms": list("Acronyms that your readers know.", json!({ "type": "string" })),
        "terms": list("Terms that are written as they should be.", json!({ "type": "string" })),
        "review": one_of("Whether the reviewers know who the authors are.", Review::NAMES),
        "authors": list("The names of the authors, by which a paper that hides them is searched.", json!({ "type": "string" })),
        "quoted": list("Commands and environments whose text is not your prose.", json!({ "type": "string" })),
        "rule-folders": list("Folders with rule files of your own.", json!({ "type": "string" })),
        "papers": list("Patterns of the files that are papers, whatever they look like.", json!({ "type": "string" })),
        "exclude": list("Patterns of what is left alone when a folder is searched.", json!({ "type": "string" })),
        "per-file": {
            "description": "What holds for the files of a pattern alone.",
            "type": "object",
            "additionalProperties": { "type": "object", "properties": shared(), "additionalProperties": false },
        },
    });
    if let Some(own) = own.as_object_mut() {
        properties.append(own);
    }
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "paperlint.toml",
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
        "definitions": { "name": name(&rules), "rules": rule_tables(&rules) },
    })
}

/// Returns the keys that a file has, and a part of it that is for some files alone.
fn shared() -> Map<String, Value> {
    let name = json!({ "$ref": "#/definitions/name" });
    let shared = json!({
        "venue": named("The venue whose limits the paper keeps.", Venue::ids().map(|id| (id, Venue::named(id).map(|it| it.name)))),
        "doc-type": one_of("What kind of paper it is.", DocType::NAMES),
        "plan": texts_for("The file of the plan that the paper is compared with, from the folder of this file."),
        "select": list("The rules that run.", name.clone()),
        "ignore": list("The rules that do not run.", name),
        "rules": { "$ref": "#/definitions/rules" },
    });
    match shared {
        Value::Object(shared) => shared,
        _ => Map::new(),
    }
}

/// Returns what `select` and `ignore` name.
fn name(rules: &[RuleFile]) -> Value {
    let mut themes: Vec<&str> = rules.iter().map(|rule| rule.theme.as_str()).collect();
    themes.dedup();
    let ids = rules.iter().map(|rule| rule.spec.id.as_str());
    let known: Vec<&str> = Stage::NAMES.into_iter().chain(themes).chain(ids).collect();
    json!({ "description": "A rule, a theme, `stable` or `preview`.", "anyOf": [{ "enum": known }, { "type": "string" }] })
}

/// `[rules.ID]`, for each rule.
fn rule_tables(rules: &[RuleFile]) -> Value {
    let known: Map<String, Value> =
        rules.iter().map(|rule| (rule.spec.id.clone(), rule_table(&rule.spec))).collect();
    let other = json!({ "type": "object", "properties": { "level": level() } });
    json!({
        "description": "Levels and settings of rules, by their ids.",
        "type": "object",
        "properties": known,
        "additionalProperties": other,
    })
}

fn rule_table(rule: &RuleSpec) -> Value {
    let mut properties = Map::new();
    properties.insert("level".to_owned(), level());
    properties.extend(rule.settings.iter().map(|(name, setting)| (name.clone(), bounds(setting))));
    json!({
        "description": rule.summary,
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
    })
}

fn level() -> Value {
    one_of("How much it matters.", ["error", "warning", "advice", "off"])
}

fn bounds(setting: &Setting) -> Value {
    let mut bounds = json!({
        "description": setting.unit,
        "type": "integer",
        "default": setting.default,
        "minimum": setting.min.unwrap_or(0),
    });
    bounds["maximum"] = json!(setting.max.unwrap_or(u32::MAX));
    bounds
}

fn texts_for(description: &str) -> Value {
    json!({ "description": description, "type": "string" })
}

fn one_of(description: &str, values: impl IntoIterator<Item = &'static str>) -> Value {
    json!({ "description": description, "enum": values.into_iter().collect::<Vec<_>>() })
}

/// One of several values, each with what it means.
fn named(description: &str, values: impl Iterator<Item = (&'static str, Option<String>)>) -> Value {
    let value = |(id, meaning): (&str, Option<String>)| json!({ "const": id, "description": meaning });
    json!({ "description": description, "oneOf": values.map(value).collect::<Vec<_>>() })
}

fn list(description: &str, items: Value) -> Value {
    json!({ "description": description, "type": "array", "items": items })
}

#[cfg(test)]
mod tests {
    use std::{env, fs};

    use super::*;
    use crate::config::layers::{Layer, LayerSource, merge};
    use crate::config::rules::Rules;
    use crate::config::said::{FileSaid, Said};

    const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/paperlint.schema.json");

    #[test]
    fn the_schema_in_docs_is_fresh() {
        if env::var_os("UPDATE").is_some() {
            fs::write(PATH, text()).unwrap();
        }
        let kept = fs::read_to_string(PATH).unwrap_or_default();
        assert!(
            kept == text(),
            "docs/paperlint.schema.json is stale; `cargo xtask generate schemas` writes it anew"
        );
    }

    #[test]
    fn the_schema_has_the_keys_that_are_read() {
        fn read<T: serde::de::DeserializeOwned>() -> Vec<String> {
            let said = toml::from_str::<T>("no-key = 1").err().unwrap();
            let mut keys = crate::spec::keys_read(said.message());
            keys.sort();
            keys
        }
        let schema = schema();
        let keys = |at: &Value| at["properties"].as_object().unwrap().keys().cloned().collect::<Vec<_>>();
        assert_eq!(keys(&schema), read::<Said>());
        let of_file = &schema["properties"]["per-file"]["additionalProperties"];
        assert_eq!(keys(of_file), read::<FileSaid>());
    }

    /// `docs/configuration.md`.
    const PAGE: &str = include_str!("../../docs/configuration.md");

    #[test]
    fn every_example_of_the_page_is_right() {
        let rules = Rules::builtin();
        let blocks: Vec<&str> =
            PAGE.split("```toml\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect();
        assert!(blocks.len() > 5);
        for block in blocks {
            let mut said: Said = toml::from_str(block).unwrap_or_else(|error| panic!("{error}"));
            let per_file: Vec<Said> =
                std::mem::take(&mut said.per_file).into_values().map(Said::from).collect();
            let layers = std::iter::once(said).chain(per_file);
            let layers: Vec<Layer> = layers.map(|said| Layer { said, source: LayerSource::Flags }).collect();
            merge(&layers.iter().collect::<Vec<_>>(), &rules).unwrap_or_else(|problem| panic!("{problem:?}"));
        }
    }

    #[test]
    fn the_page_names_every_key_and_value() {
        let schema = schema();
        let names = |key: &str| {
            schema["properties"][key]["oneOf"]
                .as_array()
                .unwrap()
                .iter()
                .map(|one| one["const"].as_str().unwrap())
                .collect::<Vec<_>>()
        };
        for key in schema["properties"]
            .as_object()
            .unwrap()
            .keys()
            .filter(|key| !["rules", "per-file"].contains(&key.as_str()))
        {
            assert!(PAGE.contains(&format!("| `{key}` |")), "{key}");
        }
        for name in names("venue").into_iter().chain(names("profile")).chain(DocType::NAMES) {
            assert!(PAGE.contains(&format!("`{name}`")), "docs/configuration.md does not name `{name}`");
        }
        for id in Profile::ids() {
            assert!(PAGE.contains(&format!("| `{id}` | {} |", Profile::named(id).unwrap().summary)), "{id}");
        }
    }

    #[test]
    fn no_setting_has_the_name_of_the_level() {
        assert!(rules::builtin().iter().all(|rule| !rule.spec.settings.contains_key("level")));
    }
}
