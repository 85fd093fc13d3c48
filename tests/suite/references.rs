//! Labels, references, floats, citations and entries: a table of drafts, and what is found in each.

use std::collections::BTreeSet;

use paperlint::internal::markup::{NoLoader, with_bibliographies};
use paperlint::internal::rules::builtin;
use paperlint::internal::source::{Format, Source};
use paperlint::internal::{RuleSet, Scratch, assemble, lint};

#[test]
fn references_and_floats() {
    check(include_str!("../tables/references.txt"), "references");
}

#[test]
fn citations_and_entries() {
    check(include_str!("../tables/citations.txt"), "bibliography");
}

/// A draft, and what is found in it: a rule and a value of its finding.
struct Case<'t> {
    name: &'t str,
    format: Format,
    text: String,
    found: Vec<String>,
}

fn cases(table: &str) -> Vec<Case<'_>> {
    let mut cases: Vec<Case<'_>> = Vec::new();
    for line in table.lines().skip_while(|line| !line.starts_with("## ")) {
        let header = line.strip_prefix("## ").and_then(|line| line.strip_suffix(']'));
        if let Some((name, format)) = header.and_then(|line| line.rsplit_once(" [")) {
            let format = if format == "latex" { Format::Latex } else { Format::Markdown };
            cases.push(Case { name, format, text: String::new(), found: Vec::new() });
            continue;
        }
        let case = cases.last_mut().expect("a case starts with its name");
        match line.strip_prefix("=> ") {
            Some(found) => case.found.push(found.to_owned()),
            None => case.text.extend([line, "\n"]),
        }
    }
    cases
}

fn check(table: &str, theme: &str) {
    let rules: Vec<_> = builtin().into_iter().filter(|rule| rule.theme == theme).collect();
    let rules = RuleSet::compile(rules).unwrap_or_else(|error| panic!("{}", error.problem.message));
    let mut wrong = Vec::new();
    for case in cases(table) {
        // What a whole paper has.
        let text = match case.format {
            Format::Latex => format!("\\documentclass{{article}}\n{}", case.text),
            _ if case.text.starts_with("---\n") => case.text.replacen("---\n", "---\ntitle: Water\n", 1),
            _ => format!("---\ntitle: Water\n---\n\n{}", case.text),
        };
        let draft = assemble(Source::new("paper", text), case.format, &mut NoLoader);
        let draft = with_bibliographies(draft, &mut NoLoader);
        let findings = lint(&draft, &rules, &mut Scratch::default()).findings;
        let said = |finding: &paperlint::internal::findings::Finding| {
            let value = ["what", "key"].iter().find_map(|name| finding.value(name));
            format!("{} {}", rules.spec(finding).id, value.map(ToString::to_string).unwrap_or_default())
        };
        let mut found: Vec<String> = findings.iter().map(said).collect();
        let mut expected = case.found.clone();
        found.sort();
        expected.sort();
        if found != expected {
            wrong.push(format!("{}\n    expected {expected:?}\n    found    {found:?}", case.name));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn the_names_of_cases_are_their_own() {
    for table in [include_str!("../tables/references.txt"), include_str!("../tables/citations.txt")] {
        let cases = cases(table);
        let names: BTreeSet<&str> = cases.iter().map(|case| case.name).collect();
        assert_eq!(names.len(), cases.len());
    }
}

#[test]
fn keys_of_a_notebook_are_found_where_its_file_has_them() {
    let cell = |kind: &str, text: &str| {
        format!("{{\"cell_type\":\"{kind}\",\"metadata\":{{}},\"source\":[{text}]}}")
    };
    let cells = [
        cell("raw", r##""---\n","title: Seeds\n","---\n""##),
        cell(
            "markdown",
            r##""# One\n","\n","A \"seed\" in \\ref{fig:gone}.\n","\n","![A.](a.png){#fig-a}""##,
        ),
        cell("code", r##""\\label{fig:gone}""##),
        cell("markdown", r##""See @fig-a.\n","\n","![B.](b.png){#fig-a}""##),
    ];
    let text =
        format!("{{\"nbformat\":4,\"nbformat_minor\":5,\"metadata\":{{}},\"cells\":[{}]}}", cells.join(","));
    let rules = builtin().into_iter().filter(|rule| rule.theme == "references").collect();
    let rules = RuleSet::compile(rules).unwrap_or_else(|error| panic!("{}", error.problem.message));
    let draft = assemble(Source::new("paper.ipynb", text.clone()), Format::Notebook, &mut NoLoader);
    let findings = lint(&draft, &rules, &mut Scratch::default()).findings;
    let found: Vec<_> = findings.iter().map(|finding| draft.text(finding.place.first())).collect();
    assert_eq!(found, ["fig:gone", "{#fig-a}"], "{text}");
}
