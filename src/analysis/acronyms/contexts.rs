//! What words beside a short form say of it: `contexts.txt`.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// What a word may say of the short form beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hint {
    /// After a name: `the QZN package`.
    Thing,
    /// After a name, if a citation follows: `the QZN model [12]`.
    Cited,
    /// Before a name or a label: `panel QZ`.
    Label,
    /// After the letters of a variable star.
    Star,
    /// Before `by` and the name of who pays.
    Pays,
    /// Before a version.
    Version,
    /// A part of the name of who makes a program.
    Maker,
    /// Between a short form and its long form.
    After,
    /// Between a short form and what is said of it.
    Says,
    /// Between a long form and its short form.
    Before,
    /// Between what is named and its short form.
    Names,
    /// May stand between either.
    Glue,
    /// Names a list of abbreviations.
    List,
    /// Opens a note that explains a table.
    Note,
    /// Before who sells something.
    Seller,
    /// Before what is presented.
    Presents,
    /// In the heading of what says who did what.
    Credit,
    /// Behind the initials of those who say something that is not printed.
    Vouches,
    /// The kind of a list of things that have names: `telescopes such as QZN`.
    Kinds,
    /// Between a kind and a list of its members.
    Opens,
    /// Stands in no long form.
    NoTerm,
}

impl Hint {
    /// Returns whether a word gives this hint. A capital at its start does not matter where `word` is given in lower case.
    pub(super) fn is_given_by(self, word: &str) -> bool {
        static HINTS: LazyLock<FxHashMap<&str, u32>> = LazyLock::new(hints);
        HINTS.get(word).is_some_and(|hints| hints >> self as u32 & 1 == 1)
    }

    const ALL: [(&'static str, Self); 21] = [
        ("thing", Self::Thing),
        ("cited", Self::Cited),
        ("label", Self::Label),
        ("star", Self::Star),
        ("pays", Self::Pays),
        ("version", Self::Version),
        ("maker", Self::Maker),
        ("after", Self::After),
        ("says", Self::Says),
        ("before", Self::Before),
        ("names", Self::Names),
        ("glue", Self::Glue),
        ("list", Self::List),
        ("note", Self::Note),
        ("seller", Self::Seller),
        ("presents", Self::Presents),
        ("credit", Self::Credit),
        ("vouches", Self::Vouches),
        ("kinds", Self::Kinds),
        ("opens", Self::Opens),
        ("no-term", Self::NoTerm),
    ];
}

fn hints() -> FxHashMap<&'static str, u32> {
    let mut hints = FxHashMap::default();
    for line in include_str!("contexts.txt").lines().filter(|line| !line.starts_with('#')) {
        let Some((name, words)) = line.split_once(':') else { continue };
        let Some((_, hint)) = Hint::ALL.into_iter().find(|(known, _)| *known == name) else { continue };
        for word in words.split_whitespace() {
            *hints.entry(word).or_insert(0) |= 1 << hint as u32;
        }
    }
    hints
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_gives_a_hint() {
        for line in
            include_str!("contexts.txt").lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
        {
            let name = line.split_once(':').map(|(name, _)| name);
            assert!(Hint::ALL.iter().any(|(known, _)| Some(*known) == name), "{line}");
        }
        assert!(Hint::Thing.is_given_by("package") && !Hint::Thing.is_given_by("score"));
    }
}
