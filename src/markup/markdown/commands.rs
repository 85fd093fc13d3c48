use std::ops::Range;

use super::brackets;
use super::meaning::Meaning;
use crate::markup::Placeholder;
use crate::markup::latex::{self, ForeignKind};

/// A LaTeX command in Markdown text.
#[derive(Debug)]
pub struct Command {
    /// How many bytes of the text it takes.
    pub len: usize,
    /// What it reads as.
    pub meaning: Meaning,
    /// The range of its text, where it is a note.
    pub note: Option<Range<usize>>,
    /// Whether it ends in a brace after which its text is read.
    pub opens_brace: bool,
}

/// Reads the command that `rest` starts with; `None` where the backslash is one.
pub fn read(rest: &str) -> Option<Command> {
    let bytes = rest.as_bytes();
    let letters = bytes.iter().skip(1).take_while(|byte| byte.is_ascii_alphabetic()).count();
    let command = |len, meaning| Some(Command { len, meaning, note: None, opens_brace: false });
    let opens = |len| Some(Command { len, meaning: Meaning::Nothing, note: None, opens_brace: true });
    if letters == 0 {
        // Pandoc's space that does not break.
        return if bytes.get(1) == Some(&b' ') { command(2, Meaning::Space) } else { None };
    }
    let after_name = 1 + letters;
    let Some(known) = latex::foreign_command(rest) else {
        if rest.starts_with("\\index") {
            return command(index_entry(bytes, after_name), Meaning::Nothing);
        }
        let after_options = options(bytes, after_name);
        return if bytes.get(after_options) == Some(&b'{') {
            opens(after_options + 1)
        } else {
            command(after_name, Meaning::Word(Placeholder::Name))
        };
    };
    match (known.kind, known.prose) {
        (ForeignKind::Text(text), _) => command(known.len, Meaning::Text(text)),
        (ForeignKind::Stands(_), _) if known.len == after_name => {
            command(after_name, Meaning::Word(Placeholder::Name))
        }
        (ForeignKind::Stands(placeholder), _) => command(known.len, Meaning::Word(placeholder)),
        (ForeignKind::Note, note) => {
            Some(Command { len: known.len, meaning: Meaning::Nothing, note, opens_brace: false })
        }
        // Its text is Markdown, and is read in place.
        (ForeignKind::Argument, Some(prose)) => opens(prose.start),
        (ForeignKind::Argument, None) => {
            // A brace whose end lies far away.
            match bytes.get(known.len) {
                Some(b'{') if brackets::closing(bytes, known.len, bytes.len()).is_none() => {
                    opens(known.len + 1)
                }
                _ => command(known.len, Meaning::Nothing),
            }
        }
        (ForeignKind::Space, _) => command(known.len, Meaning::Space),
    }
}

/// The most bytes of a command's brackets.
const OPTIONS: usize = 200;

/// Returns the end of the brackets behind a command's name, which ends at `at`.
fn options(bytes: &[u8], at: usize) -> usize {
    match bytes.get(at) {
        Some(b'[') => {
            brackets::closing(bytes, at, bytes.len().min(at + OPTIONS)).map_or(at, |close| close + 1)
        }
        _ => at,
    }
}

/// Returns the end of the arguments of a command that notes an entry of an index; `at` is the end of its name.
fn index_entry(bytes: &[u8], mut at: usize) -> usize {
    while matches!(bytes.get(at), Some(b'[' | b'{'))
        && let Some(close) = brackets::closing(bytes, at, bytes.len())
    {
        at = close + 1;
    }
    at
}
