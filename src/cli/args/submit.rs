use std::path::PathBuf;

use clap::{Args, ValueHint};
use toml::value::Date;

use super::values::{VenueName, day, output};
use super::{Inputs, Output};

#[derive(Args, Debug)]
pub struct Submit {
    #[command(flatten)]
    pub inputs: Inputs,
    /// The venue that the paper goes to, or a file of your own such as `lab.toml` [default: as paperlint.toml or the style says]
    #[arg(long, value_name = "VENUE", help_heading = "Which rules", value_parser = VenueName)]
    pub venue: Option<String>,
    /// The paper is accepted: what was hidden for reviewers must be back
    #[arg(long, help_heading = "Which rules")]
    pub accepted: bool,
    /// Look for the names in FILE, one a line, or of those who committed, with `git`, in a paper whose reviewers must not know its authors
    #[arg(long, value_name = "FILE|git", help_heading = "Which rules", value_hint = ValueHint::FilePath)]
    pub authors: Option<PathBuf>,
    /// Show every finding, and suggestions too, not ten lines
    #[arg(long, help_heading = "What to show")]
    pub all: bool,
    /// How to write the findings, as `paperlint check` does; `full` gives ten lines
    #[arg(long, value_name = "FORMAT", help_heading = "What to show", default_value = "full", value_delimiter = ',', value_parser = output)]
    pub output_format: Vec<Output>,
    /// The day of the submission, by which facts of venues are old.
    #[arg(long, value_name = "DAY", hide = true, value_parser = day)]
    pub today: Option<Date>,
}
