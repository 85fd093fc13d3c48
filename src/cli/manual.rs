//! What shells and `man` need to know of the command line; made from it when asked for, so that it is never old.

use std::path::Path;
use std::process::ExitCode;

use clap::CommandFactory;
use clap_complete::Shell;
use clap_mangen::Man;

use super::args::Cli;
use super::console::Console;
use super::disk::shown;
use super::write::{Files, Target, make_folder};
use crate::output::counted;

/// `paperlint completions SHELL`.
pub fn completions(shell: Shell, console: &Console) -> anyhow::Result<ExitCode> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "paperlint", &mut script);
    console.text(&String::from_utf8_lossy(&script))?;
    Ok(ExitCode::SUCCESS)
}

/// `paperlint man DIR`.
pub fn man(folder: &Path, console: &Console) -> anyhow::Result<ExitCode> {
    make_folder(folder)?;
    let mut command = Cli::command().disable_help_subcommand(true);
    command.build();
    let mut files = Files::default();
    let mut pages = 0;
    let commands = std::iter::once(&command).chain(command.get_subcommands());
    for command in commands.filter(|command| !command.is_hide_set()) {
        let name = command.get_display_name().unwrap_or_else(|| command.get_name()).to_owned();
        let mut page = Vec::new();
        Man::new(command.clone()).render(&mut page)?;
        files.add(&Target::of(&folder.join(format!("{name}.1")))?, &page)?;
        pages += 1;
    }
    files.commit()?;
    console.notice(&format!("wrote {} to {}", counted(pages, "page", "pages"), shown(folder)));
    Ok(ExitCode::SUCCESS)
}
