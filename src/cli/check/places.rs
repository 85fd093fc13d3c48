//! Where a run writes what it found: looked at before anything runs, so that nothing is lost that was not meant.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use anyhow::bail;

use crate::cli::args::{Check, Common};
use crate::cli::disk::shown;
use crate::cli::write::{Identity, Target};
use crate::output::OutputFormat;

/// The files of a run's reports, and of its baseline.
pub struct Places {
    reports: Vec<(OutputFormat, Option<Target>)>,
    pub baseline: Option<Target>,
}

impl Places {
    /// Returns where a run is to write.
    ///
    /// # Errors
    /// When nothing may be written at one of the places, or two are the same.
    pub fn of(check: &Check, common: &Common) -> anyhow::Result<Self> {
        let report = |output: &crate::cli::args::Output| {
            let target = output.path.as_deref().map(|path| Target::of_report(path, Some(output.format)));
            Ok((output.format, target.transpose()?))
        };
        let reports = check.output_format.iter().map(report).collect::<anyhow::Result<Vec<_>>>()?;
        let baseline =
            check.write_baseline.as_deref().map(|path| Target::of_report(path, None)).transpose()?;
        let places = Self { reports, baseline };
        places.are_different()?;
        let named = check.inputs.paths.iter().chain(&check.inputs.files_from).chain(&common.config);
        let known = check.baseline.iter().filter(|_| check.write_baseline.is_none());
        places.are_no_inputs(named.chain(known))?;
        if let Some(baseline) = &check.baseline {
            places.reports_are_not(baseline)?;
        }
        Ok(places)
    }

    /// Returns the reports that go into files.
    pub fn files(&self) -> impl Iterator<Item = (OutputFormat, &Target)> {
        self.reports.iter().filter_map(|(format, target)| Some((*format, target.as_ref()?)))
    }

    /// Returns the reports that go to standard output: one at most.
    pub fn printed(&self) -> impl Iterator<Item = OutputFormat> {
        self.reports.iter().filter(|(_, target)| target.is_none()).map(|(format, _)| *format)
    }

    /// Holds that no file that is read is written.
    ///
    /// # Errors
    /// Names the file.
    pub fn are_no_inputs<'p>(&self, read: impl IntoIterator<Item = &'p PathBuf>) -> anyhow::Result<()> {
        let mut targets = self.targets().peekable();
        if targets.peek().is_none() {
            return Ok(());
        }
        let written: HashMap<Identity, &Target> = targets.map(|target| (target.identity(), target)).collect();
        let identity = |path: &Path| path.canonicalize().ok().map(|real| Identity::of(&real));
        let input = read.into_iter().find_map(|path| written.get(&identity(path)?));
        match input {
            Some(target) => bail!(
                "{}: is read in this run, so it is not written over; name another file for what was found",
                shown(&target.name)
            ),
            None => Ok(()),
        }
    }

    /// Returns a baseline that is read may be written anew, and no report takes its place.
    fn reports_are_not(&self, baseline: &PathBuf) -> anyhow::Result<()> {
        let reports = self.reports.clone();
        Self { reports, baseline: None }.are_no_inputs([baseline])
    }

    fn targets(&self) -> impl Iterator<Item = &Target> {
        self.files().map(|(_, target)| target).chain(&self.baseline)
    }

    fn are_different(&self) -> anyhow::Result<()> {
        if self.printed().count() > 1 {
            bail!(
                "--output-format: two reports cannot both go to standard output; give each a place, as in full,sarif=FILE"
            );
        }
        let mut seen: HashMap<Identity, &Target> = HashMap::new();
        for target in self.targets() {
            if let Some(first) = seen.insert(target.identity(), target) {
                let (first, second) = (shown(&first.name), shown(&target.name));
                let what = if first == second { first } else { format!("{first}, which is also {second}") };
                bail!("two outputs cannot both go to {what}; give each a file of its own");
            }
        }
        Ok(())
    }
}
