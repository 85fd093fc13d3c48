//! The command line: the only folder that does IO.
//!
//! Invariant: whatever is not read, not known or not run is said on stderr and seen in the exit code.

mod args;
mod check;
mod config;
mod console;
mod discover;
mod disk;
mod known;
mod loader;
#[cfg(feature = "lsp")]
mod lsp;
mod manual;
mod mcp;
mod named;
mod papers;
mod progress;
mod results;
mod review;
mod rules;
mod submit;
mod views;
mod write;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Parser;

use args::{Cli, Command};
pub use check::changed_words;
use console::Console;
#[cfg(feature = "lsp")]
pub use lsp::serve;

use crate::config::Problems;
use crate::output;

/// Runs the command with the arguments of this process.
///
/// Gives 0 where nothing was found, 1 where something was found at or above the level of `--fail-on`, and 2 where the run was not
/// possible or a file could not be read.
pub fn cli() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            show_usage(&error);
            return if error.use_stderr() { ExitCode::from(2) } else { ExitCode::SUCCESS };
        }
    };
    let console = Console::new(cli.common.color, cli.common.quiet);
    match dispatch(cli, &console) {
        Ok(code) => code,
        Err(error) => {
            show(&error, &console);
            ExitCode::from(2)
        }
    }
}

/// Writes help to stdout, and mistakes of the command line to stderr. They repeat arguments, which may be names that a stranger chose.
fn show_usage(error: &clap::Error) {
    let text = error.render().to_string();
    let clean = output::without_commands(&output::without_controls(&text)).into_owned();
    // A closed pipe has nobody to tell.
    let _ = if clean == text { error.print() } else { io::stderr().write_all(clean.as_bytes()) };
}

/// Says why a run was not possible.
fn show(error: &anyhow::Error, console: &Console) {
    match error.downcast_ref::<Problems>() {
        Some(problems) => config::show(problems, console),
        None => console.error(&format!("{error:#}")),
    }
}

fn dispatch(cli: Cli, console: &Console) -> anyhow::Result<ExitCode> {
    let command = match cli.command {
        // It takes its inputs with it.
        Some(Command::Submit(args)) => return submit::submit(*args, &cli.common, console),
        command => command,
    };
    match &command {
        None => check::check(&cli.check, &cli.common, console),
        Some(Command::Check(args)) => check::check(args, &cli.common, console),
        Some(Command::Rules { test: Some(folder), .. }) => rules::test(folder.clone(), &cli.common, console),
        Some(Command::Rules { look, test: None }) => rules::list(*look, &cli.common, console),
        Some(Command::Explain { rule, look }) => rules::explain(rule, *look, &cli.common, console),
        Some(Command::Abstract(args)) => views::abstracts(args, &cli.common, console),
        Some(Command::Results(results)) => results::print(results, &cli.common, console),
        Some(Command::Stats(stats)) => views::stats(stats, &cli.common, console),
        Some(Command::Plan(plan)) => views::plans(plan, &cli.common, console),
        Some(Command::Reader(reader)) => views::reader(reader, &cli.common, console),
        Some(Command::Review(review)) => review::review(review, &cli.common, console),
        Some(Command::Mcp { folder }) => mcp::serve(folder.as_deref(), &cli.common, console),
        Some(Command::Init { folder, plan: true }) => config::init_plan(folder.as_deref(), console),
        Some(Command::Init { folder, .. }) => config::init(folder.as_deref(), &cli.common, console),
        Some(Command::Config(args)) => config::print(args, &cli.common, console),
        Some(Command::Completions { shell }) => manual::completions(*shell, console),
        Some(Command::Man { folder }) => manual::man(folder, console),
        Some(Command::Prose(prose)) => views::prose(prose, &cli.common, console),
        #[cfg(feature = "lsp")]
        Some(Command::Server) => lsp::server(&cli.common),
        Some(Command::Submit(_)) => Ok(ExitCode::SUCCESS),
    }
}
