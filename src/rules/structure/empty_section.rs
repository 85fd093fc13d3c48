//! `empty-section`: a heading with nothing below it.

use crate::analysis::Paper;
use crate::document::{Block, BlockRef, BlockRole, SectionRef, SectionRole};
use crate::findings::{Report, Severity};
use crate::markup::BlockKind;
use crate::rules::PaperCheck;

/// Every section holds something.
#[derive(serde::Deserialize)]
pub struct EmptySection;

impl PaperCheck for EmptySection {
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        // What could not be read may stand below any heading.
        if !paper.draft.problems().is_empty() {
            return;
        }
        // What stands before all text is a title page.
        let is_text = |block: &Block| matches!(block.role, BlockRole::Body | BlockRole::Abstract);
        let Some(first) = paper.document.blocks().iter().position(is_text) else { return };
        for section in paper.document.section_refs().filter(|section| is_written(*section)) {
            let Some(heading) = section.heading().filter(|heading| heading.index as usize + 1 >= first)
            else {
                continue;
            };
            let is_heading = |block: BlockRef<'_>| matches!(block.kind(), BlockKind::Heading { .. });
            // A supplement may open with the title again.
            let is_title =
                |block: BlockRef<'_>| block.role() == BlockRole::Title && block.text() == section.title();
            let says_title =
                || (0..paper.document.blocks().len() as u32).any(|at| is_title(paper.document.block(at)));
            if section.blocks().all(is_heading) && !says_title() {
                out.at(heading.range(), Severity::Warning).value("title", section.title());
            }
        }
    }
}

/// Returns whether authors write a section themselves; references, statements and appendices may be put in when the paper is built.
fn is_written(section: SectionRef<'_>) -> bool {
    use SectionRole::{Acknowledgements, Appendix, Backmatter, References};
    !matches!(section.zone(), Acknowledgements | Appendix | Backmatter | References)
}
