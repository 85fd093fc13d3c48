use crate::findings::{Finding, Value};
use crate::markup::Placeholder;
use crate::spec::{RuleSpec, Slot};

/// The words of a finding, made from its rule's file and its values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// What is wrong, in one line.
    pub message: String,
    /// What to do, in one or more lines.
    pub help: Option<String>,
    /// What else to know, in one or more lines.
    pub note: Option<String>,
    /// What is said at the place itself.
    pub here: Option<String>,
}

/// Returns the words of a finding of the rule `spec`.
pub fn words(spec: &RuleSpec, finding: &Finding) -> Words {
    let filled = |template: &str| fill(template.trim(), finding);
    // A variant that the rule's file forgot still says what the rule is about.
    let message = spec.message.get(finding.variant).unwrap_or(&spec.summary);
    let help = spec.help.get(finding.variant).map(filled).filter(|help| !help.is_empty());
    let note = spec.note.as_ref().and_then(|note| note.get(finding.variant)).map(filled);
    let here = spec.notes.get("here").map(|note| filled(note));
    Words { message: filled(message), help, note, here }
}

/// Returns what is said at a related place: the rule's note of that name.
pub fn related(spec: &RuleSpec, note: &str, finding: &Finding) -> String {
    match spec.notes.get(note) {
        Some(text) => fill(text, finding),
        None if note == "also" => "also here".to_owned(),
        None => String::new(),
    }
}

/// Fills the slots of a text. One without a value stays, so that the mistake is seen.
pub fn fill(template: &str, finding: &Finding) -> String {
    let mut filled = String::with_capacity(template.len() + 16);
    let mut rest = template;
    while let Some((before, slot, after)) = Slot::first(rest) {
        filled.push_str(before);
        match (finding.value(slot.name), slot.nouns) {
            (Some(value), None) => filled.push_str(&readable(&value.to_string())),
            (Some(value), Some((one, many))) => {
                let noun = if *value == Value::Count(1) { one } else { many };
                filled.push_str(&readable(&format!("{value} {noun}")));
            }
            (None, _) => filled
                .push_str(rest.strip_suffix(after).and_then(|slot| slot.strip_prefix(before)).unwrap_or("")),
        }
        rest = after;
    }
    filled.push_str(rest);
    filled
}

/// Math, citations and code of a reading are private characters, which mean nothing to people.
fn readable(value: &str) -> String {
    value.chars().map(|c| if Placeholder::from_char(c).is_some() { '…' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::{Fingerprint, Place, RuleId, Severity};

    fn finding() -> Finding {
        Finding {
            rule: RuleId(0),
            severity: Severity::Warning,
            variant: None,
            place: Place::start(),
            is_whole_paper: false,
            is_whole_sentence: false,
            values: vec![
                ("words", Value::Count(48)),
                ("places", Value::Count(1)),
                ("found", Value::from(format!("of {}", Placeholder::Math.to_char()))),
            ],
            cost: None,
            related: Vec::new(),
            fix: None,
            fingerprint: Fingerprint::default(),
        }
    }

    #[test]
    fn values_stand_where_their_names_stood() {
        assert_eq!(fill("{words} words, `{found}`", &finding()), "48 words, `of …`");
    }

    #[test]
    fn a_counted_noun_agrees_with_its_number() {
        assert_eq!(fill("{places:place|places}, {words:word|words}", &finding()), "1 place, 48 words");
    }

    #[test]
    fn further_places_say_so_where_a_rule_has_no_words_for_them() {
        let rule = include_str!("../../rules/words/doubled-word.toml");
        let spec = crate::spec::parse("doubled-word", rule).unwrap();
        assert_eq!(related(&spec, "also", &finding()), "also here");
        assert_eq!(related(&spec, "split", &finding()), "");
    }

    #[test]
    fn braces_that_name_no_value_stay() {
        assert_eq!(
            fill("\\section{Results} {unknown} {words", &finding()),
            "\\section{Results} {unknown} {words"
        );
    }
}
