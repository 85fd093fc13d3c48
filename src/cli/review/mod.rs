//! `paperlint review`: one finding at a time, the worst first, with its paragraph, and a key for each thing to do with it. Plain lines and keys.
//!
//! Invariants: nothing is written but what the author has seen and agreed to; after every change the papers are read again; nothing is run
//! but the editor that the author names, and only where the author asks for it.

mod acts;
mod editor;
mod person;
mod queue;
mod terminal;

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::bail;

use super::args::{Common, Review};
use super::check::Looked;
use super::config::Configs;
use super::console::Console;
use crate::markup;
use crate::output;
use acts::Act;
use person::{Key, Person};
use queue::{Item, Queue};
use terminal::Terminal;

/// `paperlint review`. The exit code is 1 where something is left, as that of a check.
///
/// # Errors
/// Where nobody can be asked, or nothing can be read.
pub fn review(args: &Review, common: &Common, console: &Console) -> anyhow::Result<ExitCode> {
    let named = |option: &Option<PathBuf>| option.as_deref() == Some(Path::new("-"));
    if args.inputs.paths.iter().any(|path| path == Path::new("-")) || named(&args.inputs.files_from) {
        bail!("standard input gives the keys of a review; name the file of the draft");
    }
    run(args, common, console, &mut Terminal::new(console)?)
}

/// What comes after a key.
enum Next {
    /// The same finding waits for another key.
    Here,
    /// Another finding of the papers as they were.
    Other,
    /// The papers are read again; whether something was written.
    Again(bool),
    Quit,
}

/// A review that is under way.
struct Reviewing<'r, P> {
    args: &'r Review,
    common: &'r Common,
    console: &'r Console,
    person: &'r mut P,
    queue: Queue,
    /// How many changes were written.
    written: usize,
}

/// Goes through the findings with a person.
fn run(
    args: &Review,
    common: &Common,
    console: &Console,
    person: &mut impl Person,
) -> anyhow::Result<ExitCode> {
    let queue = Queue::new(args.advice);
    let mut reviewing = Reviewing { args, common, console, person, queue, written: 0 };
    let mut looked = reviewing.look()?;
    if let Some(place) = &args.from {
        reviewing.queue.begin_at(place, &looked)?;
    }
    loop {
        let open = reviewing.queue.open(&looked);
        let Some(item) = open.first() else { break };
        reviewing.person.say(&shown(&looked, item, open.len(), reviewing.person.columns()))?;
        let next = loop {
            match reviewing.next(&looked, item)? {
                Next::Here => {}
                next => break next,
            }
        };
        match next {
            Next::Here | Next::Other => continue,
            Next::Again(is_written) => reviewing.written += usize::from(is_written),
            Next::Quit => {
                let place = format!("{}:{}", item.found.region.path, item.found.region.start.line);
                reviewing.end(&looked, open.len(), Some(&output::clean_line(&place)))?;
                return Ok(ExitCode::from(1));
            }
        }
        // Whatever was done, and whoever else saves: what is shown next is what is on the disk.
        looked = reviewing.look()?;
    }
    reviewing.end(&looked, 0, None)?;
    Ok(ExitCode::from(u8::from(reviewing.queue.skipped() > 0)))
}

impl<P: Person> Reviewing<'_, P> {
    fn look(&self) -> anyhow::Result<Looked> {
        let Review { inputs, choice, .. } = self.args;
        Looked::at(inputs, choice, self.common, |gathered| gathered.said(self.console))
    }

    /// Waits for a key, and does what it asks for.
    fn next(&mut self, looked: &Looked, item: &Item<'_>) -> anyhow::Result<Next> {
        let key = self.person.key()?;
        let configs = self.configs();
        let mut act = Act { looked, item, person: &mut *self.person, console: self.console };
        let written = match key {
            Key::Of('f') if item.finding.fix.is_some() => act.fix(),
            Key::Of('a') => act.allow(),
            Key::Of('k') if item.acronym().is_some() => configs.and_then(|configs| act.know(&configs)),
            Key::Of('e') => act.edit().map(|()| false),
            Key::Of('q') | Key::Quit => return Ok(Next::Quit),
            key => return Ok(self.stay(key, item)?),
        };
        match written {
            Ok(is_written) => Ok(Next::Again(is_written)),
            Err(error) => {
                self.console.error(&format!("{error:#}"));
                Ok(Next::Again(false))
            }
        }
    }

    /// Does what changes no paper.
    fn stay(&mut self, key: Key, item: &Item<'_>) -> io::Result<Next> {
        let said = match key {
            Key::Of('s' | '\n') => {
                self.queue.leave(&item.found.fingerprint);
                return Ok(Next::Other);
            }
            Key::Of('b') if self.queue.back() => return Ok(Next::Other),
            Key::Of('b') => "Nothing was skipped before this one.".into(),
            Key::Of('f') => "There is no fix for this one; `e` opens your editor.".into(),
            Key::Of('k') => "This one is not about an acronym.".into(),
            Key::Of('w') => output::clean_line(&item.found.about.why),
            _ => "Press one of these keys.".into(),
        };
        let columns = self.person.columns();
        self.person.say(&format!("\n{}\n{}\n", output::folded(&said, columns), keys(item, columns)))?;
        Ok(Next::Here)
    }

    fn configs(&self) -> anyhow::Result<Configs> {
        Ok(Configs::new(self.common, &self.args.choice, self.args.inputs.root.as_deref())?)
    }

    /// Says what was done, and where to go on.
    fn end(&mut self, looked: &Looked, open: usize, place: Option<&str>) -> io::Result<()> {
        let changes = output::counted(self.written as u64, "change", "changes");
        let mut text = format!("\n{changes} written, {} skipped, {open} to go\n", self.queue.skipped());
        if let Some(place) = place {
            text.push_str(&format!("To go on here later, add `--from {place}`.\n"));
        }
        let kept_back = self.queue.kept_back(looked);
        if kept_back > 0 {
            let suggestions = output::counted(kept_back as u64, "suggestion", "suggestions");
            let them = if kept_back == 1 { "it" } else { "them" };
            text.push_str(&format!("{suggestions} not gone through; `--advice` adds {them}.\n"));
        }
        self.person.say(&text)
    }
}

/// Returns a finding, and the keys for it.
fn shown(looked: &Looked, item: &Item<'_>, open: usize, columns: usize) -> String {
    let left = output::counted(open as u64, "finding", "findings");
    let reading = markup::read(&item.checked.draft);
    let one = output::one(looked.linted(item.checked), &reading, item.finding, columns);
    format!("\n{left} to go\n{one}\n{}\n", keys(item, columns))
}

/// Returns the keys for a finding.
fn keys(item: &Item<'_>, columns: usize) -> String {
    let mut keys = vec!["e edit", "a allow, with a reason"];
    if item.finding.fix.is_some() {
        keys.insert(0, "f fix");
    }
    if item.acronym().is_some() {
        keys.push("k readers know it");
    }
    keys.extend(["w why", "s skip", "b back", "q quit"]);
    output::folded(&keys.join("   "), columns)
}

#[cfg(test)]
mod tests;
