//! The texts of a rule: their variants, and the slots that values fill.

use std::collections::BTreeSet;

use super::{Detect, Per, Quantity, RuleSpec, SpecProblem, Text, nearest};

/// A slot of a text, for the value of a name: `{words}` for the value alone, `{words:word|words}` with a noun that agrees with it. Braces after a
/// LaTeX command (`\cite{key}`) are none, and so are those that hold anything but small letters and hyphens before the colon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot<'t> {
    /// The name of the value.
    pub name: &'t str,
    /// The noun for one and for several.
    pub nouns: Option<(&'t str, &'t str)>,
}

impl<'t> Slot<'t> {
    /// Returns the text up to the first slot, the slot, and the text after it; `None` where there is none.
    pub fn first(text: &'t str) -> Option<(&'t str, Self, &'t str)> {
        let mut from = 0;
        loop {
            let open = from + text.get(from..)?.find('{')?;
            let (before, rest) = (text.get(..open)?, text.get(open + 1..)?);
            if let Some((slot, after)) = rest.split_once('}')
                && let Some(slot) = Self::named(slot).filter(|_| !ends_in_command(before))
            {
                return Some((before, slot, after));
            }
            from = open + 1;
        }
    }

    /// Returns the slots of a text.
    pub fn all(text: &'t str) -> impl Iterator<Item = Self> {
        let mut rest = text;
        std::iter::from_fn(move || {
            let (_, slot, after) = Self::first(rest)?;
            rest = after;
            Some(slot)
        })
    }

    fn named(inside: &'t str) -> Option<Self> {
        let (name, nouns) = match inside.split_once(':') {
            Some((name, nouns)) => (name, Some(nouns.split_once('|')?)),
            None => (inside, None),
        };
        let is_name = name.starts_with(|c: char| c.is_ascii_lowercase())
            && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
        is_name.then_some(Self { name, nouns })
    }
}

fn ends_in_command(before: &str) -> bool {
    let letters = before.trim_end_matches('*');
    letters.trim_end_matches(|c: char| c.is_ascii_alphabetic()).ends_with('\\')
}

impl Text {
    /// Returns its texts, each with its variant where it has several.
    pub fn all(&self) -> impl Iterator<Item = (Option<&str>, &str)> {
        let (one, variants) = match self {
            Self::One(text) => (Some((None, text.as_str())), None),
            Self::Variants(texts) => (None, Some(texts)),
        };
        let variants = variants.into_iter().flatten();
        one.into_iter().chain(variants.map(|(variant, text)| (Some(variant.as_str()), text.as_str())))
    }

    /// Returns the names of its variants; none where it is one text.
    pub fn variants(&self) -> BTreeSet<&str> {
        self.all().filter_map(|(variant, _)| variant).collect()
    }
}

impl RuleSpec {
    /// Returns the variants of its findings: those of its messages, or of what to do, where one message has several of these.
    pub fn variants(&self) -> BTreeSet<&str> {
        let of_message = self.message.variants();
        if of_message.is_empty() { self.help.variants() } else { of_message }
    }

    /// Returns the names of the values that its findings may have.
    pub fn values(&self) -> BTreeSet<&str> {
        let mut values = match &self.detect {
            Detect::Phrases(phrases) => {
                let has_use = phrases.list.iter().any(|phrase| phrase.writes().is_some());
                BTreeSet::from_iter(["found"].into_iter().chain(has_use.then_some("use")))
            }
            Detect::Pattern(_) => BTreeSet::from(["found"]),
            Detect::Measure(measure) => match measure.of {
                Quantity::Words => BTreeSet::from(["words", "limit"]),
                Quantity::Sentences => BTreeSet::from(["sentences", "limit"]),
            },
            Detect::Code(code) => code.values.iter().map(String::as_str).collect(),
        };
        values.extend((self.per != Per::Place).then_some("places"));
        values
    }

    /// Returns all that is said of a finding, each text with the keys that lead to it.
    fn texts(&self) -> impl Iterator<Item = (String, &str)> {
        let several =
            [("message", Some(&self.message)), ("help", Some(&self.help)), ("note", self.note.as_ref())];
        let several = several.into_iter().filter_map(|(key, text)| Some((key, text?)));
        let several = several.flat_map(|(key, text)| {
            text.all().map(move |(variant, text)| match variant {
                Some(variant) => (format!("{key}.{variant}"), text),
                None => (key.to_owned(), text),
            })
        });
        several.chain(self.notes.iter().map(|(name, text)| (format!("notes.{name}"), text.as_str())))
    }
}

