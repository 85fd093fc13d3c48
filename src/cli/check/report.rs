//! What a check says: its reports, written as papers are done, and what an author should know about how a paper was read.

use std::time::Instant;

use anstream::adapter::strip_str;

use super::fix::Checked;
use super::full::FullReport;
use super::places::Places;
use super::submission::submission;
use crate::check::Lint;
use crate::cli::args::Check;
use crate::cli::console::Console;
use crate::cli::papers::{Gathered, Notice, PaperFiles};
use crate::cli::write::{FileNumber, Files};
use crate::config::Compiled;
use crate::markup::Unreadable;
use crate::output::{self, Linted, NotChecked, OutputFormat, SubmitLook};
use crate::rules::editions::Edition;
use crate::source::Draft;

/// The reports of a run: those in files, all of which are written or none, and the one on standard output.
pub struct Reports<'r> {
    check: &'r Check,
    console: &'r Console,
    start: Instant,
    reports: Vec<(Form, To)>,
    /// Files that are moved to their places at the end.
    pub files: Files,
    /// All that was not looked at.
    not_checked: Vec<NotChecked>,
    /// What is said of papers in other languages, at the end.
    languages: Vec<String>,
    unchanged: usize,
}

enum Form {
    Full(Box<FullReport>),
    Other(output::Report),
}

#[derive(Clone, Copy)]
enum To {
    File(FileNumber),
    /// A file for people, without colours and with nothing that who runs the job obeys.
    Page(FileNumber),
    /// Standard output, as text or as commands to who runs the job.
    Stdout,
    Commands,
    /// Where a draft takes standard output.
    Stderr,
}

