//! How a finding is mended: edits that keep the markup, the line ends, and the grammar of what stands around them.

use std::ops::Range;

use crate::english::{CONJUNCTIONS, LIKE_YOU_OR_WON, SILENT_H};
use crate::markup::{Placeholder, Reading, written};
use crate::source::{Draft, Span};
use crate::spec::Safety;

/// Changes to the source that mend a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// Sorted by place, disjoint.
    pub edits: Vec<Edit>,
    /// Whether they may change the meaning.
    pub safety: Safety,
}

/// A span of the source and what to put in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced.
    pub span: Span,
    /// By what, as the markup writes it.
    pub text: String,
    /// The same place in the reading text.
    pub range: Range<u32>,
    /// What the text reads as.
    pub reads: String,
}

/// A draft and its reading, of which places are to be edited.
#[derive(Clone, Copy, Debug)]
pub(super) struct Edited<'a> {
    pub draft: &'a Draft,
    pub reading: &'a Reading,
}

/// Bytes before and after words in which what touches them is looked for.
const NEAR: usize = 256;

impl<'a> Edited<'a> {
    /// Returns the edit that makes a range of the reading text read as `text`, which has no line ends; an empty one takes the words out.
    /// `None` where markup stands in the way. Where it stands in words that stay the same, the rest is replaced.
    pub fn edit(self, range: Range<u32>, text: &str) -> Option<Edit> {
        let (range, text) = match text {
            "" => self.removal(range)?,
            _ => (range, text.to_owned()),
        };
        let (range, text) = self.with_article(range, text)?;
        let same = shared_start(self.slice(&range), &text);
        let rest = text.get(same..).unwrap_or(&text).to_owned();
        let after_same = range.start + same as u32..range.end;
        self.exact(range, text).or_else(|| self.exact(after_same, rest))
    }

    fn exact(self, range: Range<u32>, text: String) -> Option<Edit> {
        let (range, text) = self.with_line_end(range, text)?;
        let span = self.reading.verbatim(range.start, range.end)?;
        let reads = text.replace(['\n', '\r', '\t'], " ");
        let text = written(self.draft, span, &text)?.into_owned();
        Some(Edit { span, text, range, reads })
    }

