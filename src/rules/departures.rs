//! What the rules on departures from a plan share: where one stands, and how both sides are quoted.

use crate::analysis::Paper;
use crate::analysis::plans::{Compared, Topic, Verdict};
use crate::findings::{Place, Report, Reported, Severity};

/// Words that a message quotes of the plan, and of the paper: as many as a line of a terminal holds.
const QUOTED: usize = 12;

/// Reports each departure of a topic with these verdicts, with what is planned and what is done; `say` adds to it.
pub(super) fn report(
    paper: &Paper<'_>,
    out: &mut Report<'_>,
    (topic, verdicts): (Topic, &[Verdict]),
    severity: Severity,
    say: impl Fn(&Compared, Reported<'_>),
) {
    for departure in paper.departures(topic).filter(|departure| verdicts.contains(&departure.verdict)) {
        let reading = paper.document.reading();
        let done = departure.done.clone();
        let text = done.clone().map(|done| reading.slice(done.start, done.end));
        let place = done.map_or_else(|| super::title(paper), |done| Place::new(reading, done));
        let planned = departure.planned.what.clone().unwrap_or_else(|| short(&departure.planned.text));
        let done = departure.instead.clone().or(text.map(short));
        let mut reported = out
            .place(place, severity)
            .value("planned", planned)
            .and(Place::source(paper.draft.in_plan(departure.planned.at)), "planned");
        if let Some(done) = done {
            reported = reported.value("done", done);
        }
        say(departure, reported);
    }
}

/// Returns the first words of a text.
fn short(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let first = words.get(..QUOTED.min(words.len())).unwrap_or(&words).join(" ");
    if words.len() > QUOTED { format!("{first} …") } else { first.trim_end_matches('.').to_owned() }
}