impl<'r> Reports<'r> {
    /// Begins all reports.
    ///
    /// # Errors
    /// When one cannot be written.
    pub fn begin(
        check: &'r Check,
        places: &Places,
        gathered: &Gathered,
        is_stdout_taken: bool,
        (console, start): (&'r Console, Instant),
    ) -> anyhow::Result<Self> {
        let mut files = Files::default();
        let form = |format| match output::Report::new(format) {
            Some(report) => Form::Other(report),
            None => {
                Form::Full(Box::new(FullReport::new(check, gathered.papers.len() > 1, console.columns())))
            }
        };
        let mut reports = Vec::new();
        for (format, target) in places.files() {
            let number = files.begin(target)?;
            let to = if format == OutputFormat::Full { To::Page(number) } else { To::File(number) };
            reports.push((form(format), to));
        }
        let printed = |format| match format {
            _ if is_stdout_taken => To::Stderr,
            OutputFormat::Github => To::Commands,
            _ => To::Stdout,
        };
        reports.extend(places.printed().map(|format| (form(format), printed(format))));
        let not_checked =
            gathered.left_out.iter().map(|(name, what)| NotChecked::draft(name, what)).collect();
        let languages = Vec::new();
        let mut reports =
            Self { check, console, start, reports, files, not_checked, languages, unchanged: 0 };
        let failed = gathered.notices.iter().flat_map(Notice::failed).collect::<Vec<_>>();
        reports.write(|form| match form {
            Form::Full(_) => String::new(),
            Form::Other(report) => report.begin(&failed),
        })?;
        Ok(reports)
    }

    /// Reports that a paper could no longer be read.
    pub fn failed(&mut self, name: &str, why: &str) -> anyhow::Result<()> {
        self.console.error(why);
        self.write(|form| match form {
            Form::Full(_) => String::new(),
            Form::Other(report) => report.failed(name, why),
        })
    }

    /// Reports a paper.
    pub fn add(&mut self, checked: &Checked, files: &PaperFiles, rules: &Compiled) -> anyhow::Result<()> {
        let edition = files.main_settings().and_then(|main| main.edition.as_ref());
        let edition = edition.map_or_else(Edition::newest, |edition| edition.value);
        let Checked { paper, draft, lint, .. } = checked;
        let linted = Linted { rules: rules.rules(*paper), draft, lint, edition };
        let mut not_checked = output::not_checked(linted);
        if rules.leaves_preview(*paper) {
            not_checked.push(NotChecked::rules(&draft.main().path));
        }
        self.unchanged += lint.unchanged;
        let language = output::language(linted);
        self.languages.extend(language.map(|said| format!("{}: {said}", draft.main().name)));
        // A submission is shown in a few lines of its own, paper by paper.
        let submitted = self.check.submitted_on.zip(files.main_settings());
        let submitted = submitted.map(|(today, main)| submission(main, linted, today));
        let look = SubmitLook { columns: self.console.columns(), all: self.check.all };
        self.write(|form| match (form, &submitted) {
            (Form::Full(_), Some(submitted)) => output::submit(linted, submitted, look),
            (Form::Full(report), None) => report.paper(linted),
            (Form::Other(report), _) => report.paper(linted, &not_checked),
        })?;
        self.not_checked.extend(not_checked);
        Ok(())
    }

    /// Ends all reports, moves those in files to their places, and says what was not looked at.
    ///
    /// # Errors
    /// When one cannot be written.
    pub fn end(mut self) -> anyhow::Result<()> {
        let (check, console) = (self.check, self.console);
        let not_checked = std::mem::take(&mut self.not_checked);
        let time = console.is_terminal().then(|| self.start.elapsed());
        let reports = std::mem::take(&mut self.reports);
        let (in_files, printed): (Vec<_>, Vec<_>) =
            reports.into_iter().partition(|(_, to)| matches!(to, To::File(_) | To::Page(_)));
        for (form, to) in in_files {
            let end = match form {
                Form::Full(report) => report.end(None),
                Form::Other(report) => report.end(&not_checked),
            };
            self.put(&end, to)?;
        }
        std::mem::take(&mut self.files).commit()?;
        for (form, to) in printed {
            let end = match form {
                Form::Full(report) => report.end(time),
                Form::Other(report) => report.end(&not_checked),
            };
            self.put(&end, to)?;
        }
        match check.not_checked {
            true => {
                not_checked.iter().for_each(|found| console.notice(&format!("not checked: {}", found.line())))
            }
            false => {
                self.languages.iter().for_each(|said| console.notice(said));
                output::not_checked_line(&not_checked).iter().for_each(|said| console.notice(said));
            }
        }
        if let Some(rev) = &check.since {
            console.notice(&super::since::left_out(rev, self.unchanged));
        }
        Ok(())
    }

    /// Writes a piece of each report.
    fn write(&mut self, mut piece: impl FnMut(&mut Form) -> String) -> anyhow::Result<()> {
        let mut reports = std::mem::take(&mut self.reports);
        for (form, to) in &mut reports {
            self.put(&piece(form), *to)?;
        }
        self.reports = reports;
        Ok(())
    }

    fn put(&mut self, piece: &str, to: To) -> anyhow::Result<()> {
        match to {
            _ if piece.is_empty() => {}
            To::File(number) => self.files.append(number, piece)?,
            To::Page(number) => {
                let plain = strip_str(piece).to_string();
                self.files.append(number, &*output::without_commands(&plain))?;
            }
            To::Stdout => self.console.report(piece)?,
            To::Commands => self.console.commands(piece)?,
            To::Stderr => self.console.problem(piece),
        }
        Ok(())
    }
}

/// What an author should know about how a paper was read.
pub fn say_what_matters(draft: &Draft, lint: &Lint, console: &Console) {
    let name = &draft.main().name;
    if lint.words == 0 {
        console.notice(&format!("{name} holds no running text, so there was nothing to look at"));
    }
    match lint.unreadable_abstract {
        Some(Unreadable::Generated(_)) => {
            console.notice(&format!("{name}: the abstract is made by code, so it is not readable here"));
        }
        Some(Unreadable::Absent(_)) => {
            console.notice(&format!(
                "{name}: the abstract lies in a file that is not here, so it is not readable here"
            ));
        }
        None => {}
    }
    for file in draft.files().iter().filter(|file| !file.is_style()) {
        if let Some(encoding) = file.encoding.guessed() {
            console.notice(&format!("{} is not UTF-8; it was read as {encoding}", file.name));
        }
    }
}