    fn slice(self, range: &Range<u32>) -> &'a str {
        self.reading.slice(range.start, range.end)
    }

    /// Returns what stands before a place and after one, in the same block and near it.
    fn around(self, range: &Range<u32>) -> (&'a str, &'a str) {
        let text = self.reading.text();
        let (start, end) = (range.start as usize, range.end as usize);
        let is_boundary = |at: &usize| text.is_char_boundary(*at);
        let from = (start.saturating_sub(NEAR)..start).find(is_boundary).unwrap_or(start);
        let to = (end..=text.len().min(end + NEAR)).rev().find(is_boundary).unwrap_or(end);
        let (before, after) = (text.get(from..start).unwrap_or(""), text.get(end..to).unwrap_or(""));
        let before = before.rsplit_once('\n').map_or(before, |(_, line)| line);
        (before, after.split_once('\n').map_or(after, |(line, _)| line))
    }

    /// Returns what to take out with some words so that neither two spaces nor a stray comma stays, and what to write there: the next
    /// letter as a capital, where the words began with one.
    fn removal(self, range: Range<u32>) -> Option<(Range<u32>, String)> {
        let (before, after) = self.around(&range);
        let Range { mut start, mut end } = range.clone();
        if self.slice(&range).starts_with(' ') {
            return Some((self.cut(range), String::new()));
        }
        let has_comma = after.starts_with(',');
        let ends_clause = has_comma || after.starts_with(['.', ';', ':', '!', '?', ')']);
        let kept = before.trim_end();
        if kept.ends_with('(') && after.starts_with(')') || !self.may_go(&range, kept) {
            return None;
        }
        end += u32::from(has_comma);
        // Between two commas a word leaves none behind, but `it is noted that` leaves those of its neighbours.
        if kept.ends_with(',') && ends_clause && !self.slice(&range).ends_with(" that") {
            start -= (before.len() - kept.trim_end_matches([',', ' ']).len()) as u32;
            return Some((start..end, String::new()));
        }
        let rest = after.get(usize::from(has_comma)..)?;
        let spaces = rest.len() - rest.trim_start_matches(' ').len();
        let is_capital = self.slice(&range).starts_with(char::is_uppercase);
        if is_capital {
            let next = rest.trim_start_matches(' ').chars().next().filter(|c| c.is_alphabetic())?;
            end += (spaces + next.len_utf8()) as u32;
            return Some((start..end, next.to_uppercase().collect()));
        }
        let before_spaces = (before.len() - before.trim_end_matches(' ').len()) as u32;
        let line_end_follows = spaces > 0 && self.is_line_end(end);
        if spaces == 0 || (line_end_follows && before_spaces > 0 && !self.is_line_end(start - 1)) {
            start -= before_spaces;
        } else {
            end += spaces as u32;
        }
        (start < end && !(kept.is_empty() && rest.trim().is_empty())).then_some((start..end, String::new()))
    }

    /// Returns whether words can go, by what stands before them. In `we also note that`, the words that end in `that` are the verb of a
    /// sentence whose subject would be left alone; after a mark or a conjunction they are a clause of their own.
    fn may_go(self, range: &Range<u32>, kept: &str) -> bool {
        let words = self.slice(range);
        let is_clause = words.ends_with(" that") && !words.starts_with(char::is_uppercase);
        let last = kept.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("");
        let opens = last.is_empty() || CONJUNCTIONS.iter().any(|known| last.eq_ignore_ascii_case(known));
        !is_clause || opens
    }

    /// Some spaces and what follows them, to be taken out; the spaces after it where those before it hold a line end.
    fn cut(self, range: Range<u32>) -> Range<u32> {
        let slice = self.slice(&range);
        let spaces = (slice.len() - slice.trim_start_matches(' ').len()) as u32;
        let (_, after) = self.around(&range);
        let has_line_end = (range.start..range.start + spaces).any(|at| self.is_line_end(at));
        if has_line_end && after.starts_with(' ') && !self.is_line_end(range.end) {
            return range.start + spaces..range.end + 1;
        }
        range
    }

    fn is_line_end(self, at: u32) -> bool {
        let span = self.reading.verbatim(at, at + 1);
        span.is_some_and(|span| self.draft.text(span).starts_with(['\n', '\r']))
    }

    /// Changes `a` before the range to `an`, or back, where the new words ask for it. `None` where it cannot be told.
    fn with_article(self, range: Range<u32>, text: String) -> Option<(Range<u32>, String)> {
        let (before, after) = self.around(&range);
        let kept = before.trim_end();
        let article = kept.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("");
        let is_an = article.eq_ignore_ascii_case("an");
        if !is_an && !article.eq_ignore_ascii_case("a") {
            return Some((range, text));
        }
        let next = if text.is_empty() { after.trim_start() } else { &text };
        let wants_an = begins_with_vowel(next)?;
        if wants_an == is_an {
            return Some((range, text));
        }
        let article_start = kept.len() - article.len();
        let spaces = before.get(kept.len()..)?;
        let letter = article.get(..1)?;
        let start = range.start - (before.len() - article_start) as u32;
        Some((start..range.end, format!("{letter}{}{spaces}{text}", if wants_an { "n" } else { "" })))
    }

    /// Keeps a line end that stands in the replaced words, where a space can take it up, so that lines do not grow.
    fn with_line_end(self, range: Range<u32>, text: String) -> Option<(Range<u32>, String)> {
        let span = self.reading.verbatim(range.start, range.end)?;
        let source = self.draft.text(span);
        let Some(at) = source.find(['\n', '\r']).filter(|_| !text.is_empty()) else {
            return Some((range, text));
        };
        let head = source.get(..at)?.trim_end_matches([' ', '\t']).len();
        let tail = source.get(at..)?.trim_start_matches([' ', '\t', '\n', '\r']);
        let gap = source.get(head..source.len() - tail.len())?;
        if let Some((first, rest)) = text.split_once(' ') {
            return Some((range, format!("{first}{gap}{rest}")));
        }
        let next = self.reading.verbatim(range.start, range.end + 1).map(|span| self.draft.text(span));
        let takes_space = next.is_some_and(|next| next.ends_with(' '));
        Some(if takes_space { (range.start..range.end + 1, text + gap) } else { (range, text) })
    }
}

