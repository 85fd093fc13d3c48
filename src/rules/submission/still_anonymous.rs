//! `still-anonymous`: what is left of the anonymous submission in an accepted paper.

use crate::analysis::Paper;
use crate::analysis::authors::SaidKind;
use crate::findings::{Place, Report, Severity};
use crate::markup::Within;
use crate::rules::{Matcher, PaperCheck};
use crate::source::{File, Span};

/// What was hidden for reviewers.
#[derive(serde::Deserialize)]
pub struct StillAnonymous {
    #[serde(rename = "withheld-regex")]
    withheld: Matcher,
    /// Addresses that were made for reviewers.
    #[serde(rename = "address-regex")]
    address: Matcher,
    /// Headings of sections that thank.
    #[serde(rename = "thanks-regex")]
    thanks: Matcher,
}

impl PaperCheck for StillAnonymous {
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        let authors = paper.authors();
        if let Some((at, style)) = authors.hidden_by.as_ref().filter(|_| authors.is_hidden) {
            out.place(Place::source(*at), Severity::Warning)
                .variant("option")
                .value("style", style.as_str())
                .value("option", paper.draft.text(*at));
        }
        let is_anonymous = |text: &str| text.to_lowercase().contains("anonymous");
        let names = authors.said.iter().filter(|said| said.kind == SaidKind::Name);
        if let Some(said) = names.into_iter().find(|said| is_anonymous(&said.text)) {
            out.place(Place::source(said.at), Severity::Warning).variant("author");
        }
        for file in paper.draft.files().iter().filter(|file| !file.is_style()) {
            self.file(paper, file, out);
        }
        if paper.is_whole() && !self.has_thanks(paper) {
            out.place(Place::start(), Severity::Advice).whole_paper().variant("thanks");
        }
    }
}

impl StillAnonymous {
    fn file(&self, paper: &Paper<'_>, file: &File, out: &mut Report<'_>) {
        for (variant, matcher) in [("withheld", &self.withheld), ("address", &self.address)] {
            for range in matcher.find_iter(&file.text) {
                let span = Span::new(file.base + range.start as u32, file.base + range.end as u32);
                let is_comment = paper
                    .written()
                    .comments
                    .iter()
                    .any(|comment| comment.start <= span.start && span.end <= comment.end);
                if !is_comment {
                    out.place(Place::source(span), Severity::Warning)
                        .variant(variant)
                        .value("found", paper.draft.text(span));
                }
            }
        }
    }

    fn has_thanks(&self, paper: &Paper<'_>) -> bool {
        paper.document.section_refs().any(|section| self.thanks.is_match(section.title()))
            || paper.document.blocks().iter().any(|block| block.within.is_in(Within::ACKNOWLEDGEMENTS))
            || paper.authors().said.iter().any(|said| said.kind == SaidKind::Thanks)
    }
}
