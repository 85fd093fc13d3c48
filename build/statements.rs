//! What words may be to a reader of what is said of plans, from `words.txt`.

use std::fmt::Write;
use std::path::Path;

use super::document::Lexicon;
use super::rules::pascal_case;

const WORDS: &str = "src/analysis/results/statements/words.txt";

/// What is known of a word, and the phrases that begin with it.
#[derive(Clone, Default)]
struct Entry {
    classes: Vec<String>,
    phrases: Vec<(String, Vec<String>)>,
}

/// Returns the source of the table by word; the words are added to `lexicon`.
pub fn generate(root: &Path, lexicon: &mut Lexicon) -> Result<String, String> {
    let text = std::fs::read_to_string(root.join(WORDS)).map_err(|error| format!("{WORDS}: {error}"))?;
    let mut entries: Vec<Entry> = Vec::new();
    for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (class, words) = line.split_once(' ').ok_or_else(|| format!("{WORDS}: no words: {line}"))?;
        let class = format!("Class::{}", pascal_case(class));
        for word in words.split_whitespace() {
            let first = word.split('_').next().unwrap_or(word);
            let id = usize::from(lexicon.add(first).0);
            entries.resize(entries.len().max(id + 1), Entry::default());
            let entry = &mut entries[id];
            if first == word {
                entry.classes.push(class.clone());
            } else if let Some((_, classes)) = entry.phrases.iter_mut().find(|(known, _)| known == word) {
                classes.push(class.clone());
            } else {
                entry.phrases.push((word.to_owned(), vec![class.clone()]));
            }
        }
    }
    entries.resize(lexicon.len(), Entry::default());
    let mut code = String::from("/// By word.\nstatic ENTRIES: &[Entry] = &[\n");
    for mut entry in entries {
        entry.phrases.sort_by_key(|(written, _)| std::cmp::Reverse(written.split('_').count()));
        let _ = write!(code, "    Entry {{ classes: {}, phrases: &[", classes(&entry.classes));
        for (written, of) in &entry.phrases {
            let parts: Vec<&str> = written.split('_').collect();
            let _ = write!(
                code,
                "Phrase {{ written: {written:?}, parts: &{parts:?}, classes: {} }}, ",
                classes(of)
            );
        }
        code.push_str("] },\n");
    }
    code.push_str("];\n");
    Ok(code)
}

fn classes(names: &[String]) -> String {
    format!("Classes::of(&[{}])", names.join(", "))
}