/// Returns a replacement for words that begin with a capital begins with one too.
pub fn with_case_of(found: &str, replacement: &str) -> String {
    let mut rest = replacement.chars();
    match (found.chars().next(), rest.next()) {
        (Some(old), Some(new)) if old.is_uppercase() => new.to_uppercase().chain(rest).collect(),
        _ => replacement.to_owned(),
    }
}

/// Returns whether a word is said with a vowel first; `None` where its letters do not tell.
fn begins_with_vowel(text: &str) -> Option<bool> {
    let word: String = text.chars().take_while(|c| c.is_alphabetic()).collect();
    let is_acronym = word.len() < 2 || word.chars().skip(1).any(char::is_uppercase);
    let is_unknown = text.starts_with(|c| Placeholder::from_char(c).is_some());
    if is_acronym || is_unknown || !word.is_ascii() {
        return None;
    }
    let word = word.to_ascii_lowercase();
    let begins_with_one = |starts: &[&str]| starts.iter().any(|start| word.starts_with(start));
    let is_uncommon = word.starts_with("unin") || word.starts_with("unim") || word.starts_with("unid");
    Some(match word.as_bytes().first()? {
        b'h' => begins_with_one(&SILENT_H),
        _ if begins_with_one(&LIKE_YOU_OR_WON) => is_uncommon,
        first => matches!(first, b'a' | b'e' | b'i' | b'o' | b'u'),
    })
}

/// Returns the bytes of the words that two texts start with.
fn shared_start(one: &str, other: &str) -> usize {
    let ends = one.char_indices().zip(other.chars()).take_while(|((_, a), b)| a == b);
    ends.filter(|((_, c), _)| *c == ' ').map(|((at, _), _)| at + 1).last().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markup::read;
    use crate::source::{Format, Source};

    /// Returns the draft after the edit that replaces its only `[…]` by a text.
    fn edited(marked: &str, text: &str) -> Option<String> {
        let (before, rest) = marked.split_once('[')?;
        let (found, after) = rest.split_once(']')?;
        let source = Source::new("draft", format!("{before}{found}{after}"));
        let draft = Draft::single(source, Format::Plain);
        let reading = read(&draft);
        let start = before.len() as u32;
        let edit =
            Edited { draft: &draft, reading: &reading }.edit(start..start + found.len() as u32, text)?;
        Some(draft.edited(&[(edit.span, &edit.text)]).main().text.clone())
    }

    #[test]
    fn words_go_with_their_spaces_and_commas() {
        for (marked, after) in [
            ("It is [very] old.", "It is old."),
            ("It is [very]\nold.", "It is\nold."),
            ("It is\n[very] old.", "It is\nold."),
            ("It is, [sadly], old.", "It is old."),
            ("It is old, [sadly].", "It is old."),
            ("It is ([very] old).", "It is (old)."),
            ("[Sadly], it is old.", "It is old."),
            ("It is. [Sadly],\nit is.", "It is. It is."),
            ("For one, [note that], in two, it is.", "For one, in two, it is."),
        ] {
            assert_eq!(edited(marked, "").as_deref(), Some(after), "{marked}");
        }
        for marked in ["It is ([sadly]).", "[Sadly], 3 are."] {
            assert_eq!(edited(marked, ""), None, "{marked}");
        }
    }

    #[test]
    fn an_article_follows_the_word_after_it() {
        for (marked, text, after) in [
            ("A [very] old cup.", "", "An old cup."),
            ("It is an [old] cup.", "new", "It is a new cup."),
            ("It is a [new] cup.", "used", "It is a used cup."),
            ("It is a [new] cup.", "unusual", "It is an unusual cup."),
            ("It is a [long] wait.", "honest", "It is an honest wait."),
        ] {
            assert_eq!(edited(marked, text).as_deref(), Some(after), "{marked}");
        }
        assert_eq!(edited("It is a [very] HTML file.", ""), None);
    }

    #[test]
    fn lines_do_not_grow() {
        for (marked, text, after) in [
            ("We run [in order\nto] win.", "to", "We run to\nwin."),
            ("It rains [due to the\n  fact that] we ran.", "because", "It rains because\n  we ran."),
            ("It has [a large\nnumber of the] cups.", "many of the", "It has many\nof the cups."),
        ] {
            assert_eq!(edited(marked, text).as_deref(), Some(after), "{marked}");
        }
    }
}
