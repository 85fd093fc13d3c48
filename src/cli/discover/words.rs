//! The words of `kinds.txt` and `versions.txt`, and where they are looked for.

use std::collections::HashSet;
use std::path::Path;
use std::sync::LazyLock;

/// Where something tells what a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The LaTeX class.
    Class,
    /// An output format of the front matter.
    Format,
    /// A key of the front matter.
    Key,
    /// The whole name of the file, without its ending.
    File,
    /// Words in that name.
    Name,
    /// The first words of the title.
    Title,
    /// The whole title.
    Titled,
    /// The name of a folder on the way.
    Folder,
}

impl Place {
    const NAMES: [(&str, Self); 8] = [
        ("class", Self::Class),
        ("format", Self::Format),
        ("key", Self::Key),
        ("file", Self::File),
        ("name", Self::Name),
        ("title", Self::Title),
        ("titled", Self::Titled),
        ("folder", Self::Folder),
    ];
}

/// Returns what a file is that holds such words, as people say it: `a letter`. None where they say nothing.
pub fn said(place: Place, text: &str) -> Option<&'static str> {
    let text = if place == Place::Folder { text.to_owned() } else { normal(text) };
    let holds = |words: &str| match place {
        Place::Class | Place::Key | Place::File | Place::Titled | Place::Folder => text == words,
        Place::Title => text.strip_prefix(words).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')),
        Place::Format | Place::Name => format!(" {text} ").contains(&format!(" {words} ")),
    };
    KINDS.iter().find(|(_, at, words)| *at == place && holds(words)).map(|(kind, ..)| *kind)
}

/// Returns whether the name of a file, or of a folder on its way, tells of a version of a paper.
pub fn is_version(path: &Path) -> bool {
    let names = path.with_extension("");
    let names = names.iter().map(|name| normal(&name.to_string_lossy()));
    names.into_iter().any(|name| name.split(' ').any(|word| VERSIONS.contains(word)))
}

/// Returns the name of a file without the words that tell of a version, and without its ending.
pub fn without_version(path: &Path) -> String {
    let name = normal(&path.file_stem().unwrap_or_default().to_string_lossy());
    name.split(' ').filter(|word| !VERSIONS.contains(word)).collect::<Vec<_>>().join(" ")
}

/// Returns the words of a text in lower case, a space between two.
pub fn normal(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

type Kind = (&'static str, Place, &'static str);

static KINDS: LazyLock<Vec<Kind>> = LazyLock::new(|| {
    let line = |line: &'static str| {
        let (said, words) = line.split_once(": ")?;
        let (kind, place) = said.rsplit_once(' ')?;
        let (_, place) = Place::NAMES.iter().find(|(name, _)| *name == place)?;
        Some((kind, *place, words))
    };
    lines(include_str!("kinds.txt")).filter_map(line).collect()
});

static VERSIONS: LazyLock<HashSet<&str>> = LazyLock::new(|| lines(include_str!("versions.txt")).collect());

/// Returns the lines of a list without its comments.
pub fn lines(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_line_of_the_list_is_read() {
        let text = include_str!("kinds.txt");
        assert_eq!(KINDS.len(), lines(text).count());
        for (kind, place, words) in KINDS.iter().filter(|(_, place, _)| *place != Place::Folder) {
            assert_eq!(*words, normal(words), "{kind} {place:?}");
        }
    }

    #[test]
    fn words_are_looked_for_where_they_tell() {
        assert_eq!(said(Place::Format, "xaringan::moon_reader"), Some("slides"));
        assert_eq!(said(Place::Format, "pdf_document"), None);
        assert_eq!(said(Place::Name, "ms-Response_to-reviewers2"), None);
        assert_eq!(said(Place::Name, "ms-Response_to-reviewers"), Some("a letter"));
        assert_eq!(said(Place::Title, "Response to Reviewers: round 2"), Some("a letter"));
        assert_eq!(said(Place::Title, "A rebuttal of tea"), None);
        assert!(is_version(Path::new("R1/tea.tex")) && is_version(Path::new("ms/tea-diff.tex")));
        assert!(!is_version(Path::new("ms/difficult.tex")));
    }
}
