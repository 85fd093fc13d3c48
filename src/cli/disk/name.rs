//! Paths as people see them. Two paths never look the same.

use std::ffi::OsStr;
use std::fmt::Write;
use std::path::{Component, Path, PathBuf};

/// Returns a path as people see it: from the current folder where it lies below it, with `/` between names. What is no text in a name is
/// written by its number, `\xff`, and so is what would command a terminal or end a line.
pub fn shown(path: &Path) -> String {
    let here = std::env::current_dir().ok();
    let relative = here.as_ref().and_then(|here| path.strip_prefix(here).ok()).unwrap_or(path);
    let shown = joined(&normal(relative));
    if shown.is_empty() { ".".to_owned() } else { shown }
}

/// Returns a real path as it is named from the current folder: below it, or above it where a few steps lead there.
pub fn from_here(real: &Path) -> PathBuf {
    let Some(here) = std::env::current_dir().and_then(|here| here.canonicalize()).ok() else {
        return real.to_owned();
    };
    if let Ok(below) = real.strip_prefix(&here) {
        return below.to_owned();
    }
    let up = here.ancestors().enumerate().take(MOST_STEPS).filter(|(_, above)| above.parent().is_some());
    let below = |(steps, above): (usize, &Path)| Some((steps, real.strip_prefix(above).ok()?.to_owned()));
    match up.filter_map(below).next() {
        Some((steps, below)) => std::iter::repeat_n(Path::new(".."), steps).collect::<PathBuf>().join(below),
        None => real.to_owned(),
    }
}

/// Steps up that are easier to read than a whole path.
const MOST_STEPS: usize = 6;

/// Returns the names of a path with `/` between them.
pub fn joined(path: &Path) -> String {
    let parts = path.components().filter(|part| !matches!(part, Component::CurDir));
    let names: Vec<String> = parts
        .map(|part| match part {
            Component::RootDir => String::new(),
            other => text(other.as_os_str()),
        })
        .collect();
    names.join("/")
}

/// Returns a path with `.` and `..` worked out by name alone.
pub fn normal(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if normal.file_name().is_some() => {
                normal.pop();
            }
            other => normal.push(other),
        }
    }
    normal
}

/// Returns the path that some bytes name; outside of Unix they are text.
pub fn path_of(bytes: &[u8]) -> PathBuf {
    #[cfg(unix)]
    let path = PathBuf::from(<OsStr as std::os::unix::ffi::OsStrExt>::from_bytes(bytes));
    #[cfg(not(unix))]
    let path = PathBuf::from(String::from_utf8_lossy(bytes).into_owned());
    path
}

/// Returns a name as text. A backslash that looks like a number of ours is written by its own.
fn text(name: &OsStr) -> String {
    let mut text = String::with_capacity(name.len());
    for chunk in name.as_encoded_bytes().utf8_chunks() {
        let mut rest = chunk.valid().chars();
        while let Some(c) = rest.next() {
            let is_like_ours = c == '\\' && rest.as_str().starts_with(['x', 'u']);
            // Writing to a string cannot fail.
            let _ = match c {
                _ if c.is_ascii_control() || is_like_ours => write!(text, "\\x{:02x}", c as u32),
                _ if c.is_control() => write!(text, "\\u{{{:x}}}", c as u32),
                _ => text.write_char(c),
            };
        }
        for byte in chunk.invalid() {
            let _ = write!(text, "\\x{byte:02x}");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_text_is_written_by_its_number() {
        assert_eq!(shown(Path::new("a/./b/../ü \u{1b}[1m\n.md")), "a/ü \\x1b[1m\\x0a.md");
        assert_eq!(shown(Path::new("\\xff \\y \u{85}")), "\\x5cxff \\y \\u{85}");
        assert_eq!(shown(Path::new("")), ".");
    }

    #[cfg(unix)]
    #[test]
    fn two_names_never_look_the_same() {
        use std::os::unix::ffi::OsStrExt;
        let names: [&[u8]; 5] = [b"\xff.md", b"\xfe.md", b"\\xff.md", b"\\x5cxff.md", b"\\x5c\xff.md"];
        let shown: Vec<String> = names.iter().map(|name| shown(Path::new(OsStr::from_bytes(name)))).collect();
        assert_eq!(shown.first().map(String::as_str), Some("\\xff.md"));
        let mut different = shown.clone();
        different.sort();
        different.dedup();
        assert_eq!(different.len(), names.len(), "{shown:?}");
    }
}
