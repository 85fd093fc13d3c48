//! Scores paperlint on data that people have annotated. Each kind of data is a subcommand; README.md keeps the figures.

mod acronyms;
mod sentences;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(about = "Scores paperlint on annotated data", disable_help_subcommand = true)]
struct Args {
    #[command(subcommand)]
    data: Data,
}

#[derive(Subcommand)]
enum Data {
    /// Pairs of short and long forms, or acronyms that a paper leaves undefined
    Acronyms(acronyms::Args),
    /// Sentence boundaries inside paragraphs
    Sentences(sentences::Args),
}

fn main() -> ExitCode {
    let result = match Args::parse().data {
        Data::Acronyms(args) => acronyms::run(&args),
        Data::Sentences(args) => sentences::run(&args),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::from(2)
        }
    }
}
