//! `paperlint config`: the settings that hold, and where each is from.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::anyhow;
use serde::Serialize;

use super::{Config, Configs};
use crate::cli::args::{self, Common, ConfigFormat};
use crate::cli::console::Console;
use crate::cli::disk::{from_here, shown};
use crate::config::{Origin, RuleSettings, Settings, Sourced, schema};
use crate::output::{JSON_VERSION, clean_line, json_line};
use crate::rules::RuleFile;
use crate::rules::editions::Edition;
use crate::source::Audience;
use crate::spec::Stage;

/// `paperlint config`.
pub fn print(args: &args::Config, common: &Common, console: &Console) -> anyhow::Result<ExitCode> {
    if args.schema {
        console.report(&schema::text())?;
        return Ok(ExitCode::SUCCESS);
    }
    let path = args.path.clone().unwrap_or(PathBuf::from("."));
    let configs = Configs::new(common, &args.choice, args.root.as_deref())?;
    let found = configs.roots().open(&path).map_err(|error| anyhow!("{}: {error}", shown(&path)))?.opened;
    // What holds for a folder is what holds for a file in it that no pattern names.
    let file = if found.is_folder() { found.real.join("-") } else { path.clone() };
    let config = configs.of(&file)?;
    let settings = config.settings(if found.is_folder() { &file } else { &found.real }, None)?;
    console.report(&match args.output_format {
        ConfigFormat::Full => table(&path, &config, &settings, console.columns()),
        ConfigFormat::Json => json_line(&Json::new(&path, &config, &settings)),
    })?;
    Ok(ExitCode::SUCCESS)
}

/// A setting as it is shown: its key, its value, where that is from.
struct Row(String, String, String);

fn table(path: &Path, config: &Config, settings: &Settings, columns: usize) -> String {
    let files: Vec<&str> = config.files().collect();
    let files = if files.is_empty() { "no paperlint.toml".to_owned() } else { files.join(", then ") };
    let mut rows = vec![
        Row("paper".to_owned(), shown(path), String::new()),
        Row("root".to_owned(), shown(&config.root), String::new()),
        Row("read".to_owned(), files, String::new()),
    ];
    general(settings, &mut rows);
    switched(settings, &mut rows);
    for (rule, changed) in settings.known.all.iter().zip(&settings.rules).filter(|(_, rule)| rule.is_on.value)
    {
        let key = |name: &str| format!("rules.{}.{name}", rule.spec.id);
        let level = changed.level.iter();
        rows.extend(
            level.map(|level| Row(key("level"), level.value.name().to_owned(), level.origin.to_string())),
        );
        let values = changed.settings.iter();
        rows.extend(values.map(|(name, by)| Row(key(name), by.value.to_string(), by.origin.to_string())));
    }
    let width =
        |cell: fn(&Row) -> &String| rows.iter().map(|row| cell(row).chars().count()).max().unwrap_or(0);
    let (first, last) = (width(|row| &row.0), width(|row| &row.2));
    let room = columns.saturating_sub(first + last + 4).max(24);
    let mut out = String::new();
    for Row(key, value, origin) in &rows {
        for (index, line) in wrapped(&clean_line(value), room).iter().enumerate() {
            let (key, origin) = if index == 0 { (key.as_str(), origin.as_str()) } else { ("", "") };
            let line = format!("{:first$}  {line:room$}  {}", clean_line(key), clean_line(origin));
            // Writing to a string cannot fail.
            let _ = writeln!(out, "{}", line.trim_end());
        }
    }
    out
}

fn general(settings: &Settings, rows: &mut Vec<Row>) {
    let mut one = |key: &str, value: &str, origin: &Origin| {
        rows.push(Row(key.to_owned(), value.to_owned(), origin.to_string()));
    };
    match &settings.edition {
        Some(edition) => one("edition", edition.value, &edition.origin),
        None => one("edition", &format!("the newest, {}", Edition::newest()), &Origin::Default),
    }
    one("profile", settings.profile.value, &settings.profile.origin);
    match &settings.venue {
        Some(venue) => one("venue", &venue.value.id, &venue.origin),
        None => one("venue", "none", &Origin::Default),
    }
    one("review", settings.review.value.name(), &settings.review.origin);
    match &settings.doc_type {
        Some(kind) => one("doc-type", kind.value.name(), &kind.origin),
        None => one("doc-type", "as the paper tells", &Origin::Default),
    }
    match &settings.plan {
        Some(plan) => one("plan", &shown(&from_here(&plan.value)), &plan.origin),
        None => one("plan", "the one beside the paper", &Origin::Default),
    }
    match &settings.audience {
        Some(audience) => one("audience", audience.value.name(), &audience.origin),
        None => one("audience", Audience::default().name(), &Origin::Default),
    }
    one("fail-on", settings.fail_on.value.name(), &settings.fail_on.origin);
    match &settings.papers {
        Some(papers) => listed("papers", papers, rows),
        None => one("papers", "as each file tells", &Origin::Default),
    }
    for (key, values) in [
        ("exclude", &settings.exclude),
        ("rule-folders", &settings.rule_folders),
        ("acronyms", &settings.acronyms),
        ("terms", &settings.terms),
        ("quoted", &settings.quoted),
        ("authors", &settings.authors),
    ] {
        listed(key, values, rows);
    }
}

