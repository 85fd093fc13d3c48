//! `paperlint check`: reads papers, applies the rules, changes what is asked for, and reports.

mod allow;
mod baseline;
mod bibliography;
mod fix;
mod git;
mod replace;
mod report;
mod roots;
mod since;
mod watch;

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use rayon::prelude::*;

use crate::check::{Changes, Lint, Scratch};
use crate::faces::args::{Check, Common, FailOn};
use crate::faces::config::{Compiled, Configs};
use crate::faces::console::Console;
use crate::faces::files::Files;
use crate::faces::loader::Home;
use crate::faces::papers::{self, Papers};
use crate::faces::progress::Progress;
use crate::findings::{Finding, Severity};
use crate::output::{Linted, counted};
use crate::source::Draft;
use baseline::Run;
use fix::Mended;

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
    let Papers { drafts, settings, homes, has_failed } = papers::gather(&check.inputs, &configs, console)?;
    let files = homes.iter().flatten().filter_map(|home| match home {
        Home::File(path) => Some(path.clone()),
        Home::Stdin | Home::Elsewhere => None,
    });
    read.extend(files);
    read.extend(configs.files());
    let rules = Compiled::new(&settings)?;
    let changes =
        check.since.as_deref().map(|rev| since::changes(rev, &drafts, &homes, console)).transpose()?;
    let lints = lint_all(&drafts, &rules, changes.as_deref());
    let mut mended = Mended::nothing(drafts, lints);
    if let Some(most) = asked {
        mended.mend(&homes, most, |paper, draft, scratch| rules.lint(paper, draft, None, scratch));
    }
    let added = match check.mending.add_suppressions {
        true => Some(mended.allow(&homes, &rules, |finding| is_wanted(finding, check))?),
        false => None,
    };
    say_once(&mended.drafts, &rules, &mut mended.lints, console);
    let papers = mended.drafts.iter().zip(&mended.lints);
    papers.for_each(|(draft, lint)| report::say_what_matters(draft, lint, console));
    let bibliographies = bibliography::outside(&homes, &mended.lints, configs.roots());
    bibliographies.iter().for_each(|said| console.notice(said));
    if check.mending.diff {
        let said = added.map_or_else(|| mended.offer(), |added| added.offer());
        return mended.show(&said, has_failed, console);
    }
    let mut files = Files::default();
    let has_failed = has_failed | mended.write(&mut files, console);
    let is_stdout_taken = asked.is_some() && mended.print(&homes, console)?;
    let what_was_changed = added.map(|added| added.said()).or(asked.map(|_| mended.summary()));
    let Mended { drafts, mut lints, .. } = mended;
    let paths: Vec<Vec<String>> =
        drafts.iter().zip(&homes).map(|(draft, homes)| roots::paths(draft, homes)).collect();
    baseline::apply(
        check,
        Run { rules: &rules, drafts: &drafts, paths: &paths },
        &mut lints,
        &mut files,
        console,
    )?;
    let with_paths = drafts.iter().zip(&lints).zip(&paths).enumerate();
    let linted: Vec<Linted<'_>> = with_paths
        .map(|(paper, ((draft, lint), paths))| Linted { rules: rules.rules(paper), draft, lint, paths })
        .collect();
    report::write(&linted, check, files, is_stdout_taken, console, start)?;
    if let Some(rev) = &check.since {
        console.notice(&since::left_out(rev, &lints));
    }
    what_was_changed.iter().for_each(|said| console.notice(said));
    let is_reached = lints.iter().zip(&settings).any(|(lint, files)| {
        let fail_on = files.first().map_or(FailOn::Warning, |main| main.fail_on.value);
        lint.findings.iter().any(|finding| fail_on.is_reached_by(finding.severity))
    });
    Ok(ExitCode::from(if has_failed { 2 } else { u8::from(is_reached) }))
}

/// Whether a finding is one that the author wants to see.
fn is_wanted(finding: &Finding, check: &Check) -> bool {
    check.advice || finding.severity > Severity::Advice
}

/// Applies the rules to each draft; where changes are given, one for each draft, to what changed.
fn lint_all(drafts: &[Draft], rules: &Compiled, changes: Option<&[Changes]>) -> Vec<Lint> {
    let progress = Progress::new(drafts.len());
    let lint_one = |scratch: &mut Scratch, (paper, draft): (usize, &Draft)| {
        let changes = changes.and_then(|changes| changes.get(paper));
        let found = rules.lint(paper, draft, changes, scratch);
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
