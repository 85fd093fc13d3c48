use memchr::memmem;

use super::marks::MarkKind;
use super::mask::Masker;
use crate::markup::Within;
use crate::markup::latex::{self, ForeignEnvironment};

/// The environments of LaTeX, which Markdown must not look into, or whose text stands in a container.
impl<'a> Masker<'a> {
    /// Masks the environment that opens or ends at `at`, in the line that starts at `first`; gives where the text goes on.
    pub(super) fn environment(&mut self, at: usize, first: usize, limit: usize) -> Option<usize> {
        let text = self.text;
        let rest = text.get(at..limit)?;
        if let Some(name) = name(rest, "\\end{") {
            let ForeignEnvironment::Within(_) = self.kind(name)? else { return None };
            self.environments = self.environments.checked_sub(1)?;
            let end = at + "\\end{".len() + name.len() + 1;
            self.blank(at..end, MarkKind::Close);
            return Some(end);
        }
        let name = name(rest, "\\begin{")?;
        let kind = self.kind(name)?;
        let inner = at + "\\begin{".len() + name.len() + 1;
        let end = self.environment_end(name, inner, limit)?;
        match kind {
            ForeignEnvironment::Within(within) if at == first => {
                let after = text.get(inner..limit).filter(|after| after.starts_with('['));
                let title = after.and_then(|after| after.bytes().take(200).position(|byte| byte == b']'));
                let inner = title.map_or(inner, |len| inner + len + 1);
                self.environments += 1;
                self.blank(at..inner, MarkKind::Open(within));
                return Some(inner);
            }
            ForeignEnvironment::Within(_) => return None,
            ForeignEnvironment::Math => self.ghost(at..end, MarkKind::DisplayMath),
            ForeignEnvironment::Hidden => self.hide(at..end, MarkKind::Hidden),
        }
        Some(end)
    }

    fn kind(&self, name: &str) -> Option<ForeignEnvironment> {
        if self.is_quoted(name) { Some(ForeignEnvironment::Within(Within::QUOTE)) } else { kind(name) }
    }

    /// Returns where an environment ends whose text starts at `inner`. What was found for one is kept for those in it, and looked for no
    /// more where there is none, so that many of them take no longer than their text.
    fn environment_end(&mut self, name: &'a str, inner: usize, limit: usize) -> Option<usize> {
        let is_same = |ends: &Ends<'_>| ends.name == name && ends.limit == limit;
        let known = self.ends.iter().find(|ends| is_same(ends) && ends.next.is_none_or(|next| next > inner));
        if let Some(known) = known {
            return known.next;
        }
        let next = end(self.text.get(inner..limit)?, name).map(|end| inner + end);
        self.ends.retain(|ends| ends.limit > inner && !is_same(ends));
        self.ends.push(Ends { name, limit, next });
        next
    }
}

/// Where the next environment of a name ends, if one does before a limit.
#[derive(Debug)]
pub struct Ends<'a> {
    name: &'a str,
    limit: usize,
    next: Option<usize>,
}

fn kind(name: &str) -> Option<ForeignEnvironment> {
    // Parts of displays, which authors of Markdown write without one.
    let parts = ["aligned", "split", "gathered", "cases", "matrix", "pmatrix", "bmatrix"];
    if parts.contains(&name) { Some(ForeignEnvironment::Math) } else { latex::foreign_environment(name) }
}

/// Returns the name of the environment that `rest` opens or closes with `command`, one of `\begin{` and `\end{`.
fn name<'a>(rest: &'a str, command: &str) -> Option<&'a str> {
    let rest = rest.strip_prefix(command)?;
    let len = rest.bytes().take(40).position(|byte| byte == b'}')?;
    rest.get(..len)
}

/// Returns the end of the environment whose text starts `inner`, after its `\end{name}`.
fn end(inner: &str, name: &str) -> Option<usize> {
    memmem::find_iter(inner.as_bytes(), b"\\end{").map(|found| found + "\\end{".len()).find_map(|from| {
        let after = inner.get(from..)?.strip_prefix(name)?;
        after.starts_with('}').then_some(from + name.len() + 1)
    })
}
