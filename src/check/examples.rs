//! The examples of a rule's file, tried: what `«…»` marks is found, with the related places that `‹…›` marks, and nothing else is.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::sync::Arc;

use super::mend::{Checked, mend};
use super::{Lint, RuleSet, Scratch, lint};
use crate::findings::{Finding, Place, Safety};
use crate::markup::{LoadError, Loader, assemble, with_bibliographies};
use crate::rules::RuleFile;
use crate::rules::venues::Venue;
use crate::source::{Declared, Draft, Format, Source, Span};
use crate::spec::{Example, RuleSpec, Slot, SpecProblem, Unread};

/// What the findings of examples have: the variants of messages, the values, and the notes at related places.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// Variants.
    pub variants: BTreeSet<String>,
    /// Names of values.
    pub values: BTreeSet<String>,
    /// Names of notes.
    pub notes: BTreeSet<String>,
}

/// Tries all examples of a rule that came with its file; returns how many.
///
/// # Errors
/// What is not as an example says, each with the keys that lead to it in the file.
pub fn try_all(rule: &RuleFile) -> Result<usize, Vec<SpecProblem>> {
    RuleSet::compile(vec![rule.clone()]).map_err(|error| vec![error.problem])?;
    let spec = &rule.spec;
    if spec.bad.is_empty() {
        let message = "this rule has no `[[bad]]` example, so nothing shows that it finds anything";
        return Err(vec![SpecProblem::at("id", message)]);
    }
    let kinds = [("bad", &spec.bad), ("good", &spec.good)];
    let examples = kinds.into_iter().flat_map(|(kind, examples)| {
        examples.iter().enumerate().map(move |(index, example)| (kind, index, example))
    });
    let problems = examples.filter_map(|(kind, index, example)| {
        let what = try_one(rule, kind == "bad", example, Vec::new()).err()?;
        Some(SpecProblem::at(&format!("{kind}.{index}.text"), what))
    });
    let problems: Vec<SpecProblem> = problems.collect();
    if problems.is_empty() { Ok(spec.bad.len() + spec.good.len()) } else { Err(problems) }
}

/// Tries one example of a rule, beside other rules where it needs them.
///
/// # Errors
/// What is not as the example says; what was expected and what was found on lines of their own.
pub fn try_one(
    rule: &RuleFile,
    is_bad: bool,
    example: &Example,
    others: Vec<RuleFile>,
) -> Result<Shown, String> {
    let mut rule = rule.clone();
    let example = &beside(&rule, example);
    rule.set(&example.settings).map_err(|problem| problem.message)?;
    let marked = Marked::new(example)?;
    if is_bad && marked.found.is_empty() {
        return Err("a bad example marks what is found with «…»".to_owned());
    }
    let id = rule.spec.id.clone();
    let declared = declared(&rule, example)?;
    let rules = RuleSet::compile([rule].into_iter().chain(others).collect())
        .map_err(|error| error.problem.message)?;
    let main = Source::new("example", marked.text.clone());
    let draft = assemble(main, example.format, &mut Beside(example));
    let draft = with_bibliographies(draft, &mut Beside(example)).declaring(Arc::new(declared));
    let plan = example.files.get(PLAN).filter(|text| !text.is_empty());
    let plan = plan.map(|text| Draft::single(Source::new(PLAN, text.clone()), Format::Markdown));
    let draft = match plan {
        Some(plan) => draft.planned_by(plan),
        None => draft,
    };
    let findings = found(&draft, &rules, &id);
    marked.check(&findings, is_bad)?;
    let mut shown = Shown::default();
    for finding in &findings {
        check_finding(finding, example)?;
        shown.add(finding, rules.spec(finding))?;
    }
    check_fixes(draft, findings, (&rules, &id), example)?;
    Ok(shown)
}

/// Returns an example with the files that its rule has for all of them.
fn beside(rule: &RuleFile, example: &Example) -> Example {
    let mut example = example.clone();
    for (name, text) in &rule.spec.files {
        example.files.entry(name.clone()).or_insert_with(|| text.clone());
    }
    example
}

/// The file beside an example that is its plan; none where it is empty.
const PLAN: &str = "PREREG.md";

