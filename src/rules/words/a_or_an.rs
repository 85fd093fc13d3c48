//! `a-or-an`: the article that does not go with the sound of the next word.

use rustc_hash::FxHashMap;

use crate::analysis::Paper;
use crate::document::{Kind, SentenceRef, Token};
use crate::findings::{Report, Safety, Severity, with_case_of};
use crate::rules::settings::Terms;
use crate::rules::{SentenceCheck, Words};

/// How words begin to sound, and where `a` and `an` are no articles.
#[derive(serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct AOrAn {
    #[serde(rename = "fix")]
    safety: Safety,
    #[serde(rename = "terms")]
    openings: Openings,
    /// Acronyms and units that are read in both ways.
    mixed: Words,
    /// Acronyms that are read letter by letter.
    spelled: Words,
    /// Acronyms that are read as words.
    spoken: Words,
    /// Two consonants with which an English word may open.
    onsets: Words,
    /// Words before which `a` is a letter.
    after_letters: Words,
    /// Words after which it is one.
    before_letters: Words,
    /// Small words of languages in which `a` means something else.
    foreign: Words,
}

/// By the letters that a word opens with; `None` where speakers differ.
#[derive(serde::Deserialize)]
#[serde(try_from = "Terms")]
struct Openings(FxHashMap<String, Option<Sound>>);

impl TryFrom<Terms> for Openings {
    type Error = String;

    fn try_from(mut terms: Terms) -> Result<Self, String> {
        let mut openings = FxHashMap::default();
        for (name, sound) in
            [("vowel", Some(Sound::Vowel)), ("consonant", Some(Sound::Consonant)), ("either", None)]
        {
            let words = terms.take(name)?;
            openings.extend(words.split_whitespace().map(|word| (word.to_owned(), sound)));
        }
        terms.end()?;
        Ok(Self(openings))
    }
}

/// What a word begins to sound with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sound {
    Vowel,
    Consonant,
}

/// Letters whose names begin with a vowel: `an F`.
const VOWEL_NAMES: &str = "aefhilmnorsx";

impl SentenceCheck for AOrAn {
    fn check(&self, sentence: SentenceRef<'_>, _: &Paper<'_>, out: &mut Report<'_>) {
        let text = |token: Token| sentence.document.token_text(token);
        for (at, &article) in sentence.tokens().iter().enumerate() {
            // Most words are longer, so their letters are not looked at.
            if article.kind != Kind::Word || article.end - article.start > 2 {
                continue;
            }
            let right = match text(article) {
                "a" | "A" => Sound::Consonant,
                "an" | "An" => Sound::Vowel,
                _ => continue,
            };
            let Some(next) = self.next_word(sentence, at) else { continue };
            let Some(reading) = self.sound(text(next)).filter(|reading| reading.sound != right) else {
                continue;
            };
            if sentence.is_quoted(article.start) || !self.is_article(sentence, at, next) {
                continue;
            }
            let written = if reading.sound == Sound::Vowel { "an" } else { "a" };
            let written = with_case_of(text(article), written);
            let safety = if reading.is_plain { self.safety } else { Safety::Suggested };
            let found = sentence.document.reading().slice(article.start, next.end);
            let between = sentence.document.reading().slice(article.end, next.end);
            out.at(article.start..next.end, Severity::Warning)
                .value("found", found)
                .value("use", format!("{written}{between}"))
                .replacements([(article.start..article.end, written)], safety);
        }
    }
}

/// How a word is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Reading {
    sound: Sound,
    /// Whether it is a word of small letters, which everybody reads alike.
    is_plain: bool,
}

impl AOrAn {
    /// Returns the word or number that an article at `at` would belong to: after white space, and perhaps a mark that opens a quotation.
    fn next_word(&self, sentence: SentenceRef<'_>, at: usize) -> Option<Token> {
        let tokens = sentence.tokens();
        let slice = |from: Token, to: Token| sentence.document.reading().slice(from.end, to.start);
        let (article, next) = (*tokens.get(at)?, *tokens.get(at + 1)?);
        let gap = slice(article, next);
        if gap.is_empty() || !gap.chars().all(char::is_whitespace) {
            return None;
        }
        let is_word = |token: Token| matches!(token.kind, Kind::Word | Kind::Number);
        if is_word(next) {
            return Some(next);
        }
        let opens = matches!(sentence.document.token_text(next), "\"" | "'" | "`" | "“" | "‘" | "«");
        tokens.get(at + 2).copied().filter(|&inner| opens && is_word(inner) && slice(next, inner).is_empty())
    }

    /// Returns whether `a` or `an` is one here, and no letter, label, name or word of another language.
    fn is_article(&self, sentence: SentenceRef<'_>, at: usize, next: Token) -> bool {
        let tokens = sentence.tokens();
        let text = |token: Token| sentence.document.token_text(token);
        let lower = |token: Token| text(token).to_lowercase();
        let before = at.checked_sub(1).and_then(|at| tokens.get(at)).copied();
        let opens = || !tokens.iter().take(at).any(|token| token.is_word());
        let is_label = before.is_some_and(|before| {
            let touches =
                before.end == tokens[at].start && !matches!(text(before), "(" | "[" | "\"" | "“" | "‘" | "—");
            let counts = before.is_word() && before.kind != Kind::Word
                || before.end - before.start == 1 && before.is_word();
            touches || counts || self.before_letters.contains(&lower(before))
        });
        let has_capital = text(tokens[at]).starts_with('A');
        let foreign =
            || tokens.iter().filter(|&&token| token.kind == Kind::Word && self.foreign.contains(text(token)));
        !is_label
            && (!has_capital || opens())
            && !self.after_letters.contains(text(next))
            && foreign().take(2).count() < 2
    }

