//! `venue-length`: a paper, or a part of it, that is longer or shorter than the venue allows.

use crate::analysis::Paper;
use crate::analysis::asked::is_titled;
use crate::analysis::authors::plain;
use crate::document::{BlockRef, BlockRole, SectionRole};
use crate::findings::{Place, Report};
use crate::markup::{BlockKind, Command};
use crate::rules::PaperCheck;
use crate::source::LengthAsked;

/// Words of a paper and of its parts.
#[derive(serde::Deserialize)]
pub struct VenueLength;

impl PaperCheck for VenueLength {
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        let Some(venue) = &paper.draft.declared().asked else { return };
        if !paper.is_whole() || !paper.draft.problems().is_empty() {
            return;
        }
        for asked in &venue.length {
            let command = command(paper, asked);
            let given = command.and_then(|command| command.argument());
            let count = given.map(|given| plain(given.text).split_whitespace().count() as u32);
            let Some(count) = count.or_else(|| words(paper, asked)) else { continue };
            let over = asked.most.filter(|most| count > *most).map(|most| ("many", most));
            let under = asked.least.filter(|least| count < *least).map(|least| ("few", least));
            if let Some((variant, limit)) = over.or(under) {
                let reported = match command {
                    Some(command) => out.place(Place::source(command.span), asked.force.into()),
                    None => out.place(Place::start(), asked.force.into()).whole_paper(),
                };
                reported
                    .variant(variant)
                    .value("of", asked.of.as_str())
                    .value("count", count)
                    .value("venue", venue.venue.as_str())
                    .value("limit", limit);
            }
        }
    }
}

/// Returns the command in whose argument the part stands that a limit is about.
fn command<'p>(paper: &'p Paper<'_>, asked: &LengthAsked) -> Option<&'p Command<'p>> {
    let is_asked = |name: &str| asked.commands.iter().any(|command| command == name);
    paper.written().commands.iter().find(|command| is_asked(command.name))
}

/// Returns the words of running text that a limit is about; `None` where the paper has no such part.
fn words(paper: &Paper<'_>, asked: &LengthAsked) -> Option<u32> {
    let is_text = |block: &BlockRef<'_>| {
        use BlockRole::{Abstract, Backmatter, Body, Caption, Footnote, Item, Quote};
        matches!(block.role(), Abstract | Backmatter | Body | Item | Caption | Footnote | Quote)
            && !matches!(block.kind(), BlockKind::Heading { .. })
            && !matches!(block.section().zone(), SectionRole::References | SectionRole::Appendix)
    };
    if asked.headings.is_empty() {
        let blocks = (0..paper.document.blocks().len() as u32).map(|index| paper.document.block(index));
        return Some(blocks.filter(is_text).map(BlockRef::words).sum());
    }
    let is_inside = |block: &BlockRef<'_>| {
        let mut section = Some(block.section());
        while let Some(one) = section {
            if is_titled(one, &asked.headings) {
                return true;
            }
            section = one.parent();
        }
        false
    };
    let blocks = (0..paper.document.blocks().len() as u32).map(|index| paper.document.block(index));
    let words: u32 = blocks
        .filter(|block| block.words() > 0 && is_inside(block))
        .filter(is_text)
        .map(BlockRef::words)
        .sum();
    (words > 0).then_some(words)
}
