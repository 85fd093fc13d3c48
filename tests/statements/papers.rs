//! Whole papers: the state of each of their sections of results, as a careful reader takes it. `papers/states.tsv` has them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use libtest_mimic::{Failed, Trial};
use paperlint::internal::Draft;
use paperlint::internal::analysis::results::State;
use paperlint::internal::analysis::{Analyzer, Scratch};
use paperlint::internal::markup::NoLoader;
use paperlint::internal::source::{Format, Source};

/// Returns a trial for each paper that the table names.
pub fn trials(folder: &str) -> Vec<Trial> {
    let table = fs::read_to_string(format!("{folder}/states.tsv")).unwrap();
    let mut papers: BTreeMap<String, Vec<Section>> = BTreeMap::new();
    for line in table.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [paper, section, state, ref rest @ ..] = columns[..] else { panic!("three columns: {line}") };
        let found = rest.first().copied().unwrap_or(state).to_owned();
        papers.entry(paper.to_owned()).or_default().push(Section { title: section.to_owned(), found });
    }
    let trial = |(paper, wanted): (String, Vec<Section>)| {
        let path = format!("{folder}/{paper}");
        Trial::test(format!("paper · {paper}"), move || compare(Path::new(&path), &wanted))
    };
    papers.into_iter().map(trial).collect()
}

/// A section, and the state that is found of it; `unseen` where it is not taken for one of results.
#[derive(Debug, PartialEq, Eq)]
struct Section {
    title: String,
    found: String,
}

fn compare(path: &Path, wanted: &[Section]) -> Result<(), Failed> {
    let source = Source::new("paper", fs::read_to_string(path).unwrap());
    let draft: Draft = paperlint::internal::assemble(source, Format::from_path(path).unwrap(), &mut NoLoader);
    let found = Analyzer::default().paper(&draft, &mut Scratch::default(), |paper| {
        let of_section = |section: &paperlint::internal::analysis::ResultSection<'_>| Section {
            title: section.section.title().trim().to_owned(),
            found: name(section.state()).to_owned(),
        };
        paper.results().sections.iter().map(of_section).collect::<Vec<_>>()
    });
    let last = |title: &str| title.rsplit(" > ").next().unwrap_or_default().to_owned();
    let wanted: Vec<Section> = wanted
        .iter()
        .filter(|section| section.found != "unseen")
        .map(|section| Section { title: last(&section.title), found: section.found.clone() })
        .collect();
    if found == wanted { Ok(()) } else { Err(format!("found {found:#?}\nwanted {wanted:#?}").into()) }
}

/// Returns the state of a section, in the words of the grammar.
fn name(state: State) -> &'static str {
    match state {
        State::Planned => "planned",
        State::Exploratory => "exploratory",
        State::Mixed => "both",
        State::Unsaid => "none",
    }
}
