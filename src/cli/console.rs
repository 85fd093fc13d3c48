use std::io::{self, BufWriter, IsTerminal, Write};

use anstream::adapter::strip_str;
use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};

use super::args::Color;
use crate::output::{clean_line, without_commands};

/// Where a run writes: reports to stdout, everything about the run itself to stderr.
pub struct Console {
    color: Color,
    /// Whether notices are left out.
    is_quiet: bool,
}

/// Columns of a report that no terminal shows.
const DEFAULT_COLUMNS: usize = 100;
/// Lines longer than this are hard to follow, however wide the terminal is.
const MOST_COLUMNS: usize = 140;
/// Marks need some room.
const LEAST_COLUMNS: usize = 40;

impl Console {
    pub fn new(color: Color, is_quiet: bool) -> Self {
        Self { color, is_quiet }
    }

    /// Writes a report, which may hold ANSI codes. No line of it is a command to whoever runs the job.
    pub fn report(&self, text: &str) -> io::Result<()> {
        let choice = self.choice(AutoStream::choice(&io::stdout()));
        self.commands(&obeyed_by_nobody(text, choice))
    }

    /// Writes commands to whoever runs the job. A reader who closes the pipe has seen enough; that is no mistake.
    pub fn commands(&self, text: &str) -> io::Result<()> {
        let out = io::stdout().lock();
        let choice = self.choice(AutoStream::choice(&out));
        let written = match choice {
            ColorChoice::Never if !has_control(text) => put(out, text),
            _ => put(BufWriter::new(AutoStream::new(out, choice)), text),
        };
        match written {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            result => result,
        }
    }

    /// Writes text of a draft as it is, or clean where a terminal would show it.
    pub fn text(&self, text: &str) -> io::Result<()> {
        if self.is_terminal() {
            let lines: String = text.lines().map(|line| format!("{}\n", clean_line(line))).collect();
            return self.report(&lines);
        }
        let mut out = io::stdout().lock();
        match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            result => result,
        }
    }

    /// Says why a run, or a part of it, was not possible.
    pub fn error(&self, message: &str) {
        self.say("error", AnsiColor::Red.on_default().bold(), message);
    }

    /// Says what an author should know about the run.
    pub fn notice(&self, message: &str) {
        if !self.is_quiet {
            self.say("note", Style::new().bold(), message);
        }
    }

    /// Writes a block made for a terminal to stderr.
    pub fn problem(&self, block: &str) {
        let err = io::stderr().lock();
        let choice = self.choice(AutoStream::choice(&err));
        // Nobody is left to tell when stderr is closed.
        let _ = AutoStream::new(err, choice).write_all(obeyed_by_nobody(block, choice).as_bytes());
    }

    fn say(&self, word: &str, style: Style, message: &str) {
        let lines: Vec<_> = message.lines().map(clean_line).collect();
        self.problem(&format!("{style}{word}:{style:#} {}\n", lines.join("\n")));
    }

    /// Returns how wide a report may be.
    pub fn columns(&self) -> usize {
        let asked = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
        let terminal = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
        asked.or_else(terminal).unwrap_or(DEFAULT_COLUMNS).clamp(LEAST_COLUMNS, MOST_COLUMNS)
    }

    /// Empties the screen and what was scrolled away.
    pub fn clear(&self) -> io::Result<()> {
        let mut out = io::stdout().lock();
        out.write_all(b"\x1b[2J\x1b[3J\x1b[H").and_then(|()| out.flush())
    }

    /// Returns whether somebody looks at stdout.
    pub fn is_terminal(&self) -> bool {
        io::stdout().is_terminal()
    }

    fn choice(&self, auto: ColorChoice) -> ColorChoice {
        match self.color {
            Color::Auto => auto,
            color => color.into(),
        }
    }
}

fn put(mut out: impl Write, text: &str) -> io::Result<()> {
    out.write_all(text.as_bytes()).and_then(|()| out.flush())
}

/// Returns whether a text holds what a terminal obeys, so that a colour may stand in it: most reports without colours do not.
fn has_control(text: &str) -> bool {
    text.bytes().any(|byte| matches!(byte, 0x00..=0x08 | 0x0B | 0x0C | 0x0E..=0x1F | 0x7F))
}

/// Returns a text in which no line is a command, with or without its colours: a colour before a line is none when it is taken away.
fn obeyed_by_nobody(text: &str, choice: ColorChoice) -> String {
    match choice {
        ColorChoice::Never if has_control(text) => {
            without_commands(&strip_str(text).to_string()).into_owned()
        }
        _ => without_commands(text).into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_holds_no_control_character_is_written_as_it_is() {
        let text = "a\tb\r\nnaïve \u{85} \u{9b}31m 漢字 👩 \u{202e}";
        assert!(!has_control(text));
        assert_eq!(strip_str(text).to_string(), text);
        assert!(has_control("\u{1b}[31m"));
    }
}
