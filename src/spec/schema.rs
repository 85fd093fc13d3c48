//! The JSON schema of rule files, made from what they are read into: `docs/rule.schema.json`.

use std::{env, fs};

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};
use serde_json::Value;

use super::{Phrase, RuleSpec};

/// What a list of phrases holds.
#[derive(JsonSchema)]
#[schemars(untagged)]
#[allow(dead_code)]
pub enum PhraseOrText {
    /// What to find.
    Text(String),
    /// A phrase with what to write instead.
    Table(Phrase),
}

const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/rule.schema.json");

/// In the draft that editors of TOML read, as that of `paperlint.toml` is.
fn schema() -> Schema {
    SchemaSettings::draft07().into_generator().into_root_schema_for::<RuleSpec>()
}

#[test]
fn the_schema_in_docs_is_fresh() {
    let text = serde_json::to_string_pretty(&schema()).unwrap() + "\n";
    if env::var_os("UPDATE").is_some() {
        fs::write(PATH, &text).unwrap();
    }
    let kept = fs::read_to_string(PATH).unwrap_or_default();
    assert!(kept == text, "docs/rule.schema.json is stale; `cargo xtask generate schemas` writes it anew");
}

#[test]
fn the_schema_has_the_keys_that_are_read() {
    let schema = serde_json::to_value(schema()).unwrap();
    let keys: Vec<&String> = schema["properties"].as_object().unwrap().keys().collect();
    let mut read = super::keys_read(toml::from_str::<RuleSpec>("no-key = 1").unwrap_err().message());
    read.sort();
    assert_eq!(keys, Vec::from_iter(&read));
    assert!(schema["additionalProperties"] == Value::Bool(false));
}
