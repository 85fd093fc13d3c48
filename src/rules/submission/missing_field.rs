//! `missing-field`: a key of the front matter that the venue asks for.

use regex::Regex;

use crate::analysis::Paper;
use crate::findings::{Place, Report};
use crate::markup::body_start;
use crate::rules::PaperCheck;
use crate::source::{FieldAsked, File, Format, Span};

/// Keys and how their values look.
#[derive(serde::Deserialize)]
pub struct MissingField;

impl PaperCheck for MissingField {
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        let Some(venue) = &paper.draft.declared().asked else { return };
        let main = paper.draft.main();
        // Without front matter the paper is a part, or is written in another way.
        if main.format != Format::Markdown || body_start(main) == 0 {
            return;
        }
        for asked in &venue.field {
            let value = value(main, &asked.key);
            let (place, variant) = match value {
                Some(span) if is_formed(paper.draft.text(span), asked) => continue,
                Some(span) => (Place::source(span), "form"),
                None => (Place::start(), "missing"),
            };
            out.place(place, asked.force.into())
                .variant(variant)
                .value("venue", venue.venue.as_str())
                .value("key", asked.key.as_str())
                .value("like", asked.like.as_deref().unwrap_or(""));
        }
    }
}

/// Returns whether a value looks as it should.
fn is_formed(value: &str, asked: &FieldAsked) -> bool {
    let bare = value.trim_matches(['"', '\'']);
    let form = asked.form.as_ref().and_then(|form| Regex::new(form).ok());
    form.is_none_or(|form| form.is_match(bare))
}

/// Returns the value of a key at the top of the front matter; an empty one where a list follows.
fn value(file: &File, key: &str) -> Option<Span> {
    let front = file.text.get(..body_start(file) as usize)?;
    let mut at = 0;
    for line in front.split_inclusive('\n') {
        let value = line.strip_prefix(key).and_then(|rest| rest.strip_prefix(':'));
        if let Some(value) = value {
            let bare = value.trim();
            let start = at + key.len() + 1 + value.find(bare).unwrap_or(0);
            return Some(Span::new(file.base + start as u32, file.base + (start + bare.len()) as u32));
        }
        at += line.len();
    }
    None
}
