//! The labels of hypotheses and questions: `H2`, `RQ1`, `Hypothesis 3`.

/// What opens a label, and what it is called in short.
const WORDS: [(&str, &str); 9] = [
    ("hypothesis", "H"),
    ("hypotheses", "H"),
    ("prediction", "P"),
    ("predictions", "P"),
    ("question", "Q"),
    ("questions", "Q"),
    ("h", "H"),
    ("rq", "RQ"),
    ("q", "Q"),
];

/// Returns the label with which a text opens, or that stands in brackets at its end, in short: `H2` for `Hypothesis 2: …` and for `…
/// (H2).`.
pub(super) fn label(text: &str) -> Option<String> {
    opening(text).or_else(|| {
        let text = text.trim_end().trim_end_matches(['.', '?']);
        let (_, last) = text.strip_suffix(')')?.rsplit_once('(')?;
        opening(last).filter(|_| words(last).count() <= 2)
    })
}

fn opening(text: &str) -> Option<String> {
    let mut words = words(text);
    let first = words.next()?;
    joined(first).or_else(|| {
        // A research question is a question.
        let first = if first.eq_ignore_ascii_case("research") { words.next()? } else { first };
        let short = short(first)?;
        words.next().filter(|word| is_number(word)).map(|number| format!("{short}{number}"))
    })
}

/// Returns all labels in a text, in order.
pub(super) fn labels(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut opened = None;
    for chunk in text.split_whitespace() {
        for word in words(chunk) {
            if let Some(label) = joined(word) {
                found.push(label);
                opened = None;
            } else if let Some(short) = short(word) {
                opened = Some(short);
            } else if let Some(short) = opened.filter(|_| is_number(word)) {
                found.push(format!("{short}{word}"));
            } else if word != "and" {
                opened = None;
            }
        }
        // In `12 questions, 3 people` the number counts people.
        if chunk.ends_with(',') && words(chunk).last().and_then(short).is_some() {
            opened = None;
        }
    }
    found
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// `H2a`
fn joined(word: &str) -> Option<String> {
    let letters = word.trim_end_matches(|c: char| c.is_ascii_digit() || c.is_ascii_lowercase());
    let is_label = matches!(letters, "RQ" | "H" | "Q" | "P");
    let rest = word.strip_prefix(letters)?;
    (is_label && is_number(rest)).then(|| word.to_owned())
}

fn short(word: &str) -> Option<&'static str> {
    WORDS.iter().find(|(name, _)| word.eq_ignore_ascii_case(name)).map(|(_, short)| *short)
}

/// `2` or `2a`
fn is_number(word: &str) -> bool {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_lowercase());
    word.len() - digits.len() <= 1
        && (1..=2).contains(&digits.len())
        && digits.chars().all(|c| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_short_however_it_is_written() {
        for (text, expected) in [
            ("H1: more", Some("H1")),
            ("Hypothesis 1. More", Some("H1")),
            ("Research question 2a: which?", Some("Q2a")),
            ("RQ 3 asks", Some("RQ3")),
            ("How many?", None),
            ("Tea keeps people awake (H2).", Some("H2")),
            ("Tea keeps people awake (see H2 and H3).", None),
            ("H2O is wet", None),
            ("Hypotheses are below", None),
        ] {
            assert_eq!(label(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn a_sentence_may_name_several() {
        assert_eq!(labels("Against Hypotheses 1 and 2a, and as H3 says, 40 people"), ["H1", "H2a", "H3"]);
        assert!(labels("In 12 questions, 3 people said t1").is_empty());
    }
}
