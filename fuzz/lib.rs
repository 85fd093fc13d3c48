//! What the targets share.

use std::sync::LazyLock;

use paperlint::internal::markup::{self, LoadError, Loader};
use paperlint::internal::rules::builtin;
use paperlint::internal::source::{Draft, Format, Source};
use paperlint::internal::{RuleSet, Scratch, lint};

#[path = "../tests/suite/invariants/holds.rs"]
pub mod holds;

/// All rules.
pub fn rules() -> &'static RuleSet {
    static RULES: LazyLock<RuleSet> = LazyLock::new(|| {
        RuleSet::compile(builtin()).unwrap_or_else(|error| panic!("{}", error.problem.message))
    });
    &RULES
}

/// A draft whose includes are the draft itself, under another name.
pub fn draft(bytes: &[u8], format: Format) -> Draft {
    let source = Source::decode("draft", bytes.to_vec());
    let part = Part(Source { name: "part".to_owned(), ..source.clone() });
    markup::assemble(source, format, &mut { part })
}

/// Reads and lints a draft, and looks whether all is whole.
pub fn read(bytes: &[u8], format: Format) {
    let draft = draft(bytes, format);
    holds::check(&draft, rules(), &lint(&draft, rules(), &mut Scratch::default()));
}

struct Part(Source);

impl Loader for Part {
    fn load(&mut self, _from: &str, _target: &str) -> Result<Source, LoadError> {
        Ok(self.0.clone())
    }
}
