//! `paperlint submit`: the rules that matter before a deadline, as a view of its own.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, anyhow};
use toml::value::Date;

use super::args::{Check, Choice, Common, Mending, Submit};
use super::check::{self, git};
use super::console::Console;
use super::disk::{MOST_OF_CONFIG, Roots, shown};
use crate::analysis::authors::is_name;
use crate::config::FailOn;
use crate::spec::Review;

/// The profile whose rules run.
const PROFILE: &str = "submission";

/// `paperlint submit`. The exit code is 1 where something blocks the submission.
pub fn submit(args: Submit, common: &Common, console: &Console) -> anyhow::Result<ExitCode> {
    let Submit { inputs, venue, accepted, authors, all, output_format, today } = args;
    let authors = match authors {
        Some(path) if path.as_os_str() == "git" => committers(&inputs.paths)?,
        Some(path) => names(&path)?,
        None => Vec::new(),
    };
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

/// Returns the names of those who committed to the repository of the first paper, programs left out.
fn committers(paths: &[PathBuf]) -> anyhow::Result<Vec<String>> {
    let path = paths.first().map_or(Path::new("."), PathBuf::as_path);
    let path =
        path.canonicalize().with_context(|| format!("--authors git: {} cannot be read", shown(path)))?;
    let folder = if path.is_dir() { &path } else { path.parent().unwrap_or(&path) };
    let names = git::authors(folder)?;
    Ok(names.into_iter().filter(|name| is_name(name)).collect())
}

/// Returns the names of a file, one a line.
fn names(path: &Path) -> anyhow::Result<Vec<String>> {
    let wrong = |error: String| anyhow!("--authors: {}: {error}", shown(path));
    let opened = Roots::default().open(path).map_err(|error| wrong(error.to_string()))?.opened;
    let bytes = opened.read(MOST_OF_CONFIG).map_err(|error| wrong(error.to_string()))?;
    let text = String::from_utf8(bytes).map_err(|_| wrong("is not UTF-8".to_owned()))?;
    let names = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    Ok(names.map(str::to_owned).collect())
}

/// Returns the day it is, in UTC.
fn now() -> Date {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    of_days(since.as_secs() / 86_400)
}

/// Returns the day that is some days after 1970-01-01, by Howard Hinnant's `civil_from_days`
/// (howardhinnant.github.io/date_algorithms.html).
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
}
