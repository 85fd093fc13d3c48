use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};

use crate::findings::Severity;
use crate::output::OutputFormat;
use crate::source::Format;

/// Reads paper drafts (Markdown, LaTeX, plain text) and says what a careful co-author would say.
#[derive(Debug, Parser)]
#[command(
    name = "paperlint",
    version,
    args_conflicts_with_subcommands = true,
    disable_help_subcommand = true,
    max_term_width = 100,
    after_help = "Exit code: 0 nothing found, 1 something found at or above the level of --fail-on, 2 could not run or could not read a file.\n\n\
                  `paperlint PATH` is short for `paperlint check PATH`."
)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Option<Command>,
    #[command(flatten)]
    pub check: Check,
    #[command(flatten)]
    pub common: Common,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Read papers and show what was found (the default)
    Check(Check),
    /// List all rules
    Rules,
    /// Show a rule: why it matters, its settings, examples and sources
    Explain {
        /// Id of the rule, as in `long-sentence`
        rule: String,
    },
}

#[derive(Args, Debug)]
pub struct Check {
    /// Drafts, or folders to search for papers; `-` reads standard input [default: the current folder]
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub paths: Vec<PathBuf>,

    /// Also read the paths listed in FILE, one a line; `-` takes the list from standard input
    #[arg(long, value_name = "FILE", help_heading = "What to read", value_hint = ValueHint::FilePath)]
    pub files_from: Option<PathBuf>,
    /// Name of the draft on standard input; it tells the format and where included files lie
    #[arg(long, value_name = "PATH", help_heading = "What to read", value_hint = ValueHint::FilePath)]
    pub stdin_filename: Option<PathBuf>,
    /// Read every draft as this format, whatever its name
    #[arg(long, value_name = "FORMAT", help_heading = "What to read", value_parser = input_format())]
    pub input_format: Option<Format>,
    /// The folder that included files may not lead out of [default: the nearest one with paperlint.toml or .git]
    #[arg(long, value_name = "DIR", help_heading = "What to read", value_hint = ValueHint::DirPath)]
    pub root: Option<PathBuf>,

    /// Apply only these rules or themes; commas between several
    #[arg(long, value_name = "RULE", help_heading = "Which rules", value_delimiter = ',')]
    pub select: Vec<String>,
    /// Leave out these rules or themes; commas between several
    #[arg(long, value_name = "RULE", help_heading = "Which rules", value_delimiter = ',')]
    pub ignore: Vec<String>,

    /// Exit with 1 from this severity on
    #[arg(long, value_name = "LEVEL", help_heading = "What to show", default_value = "warning")]
    pub fail_on: FailOn,
    /// Show every finding, not only the worst ten of a paper
    #[arg(long, help_heading = "What to show")]
    pub all: bool,
    /// Show advice too
    #[arg(long, help_heading = "What to show")]
    pub advice: bool,
}

/// Options of every command.
#[derive(Args, Debug)]
pub struct Common {
    /// Add the rule files (*.toml) of a folder of your own; its subfolders are themes
    #[arg(long, value_name = "DIR", global = true, help_heading = "Which rules", value_hint = ValueHint::DirPath)]
    pub rules: Vec<PathBuf>,
    /// `full` shows the worst findings with the text around them, `concise` every finding on a line
    #[arg(long, value_name = "FORMAT", global = true, help_heading = "What to show", default_value = "full", value_parser = output_format())]
    pub output_format: OutputFormat,
    /// Colours; NO_COLOR is respected
    #[arg(long, value_name = "WHEN", global = true, help_heading = "What to show", default_value = "auto")]
    pub color: Color,
}

/// From which severity on a finding makes the run fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    Error,
    Warning,
    Advice,
    Never,
}

impl FailOn {
    pub fn is_reached_by(self, severity: Severity) -> bool {
        match self {
            Self::Error => severity >= Severity::Error,
            Self::Warning => severity >= Severity::Warning,
            Self::Advice => true,
            Self::Never => false,
        }
    }
}

/// When to colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Color {
    Auto,
    Always,
    Never,
}

impl From<Color> for anstream::ColorChoice {
    fn from(color: Color) -> Self {
        match color {
            Color::Auto => Self::Auto,
            Color::Always => Self::Always,
            Color::Never => Self::Never,
        }
    }
}

fn output_format() -> impl TypedValueParser<Value = OutputFormat> {
    let values = OutputFormat::ALL.map(|format| PossibleValue::new(format.name()));
    PossibleValuesParser::new(values)
        .map(|name| OutputFormat::ALL.into_iter().find(|format| format.name() == name).unwrap_or_default())
}

fn input_format() -> impl TypedValueParser<Value = Format> {
    PossibleValuesParser::new(["markdown", "latex", "plain"]).map(|name| match name.as_str() {
        "latex" => Format::Latex,
        "plain" => Format::Plain,
        _ => Format::Markdown,
    })
}
