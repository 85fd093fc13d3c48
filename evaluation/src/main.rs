//! Scores paperlint on data that people have annotated. Each kind of data is a subcommand; README.md keeps the figures.

mod abstracts;
mod acronyms;
mod claims;
mod fuzz;
mod judge;
mod labels;
mod learner;
mod mutants;
mod numbers;
mod papers;
mod plans;
mod predictions;
mod sentences;
mod statements;

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
    /// Planned and exploratory, in whole papers
    Labels(labels::Args),
    /// Sentences that report a result
    Claims(claims::Args),
    /// Pairs of short and long forms, or acronyms that a paper leaves undefined
    Acronyms(acronyms::Args),
    /// What single sentences say of plans and registrations
    Statements(statements::Args),
    /// Sentence boundaries inside paragraphs
    Sentences(sentences::Args),
    /// Roles and moves of the sentences of abstracts
    Abstracts(abstracts::Args),
    /// Numbers of abstracts, changed one at a time: how many changes are seen
    Numbers(numbers::Args),
    /// Departures planted in papers beside their plans: how many are found, and what is found besides
    Plans(plans::Args),
    /// Findings in papers, drawn by lot for a reader to judge, and what readers said
    Judge(judge::Args),
    /// Real drafts, cut, spliced, doubled and unbalanced: nothing may break on them
    Mutants(mutants::Args),
    /// Texts of every kind that is read, made at random for a time: nothing may break on them
    Fuzz(fuzz::Args),
    /// Train the weights for sentences that report a result
    TrainClaims(claims::train::Args),
    /// Train the weights for the moves of abstracts
    TrainAbstracts(abstracts::train::Args),
}

fn main() -> ExitCode {
    let result = match Args::parse().data {
        Data::Labels(args) => labels::run(&args),
        Data::Claims(args) => claims::run(&args),
        Data::Acronyms(args) => acronyms::run(&args),
        Data::Statements(args) => statements::run(&args),
        Data::Sentences(args) => sentences::run(&args),
        Data::Abstracts(args) => abstracts::run(&args),
        Data::Numbers(args) => numbers::run(&args),
        Data::Plans(args) => plans::run(&args),
        Data::Judge(args) => judge::run(&args),
        Data::Mutants(args) => mutants::run(&args),
        Data::Fuzz(args) => fuzz::run(&args),
        Data::TrainClaims(args) => claims::train::run(&args),
        Data::TrainAbstracts(args) => abstracts::train::run(&args),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::from(2)
        }
    }
}

/// Returns a part of a whole; all of nothing is 1.
fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}
