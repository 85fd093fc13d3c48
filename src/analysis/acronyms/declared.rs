//! Short forms that the source spells out beside its text: in the front matter, by commands of LaTeX, by `<abbr>`.

use memchr::memmem;

use super::contexts::Hint;
use crate::source::{Draft, File, Format};

/// What the sources of a draft spell out; each text is a part of one that names short forms.
pub(super) struct Declared<'d> {
    texts: Vec<&'d str>,
}

/// Commands and tags that spell a short form out, each by a start that is looked for and its ends. What they name stands close behind.
const MARKS: [(&str, &[&str]); 5] = [
    ("\\new", &["acronym", "abbreviation", "glossaryentry"]),
    ("\\DeclareAcronym", &[""]),
    ("\\acro", &["{", "def"]),
    ("\\nomenclature", &[""]),
    ("<abbr", &[""]),
];

/// Bytes behind such a mark among which the short form is looked for.
const REACH: usize = 300;

impl<'d> Declared<'d> {
    /// Returns what the files of a draft spell out.
    pub(super) fn of(draft: &'d Draft) -> Self {
        let mut texts = Vec::new();
        for file in draft.files() {
            texts.extend(front_matter(file, |key| Hint::List.is_given_by(key)));
            for (start, ends) in MARKS {
                for at in memmem::find_iter(file.text.as_bytes(), start) {
                    let rest = file.text.get(at + start.len()..).unwrap_or("");
                    let Some(end) = ends.iter().find(|end| rest.starts_with(**end)) else { continue };
                    let mut reach = REACH.min(rest.len());
                    while !rest.is_char_boundary(reach) {
                        reach -= 1;
                    }
                    let text = rest.get(end.len()..reach).unwrap_or("");
                    // The next one begins another text.
                    let next = [start, end].concat();
                    texts.push(text.split(next.as_str()).next().unwrap_or(text));
                }
            }
        }
        Self { texts }
    }

    /// Returns what a short form stands for, if it is spelled out; empty where that is not seen.
    pub(super) fn long(&self, short: &str) -> Option<String> {
        let of = |text: &str| {
            let at = memmem::find_iter(text.as_bytes(), short).find(|&at| {
                let before = text.get(..at).unwrap_or("").chars().next_back();
                let after = text.get(at + short.len()..).unwrap_or("").chars().next();
                let is_word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '-');
                !is_word(before) && !is_word(after)
            })?;
            Some(long_behind(text.get(at + short.len()..).unwrap_or("")))
        };
        self.texts.iter().find_map(|text| of(text))
    }
}

/// Returns what stands behind a short form, up to the end of its line, group or entry.
fn long_behind(text: &str) -> String {
    let is_between =
        |c: char| c.is_whitespace() || matches!(c, ':' | ',' | '"' | '\'' | '}' | '{' | '=' | '-');
    let text = text.trim_start_matches(is_between);
    let text = text.strip_prefix("long").map_or(text, |text| text.trim_start_matches(is_between));
    let end = text.find(['\n', ';', '}', '"', '<', '>']).unwrap_or(text.len());
    text.get(..end).unwrap_or("").trim().to_owned()
}

/// Returns the initials of the authors that front matter names: `Ada B. Lee` gives `ABL` and `AL`.
pub(super) fn authors(draft: &Draft) -> impl Iterator<Item = &str> {
    draft.files().iter().flat_map(|file| front_matter(file, |key| matches!(key, "author" | "authors")))
}

/// Returns the values of the keys of a file's front matter that are wanted.
fn front_matter(file: &File, is_wanted: impl Fn(&str) -> bool) -> Vec<&str> {
    let mut found = Vec::new();
    let Some(text) = file.text.strip_prefix("---").filter(|_| file.format == Format::Markdown) else {
        return found;
    };
    let text = text.get(..text.find("\n---").unwrap_or(0)).unwrap_or("");
    let mut start = None;
    let mut at = 0;
    for line in text.split_inclusive('\n').chain(["end:"]) {
        if line.starts_with(|c: char| c.is_alphabetic()) {
            found.extend(start.take().and_then(|start| text.get(start..at)));
            let key = line.split(':').next().unwrap_or("").trim().to_ascii_lowercase();
            start = is_wanted(&key).then(|| at + line.find(':').map_or(0, |colon| colon + 1));
        }
        at += line.len();
    }
    found
}
