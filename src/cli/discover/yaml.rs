//! The values of YAML, each with the keys that lead to it.

use saphyr_parser::{Event, Parser};

/// A value, and the keys on the way to it from the top. Lists are no step of the way.
#[derive(Debug, PartialEq, Eq)]
pub struct Entry {
    /// As in `book.chapters`.
    pub way: Vec<String>,
    /// A scalar; empty for a list or a mapping, which is an entry before those in it.
    pub value: String,
}

impl Entry {
    /// Returns whether its way starts with these keys, dots between them.
    pub fn is_below(&self, way: &str) -> bool {
        let mut own = self.way.iter();
        way.split('.').all(|key| own.next().is_some_and(|own| own == key))
    }
}

/// Where the parser stands.
enum Level {
    /// In a list.
    List,
    /// In a mapping, before a key or after one.
    Keys { is_value: bool },
}

/// Returns the values of a text, in order, up to where it is no YAML any more.
pub fn entries(text: &str) -> Vec<Entry> {
    let mut entries = Vec::new();
    let mut levels: Vec<Level> = Vec::new();
    let mut way: Vec<String> = Vec::new();
    for event in Parser::new_from_str(text).map_while(Result::ok) {
        let value = match &event.0 {
            Event::MappingEnd | Event::SequenceEnd => {
                levels.pop();
                leave(&levels, &mut way);
                enter(&mut levels);
                continue;
            }
            Event::Scalar(value, ..) => value.to_string(),
            Event::Alias(_) | Event::MappingStart(..) | Event::SequenceStart(..) => String::new(),
            _ => continue,
        };
        if let Some(Level::Keys { is_value: is_value @ false }) = levels.last_mut() {
            *is_value = true;
            way.push(value);
            continue;
        }
        if levels.len() >= DEEPEST || entries.len() >= MOST {
            break;
        }
        entries.push(Entry { way: way.clone(), value });
        match event.0 {
            Event::MappingStart(..) => levels.push(Level::Keys { is_value: false }),
            Event::SequenceStart(..) => levels.push(Level::List),
            _ => {
                leave(&levels, &mut way);
                enter(&mut levels);
            }
        }
    }
    entries
}

/// Forgets the key of a value that is read.
fn leave(levels: &[Level], way: &mut Vec<String>) {
    if matches!(levels.last(), Some(Level::Keys { is_value: true })) {
        way.pop();
    }
}

/// A key is next.
fn enter(levels: &mut [Level]) {
    if let Some(Level::Keys { is_value }) = levels.last_mut() {
        *is_value = false;
    }
}

/// Values nested deeper say nothing of papers.
const DEEPEST: usize = 32;

/// Values of the longest project file.
const MOST: usize = 20_000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_knows_its_way() {
        let text = "book:\n  chapters:\n    - a.qmd\n    - part: B\n      chapters: [b.qmd, c.qmd]\n  title: T\nlang: en\n";
        let entries = entries(text);
        let said: Vec<String> = entries
            .iter()
            .filter(|entry| !entry.value.is_empty())
            .map(|entry| format!("{}={}", entry.way.join("."), entry.value))
            .collect();
        assert_eq!(
            said,
            [
                "book.chapters=a.qmd",
                "book.chapters.part=B",
                "book.chapters.chapters=b.qmd",
                "book.chapters.chapters=c.qmd",
                "book.title=T",
                "lang=en"
            ]
        );
        assert!(entries.iter().filter(|entry| entry.is_below("book.chapters")).count() > 4);
    }

    #[test]
    fn what_is_no_yaml_gives_what_stands_before_it() {
        assert_eq!(entries("a: b\nc: [").len(), 3);
        assert!(entries("").is_empty());
        let deep = "[".repeat(10_000);
        assert!(entries(&deep).len() <= DEEPEST);
    }
}
