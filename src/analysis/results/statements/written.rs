//! The lines of `frames.txt`. The build script reads them with it, and so it names no crate but `std`.

use std::collections::HashMap;

/// A place in a frame as it is written: `*a|b?`, whether it is the anchor, and whether it may be absent.
#[derive(Clone, Copy)]
pub struct Written {
    pub words: &'static str,
    pub is_anchor: bool,
    pub is_optional: bool,
}

/// The head of each line and the parts behind it, the words of `$name` put in their places.
pub fn lines() -> impl Iterator<Item = (&'static str, Vec<Written>)> {
    let mut names: HashMap<&'static str, &'static str> = HashMap::new();
    let lines = include_str!("frames.txt").lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.filter_map(move |line| {
        let (head, rest) = line.split_once(if line.starts_with('$') { " " } else { ": " })?;
        if head.starts_with('$') {
            names.insert(head, rest.trim());
            return None;
        }
        let written = |part: &'static str| {
            let words = part.trim_start_matches('*').trim_end_matches('?');
            Written {
                words: names.get(words).copied().unwrap_or(words),
                is_anchor: part.starts_with('*'),
                is_optional: part.ends_with('?'),
            }
        };
        Some((head, rest.split_whitespace().map(written).collect()))
    })
}

/// The words of a name.
pub fn named(name: &str) -> &'static str {
    let mut lines = include_str!("frames.txt").lines();
    lines.find_map(|line| line.strip_prefix(name)).map_or("", str::trim)
}
