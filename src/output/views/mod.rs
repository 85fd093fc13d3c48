//! What commands say of papers besides findings: one file a view.
//!
//! A view is made of a [`Paper`](crate::analysis::Paper) as a value, and printed apart from it: as text for people, or as one document that
//! all views share, `{"version": 1, "papers": […]}`. Nothing is read here, and no fact is found but by asking the paper.

mod abstract_page;
mod abstracts;
mod departures;
mod plan;
mod prose;
mod reader;
mod results;
mod stats;
mod why;

pub use abstract_page::{AbstractFormat, AbstractView, abstracts};
pub use abstracts::{AbstractPage, Asked, Missing, Reason, Sentence, Share};
pub use departures::{DeparturesPage, departures};
pub use plan::{PlanFormat, PlanPage, plans};
pub use prose::{ProseFormat, ProsePage, prose};
pub use reader::{Item, Kind, ReaderFormat, ReaderPage, reader};
pub use results::{Evidence, ResultsFormat, ResultsPage, SectionResults, name as state, results};
pub use stats::{Counted, Longest, Section, StatsFormat, StatsPage, stats};
