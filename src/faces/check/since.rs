//! `--since REV`: what of each draft changed, by git.

use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::time::Duration;

use similar::{DiffTag, TextDiff};

use super::git::{Compared, Then};
use crate::check::Changes;
use crate::faces::console::Console;
use crate::faces::disk::normal;
use crate::faces::loader::Home;
use crate::output::counted;
use crate::source::{Draft, File, Source, Span};

/// What the files of each draft held in the commit where it parted from a revision.
pub struct Since {
    papers: HashMap<usize, Vec<Then>>,
}

impl Since {
    /// Asks git. What a filter hides is said.
    ///
    /// # Errors
    /// When git cannot tell.
    pub fn new<'p>(
        rev: &str,
        papers: impl Iterator<Item = (usize, &'p Draft, &'p [Home])>,
        console: &Console,
    ) -> anyhow::Result<Self> {
        let mut repositories: HashMap<PathBuf, Compared> = HashMap::new();
        let mut filtered = BTreeSet::new();
        let mut of_papers = HashMap::new();
        for (paper, draft, homes) in papers {
            let here = std::env::current_dir()?.canonicalize()?;
            let main = path_of(draft.main(), homes.first(), &here);
            let folder = main.parent().unwrap_or(&here).to_owned();
            let compared = match repositories.entry(folder) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(new) => {
                    let compared = Compared::new(new.key(), rev)?;
                    new.insert(compared)
                }
            };
            let mut files = Vec::new();
            for (file, home) in draft.files().iter().zip(homes) {
                let path = path_of(file, Some(home), &here);
                let then = compared.then(&path)?;
                let is_hidden = !changed(file, &then).is_empty() && compared.has_filter(&path)?;
                if is_hidden {
                    filtered.insert(file.name.clone());
                }
                files.push(if is_hidden { Then::New } else { then });
            }
            of_papers.insert(paper, files);
        }
        if !filtered.is_empty() {
            let names = Vec::from_iter(filtered).join(", ");
            console.notice(&format!(
                "a filter stands between git and {names} (see .gitattributes), and no filter is run; all of that counts as changed"
            ));
        }
        Ok(Self { papers: of_papers })
    }

    /// What changed in a draft, as it is now or mended.
    pub fn changes(&self, paper: usize, draft: &Draft) -> Changes {
        let files = self.papers.get(&paper).into_iter().flatten();
        Changes::new(draft.files().iter().zip(files).flat_map(|(file, then)| changed(file, then)).collect())
    }
}

/// How much was left out, in a line.
pub fn left_out(rev: &str, unchanged: usize) -> String {
    let findings = counted(unchanged as u64, "finding", "findings");
    let are = if unchanged == 1 { "is" } else { "are" };
    format!("only what changed since {rev} is looked at; {findings} elsewhere {are} left out")
}

/// The real path of a file; for a draft on standard input of the file that it may be written to.
fn path_of(file: &File, home: Option<&Home>, here: &Path) -> PathBuf {
    if let Some(Home::File(path)) = home {
        return path.clone();
    }
    let path = normal(&here.join(&file.name));
    path.canonicalize().unwrap_or(path)
}

/// The places of a file that changed.
fn changed(file: &File, then: &Then) -> Vec<Span> {
    match then {
        Then::New => vec![file.span()],
        Then::Bytes(bytes) => {
            let old = Source::decode("", bytes.clone()).text;
            if old == file.text {
                return Vec::new();
            }
            let spans = changed_words(&old, &file.text).into_iter();
            spans
                .map(|range| Span::new(file.base + range.start as u32, file.base + range.end as u32))
                .collect()
        }
    }
}

