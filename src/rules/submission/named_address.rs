//! `named-address`: addresses that tell who wrote a paper.

use std::ops::Range;

use rustc_hash::FxHashSet;

use crate::analysis::Paper;
use crate::analysis::authors::surname;
use crate::findings::{Place, Report, Severity};
use crate::markup::BlockKind;
use crate::rules::{Matcher, PaperCheck};
use crate::source::{File, Span};

/// Addresses by what they tell.
#[derive(serde::Deserialize)]
pub struct NamedAddress {
    #[serde(rename = "address-regex")]
    address: Matcher,
    #[serde(rename = "mail-regex")]
    mail: Matcher,
    #[serde(rename = "orcid-regex")]
    orcid: Matcher,
    /// Addresses that tell nothing.
    #[serde(rename = "blind-regex")]
    blind: Matcher,
    /// Mails that are none.
    #[serde(rename = "no-mail-regex")]
    no_mail: Matcher,
    /// Kinds of addresses that tell by themselves.
    #[serde(rename = "cloud-regex")]
    cloud: Matcher,
    // The next four tell where the sentence says that they are the authors' own.
    #[serde(rename = "registration-regex")]
    registration: Matcher,
    #[serde(rename = "code-regex")]
    code: Matcher,
    #[serde(rename = "data-regex")]
    data: Matcher,
    #[serde(rename = "page-regex")]
    page: Matcher,
    #[serde(rename = "own-regex")]
    own: Matcher,
    /// What says so of whatever address follows.
    #[serde(rename = "ours-regex")]
    ours: Matcher,
    #[serde(rename = "registered-regex")]
    registered: Matcher,
}

impl PaperCheck for NamedAddress {
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        let authors = paper.authors();
        // One option hides the block that a style shows, which `named-author` says.
        let is_of_style = authors.is_hidden || authors.shown.is_some();
        let hidden = if is_of_style { hidden(paper) } else { Vec::new() };
        for file in paper.draft.files().iter().filter(|file| !file.is_style()) {
            let mut found = self.addresses(file, &authors.names);
            found.extend(self.mails(file));
            // Whoever says `we` in an entry of the references is somebody else.
            if file.name.ends_with(".bib") {
                found.retain(|(variant, _)| *variant == "name");
            }
            found.sort_by_key(|(_, range)| range.start);
            let mut seen: FxHashSet<&str> = FxHashSet::default();
            let mut last: Option<(&str, usize)> = None;
            for (variant, range) in found {
                let text = file.text.get(range.clone()).unwrap_or("");
                let span = Span::new(file.base + range.start as u32, file.base + range.end as u32);
                let is_hidden = hidden.iter().any(|part| part.start <= span.start && span.end <= part.end);
                // The comments of a source are not printed.
                let is_unprinted = is_in(&paper.written().comments, span) || is_code(paper, span);
                // The mails of an author block are one thing to mend.
                let is_listed = matches!(variant, "mail" | "orcid")
                    && last.is_some_and(|(kind, end)| kind == variant && range.start < end + NEAR);
                if is_hidden || is_unprinted {
                    continue;
                }
                last = Some((variant, range.end));
                if !is_listed && seen.insert(text) {
                    out.place(Place::source(span), Severity::Warning).variant(variant).value("found", text);
                }
            }
        }
    }
}

/// Bytes between the mails of one list.
const NEAR: usize = 1500;

/// Returns whether a place lies in code.
fn is_code(paper: &Paper<'_>, place: Span) -> bool {
    let holds = |block: &&crate::document::Block| {
        block.kind == BlockKind::Code && block.source.start <= place.start && place.end <= block.source.end
    };
    paper.document.blocks().iter().any(|block| holds(&block))
}

/// Returns whether one of some sorted spans holds a place.
fn is_in(spans: &[Span], place: Span) -> bool {
    let index = spans.partition_point(|span| span.end < place.end);
    spans.get(index).is_some_and(|span| span.start <= place.start)
}

/// Returns where a style that hides the authors reads what it does not print.
fn hidden(paper: &Paper<'_>) -> Vec<Span> {
    const BLOCK: [&str; 8] = [
        "author",
        "affiliation",
        "email",
        "orcid",
        "icmlauthor",
        "icmlaffiliation",
        "icmlcorrespondingauthor",
        "thanks",
    ];
    let commands = paper.written().commands.iter().filter(|command| BLOCK.contains(&command.name));
    commands.map(|command| command.whole()).collect()
}

impl NamedAddress {
    fn addresses(
        &self,
        file: &File,
        names: &std::collections::BTreeSet<String>,
    ) -> Vec<(&'static str, Range<usize>)> {
        let mut found = Vec::new();
        for range in self.address.find_iter(&file.text) {
            let range = trimmed(&file.text, range);
            let address = file.text.get(range.clone()).unwrap_or("");
            let around = Around::of(&file.text, &range);
            if self.blind.is_match(address) || self.blind.is_match(around.beside()) {
                continue;
            }
            let lower = address.to_lowercase();
            let has_name =
                names.iter().filter_map(|name| surname(name)).any(|name| names_account(&lower, name));
            let kind = match () {
                () if lower.contains("orcid.org/") => self.orcid.is_match(address).then_some("orcid"),
                () if self.cloud.is_match(address) => Some("cloud"),
                () if has_name && file.name.ends_with(".bib") => Some("name"),
                () => self.own_kind(address, &around).or(has_name.then_some("name")),
            };
            found.extend(kind.map(|kind| (kind, without_scheme(&file.text, range))));
        }
        found
    }

