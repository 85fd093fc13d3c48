mod review;
mod submit;
mod values;

pub use review::Review;
pub use submit::Submit;
use values::{VenueName, output};

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};

use crate::config::FailOn;
use crate::output::{
    AbstractFormat, OutputFormat, PlanFormat, ProseFormat, ReaderFormat, ResultsFormat, StatsFormat,
};
use crate::source::Format;
use crate::spec;
use values::{
    abstract_format, input_format, plan_format, prose_format, reader_format, results_format, stats_format,
};

/// Reads paper drafts (Markdown, LaTeX, Jupyter notebooks, plain text) and says what a careful co-author would say.
#[derive(Debug, Parser)]
#[command(
    name = "paperlint",
    version,
    long_version = include_str!(concat!(env!("OUT_DIR"), "/version.txt")),
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
    /// Go through what is found, one at a time: mend it, edit it, allow it with a reason, or leave it
    Review(Review),
    /// Before a deadline: what blocks a submission, what will be noticed, what was not checked
    Submit(Box<Submit>),
    /// List all rules
    Rules {
        #[command(flatten)]
        look: Look,
        /// Try the examples in the rule files of a folder of your own: what a bad one marks is found, in a good one is nothing, and a fix
        /// gives what it should
        #[arg(long, value_name = "FOLDER", value_hint = ValueHint::DirPath, conflicts_with = "output_format")]
        test: Option<PathBuf>,
    },
    /// Show a rule: why it matters, its settings, examples and sources
    Explain {
        /// Id of the rule, as in `long-sentence`
        rule: String,
        #[command(flatten)]
        look: Look,
    },
    /// Show what each sentence of an abstract does, and what is missing
    Abstract(Abstract),
    /// Show which results are said to be planned or exploratory, section by section
    Results(Results),
    /// Show what a plan asks, which experiments it has and what each says of itself, and what is missing
    Plan(Plan),
    /// Count words, sentences and paragraphs, by section and in total
    Stats(Stats),
    /// List what a naive reader meets: acronyms, names, terms, symbols, and where each is explained
    #[command(alias = "acronyms")]
    Reader(Reader),
    /// Write a paperlint.toml to start from, with comments
    Init {
        /// Where [default: the current folder]
        #[arg(value_name = "FOLDER", value_hint = ValueHint::DirPath)]
        folder: Option<PathBuf>,
        /// Write a PLAN.md to fill in, in place of a configuration
        #[arg(long)]
        plan: bool,
    },
    /// Show the settings that apply to a paper, and where each comes from
    Config(Config),
    /// Serve an editor: findings under the words as one types, reasons, fixes. Editors start it (docs/editors.md)
    #[cfg(feature = "lsp")]
    Server,
    /// Generate shell completions
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Write the manual pages, one for each command, into a folder
    Man {
        /// The folder, as in `~/.local/share/man/man1`
        #[arg(value_name = "DIR", value_hint = ValueHint::DirPath)]
        folder: PathBuf,
    },
    /// Serve a coding agent over standard input and output (Model Context Protocol); it reads, and changes nothing
    Mcp {
        /// The folder that nothing is read outside of [default: the current folder]
        #[arg(value_name = "FOLDER", value_hint = ValueHint::DirPath)]
        folder: Option<PathBuf>,
    },
    /// Print what paperlint reads: the prose of a draft, one paragraph per block
    Prose(Prose),
}

/// What to read.
#[derive(Args, Debug, Default)]
pub struct Inputs {
    /// Drafts, or folders to search for papers; `-` reads standard input [default: the current folder]
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub paths: Vec<PathBuf>,

