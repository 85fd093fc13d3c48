//! What an author says of planned and exploratory results is heard, and never turned into its opposite: sentences that a grammar
//! makes, and some written freely, each in a draft that says nothing else; and whole papers, section by section.
//!
//! What fails today is listed in `known-failures.tsv`, cell by cell. The list may only be as long as it must: a sentence that fails
//! and is not listed fails the test, and so does one that is listed and passes. `cargo xtask generate statements` writes the list anew.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod grammar;
mod papers;

use std::collections::{BTreeMap, HashSet};
use std::fmt::Write;
use std::fs;
use std::process::ExitCode;

use libtest_mimic::{Arguments, Failed, Trial};
use paperlint::internal::analysis::{Analyzer, Scratch};
use paperlint::internal::markup::NoLoader;
use paperlint::internal::output::{ResultsFormat, ResultsPage, results};
use paperlint::internal::source::{Format, Source};
use paperlint::internal::{Draft, assemble};
use serde_json::Value;

use grammar::{Cell, Wanted};

const FOLDER: &str = "tests/statements";
const KNOWN: &str = "tests/statements/known-failures.tsv";
/// A grammar that makes fewer sentences than this says little of kinds.
const FEWEST: usize = 1000;

fn main() -> ExitCode {
    let mut cells = grammar::cells(&read("grammar.txt"));
    cells.extend(free("free", &read("free-dev.tsv")));
    cells.extend(free("free, once blind", &read("free-test.tsv")));
    cells.extend(free("paraphrases", &read("paraphrases.tsv")));
    cells.extend(free("wide", &read("wide.tsv")));
    cells.extend(free("topic", &read("topic.tsv")));
    cells.extend(free("indirect", &read("indirect.tsv")));
    cells.extend(free("fresh", &read("fresh.tsv")));
    cells.extend(free("limits", &read("limits.tsv")));
    cells.extend(free("field", &read("field.tsv")));
    let sentences: usize = cells.iter().map(|cell| cell.sentences.len()).sum();
    let failures = failures(&cells);
    if std::env::var_os("UPDATE").is_some() {
        fs::write(KNOWN, list(&cells, &failures)).unwrap();
    }
    let known: HashSet<String> = fs::read_to_string(KNOWN).unwrap().lines().map(str::to_owned).collect();
    let contradictions = contradictions(&cells);

    let mut trials = vec![
        Trial::test("grammar::is_large", move || match sentences >= FEWEST {
            true => Ok(()),
            false => Err(format!("only {sentences} sentences").into()),
        }),
        Trial::test("grammar::is_consistent", move || match contradictions.as_str() {
            "" => Ok(()),
            _ => Err(format!("two meanings:\n{contradictions}").into()),
        }),
    ];
    let all: HashSet<String> = failures.iter().flatten().map(Failure::line).collect();
    let stale: Vec<String> =
        known.iter().filter(|line| is_case(line) && !all.contains(*line)).cloned().collect();
    trials.push(Trial::test("known_failures::still_fail", move || match stale.as_slice() {
        [] => Ok(()),
        _ => Err(format!(
            "these pass or fail otherwise now; `cargo xtask generate statements` lists them:\n{}",
            stale.join("\n")
        )
        .into()),
    }));
    trials.extend(papers::trials(&format!("{FOLDER}/papers")));
    for (cell, failures) in cells.iter().zip(failures) {
        let unknown: Vec<String> =
            failures.iter().map(Failure::line).filter(|line| !known.contains(line)).collect();
        trials.push(Trial::test(cell.name.clone(), move || report(&unknown)));
    }
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

fn read(name: &str) -> String {
    fs::read_to_string(format!("{FOLDER}/{name}")).unwrap_or_else(|error| panic!("{FOLDER}/{name}: {error}"))
}

/// Returns the free sentences that speak of the whole paper, of one result or of none: a cell for each meaning. Those of one result stand
/// before one.
fn free(name: &str, table: &str) -> Vec<Cell> {
    let mut cells: BTreeMap<(&str, &str, &str), Vec<String>> = BTreeMap::new();
    for line in table.lines().filter(|line| is_case(line)) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [state, reach, registration, sentence, ref rest @ ..] = columns[..] else {
            panic!("four columns: {line}")
        };
        // A departure from the plan says of no result what it is.
        let state = if rest.first() == Some(&"deviation") { "none" } else { state };
        let draft = match reach {
            "paper" | "-" => "methods",
            "result" => "before-a-result",
            _ => continue,
        };
        cells.entry((state, registration, draft)).or_default().push(sentence.to_owned());
    }
    let cell = |((state, registration, draft), sentences): ((&str, &str, &str), Vec<String>)| Cell {
        name: format!("{name} · {state} · {registration} · {draft}"),
        wanted: Wanted { state: state.to_owned(), registration: registration.to_owned() },
        draft: draft.to_owned(),
        sentences,
    };
    cells.into_iter().map(cell).collect()
}

/// A sentence that is not understood as it is meant.
struct Failure {
    /// `inverted`: planned for exploratory or the other way round. `invented`: a state where nothing is said. `unheard`: none where
    /// something is said. `blurred`: one of two kinds. `registration`: the state alone is right. `unseen`: not the sections of results
    /// that the draft has.
    kind: &'static str,
    wanted: String,
    found: String,
    draft: String,
    sentence: String,
}

