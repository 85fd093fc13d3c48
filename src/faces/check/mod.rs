//! `paperlint check`: reads papers, applies the rules, changes what is asked for, and reports.

mod allow;
mod baseline;
mod bibliography;
mod fix;
mod git;
mod places;
mod report;
mod since;
mod watch;
mod written;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use rayon::prelude::*;

use crate::check::{Lint, Scratch};
use crate::config::{Compiled, FailOn};
use crate::faces::args::{Check, Common};
use crate::faces::config::Configs;
use crate::faces::console::Console;
use crate::faces::loader::Home;
use crate::faces::papers::{self, Papers};
use crate::faces::progress::Progress;
use crate::faces::write::Files;
use crate::findings::{Finding, Safety, Severity};
use crate::output::{self, Linted, NotChecked, counted};
use crate::source::Draft;
use baseline::Run;
use places::Places;
use since::Since;

pub use fix::Mended;
pub use written::write;

/// `paperlint check`.
pub fn check(check: &Check, common: &Common, console: &Console) -> anyhow::Result<ExitCode> {
    match check.watch {
        true => watch::watch(check, common, console),
        false => check_listing(check, common, console, &mut Vec::new()),
    }
}

/// Checks once, and adds the files that were read to a list.
pub fn check_listing(
    check: &Check,
    common: &Common,
    console: &Console,
    read: &mut Vec<PathBuf>,
) -> anyhow::Result<ExitCode> {
    let start = Instant::now();
    let configs = Configs::new(common, &check.choice, check.inputs.root.as_deref())?;
    let asked = fix::asked(check.mending)?;
    let places = Places::of(check, common)?;
    let Papers { drafts, settings, homes, focus, left_out, has_failed } =
        papers::gather(&check.inputs, &configs, console)?;
    read.extend(homes.iter().flatten().filter_map(Home::path).cloned());
    read.extend(configs.files());
    let named: Vec<PathBuf> =
        drafts.iter().flat_map(Draft::files).map(|file| PathBuf::from(&file.name)).collect();
    places.are_no_inputs(read.iter().chain(&named))?;
    let rules = Compiled::new(&settings)?.showing(focus);
    let editions = settings.iter().filter_map(|files| files.first()?.left_out_by_edition());
    editions.collect::<BTreeSet<_>>().iter().for_each(|said| console.notice(said));
    let since = check.since.as_deref().map(|rev| Since::new(rev, &drafts, &homes, console)).transpose()?;
    let lint = |paper: usize, draft: &Draft, scratch: &mut Scratch| {
        let changes = since.as_ref().map(|since| since.changes(paper, draft));
        rules.lint(paper, draft, changes.as_ref(), scratch)
    };
    let lints = lint_all(&drafts, lint);
    let change = |homes: &[Vec<Home>]| {
        let mended = Mended::nothing(drafts.clone(), lints.clone());
        changed(mended, (asked, &lint), check, homes, &rules)
    };
    let bibliographies = bibliography::outside(&homes, &lints, configs.roots());
    bibliographies.iter().for_each(|said| console.notice(said));
    let is_changing = asked.is_some() || check.mending.add_suppressions;
    if check.mending.diff {
        let mut mended = change(&homes)?;
        say(&mut mended, &rules, console);
        say_what_did_not_change(check, &mended.lints, console);
        return mended.show(has_failed, console);
    }
    let (mut mended, is_unwritten) = match is_changing {
        true => written::write(&homes, console, change)?,
        false => (Mended::nothing(drafts, lints), false),
    };
    say(&mut mended, &rules, console);
    let is_stdout_taken = asked.is_some() && mended.print(&homes, console)?;
    let what_was_changed = is_changing.then(|| mended.summary());
    let run = (left_out.as_slice(), is_stdout_taken, start);
    let lints = report(check, &places, &rules, mended, run, console);
    // What was written stays so where a report cannot be.
    what_was_changed.iter().for_each(|said| console.notice(said));
    let lints = lints?;
    let is_reached = lints.iter().zip(&settings).any(|(lint, files)| {
        let fail_on = files.first().map_or(FailOn::Warning, |main| main.fail_on.value);
        lint.findings.iter().any(|finding| fail_on.is_reached_by(finding.severity))
    });
    Ok(ExitCode::from(if has_failed | is_unwritten { 2 } else { u8::from(is_reached) }))
}

