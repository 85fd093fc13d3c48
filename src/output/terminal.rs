//! One finding, or one mistake in a rule file, as a block with the source around it.

use std::io::{self, Write};

use codespan_reporting::diagnostic::{Diagnostic, LabelStyle, Severity as Colour};
use codespan_reporting::term::{self, Config, WriteStyle};

use super::clean;
use super::marks::Mark;
use super::places::Places;
use super::style;
use super::window::Window;
use crate::findings::Severity;

/// What a block says. All of it may come from others and is made clean when it is printed.
#[derive(Clone, Debug)]
pub struct Block<'b> {
    /// Decides the word and the colour.
    pub severity: Severity,
    /// The rule.
    pub id: Option<&'b str>,
    /// One line.
    pub message: String,
    /// The first is the place itself.
    pub marks: Vec<Mark>,
    /// `help` and `note` with their lines.
    pub notes: Vec<(&'static str, String)>,
}

/// Prints a block, `columns` wide, with colours as ANSI codes and an empty line after it.
pub fn print(block: &Block<'_>, places: &Places<'_>, columns: usize, out: &mut String) {
    let mut painter = Painter::new(block.severity);
    painter.header(block, columns);
    let (window, labels) = Window::cut(places, &block.marks, columns);
    let colour = match block.severity {
        Severity::Error => Colour::Error,
        Severity::Warning => Colour::Warning,
        Severity::Advice => Colour::Help,
    };
    let notes = block.notes.iter().map(|(word, text)| note(word, text, columns)).collect();
    let diagnostic = Diagnostic::new(colour).with_labels(labels).with_notes(notes);
    // Writing to memory cannot fail, and the window holds every line its labels name.
    let _ = term::emit_to_write_style(&mut painter, &Config::default(), &window, &diagnostic);
    let drawn = String::from_utf8_lossy(&painter.bytes);
    drawn.split_inclusive('\n').filter(|line| !is_empty_border(line)).for_each(|line| out.push_str(line));
}

/// Returns whether a line holds nothing but the border: codespan parts with it what the other lines part already, and a screen has few.
fn is_empty_border(line: &str) -> bool {
    anstream::adapter::strip_str(line).to_string().trim() == "│"
}

/// `help: …`, its further lines and those too long for the terminal set below its first word.
fn note(word: &str, text: &str, columns: usize) -> String {
    let strong = style::STRONG;
    let indent = " ".repeat(word.len() + 2);
    let width = columns.saturating_sub(indent.len() + 7).max(20);
    let lines: Vec<String> = text.lines().flat_map(|line| wrapped(&clean::line(line), width)).collect();
    format!("{strong}{word}:{strong:#} {}", lines.join(&format!("\n{indent}")))
}

/// Breaks a line with colours at spaces, so that it is at most `columns` wide where its words are; what goes on is set in by two.
pub fn folded(text: &str, columns: usize) -> String {
    let mut folded = String::with_capacity(text.len());
    let width = |word: &str| clean::width(&anstream::adapter::strip_str(word).to_string());
    let mut used = 0;
    for word in text.split(' ') {
        let wide = width(word);
        if used > 0 && used + 1 + wide > columns {
            folded.push_str("\n  ");
            used = 2;
        } else if used > 0 {
            folded.push(' ');
            used += 1;
        }
        folded.push_str(word);
        used += wide;
    }
    folded
}

/// Breaks a line at spaces; a line that goes on keeps its indent.
pub(super) fn wrapped(line: &str, width: usize) -> Vec<String> {
    let indent: String = line.chars().take_while(|c| *c == ' ').collect();
    let mut lines = Vec::new();
    let mut current = indent.clone();
    for word in line.split_whitespace() {
        let is_first = current.len() == indent.len();
        if !is_first && clean::width(&current) + 1 + clean::width(word) > width {
            lines.push(std::mem::replace(&mut current, indent.clone()));
        } else if !is_first {
            current.push(' ');
        }
        current.push_str(word);
    }
    lines.push(current);
    lines
}

/// Takes what codespan writes and adds the colours. codespan's header has no word for advice, so the header is written here and
/// codespan's own is left out. Carets are coloured and the source above them is not: a coloured paragraph is hard to read.
struct Painter {
    bytes: Vec<u8>,
    severity: Severity,
    line: Line,
}

#[derive(PartialEq, Eq)]
enum Line {
    Header,
    Source,
    Other,
}

impl Painter {
    fn new(severity: Severity) -> Self {
        Self { bytes: Vec::with_capacity(1024), severity, line: Line::Other }
    }

    fn header(&mut self, block: &Block<'_>, columns: usize) {
        let (colour, strong) = (style::of(block.severity), style::STRONG);
        let id = block.id.map(|id| format!("[{}]", clean::line(id))).unwrap_or_default();
        let (word, message) = (block.severity.name(), clean::line(&block.message));
        let header = format!("{colour}{word}{id}{colour:#}{strong}: {message}{strong:#}");
        let _ = writeln!(self.bytes, "{}", folded(&header, columns));
    }

    fn paint(&mut self, style: anstyle::Style) -> io::Result<()> {
        if self.line == Line::Header { Ok(()) } else { write!(self.bytes, "{style}") }
    }
}