    /// Also read the paths listed in FILE, one per line; `-` reads the list from standard input
    #[arg(long, value_name = "FILE", help_heading = "What to read", value_hint = ValueHint::FilePath)]
    pub files_from: Option<PathBuf>,
    /// Name of the draft on standard input; it tells the format and where included files lie
    #[arg(long, value_name = "PATH", help_heading = "What to read", value_hint = ValueHint::FilePath)]
    pub stdin_filename: Option<PathBuf>,
    /// Read every draft as this format, whatever its name
    #[arg(long, value_name = "FORMAT", help_heading = "What to read", value_parser = input_format())]
    pub input_format: Option<Format>,
    /// Do not read included files outside this folder [default: the nearest one with .git, else the topmost with paperlint.toml]
    #[arg(long, value_name = "DIR", help_heading = "What to read", value_hint = ValueHint::DirPath)]
    pub root: Option<PathBuf>,
    /// Read a section or a chapter that is named by itself, and not with the paper that it is a part of
    #[arg(long, help_heading = "What to read")]
    pub alone: bool,
}

#[derive(Args, Debug)]
pub struct Check {
    #[command(flatten)]
    pub inputs: Inputs,

    #[command(flatten)]
    pub choice: Choice,
    #[command(flatten)]
    pub mending: Mending,

    /// How to write the findings, as FORMAT or FORMAT=FILE, commas between several; `-` is standard output. Formats: full (the worst
    /// findings with the text around them), concise (one per line), json, json-lines, sarif, github, gitlab, junit, checkstyle,
    /// rdjson, rdjsonl, markdown
    #[arg(long, value_name = "FORMAT", help_heading = "What to show", default_value = "full", value_delimiter = ',', value_parser = output)]
    pub output_format: Vec<Output>,
    /// Leave out the findings listed in FILE, so that only new ones are shown and counted
    #[arg(long, value_name = "FILE", help_heading = "What to show", value_hint = ValueHint::FilePath)]
    pub baseline: Option<PathBuf>,
    /// Write all findings to FILE; with --baseline only those that are known and still there, so that the file never grows
    #[arg(long, value_name = "FILE", help_heading = "What to show", value_hint = ValueHint::FilePath)]
    pub write_baseline: Option<PathBuf>,
    /// Show (and fix) only findings in text that changed since REV (a Git commit, branch or tag), compared with the merge base of REV
    #[arg(long, value_name = "REV", help_heading = "What to show", conflicts_with_all = ["add_suppressions", "write_baseline"])]
    pub since: Option<String>,
    /// Check again whenever a file of a paper is saved, until Ctrl-C
    #[arg(long, help_heading = "What to show", conflicts_with_all = ["fix", "diff", "add_suppressions", "write_baseline"])]
    pub watch: bool,
    /// Show every finding, not only the worst five of a paper
    #[arg(long, help_heading = "What to show")]
    pub all: bool,
    /// Show suggestions too
    #[arg(long, help_heading = "What to show")]
    pub advice: bool,
    /// List what was not looked at: files that are not here, tables made by code, rules that did not run
    #[arg(long, help_heading = "What to show")]
    pub not_checked: bool,
    /// The day of a submission, where findings are shown as what stands in its way.
    #[arg(skip)]
    pub submitted_on: Option<toml::value::Date>,
}

/// What is chosen for a run. It wins over every `paperlint.toml`.
#[derive(Args, Clone, Debug, Default)]
pub struct Choice {
    /// Apply only these rules or themes, or `stable` or `preview`; commas between several
    #[arg(long, value_name = "RULE", help_heading = "Which rules", value_delimiter = ',')]
    pub select: Vec<String>,
    /// Leave out these rules or themes, or `preview`; commas between several
    #[arg(long, value_name = "RULE", help_heading = "Which rules", value_delimiter = ',')]
    pub ignore: Vec<String>,

