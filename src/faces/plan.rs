use std::process::ExitCode;

use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::args::{Choice, Common, Inputs};
use super::config::Configs;
use super::console::Console;
use super::papers::{self, Papers};
use crate::output::{self, PlanFormat};

#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(flatten)]
    pub inputs: Inputs,
    /// `full` gives tables to read, `markdown` a page to keep with the plan, `json` and `csv` the same for programs
    #[arg(long, value_name = "FORMAT", help_heading = "What to show", default_value = "full", value_parser = format())]
    pub output_format: PlanFormat,
}

/// `paperlint plan`.
pub fn print(args: &Args, common: &Common, console: &Console) -> anyhow::Result<ExitCode> {
    let configs = Configs::new(common, &Choice::default(), args.inputs.root.as_deref())?;
    let Papers { drafts, has_failed, .. } = papers::gather(&args.inputs, &configs, console)?;
    console.report(&output::plans(&drafts, args.output_format, console.columns()))?;
    Ok(ExitCode::from(if has_failed { 2 } else { 0 }))
}

fn format() -> impl TypedValueParser<Value = PlanFormat> {
    PossibleValuesParser::new(["full", "markdown", "json", "csv"]).map(|name| match name.as_str() {
        "markdown" => PlanFormat::Markdown,
        "json" => PlanFormat::Json,
        "csv" => PlanFormat::Csv,
        _ => PlanFormat::Full,
    })
}
