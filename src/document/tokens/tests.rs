//! What a word is.

use super::*;

fn words(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    tokenize(text, 0, text.len() as u32, &Lexicon::default(), &mut tokens);
    tokens
        .iter()
        .filter(|token| token.is_word())
        .map(|token| &text[token.start as usize..token.end as usize])
        .collect()
}

#[test]
fn a_compound_is_one_word() {
    assert_eq!(
        words("state-of-the-art don't snake_case latency–quality"),
        ["state-of-the-art", "don't", "snake_case", "latency–quality"]
    );
}

#[test]
fn a_number_is_one_word() {
    assert_eq!(words("1,000 of 18.0.2, p < .05."), ["1,000", "of", "18.0.2", "p", ".05"]);
}

#[test]
fn a_slash_and_an_em_dash_separate() {
    assert_eq!(words("train/test and—so it seems"), ["train", "test", "and", "so", "it", "seems"]);
}

#[test]
fn a_placeholder_joins_what_touches_it() {
    let math = Placeholder::Math.to_char();
    let cite = Placeholder::Citation.to_char();
    let text = format!("{math}-gram models{cite} of {math}.");
    assert_eq!(words(&text).len(), 5);
}

#[test]
fn accents_and_ideographs() {
    assert_eq!(words("naïve Müller’s 日本"), ["naïve", "Müller’s", "日", "本"]);
}

#[test]
fn a_forgotten_space_still_parts_two_words() {
    assert_eq!(words("It ends.Then e.g. this."), ["It", "ends", "Then", "e.g", "this"]);
}