/// Looks at the texts of a rule.
///
/// # Errors
/// Where a slot or `known-by` names no value, where messages and what to do have other variants, and where a slot may stay empty.
pub(super) fn check(spec: &RuleSpec) -> Result<(), SpecProblem> {
    check_variants(spec)?;
    let values = spec.values();
    let known = |name: &str, at: &str| {
        if values.contains(name) {
            return Ok(());
        }
        let hint = match (nearest(name, values.iter().copied()), values.is_empty()) {
            (Some(near), _) => format!("did you mean `{near}`?"),
            (None, true) => "this rule has none".to_owned(),
            (None, false) => format!("there are {}", Vec::from_iter(values.iter().copied()).join(", ")),
        };
        Err(SpecProblem::at(at, format!("there is no value `{name}`; {hint}")))
    };
    for (at, text) in spec.texts() {
        for slot in Slot::all(text) {
            known(slot.name, &at)?;
            check_filled(spec, slot, &at)?;
        }
    }
    spec.known_by.iter().enumerate().try_for_each(|(index, name)| known(name, &format!("known-by.{index}")))
}

fn check_variants(spec: &RuleSpec) -> Result<(), SpecProblem> {
    let variants = spec.variants();
    let is_code = matches!(spec.detect, Detect::Code(_));
    let texts = [("message", Some(&spec.message)), ("help", Some(&spec.help)), ("note", spec.note.as_ref())];
    for (key, text) in texts.into_iter().filter_map(|(key, text)| Some((key, text?))) {
        let own = text.variants();
        if !own.is_empty() && !is_code {
            let message = "only a rule with code chooses among several; write one text";
            return Err(SpecProblem::at(key, message));
        }
        if let Some(unknown) = own.difference(&variants).next() {
            let message = format!("there is no message `{unknown}`, so this is never shown");
            return Err(SpecProblem::at(&format!("{key}.{unknown}"), message));
        }
        let missing = variants.difference(&own).next().filter(|_| key == "help" && !own.is_empty());
        if let Some(missing) = missing {
            return Err(SpecProblem::at(key, format!("what to do is missing for the message `{missing}`")));
        }
    }
    Ok(())
}

/// That each finding has a value for a slot.
fn check_filled(spec: &RuleSpec, slot: Slot<'_>, at: &str) -> Result<(), SpecProblem> {
    match (&spec.detect, slot.name) {
        (Detect::Phrases(phrases), "use") => {
            let without = phrases.list.iter().position(|phrase| phrase.writes().is_none());
            without.map_or(Ok(()), |index| {
                let message = format!("`{{use}}` stands in the {at}, and this phrase says no `use`");
                Err(SpecProblem::at(&format!("detect.phrases.list.{index}"), message))
            })
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;

    #[test]
    fn a_slot_is_what_a_value_can_fill() {
        let names = |text| Slot::all(text).map(|slot| slot.name).collect::<Vec<_>>();
        assert_eq!(names("{words:word|words} at \"{before}\""), ["words", "before"]);
        assert_eq!(names("\\cite{key} \\emph*{key} {Key} {} {?} { words } {words"), [""; 0]);
        let slot = Slot { name: "b", nouns: Some(("c d", "e")) };
        assert_eq!(Slot::first("a {b:c d|e} f"), Some(("a ", slot, " f")));
    }

    /// Returns what is wrong with a rule of which texts and `detect` are given, and where.
    fn wrong(tables: &str) -> (String, String) {
        let text = format!("id = 'a'\nsummary = 'A.'\nseverity = 'advice'\nwhy = 'a'\nsource = []\n{tables}");
        let problem = parse("a", &text).unwrap_err();
        (problem.path.join("."), problem.message)
    }

    #[test]
    fn texts_that_do_not_fit_are_said_with_their_place() {
        const CODE: &str = "[detect.code]\nper = 'paper'\nvalues = ['value']";
        const PHRASES: &str = "[detect.phrases]\nlist = ['b', { find = 'c', use = 'd' }]";
        const TEXTS: &str = "message = 'a'\nhelp = 'a'\n";
        for (tables, path, message) in [
            (
                format!("message = '{{valeu}}'\nhelp = 'a'\n{CODE}"),
                "message",
                "there is no value `valeu`; did you mean `value`?",
            ),
            (
                format!("{TEXTS}known-by = ['b']\n{CODE}"),
                "known-by.0",
                "there is no value `b`; there are value",
            ),
            (
                format!("message = 'a'\nhelp = '{{use}}'\n{PHRASES}"),
                "detect.phrases.list.0",
                "`{use}` stands in the help, and this phrase says no `use`",
            ),
            (
                format!("{TEXTS}{PHRASES}\n[notes]\nhere = '{{places}}'"),
                "notes.here",
                "there is no value `places`; there are found, use",
            ),
            (
                format!("help = 'a'\nmessage = {{ b = 'a' }}\n{PHRASES}"),
                "message",
                "only a rule with code chooses among several; write one text",
            ),
            (
                format!("message = {{ b = 'a', c = 'a' }}\nhelp = {{ b = 'a' }}\n{CODE}"),
                "help",
                "what to do is missing for the message `c`",
            ),
            (
                format!("message = {{ b = 'a' }}\nhelp = {{ b = 'a', c = 'a' }}\n{CODE}"),
                "help.c",
                "there is no message `c`, so this is never shown",
            ),
        ] {
            assert_eq!(wrong(&tables), (path.to_owned(), message.to_owned()), "{tables}");
        }
    }
}