    /// Returns what a word begins to sound with; `None` where nobody can tell.
    fn sound(&self, word: &str) -> Option<Reading> {
        let first = word.chars().next()?;
        let uncertain = |sound| Reading { sound, is_plain: false };
        if first.is_ascii_digit() {
            return number_sound(word).map(uncertain);
        }
        let rest = word.trim_start_matches(|c: char| c.is_ascii_alphabetic());
        let head = word.strip_suffix(rest).filter(|head| !head.is_empty())?;
        // `l'Hôpital` is no letter, `naïve` no acronym.
        let goes_on =
            rest.starts_with(|c: char| c == '\'' || c == '’' || (!c.is_ascii() && c.is_alphabetic()));
        if head.len() == 1 && !goes_on {
            return Some(uncertain(letter_sound(first)));
        }
        if is_acronym(head) {
            return self.acronym_sound(head, first).map(uncertain);
        }
        let lower = head.to_ascii_lowercase();
        // `Mg` and `siRNA` are read as letters by some.
        let has_capital_inside = head.chars().skip(1).any(char::is_uppercase);
        let is_symbol = has_capital_inside || (head.len() <= 2 && first.is_uppercase());
        let is_plain = first.is_lowercase() && rest.is_empty();
        let sound = match self.known_sound(&lower) {
            Some(known) => (*known)?,
            None => self.letters_sound(&lower).filter(|&sound| !is_symbol || letter_sound(first) == sound)?,
        };
        Some(Reading { sound, is_plain })
    }

    /// By the longest opening that the rule's file has.
    fn known_sound(&self, lower: &str) -> Option<&Option<Sound>> {
        (2..=lower.len()).rev().find_map(|len| self.openings.0.get(lower.get(..len)?))
    }

    fn word_sound(&self, lower: &str) -> Option<Sound> {
        self.known_sound(lower).copied().unwrap_or_else(|| self.letters_sound(lower))
    }

    /// By its first letters alone.
    fn letters_sound(&self, lower: &str) -> Option<Sound> {
        if lower.starts_with(is_vowel) {
            return Some(Sound::Vowel);
        }
        self.may_open_word(lower).then_some(Sound::Consonant)
    }

    fn acronym_sound(&self, head: &str, first: char) -> Option<Sound> {
        let head = head.strip_suffix('s').unwrap_or(head);
        let lower = head.to_ascii_lowercase();
        let (letter, word) = (letter_sound(first), self.word_sound(&lower));
        if self.spelled.contains(head) {
            return Some(letter);
        }
        if self.spoken.contains(head) {
            return word;
        }
        if self.mixed.contains(head) {
            return None;
        }
        // `LLaVA` and `MLaaS` are read as their authors wish.
        let is_mixed = head.chars().skip(1).any(char::is_lowercase);
        (word == Some(letter) || !(is_mixed || self.may_be_spoken(&lower))).then_some(letter)
    }

    /// Returns whether an acronym has the shape of a word: it opens like one and has a vowel, a second one where it opens with one.
    fn may_be_spoken(&self, lower: &str) -> bool {
        let is_consonant = |c: char| !is_vowel(c);
        match lower.starts_with(is_vowel) {
            true => lower.trim_start_matches(is_vowel).trim_start_matches(is_consonant).starts_with(is_vowel),
            false => self.may_open_word(lower),
        }
    }

    /// Returns whether English words open like this one, which begins with a consonant.
    fn may_open_word(&self, lower: &str) -> bool {
        let after = lower.trim_start_matches(|c: char| !is_vowel(c) && c != 'y');
        let has_vowel = !after.is_empty();
        match lower.len() - after.len() {
            0 | 1 => has_vowel,
            _ => has_vowel && lower.get(..2).is_some_and(|onset| self.onsets.contains(onset)),
        }
    }
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')
}

fn letter_sound(letter: char) -> Sound {
    if VOWEL_NAMES.contains(letter.to_ascii_lowercase()) { Sound::Vowel } else { Sound::Consonant }
}

/// Returns whether letters are an acronym: capitals, or one small letter before them.
fn is_acronym(head: &str) -> bool {
    let mut letters = head.chars().map(|c| c.is_uppercase());
    let (first, second) = (letters.next(), letters.next());
    first.is_some() && second == Some(true)
}

/// `eight`, `eleven` and `eighteen` and what opens with them begin with a vowel. Of four digits nobody knows whether they are read as
/// hundreds or thousands, and a number before a capital may be an isotope.
fn number_sound(word: &str) -> Option<Sound> {
    let rest = word.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = word.strip_suffix(rest).unwrap_or(word);
    let is_teen = digits.starts_with("11") || digits.starts_with("18");
    let is_isotope = rest.starts_with(|c: char| c.is_ascii_uppercase() && c != 'D' && c != 'K');
    match digits.len() {
        4 if is_teen => None,
        2 if is_teen && is_isotope => None,
        len if digits.starts_with('8') || (is_teen && len % 3 == 2) => Some(Sound::Vowel),
        _ => Some(Sound::Consonant),
    }
}
