//! Entries of CSL, as JSON or YAML: their keys.

use serde::Deserialize;

use super::bibtex::Located;
use crate::source::Span;

/// An entry, of which only the key is read.
#[derive(Deserialize)]
struct Item {
    id: serde_json::Value,
}

/// The keys of a list of entries in JSON.
pub fn json<'d>(text: &'d str, base: u32, entries: &mut Vec<Located<'d>>) {
    let Ok(items) = serde_json::from_str::<Vec<Item>>(text) else { return };
    let mut from = 0;
    for item in items {
        let id = match item.id {
            serde_json::Value::String(id) => id,
            other => other.to_string(),
        };
        // Keys stand in the order of the entries; one that is written with escapes is not found, and not asked for.
        let found = text.get(from..).and_then(|rest| rest.find(id.as_str()));
        if let Some(at) = found.map(|at| from + at) {
            entries.push(located(text, base, at, id.len()));
            from = at + id.len();
        }
    }
}

/// The keys of entries in YAML: a line `id: key` or `- id: key` each.
pub fn yaml<'d>(text: &'d str, base: u32, entries: &mut Vec<Located<'d>>) {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let content = line.trim_start().trim_start_matches("- ").trim_start();
        let Some(value) = content.strip_prefix("id:") else { continue };
        let key = value.trim().trim_matches(['"', '\'']);
        if let Some(found) = line.find(key).filter(|_| !key.is_empty()) {
            let from = line
                .find("id:")
                .map_or(found, |id| id + line.get(id..).and_then(|rest| rest.find(key)).unwrap_or(0));
            entries.push(located(text, base, start + from, key.len()));
        }
    }
}

fn located(text: &str, base: u32, at: usize, len: usize) -> Located<'_> {
    Located {
        key: text.get(at..at + len).unwrap_or(""),
        kind: "",
        text: "",
        rest: "",
        base: base + at as u32,
        at: Span::new(base + at as u32, base + (at + len) as u32),
    }
}
