//! `punctuation`: spaces that do not belong, brackets that stay open, sentences that break off or start small.

use crate::analysis::Paper;
use crate::document::{BlockRef, BlockRole, Kind, SentenceRef, Token};
use crate::findings::{Report, Safety, Severity};
use crate::markup::{BlockKind, Placeholder};
use crate::rules::{ParagraphCheck, Words};
use crate::source::Span;

/// The words by which a sentence that starts small is told from an abbreviation.
#[derive(serde::Deserialize)]
pub struct Punctuation {
    /// Words in small letters that open a sentence.
    starters: Words,
    /// Words that end in a dot and end no sentence.
    short: Words,
    /// Abbreviations with two dots, without the second.
    dotted: Words,
    /// Words with which no paragraph ends.
    hanging: Words,
}

/// Letters of the shortest word with which a sentence surely ends; shorter ones before a dot are abbreviations.
const LAST_WORD: u32 = 4;

/// Bytes of `e.g`.
const DOTTED: u32 = 3;

/// Tokens that say in words which bracket is meant.
const OPENING: usize = 4;

impl ParagraphCheck for Punctuation {
    fn check(&self, paragraph: BlockRef<'_>, paper: &Paper<'_>, out: &mut Report<'_>) {
        if !paper.is_english() {
            return;
        }
        let mut open = Vec::new();
        let mut before: Option<Token> = None;
        for sentence in paragraph.sentences() {
            let place = At { sentence, paper };
            for &token in sentence.tokens() {
                match token.kind {
                    Kind::Mark(b'(') => open.push((place, token)),
                    Kind::Mark(b')') => drop(open.pop()),
                    // A bracket may end inside of math or code.
                    Kind::Placeholder(
                        Placeholder::Math
                        | Placeholder::DisplayMath
                        | Placeholder::Statistic
                        | Placeholder::Number
                        | Placeholder::Code,
                    ) => open.clear(),
                    _ => {}
                }
                if let Some(before) = before {
                    self.check_pair(place, before, token, out);
                }
                before = Some(token);
            }
        }
        self.check_ends(paragraph, paper, out);
        // What breaks off in `...` is a sample.
        let has_end =
            before.is_some_and(|token| token.is(b'.') && !paragraph.text().trim_end().ends_with(".."));
        if let (Some((place, token)), true) = (open.first().copied(), has_end)
            && place.has_gap_before(token)
            && place.is_own_prose(token)
        {
            let found = place.sentence.opening(token.start, OPENING);
            out.at(token.start..token.end, Severity::Advice).variant("open").value("found", found);
        }
    }
}

impl Punctuation {
    /// Reports what is wrong between two tokens that follow each other in a block, the second in the sentence of `place`.
    fn check_pair(&self, place: At<'_, '_>, before: Token, token: Token, out: &mut Report<'_>) {
        let is_apart = before.end < token.start;
        let (variant, range, replaced, text) = match (before.kind, token.kind) {
            (Kind::Word, kind)
                if before.end - before.start == DOTTED
                    && kind != Kind::Mark(b'.')
                    && self.dotted.contains(place.text(before)) =>
            {
                ("dot", before.start..before.end, before.end..before.end, ".".to_owned())
            }
            (before_kind, Kind::Mark(b'.' | b','))
                if is_apart && ends_in_text(before_kind) && place.ends(token) =>
            {
                ("space", token.start..token.end, before.end..token.start, String::new())
            }
            (before_kind, Kind::Mark(b')'))
                if is_apart && ends_in_text(before_kind) && place.is_word(before) =>
            {
                ("inside", before.start..token.end, before.end..token.start, String::new())
            }
            (Kind::Mark(b'('), Kind::Word)
                if is_apart && place.is_word(token) && place.has_gap_before(before) =>
            {
                ("inside", before.start..token.end, before.end..token.start, String::new())
            }
            (Kind::Mark(b'.'), Kind::Word) if is_apart && self.starts_small(place, before, token) => {
                ("small", token.start..token.end, token.start..token.end, capital(place.text(token)))
            }
            _ => return,
        };
        if !matches!(variant, "dot" | "small") && !place.has_space(before, token)
            || !place.is_own_prose(token)
        {
            return;
        }
        let found = place.sentence.document.reading().slice(range.start, range.end);
        out.at(range, Severity::Advice)
            .variant(variant)
            .value("found", found)
            .replacements([(replaced, text)], Safety::Suggested);
    }