    /// Returns what an address is that the text around it calls the authors' own.
    fn own_kind(&self, address: &str, around: &Around<'_>) -> Option<&'static str> {
        let is_own = self.own.is_match(around.before) || self.own.is_match(around.both);
        let is_registered = self.registered.is_match(around.both);
        let kinds = [
            ("registration", &self.registration, is_registered),
            ("code", &self.code, is_own),
            ("data", &self.data, is_own),
            ("page", &self.page, is_own),
        ];
        let found = kinds.into_iter().find(|(_, matcher, fits)| *fits && matcher.is_match(address));
        found.map(|(kind, ..)| kind).or(self.ours.is_match(around.before).then_some("page"))
    }

    fn mails(&self, file: &File) -> Vec<(&'static str, Range<usize>)> {
        let is_mail = |range: &Range<usize>| {
            let text = file.text.get(range.clone()).unwrap_or("");
            !self.no_mail.is_match(text) && !self.blind.is_match(text)
        };
        let mails = self.mail.find_iter(&file.text).filter(is_mail).map(|range| ("mail", range));
        let is_alone =
            |range: &Range<usize>| !file.text.get(..range.start).unwrap_or("").ends_with("orcid.org/");
        mails.chain(self.orcid.find_iter(&file.text).filter(is_alone).map(|range| ("orcid", range))).collect()
    }
}

/// Returns whether the host of an address, or the account after it, is named after somebody: `github.com/adaquill`.
fn names_account(address: &str, surname: &str) -> bool {
    let surname = surname.to_lowercase();
    let bare = address.split_once("://").map_or(address, |(_, rest)| rest);
    let mut parts = bare.splitn(3, '/').take(2).flat_map(|part| part.split(|c: char| !c.is_alphabetic()));
    let fits = |part: &str| {
        part == surname || (part.ends_with(&surname) && part.len() < surname.len() + LONGEST_FIRST)
    };
    parts.any(fits)
}

/// Letters that may stand before a surname in the name of an account.
const LONGEST_FIRST: usize = 10;

/// Returns an address without the marks of the sentence that ends with it.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let address = text.get(range.clone()).unwrap_or("");
    let bare = address.trim_end_matches(['.', ',', ';', ':', '\'', '*', '_', '?', '!']);
    range.start..range.start + bare.len()
}

/// Returns an address from its host on.
fn without_scheme(text: &str, range: Range<usize>) -> Range<usize> {
    let address = text.get(range.clone()).unwrap_or("");
    let scheme = address.find("://").map_or(0, |at| at + 3);
    range.start + scheme..range.end
}

/// The text around an address.
struct Around<'t> {
    /// Its sentence up to it, and the one before where it stands in a note.
    before: &'t str,
    /// The same with what follows in its sentence.
    both: &'t str,
}

impl<'t> Around<'t> {
    /// Returns what stands before the address, from the address before it on.
    fn beside(&self) -> &'t str {
        let rest = self.before.rsplit_once("://").map(|(_, rest)| rest);
        rest.map_or(self.before, |rest| rest.split_once(char::is_whitespace).map_or("", |(_, text)| text))
    }

    fn of(text: &'t str, range: &Range<usize>) -> Self {
        let mut start = range.start.saturating_sub(REACH);
        while !text.is_char_boundary(start) {
            start += 1;
        }
        let before = text.get(start..range.start).unwrap_or("");
        let paragraph = before.rfind("\n\n").map_or(0, |at| at + 2);
        let sentence = before
            .match_indices(['.', '!', '?', ';'])
            .filter(|(at, mark)| {
                let rest = before.get(at + 1..).unwrap_or("");
                match *mark {
                    // One more address of a list has no words of its own.
                    ";" => rest.split(';').next().is_some_and(|part| part.split_whitespace().count() > FEW),
                    _ => starts_sentence(rest),
                }
            })
            .map(|(at, _)| at + 1)
            .next_back()
            .unwrap_or(0);
        // A note belongs to the sentence before it.
        let is_note = before.get(sentence..).is_some_and(|rest| rest.contains("footnote"));
        let from = if is_note { paragraph } else { paragraph.max(sentence) };
        let after = text.get(range.end..).unwrap_or("");
        let ends = ["\n\n", ". ", ".\n", "; "].iter().filter_map(|end| after.find(end));
        let end = ends.min().unwrap_or(after.len()).min(REACH);
        let end = (0..=end).rev().find(|end| after.is_char_boundary(*end)).unwrap_or(0);
        Self {
            before: before.get(from..).unwrap_or(""),
            both: text.get(start + from..range.end + end).unwrap_or(""),
        }
    }
}

/// Words behind a semicolon that still belong to what stands before it.
const FEW: usize = 3;

/// Bytes around an address that tell whose it is.
const REACH: usize = 300;

/// Returns whether a new sentence starts here: blanks, then a capital.
fn starts_sentence(rest: &str) -> bool {
    let bare = rest.trim_start();
    bare.len() < rest.len() && bare.starts_with(char::is_uppercase)
}
