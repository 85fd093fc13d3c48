//! Whole drafts beside what is found in them. `cargo xtask generate fixtures` rewrites the expectations for review.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::string_slice)]

mod folder;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use libtest_mimic::{Arguments, Failed, Trial};
use paperlint::internal::findings::{Finding, Severity};
use paperlint::internal::rules::{RuleFile, builtin};
use paperlint::internal::source::{Draft, Format, LineIndex, Source};
use paperlint::internal::spec::Stage;
use paperlint::internal::{RuleSet, Scratch, lint, markup};

use folder::Folder;

fn main() -> ExitCode {
    let drafts = drafts(Path::new("fixtures"));
    let mut trials: Vec<Trial> = drafts
        .into_iter()
        .map(|path| {
            let is_clean = path.starts_with("fixtures/clean");
            Trial::test(
                path.display().to_string(),
                move || if is_clean { clean(&path) } else { expected(&path) },
            )
        })
        .collect();
    trials.push(Trial::test("two formats, the same findings", two_formats));
    trials.push(Trial::test("every dialect, the same findings", dialects));
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

/// Returns the main files of all fixtures: `paper.*`, and every draft of `clean/`.
fn drafts(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let is_main = path.file_stem().is_some_and(|stem| stem == "paper") || folder.ends_with("clean");
        if path.is_dir() {
            found.extend(drafts(&path));
        } else if is_main && Format::from_path(&path).is_some() {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// Returns the rules that run without being asked for.
fn stable() -> Vec<RuleFile> {
    builtin().into_iter().filter(|rule| rule.spec.stage == Stage::Stable).collect()
}

/// Returns what is found in a draft, which is a file with those it includes, or the files of a folder in a row.
fn linted(path: &Path) -> (Draft, Vec<Finding>, RuleSet) {
    let mut files = if path.is_dir() { drafts_of(path) } else { vec![path.to_owned()] }.into_iter();
    let read =
        |path: PathBuf| Source::decode(path.file_name().unwrap().to_string_lossy(), fs::read(&path).unwrap());
    let main = files.next().unwrap();
    let (format, mut folder) = (Format::from_path(&main).unwrap(), Folder(main.parent().unwrap().to_owned()));
    let draft = markup::assemble_series(read(main), files.map(read).collect(), format, &mut folder);
    let rules = RuleSet::compile(stable()).unwrap_or_else(|error| panic!("{}", error.problem.message));
    let findings = lint(&draft, &rules, &mut Scratch::default()).findings;
    (draft, findings, rules)
}

/// One line a finding: place, severity, rule, values.
fn lines(path: &Path) -> String {
    let (draft, findings, rules) = linted(path);
    let problems = draft.problems().iter().map(|problem| format!("{} {}\n", problem.target, problem.kind));
    let findings = findings.iter().map(|finding| {
        let span = finding.place.first();
        let file = draft.file(draft.file_of(span.start));
        let index = LineIndex::new(&file.text);
        let at = |address: u32| {
            let location = index.location(&file.text, address - file.base);
            format!("{}:{}", location.line, location.column)
        };
        let place = format!("{}:{}-{}", file.name, at(span.start), at(span.end));
        let values: Vec<String> =
            finding.values.iter().map(|(name, value)| format!("{name}: {value}")).collect();
        let (severity, rule) = (finding.severity.name(), &rules.spec(finding).id);
        format!("{place:<28} {severity:<8} {rule:<20} {}\n", values.join(", "))
    });
    problems.chain(findings).collect()
}

fn expected(path: &Path) -> Result<(), Failed> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".findings");
    let found = lines(path);
    if std::env::var_os("UPDATE").is_some() {
        fs::write(beside, found)?;
        return Ok(());
    }
    let expected = fs::read_to_string(&beside).unwrap_or_default();
    compare(&expected, &found)
}

fn clean(path: &Path) -> Result<(), Failed> {
    compare("", &lines(path))
}

fn compare(expected: &str, found: &str) -> Result<(), Failed> {
    if expected == found {
        return Ok(());
    }
    let diff = similar::TextDiff::from_lines(expected, found);
    Err(format!("expected (-) and found (+) differ\n{}", diff.unified_diff().context_radius(0)).into())
}

/// Returns the same paper in Markdown and in LaTeX: the same rules, severities and values in the same order.
fn two_formats() -> Result<(), Failed> {
    let said = |path: &str| {
        let (_, findings, rules) = linted(Path::new(path));
        let line = |finding: &Finding| {
            let severity: Severity = finding.severity;
            format!("{} {} {:?}\n", severity.name(), rules.spec(finding).id, finding.values)
        };
        findings.iter().map(line).collect::<String>()
    };
    compare(&said("fixtures/two-formats/paper.md"), &said("fixtures/two-formats/paper.tex"))
}

/// Returns the same paper in every dialect: the same rules, severities and values, found in the same words.
fn dialects() -> Result<(), Failed> {
    let said = |path: &Path| {
        let (draft, findings, rules) = linted(path);
        let reading = markup::read(&draft);
        let line = |finding: &Finding| {
            let found = reading.slice(finding.place.range.start, finding.place.range.end);
            // A line end in front matter is followed by the spaces that set it in.
            let found = found.split_whitespace().collect::<Vec<_>>().join(" ");
            let (severity, rule) = (finding.severity.name(), &rules.spec(finding).id);
            format!("{severity} {rule} {:?} {found}\n", finding.values)
        };
        // A note stands where its mark is, or after the paragraph.
        let mut lines: Vec<String> = findings.iter().map(line).collect();
        lines.sort();
        lines.concat()
    };
    let folder = Path::new("fixtures/dialects");
    let mut papers = drafts_of(folder);
    papers.extend([folder.join("manubot/content"), folder.join("parts/main.md")]);
    assert_eq!(papers.len(), 9, "every dialect is there");
    let expected = said(&folder.join("latex.tex"));
    assert!(expected.lines().count() >= 8, "something is found in each kind of block of the body");
    papers.iter().try_for_each(|path| {
        compare(&expected, &said(path))
            .map_err(|diff| format!("{}{}", path.display(), diff.message().unwrap_or("")).into())
    })
}

/// Returns the drafts of a folder by name, those of folders in it left out.
fn drafts_of(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut found: Vec<PathBuf> =
        entries.filter(|path| path.is_file() && Format::from_path(path).is_some()).collect();
    found.sort();
    found
}
