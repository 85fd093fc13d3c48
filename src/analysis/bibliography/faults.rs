//! What is wrong with entries that are cited.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::{Bibliography, Entry, Field};
use crate::analysis::Paper;
use crate::source::{Format, Span};

/// A field that an entry lacks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing<'b> {
    /// The key of the entry.
    pub key: &'b str,
    /// Its kind.
    pub kind: String,
    /// The names of the fields, one of which would do: `journal or journaltitle`.
    pub fields: String,
    /// The key.
    pub at: Span,
    /// A field that may say it in another way.
    pub instead: Option<&'static str>,
}

/// Two entries for one work: the later one, and the first.
#[derive(Clone, Copy, Debug)]
pub struct Same<'b, 'd> {
    /// The later one.
    pub later: &'b Entry<'d>,
    /// The first.
    pub first: &'b Entry<'d>,
    /// How this is known.
    pub why: Why,
}

/// How it is known that two entries are of one work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// They have the same digital identifier.
    Doi,
    /// They have the same title and first author, and nothing else tells them apart.
    Title,
}

/// A field whose value will not print as it is meant.
#[derive(Clone, Debug)]
pub struct Malformed<'b> {
    /// The field.
    pub field: &'b Field<'b>,
    /// What is wrong: `address`, `escape`, `year` or `author`.
    pub variant: &'static str,
}

/// A preprint whose entry says where it has come out.
#[derive(Clone, Copy, Debug)]
pub struct Preprint<'b> {
    /// The key of the entry.
    pub key: &'b str,
    /// What says so.
    pub field: &'b Field<'b>,
}

impl<'d> Entry<'d> {
    fn get(&self, name: &str) -> Option<&Field<'d>> {
        let own = self.says.as_ref().ok().and_then(Option::as_ref);
        own.and_then(|fields| fields.get(name))
    }

    /// Returns whether it has a field, or gets it from another entry.
    fn has(&self, name: &str) -> bool {
        let from = |fields: &super::Fields| {
            // The title of a volume is the book title of what stands in it.
            fields.get(name).is_some() || name == "booktitle" && fields.get("title").is_some()
        };
        self.get(name).is_some() || self.may_inherit || self.inherited.iter().any(from)
    }

    fn is_read(&self) -> bool {
        matches!(self.says, Ok(Some(_)))
    }

    /// Returns the field that may say what a group of fields would.
    fn says_instead(&self, group: &str) -> Option<&'static str> {
        let first = group.split('|').next()?;
        let lines = include_str!("instead.txt").lines().filter(|line| !line.starts_with('#'));
        let mut lines = lines.filter_map(|line| line.split_once('\t'));
        let (_, fields) = lines.find(|(fields, _)| fields.split('|').any(|field| field == first))?;
        let mut fields = fields.split_whitespace().map(|field| field.split_once('~').unwrap_or((field, "")));
        let said = fields.find(|(name, mark)| self.get(name).is_some_and(|field| holds(&field.value, mark)));
        said.map(|(name, _)| name)
    }
}

/// Returns whether a value has a mark: a year, or a name in braces of its own, which is that of a body and of no person.
fn holds(value: &str, mark: &str) -> bool {
    let is_year = |part: &str| part.len() == 4 && part.starts_with(['1', '2']);
    match mark {
        "year" => value.split(|c: char| !c.is_ascii_digit()).any(is_year),
        "body" => value.trim_start().starts_with('{'),
        _ => true,
    }
}

/// Groups of fields: those that all ask for, and those that BibTeX alone does.
type Needs = (Vec<&'static str>, Vec<&'static str>);

/// What each kind of entry needs: groups of fields of which one is enough, and those that BibTeX alone asks for.
static REQUIRED: LazyLock<FxHashMap<&str, Needs>> = LazyLock::new(|| {
    let lines = include_str!("required.txt").lines().filter(|line| !line.starts_with('#'));
    let of = |line: &'static str| {
        let (kind, fields) = line.split_once('\t')?;
        let (all, more) = fields.split_once('+').unwrap_or((fields, ""));
        Some((kind, (all.split_whitespace().collect(), more.split_whitespace().collect())))
    };
    lines.filter_map(of).collect()
});

