//! Lists of words in the `[terms]` of a rule with code.

use std::ops::Deref;
use std::sync::OnceLock;

use rustc_hash::FxHashSet;

/// The words of a term, cut at white space. They become a set when a draft first asks for one of them: most drafts ask for few lists.
#[derive(Debug, serde::Deserialize)]
#[serde(from = "String")]
pub struct Words {
    written: String,
    set: OnceLock<FxHashSet<String>>,
}

impl From<String> for Words {
    /// Takes the words as the file has them.
    fn from(written: String) -> Self {
        Self { written, set: OnceLock::new() }
    }
}

impl Deref for Words {
    type Target = FxHashSet<String>;

    fn deref(&self) -> &Self::Target {
        self.set.get_or_init(|| self.written.split_whitespace().map(str::to_owned).collect())
    }
}
