//! Rules compiled once, and the one pass that applies them all.
//!
//! Invariant: the work of a pass grows with the text and with what is found in it, not with the number of rules.

mod allow;
pub mod answers;
mod changes;
mod compile;
pub mod examples;
mod expression;
mod made_by_code;
pub mod mend;
mod pass;
mod scope;
mod suppressions;

pub use allow::{NO_REASON_YET, allow};
pub use changes::Changes;
pub use compile::{CompileError, Rule, RuleSet};
pub use scope::Scope;

pub use crate::analysis::Scratch;
use crate::analysis::Shape;
use crate::analysis::plans::Hindrance;
use crate::findings::Finding;
use crate::markup::{Unread, Unreadable};
use crate::source::Draft;

/// What linting one draft gave.
#[derive(Clone, Debug, Default)]
pub struct Lint {
    /// In the order of their places.
    pub findings: Vec<Finding>,
    /// How many findings a baseline knows, which were taken out.
    pub known: usize,
    /// How many findings are about nothing that changed, which were left out.
    pub unchanged: usize,
    /// Words of running text.
    pub words: u32,
    /// How long its sentences and paragraphs are.
    pub shape: Shape,
    /// Whether the draft is in English. One that is not gets only the rules that fit any language.
    pub is_english: bool,
    /// How many of the rules apply to its language.
    pub applied: usize,
    /// What of it is printed and cannot be read from the source.
    pub unread: Vec<Unread>,
    /// How many of its sections report results, and of how many of these it says whether they were planned; of papers that are asked for it.
    pub results: LabelledSections,
    /// Set where the paper has an abstract that its source does not hold, so that nothing can be said of it.
    pub unreadable_abstract: Option<Unreadable>,
    /// The files of references that the paper names, as written. Nothing of them is read.
    pub bibliographies: Vec<String>,
    /// Why it is not compared with the file that is named as its plan, or lies beside it as one; `None` where there is no such file.
    pub plan: Option<Result<(), Hindrance>>,
    /// Whether somebody says who its authors are, in a paper whose reviewers must not know them.
    pub knows_authors: bool,
}

/// Sections that report results, and how many of them say whether these were planned or found on the way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LabelledSections {
    /// Sections that report results, those that describe the sample left out.
    pub sections: usize,
    /// Those of which it is said.
    pub told: usize,
}

/// Returns the whole program: reads a draft and applies the rules. No IO, no error, no panic.
pub fn lint(draft: &Draft, rules: &RuleSet, scratch: &mut Scratch) -> Lint {
    lint_changes(draft, rules, None, scratch)
}

/// As [`lint`], of what changed where that is given. A rule that speaks once a section or a paper does where one of its places changed.
pub fn lint_changes(
    draft: &Draft,
    rules: &RuleSet,
    changes: Option<&Changes>,
    scratch: &mut Scratch,
) -> Lint {
    rules.analyzer().paper(draft, scratch, |paper| pass::apply(rules, paper, changes))
}
