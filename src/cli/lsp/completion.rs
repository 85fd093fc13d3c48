//! What may stand in a `paperlint.toml`, from its schema.

use std::sync::LazyLock;

use gen_lsp_types as lsp;
use serde_json::Value;

use super::desk::Desk;
use crate::config::schema::schema;

static SCHEMA: LazyLock<Value> = LazyLock::new(schema);

/// Returns what may stand at a place of an open configuration.
pub fn of(desk: &Desk, params: &lsp::CompletionParams) -> Vec<lsp::CompletionItem> {
    let at = &params.text_document_position_params;
    let buffer = desk.buffers.at(&at.text_document.uri.0).filter(|buffer| buffer.config().is_some());
    let Some(buffer) = buffer else { return Vec::new() };
    let offset = buffer.text.offset(at.position, desk.client.encoding);
    let before = buffer.text.as_str().get(..offset).unwrap_or("");
    let item = |(label, about): (String, Option<String>)| lsp::CompletionItem {
        label,
        detail: about,
        ..lsp::CompletionItem::default()
    };
    completions(before).into_iter().map(item).collect()
}

/// Returns what may follow a text: names, each with what it means.
fn completions(before: &str) -> Vec<(String, Option<String>)> {
    let (lines, line) = before.rsplit_once('\n').unwrap_or(("", before));
    let line = line.trim_start();
    if line.starts_with('#') {
        return Vec::new();
    }
    if let Some(header) = line.strip_prefix('[') {
        return headers(header);
    }
    let table = lines
        .lines()
        .rev()
        .find_map(|line| line.trim().strip_prefix('[')?.split_once(']').map(|(table, _)| table));
    let Some(table) = at(table.unwrap_or("")) else { return Vec::new() };
    let properties = &table["properties"];
    match line.split_once('=') {
        Some((key, value)) => values(resolved(&properties[key.trim()]), value.matches('"').count() % 2 == 1),
        None => named(properties),
    }
}

/// Returns what tables there are: the part of a name that follows its last dot.
fn headers(header: &str) -> Vec<(String, Option<String>)> {
    match header.rsplit_once('.') {
        Some((table, _)) => at(table).map(|table| named(&table["properties"])).unwrap_or_default(),
        None => named(&SCHEMA["properties"])
            .into_iter()
            .filter(|(name, _)| name == "rules" || name == "per-file")
            .collect(),
    }
}

/// Returns the schema of a table.
fn at(table: &str) -> Option<&'static Value> {
    // A dot between quotation marks is one of a name: `per-file."a.md"`.
    let mut is_quoted = false;
    let parts = table.split(|c| {
        is_quoted ^= c == '"';
        c == '.' && !is_quoted
    });
    let keys = parts.map(|key| key.trim().trim_matches('"')).filter(|key| !key.is_empty());
    keys.map(Some).try_fold(&*SCHEMA, |schema, key| {
        let own = schema["properties"].get(key?).or_else(|| schema.get("additionalProperties"));
        own.map(resolved)
    })
}

/// Returns what a reference leads to.
fn resolved(schema: &'static Value) -> &'static Value {
    let target = schema["$ref"].as_str().and_then(|target| target.strip_prefix('#'));
    target.and_then(|target| SCHEMA.pointer(target)).unwrap_or(schema)
}

fn named(properties: &Value) -> Vec<(String, Option<String>)> {
    let about =
        |(name, schema): (&String, &Value)| (name.clone(), schema["description"].as_str().map(str::to_owned));
    properties.as_object().into_iter().flatten().map(about).collect()
}

/// Returns the values of a key, in quotes where none is open.
fn values(schema: &'static Value, is_quoted: bool) -> Vec<(String, Option<String>)> {
    let list = if schema["type"] == "array" { resolved(&schema["items"]) } else { schema };
    let choices = ["oneOf", "anyOf"].iter().filter_map(|key| list[*key].as_array()).flatten().chain([list]);
    let found = choices.flat_map(|choice| {
        let about = choice["description"].as_str();
        let one = choice["const"].as_str().map(|value| (value, about));
        one.into_iter().chain(
            choice["enum"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(Value::as_str)
                .map(|value| (value, None)),
        )
    });
    let written = |value: &str| if is_quoted { value.to_owned() } else { format!("\"{value}\"") };
    found.map(|(value, about)| (written(value), about.map(str::to_owned))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(before: &str) -> Vec<String> {
        completions(before).into_iter().map(|(name, _)| name).collect()
    }

    #[test]
    fn keys_values_and_tables_are_named_where_they_may_stand() {
        for (before, name) in [
            ("", "profile"),
            ("# ours\nv", "venue"),
            ("profile = ", "\"draft\""),
            ("profile = \"", "draft"),
            ("select = [\"", "stable"),
            ("[", "rules"),
            ("[rules.", "long-sentence"),
            ("[rules.long-sentence]\n", "level"),
            ("[rules.long-sentence]\nlevel = \"", "off"),
            ("[per-file.\"a.md\"]\n", "ignore"),
        ] {
            assert!(names(before).iter().any(|known| known == name), "{before}: {:?}", names(before));
        }
        for before in ["# ", "nothing = ", "[nothing]\n", "[rules.long-sentence]\nwords = "] {
            assert_eq!(names(before), [""; 0], "{before}");
        }
    }
}
