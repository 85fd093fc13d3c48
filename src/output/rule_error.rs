use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::marks::Mark;
use super::places::Places;
use super::terminal::{self, Block};
use crate::findings::Severity;
use crate::source::{Draft, Format, Source, Span};
use crate::spec::SpecProblem;

/// A mistake in a rule file, shown in the file. `path` is its name and `text` what it holds.
pub fn rule_error(path: &str, text: &str, problem: &SpecProblem, columns: usize, out: &mut String) {
    let range = problem.span.clone().or_else(|| locate(text, &problem.path)).unwrap_or(0..0);
    let len = text.len();
    let span = Span::new(range.start.min(len) as u32, range.end.clamp(range.start.min(len), len) as u32);
    let draft = Draft::single(Source::new(path, text), Format::Plain);
    let mut lines = problem.message.lines();
    let message = lines.next().unwrap_or("this is not a rule").to_owned();
    let notes: Vec<_> = Some(lines.collect::<Vec<_>>().join("\n"))
        .filter(|note| !note.is_empty())
        .map(|note| ("note", note))
        .into_iter()
        .collect();
    let marks = vec![Mark { span, is_primary: true, text: String::new() }];
    let block = Block { severity: Severity::Error, id: None, message, marks, notes };
    terminal::print(&block, &Places::new(&draft), columns, out);
}

/// Returns the bytes of the value that a path of keys leads to, or of the last one on the way that is there.
fn locate(text: &str, path: &[String]) -> Option<Range<usize>> {
    let (first, rest) = path.split_first()?;
    let table = DeTable::parse(text).ok()?;
    let (key, value) = table.get_ref().iter().find(|(key, _)| key.get_ref() == first.as_str())?;
    let (mut span, mut at) = (value.span(), value.get_ref());
    // The span of `[a.b]`'s table is its header; a key of an inline table has one of its own.
    if matches!(at, DeValue::Table(_)) && rest.is_empty() {
        span = key.span();
    }
    for key in rest {
        let next = match at {
            DeValue::Table(table) => {
                table.iter().find(|(known, _)| known.get_ref() == key.as_str()).map(|(_, value)| value)
            }
            DeValue::Array(items) => key.parse().ok().and_then(|index: usize| items.get(index)),
            _ => None,
        };
        let Some(next) = next else { break };
        (span, at) = (next.span(), next.get_ref());
    }
    Some(span)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::RuleFile;

    fn shown(text: &str, problem: &SpecProblem) -> String {
        let mut out = String::new();
        rule_error("own/my-rule.toml", text, problem, 80, &mut out);
        anstream::adapter::strip_str(&out).to_string()
    }

    #[test]
    fn a_mistake_is_shown_where_it_stands() {
        let text = "id = \"my-rule\"\nsumary = \"A.\"\n";
        let problem = RuleFile::parse("own", "own/my-rule.toml", "my-rule", text.to_owned()).unwrap_err();
        let expected = "error: unknown key `sumary`; did you mean `summary`?\n  ┌─ own/my-rule.toml:2:1\n2 │ sumary = \"A.\"\n  │ ^^^^^^\n\n";
        assert_eq!(shown(text, &problem), expected);
    }

    #[test]
    fn a_path_of_keys_leads_to_its_value() {
        let text = "id = \"a\"\n[detect.phrases]\nlist = [{ find = \"x\" }, { find = \"(\" }]\n";
        let problem = SpecProblem::at("detect.phrases.list.1.find", "a phrase cannot be a bracket");
        assert!(shown(text, &problem).contains("own/my-rule.toml:3:34"), "{}", shown(text, &problem));
        assert_eq!(text.get(locate(text, &problem.path).unwrap()).unwrap(), "\"(\"");
    }
}
