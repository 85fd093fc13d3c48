//! `own-citation`: a citation of a work of the authors, in words that say whose it is.

use crate::analysis::Paper;
use crate::document::{BlockRole, SectionRole};
use crate::findings::{Report, Severity};
use crate::markup::Placeholder;
use crate::rules::{Matcher, PaperCheck};

/// Words by which authors call a work theirs; a citation stands in them.
#[derive(serde::Deserialize)]
pub struct OwnCitation {
    #[serde(rename = "own-regex")]
    own: Matcher,
    /// What lies between such words and a citation of something else, or what another rule finds.
    #[serde(rename = "unless-regex")]
    unless: Matcher,
}

impl PaperCheck for OwnCitation {
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        let names = &paper.authors().names;
        let own = paper.bibliography().by(names.iter().map(String::as_str));
        if own.is_empty() {
            return;
        }
        let (document, citations) = (paper.document, &paper.links().citations);
        for index in 0..document.sentences().len() as u32 {
            let sentence = document.sentence(index);
            let block = sentence.block();
            let is_prose = !matches!(block.role(), BlockRole::Metadata | BlockRole::Title | BlockRole::Quote);
            if !is_prose || block.section().zone() == SectionRole::References {
                continue;
            }
            let (start, text) = (sentence.range().start, sentence.text());
            for range in self.own.find_iter(text) {
                let said = text.get(range.clone()).unwrap_or("");
                let is_cited = |c: char| {
                    matches!(
                        Placeholder::from_char(c),
                        Some(Placeholder::Citation | Placeholder::TextCitation)
                    )
                };
                let places = said.char_indices().filter(|(_, c)| is_cited(*c));
                let at = |byte: usize| start + (range.start + byte) as u32;
                let mut sources = places
                    .flat_map(|(byte, c)| document.reading().source_of(at(byte), at(byte + c.len_utf8())));
                let key = sources.find_map(|source| {
                    let inside = citations
                        .iter()
                        .filter(|one| source.start <= one.at.start && one.at.end <= source.end);
                    inside.map(|one| one.key.as_str()).find(|key| own.contains(key))
                });
                if let Some(key) = key.filter(|_| !self.unless.is_match(said)) {
                    out.at(at(0)..start + range.end as u32, Severity::Warning).value("key", key);
                }
            }
        }
    }
}