/// Changes drafts as asked, those alone that are kept where they may be written.
fn changed(
    mut mended: Mended,
    (asked, lint): (Option<Safety>, &(impl Fn(usize, &Draft, &mut Scratch) -> Lint + Sync)),
    check: &Check,
    homes: &[Vec<Home>],
    rules: &Compiled,
) -> anyhow::Result<Mended> {
    if let Some(most) = asked {
        mended.mend(homes, most, lint);
    }
    if check.mending.add_suppressions {
        mended.allow(homes, rules, |finding| is_wanted(finding, check))?;
    }
    Ok(mended)
}

/// Says what an author should know of how papers were read.
fn say(mended: &mut Mended, rules: &Compiled, console: &Console) {
    say_once(&mended.drafts, rules, &mut mended.lints, console);
    let papers = mended.drafts.iter().zip(&mended.lints);
    papers.for_each(|(draft, lint)| report::say_what_matters(draft, lint, console));
}

/// Writes the baseline and the reports. Gives what was found and is not known.
fn report(
    check: &Check,
    places: &Places,
    rules: &Compiled,
    mended: Mended,
    (left_out, is_stdout_taken, start): (&[(String, String)], bool, Instant),
    console: &Console,
) -> anyhow::Result<Vec<Lint>> {
    let Mended { drafts, mut lints, .. } = mended;
    let mut files = Files::default();
    let run = Run { rules, drafts: &drafts };
    baseline::apply(check, run, places.baseline.as_ref(), &mut lints, &mut files, console)?;
    let papers = drafts.iter().zip(&lints).enumerate();
    let linted = papers.map(|(paper, (draft, lint))| Linted { rules: rules.rules(paper), draft, lint });
    let linted: Vec<Linted<'_>> = linted.collect();
    let not_checked = not_checked(&linted, rules, left_out);
    report::write((&linted, &not_checked), check, places, files, is_stdout_taken, console, start)?;
    report::say_what_was_not_checked(&linted, &not_checked, check.not_checked, console);
    say_what_did_not_change(check, &lints, console);
    Ok(lints)
}

fn say_what_did_not_change(check: &Check, lints: &[Lint], console: &Console) {
    if let Some(rev) = &check.since {
        console.notice(&since::left_out(rev, lints));
    }
}

/// What the run did not look at.
fn not_checked(linted: &[Linted<'_>], rules: &Compiled, left_out: &[(String, String)]) -> Vec<NotChecked> {
    let drafts = left_out.iter().map(|(name, what)| NotChecked::draft(name, what));
    let papers = linted.iter().enumerate().flat_map(|(paper, one)| {
        let preview = rules.leaves_preview(paper).then(|| NotChecked::rules(&one.draft.main().path));
        output::not_checked(*one).into_iter().chain(preview)
    });
    drafts.chain(papers).collect()
}

/// Whether a finding is one that the author wants to see.
fn is_wanted(finding: &Finding, check: &Check) -> bool {
    check.advice || finding.severity > Severity::Advice
}

/// Looks at each draft.
fn lint_all(drafts: &[Draft], lint: impl Fn(usize, &Draft, &mut Scratch) -> Lint + Sync) -> Vec<Lint> {
    let progress = Progress::new(drafts.len());
    let lint_one = |scratch: &mut Scratch, (paper, draft): (usize, &Draft)| {
        let found = lint(paper, draft, scratch);
        progress.step();
        found
    };
    let lints = drafts.par_iter().enumerate().map_init(Scratch::default, lint_one).collect();
    progress.finish();
    lints
}

/// Papers may share files. What is found in a shared file in the same words is kept for the first of them.
fn say_once(drafts: &[Draft], rules: &Compiled, lints: &mut [Lint], console: &Console) {
    let mut first: HashMap<String, usize> = HashMap::new();
    for (index, (draft, lint)) in drafts.iter().zip(lints).enumerate() {
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        lint.findings.retain(|finding| {
            let span = finding.place.first();
            let file = draft.file(draft.file_of(span.start));
            let (start, end) = (span.start.saturating_sub(file.base), span.end.saturating_sub(file.base));
            let rule = &rules.rules(index).spec(finding).id;
            let key = format!("{} {start} {end} {rule} {:?}", file.name, finding.values);
            let known = *first.entry(key).or_insert(index);
            if known != index {
                *shared.entry(known).or_default() += 1;
            }
            known == index
        });
        for (known, count) in shared {
            console.notice(&format!(
                "{} shares files with {}; {} there {} shown once",
                draft.main().name,
                drafts[known].main().name,
                counted(count as u64, "finding", "findings"),
                if count == 1 { "is" } else { "are" },
            ));
        }
    }
}
