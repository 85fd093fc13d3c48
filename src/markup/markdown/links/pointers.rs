//! What points to a key: `@fig-a`, `[@a; @b]`, `\@ref(fig:a)`, MyST's roles and links.

use memchr::memmem;

use super::super::citations::{self, Role};
use super::super::marks::MarkKind;
use super::{Scan, is_label};
use crate::markup::Placeholder;
use crate::source::Pointer;

impl Scan<'_> {
    /// Finds what the text points to.
    pub(super) fn pointers(&mut self) {
        let masked = self.masked;
        for mark in &masked.marks {
            use Placeholder::{Citation, Reference, TextCitation};
            if matches!(mark.kind, MarkKind::Word(Citation | Reference | TextCitation)) {
                self.group(mark.start, mark.end);
            }
        }
        self.roles();
        self.targets();
    }

    /// The keys of `[see @a, p. 3; @b]`, `@a [p. 3]` or `\@ref(fig:a)`.
    fn group(&mut self, start: usize, end: usize) {
        let file = self.file;
        let text = file.text.get(start..end).unwrap_or("");
        if let Some(inner) = text.strip_prefix("\\@ref(") {
            let key = inner.trim_end_matches(')');
            return self.reference(key, start + "\\@ref(".len(), true);
        }
        let bytes = text.as_bytes();
        for at in memchr::memchr_iter(b'@', bytes) {
            let before = at.checked_sub(1).map(|before| bytes[before]);
            if before.is_some_and(|byte| byte.is_ascii_alphanumeric() || byte == b'\\') {
                continue;
            }
            let Some(len) = bytes.get(at + 1..).and_then(citations::key) else { continue };
            let key = text.get(at + 1..at + 1 + len).unwrap_or("").trim_matches(['{', '}']);
            match is_label(key) {
                true => self.reference(&lowered(key), start + at + 1, true),
                false => self.citation(key, start + at + 1),
            }
        }
    }

    /// MyST's roles: `` {numref}`Figure %s <fig-a>` ``, `` {cite:t}`a,b` ``.
    fn roles(&mut self) {
        let file = self.file;
        let text = file.text.as_str();
        for close in memmem::find_iter(text.as_bytes(), "}`") {
            let Some(open) = text.get(..close).and_then(|before| before.rfind('{')) else { continue };
            let start = close + "}`".len();
            let is_seen = self.visible.get(open) == Some(&b'{');
            let Some(role) = text.get(open + 1..close).and_then(citations::role).filter(|_| is_seen) else {
                continue;
            };
            let Some(content) = text.get(start..).and_then(|rest| rest.split('`').next()) else { continue };
            match role {
                Role::Word(Placeholder::Reference) if text.get(open + 1..close) != Some("doc") => {
                    let key = content.rsplit_once('<').map_or(content, |(_, key)| key.trim_end_matches('>'));
                    let at = start + content.find(key).unwrap_or(0);
                    self.reference(key.trim(), at, true);
                }
                Role::Word(Placeholder::Citation | Placeholder::TextCitation) => {
                    let mut at = start;
                    for key in content.split([',', ';']) {
                        self.citation(key.trim(), at + (key.len() - key.trim_start().len()));
                        at += key.len() + 1;
                    }
                }
                _ => {}
            }
        }
    }

    /// Links to a place of the page. What it is, a whole book may say.
    fn targets(&mut self) {
        let file = self.file;
        let text = file.text.as_str();
        for at in memmem::find_iter(text.as_bytes(), "](#") {
            let start = at + "](#".len();
            let key = text.get(start..).and_then(|rest| rest.split([')', ' ', '\n']).next()).unwrap_or("");
            self.reference(key, start, false);
        }
    }

    fn reference(&mut self, key: &str, at: usize, is_sure: bool) {
        if key.is_empty() {
            return;
        }
        self.links.references.push(Pointer {
            key: key.to_owned(),
            at: self.span(at, at + key.len()),
            is_in_float: self.is_in_float(at),
            ends_range: false,
            is_sure,
        });
    }

    fn citation(&mut self, key: &str, at: usize) {
        if key.is_empty() {
            return;
        }
        self.links.citations.push(Pointer {
            key: key.to_owned(),
            at: self.span(at, at + key.len()),
            is_in_float: self.is_in_float(at),
            ends_range: false,
            is_sure: true,
        });
    }
}

/// Returns a key as it is given: a capital at its start says that the word before the number is to have one.
fn lowered(key: &str) -> String {
    let mut chars = key.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}
