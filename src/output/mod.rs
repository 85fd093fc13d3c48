//! Findings as text for people and machines. Lines, columns and messages are made here and not before.
//!
//! Invariant: nothing here reads or writes a file; text of others is made clean before it is part of a report. Reports for a
//! terminal hold their colours as ANSI codes, which whoever writes them out takes away where they are not wanted.

mod answers;
mod budget;
mod clean;
mod concise;
mod crop;
mod diagnostic;
mod diff;
mod fixes;
mod formats;
mod full;
mod json;
mod marks;
mod message;
mod not_checked;
mod one;
mod page;
mod pages;
mod places;
mod remarks;
mod rule_error;
mod style;
mod submit;
mod summary;
mod table;
mod terminal;
mod views;
mod window;

pub use answers::{proposal, question, sentence};
pub use budget::Wanted;
pub use clean::{
    commands as without_commands, controls as without_controls, json as clean_json, line as clean_line,
};
use concise::concise;
pub use diagnostic::{Cell, Diagnostic, Edit, Fix, Related, Rule, Seen, diagnostics};
pub use diff::{DiffFor, diff};
pub use fixes::{Fixable, mended, offer, would_mend};
pub use formats::{MARKDOWN_MARK, OutputFormat, Report};
pub use full::{Full, full};
pub use json::{Head, VERSION as JSON_VERSION, line as json_line};
pub use message::{Words, words};
pub use not_checked::{NotChecked, language, not_checked, not_checked_line};
pub use one::one;
pub use page::{explain, explain_markdown, page_path, precision};
pub use pages::{rules_concise, rules_markdown, rules_table};
pub use places::{At, Point, Region};
pub use rule_error::rule_error;
pub use submit::{Submission, SubmitLook, submit};
pub use summary::{Counts, counted, few, plain_profile, shape, summary, told};
pub use terminal::folded;
pub use views::{
    AbstractFormat, AbstractPage, AbstractView, Asked, Counted, DeparturesPage, Evidence, Item, Kind,
    Longest, Missing, PlanFormat, PlanPage, ProseFormat, ProsePage, ReaderFormat, ReaderPage, Reason,
    ResultsFormat, ResultsPage, Section, SectionResults, Sentence, Share, StatsFormat, StatsPage, abstracts,
    departures, plans, prose, reader, results, state, stats,
};

use crate::check::{Lint, RuleSet};
use crate::source::Draft;

/// A paper and what was found in it.
#[derive(Clone, Copy)]
pub struct Linted<'l> {
    /// The rules that were applied.
    pub rules: &'l RuleSet,
    /// The paper.
    pub draft: &'l Draft,
    /// What was found.
    pub lint: &'l Lint,
    /// The edition of the rules.
    pub edition: &'l str,
}
