use serde::{Serialize, Serializer};

use super::clean;
use crate::source::Draft;

#[derive(Serialize)]
struct Papers<'p, P> {
    version: u32,
    papers: &'p [P],
}

/// The version of what commands write for programs. Keys may be added in it; where one is renamed, taken away or means something else,
/// it is the next.
pub const VERSION: u32 = 1;

/// Which paper something is said of; the first keys of every paper.
#[derive(Clone, Debug, Serialize)]
pub struct Head {
    /// The name of its main file, as people see it.
    pub file: String,
    /// The path of its main file, as programs are given it.
    pub path: String,
}

impl Head {
    /// Returns the head of a draft.
    pub(crate) fn of(draft: &Draft) -> Self {
        let main = draft.main();
        Self { file: main.name.clone(), path: main.path.clone() }
    }
}

/// Returns what a command says of papers, as one line of JSON: `{"version": 1, "papers": […]}`.
pub fn papers<P: Serialize>(papers: &[P]) -> String {
    line(&Papers { version: VERSION, papers })
}

/// Returns a value as one line of JSON.
pub fn line<V: Serialize>(value: &V) -> String {
    // Structs of strings and numbers are always valid JSON.
    let json = serde_json::to_string(value).unwrap_or_default();
    clean::json(&json).into_owned() + "\n"
}

/// Returns a number to four decimals: more would only say how computers divide.
pub fn rounded<S: Serializer>(value: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64((value * 10_000.0).round() / 10_000.0)
}
