//! Names among what a paper cites: who published it, and where.

use memchr::memmem;

use crate::source::Draft;

/// The files of references of a draft.
pub(super) struct Venues<'d> {
    texts: Vec<&'d str>,
}

impl<'d> Venues<'d> {
    /// Those that were loaded.
    pub(super) fn of(draft: &'d Draft) -> Self {
        let files = draft.bibliographies().into_iter().flatten().filter_map(|one| one.file.ok());
        Self { texts: files.map(|file| draft.file(file).text.as_str()).collect() }
    }

    /// Whether a journal, a conference, a publisher or an institution of an entry has a word for its name, or for a part of it.
    pub(super) fn have(&self, word: &str) -> bool {
        self.texts
            .iter()
            .any(|text| memmem::find_iter(text.as_bytes(), word).any(|at| is_venue(text, at, word)))
    }
}

/// Whether a word stands at a place of a text, and in a field that names who published something, or where.
fn is_venue(text: &str, at: usize, word: &str) -> bool {
    let (Some(before), Some(after)) = (text.get(..at), text.get(at + word.len()..)) else { return false };
    let is_joined = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    let field = || {
        let lines = before.rsplit('\n').take(LINES);
        lines.filter_map(|line| line.split_once(['=', ':'])).map(|(key, _)| key).next()
    };
    !is_joined(before.chars().next_back())
        && !is_joined(after.chars().next())
        && field().is_some_and(|key| {
            let key = key.trim_matches(|c: char| !c.is_ascii_alphabetic());
            FIELDS.iter().any(|known| key.eq_ignore_ascii_case(known))
        })
}

/// Lines over which a field may go.
const LINES: usize = 3;

/// Such fields, in BibTeX, biblatex and CSL.
const FIELDS: [&str; 13] = [
    "journal",
    "journaltitle",
    "shortjournal",
    "booktitle",
    "eventtitle",
    "event-title",
    "series",
    "publisher",
    "organization",
    "institution",
    "school",
    "container-title",
    "collection-title",
];
