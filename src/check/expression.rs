use std::sync::OnceLock;

use regex::{Captures, Regex};

use crate::markup::Placeholder;
use crate::spec::SpecProblem;

/// A regular expression of a rule file, compiled when a draft first asks for it: most drafts ask for few.
pub(super) struct Expression {
    pattern: String,
    /// Texts in lower case of which one stands in every match; empty where none is known.
    holds: Vec<String>,
    compiled: OnceLock<Option<Regex>>,
}

impl Expression {
    /// Returns the expression as a rule file writes it, with `<cite>` and the like for the private characters that stand for them.
    pub(super) fn new(written: &str) -> Self {
        // The tables of Unicode make an expression ten times as slow to compile, and rules are about English words.
        let mut pattern =
            written.replace(r"\w", "[0-9A-Za-z_]").replace(r"\d", "[0-9]").replace(r"\b", r"(?-u:\b)");
        for (name, placeholders) in NAMED {
            if pattern.contains(name) {
                let class: String = placeholders.iter().map(|placeholder| placeholder.to_char()).collect();
                pattern = pattern.replace(name, &format!("[{class}]"));
            }
        }
        Self { pattern, holds: Vec::new(), compiled: OnceLock::new() }
    }

    /// Returns the same, in each of whose matches one of some texts stands, whatever its case.
    pub(super) fn holding(self, texts: &[String]) -> Self {
        Self { holds: texts.to_vec(), ..self }
    }

    /// Compiles the expression now.
    ///
    /// # Errors
    /// When it is not a regular expression, as a problem of the key `at`.
    pub(super) fn check(&self, at: &str) -> Result<(), SpecProblem> {
        let regex = Regex::new(&self.pattern).map_err(|error| {
            SpecProblem::at(at, format!("the pattern cannot be used: {}", one_line(&error)))
        })?;
        self.compiled.get_or_init(|| Some(regex));
        Ok(())
    }

    pub(super) fn is_match(&self, text: &str) -> bool {
        // Once compiled, the expression itself is the faster look.
        if self.compiled.get().is_none() && !self.may_match(text) {
            return false;
        }
        self.regex().is_some_and(|regex| regex.is_match(text))
    }

    fn may_match(&self, text: &str) -> bool {
        let text = if self.holds.is_empty() { String::new() } else { text.to_ascii_lowercase() };
        let stands = |held: &String| memchr::memmem::find(text.as_bytes(), held.as_bytes()).is_some();
        self.holds.is_empty() || self.holds.iter().any(stands)
    }

    /// Returns the matches in `text`, in order.
    pub(super) fn captures_in<'t>(&'t self, text: &'t str) -> impl Iterator<Item = Captures<'t>> {
        self.regex().into_iter().flat_map(move |regex| regex.captures_iter(text))
    }

    /// `None` for an expression that cannot be used, which a test rules out for the built-in rules and `check` for others.
    fn regex(&self) -> Option<&Regex> {
        self.compiled.get_or_init(|| Regex::new(&self.pattern).ok()).as_ref()
    }
}

const NAMED: &[(&str, &[Placeholder])] = &[
    ("<cite>", &[Placeholder::Citation, Placeholder::TextCitation]),
    ("<citep>", &[Placeholder::Citation]),
    ("<ref>", &[Placeholder::Reference]),
    ("<math>", &[Placeholder::Math, Placeholder::Statistic, Placeholder::Number]),
    ("<number>", &[Placeholder::Number, Placeholder::Statistic]),
    ("<code>", &[Placeholder::Code]),
    ("<url>", &[Placeholder::Url]),
];

/// Returns the regex crate explains over several lines with a drawing; its last line says what is wrong.
fn one_line(error: &regex::Error) -> String {
    let text = error.to_string();
    text.lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned()
}

#[cfg(test)]
mod tests {
    use crate::check::RuleSet;
    use crate::rules::builtin;

    #[test]
    fn every_expression_of_a_built_in_rule_compiles() {
        let mut rules = builtin();
        rules.iter_mut().for_each(|rule| rule.is_builtin = false);
        assert!(rules.iter().any(|rule| rule.text.contains("regex = ")));
        // Tests are built with tables of classes that the program does without, where such an expression would find nothing.
        let classed: Vec<_> =
            rules.iter().filter(|rule| rule.text.contains("\\p{")).map(|rule| &rule.spec.id).collect();
        assert!(classed.is_empty(), "write out the letters: {classed:?}");
        let wrong = RuleSet::compile(rules).err().map(|error| (error.file.path, error.problem.message));
        assert_eq!(wrong, None);
    }
}
