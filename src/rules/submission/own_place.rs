//! `own-place`: words that tell where the authors work.

use std::ops::Range;

use crate::analysis::Paper;
use crate::document::{BlockRole, SectionRole};
use crate::findings::{Report, Severity};
use crate::rules::{Matcher, PaperCheck, Words};

/// Words by which papers tell a place.
#[derive(serde::Deserialize)]
pub struct OwnPlace {
    /// Words that tell by themselves.
    #[serde(rename = "place-regex")]
    place: Matcher,
    /// A board that decides on ethics.
    #[serde(rename = "board-regex")]
    board: Matcher,
    /// A board that does where its sentence speaks of ethics.
    #[serde(rename = "any-board-regex")]
    any_board: Matcher,
    #[serde(rename = "ethics-regex")]
    ethics: Matcher,
    /// Words in the names of boards that have no place in them.
    generic: Words,
    /// Words without a capital that join the words of a name.
    joints: Words,
    /// What stands where a name will.
    #[serde(rename = "blind-regex")]
    blind: Matcher,
}

impl PaperCheck for OwnPlace {
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        let document = paper.document;
        for index in 0..document.sentences().len() as u32 {
            let sentence = document.sentence(index);
            let block = sentence.block();
            let is_prose = !matches!(block.role(), BlockRole::Metadata | BlockRole::Title | BlockRole::Quote);
            let text = sentence.text();
            if !is_prose || block.section().zone() == SectionRole::References || self.blind.is_match(text) {
                continue;
            }
            let start = sentence.range().start;
            let mut found: Vec<Range<usize>> = self.place.find_iter(text).collect();
            found.extend(self.boards(text));
            found.sort_by_key(|range| range.start);
            let mut end = 0;
            for range in found {
                if range.start < end {
                    continue;
                }
                end = range.end;
                let place = start + range.start as u32..start + range.end as u32;
                out.at(place, Severity::Warning).value("found", text.get(range).unwrap_or(""));
            }
        }
    }
}

impl OwnPlace {
    /// Returns the boards of a sentence in whose names a place stands.
    fn boards(&self, text: &str) -> Vec<Range<usize>> {
        let mut boards: Vec<Range<usize>> = self.board.find_iter(text).collect();
        if self.ethics.is_match(text) {
            boards.extend(self.any_board.find_iter(text));
        }
        boards.into_iter().filter_map(|board| self.named(text, board)).collect()
    }

    /// Returns the whole name of a board, if a word of it names a place.
    fn named(&self, text: &str, board: Range<usize>) -> Option<Range<usize>> {
        let (mut whole, mut is_telling) = (board.clone(), false);
        let mut add = |word: Range<usize>| {
            let bare = text.get(word.clone()).unwrap_or("");
            let lower = bare.to_lowercase();
            let lower = lower.strip_suffix("'s").or(lower.strip_suffix("’s")).unwrap_or(&lower);
            let is_generic = self.generic.contains(lower);
            if bare.starts_with(char::is_uppercase) {
                is_telling |= !is_generic && bare.chars().count() > 1;
                whole = whole.start.min(word.start)..whole.end.max(word.end);
                return true;
            }
            is_generic || self.joints.contains(lower)
        };
        // A name may follow its own abbreviation: `Institutional Review Board (IRB) of Hexford`.
        let after = text.get(board.end..).unwrap_or("");
        let short = after.trim_start().strip_prefix('(').and_then(|rest| rest.split_once(')'));
        let skipped = short.filter(|(short, _)| short.chars().all(|c| c.is_uppercase() || c == '-'));
        let from = skipped.map_or(board.end, |(_, rest)| text.len() - rest.len());
        let mut end = from;
        for word in words(text, from..text.len()).take(MOST) {
            // A comma joins the parts of an address; any other mark ends the name.
            let gap = text.get(end..word.start).unwrap_or("");
            let is_next = gap.contains(',') && text.get(word.clone()) == Some("and");
            end = word.end;
            if is_next || gap.contains(['.', ';', ':', '(', '[']) && !gap.ends_with(". ") || !add(word) {
                break;
            }
        }
        let before: Vec<Range<usize>> = words(text, 0..board.start).collect();
        let mut end = board.start;
        for word in before.into_iter().rev().take(MOST) {
            let gap = text.get(word.end..end).unwrap_or("");
            end = word.start;
            if gap.contains(['.', ';', ':', '(', ')', ',', ']']) || !add(word) {
                break;
            }
        }
        is_telling.then_some(whole)
    }
}

/// Words of the name of a board on either side.
const MOST: usize = 14;

/// Returns the words of a part of a text, hyphens and apostrophes included.
fn words(text: &str, part: Range<usize>) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = part.start;
    std::iter::from_fn(move || {
        let is_letter = |c: char| c.is_alphanumeric() || matches!(c, '-' | '\'' | '’');
        let start = at + text.get(at..part.end)?.find(char::is_alphanumeric)?;
        let rest = text.get(start..part.end)?;
        at = start + rest.find(|c: char| !is_letter(c)).unwrap_or(rest.len());
        Some(start..at)
    })
}
