//! Regular expressions in the `[terms]` of a rule with code.

use std::ops::Range;
use std::sync::OnceLock;

use regex::Regex;

/// A regular expression of a rule's `[terms]`, compiled when a draft first asks for it: most drafts never do.
#[derive(Debug, serde::Deserialize)]
#[serde(from = "String")]
pub struct Matcher {
    written: String,
    compiled: OnceLock<Option<Regex>>,
}

impl From<String> for Matcher {
    /// Returns the expression as the file has it.
    fn from(written: String) -> Self {
        Self { written, compiled: OnceLock::new() }
    }
}

impl Matcher {
    /// Returns whether a text holds a match.
    pub fn is_match(&self, text: &str) -> bool {
        self.regex().is_some_and(|regex| regex.is_match(text))
    }

    /// Returns the matches of a text, or what their group `at` holds; a match in which that group takes no part is none.
    pub fn find_iter<'t>(&'t self, text: &'t str) -> impl Iterator<Item = Range<usize>> + 't {
        self.regex().into_iter().flat_map(move |regex| {
            let has_group = regex.capture_names().flatten().any(|name| name == "at");
            let at = move |found: regex::Captures<'_>| {
                let part = if has_group { found.name("at") } else { found.get(0) };
                part.map(|part| part.range())
            };
            regex.captures_iter(text).filter_map(at)
        })
    }

    /// `None` for an expression that cannot be used, which a test rules out.
    fn regex(&self) -> Option<&Regex> {
        self.compiled.get_or_init(|| Regex::new(&self.written).ok()).as_ref()
    }
}

#[cfg(test)]
mod tests {
    use regex::Regex;

    #[test]
    fn every_expression_among_the_terms_compiles() {
        let rules = crate::rules::builtin();
        let terms =
            rules.iter().flat_map(|rule| rule.spec.terms.iter().map(move |term| (&rule.spec.id, term)));
        let expressions: Vec<_> = terms.filter(|(_, (name, _))| name.ends_with("-regex")).collect();
        assert!(!expressions.is_empty());
        for (id, (name, written)) in expressions {
            // Tests are built with tables of classes that the program does without.
            assert!(!written.contains("\\p{"), "{id}: {name}: write out the letters");
            assert!(Regex::new(written).is_ok(), "{id}: {name}: {:?}", Regex::new(written).err());
        }
    }
}
