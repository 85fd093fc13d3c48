//! The `paperlint` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    paperlint::internal::cli()
}