    /// Reports a paragraph that stops in the middle of a sentence, and one that begins there.
    fn check_ends(&self, paragraph: BlockRef<'_>, paper: &Paper<'_>, out: &mut Report<'_>) {
        let document = paragraph.document;
        let is_text =
            |block: BlockRef<'_>| block.kind() == BlockKind::Paragraph && block.role() == BlockRole::Body;
        if !is_text(paragraph) || paragraph.index as usize + 1 >= document.blocks().len() {
            return;
        }
        let next = document.block(paragraph.index + 1);
        let ends = paragraph
            .sentences()
            .next_back()
            .and_then(|sentence| Some((sentence, *sentence.tokens().last()?)));
        let starts =
            next.sentences().next().and_then(|sentence| Some((sentence, *sentence.tokens().first()?)));
        let (Some((sentence, last)), Some((next_sentence, first)), true) = (ends, starts, is_text(next))
        else {
            return;
        };
        let (place, start) = (At { sentence, paper }, document.token_text(first));
        let is_small = || start.len() >= LAST_WORD as usize && start.chars().all(|c| c.is_ascii_lowercase());
        if last.kind == Kind::Word && self.hanging.contains(place.text(last)) {
            if place.has_space(last, first) && place.is_own_prose(last) {
                let found = place.text(last);
                out.at(last.start..last.end, Severity::Warning).variant("end").value("found", found);
            }
        } else if last.is(b'.')
            && first.kind == Kind::Word
            && is_small()
            && place.has_space(last, first)
            && (At { sentence: next_sentence, paper }).is_own_prose(first)
        {
            out.at(first.start..first.end, Severity::Advice).variant("start").value("found", start);
        }
    }

    /// Whether a sentence ends at the dot, and the word behind it opens one.
    fn starts_small(&self, place: At<'_, '_>, dot: Token, word: Token) -> bool {
        let reading = place.sentence.document.reading();
        let head = reading.text().get(..dot.start as usize).unwrap_or("");
        let last = head.rsplit(|c: char| !c.is_alphanumeric() && c != '.').next().unwrap_or("");
        last.len() >= LAST_WORD as usize
            && last.chars().all(|c| c.is_ascii_lowercase())
            && self.starters.contains(place.text(word))
            && !self.short.contains(last)
    }
}

/// A sentence in its paper.
#[derive(Clone, Copy)]
struct At<'p, 'd> {
    sentence: SentenceRef<'p>,
    paper: &'p Paper<'d>,
}

impl<'p> At<'p, '_> {
    fn text(self, token: Token) -> &'p str {
        self.sentence.document.token_text(token)
    }

    /// Whether a token is a word of letters, and no symbol as in `( x )`.
    fn is_word(self, token: Token) -> bool {
        let text = self.text(token);
        token.kind != Kind::Word || text.len() > 1 && text.chars().all(char::is_alphabetic)
    }

    /// Whether a mark ends what it belongs to: `a .` and no `.mat`, `. . .` or `a , b` of code.
    fn ends(self, mark: Token) -> bool {
        let rest = self.sentence.document.reading().text().get(mark.end as usize..).unwrap_or("");
        let mut letters = rest.chars();
        let is_last = letters.next().is_none_or(char::is_whitespace);
        is_last && !letters.as_str().trim_start().starts_with(['.', ','])
    }

    /// Whether the source has white space and nothing else between two tokens: no command that prints something unknown.
    fn has_space(self, before: Token, token: Token) -> bool {
        let reading = self.sentence.document.reading();
        let (ends, starts) =
            (reading.source_of(before.start, before.end), reading.source_of(token.start, token.end));
        let (Some(last), Some(first)) = (ends.last(), starts.first()) else { return false };
        let gap = || self.paper.draft.text(Span::new(last.end, first.start));
        last.end < first.start && gap().chars().all(char::is_whitespace)
    }

    /// Whether a space stands before a bracket, as before one of prose: no `f(x` and no `:(`.
    fn has_gap_before(self, bracket: Token) -> bool {
        let head = self.sentence.document.reading().text().get(..bracket.start as usize).unwrap_or("");
        head.ends_with(char::is_whitespace)
    }

    /// Whether a token stands in prose of the authors.
    fn is_own_prose(self, token: Token) -> bool {
        !self.sentence.is_quoted(token.start) && self.paper.is_prose(self.sentence.block().token_range())
    }
}

/// Whether a token of a kind is text, behind which a mark has no space.
fn ends_in_text(kind: Kind) -> bool {
    matches!(kind, Kind::Word | Kind::Placeholder(Placeholder::Citation | Placeholder::Reference))
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}
