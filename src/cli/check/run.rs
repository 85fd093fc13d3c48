use std::collections::BTreeSet;
use std::ops::Range;
use std::process::ExitCode;

use rayon::prelude::*;

use super::fix::{Checked, Mended};
use super::mode::{Change, Mode};
use super::once::Once;
use super::places::Places;
use super::report::{self, Reports};
use super::since::Since;
use super::{baseline, bibliography, plan, written};
use crate::check::{Lint, NO_REASON_YET, Scratch};
use crate::cli::args::Check;
use crate::cli::config::Configs;
use crate::cli::console::Console;
use crate::cli::loader::Home;
use crate::cli::papers::{Gathered, PaperFiles};
use crate::cli::progress::Progress;
use crate::cli::write::Files;
use crate::config::{Compiled, FailOn};
use crate::findings::{Finding, Severity};
use crate::source::Draft;

/// Papers that are looked at together and then let go.
const BATCH: usize = 128;

/// A paper that can no longer be read, by its number, and why.
type Unread = (usize, anyhow::Error);

/// A run over the papers that were gathered.
pub struct Run<'r> {
    check: &'r Check,
    mode: Mode,
    configs: &'r Configs,
    gathered: &'r mut Gathered,
    console: &'r Console,
    rules: Compiled,
    /// What changed since a revision, where that is all that is looked at.
    since: Option<Since>,
    once: Once,
    /// What was said of files of references.
    said: BTreeSet<String>,
    /// Whether something could not be read or written, and whether something was found that makes a run fail.
    has_failed: bool,
    is_reached: bool,
}

impl<'r> Run<'r> {
    /// Returns a run with the rules of each paper.
    ///
    /// # Errors
    /// When rules cannot be used.
    pub fn new(
        check: &'r Check,
        mode: Mode,
        configs: &'r Configs,
        gathered: &'r mut Gathered,
        console: &'r Console,
    ) -> anyhow::Result<Self> {
        let settings: Vec<_> = gathered.papers.iter().map(|paper| paper.settings.clone()).collect();
        let focus = gathered.papers.iter().map(|paper| paper.focus.clone()).collect();
        let rules = Compiled::new(&settings)?.showing(focus);
        let mains = gathered.papers.iter().filter_map(PaperFiles::main_settings);
        let editions: BTreeSet<String> = mains.filter_map(|main| main.left_out_by_edition()).collect();
        editions.iter().for_each(|said| console.notice(said));
        let (once, has_failed) = (Once::new(&gathered.papers), gathered.has_failed());
        let (since, said, is_reached) = (None, BTreeSet::new(), false);
        Ok(Self { check, mode, configs, gathered, console, rules, since, once, said, has_failed, is_reached })
    }

    /// Returns what was gathered.
    pub fn gathered(&self) -> &Gathered {
        self.gathered
    }

    /// Returns whether standard output is for the draft of standard input.
    pub fn prints_draft(&self) -> bool {
        let mut homes = self.gathered.papers.iter().flat_map(|paper| &paper.homes);
        matches!(self.mode, Mode::Write(Change::Mend(_))) && homes.any(|home| *home == Home::Stdin)
    }

    /// Papers that are looked at together, by their numbers: all of them, where one may tell of another what is changed or known.
    pub fn batches(&self) -> impl Iterator<Item = Range<usize>> + use<> {
        let Check { baseline, write_baseline, since, .. } = self.check;
        let is_whole =
            self.mode != Mode::Report || baseline.is_some() || write_baseline.is_some() || since.is_some();
        let all = self.gathered.papers.len();
        let size = if is_whole { all.max(1) } else { BATCH };
        (0..all).step_by(size).map(move |start| start..all.min(start + size))
    }

    /// Reads papers and looks at them. One that can no longer be read is reported.
    pub fn look(&mut self, batch: Range<usize>, reports: &mut Reports<'_>) -> anyhow::Result<Vec<Checked>> {
        let (papers, failed) = self.checked(batch)?;
        for (paper, error) in failed {
            self.has_failed = true;
            reports.failed(self.gathered.papers[paper].name(), &error.to_string())?;
        }
        Ok(papers)
    }

