//! `thin-plan`: a plan that leaves out what its readers look for.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::analysis::Paper;
use crate::analysis::plans::{Form, Part};
use crate::findings::{Report, Severity};
use crate::rules::settings::Terms;
use crate::rules::{PaperCheck, listed, title};

/// What each part is called in messages, and the parts without which a plan is none.
#[derive(serde::Deserialize)]
pub struct ThinPlan {
    terms: Words,
    needed: FxHashSet<String>,
    or: String,
}

/// What a part is called, and what to add where it is missing.
struct Term {
    name: String,
    add: String,
}

/// What each part is called.
#[derive(serde::Deserialize)]
#[serde(try_from = "Terms")]
struct Words(FxHashMap<Part, Term>);

impl TryFrom<Terms> for Words {
    type Error = String;

    fn try_from(mut terms: Terms) -> Result<Self, String> {
        let term = |part: Part| {
            let (name, add) = part.terms();
            Ok((part, Term { name: terms.take(name)?, add: terms.take(add)? }))
        };
        let words = Part::ALL.into_iter().map(term).collect::<Result<_, String>>()?;
        terms.end()?;
        Ok(Self(words))
    }
}

impl PaperCheck for ThinPlan {
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        let Some(plan) = paper.plan().filter(|plan| !plan.lacking.is_empty()) else { return };
        let is_needed = |part: &Part| self.needed.contains(part.terms().0);
        let severity = if plan.lacking.iter().any(is_needed) { Severity::Warning } else { Severity::Advice };
        let terms = || plan.lacking.iter().filter_map(|part| self.terms.0.get(part));
        let place = title(paper);
        let is_undirected = plan.lacking.contains(&Part::Direction);
        let undirected = plan.questions.iter().filter(|entry| is_undirected && !entry.is_definite);
        out.place(place, severity)
            .whole_paper()
            .variant(match plan.form {
                Form::Project => "project",
                Form::Registration => "registration",
            })
            .value("lacks", plan.lacking.iter().map(|part| part.name()).collect::<Vec<_>>().join(" "))
            .value("missing", listed(terms().map(|term| term.name.as_str()), &self.or))
            .value("add", terms().map(|term| term.add.as_str()).collect::<Vec<_>>().join("; "))
            .also(undirected.map(|entry| entry.range.clone()), "direction");
    }
}