impl<'d> Bibliography<'d> {
    /// Fields that cited entries lack, the first of each entry.
    pub fn missing_fields(&self, paper: &Paper<'_>) -> Vec<Missing<'_>> {
        let is_bibtex = paper.draft.main().format == Format::Latex && !paper.links().keeps_capitals;
        let mut found = Vec::new();
        for entry in self.cited().iter().filter(|entry| entry.is_read()) {
            let kind = entry.located.kind.to_ascii_lowercase();
            let Some((all, more)) = REQUIRED.get(kind.as_str()) else { continue };
            let more = more.iter().filter(|_| is_bibtex);
            let is_archived = ["publisher", "url", "howpublished", "note"].iter().any(|name| {
                entry.get(name).is_some_and(|field| is_said("archive", &field.value.to_lowercase()))
            });
            let lacks = |group: &&&str| {
                let mut names = group.split('|');
                !names.any(|name| entry.has(name) || name == "journal" && is_archived)
            };
            // Anthologies and encyclopedias have editors where others have authors.
            if let Some(group) = all.iter().chain(more).find(lacks) {
                let fields = group.split('|').take(2).collect::<Vec<_>>().join(" or ");
                let instead = entry.says_instead(group);
                found.push(Missing { key: entry.located.key, kind, fields, at: entry.located.at, instead });
            }
        }
        found
    }

    /// Works that have several entries that are cited.
    pub fn same_works(&self) -> Vec<Same<'_, 'd>> {
        let mut found = Vec::new();
        let mut by_doi: FxHashMap<String, &Entry<'d>> = FxHashMap::default();
        let mut by_title: FxHashMap<(String, String), &Entry<'d>> = FxHashMap::default();
        for later in self.cited().iter().filter(|entry| entry.is_read()) {
            let doi = later.get("doi").map(|doi| plain_doi(&doi.value));
            if let Some(doi) = doi.filter(|doi| doi.starts_with("10.")) {
                if let Some(first) = by_doi.get(&doi) {
                    // Chapters may have the identifier of their book.
                    if tells_apart(first, later).is_none() {
                        found.push(Same { later, first, why: Why::Doi });
                    }
                    continue;
                }
                by_doi.insert(doi, later);
            }
            let (Some(title), Some(author)) = (later.get("title"), later.get("author")) else { continue };
            let title = letters(&title.value);
            if title.len() < SHORTEST_TITLE {
                continue;
            }
            let key = (title, family(&author.value));
            match by_title.get(&key) {
                Some(first) if tells_apart(first, later).is_none() && !are_years_apart(first, later) => {
                    found.push(Same { later, first, why: Why::Title });
                }
                Some(_) => {}
                None => drop(by_title.insert(key, later)),
            }
        }
        found
    }

    /// Fields of cited entries that will not print as they are meant. `last` is the last year in which something may have come out.
    pub fn malformed(&self, paper: &Paper<'_>, last: u32) -> Vec<Malformed<'_>> {
        // Pandoc takes addresses and escapes out of identifiers.
        let is_latex = paper.draft.main().format == Format::Latex;
        let mut found = Vec::new();
        for entry in self.cited() {
            let mut add = |field, variant| found.push(Malformed { field, variant });
            if let Some(doi) = entry.get("doi").filter(|_| is_latex) {
                let value = doi.value.trim().to_ascii_lowercase();
                if value.contains("doi.org/") || value.starts_with("doi:") || value.starts_with("http") {
                    add(doi, "address");
                } else if value.contains("\\_")
                    || value.contains("{\\")
                    || value.contains("\\%")
                    || value.contains("\\&")
                {
                    add(doi, "escape");
                }
            }
            if let Some(year) = entry.get("year").or_else(|| entry.get("date")) {
                let digits = year
                    .value
                    .trim_matches(['{', '}', ' '])
                    .get(..4)
                    .and_then(|year| year.parse::<u32>().ok());
                if digits.is_some_and(|year| year > last) {
                    add(year, "year");
                }
            }
            for field in ["author", "editor"].iter().filter_map(|name| entry.get(name)) {
                let words = field
                    .value
                    .split(|c: char| c.is_whitespace() || matches!(c, '{' | '}' | '~' | '.' | ','));
                let mut last = "";
                let is_et_al = words.filter(|word| !word.is_empty()).any(|word| {
                    std::mem::replace(&mut last, word).eq_ignore_ascii_case("et")
                        && word.eq_ignore_ascii_case("al")
                });
                if is_et_al {
                    add(field, "author");
                }
            }
        }
        found
    }

    /// Returns words of titles whose capitals BibTeX takes away, the first of each entry: the entry, its title, and the word.
    pub fn lowered(&self, paper: &Paper<'_>) -> Vec<(&Entry<'d>, &Field<'d>, String)> {
        let styles = include_str!("lowering.txt").lines().filter(|line| !line.starts_with('#'));
        let mut styles = styles.flat_map(str::split_whitespace);
        let style = paper.links().style.as_deref();
        if paper.links().keeps_capitals || !styles.any(|known| Some(known) == style) {
            return Vec::new();
        }
        let is_lowered = |entry: &&Entry<'_>| {
            let kind = entry.located.kind.to_ascii_lowercase();
            matches!(
                kind.as_str(),
                "article"
                    | "inproceedings"
                    | "conference"
                    | "incollection"
                    | "misc"
                    | "techreport"
                    | "unpublished"
            )
        };
        let word = |entry| {
            let entry: &Entry<'d> = entry;
            let title = entry.get("title")?;
            Some((entry, title, first_lowered(&title.value)?))
        };
        self.cited().iter().filter(is_lowered).filter_map(word).collect()
    }

    /// Preprints whose entries say where they have come out.
    pub fn preprints(&self) -> Vec<Preprint<'_>> {
        let find = |entry: &'_ Entry<'d>| {
            let journal = entry.get("journal").or_else(|| entry.get("journaltitle"));
            let is_preprint = journal
                .map_or(entry.get("eprint").is_some() && entry.get("booktitle").is_none(), |journal| {
                    is_said("archive", &journal.value.to_lowercase())
                });
            let fields = ["note", "comment", "howpublished", "annote", "addendum", "pubstate"];
            let tells = |field: &&Field| {
                let text = field.value.to_lowercase();
                is_said("said", &text) && !is_said("not", &text)
            };
            fields
                .iter()
                .filter(|_| is_preprint)
                .filter_map(|name| entry.get(name))
                .find(tells)
                .map(|field| field.at)
        };
        let mut found = Vec::new();
        for entry in self.cited() {
            if let Some(at) = find(entry)
                && let Ok(Some(fields)) = &entry.says
                && let Some(field) = fields.all().find(|field| field.at == at)
            {
                found.push(Preprint { key: entry.located.key, field });
            }
        }
        found
    }
}

