//! Limits and words that no other test would miss: each is held from both sides.

use paperlint::internal::analysis::{DocType, Paper, Vocabulary};
use paperlint::internal::assemble;
use paperlint::internal::document::{Document, Lexicon};
use paperlint::internal::markup::{self, NoLoader};
use paperlint::{Config, Diagnostic, Draft, Format, Linter, LoadError, Loader, Source};

/// Returns what `look` makes of a paper.
fn of<T>(text: &str, format: Format, look: impl FnOnce(&Paper<'_>) -> T) -> T {
    let draft = assemble(Source::new("paper", text), format, &mut NoLoader);
    let (lexicon, vocabulary) = (Lexicon::default(), Vocabulary::default());
    let reading = markup::read(&draft);
    let document = Document::new(&reading, &lexicon);
    look(&Paper::new(&draft, &document, &vocabulary))
}

/// Returns what one rule finds.
fn found(rule: &str, text: &str) -> Vec<Diagnostic> {
    let config = Config::from_toml(&format!("select = [{rule:?}]\n")).unwrap();
    Linter::with_config(&config).unwrap().lint(&Draft::new("paper.md", text)).diagnostics
}

#[test]
fn a_row_of_words_without_the_common_ones_is_no_long_sentence() {
    let english = "We keep the tea of the house in cups, and it is warm for an hour.\n\n".repeat(8);
    let count =
        |row: &str| found("long-sentence", &format!("# Cups\n\n{english}{}.\n", row.repeat(5).trim())).len();
    assert_eq!(count("Warm cups tea lids steam kettle water stove spoon sugar milk honey "), 0);
    assert_eq!(count("Warm cups of tea the steam kettle in water the stove spoon sugar milk honey "), 1);
}

#[test]
fn ten_claims_make_results_of_sections_that_are_not_called_so() {
    let sections = |claims: usize| {
        let claims = "Blue cups were significantly warmer, t(38) = 2.4, p = .021.\n\n".repeat(claims);
        let text = format!("# Introduction\n\nTea cools.\n\n# Blue and red\n\n{claims}");
        of(&text, Format::Markdown, |paper| paper.results().sections.len())
    };
    assert_eq!([9, 10].map(sections), [0, 1]);
}

#[test]
fn three_theorems_or_proofs_make_a_paper_one_of_theory() {
    let kind = |count: usize| {
        let theorems =
            "\\begin{theorem}\nEach cup has a lid.\n\\end{theorem}\n\nThis is so for all cups.\n\n"
                .repeat(count);
        let text = format!(
            "\\documentclass{{article}}\n\\begin{{document}}\n\\section{{Cups}}\n{theorems}\\end{{document}}\n"
        );
        of(&text, Format::Latex, |paper| paper.doc_type())
    };
    assert_ne!(kind(2), DocType::Theory);
    assert_eq!(kind(3), DocType::Theory);
}

#[test]
fn eight_capitals_are_a_row_of_names_in_which_no_acronym_is_looked_for() {
    let text = |row: &str| format!("# Introduction\n\nThe cups are warm, and tea is in them.\n\n{row}\n");
    assert_eq!(found("undefined-acronym", &text("Warm QZN Lid Cup Street QZN")).len(), 1);
    assert_eq!(found("undefined-acronym", &text("Warm Tea QZN Lid Cup Street Oxbow QZN")).len(), 0);
}

#[test]
fn a_long_sentence_is_split_where_eight_words_are_left_on_each_side() {
    let prose =
        "Then we kept the cups of the first group on the table near the stove of the kitchen ".to_owned();
    let prose = prose + &"with the lids of the cups from the other group of the same size ".repeat(3);
    let places = |tail: &str| {
        let found = found("long-sentence", &format!("# Cups\n\n{}, {tail}.\n", prose.trim()));
        assert_eq!(found.len(), 1, "{tail}");
        found[0].related.len()
    };
    assert_eq!(places("and we saw that they were all warm"), 1);
    assert_eq!(places("and we saw that they were warm"), 0);
}

#[test]
fn files_include_files_twenty_deep() {
    /// Every file includes the next one.
    struct Chain;
    impl Loader for Chain {
        fn load(&mut self, _from: &str, target: &str) -> Result<Source, LoadError> {
            Ok(Source::new(target, format!("\\input{{{target}a}}")))
        }
    }
    let draft = assemble(Source::new("main", "\\input{a}"), Format::Latex, &mut Chain);
    assert_eq!(draft.files().len(), 20);
}

#[test]
fn a_year_is_no_number_of_a_result() {
    let has_number = |abstract_: &str| {
        let draft = Draft::new(
            "paper.md",
            format!("---\ntitle: Cups\nabstract: {abstract_}\n---\n\n# Cups\n\nTea.\n"),
        );
        Linter::default().abstract_of(&draft).has_number
    };
    assert!(!has_number("We found in 2012 that blue cups were warmer than red cups."));
    assert!(has_number("We found that blue cups were warmer than red cups by 12 degrees."));
}

#[test]
fn what_stands_in_marks_of_any_language_is_quoted() {
    for (open, close) in [("“", "”"), ("«", "»"), ("„", "”"), ("„", "“")] {
        let text = format!("# Cups\n\nShe wrote {open}the the cup{close} and went home. It is is late.\n");
        let found = found("doubled-word", &text);
        let places: Vec<u32> = found.iter().map(|found| found.region.start.column).collect();
        assert_eq!(places, [43], "{open}{close}: {text}");
    }
}
