//! Papers as they were read, the rules for each, and what is found in them.

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::anyhow;

use super::alone::Alone;
use super::buffers::{Buffer, Buffers};
use super::client::Client;
use super::looked::{Looked, Shown};
use crate::check::mend::Checked;
use crate::check::{RuleSet, Scratch};
use crate::cli::args::{Choice, Common};
use crate::cli::config::{Config, Configs};
use crate::cli::disk::{OpenError, ReadError, Root, holds_home, shown};
use crate::cli::known::{compare, read, take_out};
use crate::cli::loader::{Home, Unsaved};
use crate::cli::papers::{Gathered, Notice, PaperFiles, gather_below, gather_open, too_large};
use crate::config::{Compiled, Problem, Problems};
use crate::findings::{Baseline, Severity};
use crate::output::{Linted, Seen, diagnostics};
use crate::rules::editions::Edition;
use crate::rules::venues::Venue;

/// Papers and their rules.
pub struct Papers {
    configs: Configs,
    gathered: Gathered,
    /// Numbered behind those that were gathered.
    alone: Vec<Alone>,
    pub rules: Compiled,
    /// What is wrong with configurations.
    problems: Vec<Problems>,
    known: Option<Baseline>,
    /// What stood in the way, for a person to read.
    pub told: Vec<String>,
}

impl Papers {
    /// Reads the papers of what is open, and every configuration that is.
    ///
    /// # Errors
    /// When what the editor or the command line names cannot be used.
    pub fn open(buffers: &Buffers, client: &Client, common: &Common) -> anyhow::Result<Self> {
        let open = buffers.unsaved();
        let configs = configs(&open, client, common)?;
        let gathered = gather_open(&open, &configs);
        let mut problems: Vec<Problems> = buffers
            .iter()
            .filter_map(Buffer::config)
            .filter_map(|path| configs.of(&path.with_file_name("paper.md")).err())
            .collect();
        let (mut alone, mut told) = (Vec::new(), Vec::new());
        for draft in Alone::all(buffers) {
            if draft.is_too_large(buffers) {
                told.push(too_large(draft.name()));
                continue;
            }
            match draft.opened((&open, buffers, &configs)) {
                Ok(draft) => alone.push(draft),
                Err(error) => match error.downcast() {
                    Ok(wrong) => problems.push(wrong),
                    Err(error) => told.push(format!("{error:#}")),
                },
            }
        }
        let mut papers = Self::new(configs, gathered, alone, problems, client)?;
        papers.told.extend(told);
        Ok(papers)
    }

    /// Reads all papers of the folders that the editor has open, but for a home folder, which holds everything that somebody owns.
    ///
    /// # Errors
    /// As [`Papers::open`].
    pub fn below(buffers: &Buffers, client: &Client, common: &Common) -> anyhow::Result<Self> {
        let open = buffers.unsaved();
        let configs = configs(&open, client, common)?;
        let folders: Vec<PathBuf> =
            client.folders.iter().filter(|folder| !holds_home(folder)).cloned().collect();
        let gathered = gather_below(&folders, &open, &configs);
        Self::new(configs, gathered, Vec::new(), Vec::new(), client)
    }

    fn new(
        configs: Configs,
        gathered: Gathered,
        alone: Vec<Alone>,
        mut problems: Vec<Problems>,
        client: &Client,
    ) -> anyhow::Result<Self> {
        let of_alone = alone.iter().map(|draft| draft.settings.clone());
        let settings: Vec<_> =
            gathered.papers.iter().map(|paper| paper.settings.clone()).chain(of_alone).collect();
        let rules = Compiled::new(&settings)?;
        problems.extend(gathered.notices.iter().filter_map(|notice| match notice {
            Notice::Config(found) => Some(found.clone()),
            Notice::Said(_) | Notice::Failed(..) => None,
        }));
        let mut told: Vec<String> = gathered.notices.iter().filter_map(told).collect();
        let known = baseline(client).unwrap_or_else(|error| {
            told.push(format!("{error:#}"));
            None
        });
        Ok(Self { configs, gathered, alone, rules, problems, known, told })
    }

    /// Returns how many there are.
    pub fn count(&self) -> usize {
        self.gathered.papers.len() + self.alone.len()
    }

    /// Looks at a paper; nothing where its files are no longer these.
    pub fn look(
        &mut self,
        paper: usize,
        (open, buffers): (&Unsaved, &Buffers),
        scratch: &mut Scratch,
    ) -> Option<Checked<u32>> {
        let gathered = self.gathered.papers.len();
        let draft = match self.gathered.papers.get_mut(paper) {
            Some(files) => files.with_open(open, &self.configs).ok()??,
            None => self.alone.get(paper.checked_sub(gathered)?)?.draft((open, buffers, &self.configs))?,
        };
        let lint = self.rules.lint(paper, &draft, None, scratch);
        Some(Checked { paper, ..Checked::alone(draft, lint) })
    }

