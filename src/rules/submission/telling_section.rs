//! `telling-section`: a section that tells who wrote a paper.

use std::collections::BTreeSet;

use crate::analysis::Paper;
use crate::document::{BlockRef, BlockRole, SectionRef};
use crate::findings::{Report, Severity};
use crate::markup::{BlockKind, Within};
use crate::rules::{Matcher, PaperCheck};

/// Sections by their headings.
#[derive(serde::Deserialize)]
pub struct TellingSection {
    /// Headings of sections that tell whatever they say.
    #[serde(rename = "thanks-regex")]
    thanks: Matcher,
    /// Headings of sections that tell where they name somebody.
    #[serde(rename = "interests-regex")]
    interests: Matcher,
    /// What stands where a section will.
    #[serde(rename = "blind-regex")]
    blind: Matcher,
    #[serde(rename = "somebody-regex")]
    somebody: Matcher,
}

impl PaperCheck for TellingSection {
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        for section in paper.document.section_refs() {
            self.section(section, &paper.authors().names, out);
        }
        if !paper.authors().is_hidden {
            self.marked(paper, out);
        }
    }
}

impl TellingSection {
    fn section(&self, section: SectionRef<'_>, names: &BTreeSet<String>, out: &mut Report<'_>) {
        let Some(heading) = section.heading() else { return };
        let title = heading.text();
        let is_heading = |block: &BlockRef<'_>| matches!(block.kind(), BlockKind::Heading { .. });
        // What people did may stand under their names, each a heading in its line.
        let blocks = || section.blocks().filter(|block| !is_heading(block) && block.words() > 0);
        let is_blind = blocks().next().is_none() || blocks().any(|block| self.blind.is_match(block.text()));
        if is_blind {
            return;
        }
        if self.thanks.is_match(title) {
            out.at(heading.range(), Severity::Warning).variant("thanks").value("title", title);
        } else if self.interests.is_match(title)
            && let Some(found) = blocks().find_map(|block| {
                let named = names.iter().map(String::as_str).find(|name| block.text().contains(*name));
                named.or_else(|| {
                    self.somebody.find_iter(block.text()).next().and_then(|at| block.text().get(at))
                })
            })
        {
            out.at(heading.range(), Severity::Warning)
                .variant("statement")
                .value("title", title)
                .value("found", found);
        }
    }

    /// Acknowledgements that a command or an environment marks, without a heading in the source.
    fn marked(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        let blocks = (0..paper.document.blocks().len() as u32).map(|index| paper.document.block(index));
        let mut marked = blocks.filter(|block| block.within().is_in(Within::ACKNOWLEDGEMENTS));
        let is_text = |block: &BlockRef<'_>| {
            block.role() == BlockRole::Backmatter && !self.thanks.is_match(block.section().title())
        };
        let first = marked.find(|block| is_text(block) && block.words() > 0);
        if let Some(block) = first.filter(|block| !self.blind.is_match(block.text())) {
            let start = block.sentences().next().map_or(block.range(), |sentence| sentence.first_word());
            out.at(start, Severity::Warning).variant("thanks").value("title", "Acknowledgements");
        }
    }
}
