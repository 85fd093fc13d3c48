//! The fields of research that a paper belongs to, as far as its class and its own words tell.

use std::sync::LazyLock;

use memchr::memmem;

use crate::document::{Document, LEXICON};
use crate::source::{Draft, Format};

/// A set of fields, by their place in `NAMES`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fields(u16);

/// The fields, each with a file of what its readers know.
pub(super) const NAMES: [&str; 10] = [
    "statistics",
    "machine-learning",
    "computing",
    "physics",
    "astronomy",
    "life-sciences",
    "medicine",
    "neuroscience",
    "psychology",
    "social-sciences",
];

impl Fields {
    pub(super) fn of(index: usize) -> Self {
        Self(1 << index)
    }

    pub(super) fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Returns whether a field is in both.
    pub fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// The words by which fields are known, by their place in a lexicon.
#[derive(Clone, Debug)]
pub struct FieldWords {
    /// The fields of each word, by its id.
    by_word: Vec<Fields>,
}

impl FieldWords {
    /// Returns the words of `data/acronyms/fields.txt`.
    fn new() -> Self {
        let words: Vec<_> = lines()
            .filter_map(|(name, words)| Some((NAMES.iter().position(|field| *field == name)?, words)))
            .flat_map(|(field, words)| words.split_whitespace().map(move |word| (field, word)))
            .map(|(field, word)| (field, LEXICON.get(word.as_bytes(), 0, word.len())))
            .collect();
        let mut by_word = vec![Fields::default(); LEXICON.len()];
        for (field, word) in words {
            let entry = &mut by_word[usize::from(word.0)];
            *entry = entry.with(Fields::of(field));
        }
        Self { by_word }
    }

    /// Returns the words, found when a paper first asks for them.
    pub fn known() -> &'static Self {
        static KNOWN: LazyLock<FieldWords> = LazyLock::new(FieldWords::new);
        &KNOWN
    }

    /// Returns the fields of a paper; none where nothing tells, for who reads it may be of any.
    pub fn of(&self, document: &Document<'_>, draft: &Draft) -> Fields {
        let class = document.meta().class.as_deref().and_then(|class| of_venue("class ", class));
        let venue = of_styles(draft).with(class.unwrap_or_default());
        let mut counts = [0_u32; NAMES.len()];
        for token in document.tokens() {
            let fields = self.by_word.get(usize::from(token.word.0)).copied().unwrap_or_default();
            if fields != Fields::default() {
                for (index, count) in counts.iter_mut().enumerate() {
                    *count += u32::from(fields.meets(Fields::of(index)));
                }
            }
        }
        let most = counts.iter().copied().max().unwrap_or(0);
        let is_told = most >= FEWEST && u64::from(most) * RAREST >= document.tokens().len() as u64;
        let counted = counts.iter().enumerate().filter(|&(_, &count)| is_told && count * 2 >= most);
        counted.fold(venue, |all, (field, _)| all.with(Fields::of(field)))
    }
}

/// Words of a field that a paper must have to belong to it.
const FEWEST: u32 = 5;

/// In so many tokens at least one must be a word of the field.
const RAREST: u64 = 200;

/// Returns the fields of the venues whose packages and styles of references the main file loads; venues of some fields have no class.
fn of_styles(draft: &Draft) -> Fields {
    let main = draft.main();
    if main.format != Format::Latex {
        return Fields::default();
    }
    let preamble = main.text.split("\\begin{document}").next().unwrap_or("");
    let packages = named(preamble, "\\usepackage");
    let styles = named(&main.text, "\\bibliographystyle");
    let fields = packages.chain(styles).filter_map(|name| of_venue("style ", name));
    fields.fold(Fields::default(), Fields::with)
}

/// Returns the names in the braces behind each call of a command, whose options are left out.
fn named<'t>(text: &'t str, command: &str) -> impl Iterator<Item = &'t str> {
    let calls = memmem::find_iter(text.as_bytes(), command).filter_map(|at| {
        let behind = text.get(at..)?.get(..CALL).or_else(|| text.get(at..))?;
        Some(behind.split_once('{')?.1.split_once('}')?.0)
    });
    calls.collect::<Vec<_>>().into_iter().flat_map(|names| names.split(',')).map(str::trim)
}

/// Bytes of a call that are looked at.
const CALL: usize = 200;

/// Returns the field of the venue that has a class or a style of that name, without its year and what follows it: `iclr2026_conference`.
fn of_venue(kind: &str, name: &str) -> Option<Fields> {
    let name = name.rsplit('/').next()?.to_ascii_lowercase();
    let plain = name.split(|c: char| c.is_ascii_digit() || c == '_').next()?;
    let of = |(field, names): (&str, &str)| {
        let field = field.strip_prefix(kind)?;
        let field = NAMES.iter().position(|known| *known == field)?;
        names.split_whitespace().any(|known| known == name || known == plain).then(|| Fields::of(field))
    };
    lines().find_map(of)
}

fn lines() -> impl Iterator<Item = (&'static str, &'static str)> {
    let lines = include_str!("../../../data/acronyms/fields.txt").lines();
    lines.filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(':'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_names_a_field() {
        for (name, _) in lines() {
            let name = name.strip_prefix("class ").or_else(|| name.strip_prefix("style ")).unwrap_or(name);
            assert!(NAMES.contains(&name), "{name}");
        }
    }
}