    /// Says what was found, but for what the baseline knows and what the editor does not show.
    pub fn say(&self, mut papers: Vec<Checked<u32>>, buffers: &Buffers, client: &Client) -> Vec<Looked> {
        if let Some(known) = &self.known {
            let comparison = compare(known, (&papers, &self.rules));
            let mut is_known = comparison.is_known.into_iter();
            papers.iter_mut().for_each(|one| take_out(&mut one.lint, |_| is_known.next() == Some(true)));
        }
        let shows_advice = client.options.advice.unwrap_or(true);
        let say = |Checked { paper, draft, lint, .. }: Checked<u32>| {
            let draft = match self.gathered.papers.get(paper) {
                Some(files) => draft.placed(addresses(files, buffers)),
                None => draft,
            };
            let linted =
                Linted { rules: self.rules(paper), draft: &draft, lint: &lint, edition: Edition::newest() };
            let said = diagnostics(linted, &mut Seen::default()).into_iter().enumerate();
            let found = said.map(|(finding, said)| Shown { finding, said });
            let found =
                found.filter(|found| shows_advice || found.said.severity > Severity::Advice).collect();
            Looked { main: self.main(paper), draft, lint, found, paper }
        };
        papers.into_iter().map(say).collect()
    }

    /// Returns the real path of the main file of a paper, in the root.
    fn main(&self, paper: usize) -> Option<PathBuf> {
        match self.gathered.papers.get(paper) {
            Some(files) => files.homes.first()?.path().cloned(),
            None => self.alone(paper)?.path.clone(),
        }
    }

    fn alone(&self, paper: usize) -> Option<&Alone> {
        self.alone.get(paper.checked_sub(self.gathered.papers.len())?)
    }

    /// Returns the rules of a paper.
    pub fn rules(&self, paper: usize) -> &RuleSet {
        self.rules.rules(paper)
    }

    /// Returns the venue of a paper.
    pub fn venue(&self, paper: usize) -> Option<Arc<Venue>> {
        let settings = match self.gathered.papers.get(paper) {
            Some(files) => files.main_settings()?,
            None => self.alone(paper)?.settings.first()?,
        };
        settings.venue.as_ref().map(|venue| venue.value.clone())
    }

    /// Returns the configuration of a paper.
    pub fn config(&self, looked: &Looked) -> Option<Config> {
        self.configs.of(looked.main.as_deref()?).ok()
    }

    /// Returns what is wrong with configurations, where it may be shown where it stands.
    pub fn problems(&self) -> impl Iterator<Item = Problem> {
        self.problems.iter().flat_map(Problems::iter).map(Problem::to_show)
    }
}

/// Returns the addresses of the files of a paper, as the editor writes them; empty for those that lie outside the root.
fn addresses(paper: &PaperFiles, buffers: &Buffers) -> Vec<String> {
    let address = |home: &Home| home.path().map(|path| buffers.uri_of(path).0);
    paper.homes.iter().map(|home| address(home).unwrap_or_default()).collect()
}

fn configs(open: &Unsaved, client: &Client, common: &Common) -> anyhow::Result<Configs> {
    let options = client.options.clone();
    let choice = Choice { profile: options.profile, venue: options.venue, ..Choice::default() };
    Ok(Configs::new(common, &choice, None)?.with_open(open.clone()))
}

/// Returns what the editor says is known already: the file of that name in each of its folders, and in none outside.
fn baseline(client: &Client) -> anyhow::Result<Option<Baseline>> {
    let Some(name) = &client.options.baseline else { return Ok(None) };
    let mut entries = Vec::new();
    let mut is_there = false;
    for folder in &client.folders {
        let opened =
            Root::new(folder, false).map_err(OpenError::from).and_then(|root| root.open(&folder.join(name)));
        if matches!(opened, Err(OpenError::Missing)) {
            continue;
        }
        is_there = true;
        entries.extend(read(name, opened.map_err(ReadError::from))?.entries().iter().cloned());
    }
    match is_there {
        true => Ok(Some(Baseline::new(entries))),
        false => Err(anyhow!(
            "the baseline {} is in no folder that is open, so that every finding is new",
            shown(name)
        )),
    }
}

/// Returns what stood in the way, for a person to read. What is wrong with a configuration is marked where it stands, if that may be shown.
fn told(notice: &Notice) -> Option<String> {
    match notice {
        Notice::Said(_) => None,
        Notice::Failed(_, why) => Some(why.clone()),
        Notice::Config(problems) => {
            let is_marked = problems.iter().all(|problem| problem.to_show().file.is_some());
            (!is_marked).then(|| problems.in_lines())
        }
    }
}