/// Values that are from the same place stand in one row.
fn listed(key: &str, values: &[Sourced<String>], rows: &mut Vec<Row>) {
    for group in values.chunk_by(|a, b| a.origin == b.origin) {
        let words: Vec<&str> = group.iter().map(|value| value.value.as_str()).collect();
        let origin = group.first().map(|value| value.origin.to_string()).unwrap_or_default();
        rows.push(Row(key.to_owned(), words.join(", "), origin));
    }
}

/// How many rules run, and which do not run as they come.
fn switched(settings: &Settings, rows: &mut Vec<Row>) {
    let runs = settings.rules.iter().filter(|rule| rule.is_on.value).count();
    rows.push(Row("rules that run".to_owned(), format!("{runs} of {}", settings.rules.len()), String::new()));
    for (is_on, key) in [(true, "switched on"), (false, "switched off")] {
        let mut by: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for (rule, changed) in settings.known.all.iter().zip(&settings.rules) {
            if changed.is_on.value == is_on && (rule.spec.stage == Stage::Stable) != is_on {
                by.entry(changed.is_on.origin.to_string()).or_default().push(&rule.spec.id);
            }
        }
        rows.extend(by.into_iter().map(|(origin, ids)| Row(key.to_owned(), ids.join(", "), origin)));
    }
}

/// Breaks a list at spaces.
fn wrapped(text: &str, room: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) if line.chars().count() + 1 + word.chars().count() <= room => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[derive(Serialize)]
struct Json<'s> {
    version: u32,
    path: String,
    root: String,
    files: Vec<&'s str>,
    edition: Option<From<&'s str>>,
    profile: From<&'s str>,
    venue: Option<From<&'s str>>,
    review: From<&'s str>,
    authors: Vec<From<&'s str>>,
    doc_type: Option<From<&'s str>>,
    plan: Option<From<String>>,
    audience: Option<From<&'s str>>,
    fail_on: From<&'s str>,
    papers: Option<Vec<From<&'s str>>>,
    exclude: Vec<From<&'s str>>,
    rule_folders: Vec<From<&'s str>>,
    acronyms: Vec<From<&'s str>>,
    terms: Vec<From<&'s str>>,
    quoted: Vec<From<&'s str>>,
    rules: BTreeMap<&'s str, RuleJson<'s>>,
}

#[derive(Serialize)]
struct RuleJson<'s> {
    runs: From<bool>,
    level: From<&'s str>,
    settings: BTreeMap<&'s str, From<u32>>,
}

/// A value and where it is from.
#[derive(Serialize)]
struct From<T> {
    value: T,
    from: String,
}

impl<T> From<T> {
    fn new(value: T, origin: &Origin) -> Self {
        Self { value, from: origin.to_string() }
    }
}

impl<'s> Json<'s> {
    fn new(path: &Path, config: &'s Config, settings: &'s Settings) -> Self {
        fn words(values: &[Sourced<String>]) -> Vec<From<&str>> {
            values.iter().map(|word| From::new(word.value.as_str(), &word.origin)).collect()
        }
        let rule = |(rule, changed): (&'s RuleFile, &RuleSettings)| {
            (rule.spec.id.as_str(), RuleJson::new(rule, changed))
        };
        Self {
            version: JSON_VERSION,
            path: shown(path),
            root: shown(&config.root),
            files: config.files().collect(),
            edition: settings.edition.as_ref().map(|edition| From::new(edition.value, &edition.origin)),
            profile: From::new(settings.profile.value, &settings.profile.origin),
            venue: settings.venue.as_ref().map(|venue| From::new(venue.value.id.as_str(), &venue.origin)),
            review: From::new(settings.review.value.name(), &settings.review.origin),
            authors: words(&settings.authors),
            doc_type: settings.doc_type.as_ref().map(|kind| From::new(kind.value.name(), &kind.origin)),
            plan: settings.plan.as_ref().map(|plan| From::new(shown(&from_here(&plan.value)), &plan.origin)),
            audience: settings.audience.as_ref().map(|one| From::new(one.value.name(), &one.origin)),
            fail_on: From::new(settings.fail_on.value.name(), &settings.fail_on.origin),
            papers: settings.papers.as_deref().map(words),
            exclude: words(&settings.exclude),
            rule_folders: words(&settings.rule_folders),
            acronyms: words(&settings.acronyms),
            terms: words(&settings.terms),
            quoted: words(&settings.quoted),
            rules: settings.known.all.iter().zip(&settings.rules).map(rule).collect(),
        }
    }
}

impl<'s> RuleJson<'s> {
    fn new(rule: &'s RuleFile, changed: &RuleSettings) -> Self {
        let level = match &changed.level {
            Some(level) => From::new(level.value.name(), &level.origin),
            None => From::new(rule.spec.severity.name(), &Origin::Default),
        };
        let value = |(name, setting): (&'s String, &crate::spec::Setting)| {
            let value = match changed.settings.get(name) {
                Some(value) => From::new(value.value, &value.origin),
                None => From::new(setting.default, &Origin::Default),
            };
            (name.as_str(), value)
        };
        let settings = rule.spec.settings.iter().map(value).collect();
        Self { runs: From::new(changed.is_on.value, &changed.is_on.origin), level, settings }
    }
}
