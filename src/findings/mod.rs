//! What was found, where, and what to do about it.
//!
//! Invariant: a finding holds places and values and no text; its words are made in `output`, from the rule's file.

pub mod apply;
mod baseline;
mod fingerprint;
mod fix;

use std::ops::Range;

pub use baseline::{Baseline, BaselineError, Candidate, Comparison, Entry, Fate, Looked};
pub use fingerprint::{Fingerprint, Identity, mark};

use crate::markup::Reading;
use crate::source::{Draft, Span};
pub use crate::spec::{Safety, Severity};

use fix::Edited;
pub use fix::{Edit, Fix, with_case_of};

/// Which rule of a rule set, by its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleId(pub u16);

/// Where something stands: in the reading text, and in the source it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Bytes of the reading text.
    pub range: Range<u32>,
    /// One span, or several where the text was put together from several places or files; never none.
    pub spans: Vec<Span>,
}

impl Place {
    /// Returns the place of a range of a reading.
    pub fn new(reading: &Reading, range: Range<u32>) -> Self {
        let mut spans = reading.source_of(range.start, range.end);
        if spans.is_empty() {
            let at = reading.source_at(range.start);
            spans.push(Span::new(at, at));
        }
        Self { range, spans }
    }

    /// Returns the start of a draft, for what is missing from all of it.
    pub fn start() -> Self {
        Self { range: 0..0, spans: vec![Span::default()] }
    }

    /// Returns a place in the source that is not a part of what is read.
    pub fn source(span: Span) -> Self {
        Self { range: 0..0, spans: vec![span] }
    }

    /// Returns the first of its spans.
    pub fn first(&self) -> Span {
        self.spans.first().copied().unwrap_or_default()
    }
}

/// What a rule puts into its message.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(untagged)]
pub enum Value {
    /// A count, in the unit that its name or the rule's page says.
    Count(u32),
    /// Words of the draft or of the rule's file.
    Text(String),
}

impl From<u32> for Value {
    fn from(count: u32) -> Self {
        Self::Count(count)
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl std::fmt::Display for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Count(count) => count.fmt(f),
            Self::Text(text) => text.fmt(f),
        }
    }
}

/// Another place that matters to a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// Where.
    pub place: Place,
    /// Which of the rule's `[notes]` says what it is.
    pub note: &'static str,
}

/// One thing found in a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule that found it.
    pub rule: RuleId,
    /// How much it matters.
    pub severity: Severity,
    /// Which of the rule's messages fits, where it has several.
    pub variant: Option<&'static str>,
    /// Where it is.
    pub place: Place,
    /// Whether it is about the paper as a whole rather than about this place.
    pub is_whole_paper: bool,
    /// Whether it is about the sentence that it stands in as a whole, of which it marks a part.
    pub is_whole_sentence: bool,
    /// What goes into the message, by name.
    pub values: Vec<(&'static str, Value)>,
    /// What it costs its reader, where the rule weighs more than its first count; decides the order alone.
    pub cost: Option<u32>,
    /// Other places that matter, in reading order.
    pub related: Vec<Related>,
    /// How to mend it.
    pub fix: Option<Fix>,
    /// What it is known by in another version of the draft; made when all findings are there.
    pub fingerprint: Fingerprint,
}

impl Finding {
    /// Returns the value of that name.
    pub fn value(&self, name: &str) -> Option<&Value> {
        self.values.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    /// Returns what it costs its reader, for showing the worst first: as its rule says, else its weight.
    pub fn cost(&self) -> u32 {
        self.cost.unwrap_or_else(|| self.weight())
    }

    /// Returns how far over its threshold it is: the first count among its values.
    pub fn weight(&self) -> u32 {
        let count = |value: &Value| if let Value::Count(count) = value { Some(*count) } else { None };
        self.values.iter().find_map(|(_, value)| count(value)).unwrap_or(0)
    }
}

/// Takes the findings of one rule.
#[derive(Debug)]
pub struct Report<'a> {
    edited: Edited<'a>,
    rule: RuleId,
    found: &'a mut Vec<Finding>,
}

