//! Changes of the text of a `paperlint.toml` that leave every other byte as it is.
//!
//! Invariant: a change is given only where the text then says what was meant, and is read without an error.

use std::ops::Range;

use serde::Deserialize;
use toml::Spanned;

use super::said::{Level, Said};

/// What stands in the place of some bytes of a text.
pub type Change = (Range<usize>, String);

/// Returns the change by which a configuration says that readers know an acronym; none where it says so, or cannot be read.
pub fn know_acronym(text: &str, acronym: &str) -> Option<Change> {
    let said = read(text)?;
    let quoted = quoted(acronym);
    let change = match toml::from_str::<Known>(text).ok()?.acronyms {
        Some(list) => joined(text, &list, &quoted)?,
        None => key(text, &format!("acronyms = [{quoted}]")),
    };
    let known = |said: &Said| said.acronyms.iter().any(|known| known.get_ref() == acronym);
    (!known(&said) && known(&read(&changed(text, &change))?)).then_some(change)
}

/// What readers know, with the place of the whole list.
#[derive(Deserialize)]
struct Known {
    acronyms: Option<Spanned<Vec<Spanned<String>>>>,
}

/// Returns the change that adds an item to a list: behind the last one, or on a line of its own where that one has a line of its own.
fn joined(text: &str, list: &Spanned<Vec<Spanned<String>>>, item: &str) -> Option<Change> {
    let Some(last) = list.get_ref().last().map(Spanned::span) else {
        let start = list.span().start + 1;
        return Some((start..start, item.to_owned()));
    };
    let before = text.get(list.span().start..last.start)?;
    let rest = text.get(last.end..list.span().end)?;
    let indent = before.rsplit_once('\n').map(|(_, indent)| indent).filter(|indent| indent.trim().is_empty());
    let (Some(indent), Some((tail, _))) = (indent, rest.split_once('\n')) else {
        return Some((last.end..last.end, format!(", {item}")));
    };
    let (tail, end) = tail.strip_suffix('\r').map_or((tail, "\n"), |tail| (tail, "\r\n"));
    let range = last.end..last.end + tail.len();
    Some(match tail.trim_start().starts_with(',') {
        true => (range.end..range.end, format!("{end}{indent}{item},")),
        false => (range, format!(",{tail}{end}{indent}{item}")),
    })
}

/// Returns the change by which a configuration turns a rule off; none where it does, or cannot be read.
pub fn turn_off(text: &str, rule: &str) -> Option<Change> {
    let said = read(text)?;
    let table = said.rules.iter().find(|(id, _)| id.get_ref() == rule);
    let change = match table {
        Some((id, table)) => match &table.level {
            Some(level) => (level.span(), "\"off\"".to_owned()),
            None => {
                let rest = text.get(id.span().end..)?;
                let at = id.span().end + rest.find('\n').map_or(rest.len(), |end| end + 1);
                let line =
                    if text.get(..at)?.ends_with('\n') { "level = \"off\"\n" } else { "\nlevel = \"off\"\n" };
                (at..at, line.to_owned())
            }
        },
        None => {
            let gap = if text.is_empty() {
                ""
            } else if text.ends_with('\n') {
                "\n"
            } else {
                "\n\n"
            };
            (text.len()..text.len(), format!("{gap}[rules.{rule}]\nlevel = \"off\"\n"))
        }
    };
    let is_off = |said: &Said| {
        let level = said
            .rules
            .iter()
            .find(|(id, _)| id.get_ref() == rule)
            .and_then(|(_, table)| table.level.as_ref());
        level.is_some_and(|level| *level.get_ref() == Level::Off)
    };
    (!is_off(&said) && is_off(&read(&changed(text, &change))?)).then_some(change)
}

/// Returns the change that adds a key of the whole file, which stands before the first table.
fn key(text: &str, line: &str) -> Change {
    let mut at = 0;
    for part in text.split_inclusive('\n') {
        if part.trim_start().starts_with('[') {
            return (at..at, format!("{line}\n\n"));
        }
        at += part.len();
    }
    let gap = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
    (at..at, format!("{gap}{line}\n"))
}

fn read(text: &str) -> Option<Said> {
    toml::from_str(text).ok()
}

/// Returns a text after a change.
pub fn changed(text: &str, (range, new): &Change) -> String {
    let mut text = text.to_owned();
    text.replace_range(range.clone(), new);
    text
}

fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(text: &str, change: Option<Change>) -> Option<String> {
        change.map(|change| changed(text, &change))
    }

    #[test]
    fn an_acronym_is_added_where_it_belongs() {
        for (before, then) in [
            ("", "acronyms = [\"QZN\"]\n"),
            ("acronyms = [\"ASR\"] # ours\n", "acronyms = [\"ASR\", \"QZN\"] # ours\n"),
            ("acronyms = []\n", "acronyms = [\"QZN\"]\n"),
            ("acronyms = [ # none\n]", "acronyms = [\"QZN\" # none\n]"),
            ("acronyms = [\"ASR\", \"TTS\"]", "acronyms = [\"ASR\", \"TTS\", \"QZN\"]"),
            ("acronyms = [\n  \"ASR\",\n]\n", "acronyms = [\n  \"ASR\",\n  \"QZN\",\n]\n"),
            ("acronyms = [\n\t\"ASR\"\n]\n", "acronyms = [\n\t\"ASR\",\n\t\"QZN\"\n]\n"),
            ("acronyms = [\r\n \"ASR\", # a\r\n]", "acronyms = [\r\n \"ASR\", # a\r\n \"QZN\",\r\n]"),
            ("acronyms = [\n \"ASR\" # ]\n]", "acronyms = [\n \"ASR\", # ]\n \"QZN\"\n]"),
            ("acronyms = [\n \"ASR\", \"TTS\"\n]", "acronyms = [\n \"ASR\", \"TTS\", \"QZN\"\n]"),
            ("# a\nprofile = \"draft\"", "# a\nprofile = \"draft\"\nacronyms = [\"QZN\"]\n"),
            (
                "# a\n[rules.a-or-an]\nlevel = \"off\"\n",
                "# a\nacronyms = [\"QZN\"]\n\n[rules.a-or-an]\nlevel = \"off\"\n",
            ),
        ] {
            assert_eq!(after(before, know_acronym(before, "QZN")).as_deref(), Some(then), "{before}");
        }
        for before in ["acronyms = [\"QZN\"]", "acronyms = 3", "acronyms = ", "wrong = 1"] {
            assert_eq!(know_acronym(before, "QZN"), None, "{before}");
        }
    }

    #[test]
    fn a_rule_is_turned_off_where_it_is_spoken_of() {
        for (before, then) in [
            ("", "[rules.connective-rate]\nlevel = \"off\"\n"),
            ("select = [\"stable\"]", "select = [\"stable\"]\n\n[rules.connective-rate]\nlevel = \"off\"\n"),
            (
                "[rules.connective-rate]\nlevel = \"error\" # !\n",
                "[rules.connective-rate]\nlevel = \"off\" # !\n",
            ),
            (
                "[rules.connective-rate]\nshare = 30\n",
                "[rules.connective-rate]\nlevel = \"off\"\nshare = 30\n",
            ),
            ("[rules.connective-rate]", "[rules.connective-rate]\nlevel = \"off\"\n"),
        ] {
            assert_eq!(after(before, turn_off(before, "connective-rate")).as_deref(), Some(then), "{before}");
        }
        for before in ["[rules.connective-rate]\nlevel = \"off\"\n", "rules.connective-rate.share = 3\n", "["]
        {
            assert_eq!(turn_off(before, "connective-rate"), None, "{before}");
        }
    }
}
