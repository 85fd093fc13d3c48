//! Parts of papers: a section that is named is read with its paper.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use super::one::Wanted;
use super::{Gotten, Listing};
use crate::cli::discover::{self, NamedMain, Other, Owner};
use crate::cli::disk::{Located, from_here, shown};
use crate::cli::loader::{DiskLoader, Unsaved};
use crate::output::few;
use crate::source::{Format, ProblemKind, Source};

impl Listing<'_> {
    /// Returns the paper that a file is a part of, with the file for all that is asked for.
    pub(super) fn owner_of_file(&mut self, path: &Path, located: Located) -> Option<Wanted> {
        let Located { root, folder, opened } = located;
        let real = opened.real.clone();
        let format = self.format_of_part(path)?;
        let source = opened.source("").ok()?;
        let loader = DiskLoader::new(path, root, folder, real.clone());
        self.owner_of(path, real, format, &source, &loader)
    }

    /// Returns the same for a text that takes the place of the file of its name.
    pub(super) fn owner_of_unsaved(&mut self, path: &Path, source: &Source) -> Option<Wanted> {
        let format = self.format_of_part(path)?;
        let folder = self.roots().folder_of(path).ok()?;
        let real = folder.join(path.file_name()?);
        let loader = DiskLoader::new(path, self.roots().root(&folder).ok()?, folder, real.clone());
        let wanted = self.owner_of(path, real.clone(), format, source, &loader)?;
        Some(Wanted { unsaved: Unsaved::stdin(real, source.clone()), ..wanted })
    }

    fn format_of_part(&self, path: &Path) -> Option<Format> {
        let format = self.inputs.input_format.or_else(|| Format::from_path(path))?;
        (!self.inputs.alone && format != Format::Plain).then_some(format)
    }

    fn owner_of(
        &mut self,
        path: &Path,
        real: PathBuf,
        format: Format,
        source: &Source,
        loader: &DiskLoader,
    ) -> Option<Wanted> {
        let said = (format == Format::Latex).then(|| discover::said(path, source, loader)).flatten();
        let owner = match said {
            Some(NamedMain::Found(main)) => Some(Owner { main, rest: Vec::new(), others: Vec::new() }),
            Some(NamedMain::Lost(target, error)) => {
                let (problem, part) = (ProblemKind::from(error), shown(path));
                let name = shown(&path.parent().unwrap_or(Path::new("")).join(&target));
                self.say(format!("{part} says that it is a part of {name}, which {problem}"));
                None
            }
            None => self.owners.by_project(&real, &mut self.projects),
        };
        let is_part = || discover::may_be_part(path, &source.text, format);
        let owner = match owner {
            None if is_part() => self.owners.by_include(&real),
            owner => owner,
        };
        owner.map(|owner| wanted(owner, real))
    }

    /// Reads the parts that no paper of the folder includes and that have sections of their own: with the paper that holds them, or by
    /// themselves.
    pub(super) fn read_fragments(&mut self, read: &mut Vec<Gotten>) {
        let included: HashSet<PathBuf> = read.iter().flat_map(|one| one.included.iter().cloned()).collect();
        let mut parts = std::mem::take(&mut self.found.parts);
        parts.retain(|part| !included.contains(&part.real));
        let (fragments, others): (Vec<_>, Vec<_>) = parts.into_iter().partition(|part| part.has_sections);
        self.found.others.extend(others.into_iter().map(|part| Other::new(part.path)));
        // Beside a paper they are what its authors have left out.
        let has_paper = read.iter().any(|one| one.paper.format == Format::Latex);
        for part in fragments {
            let owner = (!self.inputs.alone).then(|| self.owners.by_include(&part.real)).flatten();
            if has_paper && owner.is_none() {
                let what = Some("a part that no paper includes".to_owned());
                self.found.others.push(Other { what, ..Other::new(part.path) });
                continue;
            }
            let alone = || Wanted::named(part.path.clone(), Format::Latex);
            let one = owner.map_or_else(alone, |owner| wanted(owner, part.real.clone()));
            self.wanted.push(Wanted { is_named: false, ..one });
        }
        read.extend(self.read_all());
    }

    /// Says of which papers parts are shown.
    pub(super) fn say_parts(&mut self, wanted: &[Wanted]) {
        for one in wanted.iter().filter(|one| !one.focus.is_empty()) {
            let parts: Vec<String> = one.focus.iter().map(|part| shown(&from_here(part))).collect();
            let (are, them) = if parts.len() == 1 { ("is a part", "it") } else { ("are parts", "them") };
            let main = one.path.as_deref().map(shown).unwrap_or_default();
            // The files of a project are one paper, which has no file that stands for it.
            if parts == [main.as_str()] && !one.rest.is_empty() {
                self.say(format!("{main} is read with the other files of its paper, of which nothing is shown (--alone: without)"));
                continue;
            }
            let main = if one.rest.is_empty() { main } else { format!("the paper that begins with {main}") };
            let others: Vec<String> = one.others.iter().map(|main| shown(main)).collect();
            let others =
                if others.is_empty() { others.concat() } else { format!(", and of {}", few(&others, 3)) };
            let parts = few(&parts, 3);
            self.say(format!(
                "{parts} {are} of {main}{others}, which is read with {them} (--alone: without)"
            ));
        }
        if std::mem::take(&mut self.owners.is_limited) {
            self.say("a folder has so many drafts that not all were asked what they include; `% !TEX root = main.tex` in a part names its paper");
        }
    }
}

fn wanted(owner: Owner, part: PathBuf) -> Wanted {
    let format = Format::from_path(&owner.main).unwrap_or(Format::Latex);
    let named = Wanted::named(owner.main, format);
    Wanted { rest: owner.rest, others: owner.others, focus: vec![part], ..named }
}
