//! What can be told of a file of LaTeX without reading it: its class, its title, which commands it has.

/// Returns the LaTeX class of a file that has one.
pub fn class(text: &str) -> Option<&str> {
    argument(text, "\\documentclass")
}

/// Returns the bracket argument of the class: of a part, the main file.
pub fn class_option(text: &str) -> Option<&str> {
    let at = places(text, "\\documentclass").next()?;
    let rest = text.get(at + "\\documentclass".len()..)?.trim_start().strip_prefix('[')?;
    rest.split_once(']').map(|(option, _)| option.trim())
}

/// Returns whether a file is a LaTeX document of its own.
pub fn is_latex_root(text: &str) -> bool {
    class(text).is_some() && places(text, "\\begin{document}").next().is_some()
}

/// Returns the brace argument of the first call of a command, brackets before it left out.
pub fn argument<'t>(text: &'t str, command: &'t str) -> Option<&'t str> {
    let at = places(text, command).next()?;
    let rest = text.get(at + command.len()..)?.trim_start();
    let rest = match rest.strip_prefix('[') {
        Some(option) => option.split_once(']')?.1.trim_start(),
        None => rest,
    };
    let inner = rest.strip_prefix('{')?;
    let mut depth = 1_u32;
    let end = inner.char_indices().find(|(_, c)| {
        depth = match c {
            '{' => depth + 1,
            '}' => depth - 1,
            _ => depth,
        };
        depth == 0
    });
    inner.get(..end?.0).map(str::trim)
}

/// Returns words of LaTeX without the names of its commands.
pub fn without_commands(text: &str) -> String {
    let mut words = String::new();
    let mut is_command = false;
    for c in text.chars() {
        is_command = c == '\\' || (is_command && c.is_ascii_alphabetic());
        match c {
            '{' | '}' => {}
            _ if is_command => words.push(' '),
            _ => words.push(c),
        }
    }
    words
}

/// Returns where a command stands outside of comments, and is not the start of another one's name.
pub fn places<'t>(text: &'t str, command: &'t str) -> impl Iterator<Item = usize> + 't {
    let is_letter = |c: char| c.is_ascii_alphabetic();
    let is_name = command.ends_with(is_letter);
    memchr::memmem::find_iter(text.as_bytes(), command).filter(move |&at| {
        let rest = text.get(at + command.len()..).unwrap_or("");
        let goes_on = is_name && rest.starts_with(is_letter);
        let before = text.get(..at).unwrap_or("");
        let line = before.get(before.rfind('\n').map_or(0, |end| end + 1)..).unwrap_or("");
        let is_sign =
            |(sign, _): (usize, &str)| !line.get(..sign).is_some_and(|before| before.ends_with('\\'));
        !goes_on && !line.match_indices('%').any(is_sign)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_root_has_a_class_and_a_document() {
        assert!(is_latex_root("\\documentclass{article}\n\\begin{document}\nHi.\n\\end{document}\n"));
        assert!(is_latex_root("\\documentclass{article}\\begin{document}Hi."));
        assert!(!is_latex_root("\\section{Results}\nThe rise is small.\n"));
        assert!(!is_latex_root("% \\documentclass{article}\n\\begin{document}\n"));
        assert_eq!(class_option("\\documentclass[../tea.tex]{subfiles}"), Some("../tea.tex"));
    }
}
