//! `bad-front-matter`: front matter that is broken.

use crate::analysis::Paper;
use crate::findings::{Place, Report, Severity};
use crate::markup::{self, FaultKind};
use crate::rules::PaperCheck;

/// The first thing that is wrong with it is a finding; a parser's words about the rest are guesses.
#[derive(serde::Deserialize)]
pub struct BadFrontMatter;

impl PaperCheck for BadFrontMatter {
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        for fault in markup::front_matter_faults(paper.draft) {
            let variant = match fault.kind {
                FaultKind::Yaml => "yaml",
                FaultKind::Toml => "toml",
                FaultKind::Unclosed => "unclosed",
                FaultKind::Code | FaultKind::Comment => continue,
            };
            out.place(Place::source(fault.at), Severity::Warning)
                .variant(variant)
                .value("reason", fault.reason.as_str());
        }
    }
}
