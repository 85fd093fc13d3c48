//! `punctuation`: spaces that do not belong, brackets that stay open, sentences that start small.

use crate::analysis::Paper;
use crate::document::{BlockRef, Kind, SentenceRef, Token};
use crate::findings::{Report, Safety, Severity};
use crate::markup::Placeholder;
use crate::rules::{ParagraphCheck, Words};
use crate::source::Span;

/// The words by which a sentence that starts small is told from an abbreviation.
#[derive(serde::Deserialize)]
pub struct Punctuation {
    /// Words in small letters that open a sentence.
    starters: Words,
    /// Words that end in a dot and end no sentence.
    short: Words,
}

/// Letters of the shortest word with which a sentence surely ends; shorter ones before a dot are abbreviations.
const LAST_WORD: u32 = 4;

/// Tokens that say in words which bracket is meant.
const OPENING: usize = 4;

impl ParagraphCheck for Punctuation {
    fn check(&self, paragraph: BlockRef<'_>, paper: &Paper<'_>, out: &mut Report<'_>) {
        if !paper.is_english() || !paper.is_prose(paragraph.token_range()) {
            return;
        }
        let mut open = Vec::new();
        let mut before = None;
        for sentence in paragraph.sentences() {
            for &token in sentence.tokens() {
                match token.kind {
                    Kind::Mark(b'(') => open.push((sentence, token)),
                    Kind::Mark(b')') => drop(open.pop()),
                    // A bracket may end inside of math or code.
                    Kind::Placeholder(Placeholder::Math | Placeholder::DisplayMath | Placeholder::Code) => open.clear(),
                    _ => {}
                }
                if let Some(before) = before {
                    self.check_pair(sentence, paper, (before, token), out);
                }
                before = Some(token);
            }
        }
        // What breaks off in `...` is a sample.
        let has_end = before.is_some_and(|token| token.is(b'.') && !paragraph.text().trim_end().ends_with(".."));
        if let (Some((sentence, token)), true) = (open.first().copied(), has_end) {
            if !sentence.is_quoted(token.start) && has_gap_before(sentence, token) {
                let found = sentence.opening(token.start, OPENING);
                out.at(token.start..token.end, Severity::Advice).variant("open").value("found", found);
            }
        }
    }
}

impl Punctuation {
    /// Reports what is wrong between two tokens that follow each other in a block, the second in `sentence`.
    fn check_pair(
        &self,
        sentence: SentenceRef<'_>,
        paper: &Paper<'_>,
        (before, token): (Token, Token),
        out: &mut Report<'_>,
    ) {
        let is_apart = before.end < token.start;
        match (before.kind, token.kind) {
            (Kind::Word | Kind::Placeholder(Placeholder::Citation | Placeholder::Reference), Kind::Mark(b'.' | b','))
                if is_apart && ends(sentence, token) && has_space(paper, before, token) && !sentence.is_quoted(token.start) =>
            {
                let found = sentence.document.token_text(token);
                out.at(token.start..token.end, Severity::Advice)
                    .variant("space")
                    .value("found", found)
                    .replacements([(before.end..token.start, "")], Safety::Suggested);
            }
            (Kind::Word | Kind::Placeholder(Placeholder::Citation | Placeholder::Reference), Kind::Mark(b')'))
            | (Kind::Mark(b'('), Kind::Word)
                if is_apart && has_space(paper, before, token) && !sentence.is_quoted(token.start) =>
            {
                let found = sentence.document.reading().slice(before.start, token.end);
                out.at(before.start..token.end, Severity::Advice)
                    .variant("inside")
                    .value("found", found)
                    .replacements([(before.end..token.start, "")], Safety::Suggested);
            }
            (Kind::Mark(b'.'), Kind::Word) if is_apart && self.starts_small(sentence, before, token) => {
                let word = sentence.document.token_text(token);
                let mut letters = word.chars();
                let capital: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
                out.at(token.start..token.end, Severity::Advice)
                    .variant("small")
                    .value("found", word)
                    .replacements([(token.start..token.end, capital)], Safety::Suggested);
            }
            _ => {}
        }
    }

    /// Whether a sentence ends at the dot, and the word behind it opens one.
    fn starts_small(&self, sentence: SentenceRef<'_>, dot: Token, word: Token) -> bool {
        let document = sentence.document;
        let reading = document.reading();
        let text = reading.slice(dot.start.saturating_sub(LAST_WORD), dot.start);
        let is_end = text.len() as u32 == LAST_WORD && text.chars().all(|c| c.is_ascii_lowercase());
        if !is_end || !self.starters.contains(document.token_text(word)) || sentence.is_quoted(word.start) {
            return false;
        }
        let head = reading.text().get(..dot.start as usize).unwrap_or("");
        let last = head.rsplit(|c: char| !c.is_alphanumeric() && c != '.').next().unwrap_or("");
        last.chars().all(|c| c.is_ascii_lowercase()) && !self.short.contains(last)
    }
}

/// Whether a mark ends what it belongs to: `a .` and no `.mat`, `. . .` or `a , b` of code.
fn ends(sentence: SentenceRef<'_>, mark: Token) -> bool {
    let rest = sentence.document.reading().text().get(mark.end as usize..).unwrap_or("");
    let mut letters = rest.chars();
    let is_last = letters.next().is_none_or(char::is_whitespace);
    is_last && !letters.as_str().trim_start().starts_with(['.', ','])
}

/// Whether the source has white space and nothing else between two tokens: no command that prints something unknown.
fn has_space(paper: &Paper<'_>, before: Token, token: Token) -> bool {
    let reading = paper.document.reading();
    let (ends, starts) = (reading.source_of(before.start, before.end), reading.source_of(token.start, token.end));
    let (Some(last), Some(first)) = (ends.last(), starts.first()) else { return false };
    last.end < first.start && paper.draft.text(Span::new(last.end, first.start)).chars().all(char::is_whitespace)
}

/// Whether a space stands before a bracket, as before one of prose: no `f(x` and no `:(`.
fn has_gap_before(sentence: SentenceRef<'_>, bracket: Token) -> bool {
    let head = sentence.document.reading().text().get(..bracket.start as usize).unwrap_or("");
    head.ends_with(char::is_whitespace)
}
