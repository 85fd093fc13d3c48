//! Labels, references, floats and citations of Markdown: pandoc-crossref, Quarto, bookdown, MyST, and LaTeX in any of them.

mod code;
mod labels;
mod pointers;

use rustc_hash::FxHashSet;

use super::citations;
use super::front_matter;
use super::marks::MarkKind;
use super::mask::{Masked, Masker};
use crate::markup::{Meta, Placeholder, latex};
use crate::source::{Draft, File, FileId, Format, Span};
use crate::source::{Links, Named};

/// Finds what one file and those it includes hold.
pub fn links(draft: &Draft, id: FileId, links: &mut Links) {
    file(draft, id, links, &mut FxHashSet::default());
}

/// Finds only the files of bibliographies that a file's front matter names, and entries that stand in it.
pub fn bibliographies(file: &File, links: &mut Links) {
    let mut meta = Meta::default();
    let front = front_matter::read(&file.text, file.base, &mut Masker::new(&file.text), &mut meta);
    named_in_front(file, front.body, &meta, links);
}

fn file(draft: &Draft, id: FileId, links: &mut Links, seen: &mut FxHashSet<FileId>) {
    if !seen.insert(id) {
        return;
    }
    let file = draft.file(id);
    let masked = links_of(draft, file, true, links);
    let address = |at: usize| file.base + at as u32;
    for asked in masked.asked.iter().filter(|asked| asked.format == Format::Markdown) {
        let included = draft.included_at(Span::new(address(asked.at.start), address(asked.at.end)));
        included.into_iter().for_each(|id| self::file(draft, id, links, seen));
    }
}

/// Finds what one text holds, without those that it includes; whether front matter may open it is `has_front`.
pub fn links_of(draft: &Draft, file: &File, has_front: bool, links: &mut Links) -> Masked {
    let text = file.text.as_str();
    let mut masker = Masker::new(text);
    let mut meta = Meta::default();
    let body = if has_front { front_matter::read(text, file.base, &mut masker, &mut meta).body } else { 0 };
    masker.scan(body..text.len());
    let masked = masker.finish();
    named_in_front(file, body, &meta, links);
    let mut scan =
        Scan { file, masked: &masked, visible: text.as_bytes().to_vec(), links, floats: Vec::new() };
    scan.hide(0..body);
    scan.code(body);
    scan.labels(body);
    scan.pointers();
    scan.hide_comments();
    let visible = String::from_utf8(scan.visible).unwrap_or_default();
    latex::links_in(draft, &visible, file.base, true, links);
    masked
}

/// What the front matter names: files of bibliographies, and entries that stand in it.
fn named_in_front(file: &File, body: usize, meta: &Meta, links: &mut Links) {
    let front = file.text.get(..body).unwrap_or("");
    // A list is one value.
    let names = meta.bibliographies.iter().flat_map(|value| value.split(['[', ']', ',', '\n']));
    for name in names {
        let name = name.trim().trim_start_matches("- ").trim().trim_matches(['"', '\'']);
        if !name.is_empty() {
            let start = file.base + front.find(name).unwrap_or(0) as u32;
            let at = Span::new(start, start + name.len() as u32);
            links.bibliographies.push(Named { name: name.to_owned(), at });
        }
    }
    if let Some(at) = front.find("\nreferences:") {
        let at = Span::new(file.base + at as u32 + 1, file.base + body as u32);
        links.embedded.push(Named { name: "references.yaml".to_owned(), at });
    }
}

/// One file, and what is found in it.
struct Scan<'s> {
    file: &'s File,
    masked: &'s Masked,
    /// The text without code, comments and front matter, byte for byte as long.
    visible: Vec<u8>,
    links: &'s mut Links,
    /// Where the floats of this file start and end, each with its index.
    floats: Vec<(std::ops::Range<usize>, u32)>,
}

impl Scan<'_> {
    fn hide(&mut self, range: std::ops::Range<usize>) {
        for byte in self.visible.get_mut(range).into_iter().flatten().filter(|byte| **byte != b'\n') {
            *byte = b' ';
        }
    }

    /// Hides the comments of LaTeX in its environments, where `%` begins one.
    fn hide_comments(&mut self) {
        let text = self.file.text.as_str();
        let mut from = 0;
        let begins = memchr::memmem::Finder::new("\\begin{");
        while let Some(begin) =
            text.as_bytes().get(from..).and_then(|rest| begins.find(rest)).map(|at| from + at)
        {
            let rest = text.get(begin..).unwrap_or("");
            let name = rest.strip_prefix("\\begin{").and_then(|rest| rest.split('}').next()).unwrap_or("");
            let end =
                rest.find(&format!("\\end{{{name}}}")).map_or(begin + "\\begin{".len(), |at| begin + at);
            let mut at = begin;
            for line in text.get(begin..end).unwrap_or("").split_inclusive('\n') {
                let sign = line
                    .match_indices('%')
                    .find(|(sign, _)| !line.get(..*sign).is_some_and(|before| before.ends_with('\\')));
                if let Some((sign, _)) = sign {
                    self.hide(at + sign..at + line.len());
                }
                at += line.len();
            }
            from = end;
        }
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.file.base + start as u32, self.file.base + end as u32)
    }

    /// Returns whether a place lies in a float.
    fn is_in_float(&self, at: usize) -> bool {
        self.floats.iter().any(|(range, _)| range.contains(&at))
    }

    /// Hides what is code or a comment inside lines.
    fn hide_marks(&mut self) {
        let masked = self.masked;
        for mark in &masked.marks {
            let is_hidden = matches!(
                mark.kind,
                MarkKind::Comment | MarkKind::Computed | MarkKind::Word(Placeholder::Code)
            );
            if is_hidden {
                self.hide(mark.start..mark.end);
            }
        }
    }
}

/// Returns the key of a label that a prefix makes one: `fig-tank`, `tbl:pumps`.
fn is_label(key: &str) -> bool {
    citations::target(key.as_bytes(), Placeholder::Citation) == Placeholder::Reference
}
