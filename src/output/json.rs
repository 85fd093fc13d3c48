use serde::Serialize;

use super::clean;

#[derive(Serialize)]
struct Papers<'p, P> {
    papers: &'p [P],
}

/// What a command says of papers, as one line of JSON: `{"papers": […]}`.
pub fn papers<P: Serialize>(papers: &[P]) -> String {
    line(&Papers { papers })
}

/// A value as one line of JSON.
pub fn line<V: Serialize>(value: &V) -> String {
    // Structs of strings and numbers are always valid JSON.
    let json = serde_json::to_string(value).unwrap_or_default();
    clean::json(&json).into_owned() + "\n"
}

/// A number to four decimals: more would only say how computers divide.
pub fn rounded(value: f64) -> f64 {
    (value * 10_000.0).round() / 10_000.0
}