/// What notes say of preprints, by the first word of each line.
static PUBLISHED: LazyLock<FxHashMap<&str, Vec<&str>>> = LazyLock::new(|| {
    let lines = include_str!("published.txt").lines().filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| line.split_once('\t'))
        .map(|(name, words)| (name, words.split('|').collect()))
        .collect()
});

/// Letters of the shortest title that tells a work from others: shorter ones are "Introduction" and the like.
const SHORTEST_TITLE: usize = 15;

/// Returns a digital identifier without an address before it, in lower case.
fn plain_doi(value: &str) -> String {
    let value = value.trim().trim_matches(['{', '}']).to_ascii_lowercase().replace('\\', "");
    let start = value.find("10.").unwrap_or(0);
    value.get(start..).unwrap_or("").trim().to_owned()
}

/// Returns the letters and digits of a title, in lower case.
fn letters(title: &str) -> String {
    title.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Returns whether a text in lower case holds one of the words that notes say of preprints.
fn is_said(name: &str, text: &str) -> bool {
    PUBLISHED.get(name).is_some_and(|words| words.iter().any(|word| text.contains(word)))
}

/// Returns the family name of the first author, by its letters.
fn family(authors: &str) -> String {
    let first = authors.split(" and ").next().unwrap_or("");
    let family = match first.split_once(',') {
        Some((family, _)) => family,
        None => first.split_whitespace().next_back().unwrap_or(""),
    };
    letters(family)
}

/// Returns a field that both entries have and in which they differ, so that they are parts of one work or editions of it.
fn tells_apart(first: &Entry<'_>, later: &Entry<'_>) -> Option<&'static str> {
    ["volume", "number", "edition", "chapter", "pages", "booktitle", "version", "part"].into_iter().find(
        |name| {
            let value = |entry: &Entry<'_>| entry.get(name).map(|field| letters(&field.value));
            value(first).zip(value(later)).is_some_and(|(first, later)| first != later)
        },
    )
}

/// Returns whether more than a year lies between two entries: a preprint and what became of it are of one year or two.
fn are_years_apart(first: &Entry<'_>, later: &Entry<'_>) -> bool {
    let year = |entry: &Entry<'_>| {
        let field = entry.get("year").or_else(|| entry.get("date"))?;
        field.value.trim_matches(['{', '}', ' ']).get(..4)?.parse::<u32>().ok()
    };
    year(first).zip(year(later)).is_some_and(|(first, later)| first.abs_diff(later) > 1)
}

/// Returns the first word outside braces that has a capital which a style takes away: not the first letter of the title, nor one behind a
/// colon.
fn first_lowered(title: &str) -> Option<String> {
    let mut depth = 0_u32;
    let mut words: Vec<(String, bool)> = Vec::new();
    let (mut word, mut is_bare) = (String::new(), true);
    for char in title.trim().chars().chain([' ']) {
        match char {
            '{' => {
                depth += 1;
                is_bare = false;
            }
            '}' => depth = depth.saturating_sub(1),
            _ if char.is_whitespace() && depth == 0 => {
                if !word.is_empty() {
                    words.push((std::mem::take(&mut word), is_bare));
                }
                is_bare = true;
            }
            '\\' | '$' => {
                is_bare = false;
                word.push(char);
            }
            _ => word.push(char),
        }
    }
    // A title all in capitals is another matter.
    let has_small = |(word, _): &(String, bool)| word.chars().any(char::is_lowercase);
    if words.iter().filter(|word| has_small(word)).count() * 2 < words.len() {
        return None;
    }
    let is_lowered = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        // Words joined by hyphens have a capital each where all words do.
        word.split(['-', '/', '–']).any(|part| part.chars().skip(1).filter(|c| c.is_uppercase()).count() > 0)
    };
    let found = words.into_iter().find(|(word, is_bare)| *is_bare && is_lowered(word));
    found.map(|(word, _)| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned())
}
