//! `paperlint init`: a configuration to start from.

use std::path::Path;
use std::process::ExitCode;

use anyhow::bail;

use super::Configs;
use crate::analysis::DocType;
use crate::cli::args::{Choice, Common};
use crate::cli::console::Console;
use crate::cli::discover;
use crate::cli::disk::{self, shown};
use crate::cli::write::{Target, write_new};
use crate::config::Profile;
use crate::output::clean_line;
use crate::rules::editions::Edition;
use crate::rules::venues::Venue;
use crate::source::Format;

/// `paperlint init`. Asks nothing, and leaves a file that is there alone.
pub fn init(folder: Option<&Path>, common: &Common, console: &Console) -> anyhow::Result<ExitCode> {
    let folder = folder.unwrap_or(Path::new("."));
    let path = folder.join(disk::CONFIG);
    let target = new_file(folder, &path, "`paperlint config` shows what holds")?;
    let papers = Papers::of(folder, &Configs::new(common, &Choice::default(), None)?);
    write_new(&target, &papers.config())?;
    console.report(&format!("{} written{}\n", clean_line(&shown(&path)), papers.summary()))?;
    Ok(ExitCode::SUCCESS)
}

/// `paperlint init --plan`: a plan to fill in.
pub fn init_plan(folder: Option<&Path>, console: &Console) -> anyhow::Result<ExitCode> {
    let folder = folder.unwrap_or(Path::new("."));
    let path = folder.join(PLAN);
    let target = new_file(folder, &path, "`paperlint plan` shows what it says and what is missing")?;
    write_new(&target, include_str!("plan.md"))?;
    let path = clean_line(&shown(&path)).into_owned();
    console.report(&format!("{path} written; `paperlint {path}` says what is still missing\n"))?;
    Ok(ExitCode::SUCCESS)
}

/// The name of a plan that is written.
const PLAN: &str = "PLAN.md";

/// Returns where a file that is not there yet is written.
fn new_file(folder: &Path, path: &Path, otherwise: &str) -> anyhow::Result<Target> {
    if path.symlink_metadata().is_ok() {
        bail!("{} is there already, so nothing was written; {otherwise}", shown(path));
    }
    if !folder.is_dir() {
        bail!("{}: no such folder", shown(folder));
    }
    Target::of(path)
}

/// What a folder holds, as far as a configuration cares.
#[derive(Default)]
struct Papers {
    /// Names from the folder on, and formats.
    found: Vec<(String, Format)>,
    /// The venue, with the class or package that tells it and the file that asks for that.
    venue: Option<(Venue, String, String)>,
}

impl Papers {
    fn of(folder: &Path, configs: &Configs) -> Self {
        let mut papers = Self::default();
        let Ok(real) = folder.canonicalize() else { return papers };
        for paper in discover::search(folder, &real, configs).papers {
            let below = paper.path.strip_prefix(folder).unwrap_or(&paper.path);
            let name = clean_line(&below.to_string_lossy().replace('\\', "/")).into_owned();
            if papers.venue.is_none() && paper.format == Format::Latex {
                let located = configs.roots().open(&paper.path).ok();
                let source = located.and_then(|located| located.opened.source(&name).ok());
                let text = source.map(|source| source.text).unwrap_or_default();
                let venue = |style: &str| Some((Venue::of_style(style)?, style.to_owned(), name.clone()));
                papers.venue = styles(&text).find_map(venue);
            }
            papers.found.push((name, paper.format));
        }
        papers
    }

    /// Returns the configuration, with what was found filled in.
    fn config(&self) -> String {
        let venue = match &self.venue {
            Some((venue, style, file)) => {
                format!("# {} asks for `{}`.\nvenue = \"{}\"", file, clean_line(style), venue.id)
            }
            None => "# venue = \"acl\"".to_owned(),
        };
        let papers: Vec<String> = self
            .found
            .iter()
            .take(SHOWN)
            .map(|(name, _)| toml::Value::from(name.as_str()).to_string())
            .collect();
        let papers = if papers.is_empty() { "\"paper.md\"".to_owned() } else { papers.join(", ") };
        let one_of = |names: Vec<&str>| match names.split_last() {
            Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
            None => String::new(),
        };
        include_str!("init.toml")
            .replace("{venues}", &one_of(Venue::ids().collect()))
            .replace("{profiles}", &one_of(Profile::ids().collect()))
            .replace("{doc-types}", &one_of(DocType::NAMES.to_vec()))
            .replace("{edition}", Edition::newest())
            .replace("{venue}", &venue)
            .replace("{papers}", &papers)
    }