    /// Settings for a purpose: standard, draft, submission, camera-ready, plain or everything
    #[arg(long, value_name = "PROFILE", help_heading = "Which rules")]
    pub profile: Option<String>,
    /// Check against the limits and requirements of a venue, or of a file of your own such as `lab.toml`
    #[arg(long, value_name = "VENUE", help_heading = "Which rules", value_parser = VenueName)]
    pub venue: Option<String>,
    /// Whether the reviewers know the authors; `paperlint submit --accepted` and the configuration say so.
    #[arg(skip)]
    pub review: Option<spec::Review>,
    /// The names of the authors.
    #[arg(skip)]
    pub authors: Vec<String>,
    /// Whether a style tells the venue where nothing else does.
    #[arg(skip)]
    pub finds_venue: bool,

    /// Exit with 1 if anything of this severity or above is found [default: warning]
    #[arg(long, value_name = "LEVEL", help_heading = "What to show")]
    pub fail_on: Option<FailOn>,
}

/// Whether findings are mended.
#[derive(Args, Clone, Copy, Debug)]
pub struct Mending {
    /// Fix what can be fixed without changing the meaning, then show the rest; a draft on standard input goes to standard output
    #[arg(long, help_heading = "What to fix")]
    pub fix: bool,
    /// With --fix or --diff: also make the changes that an author should check
    #[arg(long, help_heading = "What to fix")]
    pub suggested_fixes: bool,
    /// Print what would change as a unified diff and write nothing; the exit code is 1 when there is something to change
    #[arg(long, help_heading = "What to fix")]
    pub diff: bool,
    /// Silence every finding with a comment before its block, for you to fill in the reason; with --diff, show the comments first
    #[arg(long, help_heading = "What to fix", conflicts_with_all = ["fix", "suggested_fixes", "baseline", "write_baseline"])]
    pub add_suppressions: bool,
}

/// How rules are shown.
#[derive(Args, Clone, Copy, Debug)]
pub struct Look {
    /// `full` is for reading, `concise` gives a line for each rule, `markdown` a page
    #[arg(long, value_name = "FORMAT", help_heading = "What to show", default_value = "full")]
    pub output_format: RulesFormat,
}

/// The forms that rules are shown in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum RulesFormat {
    Full,
    Concise,
    Markdown,
}

/// A format, and where it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    pub format: OutputFormat,
    /// `None` for standard output.
    pub path: Option<PathBuf>,
}

#[derive(Args, Debug)]
pub struct Prose {
    #[command(flatten)]
    pub inputs: Inputs,
    /// Show what stands for math, citations, references, code and addresses
    #[arg(long, help_heading = "What to show")]
    pub placeholders: bool,
    /// `plain` gives text, `json` also what each block is, its sentences, and where each piece of it comes from
    #[arg(long, value_name = "FORMAT", help_heading = "What to show", default_value = "plain", value_parser = prose_format())]
    pub output_format: ProseFormat,
}

#[derive(Args, Debug)]
pub struct Abstract {
    #[command(flatten)]
    pub inputs: Inputs,
    /// Also show the length limits of a venue
    #[arg(long, value_name = "VENUE", help_heading = "What to show", value_parser = VenueName)]
    pub venue: Option<String>,
    /// Also show which words speak for the move of each sentence
    #[arg(long, help_heading = "What to show")]
    pub reasons: bool,
    /// `full` gives a page to read, `json` the same for programs
    #[arg(long, value_name = "FORMAT", help_heading = "What to show", default_value = "full", value_parser = abstract_format())]
    pub output_format: AbstractFormat,
}

