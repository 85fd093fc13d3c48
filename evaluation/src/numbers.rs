//! Numbers of abstracts: each is changed, one at a time, and `abstract-number-mismatch` is asked whether it sees that.

use std::fs;
use std::io::{self, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, ensure};
use paperlint::internal::analysis::numbers::{Form, Given, Number, Unit, numbers};
use paperlint::internal::analysis::{Abstract, Paper, Vocabulary};
use paperlint::internal::check::{self, RuleSet, Scratch};
use paperlint::internal::document::{Document, Lexicon};
use paperlint::internal::findings::Severity;
use paperlint::internal::markup::{self, LoadError, Loader};
use paperlint::internal::rules;
use paperlint::internal::source::{Draft, Format, Source, Span};

use crate::share;

/// What to change.
#[derive(clap::Args)]
pub struct Args {
    /// Main files of papers
    #[arg(required = true, value_name = "PAPER")]
    papers: Vec<PathBuf>,
    /// Print each change that was not seen, too
    #[arg(long)]
    missed: bool,
}

/// The rule.
const RULE: &str = "abstract-number-mismatch";

/// Changes the numbers of each paper and prints how many changes were seen.
pub fn run(args: &Args) -> Result<()> {
    let rule = rules::builtin().into_iter().filter(|rule| rule.spec.id == RULE).collect();
    let rules = RuleSet::compile(rule).map_err(|error| anyhow!("{}: {}", RULE, error.problem.message))?;
    let mut score = Score::default();
    let mut out = io::stdout().lock();
    for path in &args.papers {
        let draft = assemble(path, None)?;
        let Some(targets) = targets(&draft) else {
            score.left_out += 1;
            continue;
        };
        score.papers += 1;
        score.already += found(&draft, &rules).len();
        for target in targets {
            for change in CHANGES {
                let Some(text) = changed(&target.digits, change) else { continue };
                let edit = Edit::new(&draft, target.at, text);
                let here = |place: &Span| place.start < target.at.end && place.end > target.at.start;
                let findings = found(&assemble(path, Some(&edit))?, &rules);
                let seen = findings.into_iter().find(|(place, _)| here(place)).map(|(_, severity)| severity);
                if args.missed && seen.is_none() {
                    let (name, text) = (change.name(), &edit.text);
                    writeln!(out, "{}: {} as {text}, {name}", path.display(), target.digits)?;
                }
                score.seen.push((target.kind, change, seen));
            }
        }
    }
    ensure!(score.papers > 0, "no paper has an abstract with numbers and numbers of its own");
    score.print(&mut out).context("cannot print")
}

/// How a number is changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Change {
    /// One more in the last digit, 9 becomes 8: a number of an older draft.
    Last,
    /// Two digits beside each other change places, the last two that differ: a slip of the fingers.
    Swap,
    /// One more in the first digit, 9 becomes 8.
    First,
}

const CHANGES: [Change; 3] = [Change::Last, Change::Swap, Change::First];

impl Change {
    fn name(self) -> &'static str {
        match self {
            Self::Last => "last digit",
            Self::Swap => "two digits swapped",
            Self::First => "first digit",
        }
    }
}

/// Returns the digits after a change; none where it cannot be made.
fn changed(digits: &str, change: Change) -> Option<String> {
    let mut bytes: Vec<u8> = digits.bytes().collect();
    let places: Vec<usize> = (0..bytes.len()).filter(|&at| bytes[at].is_ascii_digit()).collect();
    let other = |digit: u8| if digit == b'9' { b'8' } else { digit + 1 };
    match change {
        Change::Last => places.last().map(|&at| bytes[at] = other(bytes[at]))?,
        Change::First if places.len() > 1 => places.first().map(|&at| bytes[at] = other(bytes[at]))?,
        Change::First => return None,
        Change::Swap => {
            let pair = places.windows(2).rev().find(|pair| bytes[pair[0]] != bytes[pair[1]])?;
            bytes.swap(pair[0], pair[1]);
        }
    }
    String::from_utf8(bytes).ok()
}

/// A number of an abstract that can be changed in its source.
struct Target {
    at: Span,
    digits: String,
    kind: Kind,
}

/// What numbers are counted apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Small,
    Whole,
    Decimal,
}

const KINDS: [(Kind, &str); 3] = [
    (Kind::Small, "whole numbers below 10"),
    (Kind::Whole, "whole numbers from 10 on"),
    (Kind::Decimal, "decimals and percentages"),
];

fn kind(number: &Number) -> Kind {
    match number {
        Number { unit: Unit::Percent, .. } => Kind::Decimal,
        Number { step, .. } if *step < 1.0 => Kind::Decimal,
        Number { value, .. } if *value < 10.0 => Kind::Small,
        _ => Kind::Whole,
    }
}

