//! `abstract-citation`: a citation or a cross-reference in an abstract, which is read without the paper.

use crate::analysis::{Abstract, DocType, Paper};
use crate::document::Token;
use crate::findings::Report;
use crate::findings::Severity;
use crate::markup::Placeholder::{Citation, Reference, TextCitation};
use crate::rules::PaperCheck;

/// How many places are shown beside the first.
const SHOWN: usize = 3;

/// It needs no settings.
#[derive(serde::Deserialize)]
pub struct AbstractCitation;

impl PaperCheck for AbstractCitation {
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        let Abstract::Present(moves) = paper.abstract_() else { return };
        if paper.doc_type() == DocType::Software {
            return;
        }
        let points = |token: &&Token| {
            [Citation, TextCitation, Reference].iter().any(|&kind| token.is_placeholder(kind))
        };
        let mut places = moves.sentences.iter().flat_map(|sentence| sentence.tokens()).filter(points);
        let Some(first) = places.next() else { return };
        let mut reported = out.at(first.start..first.end, Severity::Advice);
        for place in places.take(SHOWN) {
            reported = reported.also(Some(place.start..place.end), "also");
        }
    }
}
