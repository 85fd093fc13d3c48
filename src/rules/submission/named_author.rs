//! `named-author`: what names the authors of a paper whose reviewers must not know them.

use rustc_hash::FxHashSet;

use crate::analysis::Paper;
use crate::analysis::authors::{SaidKind, Shown, surname};
use crate::document::{BlockRole, SectionRole};
use crate::findings::{Place, Report, Severity};
use crate::markup::Placeholder;
use crate::rules::{Matcher, PaperCheck, Words};
use crate::source::{File, Format, Span};
use crate::spec::Force;

/// Where authors are named.
#[derive(serde::Deserialize)]
pub struct NamedAuthor {
    /// Names of accounts that are nobody's.
    accounts: Words,
    /// Words of places.
    places: Words,
    #[serde(rename = "path-regex")]
    path: Matcher,
    /// The pictures of Markdown.
    #[serde(rename = "file-regex")]
    file: Matcher,
    /// What stands before the name of somebody who did a part of the work.
    #[serde(rename = "done-regex")]
    done: Matcher,
    /// What stands after the name of somebody whose laboratory it is.
    #[serde(rename = "lab-regex")]
    lab: Matcher,
}

impl PaperCheck for NamedAuthor {
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        // A name on the first page is a must where the venue's own page says so.
        let asked = paper.draft.declared().asked.as_ref().and_then(|asked| asked.anonymity.as_ref());
        let first_page = match asked.map(|asked| asked.force) {
            Some(Force::Must) => Severity::Error,
            _ => Severity::Warning,
        };
        if let Some(shown) = &paper.authors().shown {
            style(shown, first_page, out);
        }
        self.said(paper, first_page, out);
        for file in paper.draft.files().iter().filter(|file| !file.is_style()) {
            self.paths(file, out);
        }
        let names: Vec<&str> = paper.authors().names.iter().map(String::as_str).collect();
        if !names.is_empty() {
            in_comments(paper, &names, out);
            self.in_file_names(paper, &names, out);
            self.in_text(paper, &names, out);
        }
    }
}

/// A style that shows the authors.
fn style(shown: &Shown, severity: Severity, out: &mut Report<'_>) {
    let variant = match shown {
        Shown { option, .. } if option.is_empty() => "command",
        Shown { is_missing: true, .. } => "missing",
        _ => "option",
    };
    out.place(Place::source(shown.at), severity)
        .variant(variant)
        .value("style", shown.style.as_str())
        .value("option", shown.option.as_str());
}

/// Returns whether a text of an author block names a person or a group.
fn authors_in(text: &str) -> bool {
    let capitals = |word: &&str| word.chars().count() > 1 && word.starts_with(char::is_uppercase);
    !is_blank(text)
        && !text.to_lowercase().contains("author")
        && text.split_whitespace().filter(capitals).count() > 1
}

/// Returns whether the head of a page names somebody: one of the names, or `Quill et al.`
fn is_head(text: &str, names: &std::collections::BTreeSet<String>) -> bool {
    let has_name = |name: &String| surname(name).is_some_and(|name| text.contains(name));
    (text.contains("et al") && !is_blank(text)) || names.iter().any(has_name)
}

/// Returns whether a text stands where a name will: `Anonymous Institution`.
fn is_blank(text: &str) -> bool {
    let lower = text.to_lowercase();
    [
        "anonym",
        "withheld",
        "blind",
        "redacted",
        "author name",
        "affiliation",
        "removed for",
        "omitted for",
        "xxx",
    ]
    .iter()
    .any(|word| lower.contains(word))
        || !text.chars().any(char::is_uppercase)
}

/// Returns the first words of a text.
fn shortened(text: &str) -> String {
    text.split_whitespace().take(FEW).collect::<Vec<_>>().join(" ")
}

/// Words of a name block that a message repeats.
const FEW: usize = 6;

impl NamedAuthor {
    /// What is said of authors where papers say it: of each kind the first in a file.
    fn said(&self, paper: &Paper<'_>, first_page: Severity, out: &mut Report<'_>) {
        let authors = paper.authors();
        let mut seen: FxHashSet<(u32, SaidKind)> = FxHashSet::default();
        for said in &authors.said {
            let (variant, severity) = match said.kind {
                SaidKind::Name => ("name", first_page),
                SaidKind::Place => ("place", first_page),
                SaidKind::Thanks => ("thanks", Severity::Warning),
                SaidKind::Head => ("head", Severity::Warning),
                SaidKind::Metadata => ("metadata", Severity::Warning),
                // Mails and numbers are addresses, which a rule of their own finds.
                SaidKind::Contact => continue,
            };
            // What the style hides nobody sees, and what it shows one option mends.
            let is_of_style =
                said.kind != SaidKind::Metadata && (authors.is_hidden || authors.shown.is_some());
            let tells = match said.kind {
                SaidKind::Name => authors_in(&said.text) || self.places_in(&said.text),
                SaidKind::Head => is_head(&said.text, &authors.names),
                _ => !is_blank(&said.text),
            };
            let file = paper.draft.file_of(said.at.start).0;
            if !is_of_style && tells && seen.insert((file, said.kind)) {
                out.place(Place::source(said.at), severity)
                    .variant(variant)
                    .value("found", shortened(&said.text));
            }
        }
    }