/// Returns the numbers in digits of a paper's abstract, years left out; none where the paper has no abstract or code makes its numbers.
fn targets(draft: &Draft) -> Option<Vec<Target>> {
    let (lexicon, vocabulary) = (Lexicon::default(), Vocabulary::default());
    let reading = markup::read(draft);
    let document = Document::new(&reading, &lexicon);
    let paper = Paper::new(draft, &document, &vocabulary);
    let Abstract::Present(moves) = paper.abstract_() else { return None };
    Given::outside(&moves.blocks, &paper)?;
    let mut targets = Vec::new();
    for sentence in &moves.sentences {
        for number in numbers(&paper, sentence.tokens()) {
            let at = match number.form {
                Form::Digits => reading.verbatim(number.range.start, number.range.end),
                Form::Set => Some(number.source),
                Form::Year | Form::Words => None,
            };
            targets.extend(at.map(|at| Target {
                at,
                digits: draft.text(at).to_owned(),
                kind: kind(&number),
            }));
        }
    }
    Some(targets)
}

/// Returns where the rule finds something.
fn found(draft: &Draft, rules: &RuleSet) -> Vec<(Span, Severity)> {
    let lint = check::lint(draft, rules, &mut Scratch::default());
    lint.findings.iter().map(|finding| (finding.place.first(), finding.severity)).collect()
}

/// A change to one file of a paper; the length stays the same, so that all addresses do.
struct Edit {
    /// The file's name in the draft.
    file: String,
    /// Bytes of the file.
    range: Range<usize>,
    text: String,
}

impl Edit {
    fn new(draft: &Draft, at: Span, text: String) -> Self {
        let file = draft.file(draft.file_of(at.start));
        let range = (at.start - file.base) as usize..(at.end - file.base) as usize;
        Self { file: file.name.clone(), range, text }
    }
}

/// Returns a paper as it lies on disk, but for one change.
fn assemble(main: &Path, edit: Option<&Edit>) -> Result<Draft> {
    let bytes = fs::read(main).with_context(|| format!("cannot read {}", main.display()))?;
    let format = Format::from_path(main).with_context(|| format!("{}: unknown format", main.display()))?;
    let mut folder = Folder { at: main.parent().unwrap_or(Path::new(".")), edit };
    let source = folder.edited(Source::decode("", bytes));
    Ok(markup::assemble(source, format, &mut folder))
}

/// Files beside the main one, by their names.
struct Folder<'e> {
    at: &'e Path,
    edit: Option<&'e Edit>,
}

impl Folder<'_> {
    fn edited(&self, mut source: Source) -> Source {
        if let Some(edit) = self.edit.filter(|edit| edit.file == source.name) {
            source.text.replace_range(edit.range.clone(), &edit.text);
        }
        source
    }
}

impl Loader for Folder<'_> {
    fn load(&mut self, _from: &str, target: &str) -> Result<Source, LoadError> {
        let names = [format!("{target}.tex"), target.to_owned()];
        let found = names.into_iter().find_map(|name| Some((fs::read(self.at.join(&name)).ok()?, name)));
        found.map(|(bytes, name)| self.edited(Source::decode(name, bytes))).ok_or(LoadError::Missing)
    }
}

/// How many changes were made and seen.
#[derive(Default)]
struct Score {
    papers: usize,
    /// Papers without an abstract, or with numbers that code makes.
    left_out: usize,
    /// Findings before any change.
    already: usize,
    seen: Vec<(Kind, Change, Option<Severity>)>,
}

impl Score {
    fn print(&self, out: &mut impl Write) -> io::Result<()> {
        let Self { papers, left_out, already, .. } = self;
        writeln!(out, "{papers} papers; {left_out} left out; {already} findings before any change")?;
        for (kind, name) in KINDS {
            for change in CHANGES {
                let of = |is_wanted: fn(&Option<Severity>) -> bool| {
                    let same = self.seen.iter().filter(|seen| (seen.0, seen.1) == (kind, change));
                    same.filter(|seen| is_wanted(&seen.2)).count()
                };
                let (all, warned, seen) =
                    (of(|_| true), of(|seen| *seen >= Some(Severity::Warning)), of(Option::is_some));
                writeln!(
                    out,
                    "{name:<26} {:<20} seen {seen} of {all} ({:.2}), as a warning {warned}",
                    change.name(),
                    share(seen, all)
                )?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_keeps_the_length_and_differs() {
        assert_eq!(changed("12.4", Change::Last).as_deref(), Some("12.5"));
        assert_eq!(changed("1,299", Change::Swap).as_deref(), Some("1,929"));
        assert_eq!(changed("9", Change::First), None);
        assert_eq!(changed("99", Change::Swap), None);
    }
}
