//! Commands that show what papers hold, besides findings: `abstract`, `plan`, `prose`, `reader`, `results` and `stats`.

use std::process::ExitCode;

use rayon::prelude::*;

use super::args::{self, Choice, Common, Inputs};
use super::config::Configs;
use super::console::Console;
use super::papers::{self, Gathered};
use crate::analysis::{Analyzer, Paper, Scratch};
use crate::config::Settings;
use crate::output::{self, AbstractPage, AbstractView, PlanPage, ProsePage, ReaderPage, StatsPage};

/// `paperlint abstract`.
pub fn abstracts(args: &args::Abstract, common: &Common, console: &Console) -> anyhow::Result<ExitCode> {
    let choice = Choice { venue: args.venue.clone(), ..Choice::default() };
    let view = AbstractView { format: args.output_format, reasons: args.reasons, columns: console.columns() };
    let of = |paper: &Paper<'_>, settings: &Settings| {
        AbstractPage::of(paper, settings.venue.as_ref().map(|venue| &*venue.value))
    };
    print((&args.inputs, &choice, common), console, of, |pages| output::abstracts(pages, view))
}

/// `paperlint plan`.
pub fn plans(args: &args::Plan, common: &Common, console: &Console) -> anyhow::Result<ExitCode> {
    let choice = Choice::default();
    let shown = |pages: &[PlanPage]| output::plans(pages, args.output_format, console.columns());
    print((&args.inputs, &choice, common), console, |paper, _| PlanPage::of(paper), shown)
}

/// `paperlint prose`.
pub fn prose(args: &args::Prose, common: &Common, console: &Console) -> anyhow::Result<ExitCode> {
    let choice = Choice::default();
    let of = |paper: &Paper<'_>, _: &Settings| ProsePage::of(paper, args.placeholders);
    print((&args.inputs, &choice, common), console, of, |pages| output::prose(pages, args.output_format))
}

/// `paperlint reader`.
pub fn reader(args: &args::Reader, common: &Common, console: &Console) -> anyhow::Result<ExitCode> {
    let choice = Choice::default();
    let shown = |pages: &[ReaderPage]| output::reader(pages, args.output_format, console.columns());
    print((&args.inputs, &choice, common), console, |paper, _| ReaderPage::of(paper), shown)
}

/// `paperlint stats`.
pub fn stats(args: &args::Stats, common: &Common, console: &Console) -> anyhow::Result<ExitCode> {
    let choice = Choice::default();
    let shown = |pages: &[StatsPage]| output::stats(pages, args.output_format, console.columns());
    print((&args.inputs, &choice, common), console, |paper, _| StatsPage::of(paper), shown)
}

/// Prints what a view says of the papers that the arguments name.
fn print<V: Send>(
    (inputs, choice, common): (&Inputs, &Choice, &Common),
    console: &Console,
    of: impl Fn(&Paper<'_>, &Settings) -> V + Sync,
    shown: impl FnOnce(&[V]) -> String,
) -> anyhow::Result<ExitCode> {
    let configs = Configs::new(common, choice, inputs.root.as_deref())?;
    let gathered = papers::gather(inputs, &configs)?.said(console)?;
    console.report(&shown(&look(&gathered, &configs, of)?))?;
    Ok(gathered.exit_code())
}

/// Returns what `of` makes of each paper, in order. Papers are looked at on all processors.
///
/// # Errors
/// When a paper can no longer be read.
pub fn look<V: Send>(
    gathered: &Gathered,
    configs: &Configs,
    of: impl Fn(&Paper<'_>, &Settings) -> V + Sync,
) -> anyhow::Result<Vec<V>> {
    let analyzer = Analyzer::default();
    let looked = gathered.papers.par_iter().map_init(Scratch::default, |scratch, files| {
        let draft = files.draft(configs)?;
        Ok(analyzer.paper(&draft, scratch, |paper| files.main_settings().map(|main| of(paper, main))))
    });
    let looked: anyhow::Result<Vec<Option<V>>> = looked.collect();
    Ok(looked?.into_iter().flatten().collect())
}