impl<'a> Report<'a> {
    /// Returns a report for `rule` on a draft read as `reading`.
    pub fn new(draft: &'a Draft, reading: &'a Reading, rule: RuleId, found: &'a mut Vec<Finding>) -> Self {
        Self { edited: Edited { draft, reading }, rule, found }
    }

    /// Reports a range of the reading text.
    pub fn at(&mut self, range: Range<u32>, severity: Severity) -> Reported<'_> {
        let place = Place::new(self.edited.reading, range);
        self.place(place, severity)
    }

    /// Reports a place.
    pub fn place(&mut self, place: Place, severity: Severity) -> Reported<'_> {
        let index = self.found.len();
        self.found.push(Finding {
            rule: self.rule,
            severity,
            variant: None,
            place,
            is_whole_paper: false,
            is_whole_sentence: false,
            values: Vec::new(),
            cost: None,
            related: Vec::new(),
            fix: None,
            fingerprint: Fingerprint::default(),
        });
        Reported { edited: self.edited, finding: &mut self.found[index] }
    }
}

/// A finding just reported, to which more can be said.
#[derive(Debug)]
pub struct Reported<'a> {
    edited: Edited<'a>,
    finding: &'a mut Finding,
}

impl Reported<'_> {
    /// Puts a value into the message.
    pub fn value(self, name: &'static str, value: impl Into<Value>) -> Self {
        self.finding.values.push((name, value.into()));
        self
    }

    /// Says what it costs its reader beside the others of its rule.
    pub fn cost(self, cost: u32) -> Self {
        self.finding.cost = Some(cost);
        self
    }

    /// Chooses one of the rule's messages.
    pub fn variant(self, variant: &'static str) -> Self {
        self.finding.variant = Some(variant);
        self
    }

    /// Says that it is about the whole paper.
    pub fn whole_paper(self) -> Self {
        self.finding.is_whole_paper = true;
        self
    }

    /// Says that the finding is about the sentence as a whole, and is known by it.
    pub fn whole_sentence(self) -> Self {
        self.finding.is_whole_sentence = true;
        self
    }

    /// Adds places, each with the same of the rule's `[notes]`.
    pub fn also(self, ranges: impl IntoIterator<Item = Range<u32>>, note: &'static str) -> Self {
        let related =
            ranges.into_iter().map(|range| Related { place: Place::new(self.edited.reading, range), note });
        self.finding.related.extend(related);
        self
    }

    /// Adds a place of the source, with one of the rule's `[notes]`.
    pub fn and(self, place: Place, note: &'static str) -> Self {
        self.finding.related.push(Related { place, note });
        self
    }

    /// Offers to replace the reported range by `text`; an empty one takes it out. Nothing is offered where markup stands in the way.
    pub fn replacement(self, text: &str, safety: Safety) -> Self {
        let range = self.finding.place.range.clone();
        self.replacements([(range, text)], safety)
    }

    /// Offers to replace several ranges. Those that cannot be edited stay as they are.
    pub fn replacements<T: AsRef<str>>(
        self,
        places: impl IntoIterator<Item = (Range<u32>, T)>,
        safety: Safety,
    ) -> Self {
        let edits = places.into_iter().filter_map(|(range, text)| self.edited.edit(range, text.as_ref()));
        let mut edits: Vec<Edit> = edits.collect();
        edits.sort_by_key(|edit| edit.span);
        if !edits.is_empty() {
            self.finding.fix = Some(Fix { edits, safety });
        }
        self
    }
}

/// Sorts findings by place, the more severe first where two start together.
pub fn sort(findings: &mut [Finding]) {
    findings.sort_by_key(|finding| {
        let span = finding.place.first();
        (span.start, std::cmp::Reverse(finding.severity), finding.rule, span.end)
    });
}
