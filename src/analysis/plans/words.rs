//! What words of a plan say, from `words.txt`.

use std::ops::Range;
use std::sync::LazyLock;

use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::{Error, StrDeserializer};

/// What words hint at: a part of a plan, a field of an experiment, a date, a direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Hint {
    /// A heading that forms of registrations have.
    Form,
    /// Why the project is worth the work.
    Motivation,
    /// A question, a goal, a hypothesis.
    Question,
    /// Experiments.
    Experiments,
    /// What an experiment is compared with.
    Baseline,
    /// When what is done.
    Milestones,
    /// What comes out.
    Deliverables,
    /// Who reads the plan or the draft.
    Feedback,
    /// When to stop the project.
    Stop,
    /// What comes first.
    Priority,
    /// When data collection ends.
    Stopping,
    /// How many are observed.
    SampleSize,
    /// Who or what is left out.
    Exclusions,
    /// What is exploratory.
    Exploratory,
    /// Statistical tests and models.
    Tests,
    /// The outcome of a study.
    Outcome,
    /// What varies in an experiment.
    Varies,
    /// What is measured.
    Measures,
    /// What is expected.
    Expects,
    /// What result would change the plan.
    Decides,
    /// What it costs.
    Costs,
    /// A date.
    Date,
    /// Which way a hypothesis points.
    Direction,
    /// Says that a paper departs from its plan.
    Departs,
    /// Speaks of deviations, wherever it stands.
    Deviates,
    /// Says that something could not be tested.
    Untested,
    /// Names a plan, a registration or a protocol.
    Registers,
    /// Stands before a number that something is more or less than.
    Bound,
    /// Says who or what was left out.
    Excludes,
    /// Says that there is nothing to say.
    Nothing,
    /// Names the first outcome.
    Primary,
    /// Who is observed.
    Observed,
    /// A span of time or a share.
    Interval,
    /// Says what a model adjusts for.
    Adjusts,
    /// A heading of what is adjusted for or varied, not measured.
    Covariates,
    /// A part of a model that is no covariate.
    Structure,
    /// Says that something was planned.
    Plans,
    /// Ends a list, before or behind it.
    Ends,
}

impl Hint {
    /// Returns whether it is a part that forms of registrations ask for.
    pub fn is_of_registrations(self) -> bool {
        use Hint::{Exclusions, Exploratory, Outcome, SampleSize, Stopping, Tests};
        matches!(self, Stopping | SampleSize | Exclusions | Exploratory | Tests | Outcome)
    }
}

/// Where words stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// In a heading.
    Heading,
    /// Anywhere in the text.
    Says,
    /// Before the colon at the start of an item.
    Label,
    /// In the head of a table.
    Column,
    /// Among the first two words of a sentence.
    Opening,
    /// In a clause of a few words.
    Alone,
    /// Before the list that it speaks of.
    Before,
    /// Behind the list that it speaks of.
    Behind,
}

/// Returns whether a text holds words of that hint.
pub fn says(text: &str, hint: Hint) -> bool {
    first(text, Place::Says, |found| found == hint).is_some()
}

/// Returns the place among all lines of the first for a heading with that hint that fits: those that say it most plainly come first.
pub fn rank(heading: &str, hint: Hint) -> Option<usize> {
    let text = spaced(heading);
    let fits = |cue: &Cue| cue.place == Place::Heading && cue.hint == hint && fits(&cue.pieces, &text);
    CUES.iter().position(fits)
}

/// Returns the hint of the first line of `words.txt` for that place that fits and is `wanted`.
pub fn first(text: &str, place: Place, wanted: impl Fn(Hint) -> bool) -> Option<Hint> {
    let text = spaced(text);
    let fits = |cue: &&Cue| cue.place == place && wanted(cue.hint) && fits(&cue.pieces, &text);
    CUES.iter().find(fits).map(|cue| cue.hint)
}

