//! What names look like.

/// Returns the text of an argument of LaTeX without its markup: what separates authors reads as `;`.
pub fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let after = rest.get(c.len_utf8()..).unwrap_or("");
        rest = match c {
            '\\' => command(after, &mut plain),
            '%' => after.find('\n').and_then(|end| after.get(end..)).unwrap_or(""),
            '$' => after.find('$').and_then(|end| after.get(end + 1..)).unwrap_or(""),
            '{' | '}' => after,
            '~' | '\n' | '\t' => {
                plain.push(' ');
                after
            }
            _ => {
                plain.push(c);
                after
            }
        };
    }
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns what stands behind a backslash: gives what follows it.
fn command<'t>(after: &'t str, plain: &mut String) -> &'t str {
    let name_end = after.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(after.len());
    let (name, rest) = after.split_at_checked(name_end).unwrap_or((after, ""));
    match name {
        "" => {
            let c = after.chars().next().unwrap_or(' ');
            let rest = after.get(c.len_utf8()..).unwrap_or("");
            match c {
                '\\' => {
                    plain.push_str(" ; ");
                    let length = rest.strip_prefix('[').and_then(|rest| rest.split_once(']'));
                    return length.map_or(rest, |(_, rest)| rest);
                }
                // An accent belongs to the letter after it.
                '"' | '\'' | '`' | '^' | '=' | '.' => {}
                ' ' | ',' | ';' => plain.push(' '),
                _ => plain.push(c),
            }
            rest
        }
        "and" | "And" | "AND" | "quad" | "qquad" => {
            plain.push_str(" ; ");
            rest
        }
        "ss" | "o" | "O" | "l" | "L" | "ae" | "AE" | "oe" | "OE" | "i" | "j" => {
            plain.push_str(name);
            rest.trim_start()
        }
        "aa" => letter('å', rest, plain),
        "AA" => letter('Å', rest, plain),
        // What belongs to one of the names and is none.
        // What follows is a length, a column or a name of TeX.
        "begin" | "end" | "vspace" | "hspace" | "textcolor" | "fontsize" => {
            let mut rest = rest.strip_prefix('*').unwrap_or(rest);
            while rest.starts_with(['{', '[']) {
                rest = if rest.starts_with('{') {
                    skipped(rest)
                } else {
                    rest.find(']').and_then(|end| rest.get(end + 1..)).unwrap_or("")
                };
            }
            rest
        }
        "thanks" | "footnote" | "footnotemark" | "email" | "orcid" | "orcidlink" | "textsuperscript"
        | "inst" | "affil" | "href" | "url" | "texttt" | "label" | "corref" | "fnref" | "textsc"
            if rest.starts_with('{') =>
        {
            match name {
                "textsc" | "href" => rest,
                _ => skipped(rest),
            }
        }
        _ => rest,
    }
}

fn letter<'t>(letter: char, rest: &'t str, plain: &mut String) -> &'t str {
    plain.push(letter);
    rest.trim_start()
}

/// Returns what follows a brace group that a text opens with.
fn skipped(text: &str) -> &str {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth <= 1 => return text.get(at + 1..).unwrap_or(""),
            '}' => depth -= 1,
            _ => {}
        }
    }
    ""
}

/// Returns the names of persons in a plain text.
pub fn names(text: &str) -> Vec<String> {
    let parts = text.split([';', ',', '&']).flat_map(|part| part.split(" and "));
    parts.map(without_marks).filter(|part| is_name(part)).collect()
}

/// Returns a name without the marks of notes.
fn without_marks(part: &str) -> String {
    let is_mark =
        |c: char| c.is_ascii_digit() || matches!(c, '*' | '†' | '‡' | '§' | '[' | ']' | '(' | ')' | '^');
    part.replace(is_mark, " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns whether a text reads as the name of a person: two to five words, the first and the last with a capital, none of which is a
/// word of institutions or one that stands for a name.
pub fn is_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let has_capital = |word: &&str| word.starts_with(char::is_uppercase);
    let is_word = |word: &str| word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’'));
    (2..=5).contains(&words.len())
        && words.first().is_some_and(has_capital)
        && words.last().is_some_and(|word| has_capital(word) && word.chars().count() > 2)
        && words.iter().all(|word| is_word(word) && !is_no_name(word))
}

/// Returns the last word of a name, which is looked for in texts; none where it is short, and may be any word.
pub fn surname(name: &str) -> Option<&str> {
    name.split_whitespace().last().filter(|word| word.chars().count() > 3)
}

/// Returns words of institutions, and words that stand where a name will.
fn is_no_name(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase();
    include_str!("../../../data/en/no_names.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .any(|known| known == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_among_marks_and_places() {
        let text = plain(
            "Ada Quill$^{1,2}$\\thanks{Now at Hexford.} \\and Ben~Moor\\\\ Hexford University\\\\ Oslo",
        );
        assert_eq!(names(&text), ["Ada Quill", "Ben Moor"]);
        assert!(names(&plain("Anonymous Authors")).is_empty());
        assert!(names(&plain("First Author \\\\ Affiliation / Address line 1")).is_empty());
    }
}