impl Write for Painter {
    fn write(&mut self, written: &[u8]) -> io::Result<usize> {
        let was_header = self.line == Line::Header;
        if written.contains(&b'\n') {
            self.line = Line::Other;
            // codespan pads the lines between a mark and its text.
            while self.bytes.last() == Some(&b' ') {
                self.bytes.pop();
            }
        }
        if !was_header {
            self.bytes.extend_from_slice(written);
        }
        Ok(written.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl WriteStyle for Painter {
    fn set_header(&mut self, _: Colour) -> io::Result<()> {
        self.line = Line::Header;
        Ok(())
    }

    fn set_header_message(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn set_line_number(&mut self) -> io::Result<()> {
        self.line = Line::Source;
        self.paint(style::BORDER)
    }

    fn set_note_bullet(&mut self) -> io::Result<()> {
        self.paint(style::BORDER)
    }

    fn set_source_border(&mut self) -> io::Result<()> {
        self.paint(style::BORDER)
    }

    fn set_label(&mut self, _: Colour, label: LabelStyle) -> io::Result<()> {
        match label {
            _ if self.line == Line::Source => Ok(()),
            LabelStyle::Primary => self.paint(style::mark(self.severity)),
            LabelStyle::Secondary => self.paint(style::RELATED),
        }
    }

    fn reset(&mut self) -> io::Result<()> {
        self.paint(anstyle::Style::new()).and_then(|()| match self.line {
            Line::Header => Ok(()),
            _ => write!(self.bytes, "{}", anstyle::Reset),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Draft, DraftBuilder, Format, Source, Span};

    fn span(draft: &Draft, text: &str) -> Span {
        let mut found =
            draft.files().iter().filter_map(|file| Some(file.base + file.text.find(text)? as u32));
        let start = found.next().unwrap();
        Span::new(start, start + text.len() as u32)
    }

    fn mark(draft: &Draft, text: &str, note: &str, is_primary: bool) -> Mark {
        Mark { span: span(draft, text), is_primary, text: note.to_owned() }
    }

    fn shown(draft: &Draft, severity: Severity, marks: Vec<Mark>) -> String {
        let notes = vec![("help", "split it,\nor leave it".to_owned())];
        let block = Block { severity, id: Some("a-rule"), message: "this is long".to_owned(), marks, notes };
        let mut out = String::new();
        print(&block, &Places::new(draft), 60, &mut out);
        anstream::adapter::strip_str(&out).to_string()
    }

    fn single(text: &str) -> Draft {
        Draft::single(Source::new("paper.md", text), Format::Plain)
    }

    #[test]
    fn related_places_open_the_mark_that_holds_them() {
        let draft = single("We tune it, and it works, but we wait.\n");
        let marks = vec![
            mark(&draft, "We tune it, and it works, but we wait.", "", true),
            mark(&draft, "and", "here", false),
            mark(&draft, "but", "", false),
        ];
        let expected = "\
advice[a-rule]: this is long
  ┌─ paper.md:1:1
1 │ We tune it, and it works, but we wait.
  │ ^^^^^^^^^^^^---^^^^^^^^^^^---^^^^^^^^^
  │             │
  │             here
  = help: split it,
          or leave it

";
        assert_eq!(shown(&draft, Severity::Advice, marks), expected);
    }

    #[test]
    fn a_mark_over_many_lines_is_shown_by_its_first() {
        let draft = single("Intro. It\nbegins here and goes on for quite a while\nand on\nand on.\n");
        let marks =
            vec![mark(&draft, "It\nbegins here and goes on for quite a while\nand on\nand on.", "", true)];
        let expected = "\
warning[a-rule]: this is long
  ┌─ paper.md:1:8
1 │ Intro. It
  │        ^^
2 │ begins here and goes on for quite a while
  │ ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ up to line 4
  = help: split it,
          or leave it

";
        assert_eq!(shown(&draft, Severity::Warning, marks), expected);
    }

    #[test]
    fn a_cut_line_keeps_the_column_of_the_file() {
        let draft = single(&("word ".repeat(4000) + "漢字 \u{1b}[31mred TARGET" + &" word".repeat(4000)));
        let marks = vec![mark(&draft, "TARGET", "a note that is too long to stand beside it all", true)];
        let out = shown(&draft, Severity::Error, marks);
        let lines: Vec<&str> = out.lines().collect();
        assert_eq!(lines[1], "  ┌─ paper.md:1:20013");
        assert!(lines[2].contains("字 ␛[31mred TARGET"), "{out}");
        let column = |line: &str, at: &str| clean::width(line.split(at).next().unwrap());
        assert_eq!(column(lines[2], "TARGET"), column(lines[3], "^"));
        assert!(lines.iter().all(|line| clean::width(line) <= 60 || line.contains("too long")), "{out}");
    }

    #[test]
    fn another_file_has_a_head_of_its_own() {
        let mut builder = DraftBuilder::new(Source::new("main.tex", "One\ntwo.\n"), Format::Plain);
        builder.add(Source::new("part\u{202e}.tex", "Three\nfour.\n"), Format::Plain);
        let draft = builder.finish();
        let marks = vec![mark(&draft, "two", "here", true), mark(&draft, "four", "also here", false)];
        let expected = "\
error[a-rule]: this is long
  ┌─ main.tex:2:1
2 │ two.
  │ ^^^ here
  ┌─ part\\u{202e}.tex:2:1
2 │ four.
  │ ---- also here
  = help: split it,
          or leave it

";
        assert_eq!(shown(&draft, Severity::Error, marks), expected);
    }

    #[test]
    fn nothing_is_too_strange_to_show() {
        for text in ["", "\n", "\r\n", "\u{1b}", "a\rb", "漢"] {
            let draft = single(text);
            for end in 0..=text.len() as u32 {
                if text.is_char_boundary(end as usize) {
                    let mark = Mark { span: Span::new(0, end), is_primary: true, text: "here".to_owned() };
                    let out = shown(&draft, Severity::Error, vec![mark]);
                    assert!(out.contains("paper.md:1:1") && !out.contains('\u{1b}'), "{text:?} {out}");
                }
            }
        }
    }
}
