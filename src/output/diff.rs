use similar::TextDiff;

use super::{clean, style};

/// Unchanged lines around a change.
const CONTEXT: usize = 3;

/// What changed in a file as a unified diff that `patch -p0` takes; nothing where nothing did. Characters that a terminal would obey, and
/// lines that what runs jobs would, are shown as signs; a terminal gets colours, too.
pub fn diff(name: &str, old: &str, new: &str, is_for_terminal: bool) -> String {
    let lines = TextDiff::from_lines(old, new);
    let name = clean::line(name);
    let text = lines.unified_diff().context_radius(CONTEXT).header(&name, &name).to_string();
    match is_for_terminal {
        true => text.lines().map(coloured).collect(),
        false => clean::commands(&clean::controls(&text)).into_owned(),
    }
}

fn coloured(line: &str) -> String {
    let style = match line.as_bytes().first() {
        _ if line.starts_with("---") || line.starts_with("+++") => style::STRONG,
        Some(b'-') => style::REMOVED,
        Some(b'+') => style::ADDED,
        Some(b'@') => style::BORDER,
        _ => anstyle::Style::new(),
    };
    format!("{style}{}{style:#}\n", clean::line(line))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_diff_is_one_that_patch_takes_and_nobody_gets_control_characters_or_commands() {
        assert_eq!(
            diff("a.md", "a\nthe\tthe\nb\n", "a\nthe\nb\n", false),
            "--- a.md\n+++ a.md\n@@ -1,3 +1,3 @@\n a\n-the\tthe\n+the\n b\n"
        );
        let (old, new) = ("::error::a\nthe the\u{1b}[2J\nb\n", "::error::a\nthe\u{1b}[2J\nb\n");
        assert_eq!(
            diff("a.md", old, new, false),
            "--- a.md\n+++ a.md\n@@ -1,3 +1,3 @@\n \\::error::a\n-the the␛[2J\n+the␛[2J\n b\n"
        );
        assert!(!diff("a.md", old, new, true).contains("\u{1b}[2J"));
        assert_eq!(diff("a.md", old, old, false), "");
    }
}
