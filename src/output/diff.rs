use similar::TextDiff;

use super::clean::Shown;
use super::{clean, style};

/// Who reads a diff.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DiffFor {
    /// A program such as `patch -p0`.
    Program,
    /// A terminal, in colours.
    Terminal,
    /// A person who is asked, at a terminal of so many columns: of a longer line what stands around the change.
    Person(usize),
}

/// Returns what changed in a file as a unified diff; nothing where nothing did. Characters that a terminal would obey, and lines that what
/// runs jobs would, are shown as signs.
pub fn diff(name: &str, old: &str, new: &str, reader: DiffFor) -> String {
    let lines = TextDiff::from_lines(old, new);
    let name = clean::line(name);
    // Lines around a change, which may be paragraphs.
    let around = if matches!(reader, DiffFor::Person(_)) { 1 } else { 3 };
    let text = lines.unified_diff().context_radius(around).header(&name, &name).to_string();
    match reader {
        DiffFor::Program => clean::commands(&clean::controls(&text)).into_owned(),
        DiffFor::Terminal => text.lines().map(coloured).collect(),
        DiffFor::Person(columns) => cropped(&text, columns).iter().map(|line| coloured(line)).collect(),
    }
}

/// Returns the lines of a diff, of each as many columns as there are, from shortly before what differs from the line in whose place it
/// comes.
fn cropped(text: &str, columns: usize) -> Vec<String> {
    let lines: Vec<&str> = text.lines().collect();
    let is = |line: &&str, sign: char| line.starts_with(sign);
    let mut out = Vec::new();
    let mut rest = lines.as_slice();
    while let Some(first) = rest.first() {
        let taken = rest.iter().take_while(|line| is(line, '-')).count();
        let put = rest.iter().skip(taken).take_while(|line| is(line, '+')).count();
        let (old, after) = rest.split_at(taken);
        let (new, after) = after.split_at(put);
        if taken + put == 0 {
            out.push(around(first, 0, columns));
            rest = rest.split_first().map_or(&[], |(_, rest)| rest);
            continue;
        }
        for (lines, others) in [(old, new), (new, old)] {
            let differs = |(at, line): (usize, &&str)| others.get(at).map_or(0, |other| common(line, other));
            out.extend(lines.iter().enumerate().map(|(at, line)| around(line, differs((at, line)), columns)));
        }
        rest = after;
    }
    out
}

/// Returns how many characters behind their signs are the same in both.
fn common(one: &str, other: &str) -> usize {
    one.chars().skip(1).zip(other.chars().skip(1)).take_while(|(one, other)| one == other).count()
}

/// Returns a line with its sign, cut to so many columns around a character of it.
fn around(line: &str, place: usize, columns: usize) -> String {
    let line = clean::line(line);
    let mut chars = line.chars();
    let sign: String = chars.by_ref().take(1).collect();
    let width = |text: &str| text.chars().map(|c| Shown::of(c).width()).sum::<usize>();
    if width(&line) <= columns {
        return line.into_owned();
    }
    let from = place.saturating_sub(columns / 3);
    let (mut out, mut room) = (sign, columns.saturating_sub(3));
    if from > 0 {
        out.push('…');
    }
    let mut rest = chars.skip(from).peekable();
    while let Some(c) = rest.next_if(|c| Shown::of(*c).width() <= room) {
        room -= Shown::of(c).width();
        out.push(c);
    }
    if rest.peek().is_some() {
        out.push('…');
    }
    out
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
            diff("a.md", "a\nthe\tthe\nb\n", "a\nthe\nb\n", DiffFor::Program),
            "--- a.md\n+++ a.md\n@@ -1,3 +1,3 @@\n a\n-the\tthe\n+the\n b\n"
        );
        let (old, new) = ("::error::a\nthe the\u{1b}[2J\nb\n", "::error::a\nthe\u{1b}[2J\nb\n");
        assert_eq!(
            diff("a.md", old, new, DiffFor::Program),
            "--- a.md\n+++ a.md\n@@ -1,3 +1,3 @@\n \\::error::a\n-the the␛[2J\n+the␛[2J\n b\n"
        );
        assert!(!diff("a.md", old, new, DiffFor::Terminal).contains("\u{1b}[2J"));
        assert_eq!(diff("a.md", old, old, DiffFor::Program), "");
    }
    #[test]
    fn who_is_asked_sees_the_change_however_long_the_line() {
        let long = |word: &str| format!("{} {word} {}\n", "before ".repeat(20), "after ".repeat(20));
        let shown = diff("a.md", &long("the the"), &long("the"), DiffFor::Person(40));
        let shown = anstream::adapter::strip_str(&shown).to_string();
        let rows: Vec<&str> = shown.lines().skip(3).collect();
        assert!(rows.iter().all(|row| row.chars().count() <= 40), "{rows:#?}");
        assert!(rows[0].starts_with("-…") && rows[0].contains("the the after"), "{rows:#?}");
        assert!(rows[1].starts_with("+…") && rows[1].contains("before  the after"), "{rows:#?}");
        let inserted = diff("a.md", &long("x"), &format!("% why\n{}", long("x")), DiffFor::Person(40));
        let inserted = anstream::adapter::strip_str(&inserted).to_string();
        assert!(inserted.contains("\n+% why\n before before") && inserted.ends_with("…\n"), "{inserted}");
    }
}
