//! `paperlint submit`: the rules that matter before a deadline, as a view of its own.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::anyhow;
use clap::ValueHint;
use toml::value::{Date, Datetime};

use super::args::{Check, Choice, Common, Inputs, Mending, Output, VenueName, output};
use super::check;
use super::console::Console;
use super::disk::{MOST_OF_CONFIG, Roots, shown};
use crate::config::{FailOn, Settings, Sourced};
use crate::output::Submission;
use crate::rules::venues::Venue;
use crate::spec::Review;

#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(flatten)]
    pub inputs: Inputs,
    /// The venue that the paper goes to, or a file of your own such as `lab.toml` [default: as paperlint.toml or the style says]
    #[arg(long, value_name = "VENUE", help_heading = "Which rules", value_parser = VenueName)]
    pub venue: Option<String>,
    /// The paper is accepted: what was hidden for reviewers must be back
    #[arg(long, help_heading = "Which rules")]
    pub accepted: bool,
    /// Look for the names in FILE, one a line, in a paper whose reviewers must not know its authors
    #[arg(long, value_name = "FILE", help_heading = "Which rules", value_hint = ValueHint::FilePath)]
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

/// The profile whose rules run.
const PROFILE: &str = "submission";

/// `paperlint submit`. The exit code is 1 where something blocks the submission.
pub fn submit(args: Args, common: &Common, console: &Console) -> anyhow::Result<ExitCode> {
    let Args { inputs, venue, accepted, authors, all, output_format, today } = args;
    let authors = authors.map(|path| names(&path)).transpose()?.unwrap_or_default();
    let choice = Choice {
        profile: Some(PROFILE.to_owned()),
        venue,
        review: accepted.then_some(Review::Accepted),
        authors,
        finds_venue: true,
        fail_on: Some(FailOn::Error),
        ..Choice::default()
    };
    let check = Check {
        inputs,
        choice,
        mending: Mending { fix: false, suggested_fixes: false, diff: false, add_suppressions: false },
        output_format,
        baseline: None,
        write_baseline: None,
        since: None,
        watch: false,
        all,
        advice: all,
        not_checked: false,
        submitted_on: Some(today.unwrap_or_else(now)),
    };
    check::check(&check, common, console)
}

/// The names of a file, one a line.
fn names(path: &Path) -> anyhow::Result<Vec<String>> {
    let wrong = |error: String| anyhow!("--authors: {}: {error}", shown(path));
    let opened = Roots::default().open(path).map_err(|error| wrong(error.to_string()))?.opened;
    let bytes = opened.read(MOST_OF_CONFIG).map_err(|error| wrong(error.to_string()))?;
    let text = String::from_utf8(bytes).map_err(|_| wrong("is not UTF-8".to_owned()))?;
    let names = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    Ok(names.map(str::to_owned).collect())
}

/// A day, as `2026-11-28`.
pub fn day(text: &str) -> Result<Date, String> {
    let date = text.parse::<Datetime>().ok().and_then(|moment| moment.date);
    date.ok_or_else(|| "a day is written as 2026-11-28".to_owned())
}

/// The day it is, in UTC.
fn now() -> Date {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    of_days(since.as_secs() / 86_400)
}

/// The day that is some days after 1970-01-01, by Howard Hinnant's `civil_from_days` (howardhinnant.github.io/date_algorithms.html).
fn of_days(days: u64) -> Date {
    let z = days + 719_468;
    let (era, of_era) = (z / 146_097, z % 146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    Date { year: year as u16, month: month as u8, day: day as u8 }
}

/// What is known of the submission of a paper with these settings.
pub fn submission(settings: &Settings, today: Date) -> Submission {
    let mut not_checked = vec![
        "page limit, fonts, images (made when it is built)".to_owned(),
        "dual submission (no text tells)".to_owned(),
    ];
    match (&settings.venue, settings.review.value) {
        (None, _) => not_checked.push("what a venue asks (name it with --venue)".to_owned()),
        (Some(venue), _) => not_checked.extend(doubts(&venue.value, today)),
    }
    match settings.review.value {
        Review::DoubleBlind if settings.authors.is_empty() => {
            not_checked.push("self-citations by name (--authors FILE names the authors)".to_owned());
        }
        Review::Open if settings.venue.as_ref().is_none_or(|venue| venue.value.review.is_none()) => {
            not_checked.push("anonymity (`review = \"double-blind\"` asks for it)".to_owned());
        }
        _ => {}
    }
    let named = |venue: &Sourced<Arc<Venue>>| format!("{} ({})", venue.value.name, venue.origin);
    Submission { venue: settings.venue.as_ref().map(named), not_checked }
}

/// Why what a venue asks may be otherwise than its file says.
fn doubts(venue: &Venue, today: Date) -> Vec<String> {
    let old = venue.source.iter().filter(|source| source.is_old(today)).map(|source| source.checked).min();
    let second_hand = venue.source.iter().all(|source| !source.confirmed);
    let name = &venue.name;
    let old =
        old.map(|date| format!("whether {name} still asks what it asked on {date}, more than a year ago"));
    let second_hand = second_hand
        .then(|| format!("what {name}'s own page says (known at second hand, so nothing of it blocks)"));
    old.into_iter().chain(second_hand).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_as_calendars_do() {
        let text = |days| of_days(days).to_string();
        assert_eq!(
            [text(0), text(59), text(11_016), text(20_785)],
            ["1970-01-01", "1970-03-01", "2000-02-29", "2026-11-28"]
        );
    }

    #[test]
    fn a_fact_is_old_after_a_year() {
        let mut venue = Venue::named("acl").unwrap();
        venue.source.iter_mut().for_each(|source| source.checked = day("2026-03-01").unwrap());
        assert!(doubts(&venue, day("2027-03-01").unwrap()).is_empty());
        assert_eq!(doubts(&venue, day("2027-03-02").unwrap()).len(), 1);
    }
}
