use clap::Args;

use super::{Choice, Inputs};

#[derive(Args, Debug)]
pub struct Review {
    #[command(flatten)]
    pub inputs: Inputs,
    #[command(flatten)]
    pub choice: Choice,
    /// Go through suggestions too
    #[arg(long, help_heading = "What to show")]
    pub advice: bool,
    /// Go on with the finding there, as in `paper.md:42`; leaving a review names the place
    #[arg(long, value_name = "FILE:LINE", help_heading = "What to show")]
    pub from: Option<String>,
}
