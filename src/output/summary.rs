use std::time::Duration;

use super::style;
use crate::analysis::{LONG_SENTENCE, Shape};
use crate::check::{LabelledSections, Lint};
use crate::findings::Severity;

/// What a run amounts to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Papers read.
    pub papers: usize,
    /// Words of their running text.
    pub words: u64,
    /// Errors found.
    pub errors: usize,
    /// Warnings found.
    pub warnings: usize,
    /// Pieces of advice found.
    pub advice: usize,
    /// Findings that a baseline knows.
    pub known: usize,
    /// Rules that ran.
    pub rules: usize,
    /// Whether somebody chose the rules, and wants to know how many they are.
    pub is_chosen: bool,
    /// How long sentences and paragraphs are, where there is one paper.
    pub shape: Shape,
    /// Sections that report results, and those of which planned or exploratory is said.
    pub results: LabelledSections,
}

impl Counts {
    /// Adds a paper.
    pub fn add(&mut self, lint: &Lint) {
        self.papers += 1;
        self.shape = if self.papers == 1 { lint.shape } else { Shape::default() };
        self.words += u64::from(lint.words);
        self.known += lint.known;
        self.results.sections += lint.results.sections;
        self.results.told += lint.results.told;
        for finding in &lint.findings {
            match finding.severity {
                Severity::Error => self.errors += 1,
                Severity::Warning => self.warnings += 1,
                Severity::Advice => self.advice += 1,
            }
        }
    }
}

/// `3 papers, 21,400 words: 2 errors, 14 warnings, 30 suggestions`; with the time where it is given.
pub fn summary(counts: Counts, time: Option<Duration>) -> String {
    let strong = style::STRONG;
    let found: Vec<String> = [
        (counts.errors, "error", "errors", style::of(Severity::Error)),
        (counts.warnings, "warning", "warnings", style::of(Severity::Warning)),
        (counts.advice, "suggestion", "suggestions", style::of(Severity::Advice)),
    ]
    .into_iter()
    .filter(|(count, ..)| *count > 0)
    .map(|(count, one, many, colour)| format!("{colour}{}{colour:#}", counted(count as u64, one, many)))
    .collect();
    let papers = counted(counts.papers as u64, "paper", "papers");
    let words = counted(counts.words, "word", "words");
    let said = match found.is_empty() {
        true if counts.words == 0 => "nothing to look at".to_owned(),
        true if counts.known > 0 => "nothing new".to_owned(),
        true if counts.rules == 0 => "no problems found".to_owned(),
        true => format!("no problems found by {}", counted(counts.rules as u64, "rule", "rules")),
        false if counts.is_chosen => {
            format!("{} ({} ran)", found.join(", "), counted(counts.rules as u64, "rule", "rules"))
        }
        false => found.join(", "),
    };
    let known = match counts.known {
        0 => String::new(),
        count => format!("; {} left out", counted(count as u64, "known finding", "known findings")),
    };
    let faint = style::FAINT;
    let time = time.map(|time| format!(" {faint}({:.2} s){faint:#}", time.as_secs_f64())).unwrap_or_default();
    let is_clean = found.is_empty() && counts.words > 0;
    let unchecked = if is_clean { NOT_CHECKED } else { "" };
    format!("{strong}{papers}, {words}:{strong:#} {said}{known}{time}\n{unchecked}")
}

/// What silence does not mean.
const NOT_CHECKED: &str = "Not checked: grammar, spelling, whether claims are true.\n";

/// `sentences: median 24 words, 1 in 9 over 40; paragraphs: median 131, longest 310`; empty where there is too little to tell.
pub fn shape(shape: Shape) -> String {
    if shape.sentences < FEWEST_SENTENCES || shape.paragraphs == 0 {
        return String::new();
    }
    let long = match (shape.long_sentences, shape.sentences) {
        (0, _) => "none".to_owned(),
        (long, all) if long * 3 > all * 2 => "most".to_owned(),
        (long, all) => format!("1 in {}", grouped(((all + long / 2) / long).max(2) as u64)),
    };
    let Shape { median_sentence, median_paragraph, longest_paragraph, .. } = shape;
    format!(
        "sentences: median {median_sentence} words, {long} over {LONG_SENTENCE}; paragraphs: median {median_paragraph}, longest {}\n",
        grouped(u64::from(longest_paragraph))
    )
}

/// Sentences of which a median says something.
const FEWEST_SENTENCES: usize = 10;