/// The words of `new` that are not in `old`: lines are compared first, and of lines that differ the words, so that a paragraph on one
/// line does not change as a whole, and one that was wrapped anew does not change at all.
fn changed_words(old: &str, new: &str) -> Vec<Range<usize>> {
    // Git may keep a file with other line ends than it has here.
    let [old_keys, new_keys] =
        [old, new].map(|text| text.split_inclusive('\n').map(str::trim_ascii_end).collect::<Vec<_>>());
    let lines = TextDiff::configure().diff_slices(&old_keys, &new_keys);
    let (old_lines, new_lines) = (offsets(old), offsets(new));
    let mut changed = Vec::new();
    for op in lines.ops().iter().filter(|op| op.tag() != DiffTag::Equal) {
        let old_range = old_lines[op.old_range().start]..old_lines[op.old_range().end];
        let new_range = new_lines[op.new_range().start]..new_lines[op.new_range().end];
        let old_words = words(old.get(old_range).unwrap_or(""), 0);
        let new_words = words(new.get(new_range.clone()).unwrap_or(""), new_range.start);
        let (before, after) = (texts(&old_words), texts(&new_words));
        let words = TextDiff::configure().timeout(MOST_TIME).diff_slices(&before, &after);
        for op in words.ops().iter().filter(|op| op.tag() != DiffTag::Equal) {
            let words = new_words.get(op.new_range()).unwrap_or(&[]);
            changed.push(match (words.first(), words.last()) {
                (Some((first, _)), Some((last, word))) => *first..*last + word.len(),
                // Words were taken out between the one before and the one after.
                _ => {
                    let at = new_words.get(op.new_range().start).map_or(new_range.end, |(at, _)| *at);
                    gap(new, at)
                }
            });
        }
    }
    changed
}

/// The space before a place, within a paragraph: the end of a paragraph has changed, too, where its last sentence was taken out.
fn gap(text: &str, at: usize) -> Range<usize> {
    let before = text.get(..at).unwrap_or("");
    let start = before.trim_end().len();
    let is_one = before.get(start..).is_some_and(|space| space.matches('\n').count() <= 1);
    if is_one { start..at } else { at..at }
}

/// A text that was written anew has more changes than it pays to tell apart.
const MOST_TIME: Duration = Duration::from_millis(200);

/// Where each line starts, and where the last one ends.
fn offsets(text: &str) -> Vec<usize> {
    let mut offsets = vec![0];
    let mut at = 0;
    offsets.extend(text.split_inclusive('\n').map(|line| {
        at += line.len();
        at
    }));
    offsets
}

/// The words of whole lines, and their empty lines, which part paragraphs; each with its place, the first line at `start`.
fn words(text: &str, start: usize) -> Vec<(usize, &str)> {
    let place = |part: &str| start + (part.as_ptr() as usize - text.as_ptr() as usize);
    let mut words = Vec::new();
    for line in text.split_inclusive('\n') {
        if line.trim().is_empty() {
            words.push((place(line), "\n"));
        }
        words.extend(line.split_whitespace().map(|word| (place(word), word)));
    }
    words
}

fn texts<'t>(words: &[(usize, &'t str)]) -> Vec<&'t str> {
    words.iter().map(|(_, word)| *word).collect()
}

#[cfg(test)]
#[allow(clippy::string_slice)]
mod tests {
    use super::*;

    fn new<'t>(old: &str, new: &'t str) -> Vec<&'t str> {
        changed_words(old, new).into_iter().map(|range| &new[range]).collect()
    }

    /// Where words were taken out and none put in.
    fn taken_out(old: &str, new: &str) -> Vec<Range<usize>> {
        changed_words(old, new).into_iter().filter(|range| new[range.clone()].trim().is_empty()).collect()
    }

    #[test]
    fn words_that_were_not_there_are_new() {
        assert_eq!(new("a b c\n", "a x c\n"), ["x"]);
        assert_eq!(new("a\nb\n", "a\nx y\nb\n"), ["x y"]);
        assert_eq!(new("", "a b\n"), ["a b"]);
        assert!(new("a b\n", "a b\n").is_empty());
    }

    #[test]
    fn wrapping_anew_changes_nothing_and_joining_paragraphs_does() {
        assert!(new("a b c\nd e\n", "a b\nc d e\n").is_empty());
        assert_eq!(taken_out("a b\n\nc\n", "a b\nc\n"), [3..4]);
        assert_eq!(new("a b\nc\n", "a b\n\nc\n"), ["\n"]);
    }

    #[test]
    fn where_words_were_taken_out_is_known() {
        assert_eq!(taken_out("a b c d\n", "a d\n"), [1..2]);
        assert_eq!(taken_out("a\nb\n", "a\n"), [1..2]);
        assert_eq!(taken_out("a\n\nb\n\nc\n", "a\n\nc\n"), [3..3]);
    }
}
