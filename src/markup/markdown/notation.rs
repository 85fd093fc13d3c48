//! Signs that some dialects give a meaning: math between spaces, marked text, comments and callouts of Obsidian.

use memchr::memmem;

use super::marks::{Mark, MarkKind};
use super::mask::Masker;
use super::{fences, leads, math};
use crate::markup::Within;

/// Returns whether a text has signs that [`Masker::rare_sign`] understands; most have none.
pub fn has_rare_signs(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr3_iter(b'$', b'=', b'%', bytes).any(|at| {
        let (before, after) = (at.checked_sub(1).map(|before| bytes[before]), bytes.get(at + 1));
        match bytes[at] {
            b'$' => before == Some(b' ') && after == Some(&b' '),
            sign => {
                after == Some(&sign)
                    && before.is_none_or(|byte| !byte.is_ascii_alphanumeric() && byte != sign)
            }
        }
    })
}

/// Returns whether words stand in what may be math, and no command that sets them.
fn has_words(inner: &str) -> bool {
    let mut runs = inner.split(|c: char| !c.is_ascii_alphabetic());
    !inner.contains('\\') && runs.any(|run| run.len() > 2)
}

/// How far apart the two marks of something inside a line may be.
const NEAR: usize = 300;

impl Masker<'_> {
    /// Masks what the sign at `at` opens; gives its end.
    pub(super) fn rare_sign(&mut self, sign: u8, at: usize, limit: usize) -> Option<usize> {
        let before = at.checked_sub(1).map(|before| self.bytes[before]);
        let after = *self.bytes.get(at + 1)?;
        let opens = before.is_none_or(|byte| byte.is_ascii_whitespace() || b"([*_\"'".contains(&byte));
        match sign {
            b'$' if opens && after != b'$' => self.spaced_math(at, limit),
            b'=' if opens && after == b'=' => self.marked_text(at, limit),
            b'%' if after == b'%' => self.hidden_comment(at, limit),
            // A row of signs is passed as a whole.
            _ => Some(at + fences::run(&self.bytes[at..limit], sign)),
        }
    }

    /// `$ x $` and `$x $`, as Jupyter and MyST read them. Between sums of money there is no math.
    fn spaced_math(&mut self, at: usize, limit: usize) -> Option<usize> {
        let window = self.paragraph_rest(at + 1, limit.min(at + NEAR));
        let close = memchr::memchr(b'$', self.bytes.get(window.clone())?)? + window.start;
        let inner = self.text.get(at + 1..close)?;
        if !(inner.starts_with(' ') || inner.ends_with(' ')) || inner.contains('`') {
            // It is math as CommonMark reads it, or the other sign stands in code.
            return None;
        }
        let ends =
            !self.bytes.get(close + 1).is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'$');
        if !ends || close < at + 3 || !math::looks_like_math(inner) || has_words(inner) {
            return None;
        }
        self.ghost(at..close + 1, MarkKind::SpacedMath);
        Some(close + 1)
    }

    /// `==marked==`: the marks go, the text stays.
    fn marked_text(&mut self, at: usize, limit: usize) -> Option<usize> {
        let inner = at + 2;
        let window = self.paragraph_rest(inner, limit.min(at + NEAR));
        let close = memmem::find(self.bytes.get(window.clone())?, b"==")? + window.start;
        let is_pair = close > inner
            && !matches!(self.bytes[inner], b' ' | b'=' | b'\n')
            && !matches!(self.bytes[close - 1], b' ' | b'\n')
            && self.bytes.get(close + 2) != Some(&b'=');
        if !is_pair {
            return Some(inner);
        }
        self.ghost(at..inner, MarkKind::Hidden);
        self.ghost(close..close + 2, MarkKind::Hidden);
        Some(inner)
    }

    /// `%%a comment%%` in a line, or lines between two that hold nothing but the mark.
    fn hidden_comment(&mut self, at: usize, limit: usize) -> Option<usize> {
        let run = fences::run(&self.bytes[at..limit], b'%');
        let inner = at + run;
        if run != 2 {
            return Some(inner);
        }
        let is_alone = |masker: &Self, at: usize| masker.starts_line(at) && masker.ends_line(at + 2);
        let close = if is_alone(self, at) {
            memmem::find_iter(self.bytes.get(inner..limit)?, b"%%")
                .take(20)
                .map(|found| inner + found)
                .find(|&close| is_alone(self, close))
        } else if self.bytes.get(at.wrapping_sub(1)).is_none_or(|byte| !byte.is_ascii_alphanumeric()) {
            let window = self.paragraph_rest(inner, limit.min(at + NEAR));
            memmem::find(self.bytes.get(window.clone())?, b"%%").map(|found| window.start + found)
        } else {
            None
        };
        let Some(close) = close else { return Some(inner) };
        self.hide(at..close + 2, MarkKind::Comment);
        Some(close + 2)
    }

    /// Masks the title of a callout, `> [!note]- Title`, in the line whose first character stands at `first`; gives the end of the line.
    pub(super) fn callout(&mut self, first: usize, end: usize) -> Option<usize> {
        let line = self.text.get(first..end)?;
        let title = line.trim_start_matches(['>', ' ']);
        let at = end - title.len();
        let (kind, title) = title.strip_prefix("[!")?.split_once(']')?;
        let kind = kind.split('|').next().unwrap_or(kind).to_ascii_lowercase();
        let title = title.trim_start_matches(['+', '-']).trim();
        let is_known = KINDS.contains(&kind.as_str())
            || kind.bytes().all(|byte| byte.is_ascii_alphabetic()) && title.is_empty();
        if !is_known {
            return None;
        }
        let is_summary = matches!(kind.as_str(), "abstract" | "summary" | "tldr");
        let within = if leads::is_abstract(title) || is_summary && title.is_empty() || kind == "abstract" {
            Within::ABSTRACT
        } else if matches!(kind.as_str(), "quote" | "cite") || self.is_quoted(&kind) {
            Within::QUOTE.with(Within::BOX)
        } else {
            Within::BOX
        };
        self.empty(at..end);
        self.marks.push(Mark { start: first, end: at, kind: MarkKind::Callout(within) });
        Some(end)
    }
}

/// The kinds of callouts that GitHub and Obsidian know.
const KINDS: [&str; 27] = [
    "note",
    "abstract",
    "summary",
    "tldr",
    "info",
    "todo",
    "tip",
    "hint",
    "important",
    "success",
    "check",
    "done",
    "question",
    "help",
    "faq",
    "warning",
    "caution",
    "attention",
    "failure",
    "fail",
    "missing",
    "danger",
    "error",
    "bug",
    "example",
    "quote",
    "cite",
];