    /// Returns papers with what is found in them, and those that can no longer be read.
    fn checked(&mut self, batch: Range<usize>) -> anyhow::Result<(Vec<Checked>, Vec<Unread>)> {
        let configs = self.configs;
        let numbered = batch.clone().zip(&mut self.gathered.papers[batch]);
        let numbered: Vec<(usize, &mut PaperFiles)> = numbered.collect();
        let read = |(paper, files): (usize, &mut PaperFiles)| {
            let draft = files.take(configs).map_err(|error| (paper, error))?;
            Ok(Checked { paper, draft, lint: Lint::default(), places: files.homes.clone() })
        };
        let read: Vec<Result<Checked, _>> = numbered.into_par_iter().map(read).collect();
        let (mut papers, mut failed) = (Vec::with_capacity(read.len()), Vec::new());
        for one in read {
            one.map_or_else(|error| failed.push(error), |checked| papers.push(checked));
        }
        if let Some(rev) = &self.check.since {
            let papers = papers.iter().map(|one| (one.paper, &one.draft, one.places.as_slice()));
            self.since = Some(Since::new(rev, papers, self.console)?);
        }
        let progress = Progress::new(papers.len());
        papers.par_iter_mut().for_each_init(Scratch::default, |scratch, one| {
            one.lint = self.lint(one.paper, &one.draft, scratch);
            progress.step();
        });
        progress.finish();
        let plans: Vec<String> =
            papers.iter().filter_map(|one| plan::said(one, &self.gathered.papers[one.paper])).collect();
        for said in bibliography::outside(&papers, self.configs.roots()).into_iter().chain(plans) {
            if self.said.insert(said.clone()) {
                self.console.notice(&said);
            }
        }
        Ok((papers, failed))
    }

    fn lint(&self, paper: usize, draft: &Draft, scratch: &mut Scratch) -> Lint {
        let changes = self.since.as_ref().map(|since| since.changes(paper, draft));
        self.rules.lint(paper, draft, changes.as_ref(), scratch)
    }

    /// Changes papers as asked, writes what changed, and says what an author should know of how they were read.
    pub fn changed(&mut self, papers: Vec<Checked>) -> anyhow::Result<Mended> {
        let mut mended = match self.mode {
            Mode::Write(change) => {
                let change = |papers| self.change(papers, change);
                let (mended, is_unwritten) = written::write(&papers, self.console, change)?;
                self.has_failed |= is_unwritten;
                mended
            }
            _ => Mended::nothing(papers),
        };
        self.say(&mut mended.papers);
        if self.prints_draft() {
            mended.print(self.console)?;
        }
        Ok(mended)
    }

    fn change(&self, papers: Vec<Checked>, change: Change) -> anyhow::Result<Mended> {
        let mut mended = Mended::nothing(papers);
        match change {
            Change::Mend(most) => {
                mended.mend(most, |paper, draft, scratch| self.lint(paper, draft, scratch));
            }
            Change::Suppress => {
                mended.allow(&self.rules, NO_REASON_YET, |finding| self.is_wanted(finding))?
            }
        }
        Ok(mended)
    }

    /// Returns whether a finding is one that the author wants to see.
    fn is_wanted(&self, finding: &Finding) -> bool {
        self.check.advice || finding.severity > Severity::Advice
    }

    /// Says what an author should know of how papers were read.
    fn say(&mut self, papers: &mut [Checked]) {
        for checked in papers.iter_mut() {
            self.once.keep(checked, &self.gathered.papers, &self.rules, self.console);
        }
        papers.iter().for_each(|one| report::say_what_matters(&one.draft, &one.lint, self.console));
    }

    /// Takes out what a baseline knows, and adds the one to be written to `files`.
    pub fn filter(&self, papers: &mut [Checked], places: &Places, files: &mut Files) -> anyhow::Result<()> {
        let target = places.baseline.as_ref();
        baseline::apply(self.check, (papers, &self.rules), target, files, self.console)
    }

    /// Adds papers to the reports.
    pub fn report(&mut self, papers: &[Checked], reports: &mut Reports<'_>) -> anyhow::Result<()> {
        for checked in papers {
            let files = &self.gathered.papers[checked.paper];
            let fail_on = files.main_settings().map_or(FailOn::Warning, |main| main.fail_on.value);
            let mut findings = checked.lint.findings.iter();
            self.is_reached |= findings.any(|finding| fail_on.is_reached_by(finding.severity));
            reports.add(checked, files, &self.rules)?;
        }
        Ok(())
    }

    /// Shows what would change. The exit code is 1 where something would.
    pub fn preview(mut self) -> anyhow::Result<ExitCode> {
        let Mode::Preview(change) = self.mode else { return Ok(ExitCode::SUCCESS) };
        let (papers, failed) = self.checked(0..self.gathered.papers.len())?;
        failed.iter().for_each(|(_, error)| self.console.error(&error.to_string()));
        self.has_failed |= !failed.is_empty();
        let mut mended = self.change(papers, change)?;
        self.say(&mut mended.papers);
        if let Some(rev) = &self.check.since {
            let unchanged = mended.papers.iter().map(|one| one.lint.unchanged).sum();
            self.console.notice(&super::since::left_out(rev, unchanged));
        }
        self.is_reached = mended.show(self.console)?;
        Ok(self.exit_code())
    }

    /// 2 where something could not be read or written, 1 where something was found that makes a run fail, else 0.
    pub fn exit_code(&self) -> ExitCode {
        ExitCode::from(if self.has_failed { 2 } else { u8::from(self.is_reached) })
    }
}