/// Returns what is declared of an example beside its text; its kind of review is the first that the rule looks at, where it names none.
fn declared(rule: &RuleFile, example: &Example) -> Result<Declared, String> {
    let venue = |id: &String| Venue::named(id).ok_or_else(|| format!("there is no venue `{id}`"));
    let venue = example.venue.as_ref().map(venue).transpose()?;
    let review = example.review.or(rule.spec.reviews.first().copied());
    Ok(Declared {
        terms: example.terms.iter().cloned().collect(),
        asked: venue.map(|venue| venue.asks.into()),
        review: review.unwrap_or_default(),
        authors: example.authors.clone(),
        ..Declared::default()
    })
}

/// The files beside an example.
struct Beside<'e>(&'e Example);

impl Loader for Beside<'_> {
    fn load(&mut self, _: &str, target: &str) -> Result<Source, LoadError> {
        match (self.0.files.get(target), self.0.unread.get(target)) {
            (Some(text), _) => Ok(Source::new(target, text.clone())),
            (None, None) => Err(LoadError::Missing),
            (None, Some(Unread::Refused)) => Err(LoadError::Refused),
            (None, Some(Unread::TooLarge)) => Err(LoadError::TooLarge),
            (None, Some(Unread::Unreadable)) => Err(LoadError::Unreadable),
        }
    }
}

fn found(draft: &Draft, rules: &RuleSet, id: &str) -> Vec<Finding> {
    let mut findings = lint(draft, rules, &mut Scratch::default()).findings;
    findings.retain(|finding| rules.spec(finding).id == id);
    findings
}

fn check_finding(finding: &Finding, example: &Example) -> Result<(), String> {
    let (severity, variant) = (finding.severity, finding.variant.unwrap_or("none"));
    if let Some(expected) = example.severity.filter(|expected| *expected != severity) {
        return Err(format!("expected severity {}, found {}", expected.name(), severity.name()));
    }
    if let Some(expected) = example.variant.as_deref().filter(|expected| *expected != variant) {
        return Err(format!("expected the message `{expected}`, found `{variant}`"));
    }
    for (name, value) in &example.values {
        let found = finding.value(name).map(ToString::to_string).unwrap_or_default();
        if found != *value {
            return Err(format!("expected {name} = {value}, found {name} = {found}"));
        }
    }
    if example.fix.is_some() && finding.fix.is_none() {
        return Err("expected a fix, and none is offered".to_owned());
    }
    Ok(())
}

/// Mending ends, and takes away what it was offered for; the draft is then the one that the example shows.
fn check_fixes(
    draft: Draft,
    findings: Vec<Finding>,
    (rules, id): (&RuleSet, &str),
    example: &Example,
) -> Result<(), String> {
    let all_have_one = findings.iter().all(|finding| finding.fix.is_some());
    let mut papers = [Checked::alone(draft, Lint { findings, ..Lint::default() })];
    let again = |_, draft: &Draft| Lint { findings: found(draft, rules, id), ..Lint::default() };
    let mended = mend(&mut papers, Safety::Suggested, |_| true, again);
    let [Checked { draft, lint: Lint { findings, .. }, .. }] = papers;
    let text = &draft.main().text;
    if mended.is_stopped {
        return Err(format!("mending does not end:\n{text}"));
    }
    if all_have_one && !findings.is_empty() {
        return Err(format!("still found after the fix:\n{text}"));
    }
    match &example.fix {
        Some(expected) if text.trim() != expected.trim() => {
            Err(format!("the fix gives another text\nexpected: {expected}\nfound: {text}"))
        }
        _ => Ok(()),
    }
}

impl Shown {
    /// Adds what a finding has.
    fn add(&mut self, finding: &Finding, spec: &RuleSpec) -> Result<(), String> {
        self.variants.extend(finding.variant.map(str::to_owned));
        self.values.extend(finding.values.iter().map(|(name, _)| (*name).to_owned()));
        let related = finding.related.iter().map(|related| related.note);
        self.notes
            .extend(related.chain(["here"]).map(str::to_owned).filter(|note| spec.notes.contains_key(note)));
        let message = spec.message.get(finding.variant);
        let message = message
            .ok_or_else(|| format!("the rule has no message `{}`", finding.variant.unwrap_or("none")))?;
        let texts = [Some(message), spec.help.get(finding.variant)].into_iter().flatten();
        let texts = texts.chain(spec.note.as_ref().and_then(|note| note.get(finding.variant)));
        let texts =
            texts.chain(self.notes.iter().filter_map(|note| spec.notes.get(note)).map(String::as_str));
        let empty = texts.flat_map(Slot::all).find(|slot| finding.value(slot.name).is_none());
        empty.map_or(Ok(()), |slot| Err(format!("this finding has no value for {{{}}}", slot.name)))
    }