    /// Returns what was found, for people.
    fn summary(&self) -> String {
        let name = |format: Format| match format {
            Format::Markdown => "Markdown",
            Format::Latex => "LaTeX",
            Format::Notebook => "notebook",
            Format::Plain => "plain text",
        };
        let mut papers: Vec<String> = self
            .found
            .iter()
            .take(SHOWN)
            .map(|(file, format)| format!("{file} ({})", name(*format)))
            .collect();
        if self.found.len() > SHOWN {
            papers.push("…".to_owned());
        }
        let venue =
            self.venue.as_ref().map(|(venue, ..)| format!(", venue {}", venue.name)).unwrap_or_default();
        match papers.as_slice() {
            [] => "; no paper is here yet".to_owned(),
            papers => format!("; found {}{venue}", papers.join(", ")),
        }
    }
}

/// Papers that are named.
const SHOWN: usize = 3;

/// Returns the classes and packages that a LaTeX file asks for.
fn styles(text: &str) -> impl Iterator<Item = &str> {
    let code = |line: &'_ str| line.find('%').map_or(line.len(), |sign| sign);
    let lines = text.lines().map(move |line| line.get(..code(line)).unwrap_or(""));
    let asks = |line: &&str| {
        ["\\documentclass", "\\usepackage", "\\RequirePackage"].iter().any(|command| line.contains(command))
    };
    lines
        .filter(asks)
        .flat_map(|line| line.split('{').skip(1))
        .flat_map(|rest| rest.split('}').next().unwrap_or("").split(',').map(str::trim))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::config::{Chain, ConfigFile, Layer, NoReader, Rules, Said};

    /// The settings of a configuration, with what is commented out switched on.
    fn settings(text: &str) {
        let is_example = |line: &str| line.contains(" = ") || line.starts_with('[');
        let uncommented = |line: &str| {
            let bare = line
                .strip_prefix("# ")
                .filter(|rest| is_example(rest) && !rest.contains('`'))
                .unwrap_or(line);
            bare.to_owned()
        };
        let text: String = text.lines().map(|line| uncommented(line) + "\n").collect();
        let said: Said = toml::from_str(&text).unwrap_or_else(|error| panic!("{error}"));
        assert!(
            said.per_file.len() == 1
                && said.rules.len() == 1
                && said.select.is_some()
                && said.papers.is_some()
        );
        let without_files =
            |text: &str| text.replace("rule-folders", "# rule-folders").replace("extends", "# extends");
        let file = ConfigFile::text("init.toml", &without_files(&text));
        let chain = Chain::new(Some(file), &Layer::default(), &Rules::builtin(), &NoReader).unwrap();
        chain.settings(Path::new("paper.md"), Path::new(""), None).unwrap();
    }

    #[test]
    fn every_example_of_the_file_is_right() {
        let nothing = Papers::default();
        settings(&nothing.config());
        toml::from_str::<Said>(&nothing.config()).unwrap();
        let venue = Venue::of_style("icml2025").unwrap();
        let venue = Some((venue, "icml2025".to_owned(), "main.tex".to_owned()));
        let found = vec![("main.tex".to_owned(), Format::Latex), ("a \"b\".md".to_owned(), Format::Markdown)];
        let some = Papers { found, venue };
        settings(&some.config());
        assert!(some.config().contains("\nvenue = \"icml\"\n"));
    }

    #[test]
    fn classes_and_packages_are_found() {
        let text = "\\documentclass[a4paper]{article}\n% \\usepackage{acl}\n\\usepackage[final]{neurips_2024, url}\n";
        assert_eq!(styles(text).collect::<Vec<_>>(), ["article", "neurips_2024", "url"]);
    }
}
