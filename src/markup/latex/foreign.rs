//! What a command or an environment means where it stands in the text of another format, as authors write them into Markdown.

use std::ops::Range;

use super::arguments::Scan;
use super::lexer::{Lexer, TokenKind};
use super::table::{self, Action, Argument, Content};
use crate::markup::{Placeholder, Within};

/// A command in the text of another format.
#[derive(Debug)]
pub struct Foreign {
    /// The bytes that it takes, with its arguments up to the one that is read.
    pub len: usize,
    /// What stands there.
    pub kind: ForeignKind,
    /// The inside of its first argument that is read.
    pub prose: Option<Range<usize>>,
}

/// What a command stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ForeignKind {
    /// The argument that is read, or nothing.
    Argument,
    /// A text.
    Text(&'static str),
    /// Something that no rule looks into.
    Stands(Placeholder),
    /// A note: its argument.
    Note,
    /// White space.
    Space,
}

/// Reads the command that `rest` starts with. `None` where the table does not know it, or only TeX could.
pub fn command(rest: &str) -> Option<Foreign> {
    let mut lexer = Lexer::new(rest);
    let token = lexer.next().filter(|token| token.kind == TokenKind::Command)?;
    let command = table::command(lexer.slice(token.start + 1..token.end))?;
    let kind = match command.action {
        Action::Text(text) | Action::Letter(text) => ForeignKind::Text(text),
        Action::Stands(placeholder) => ForeignKind::Stands(placeholder),
        Action::Acronym(..) | Action::Ding => ForeignKind::Stands(Placeholder::Name),
        Action::Address => ForeignKind::Stands(Placeholder::Url),
        Action::Note(_) => ForeignKind::Note,
        Action::Line | Action::Space | Action::Xspace => ForeignKind::Space,
        Action::Accent(_) | Action::InlineMath | Action::DisplayMath | Action::Verb => return None,
        _ => ForeignKind::Argument,
    };
    let mut foreign = Foreign { len: 0, kind, prose: None };
    if matches!(command.action, Action::Begin | Action::End | Action::Include(_) | Action::Define(_)) {
        while lexer.group(Scan::Short).or_else(|| lexer.brackets()).is_some() {}
    }
    match command.action {
        Action::Address => lexer.skip(Argument::Raw),
        Action::Ding => lexer.skip(Argument::Skip),
        Action::Drawing => lexer.skip_drawing(),
        Action::BoxTo => lexer.skip_box_size(),
        _ => {}
    }
    for &argument in command.arguments {
        // In the text of another format, the letter after a command is no argument of it.
        if matches!(lexer.peek(), b'{' | b'[' | b'*') && argument != Argument::Prose {
            lexer.skip(argument);
        }
        let inside = (argument == Argument::Prose).then(|| lexer.group(Scan::Short)).flatten();
        if foreign.prose.is_none() && inside.is_some() {
            foreign.prose = inside;
            break;
        }
    }
    if matches!(kind, ForeignKind::Text(_))
        && rest.get(lexer.at..).is_some_and(|after| after.starts_with("{}"))
    {
        lexer.at += "{}".len();
    }
    while matches!(command.action, Action::Letter(_)) && lexer.peek() == b' ' {
        lexer.at += 1;
    }
    foreign.len = lexer.at;
    Some(foreign)
}

/// What the text of an environment is to another format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ForeignEnvironment {
    /// Display math.
    Math,
    /// No prose, or a float.
    Hidden,
    /// Prose in a container.
    Within(Within),
}

/// Returns what an environment is; `None` where its text is read as any other.
pub fn environment(name: &str) -> Option<ForeignEnvironment> {
    match table::environment(name)?.content {
        Content::Math => Some(ForeignEnvironment::Math),
        Content::Opaque(_) | Content::Nothing | Content::Float(_) | Content::Table => {
            Some(ForeignEnvironment::Hidden)
        }
        Content::Within(within) => Some(ForeignEnvironment::Within(within)),
        Content::Prose | Content::Inline | Content::InlineList | Content::Block(_) | Content::Document => {
            None
        }
    }
}