/// Returns the lists of what a sentence says that its models adjust for, in lower case.
pub(super) fn words_between(text: &str) -> Vec<String> {
    let is_mark = |c: char| matches!(c, ',' | '.' | ';' | ':' | '(' | ')');
    let apart = |c: char| if is_mark(c) { vec![' ', c, ' '] } else { vec![c] };
    let lower: String = text.to_lowercase().chars().flat_map(apart).collect();
    let lower = format!(" {} ", lower.split_whitespace().collect::<Vec<_>>().join(" "));
    let at = |place: Place| CUES.iter().filter(move |cue| cue.hint == Hint::Adjusts && cue.place == place);
    let ends = |place: Place| CUES.iter().filter(move |cue| cue.hint == Hint::Ends && cue.place == place);
    let is_stop = |c: char| matches!(c, '.' | ';' | ':' | '(' | ')');
    let word = |cue: &'static Cue| cue.pieces.first().map_or("", |piece| piece.as_str());
    let behind = at(Place::Before).filter_map(|cue| lower.split_once(word(cue))).map(|(_, list)| {
        let list = list.split(is_stop).next().unwrap_or("");
        ends(Place::Behind).fold(list, |list, end| list.split_once(word(end)).map_or(list, |(list, _)| list))
    });
    let before = at(Place::Behind).filter_map(|cue| lower.split_once(word(cue))).map(|(list, _)| {
        let list = list.rsplit(is_stop).next().unwrap_or("");
        ends(Place::Before).fold(list, |list, end| list.rsplit_once(word(end)).map_or(list, |(_, list)| list))
    });
    behind.chain(before).map(str::to_owned).collect()
}

struct Cue {
    hint: Hint,
    place: Place,
    /// The pieces between gaps, in order, each with the spaces at its ends.
    pieces: Vec<String>,
}

/// Returns whether a spaced text holds the pieces of a cue in their order.
pub(super) fn fits(pieces: &[String], text: &str) -> bool {
    let mut rest = text;
    pieces.iter().all(|piece| {
        let found = rest.split_once(piece.as_str());
        found.is_some_and(|(_, after)| {
            rest = after;
            true
        })
    })
}

/// Returns the pieces of a cue between its gaps.
pub(super) fn pieces(words: &str) -> Vec<String> {
    let piece = |piece: &str| match piece.strip_suffix('*') {
        Some(stem) => format!(" {stem}"),
        None => format!(" {piece} "),
    };
    words.split(" * ").map(piece).collect()
}

static CUES: LazyLock<Vec<Cue>> = LazyLock::new(|| {
    let lines = include_str!("../../../data/en/plan_words.txt").lines();
    lines.filter(|line| !line.starts_with('#') && !line.is_empty()).filter_map(cue).collect()
});

fn cue(line: &str) -> Option<Cue> {
    let mut fields = line.splitn(3, ' ');
    let hint = Hint::deserialize(named(fields.next()?)).ok()?;
    let place = Place::deserialize(named(fields.next()?)).ok()?;
    Some(Cue { hint, place, pieces: pieces(fields.next()?) })
}

fn named(name: &str) -> StrDeserializer<'_, Error> {
    name.into_deserializer()
}

/// Returns the words in lower case, each between spaces.
pub(super) fn spaced(text: &str) -> String {
    let lower = text.to_lowercase();
    let words = lower
        .split(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '\'')))
        .filter(|word| !word.is_empty());
    words.fold(String::from(" "), |all, word| all + word + " ")
}

/// Returns the clauses of a text, in bytes of the reading text: what stands between full stops, semicolons, commas, and an `and` behind
/// which something is measured. A comma is a part of the clause before it.
pub(super) fn clauses(text: &str, base: u32) -> Vec<Range<u32>> {
    let is_end = |(at, mark): &(usize, &str)| {
        let rest = text.get(at + mark.len()..).unwrap_or("");
        match *mark {
            " and " => says(rest.split_whitespace().next().unwrap_or(""), Hint::Measures),
            // `0.3` and `e.g.` go on.
            _ => rest.is_empty() || rest.starts_with(char::is_whitespace),
        }
    };
    let mut marks: Vec<(usize, &str)> =
        text.match_indices([',', ';', '.']).chain(text.match_indices(" and ")).collect();
    marks.retain(is_end);
    marks.sort_unstable();
    let mut found = Vec::new();
    let mut start = 0;
    for (at, mark) in marks.into_iter().chain([(text.len(), "")]) {
        let end = if mark == "," { at + 1 } else { at };
        let clause = text.get(start..end).unwrap_or("");
        let (left, trimmed) = (clause.len() - clause.trim_start().len(), clause.trim());
        if !trimmed.is_empty() {
            let from = base + (start + left) as u32;
            found.push(from..from + trimmed.len() as u32);
        }
        start = at + mark.len();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_read() {
        let lines = include_str!("../../../data/en/plan_words.txt")
            .lines()
            .filter(|line| !line.starts_with('#') && !line.is_empty());
        assert_eq!(lines.count(), CUES.len());
    }

    #[test]
    fn words_are_whole_unless_a_star_ends_them() {
        assert!(says("We will count the nests.", Hint::Measures));
        assert!(!says("An accountant's view", Hint::Measures));
        assert!(says("If nobody answers by then, we stop.", Hint::Stop));
        assert!(!says("The stopwatch is new.", Hint::Stop));
    }
}
