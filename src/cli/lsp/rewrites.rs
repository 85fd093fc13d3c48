//! Changes that only an author can choose: a long sentence made into two, an acronym spelled out.
//!
//! Invariant: the paper is read with each of them before it is offered. It must read as meant, and what was found must be gone.

use std::ops::Range;

use super::looked::{Eyes, Looked, Shown};
use crate::findings::apply::{apply, choose};
use crate::findings::{Edit, Finding, Report, Safety, Value};
use crate::markup::{Reading, read};

/// Which of a rule's notes marks a place where a new sentence could start.
const SPLIT: &str = "split";

/// Variants of a finding of an acronym whose long form is known and belongs to this place.
const SPELLED: [&str; 3] = ["unlinked", "late", "abstract"];

/// Words by which two sentences are joined, each with how the second one then begins.
const JOINS: &str = include_str!("../../../data/en/joins.txt");

/// A change of a paper, and what it does in a few words.
pub struct Rewrite {
    pub title: String,
    pub edits: Vec<Edit>,
}

/// What of a reading is replaced, by what, and what that does.
struct Wanted {
    range: Range<u32>,
    text: String,
    title: String,
}

/// Returns the changes that mend a finding.
pub fn of(paper: &Looked, found: &Shown, eyes: &mut Eyes<'_>) -> Vec<Rewrite> {
    let Some(finding) = paper.finding(found) else { return Vec::new() };
    let marks = finding
        .related
        .iter()
        .filter(|related| related.note == SPLIT)
        .map(|related| related.place.range.clone());
    let marks: Vec<Range<u32>> = marks.collect();
    let is_spelled = finding.variant.is_some_and(|variant| SPELLED.contains(&variant));
    if marks.is_empty() && !is_spelled {
        return Vec::new();
    }
    let reading = read(&paper.draft);
    let splits = marks.into_iter().filter_map(|mark| split(finding, &reading, mark));
    let spelled = is_spelled.then(|| spelled(finding, &reading)).flatten();
    splits.chain(spelled).filter_map(|wanted| sound(wanted, paper, finding, &reading, eyes)).collect()
}

/// Returns a change, where it does what it should.
fn sound(
    wanted: Wanted,
    paper: &Looked,
    finding: &Finding,
    reading: &Reading,
    eyes: &mut Eyes<'_>,
) -> Option<Rewrite> {
    let mut made = Vec::new();
    let mut report = Report::new(&paper.draft, reading, finding.rule, &mut made);
    report.at(wanted.range, finding.severity).replacement(&wanted.text, Safety::Suggested);
    let fix = made.pop()?.fix?;
    let chosen = choose(&paper.draft, [&fix]);
    let after = eyes.lint(paper.paper, &apply(&paper.draft, &chosen));
    let is_gone = !after.findings.iter().any(|other| other.fingerprint == finding.fingerprint);
    (!chosen.is_empty() && is_gone).then_some(Rewrite { title: wanted.title, edits: fix.edits })
}

/// Returns a new sentence: after a semicolon, or in the place of a word that joins two. What follows another word is no sentence by itself.
fn split(finding: &Finding, reading: &Reading, at: Range<u32>) -> Option<Wanted> {
    let sentence = &finding.place.range;
    let before = reading.slice(sentence.start, at.start);
    let kept = before.trim_end_matches([' ', ',', ';']);
    let word = reading.slice(at.start, at.end);
    let mut joins = JOINS
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.split_once('\t').unwrap_or((line, "")));
    let begins = match joins.find(|(join, _)| join.eq_ignore_ascii_case(word)) {
        Some((_, begins)) => (at.end, begins),
        None if before.trim_end().ends_with(';') => (at.start, ""),
        None => return None,
    };
    let rest = reading.slice(begins.0, sentence.end);
    let next = rest.trim_start();
    let (end, begins) = match begins {
        (from, "") => {
            let first = next.chars().next().filter(|first| first.is_alphabetic())?;
            (from + (rest.len() - next.len() + first.len_utf8()) as u32, first.to_uppercase().to_string())
        }
        (from, begins) => (from, begins.to_owned()),
    };
    let words: Vec<&str> = next.split(' ').take(3).collect();
    let title = format!("Split here, before “{}”", words.join(" "));
    Some(Wanted { range: sentence.start + kept.len() as u32..end, text: format!(". {begins}"), title })
}

/// Returns the long form of an acronym beside it.
fn spelled(finding: &Finding, reading: &Reading) -> Option<Wanted> {
    let (Value::Text(acronym), Value::Text(long)) = (finding.value("acronym")?, finding.value("long")?)
    else {
        return None;
    };
    let range = finding.place.range.clone();
    let text = format!("{long} ({acronym})");
    (reading.slice(range.start, range.end) == acronym).then(|| Wanted {
        range,
        title: format!("Write “{text}”"),
        text,
    })
}