    /// Returns whether a part of an author block names a place, whoever is called anonymous beside it.
    fn places_in(&self, text: &str) -> bool {
        let is_place =
            |word: &str| word.starts_with(char::is_uppercase) && self.places.contains(&word.to_lowercase());
        let mut parts = text.split(';').filter(|part| !is_blank(part) && part.split_whitespace().count() > 1);
        parts.any(|part| part.split(|c: char| !c.is_alphabetic()).any(is_place))
    }

    fn paths(&self, file: &File, out: &mut Report<'_>) {
        let mut seen: FxHashSet<&str> = FxHashSet::default();
        for range in self.path.find_iter(&file.text) {
            let account = file.text.get(range.clone()).unwrap_or("");
            if !self.accounts.contains(account) && seen.insert(account) {
                let span = Span::new(file.base + range.start as u32, file.base + range.end as u32);
                out.place(Place::source(span), Severity::Warning).variant("path").value("found", account);
            }
        }
    }

    fn in_file_names(&self, paper: &Paper<'_>, names: &[&str], out: &mut Report<'_>) {
        let mut report = |at: Span, name: &str| {
            let lower = name.to_lowercase();
            let mut parts = lower.split(|c: char| !c.is_alphabetic());
            if parts.any(|part| names.iter().any(|name| is_account(part, name))) {
                out.place(Place::source(at), Severity::Warning).variant("file").value("found", name);
            }
        };
        for command in &paper.written().commands {
            if matches!(
                command.name,
                "includegraphics" | "input" | "include" | "bibliography" | "addbibresource"
            ) {
                command.argument().iter().for_each(|given| report(given.span, given.text));
            }
        }
        for file in paper.draft.files().iter().filter(|file| file.format == Format::Markdown) {
            for range in self.file.find_iter(&file.text) {
                let span = Span::new(file.base + range.start as u32, file.base + range.end as u32);
                report(span, file.text.get(range).unwrap_or(""));
            }
        }
    }

    /// Names in the text, each once, but for those that are cited.
    fn in_text(&self, paper: &Paper<'_>, names: &[&str], out: &mut Report<'_>) {
        let reading = paper.document.reading();
        let mut seen: FxHashSet<&str> = FxHashSet::default();
        for index in 0..paper.document.blocks().len() as u32 {
            let block = paper.document.block(index);
            let is_text = !matches!(
                block.role(),
                BlockRole::Metadata | BlockRole::Title | BlockRole::Backmatter | BlockRole::Empty
            );
            if !is_text || block.section().zone() == SectionRole::References {
                continue;
            }
            let (start, text) = (block.range().start as usize, block.text());
            if let Some(at) = given_names(text, names)
                && text.get(at.clone()).is_some_and(|found| seen.insert(found))
            {
                let place = (start + at.start) as u32..(start + at.end) as u32;
                out.at(place, Severity::Warning).variant("text").value("found", text.get(at).unwrap_or(""));
            }
            for name in names.iter().filter_map(|name| name.split_whitespace().last()) {
                let at = text.match_indices(name).map(|(at, _)| at).find_map(|at| {
                    let from = self.named_from(text, at, name, names)?;
                    let place = (start + from) as u32..(start + at + name.len()) as u32;
                    (!reading.source_of(place.start, place.end).is_empty()).then_some((place, from, at))
                });
                if let Some((place, from, at)) = at.filter(|_| seen.insert(name)) {
                    let found = text.get(from..at + name.len()).unwrap_or(name);
                    out.at(place, Severity::Warning).variant("text").value("found", found);
                }
            }
        }
    }

    /// Returns where the name begins of which the family name stands at `at`, if it is there as that of a person who is not cited.
    fn named_from(&self, text: &str, at: usize, surname: &str, names: &[&str]) -> Option<usize> {
        let (before, after) = (text.get(..at)?, text.get(at + surname.len()..)?);
        let is_whole = !before.ends_with(char::is_alphanumeric) && !after.starts_with(char::is_alphanumeric);
        let next = after.trim_start();
        let is_cited = next.starts_with("et al")
            || next.trim_start_matches(['(', '[']).starts_with(|c: char| c.is_ascii_digit())
            || next.chars().next().and_then(Placeholder::from_char).is_some();
        if !is_whole || is_cited {
            return None;
        }
        let given = names.iter().filter_map(|name| name.strip_suffix(surname)).flat_map(|given| {
            let initials: String = given
                .split_whitespace()
                .filter_map(|word| word.chars().next())
                .flat_map(|c| [c, '.', ' '])
                .collect();
            [given.to_owned(), initials]
        });
        let mut given = given.filter(|given| !given.trim().is_empty() && before.ends_with(given.as_str()));
        let sentence = before.rsplit(['.', ';', ':']).next().unwrap_or(before);
        match given.next() {
            Some(given) => Some(at - given.len()),
            // A short one may be any word.
            None if surname.chars().count() < 4 => None,
            None => (self.done.is_match(sentence) || self.lab.is_match(after)).then_some(at),
        }
    }
}

