use std::io;

use super::editor::Spot;

/// Who is asked: an author at a terminal, or a test.
pub trait Person {
    /// Shows lines, which may hold ANSI codes.
    ///
    /// # Errors
    /// When nobody can see them.
    fn say(&mut self, text: &str) -> io::Result<()>;

    /// Waits for a key.
    ///
    /// # Errors
    /// When the terminal is gone.
    fn key(&mut self) -> io::Result<Key>;

    /// Waits for a line, without what a terminal would obey; `None` where nobody types any more.
    ///
    /// # Errors
    /// When the terminal is gone.
    fn line(&mut self) -> io::Result<Option<String>>;

    /// Opens an editor, and waits until it is closed.
    ///
    /// # Errors
    /// When there is none, or it cannot be started.
    fn edit(&mut self, spot: &Spot) -> anyhow::Result<()>;

    /// Returns how wide a line may be.
    fn columns(&self) -> usize;
}

/// What is pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// A key with this letter, in lower case; Enter is the end of a line.
    Of(char),
    /// Ctrl-C, Ctrl-D, or a signal to end.
    Quit,
}