#[derive(Args, Debug)]
pub struct Results {
    #[command(flatten)]
    pub inputs: Inputs,
    /// `full` gives a table to read, `markdown` one to paste into a supplement, `json` the same for programs
    #[arg(long, value_name = "FORMAT", help_heading = "What to show", default_value = "full", value_parser = results_format())]
    pub output_format: ResultsFormat,
    /// Show what the plan FILE fixes, beside what the paper says of it
    #[arg(long, value_name = "FILE", help_heading = "What to show", conflicts_with_all = ["why", "ask", "answers"], value_hint = ValueHint::FilePath)]
    pub plan: Option<PathBuf>,
    /// Also print each word that was read for it: whose work, said or denied, how far it reaches
    #[arg(long, help_heading = "What to show")]
    pub why: bool,
    /// Ask of each section that says nothing whether its results were planned, then show the sentences that say so; on a terminal alone
    #[arg(long, help_heading = "What to answer", conflicts_with_all = ["why", "output_format", "fix"])]
    pub ask: bool,
    /// Take the answers from FILE, and show the sentences that say them; with --ask, keep them there [default: beside the draft]
    #[arg(long, value_name = "FILE", help_heading = "What to answer", conflicts_with_all = ["why", "output_format"], value_hint = ValueHint::FilePath)]
    pub answers: Option<PathBuf>,
    /// Put the sentences into the draft
    #[arg(long, help_heading = "What to answer", requires = "answers")]
    pub fix: bool,
}

#[derive(Args, Debug)]
pub struct Plan {
    #[command(flatten)]
    pub inputs: Inputs,
    /// `full` gives tables to read, `markdown` a page to keep with the plan, `json` and `csv` the same for programs
    #[arg(long, value_name = "FORMAT", help_heading = "What to show", default_value = "full", value_parser = plan_format())]
    pub output_format: PlanFormat,
}

#[derive(Args, Debug)]
pub struct Stats {
    #[command(flatten)]
    pub inputs: Inputs,
    /// `full` gives tables to read, `json` and `csv` the same figures for programs
    #[arg(long, value_name = "FORMAT", help_heading = "What to show", default_value = "full", value_parser = stats_format())]
    pub output_format: StatsFormat,
}

#[derive(Args, Debug)]
pub struct Reader {
    #[command(flatten)]
    pub inputs: Inputs,
    /// `full` gives a table to read, `markdown` a page to hand to a reader, `json` all of it for programs
    #[arg(long, value_name = "FORMAT", help_heading = "What to show", default_value = "full", value_parser = reader_format())]
    pub output_format: ReaderFormat,
}

#[derive(Args, Debug)]
pub struct Config {
    /// A draft, or a folder of drafts [default: the current folder]
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub path: Option<PathBuf>,
    /// Do not use configuration files that reach outside this folder [default: the nearest one with .git, else the topmost with paperlint.toml]
    #[arg(long, value_name = "DIR", help_heading = "What to read", value_hint = ValueHint::DirPath)]
    pub root: Option<PathBuf>,
    #[command(flatten)]
    pub choice: Choice,
    /// Print the JSON schema of paperlint.toml, for editors
    #[arg(long, help_heading = "What to show")]
    pub schema: bool,
    /// `full` shows settings that differ from the default, `json` every setting of every rule
    #[arg(long, value_name = "FORMAT", help_heading = "What to show", default_value = "full")]
    pub output_format: ConfigFormat,
}

/// How settings are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ConfigFormat {
    Full,
    Json,
}

/// Options of every command.
#[derive(Args, Clone, Debug, Default)]
pub struct Common {
    /// Add the rule files (*.toml) of a folder of your own; its subfolders are themes
    #[arg(long, value_name = "DIR", global = true, help_heading = "Which rules", value_hint = ValueHint::DirPath)]
    pub rules: Vec<PathBuf>,
    /// Use the settings in FILE instead of any paperlint.toml beside a paper; so does the variable PAPERLINT_CONFIG
    #[arg(long, value_name = "FILE", global = true, help_heading = "Which rules", value_hint = ValueHint::FilePath)]
    pub config: Option<PathBuf>,
    /// Colours; NO_COLOR is respected
    #[arg(long, value_name = "WHEN", global = true, help_heading = "What to show", default_value = "auto")]
    pub color: Color,
    /// Say nothing but what was found and what went wrong
    #[arg(long, short, global = true, help_heading = "What to show")]
    pub quiet: bool,
}

/// When to colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Color {
    #[default]
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
