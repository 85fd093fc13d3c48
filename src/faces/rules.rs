use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, anyhow, bail};

use super::args::{Check, Common, Look, RulesFormat};
use super::console::Console;
use super::loader::shown;
use crate::check::RuleSet;
use crate::output;
use crate::rules::spec::{SpecProblem, Stage, nearest};
use crate::rules::venues::Venue;
use crate::rules::{self, RuleFile};

/// `paperlint rules`.
pub fn list(look: Look, common: &Common, console: &Console) -> anyhow::Result<ExitCode> {
    let Some(rules) = all(common, console)? else {
        return Ok(ExitCode::from(2));
    };
    let text = match look.output_format {
        RulesFormat::Full => output::rules_table(&rules, console.columns()),
        RulesFormat::Concise => output::rules_concise(&rules),
    };
    console.report(&text)?;
    Ok(ExitCode::SUCCESS)
}

/// `paperlint explain RULE`.
pub fn explain(id: &str, look: Look, common: &Common, console: &Console) -> anyhow::Result<ExitCode> {
    let Some(rules) = all(common, console)? else {
        return Ok(ExitCode::from(2));
    };
    let Some(rule) = rules.iter().find(|rule| rule.spec.id == id) else {
        bail!("there is no rule `{id}`{}", hint(id, rules.iter().map(|rule| rule.spec.id.as_str())));
    };
    let text = match look.output_format {
        RulesFormat::Full => output::explain(rule, console.columns()),
        RulesFormat::Concise => format!("{id}: {}\n", output::clean_line(&rule.spec.summary)),
    };
    console.report(&text)?;
    Ok(ExitCode::SUCCESS)
}

/// The rules that a check applies, compiled; `None` where a rule file is wrong, which has then been shown.
pub fn selected(check: &Check, common: &Common, console: &Console) -> anyhow::Result<Option<RuleSet>> {
    let Some(mut rules) = all(common, console)? else {
        return Ok(None);
    };
    if let Some(id) = &check.venue {
        let settings = venue(id)?.settings;
        // Rules that an author's own folder replaces may not have the settings of a venue.
        for rule in &mut rules {
            if let Some(settings) = settings.get(&rule.spec.id) {
                rule.set(settings).map_err(|problem| anyhow!("venue `{id}`: {}", problem.message))?;
            }
        }
    }
    for name in check.select.iter().chain(&check.ignore) {
        if !rules.iter().any(|rule| is_named(rule, name)) {
            let known = rules.iter().flat_map(|rule| [rule.spec.id.as_str(), rule.theme.as_str()]);
            bail!("there is no rule or theme `{name}`{}", hint(name, known));
        }
    }
    rules.retain(|rule| {
        let is_selected = match rule.spec.stage {
            // Nobody should meet an unproven rule by asking for a theme.
            Stage::Preview => check.select.contains(&rule.spec.id),
            Stage::Stable => check.select.is_empty() || check.select.iter().any(|name| is_named(rule, name)),
        };
        is_selected && !check.ignore.iter().any(|name| is_named(rule, name))
    });
    if rules.is_empty() {
        bail!("no rule is left to apply; `paperlint rules` lists them all");
    }
    match RuleSet::compile(rules) {
        Ok(rules) => Ok(Some(rules)),
        Err(error) => {
            show(&error.file.path, &error.file.text, &error.problem, console);
            Ok(None)
        }
    }
}

/// The venue of that id.
pub fn venue(id: &str) -> anyhow::Result<Venue> {
    Venue::named(id).with_context(|| format!("there is no venue `{id}`{}", hint(id, Venue::ids())))
}

fn is_named(rule: &RuleFile, name: &str) -> bool {
    rule.spec.id == name || rule.theme == name
}

fn hint<'a>(wrong: &str, known: impl Iterator<Item = &'a str>) -> String {
    match nearest(wrong, known) {
        Some(near) => format!("; did you mean `{near}`?"),
        None => "; `paperlint rules` lists them all".to_owned(),
    }
}

/// The built-in rules and those of `--rules`; `None` where a file is wrong, which has then been shown.
fn all(common: &Common, console: &Console) -> anyhow::Result<Option<Vec<RuleFile>>> {
    let mut rules = rules::builtin();
    let mut is_sound = true;
    for folder in &common.rules {
        let files =
            rule_files(folder).with_context(|| format!("{}: the rules cannot be read", shown(folder)))?;
        if files.is_empty() {
            bail!("{}: no rule files (*.toml) here", shown(folder));
        }
        for (theme, path) in files {
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let text =
                fs::read_to_string(&path).with_context(|| format!("{}: cannot be read", shown(&path)))?;
            match RuleFile::parse(&theme, &shown(&path), &name, text.clone()) {
                Ok(rule) => rules.push(rule),
                Err(problem) => {
                    show(&shown(&path), &text, &problem, console);
                    is_sound = false;
                }
            }
        }
    }
    rules.sort_by(|a, b| a.theme.cmp(&b.theme));
    Ok(is_sound.then_some(rules))
}

fn show(path: &str, text: &str, problem: &SpecProblem, console: &Console) {
    let mut block = String::new();
    output::rule_error(path, text, problem, console.columns(), &mut block);
    console.problem(&block);
}

/// The rule files of a folder, by theme: its own are `own`, those of a subfolder have its name.
fn rule_files(folder: &Path) -> std::io::Result<Vec<(String, PathBuf)>> {
    let mut files = Vec::new();
    for path in entries(folder)? {
        if path.is_dir() {
            let theme = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            files.extend(
                entries(&path)?.into_iter().filter(|path| is_toml(path)).map(|path| (theme.clone(), path)),
            );
        } else if is_toml(&path) {
            files.push(("own".to_owned(), path));
        }
    }
    Ok(files)
}

fn is_toml(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "toml") && path.is_file()
}

fn entries(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut paths =
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>()?;
    paths.sort();
    Ok(paths)
}
