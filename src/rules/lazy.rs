//! What rules say, read when somebody first asks: of most built-in rules that are not on nobody does.

use std::ops::Deref;
use std::sync::Arc;

use super::Entry;
use crate::spec::{RuleSpec, Stage};

/// What a rule says. That of a built-in rule is read from its entry at the first question.
#[derive(Clone, Debug)]
pub struct Spec(Held);

#[derive(Clone, Debug)]
enum Held {
    Read(Arc<RuleSpec>),
    Builtin(&'static Entry),
}

impl Spec {
    pub(super) fn builtin(entry: &'static Entry) -> Self {
        Self(Held::Builtin(entry))
    }

    pub(super) fn id(&self) -> &str {
        match &self.0 {
            Held::Read(spec) => &spec.id,
            Held::Builtin(entry) => entry.id,
        }
    }

    pub(super) fn stage(&self) -> Stage {
        match &self.0 {
            Held::Read(spec) => spec.stage,
            Held::Builtin(entry) if entry.is_stable => Stage::Stable,
            Held::Builtin(_) => Stage::Preview,
        }
    }
}

impl Deref for Spec {
    type Target = RuleSpec;

    fn deref(&self) -> &RuleSpec {
        // The build script wrote each entry from a rule that it had read, so none fails here; a test reads them all.
        let read = |entry: &'static Entry| -> &'static RuleSpec {
            entry.read.get_or_init(|| serde_json::from_str(entry.spec).unwrap_or_default())
        };
        match &self.0 {
            Held::Read(spec) => spec,
            Held::Builtin(entry) => read(entry),
        }
    }
}

impl From<RuleSpec> for Spec {
    fn from(spec: RuleSpec) -> Self {
        Self(Held::Read(spec.into()))
    }
}
