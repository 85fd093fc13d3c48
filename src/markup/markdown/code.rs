use memchr::memchr2;

use super::fences;
use super::marks::MarkKind;
use super::mask::{Masker, REACH};
use crate::markup::Placeholder;

impl Masker<'_> {
    /// Masks inline code: the dollar signs in it are not those of math around it. Code with a role or with attributes is left to the
    /// reader of events, which knows what they make of it.
    pub(super) fn code_span(&mut self, at: usize, limit: usize) -> usize {
        let width = fences::run(&self.bytes[at..limit], b'`');
        let Some(end) = self.code_span_end(at, width, limit) else {
            return at + width;
        };
        let is_marked = self.bytes[..at].ends_with(b"}") || self.bytes.get(end) == Some(&b'{');
        if self.text.get(at + width..end).is_some_and(is_computed) {
            self.ghost(at..end, MarkKind::Computed);
        } else if !is_marked {
            self.ghost(at..end, MarkKind::Word(Placeholder::Code));
        }
        end
    }

    fn code_span_end(&self, at: usize, width: usize, limit: usize) -> Option<usize> {
        let limit = limit.min(at + REACH);
        let mut next = at + width;
        while let Some(found) = self.bytes.get(next..limit).and_then(|rest| memchr2(b'`', b'\n', rest)) {
            let here = next + found;
            if self.bytes[here] == b'\n' {
                if self.is_blank_line(here + 1) {
                    return None;
                }
                next = here + 1;
                continue;
            }
            let closing = fences::run(&self.bytes[here..limit], b'`');
            next = here + closing;
            if closing == width {
                return Some(next);
            }
        }
        None
    }
}

/// Returns whether inline code is run when the paper is built, and its value stands in its place.
fn is_computed(code: &str) -> bool {
    // Most inline code starts with none of these letters.
    code.starts_with(['r', '{', 'p', 'j'])
        && ["r ", "r\n", "{r}", "{python}", "{julia}", "python ", "julia ", "py ", "{ojs}"]
            .iter()
            .any(|start| code.starts_with(start))
}