    /// Adds what others show.
    pub fn extend(&mut self, other: Self) {
        self.variants.extend(other.variants);
        self.values.extend(other.values);
        self.notes.extend(other.notes);
    }

    /// That what a rule's file declares and what its examples show is the same.
    ///
    /// # Errors
    /// What is only declared, or only shown.
    pub fn check(&self, spec: &RuleSpec) -> Result<(), String> {
        let notes = spec.notes.keys().map(String::as_str).collect();
        let kinds = [
            ("message", spec.variants(), &self.variants),
            ("value", spec.values(), &self.values),
            ("note", notes, &self.notes),
        ];
        let mut wrong = Vec::new();
        for (kind, declared, shown) in kinds {
            let shown: BTreeSet<&str> = shown.iter().map(String::as_str).collect();
            let only = |of: &BTreeSet<&str>, other: &BTreeSet<&str>, what: &str| {
                of.difference(other).map(|name| format!("the {kind} `{name}` {what}")).collect::<Vec<_>>()
            };
            wrong.extend(only(&declared, &shown, "is shown by no bad example"));
            wrong.extend(only(&shown, &declared, "is not declared"));
        }
        if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n")) }
    }
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
    fn new(example: &Example) -> Result<Self, String> {
        let heading = example.section.as_ref().map(|title| match example.format {
            Format::Latex => format!("\\section{{{title}}}\n"),
            _ => format!("# {title}\n\n"),
        });
        let mut marked = Self { text: heading.unwrap_or_default(), found: Vec::new(), related: Vec::new() };
        let mut open: Vec<(char, u32)> = Vec::new();
        for c in example.text.trim_start_matches('\n').chars() {
            let at = marked.text.len() as u32;
            let (spans, opening) = match c {
                '«' | '‹' => {
                    open.push((c, at));
                    continue;
                }
                '»' => (&mut marked.found, '«'),
                '›' => (&mut marked.related, '‹'),
                _ => {
                    marked.text.push(c);
                    continue;
                }
            };
            let start = open.pop().filter(|(opened, _)| *opened == opening);
            let (_, start) = start.ok_or_else(|| format!("a `{c}` has no `{opening}` before it"))?;
            spans.push(Span::new(start, at));
        }
        if let Some((opening, _)) = open.first() {
            return Err(format!("a `{opening}` is not closed"));
        }
        marked.found.sort();
        marked.related.sort();
        Ok(marked)
    }

    /// That findings are what is marked.
    fn check(&self, findings: &[Finding], is_bad: bool) -> Result<(), String> {
        let found: Vec<Span> = findings.iter().map(|finding| whole(&finding.place)).collect();
        let related = findings.iter().flat_map(|finding| &finding.related);
        let mut related: Vec<Span> = related.map(|related| whole(&related.place)).collect();
        // What stands in another file is not marked.
        related.retain(|span| span.end as usize <= self.text.len());
        related.sort();
        related.dedup();
        if found == self.found && (!is_bad || related == self.related) {
            return Ok(());
        }
        let mut message = match is_bad {
            true => "what is found in this bad example is not what it marks".to_owned(),
            false => "something is found in this good example".to_owned(),
        };
        let mut list = |title: &str, spans: &[Span]| {
            let text = |span: &Span| format!("{:?}", self.text.get(span.range()).unwrap_or(""));
            let texts: Vec<String> = spans.iter().map(text).collect();
            let texts = if texts.is_empty() { "nothing".to_owned() } else { texts.join(", ") };
            let _ = write!(message, "\n{title}: {texts}");
        };
        list("expected", &self.found);
        list("found", &found);
        if is_bad && related != self.related {
            list("expected beside it", &self.related);
            list("found beside it", &related);
        }
        Err(message)
    }
}
