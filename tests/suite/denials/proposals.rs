//! Each sentence that paperlint proposes, put where it says, silences the rule that proposes it.

use std::fs;

use paperlint::internal::markup::NoLoader;
use paperlint::internal::source::{Format, Source};
use paperlint::internal::{RuleSet, Scratch, assemble, lint};

/// A rule, which of its proposals, the draft that they are for, and where in it they are put.
struct Case {
    rule: &'static str,
    help: Option<&'static str>,
    draft: &'static str,
    slot: &'static str,
}

const NOTHING: &str = "# Introduction

Many people sleep badly in towns, and it is not known which of the teas that they drink would be of any help to them. INTRODUCTION

# Methods

Forty people drank each tea, and we asked them in the morning how long they had slept and how they felt. METHODS

# Results

RESULTS

## Sleep

SECTION

People slept 12.5% longer after the green tea (p = .01).

## Age

Older people slept 9.5% longer than younger ones (p = .03).

## Mood

Mood rose by 3.1 points (p = .02).

# Conclusion

Tea helps. CONCLUSION
";

const SOME: &str = "# Methods

Forty people drank each tea, and we asked them in the morning how long they had slept and how they felt. METHODS

# Results

## Planned comparisons

People slept 12.5% longer after the green tea (p = .01).

## Age

Older people slept 9.5% longer than younger ones (p = .03).

## Mood

Mood rose by 3.1 points (p = .02).
";

const SECTION: &str = "# Methods

Forty people drank each tea, and we asked them in the morning how long they had slept and how they felt.

# Results

## Planned comparisons

People slept 12.5% longer after the green tea (p = .01).

## Age

SECTION Older people slept 9.5% longer than younger ones (p = .03).
";

const REGISTERED: &str = "# Methods

Forty people drank each tea, and we asked them in the morning how long they had slept and how they felt. We preregistered the sample size (https://osf.io/abc12). METHODS

# Results

RESULTS

## Sleep

People slept 12.5% longer after the green tea (p = .01).

## Age

Older people slept 9.5% longer than younger ones (p = .03).
";

const UNPLACED: &str = "# Methods

Forty people drank each tea, and we asked them in the morning how long they had slept and how they felt. We preregistered all analyses. METHODS

# Results

People slept 12.5% longer after the green tea (p = .01).
";

const PREDICTED: &str = "# Introduction

Many people sleep badly in towns, and it is not known which of the teas that they drink would be of any help to them. INTRODUCTION

# Results

As predicted, people slept 12.5% longer after the green tea (p = .01).
";

const UNDEPARTED: &str = "# Methods

Forty people drank each tea, and we asked them in the morning how long they had slept and how they felt. We preregistered all analyses (https://osf.io/abc12). METHODS

# Results

People slept 12.5% longer after the green tea (p = .01).
";

const fn case(rule: &'static str, help: &'static str, draft: &'static str, slot: &'static str) -> Case {
    Case { rule, help: Some(help), draft, slot }
}

const CASES: &[Case] = &[
    case("unlabelled-results", "nothing", NOTHING, "METHODS"),
    case("unlabelled-results", "some", SOME, "METHODS"),
    case("unlabelled-results", "section", SECTION, "SECTION"),
    case("unlabelled-results", "registered", REGISTERED, "RESULTS"),
    case("unsupported-confirmation", "registered", UNPLACED, "METHODS"),
    case("unsupported-confirmation", "predicted", PREDICTED, "INTRODUCTION"),
    Case { rule: "missing-deviations", help: None, draft: UNDEPARTED, slot: "METHODS" },
];

#[test]
fn what_a_rule_proposes_silences_it() {
    let mut wrong = Vec::new();
    for case in CASES {
        let text = fs::read_to_string(format!("rules/results/{}.toml", case.rule)).unwrap();
        let file: toml::Table = text.parse().unwrap();
        let help = match case.help {
            Some(variant) => file["help"][variant].as_str().unwrap(),
            None => file["help"].as_str().unwrap(),
        };
        let proposals = quoted(help);
        assert!(!proposals.is_empty(), "{} proposes nothing: {help}", case.rule);
        wrong.extend(proposals.iter().filter_map(|proposal| problem(case, proposal)));
    }
    assert!(wrong.is_empty(), "{} proposals do not help:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn what_the_page_for_authors_proposes_silences_the_rule() {
    let page = fs::read_to_string("docs/planned-and-exploratory.md").unwrap();
    let proposals: Vec<&str> = page.lines().filter_map(|line| line.strip_prefix("> ")).collect();
    assert!(proposals.len() >= 3, "the page proposes too little");
    let case = case("unlabelled-results", "nothing", NOTHING, "METHODS");
    let wrong: Vec<String> = proposals.iter().filter_map(|proposal| problem(&case, proposal)).collect();
    assert!(wrong.is_empty(), "{} proposals do not help:\n{}", wrong.len(), wrong.join("\n"));
}

/// What stands between quotation marks.
fn quoted(help: &str) -> Vec<&str> {
    help.split('"').skip(1).step_by(2).collect()
}

/// What is wrong with a proposal: the rule is silent without it, or speaks with it.
fn problem(case: &Case, proposal: &str) -> Option<String> {
    // "We had not predicted this." stands where the result is, not before it.
    let slot = if proposal.starts_with("We had not") && case.slot == "INTRODUCTION" {
        return None;
    } else {
        case.slot
    };
    let filled = proposal.replace("https://osf.io/…", "https://osf.io/abc12").replace('…', "tea helps");
    for format in [Format::Markdown, Format::Latex] {
        let without = draft(case.draft, slot, "", format);
        if !finds(case.rule, &without, format) {
            return Some(format!("{} says nothing without it ({format:?}): {without}", case.rule));
        }
        if finds(case.rule, &draft(case.draft, slot, &filled, format), format) {
            return Some(format!("{} ({format:?}): {filled}", case.rule));
        }
    }
    None
}

/// The draft with a sentence in its slot; the other slots are empty.
fn draft(text: &str, slot: &str, sentence: &str, format: Format) -> String {
    let slots = ["INTRODUCTION", "METHODS", "RESULTS", "SECTION", "CONCLUSION"];
    let filled = text.replace(slot, sentence);
    let markdown = slots.iter().fold(filled, |text, slot| text.replace(slot, ""));
    if format == Format::Markdown {
        return markdown;
    }
    let lines = markdown.lines().map(|line| {
        let escaped = line.replace('%', "\\%").replace("https://osf.io/abc12", "\\url{https://osf.io/abc12}");
        match (line.strip_prefix("## "), line.strip_prefix("# ")) {
            (Some(title), _) => format!("\\subsection{{{title}}}\n"),
            (_, Some(title)) => format!("\\section{{{title}}}\n"),
            _ => escaped + "\n",
        }
    });
    lines.collect()
}

fn finds(id: &str, text: &str, format: Format) -> bool {
    let rule = paperlint::internal::rules::builtin().into_iter().find(|rule| rule.spec.id == id).unwrap();
    let rules = RuleSet::compile(vec![rule]).unwrap();
    let draft = assemble(Source::new("paper", text.to_owned()), format, &mut NoLoader);
    !lint(&draft, &rules, &mut Scratch::default()).findings.is_empty()
}
