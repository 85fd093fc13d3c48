//! Every `[[bad]]` and `[[good]]` example of every built-in rule, and of the rules in `fixtures/rules`, is a test: what is marked `«…»` is found, with the related places
//! marked `‹…›`, and nothing else is.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::string_slice)]

use std::fmt::Write;
use std::fs;
use std::process::ExitCode;

use libtest_mimic::{Arguments, Failed, Trial};
use paperlint::check::mend::{Checked, mend};
use paperlint::findings::{Finding, Place, Safety};
use paperlint::markup::NoLoader;
use paperlint::rules::{RuleFile, builtin};
use paperlint::source::{Format, Source, Span};
use paperlint::spec::{self, Example, Stage};
use paperlint::{Draft, Lint, RuleSet, Scratch, assemble, lint};

fn main() -> ExitCode {
    let mut trials = Vec::new();
    for rule in builtin().into_iter().chain(own_rules()) {
        // The built-in table leaves the examples out; the file has them.
        let spec = spec::parse(&rule.spec.id, &rule.text).expect("the build script has read it");
        let kinds = [("bad", spec.bad), ("good", spec.good)];
        for (kind, examples) in kinds {
            for (index, example) in examples.into_iter().enumerate() {
                let rule = rule.clone();
                let name = format!("{}::{kind}_{}", rule.spec.id, index + 1);
                trials.push(Trial::test(name, move || check(rule, kind == "bad", &example)));
            }
        }
    }
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

/// Rules as an author may write them; they show the kinds that no built-in rule needs yet.
fn own_rules() -> impl Iterator<Item = RuleFile> {
    ["words/wordy-phrase", "words/bare-this", "words/however", "structure/long-caption"].into_iter().map(
        |path| {
            let (theme, id) = path.split_once('/').unwrap();
            let path = format!("fixtures/rules/{path}.toml");
            let text = fs::read_to_string(&path).unwrap();
            RuleFile::parse(theme, &path, id, text)
                .unwrap_or_else(|problem| panic!("{path}: {}", problem.message))
        },
    )
}

fn check(mut rule: RuleFile, is_bad: bool, example: &Example) -> Result<(), Failed> {
    rule.set(&example.settings).map_err(|problem| problem.message)?;
    let marked = Marked::new(example);
    if is_bad && marked.found.is_empty() {
        return Err("a bad example marks what is found with «…»".into());
    }
    let (id, others) = (rule.spec.id.clone(), others(&rule));
    let rules = RuleSet::compile([rule].into_iter().chain(others).collect())
        .map_err(|error| error.problem.message)?;
    let draft = assemble(Source::new("example", marked.text.clone()), example.format, &mut NoLoader);
    let mut findings = lint(&draft, &rules, &mut Scratch::default()).findings;
    findings.retain(|finding| rules.spec(finding).id == id);

    let found: Vec<Span> = findings.iter().map(|finding| whole(&finding.place)).collect();
    let mut related: Vec<Span> = findings.iter().flat_map(related_spans).collect();
    related.sort();
    related.dedup();
    let is_right = found == marked.found && (!is_bad || related == marked.related);
    if !is_right {
        let mut message = String::from("expected and found differ\n");
        let mut list = |title: &str, spans: &[Span]| {
            let _ = writeln!(message, "{title}:");
            for span in spans {
                let _ = writeln!(message, "    {:?}", &marked.text[span.range()]);
            }
        };
        list("expected", &marked.found);
        list("found", &found);
        list("expected related", &marked.related);
        list("found related", &related);
        return Err(message.into());
    }
    for finding in &findings {
        check_finding(finding, example)?;
    }
    check_fixes(draft, findings, &rules, example)
}

/// What a comment silences must be applied to be found, or not to be.
fn others(rule: &RuleFile) -> Vec<RuleFile> {
    let is_other = |other: &RuleFile| other.spec.stage == Stage::Stable && other.spec.id != rule.spec.id;
    if rule.theme == "suppressions" { builtin().into_iter().filter(is_other).collect() } else { Vec::new() }
}

fn check_finding(finding: &Finding, example: &Example) -> Result<(), Failed> {
    if let Some(severity) = example.severity
        && severity != finding.severity
    {
        let (expected, found) = (severity.name(), finding.severity.name());
        return Err(format!("expected severity {expected}, found {found}").into());
    }
    for (name, value) in &example.values {
        let found = finding.value(name).map(ToString::to_string).unwrap_or_default();
        if found != *value {
            return Err(format!("expected {name} = {value}, found {name} = {found}").into());
        }
    }
    if example.fix.is_some() && finding.fix.is_none() {
        return Err("expected a fix".into());
    }
    Ok(())
}

/// Mending ends, and takes away what it was offered for; the draft is then the one that the example shows.
fn check_fixes(
    draft: Draft,
    findings: Vec<Finding>,
    rules: &RuleSet,
    example: &Example,
) -> Result<(), Failed> {
    let all_have_one = findings.iter().all(|finding| finding.fix.is_some());
    let mut papers = [Checked::alone(draft, Lint { findings, ..Lint::default() })];
    let again = |_, draft: &Draft| lint(draft, rules, &mut Scratch::default());
    let mended = mend(&mut papers, Safety::Suggested, |_| true, again);
    let [Checked { draft, lint: Lint { findings, .. }, .. }] = papers;
    let text = &draft.main().text;
    if mended.is_stopped {
        return Err(format!("mending does not end:\n{text}").into());
    }
    if all_have_one && !findings.is_empty() {
        return Err(format!("still found after the fix:\n{text}").into());
    }
    match &example.fix {
        Some(expected) if text.trim() != expected.trim() => {
            Err(format!("expected the fix to give:\n{expected}\nit gives:\n{text}").into())
        }
        _ => Ok(()),
    }
}

fn related_spans(finding: &Finding) -> impl Iterator<Item = Span> + '_ {
    finding.related.iter().map(|related| whole(&related.place))
}

fn whole(place: &Place) -> Span {
    place.spans.iter().copied().reduce(Span::cover).unwrap_or_default()
}

/// An example without its marks, and what they marked.
struct Marked {
    text: String,
    found: Vec<Span>,
    related: Vec<Span>,
}

impl Marked {
    fn new(example: &Example) -> Self {
        let heading = example.section.as_ref().map(|title| match example.format {
            Format::Latex => format!("\\section{{{title}}}\n"),
            _ => format!("# {title}\n\n"),
        });
        let mut marked = Self { text: heading.unwrap_or_default(), found: Vec::new(), related: Vec::new() };
        let mut open: Vec<u32> = Vec::new();
        for c in example.text.trim_start_matches('\n').chars() {
            let at = marked.text.len() as u32;
            match c {
                '«' | '‹' => open.push(at),
                '»' => marked.found.push(Span::new(open.pop().expect("« comes before »"), at)),
                '›' => marked.related.push(Span::new(open.pop().expect("‹ comes before ›"), at)),
                _ => marked.text.push(c),
            }
        }
        marked.found.sort();
        marked.related.sort();
        marked
    }
}
