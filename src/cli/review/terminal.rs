//! A terminal: lines out, keys in. It is as it was whenever the program does anything but wait for a key.

use std::io::{self, BufRead, IsTerminal};
use std::time::Duration;

use anyhow::bail;
use crossterm::event::{self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use crossterm::terminal::{disable_raw_mode, enable_raw_mode};

use super::editor::{self, Spot};
use super::person::{Key, Person};
use crate::cli::console::Console;
use crate::cli::write::{is_interrupted, uninterrupted};
use crate::output::clean_line;

/// Who sits before a terminal.
pub struct Terminal<'t> {
    console: &'t Console,
}

/// Bytes of the longest line that is read.
const MOST_TYPED: u64 = 4096;

/// How often a signal is looked for while a key is waited for.
const LOOK: Duration = Duration::from_millis(100);

impl<'t> Terminal<'t> {
    /// Returns the terminal of this process.
    ///
    /// # Errors
    /// Where there is none.
    pub fn new(console: &'t Console) -> anyhow::Result<Self> {
        if io::stdin().is_terminal() && io::stdout().is_terminal() {
            return Ok(Self { console });
        }
        bail!("review asks on a terminal, and there is none here; `paperlint check` lists what is found")
    }
}

impl Person for Terminal<'_> {
    fn say(&mut self, text: &str) -> io::Result<()> {
        self.console.report(text)
    }

    fn key(&mut self) -> io::Result<Key> {
        // A signal that comes meanwhile ends the program once the terminal is as it was.
        uninterrupted(|| {
            let _raw = Raw::begin()?;
            loop {
                if is_interrupted() {
                    return Ok(Key::Quit);
                }
                if event::poll(LOOK)?
                    && let Event::Key(key) = event::read()?
                    && key.kind != KeyEventKind::Release
                    && let Some(key) = key_of(key)
                {
                    return Ok(key);
                }
            }
        })
    }

    fn line(&mut self) -> io::Result<Option<String>> {
        let mut typed = Vec::new();
        let count = io::Read::take(io::stdin().lock(), MOST_TYPED).read_until(b'\n', &mut typed)?;
        let text = String::from_utf8_lossy(&typed);
        Ok((count > 0).then(|| clean_line(text.trim()).into_owned()))
    }

    fn edit(&mut self, spot: &Spot) -> anyhow::Result<()> {
        editor::open(spot)
    }

    fn columns(&self) -> usize {
        self.console.columns()
    }
}

fn key_of(key: KeyEvent) -> Option<Key> {
    let is_control = key.modifiers.contains(KeyModifiers::CONTROL);
    match key.code {
        KeyCode::Char('c' | 'd') if is_control => Some(Key::Quit),
        KeyCode::Char(c) if !is_control => Some(Key::Of(c.to_ascii_lowercase())),
        KeyCode::Enter => Some(Key::Of('\n')),
        _ => None,
    }
}

/// A terminal that gives each key at once, and shows none.
struct Raw;

impl Raw {
    fn begin() -> io::Result<Self> {
        enable_raw_mode()?;
        Ok(Self)
    }
}

impl Drop for Raw {
    fn drop(&mut self) {
        // Where the terminal is gone there is nothing to put back.
        let _ = disable_raw_mode();
    }
}
