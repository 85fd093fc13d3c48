//! Sentences on plans, each the only one in its paper, and what the results then are.

mod proposals;

use paperlint::internal::analysis::{Paper, State, Vocabulary};
use paperlint::internal::assemble;
use paperlint::internal::document::{Document, Lexicon};
use paperlint::internal::markup::{self, NoLoader};
use paperlint::internal::source::{Format, Source};

#[test]
fn a_denial_is_never_turned_into_its_opposite() {
    let mut wrong = Vec::new();
    for line in include_str!("denials.tsv").lines().filter(|line| !line.starts_with('#')) {
        let (state, sentence) = line.split_once('\t').expect("a line is a state and a sentence");
        let found = state_with(sentence);
        if found != state {
            wrong.push(format!("{state}, found {found}: {sentence}"));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// Returns what the one result of a paper is whose methods hold this sentence and no other on plans.
fn state_with(sentence: &str) -> &'static str {
    let text = format!(
        "# Introduction\n\nPeople sleep badly in towns.\n\n# Methods\n\nForty people drank each tea. {sentence}\n\n\
         # Results\n\nPeople slept 12% longer after the green tea (p = .01).\n"
    );
    let draft = assemble(Source::new("paper.md", text), Format::Markdown, &mut NoLoader);
    let (lexicon, vocabulary) = (Lexicon::default(), Vocabulary::default());
    let reading = markup::read(&draft);
    let document = Document::new(&reading, &lexicon);
    let paper = Paper::new(&draft, &document, &vocabulary);
    match paper.results().sections.first().expect("the paper has a result").state() {
        State::Planned => "planned",
        State::Exploratory => "exploratory",
        State::Mixed => "both",
        State::Unsaid => "unsaid",
    }
}
