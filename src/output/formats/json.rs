//! `json`: everything that is known of each finding, for programs of your own, as one value.
//!
//! Lines and columns count from 1; a column is in characters (Unicode code points), `offset` in bytes of UTF-8. `end` is one past the
//! last character.

use serde::Serialize;

use super::super::remarks::Paper;
use super::super::summary::Counts;
use super::super::{NotChecked, clean, json};
use super::{Array, Form};

/// `{"version": 1, "papers": […], "not_checked": […]}`.
#[derive(Default)]
pub struct Json {
    papers: Array,
}

impl Form for Json {
    fn begin(&mut self, out: &mut String) {
        *out += &format!("{{\"version\":{},\"papers\":[", json::VERSION);
    }

    fn paper(&mut self, paper: &Paper<'_>, _: &[NotChecked], out: &mut String) {
        self.papers.push(paper, out);
    }

    fn end(&mut self, _: Counts, not_checked: &[NotChecked], out: &mut String) {
        *out += &format!("],\"not_checked\":{}}}\n", value(&not_checked));
    }
}

/// One value as a line.
pub fn line(value: &impl Serialize) -> String {
    self::value(value) + "\n"
}

/// One value.
pub fn value(value: &impl Serialize) -> String {
    // Structs of strings and numbers are always valid JSON.
    clean::json(&serde_json::to_string(value).unwrap_or_default()).into_owned()
}
