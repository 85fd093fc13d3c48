//! The paths that a Rust file names, from the root of the crate: those of `use` and those in code, with braces and `super` resolved.

use std::path::Path;

/// Returns the module of a file of `src`: `src/output/formats/json.rs` is `["output", "formats", "json"]`.
pub fn module_of(file: &Path) -> Vec<String> {
    let below = file.strip_prefix("src").unwrap().with_extension("");
    let mut module: Vec<String> = below.iter().map(|name| name.to_str().unwrap().to_owned()).collect();
    if matches!(module.last().map(String::as_str), Some("mod" | "lib" | "main")) {
        module.pop();
    }
    module
}

/// Returns each path that begins with `crate`, `super` or `self` in a file of that module, tests left out.
pub fn paths_of(code: &str, module: &[String]) -> Vec<Vec<String>> {
    let tokens = tokens(code);
    let (mut found, mut nested, mut depth) = (Vec::new(), Vec::new(), 0);
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let next = |ahead: usize| tokens.get(at + ahead).map_or("", String::as_str);
        match token.as_str() {
            "mod" if next(2) == "{" => {
                if next(1) == "tests" {
                    at = end_of_braces(&tokens, at + 2);
                    continue;
                }
                nested.push((next(1).to_owned(), depth));
            }
            "{" => depth += 1,
            "}" => {
                depth -= 1;
                nested.retain(|(_, from)| *from < depth || depth == 0 && *from == 0);
            }
            "crate" | "super" | "self" if next(1) == "::" && !is_inside(&tokens, at) => {
                let here: Vec<String> =
                    module.iter().cloned().chain(nested.iter().map(|(name, _)| name.clone())).collect();
                at = path(&tokens, at, Vec::new(), &here, &mut found);
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    found
}

/// Returns whether the word at a place goes on a path: `$crate` of a macro is none either.
fn is_inside(tokens: &[String], at: usize) -> bool {
    at > 0 && matches!(tokens[at - 1].as_str(), "::" | "$")
}

/// Reads a path with its braces, and gives where it ends.
fn path(
    tokens: &[String],
    mut at: usize,
    mut known: Vec<String>,
    here: &[String],
    found: &mut Vec<Vec<String>>,
) -> usize {
    loop {
        match tokens.get(at).map(String::as_str) {
            Some("crate") => known = Vec::new(),
            Some("self") if known.is_empty() => known = here.to_vec(),
            Some("self") => {}
            Some("super") if known.is_empty() => known = here[..here.len().saturating_sub(1)].to_vec(),
            Some("super") => drop(known.pop()),
            Some("{") => {
                let end = end_of_braces(tokens, at);
                at += 1;
                while at < end - 1 {
                    at = path(tokens, at, known.clone(), here, found);
                    at += usize::from(tokens.get(at).is_some_and(|token| token == ","));
                }
                return end;
            }
            Some(word) if is_word(word) || word == "*" => known.push(word.to_owned()),
            _ => return at + 1,
        }
        at += 1;
        if tokens.get(at).is_none_or(|token| token != "::") {
            found.push(known);
            // `as` another name
            return if tokens.get(at).is_some_and(|token| token == "as") { at + 2 } else { at };
        }
        at += 1;
    }
}

fn end_of_braces(tokens: &[String], open: usize) -> usize {
    let mut depth = 0;
    for (at, token) in tokens.iter().enumerate().skip(open) {
        match token.as_str() {
            "{" => depth += 1,
            "}" if depth == 1 => return at + 1,
            "}" => depth -= 1,
            _ => {}
        }
    }
    tokens.len()
}

fn is_word(token: &str) -> bool {
    token.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// Words, `::` and single signs; comments, strings and characters left out.
fn tokens(code: &str) -> Vec<String> {
    let mut tokens: Vec<String> = Vec::new();
    let mut rest = code;
    while let Some(c) = rest.chars().next() {
        let word = rest.len() - rest.trim_start_matches(|c: char| c.is_alphanumeric() || c == '_').len();
        let take = match c {
            _ if word > 0 => word,
            '/' if rest.starts_with("//") => {
                rest = &rest[rest.find('\n').unwrap_or(rest.len())..];
                continue;
            }
            '"' => {
                let is_raw = tokens.last().is_some_and(|last| matches!(last.as_str(), "r" | "br"));
                rest = &rest[if is_raw { raw_string(rest) } else { string(rest) }..];
                continue;
            }
            '#' if rest.trim_start_matches('#').starts_with('"')
                && tokens.last().is_some_and(|last| matches!(last.as_str(), "r" | "br")) =>
            {
                rest = &rest[raw_string(rest)..];
                continue;
            }
            '\'' => {
                rest = &rest[character(rest)..];
                continue;
            }
            ':' if rest.starts_with("::") => 2,
            _ => c.len_utf8(),
        };
        if !c.is_whitespace() {
            tokens.push(rest[..take].to_owned());
        }
        rest = &rest[take..];
    }
    tokens
}

fn string(rest: &str) -> usize {
    let mut is_escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            '"' if !is_escaped => return at + 1,
            '\\' => is_escaped = !is_escaped,
            _ => is_escaped = false,
        }
    }
    rest.len()
}

fn raw_string(rest: &str) -> usize {
    let signs = rest.len() - rest.trim_start_matches('#').len();
    let end = format!("\"{}", "#".repeat(signs));
    rest[signs + 1..].find(&end).map_or(rest.len(), |at| signs + 1 + at + end.len())
}

/// Returns a character, or the quotation mark of a lifetime alone.
fn character(rest: &str) -> usize {
    let after = &rest[1..];
    if after.starts_with('\\') {
        return 3 + after[2..].find('\'').map_or(0, |at| at);
    }
    let first = after.chars().next().map_or(0, char::len_utf8);
    if after[first..].starts_with('\'') { first + 2 } else { 1 }
}

#[test]
fn paths_are_found_in_braces_and_from_the_root() {
    let code = "use crate::{a::{B, c::D as E}, f}; // crate::no\nfn x() { super::super::g(\"crate::no\", 'x'); self::h::i() }\nmod tests { use super::no; }";
    let module = ["m", "n", "o"].map(str::to_owned);
    let found: Vec<String> = paths_of(code, &module).iter().map(|path| path.join("::")).collect();
    assert_eq!(found, ["a::B", "a::c::D", "f", "m::g", "m::n::o::h::i"]);
}
