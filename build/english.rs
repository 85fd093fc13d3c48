//! The lists of English words that code asks for, as constants.

use std::fmt::Write;

/// Returns the Rust source of a constant for each list of `data/en/words.txt`: its name, a colon, and its words between commas.
pub fn generate(text: &str) -> Result<String, String> {
    let mut code = String::new();
    for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (name, words) = line.split_once(':').ok_or_else(|| format!("{line}: names no list"))?;
        let words: Vec<&str> = words.split(',').map(str::trim).collect();
        let is_double = |at: usize| words.iter().take(at).any(|word| Some(word) == words.get(at));
        if words.contains(&"") || (0..words.len()).any(is_double) {
            return Err(format!("{name}: has an empty word, or one twice"));
        }
        // Writing to a string cannot fail.
        let _ = writeln!(
            code,
            "/// {}\npub const {name}: [&str; {}] = {words:?};",
            words.join(", "),
            words.len()
        );
    }
    Ok(code)
}
