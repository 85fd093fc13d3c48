//! What authors tell paperlint in comments: `<!-- paperlint: allow long-sentence: quoted from the treaty -->`, `% paperlint: off`.
//!
//! Marks of planned and exploratory results are told in comments, too; `results` reads those.

use super::{Paper, results};
use rustc_hash::FxHashSet;

use crate::source::Span;

/// A comment that tells paperlint to leave something alone, or that tries to.
#[derive(Clone, Debug)]
pub struct Directive<'d> {
    /// The comment with its marks.
    pub comment: Span,
    /// The place in the reading text where it stands.
    pub at: u32,
    /// What it says.
    pub said: Result<Request<'d>, Slip<'d>>,
}

impl<'d> Directive<'d> {
    /// Returns the rules and themes that it names.
    pub fn names(&self) -> &[Name<'d>] {
        self.said.as_ref().map_or(&[], |said| &said.names)
    }
}

/// What a directive asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request<'d> {
    /// What to do.
    pub verb: Verb,
    /// The rules and themes that it names; none for all, which only `off` and `on` may ask for.
    pub names: Vec<Name<'d>>,
    /// Why; empty where it is not said.
    pub reason: &'d str,
}

/// The id of a rule or a theme, as an author wrote it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name<'d> {
    /// What is written.
    pub text: &'d str,
    /// Where.
    pub at: Span,
}

/// What a directive does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    /// `allow`: in the next block or sentence.
    Allow,
    /// `allow-file`: in its file.
    AllowFile,
    /// `off`: from here on.
    Off,
    /// `on`: no longer.
    On,
}

/// How a directive can be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slip<'d> {
    /// It starts with a word that means nothing.
    Word(Name<'d>),
    /// It allows, and does not say what.
    NoRule,
    /// The colon after `paperlint` is missing.
    NoColon,
    /// Words stand where a rule is named; most often the colon before the reason is missing.
    Words(Name<'d>),
}

/// Returns the directives of a paper, in reading order. A comment that is read twice is one directive.
pub fn directives<'d>(paper: &Paper<'d>) -> Vec<Directive<'d>> {
    let mut found: Vec<Directive<'d>> = Vec::new();
    let mut known = FxHashSet::default();
    for comment in paper.document.reading().comments() {
        let written = paper.draft.text(comment.source);
        // A file that is read twice has each of its comments twice.
        if let Some(said) = parse(written, comment.source.start).filter(|_| known.insert(comment.source)) {
            found.push(Directive { comment: comment.source, at: comment.at, said });
        }
    }
    found
}

/// Returns what a comment says after `paperlint:`, its closing mark left out; `None` where it speaks to somebody else.
pub fn addressed(comment: &str) -> Option<&str> {
    let (said, has_colon) = after_name(comment)?;
    has_colon.then_some(said)
}

/// Returns what stands after `paperlint` at the start of a comment, and whether a colon does first.
fn after_name(comment: &str) -> Option<(&str, bool)> {
    let inside = match comment.trim().strip_prefix("<!--") {
        Some(inside) => inside.strip_suffix("-->").unwrap_or(inside),
        None => comment.trim().trim_start_matches('%'),
    };
    let rest = inside.trim().strip_prefix("paperlint")?;
    match rest.trim_start().strip_prefix(':') {
        Some(said) => Some((said.trim(), true)),
        None => rest.starts_with(char::is_whitespace).then_some((rest.trim(), false)),
    }
}

/// Returns the directive of a comment whose first byte stands at `start`.
fn parse(comment: &str, start: u32) -> Option<Result<Request<'_>, Slip<'_>>> {
    let (said, has_colon) = after_name(comment)?;
    let name = |text: &'_ str| {
        let at = start + (text.as_ptr() as usize - comment.as_ptr() as usize) as u32;
        Span::new(at, at + text.len() as u32)
    };
    let name = |text| Name { text, at: name(text) };
    let word_end = said.find(|c: char| c == ':' || c.is_whitespace()).unwrap_or(said.len());
    let (word, rest) = said.split_at_checked(word_end).unwrap_or((said, ""));
    let verb = match word {
        "allow" => Verb::Allow,
        "allow-file" => Verb::AllowFile,
        "off" => Verb::Off,
        "on" => Verb::On,
        _ if !has_colon || results::is_status(word) => return None,
        _ => return Some(Err(Slip::Word(name(word)))),
    };
    let allows = matches!(verb, Verb::Allow | Verb::AllowFile);
    if !has_colon {
        // "paperlint on this file" is a remark.
        return allows.then_some(Err(Slip::NoColon));
    }
    let (list, reason) = rest.split_once(':').unwrap_or((rest, ""));
    let names = list.split(',').map(str::trim).filter(|text| !text.is_empty());
    let names: Vec<Name<'_>> = names.map(name).collect();
    if let Some(words) = names.iter().find(|name| name.text.contains(char::is_whitespace)) {
        return Some(Err(Slip::Words(*words)));
    }
    if names.is_empty() && allows {
        return Some(Err(Slip::NoRule));
    }
    Some(Ok(Request { verb, names, reason: reason.trim() }))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn said(comment: &str) -> Option<String> {
        parse(comment, 0).map(|said| match said {
            Ok(Request { verb, names, reason }) => {
                let names: Vec<_> = names.iter().map(|name| name.text).collect();
                format!("{verb:?} [{}] {reason}", names.join(" "))
            }
            Err(Slip::Word(name) | Slip::Words(name)) => format!("? {}", name.text),
            Err(slip) => format!("{slip:?}"),
        })
    }

    #[test]
    fn a_directive_has_a_verb_rules_and_a_reason() {
        let cases = [
            (
                "<!-- paperlint: allow long-sentence: a treaty: quoted -->",
                "Allow [long-sentence] a treaty: quoted",
            ),
            ("%% paperlint:allow-file words , and-or", "AllowFile [words and-or] "),
            ("% paperlint : off\n", "Off [] "),
            ("<!--paperlint: on: here again-->", "On [] here again"),
            ("% paperlint: disable words", "? disable"),
            ("% paperlint: allow", "NoRule"),
            ("% paperlint: allow : why", "NoRule"),
            ("% paperlint allow words", "NoColon"),
            ("% paperlint: allow and-or, words he said so", "? words he said so"),
        ];
        for (comment, expected) in cases {
            assert_eq!(said(comment).as_deref(), Some(expected), "{comment}");
        }
    }

    #[test]
    fn other_comments_are_remarks() {
        for comment in [
            "% I ran paperlint: nothing found",
            "% paperlint on this section says much",
            "% paperlinting: allow",
            "<!-- paperlint: exploratory: seen late -->",
            "<!-- allow words -->",
        ] {
            assert_eq!(said(comment), None, "{comment}");
        }
    }

    #[test]
    fn names_know_where_they_stand() {
        let comment = "% paperlint: allow a, bc: d";
        let names = parse(comment, 100).unwrap().unwrap().names;
        assert_eq!(names[1].at, Span::new(122, 124));
    }
}
