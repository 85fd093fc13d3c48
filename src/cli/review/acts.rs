//! What an author can do with a finding. Each change is shown first, and written only where that is asked for.

use std::path::Path;

use anyhow::{Context, bail};

use super::editor::Spot;
use super::person::{Key, Person};
use super::queue::Item;
use crate::check::Lint;
use crate::cli::check::{Checked, Looked, Mended, write};
use crate::cli::config::Configs;
use crate::cli::console::Console;
use crate::cli::disk::{MOST_OF_CONFIG, Roots, from_here, shown};
use crate::cli::loader::Home;
use crate::cli::write::{Replacement, Target, Unwritten, write_new};
use crate::config::edit;
use crate::findings::Safety;
use crate::output::{self, DiffFor};

/// An act on a finding.
pub struct Act<'a, P> {
    pub looked: &'a Looked,
    pub item: &'a Item<'a>,
    pub person: &'a mut P,
    pub console: &'a Console,
}

impl<P: Person> Act<'_, P> {
    /// Makes the fix of the finding. Returns whether something was written; so do the others.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn fix(&mut self) -> anyhow::Result<bool> {
        let finding = self.item.finding;
        let lint = Lint { findings: vec![finding.clone()], ..Lint::default() };
        let change = |papers: Vec<Checked>| {
            let mut mended = Mended::nothing(papers);
            mended.mend(Safety::Suggested, |_, _, _| Lint::default());
            Ok(mended)
        };
        self.change(
            Checked { lint, ..self.item.checked.clone() },
            "its draft would not read as meant",
            change,
        )
    }

    /// Puts a comment before the finding's block, with the reason that the author types.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn allow(&mut self) -> anyhow::Result<bool> {
        self.person.say("Why is it right as it is? Enter alone leaves it.\n> ")?;
        let Some(reason) = self.person.line()?.filter(|reason| !reason.is_empty()) else { return Ok(false) };
        let (rules, wanted) = (self.looked.rules(), self.item.finding);
        let change = |papers: Vec<Checked>| {
            let mut mended = Mended::nothing(papers);
            mended.allow(rules, &reason, |finding| {
                finding.rule == wanted.rule && finding.fingerprint == wanted.fingerprint
            })?;
            Ok(mended)
        };
        self.change(
            self.item.checked.clone(),
            "no comment can stand there without changing what is read",
            change,
        )
    }

    /// Shows a change of a draft, and makes it where the author says so.
    fn change(
        &mut self,
        paper: Checked,
        why_not: &str,
        change: impl Fn(Vec<Checked>) -> anyhow::Result<Mended>,
    ) -> anyhow::Result<bool> {
        let papers = [paper];
        let mended = change(papers.to_vec())?;
        let diff = mended.diff(DiffFor::Person(self.person.columns()));
        if diff.is_empty() {
            mended.say_what_is_left(self.console);
            self.person.say(&format!("Nothing was changed: {why_not}.\n"))?;
            return Ok(false);
        }
        if !self.is_agreed(&diff)? {
            return Ok(false);
        }
        let (_, is_unwritten) = write(&papers, self.console, change)?;
        Ok(!is_unwritten)
    }

    /// Shows a change, and asks.
    fn is_agreed(&mut self, diff: &str) -> anyhow::Result<bool> {
        self.person.say(&format!("\n{diff}\nWrite this?  y yes   n no\n"))?;
        loop {
            match self.person.key()? {
                Key::Of('y') => return Ok(true),
                Key::Of('n' | '\n') | Key::Quit => return Ok(false),
                Key::Of(_) => {}
            }
        }
    }

    /// Writes into `paperlint.toml` that readers know the acronym.
    ///
    /// # Errors
    /// When the terminal is gone, or the file cannot be read or written.
    pub fn know(&mut self, configs: &Configs) -> anyhow::Result<bool> {
        let acronym = self.item.acronym().context("this one is not about an acronym")?;
        let main = self.item.checked.places.first().and_then(Home::path);
        let main = main.context("the paper lies in no file")?;
        let path = configs.file_for(main);
        let name = shown(&from_here(&path));
        let is_there = path.symlink_metadata().is_ok();
        let old = if is_there { text_of(&path)? } else { String::new() };
        let Some(new) = edit::know_acronym(&old, acronym).map(|change| edit::changed(&old, &change)) else {
            bail!(
                "{name}: `acronyms` stands there in a way that is not changed by a program; add \"{acronym}\" by hand"
            )
        };
        if !self.is_agreed(&output::diff(&name, &old, &new, DiffFor::Person(self.person.columns())))? {
            return Ok(false);
        }
        if !is_there {
            write_new(&Target::of(&path)?, &new)?;
            return Ok(true);
        }
        let same = |bytes: &[u8]| match bytes == old.as_bytes() {
            true => Ok(new.clone().into_bytes()),
            false => Err(Unwritten::Changed),
        };
        let written = Replacement::prepare(&path, same).and_then(Replacement::make);
        written.map(|()| true).with_context(|| name)
    }

    /// Opens the author's editor at the finding.
    ///
    /// # Errors
    /// When the file is not one to be changed, or there is no editor.
    pub fn edit(&mut self) -> anyhow::Result<()> {
        let (checked, start) = (self.item.checked, self.item.finding.place.first().start);
        let home = checked.places.get(checked.draft.file_of(start).0 as usize).and_then(Home::path);
        let Some(path) = home else {
            bail!("{} lies outside of the paper's folder, so it is not opened", self.item.found.region.path)
        };
        let at = self.item.found.region.start;
        self.person.edit(&Spot { path: path.clone(), line: at.line, column: at.column })
    }
}

fn text_of(path: &Path) -> anyhow::Result<String> {
    let name = shown(path);
    let opened = Roots::default().open(path).with_context(|| name.clone())?.opened;
    let bytes = opened.read(MOST_OF_CONFIG).with_context(|| name.clone())?;
    String::from_utf8(bytes).with_context(|| format!("{name}: is not UTF-8; save it as UTF-8"))
}