impl Failure {
    fn line(&self) -> String {
        [self.kind, &self.wanted, &self.found, &self.draft, &self.sentence].join("\t")
    }
}

fn is_case(line: &str) -> bool {
    !line.is_empty() && !line.starts_with('#')
}

fn report(unknown: &[String]) -> Result<(), Failed> {
    match unknown {
        [] => Ok(()),
        _ => Err(format!("fail and are not listed (kind, wanted, found):\n{}", unknown.join("\n")).into()),
    }
}

/// For each cell what fails in it. All drafts are read in one go.
fn failures(cells: &[Cell]) -> Vec<Vec<Failure>> {
    let (analyzer, mut scratch) = (Analyzer::default(), Scratch::default());
    let drafts =
        cells.iter().flat_map(|cell| cell.sentences.iter().map(|sentence| draft(&cell.draft, sentence)));
    let pages: Vec<ResultsPage> =
        drafts.map(|draft| analyzer.paper(&draft, &mut scratch, ResultsPage::of)).collect();
    let json: Value = serde_json::from_str(&results(&pages, ResultsFormat::Json, false, 0)).unwrap();
    let mut papers = json["papers"].as_array().unwrap().iter();
    let of_cell = |cell: &Cell| {
        let sentences = cell.sentences.iter().zip(papers.by_ref());
        sentences.filter_map(|(sentence, paper)| failure(cell, sentence, paper)).collect()
    };
    cells.iter().map(of_cell).collect()
}

fn draft(name: &str, sentence: &str) -> Draft {
    let text = read(&format!("drafts/{name}.md"));
    assert!(text.contains("SENTENCE"), "{name}.md has no place for a sentence");
    assemble(Source::new("draft.md", text.replace("SENTENCE", sentence)), Format::Markdown, &mut NoLoader)
}

fn failure(cell: &Cell, sentence: &str, paper: &Value) -> Option<Failure> {
    let Wanted { state, registration } = &cell.wanted;
    let found: Vec<&str> = paper["sections"].as_array().unwrap().iter().map(state_of).collect();
    let is_registered = !paper["registration"].is_null();
    let is_registration_right = registration == "any" || is_registered == (registration == "own");
    let kind = kind(&state.split(" + ").collect::<Vec<_>>(), &found)
        .or_else(|| (!is_registration_right).then_some("registration"))?;
    let registered = if is_registered { "registered" } else { "not registered" };
    Some(Failure {
        kind,
        wanted: format!("{state}, {registration}"),
        found: format!("{}, {registered}", found.join(" + ")),
        draft: cell.draft.clone(),
        sentence: sentence.to_owned(),
    })
}

/// Returns the state of a section of results, in the words of the grammar.
fn state_of(section: &Value) -> &str {
    match section["state"].as_str().unwrap() {
        "mixed" => "both",
        "unsaid" => "none",
        state => state,
    }
}

/// Returns how the states that are found fail those that are wanted: the worst of all sections.
fn kind(wanted: &[&str], found: &[&str]) -> Option<&'static str> {
    if wanted.len() != found.len() {
        return Some("unseen");
    }
    let pairs: Vec<(&str, &str)> = wanted.iter().copied().zip(found.iter().copied()).collect();
    let any = |fails: fn(&str, &str) -> bool| pairs.iter().any(|&(wanted, found)| fails(wanted, found));
    if any(|wanted, found| matches!((wanted, found), ("planned", "exploratory") | ("exploratory", "planned")))
    {
        Some("inverted")
    } else if any(|wanted, found| wanted == "none" && found != "none") {
        Some("invented")
    } else if any(|wanted, found| wanted != "none" && found == "none") {
        Some("unheard")
    } else if any(|wanted, found| wanted != found) {
        Some("blurred")
    } else {
        None
    }
}

/// Returns the failures as the file has them: how many of each kind, then cell by cell.
fn list(cells: &[Cell], failures: &[Vec<Failure>]) -> String {
    let sentences: usize = cells.iter().map(|cell| cell.sentences.len()).sum();
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for failure in failures.iter().flatten() {
        *kinds.entry(failure.kind).or_default() += 1;
    }
    let count: usize = kinds.values().sum();
    let mut out = format!(
        "# Sentences that are not understood as they are meant: {count} of {sentences}. Written by `cargo xtask generate statements`.\n"
    );
    for (kind, count) in kinds {
        let _ = writeln!(out, "# {kind}: {count}");
    }
    out.push_str("# kind\twanted\tfound\tdraft\tsentence\n");
    for (cell, failures) in cells.iter().zip(failures).filter(|(_, failures)| !failures.is_empty()) {
        let _ = writeln!(out, "\n# [{}] {} of {}", cell.name, failures.len(), cell.sentences.len());
        for failure in failures {
            let _ = writeln!(out, "{}", failure.line());
        }
    }
    out
}

/// Sentences that two cells give different meanings, one a line.
fn contradictions(cells: &[Cell]) -> String {
    let mut meanings: BTreeMap<(&str, &str), &Wanted> = BTreeMap::new();
    let mut out = String::new();
    for cell in cells {
        for sentence in &cell.sentences {
            let first = meanings.entry((&cell.draft, sentence)).or_insert(&cell.wanted);
            if **first != cell.wanted {
                let _ = writeln!(out, "{sentence}: {first:?} and {:?}", cell.wanted);
            }
        }
    }
    out
}