/// Returns `6 results sections; planned or exploratory said in 2: see paperlint results`; empty where there is none.
pub fn told(LabelledSections { sections, told }: LabelledSections) -> String {
    if sections == 0 {
        return String::new();
    }
    let said = match told {
        0 => "none".to_owned(),
        told if told == sections && sections > 1 => "all".to_owned(),
        told => grouped(told as u64),
    };
    let see = if told < sections { ": see paperlint results" } else { "" };
    let sections = counted(sections as u64, "results section", "results sections");
    format!("{sections}; planned or exploratory said in {said}{see}\n")
}

/// Returns what a paper of many such phrases is offered: `4 phrases that English writes in another way; --profile plain shows them`.
pub fn plain_profile(phrases: usize) -> String {
    match phrases {
        0..SECOND_LANGUAGE => String::new(),
        _ => format!(
            "{phrases} phrases that English writes in another way; --profile plain shows these and other plain words\n"
        ),
    }
}

/// Phrases of a second language from which on a profile is offered: fewer are slips.
const SECOND_LANGUAGE: usize = 3;

/// Returns the [`summary`] as plain text without a line end.
pub fn total(counts: Counts) -> String {
    let said = anstream::adapter::strip_str(&summary(counts, None)).to_string();
    said.lines().next().unwrap_or_default().to_owned()
}

/// `1 paper`, `21,400 words`.
pub fn counted(count: u64, one: &str, many: &str) -> String {
    format!("{} {}", grouped(count), if count == 1 { one } else { many })
}

/// Returns the first of some names.
pub fn few(names: &[String], most: usize) -> String {
    let shown = names.iter().take(most).map(String::as_str).collect::<Vec<_>>().join(", ");
    if names.len() > most { format!("{shown}, …") } else { shown }
}

/// `21,400`
pub fn grouped(count: u64) -> String {
    let digits = count.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(counts: Counts) -> String {
        anstream::adapter::strip_str(&summary(counts, None)).to_string()
    }

    #[test]
    fn counts_are_named_and_grouped_and_none_is_left_out() {
        let counts =
            Counts { papers: 3, words: 1_021_400, errors: 2, warnings: 1, advice: 30, ..Counts::default() };
        assert_eq!(plain(counts), "3 papers, 1,021,400 words: 2 errors, 1 warning, 30 suggestions\n");
    }

    #[test]
    fn what_is_known_is_counted() {
        let counts = Counts { papers: 1, words: 99, known: 41, ..Counts::default() };
        assert_eq!(
            plain(counts),
            "1 paper, 99 words: nothing new; 41 known findings left out\nNot checked: grammar, spelling, whether claims are true.\n"
        );
        let counts = Counts { errors: 1, known: 1, ..counts };
        assert_eq!(plain(counts), "1 paper, 99 words: 1 error; 1 known finding left out\n");
    }

    #[test]
    fn of_a_clean_paper_is_said_what_was_looked_at() {
        let counts = Counts { papers: 1, words: 999, rules: 41, ..Counts::default() };
        let said = "1 paper, 999 words: no problems found by 41 rules\nNot checked: grammar, spelling, whether claims are true.\n";
        assert_eq!(plain(counts), said);
    }

    #[test]
    fn the_shape_of_a_paper_is_told_where_it_has_one() {
        let one = Shape {
            sentences: 95,
            median_sentence: 24,
            long_sentences: 11,
            paragraphs: 9,
            median_paragraph: 131,
            longest_paragraph: 1310,
        };
        let said = "sentences: median 24 words, 1 in 9 over 40; paragraphs: median 131, longest 1,310\n";
        assert_eq!(shape(one), said);
        assert!(shape(Shape { long_sentences: 0, ..one }).contains(", none over 40;"));
        assert!(shape(Shape { long_sentences: 70, ..one }).contains(", most over 40;"));
        assert!(shape(Shape { long_sentences: 60, ..one }).contains(", 1 in 2 over 40;"));
        assert_eq!(shape(Shape { sentences: 9, ..one }), "");
    }

    #[test]
    fn of_results_it_is_said_in_how_many_sections_a_reader_can_tell() {
        assert_eq!(
            told(LabelledSections { sections: 6, told: 2 }),
            "6 results sections; planned or exploratory said in 2: see paperlint results\n"
        );
        assert_eq!(
            told(LabelledSections { sections: 3, told: 3 }),
            "3 results sections; planned or exploratory said in all\n"
        );
        assert_eq!(
            told(LabelledSections { sections: 1, told: 0 }),
            "1 results section; planned or exploratory said in none: see paperlint results\n"
        );
        assert_eq!(told(LabelledSections::default()), "");
        assert!(plain_profile(2).is_empty() && plain_profile(3).starts_with("3 phrases"));
    }
}