/// Returns whether a word in lower case is the family name of somebody, by itself or behind the given name or initials: `quill`, `aquill`,
/// `adaquill`.
fn is_account(word: &str, name: &str) -> bool {
    let Some(before) = surname(name).and_then(|name| word.strip_suffix(&*name.to_lowercase())) else {
        return false;
    };
    let given: Vec<String> = name.split_whitespace().rev().skip(1).map(str::to_lowercase).collect();
    let initials: String = given.iter().rev().filter_map(|word| word.chars().next()).collect();
    before.is_empty()
        || before == initials
        || given.iter().any(|word| word == before || word.starts_with(before))
}

/// Returns the given names of two authors beside each other, as nobody writes of others: `Ada and Benedikt`.
fn given_names(text: &str, names: &[&str]) -> Option<std::ops::Range<usize>> {
    let given = names.iter().filter_map(|name| name.split_whitespace().next());
    let given: Vec<&str> = given.filter(|word| word.chars().count() > 2).collect();
    text.match_indices([' ', '(']).map(|(at, mark)| at + mark.len()).chain([0]).find_map(|at| {
        let (first, after) = opening(text.get(at..)?, &given)?;
        let rest = [" and ", " & ", ", "].iter().find_map(|joint| after.strip_prefix(joint))?;
        let (second, rest) = opening(rest, &given)?;
        (first != second).then_some(at..text.len() - rest.len())
    })
}

/// Returns the name with which a text opens, unless a family name follows, and what stands behind it.
fn opening<'t>(text: &'t str, given: &[&'t str]) -> Option<(&'t str, &'t str)> {
    let name = given.iter().find(|name| text.starts_with(**name))?;
    let after = text.get(name.len()..)?;
    let is_alone = !after.starts_with(char::is_alphanumeric)
        && !after.trim_start_matches(' ').starts_with(char::is_uppercase);
    is_alone.then_some((name, after))
}

fn in_comments(paper: &Paper<'_>, names: &[&str], out: &mut Report<'_>) {
    let others = paper.document.reading().comments().iter().map(|comment| comment.source);
    let is_latex = |span: &Span| paper.draft.file(paper.draft.file_of(span.start)).format == Format::Latex;
    let comments = paper.written().comments.iter().copied().chain(others.filter(|span| !is_latex(span)));
    for span in comments {
        let text = paper.draft.text(span);
        let mut words = text.split(|c: char| !c.is_alphabetic() && c != '-');
        let found = words.find(|word| names.iter().any(|name| surname(name) == Some(word)));
        if let Some(found) = found.or_else(|| addressed(text, names)) {
            out.place(Place::source(span), Severity::Advice).variant("comment").value("found", found);
        }
    }
}

/// Returns the given name or the initials of an author to whom a comment speaks: `% Ada: shorten`, `% AQ 12/03: shorten`, `% To Ada,
/// shorten`.
fn addressed<'t>(comment: &'t str, names: &[&str]) -> Option<&'t str> {
    let is_letter = |c: char| c.is_alphabetic() || matches!(c, '.' | '-');
    let mut rest = comment;
    for _ in 0..LEADS {
        let bare = rest.trim_start_matches(|c: char| !c.is_alphabetic());
        let is_addressed = rest.strip_suffix(bare).is_some_and(|before| before.ends_with('@'));
        rest = bare;
        let end = rest.find(|c: char| !is_letter(c)).unwrap_or(rest.len());
        let (word, after) = rest.split_at_checked(end)?;
        let next = after.trim_start();
        let is_said =
            next.starts_with(|c: char| matches!(c, ':' | ',' | ')' | ']' | '>') || c.is_ascii_digit());
        if (is_said || is_addressed) && word.len() > 1 && names.iter().any(|name| is_called(name, word)) {
            return Some(word);
        }
        rest = after;
    }
    None
}

/// Words of a comment among which the name stands of whom it speaks to.
const LEADS: usize = 3;

/// Returns whether somebody is called so: by the given name or by the initials.
fn is_called(name: &str, word: &str) -> bool {
    let initials: String = name.split_whitespace().filter_map(|word| word.chars().next()).collect();
    let is_given = name.split_whitespace().next() == Some(word) && !word.contains('.');
    is_given && !word.chars().skip(1).any(char::is_uppercase) || initials == word.replace('.', "")
}
