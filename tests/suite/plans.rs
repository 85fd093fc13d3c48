//! Plans of all kinds beside what a careful reader says of them (`fixtures/plans/expected.tsv`).

use std::fs;
use std::path::Path;
use std::time::Instant;

use paperlint::internal::analysis::plans::{Field, Form, Plan, Topic, compare};
use paperlint::internal::analysis::{Paper, Vocabulary};
use paperlint::internal::assemble;
use paperlint::internal::document::{Document, Lexicon};
use paperlint::internal::markup::{self, NoLoader};
use paperlint::internal::source::{Format, Source};

use crate::patience::PATIENCE;

#[test]
fn every_plan_is_read_as_a_careful_reader_reads_it() {
    let mut wrong = Vec::new();
    for line in fs::read_to_string("fixtures/plans/expected.tsv").unwrap().lines() {
        if line.starts_with('#') {
            continue;
        }
        let (name, expected) = line.split_once('\t').unwrap();
        let found = summary(&Path::new("fixtures/plans").join(name));
        if found != expected {
            wrong.push(format!("{name}\n  expected {expected:?}\n  found    {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// Form, lacking parts, experiments, the vague ones, milestones without a date, as a line of the table gives them.
fn summary(path: &Path) -> String {
    let source = Source::decode(path.display().to_string(), fs::read(path).unwrap());
    let draft = assemble(source, Format::from_path(path).unwrap(), &mut NoLoader);
    let (lexicon, vocabulary) = (Lexicon::default(), Vocabulary::default());
    let reading = markup::read(&draft);
    let document = Document::new(&reading, &lexicon);
    let paper = Paper::new(&draft, &document, &vocabulary);
    let Some(plan) = paper.plan() else { return "none\t\t\t\t0".to_owned() };
    let undated = plan.milestones.iter().filter(|milestone| !milestone.is_definite).count();
    let lacking: Vec<&str> = plan.lacking.iter().map(|part| part.name()).collect();
    let form = match plan.form {
        Form::Project => "project",
        Form::Registration => "registration",
    };
    let (experiments, vague) = match plan.form {
        Form::Project => (plan.experiments.len().to_string(), vague(plan)),
        Form::Registration => (String::new(), String::new()),
    };
    format!("{form}\t{}\t{experiments}\t{vague}\t{undated}", lacking.join(" "))
}

/// Returns the numbers of the experiments that leave out two or more of what they should say.
fn vague(plan: &Plan) -> String {
    let asked = [Field::Varies, Field::Measures, Field::Expects, Field::Decides];
    let numbers = plan
        .experiments
        .iter()
        .zip(1..)
        .filter(|(experiment, _)| asked.iter().filter(|field| !experiment.has(**field)).count() >= 2);
    numbers.map(|(_, number)| number.to_string()).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_paper_is_compared_with_its_plan() {
    let changes = changes(Path::new("fixtures/plans/pairs"));
    let wrong: Vec<String> = changes
        .iter()
        .filter(|change| change.found != change.expected && !change.is_known())
        .map(|change| format!("{}\n  found {:?}", change.line, change.found))
        .collect();
    assert!(wrong.is_empty(), "{} of {} wrong:\n{}", wrong.len(), changes.len(), wrong.join("\n"));
}

/// Pairs that are counted and not listed. A failure says how many are right and not which.
#[test]
fn pairs_kept_apart_are_compared_as_often_rightly_as_is_said() {
    for folder in ["fixtures/plans/unseen", "fixtures/plans/voices"].map(Path::new) {
        let changes = changes(folder);
        let right = |change: &Change, kind: &String| change.expected.contains(kind);
        let planted: usize = changes.iter().map(|change| change.expected.len()).sum();
        let called = |is_right: bool| -> usize {
            let of =
                |change: &Change| change.found.iter().filter(|kind| right(change, kind) == is_right).count();
            changes.iter().map(of).sum()
        };
        let counted = format!("{planted}\t{}\t{}", called(true), called(false));
        let said = fs::read_to_string(folder.join("counts.tsv")).unwrap();
        let what = "planted, found, wrongly called a departure";
        assert_eq!(said.lines().last(), Some(counted.as_str()), "{}: {what}", folder.display());
    }
}

/// A plan and a paper of 300 pages each are compared, and the comparison is the one without the pages that say nothing of it.
#[test]
fn a_plan_of_many_pages_is_compared_in_time() {
    let read = |name: &str| fs::read_to_string(format!("fixtures/plans/pairs/{name}")).unwrap();
    let filler =
        |page: usize| format!("\n\n## Room {page}\n\n") + &"The lamp stood beside a door. ".repeat(70);
    let pages: String = (0..300).map(filler).collect();
    let (plan, paper) = (read("sleep.plan.md"), read("sleep.paper.md"));
    let start = Instant::now();
    let long = kinds(&(plan.clone() + &pages), &(paper.clone() + &pages), Format::Markdown);
    assert!(start.elapsed() < PATIENCE, "{:?}", start.elapsed());
    assert_eq!(long, kinds(&plan, &paper, Format::Markdown));
}

/// A paper of a pair, changed: what differs from its plan without a word about it, and what is found.
struct Change {
    line: String,
    expected: Vec<String>,
    /// What should be found and is not yet.
    known: Vec<String>,
    found: Vec<String>,
}

impl Change {
    fn is_known(&self) -> bool {
        self.found.iter().all(|kind| self.expected.contains(kind) || self.known.contains(kind))
            && self.expected.iter().all(|kind| self.found.contains(kind))
    }
}

/// Returns each change of a folder's table, and each of its pairs without one.
fn changes(folder: &Path) -> Vec<Change> {
    let lines = fs::read_to_string(folder.join("changes.tsv")).unwrap();
    let changes: Vec<&str> = lines.lines().filter(|line| !line.starts_with('#')).collect();
    let mut pairs: Vec<&str> = changes.iter().filter_map(|line| line.split('\t').next()).collect();
    pairs.dedup();
    let unchanged: Vec<String> = pairs.iter().map(|pair| format!("{pair}\tnone\t\t")).collect();
    let change = |line: &str| {
        let fields: Vec<&str> = line.split('\t').collect();
        let [pair, expected, old, new] = fields.try_into().unwrap();
        let kinds = |is_known: bool| {
            let kinds =
                expected.split(' ').filter(|kind| *kind != "none" && kind.starts_with('(') == is_known);
            kinds.map(|kind| kind.trim_matches(['(', ')']).to_owned()).collect()
        };
        Change {
            line: line.to_owned(),
            expected: kinds(false),
            known: kinds(true),
            found: departures(folder, pair, &old.replace("\\n", "\n"), &new.replace("\\n", "\n")),
        }
    };
    changes.into_iter().chain(unchanged.iter().map(String::as_str)).map(change).collect()
}

/// Returns the kinds of departures of which the paper of a pair, changed so, says nothing.
fn departures(folder: &Path, pair: &str, old: &str, new: &str) -> Vec<String> {
    let read = |name: String| fs::read_to_string(folder.join(name));
    let plan = read(format!("{pair}.plan.md")).unwrap();
    let markdown = read(format!("{pair}.paper.md")).map(|text| (text, Format::Markdown));
    let (paper, format) =
        markdown.or_else(|_| read(format!("{pair}.paper.tex")).map(|text| (text, Format::Latex))).unwrap();
    let paper = old.split(" || ").zip(new.split(" || ")).fold(paper, |paper, (old, new)| {
        let old = old.replace("\\\\", "\\");
        assert!(paper.contains(&old), "{pair} has no {old:?}");
        let new = if new == "-" { "" } else { new };
        if old.is_empty() { paper } else { paper.replacen(&old, &new.replace("\\\\", "\\"), 1) }
    });
    kinds(&plan, &paper, format)
}

/// Returns the kinds of departures of which a paper says nothing.
fn kinds(plan: &str, paper: &str, format: Format) -> Vec<String> {
    let (lexicon, vocabulary) = (Lexicon::default(), Vocabulary::default());
    let draft = |name: &str, text: &str, format| {
        assemble(Source::decode(name.to_owned(), text.as_bytes().to_vec()), format, &mut NoLoader)
    };
    let (plan, paper) = (draft("plan.md", plan, Format::Markdown), draft("paper", paper, format));
    let (plan_reading, paper_reading) = (markup::read(&plan), markup::read(&paper));
    let (plan_document, paper_document) =
        (Document::new(&plan_reading, &lexicon), Document::new(&paper_reading, &lexicon));
    let compared = compare(
        &Paper::new(&plan, &plan_document, &vocabulary),
        &Paper::new(&paper, &paper_document, &vocabulary),
    );
    let departs = compared.compared.iter().filter(|compared| compared.verdict.is_departure());
    let mut kinds: Vec<&str> = departs
        .map(|compared| match compared.topic {
            Topic::Hypotheses => "hypothesis",
            Topic::Outcome => "outcome",
            Topic::SampleSize => "sample",
            Topic::Exclusions => "exclusion",
            Topic::Tests => "test",
            Topic::Covariates => "covariate",
            Topic::Claims => "claim",
        })
        .collect();
    kinds.dedup();
    kinds.into_iter().map(str::to_owned).collect()
}
