//! Entries by the authors of the paper.

use rustc_hash::FxHashSet;

use super::{Bibliography, Entry};
use crate::analysis::authors::plain;

impl Bibliography<'_> {
    /// Returns the keys of cited entries of which one of these persons is an author, as the entries have them.
    pub fn by<'n>(&self, names: impl Iterator<Item = &'n str>) -> FxHashSet<&str> {
        let persons: FxHashSet<Person> = names.filter_map(Person::of).collect();
        let is_by = |entry: &&Entry<'_>| {
            let fields = entry.says.as_ref().ok().and_then(Option::as_ref);
            let authors = fields.and_then(|fields| fields.get("author"));
            authors.is_some_and(|authors| {
                authors.value.split(" and ").filter_map(Person::of).any(|author| persons.contains(&author))
            })
        };
        let cited = if persons.is_empty() { &[][..] } else { self.cited() };
        cited.iter().filter(is_by).map(|entry| entry.located.key).collect()
    }
}

/// A person as lists of references tell persons apart.
#[derive(PartialEq, Eq, Hash)]
struct Person {
    /// In lower case.
    family: String,
    /// The first letter of the given name, in lower case.
    initial: char,
}

impl Person {
    /// `Ada Quill`, or `Quill, Ada`, as BibTeX writes it. None where the given name is missing: a family name has many bearers.
    fn of(name: &str) -> Option<Self> {
        let name = plain(name);
        let (given, family) = match name.split_once(',') {
            Some((family, given)) => (given, family),
            None => name.trim().rsplit_once(' ')?,
        };
        let initial = given.trim().chars().next()?;
        let family = family.split_whitespace().last()?;
        Some(Self {
            family: folded(family),
            initial: folded(initial.encode_utf8(&mut [0; 4])).chars().next()?,
        })
    }
}

/// Returns a name in lower case, without its accents: `Müller` and `Mueller` are `muller`.
fn folded(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    for c in name.chars().flat_map(char::to_lowercase) {
        // A letter may be followed by its accent.
        let is_accent = matches!(c, '\u{300}'..='\u{36f}');
        let letters = include_str!("letters.txt").lines().filter(|line| !line.starts_with('#'));
        let mut plain = letters.filter_map(|line| line.split_once(' ')).filter(|(_, all)| all.contains(c));
        match plain.next() {
            Some((plain, _)) => folded.push_str(plain),
            None if is_accent => {}
            None => folded.push(c),
        }
    }
    ["ae", "oe", "ue"].iter().fold(folded, |name, two| name.replace(two, two.get(..1).unwrap_or(two)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_is_the_same_however_an_entry_writes_the_name() {
        let is_same = |one: &str, other: &str| Person::of(one) == Person::of(other);
        assert!(is_same("Ada Quill", "Quill, A."));
        assert!(is_same("Ada M. Quill", "{Quill}, Ada"));
        assert!(is_same("Jan van der Berg", "van der Berg, Jan"));
        assert!(!is_same("Ada Quill", "Quill, Benedikt"));
        for name in
            ["M{\\\"u}ller, A.", "M{\\\"{u}}ller, Ada", "Mueller, Ada", "Mu\u{308}ller, Ada", "MÜLLER, A"]
        {
            assert!(is_same("Ada Müller", name), "{name}");
        }
        assert!(is_same("Åse Ødegård", "{\\O}deg{\\aa}rd, {\\AA}se"));
        assert!(is_same("Jan Wałęsa", "Wa{\\l}\\k{e}sa, J."));
        assert!(is_same("Uwe Weiß", "Wei{\\ss}, Uwe"));
        assert!(Person::of("Quill").is_none());
    }
}
