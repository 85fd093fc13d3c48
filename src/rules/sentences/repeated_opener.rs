//! `repeated-opener`: sentences in a row that open with the same word.

use crate::analysis::Paper;
use crate::document::{BlockRef, Kind, SentenceRef};
use crate::findings::{Report, Severity};
use crate::rules::ParagraphCheck;

/// How many make a row, and openings that nobody hears, such as articles.
#[derive(serde::Deserialize)]
pub struct RepeatedOpener {
    row: u32,
    ignored: String,
}

impl RepeatedOpener {
    fn report(&self, row: &[SentenceRef<'_>], out: &mut Report<'_>) {
        let Some((first, rest)) = row.split_first().filter(|_| row.len() as u32 >= self.row) else { return };
        let word = opener(*first).unwrap_or_default();
        if self.ignored.split(' ').any(|ignored| ignored.eq_ignore_ascii_case(word)) {
            return;
        }
        out.at(first.first_word(), Severity::Advice)
            .value("sentences", row.len() as u32)
            .value("word", word)
            .also(rest.iter().map(|sentence| sentence.first_word()), "also");
    }
}

impl ParagraphCheck for RepeatedOpener {
    fn check(&self, paragraph: BlockRef<'_>, _: &Paper<'_>, out: &mut Report<'_>) {
        if paragraph.sentences().len() < self.row as usize {
            return;
        }
        let mut row: Vec<SentenceRef<'_>> = Vec::new();
        for sentence in paragraph.sentences() {
            if row.last().is_none_or(|last| opener(*last).is_none() || opener(*last) != opener(sentence)) {
                self.report(&row, out);
                row.clear();
            }
            row.push(sentence);
        }
        self.report(&row, out);
    }
}

/// Returns the word a sentence opens with, if it is one and starts with a capital.
fn opener(sentence: SentenceRef<'_>) -> Option<&str> {
    let token = sentence.tokens().first().filter(|token| token.kind == Kind::Word)?;
    Some(sentence.document.token_text(*token)).filter(|word| word.starts_with(char::is_uppercase))
}
