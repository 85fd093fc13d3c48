//! Each sentence that paperlint proposes, put where it says, silences the rule that proposes it.

use std::fs;

use paperlint::internal::markup::NoLoader;
use paperlint::internal::source::{Format, Source};
use paperlint::internal::{RuleSet, Scratch, assemble, lint};

/// A rule, which of its variants, the draft that what it proposes is for, and where in it each of its sentences is put; the last place
/// is that of all further ones.
struct Case {
    rule: &'static str,
    /// `None` where the rule has one help for all.
    variant: Option<&'static str>,
    draft: &'static str,
    slots: &'static [Slot],
}

/// A place in a draft.
struct Slot {
    name: &'static str,
    /// What stands there until the proposal takes its place.
    stands: &'static str,
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

CLAIM
";

const UNDEPARTED: &str = "# Methods

Forty people drank each tea, and we asked them in the morning how long they had slept and how they felt. We preregistered all analyses (https://osf.io/abc12). METHODS

# Results

People slept 12.5% longer after the green tea (p = .01).
";

const CONFLICT: &str = "# Results

CLAIM
";

const UNSTATED: &str = "# Introduction

We predict that people sleep longer (H1).

# Results

In line with H1, people slept 12.5% longer after the green tea (p = .01). CLAIM
";

const OVERCLAIM: &str = "# Results

## Exploratory analyses

CLAIM
";

const LOST: &str = "# Abstract

We gave tea to forty people. CLAIM

# Results

## Exploratory analyses

Women slept 14.2% longer after the green tea (p = .02).
";

const fn case(
    rule: &'static str,
    variant: &'static str,
    draft: &'static str,
    slots: &'static [Slot],
) -> Case {
    Case { rule, variant: Some(variant), draft, slots }
}

/// Returns a place where nothing stands yet.
const fn empty(name: &'static str) -> Slot {
    Slot { name, stands: "" }
}

/// Returns the place of a claim that the proposal is said in place of.
const fn claim(stands: &'static str) -> Slot {
    Slot { name: "CLAIM", stands }
}

/// Among the methods.
const METHODS: &[Slot] = &[empty("METHODS")];

const CASES: &[Case] = &[
    case("unlabelled-results", "nothing", NOTHING, METHODS),
    case("unlabelled-results", "some", SOME, METHODS),
    case("unlabelled-results", "section", SECTION, &[empty("SECTION")]),
    case("unlabelled-results", "registered", REGISTERED, &[empty("RESULTS")]),
    case("unsupported-confirmation", "registered", UNPLACED, METHODS),
    case(
        "unsupported-confirmation",
        "predicted",
        PREDICTED,
        &[
            empty("INTRODUCTION"),
            claim("As predicted, people slept 12.5% longer after the green tea (p = .01)."),
        ],
    ),
    case(
        "conflicting-status",
        "claim",
        CONFLICT,
        &[claim("A preregistered exploratory analysis showed that people slept 12.5% longer (p = .01).")],
    ),
    case("orphan-hypothesis", "resolved", UNSTATED, &[claim("Against H2, they dreamt 2.5% less (p = .6).")]),
    Case { rule: "missing-deviations", variant: None, draft: UNDEPARTED, slots: METHODS },
    Case {
        rule: "exploratory-overclaim",
        variant: None,
        draft: OVERCLAIM,
        slots: &[claim("This proves that tea makes people sleep 12.5% longer (p = .01).")],
    },
    Case { rule: "status-lost", variant: None, draft: LOST, slots: &[claim("Women slept 14.2% longer.")] },
];

#[test]
fn what_a_rule_proposes_silences_it() {
    let mut wrong = Vec::new();
    for (rule, variant, help) in helps() {
        let proposals = quoted(&help);
        if proposals.is_empty() {
            continue;
        }
        let case = CASES.iter().find(|case| case.rule == rule && case.variant == variant.as_deref());
        let Some(case) = case else {
            wrong.push(format!("no case for {rule} {variant:?}, which proposes: {}", proposals.join(" ")));
            continue;
        };
        wrong.extend(proposals.iter().enumerate().filter_map(|(index, proposal)| {
            problem(case, case.slots.get(index).or(case.slots.last()).unwrap(), proposal)
        }));
    }
    assert!(wrong.is_empty(), "{} proposals do not help:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn each_case_is_of_a_help_that_proposes() {
    let helps = helps();
    for case in CASES {
        let help = helps
            .iter()
            .find(|(rule, variant, _)| rule == case.rule && variant.as_deref() == case.variant)
            .unwrap_or_else(|| panic!("{} has no help {:?}", case.rule, case.variant));
        assert!(!quoted(&help.2).is_empty(), "{} {:?} proposes nothing", case.rule, case.variant);
    }
}

#[test]
fn what_the_page_for_authors_proposes_silences_the_rule() {
    let page = fs::read_to_string("docs/planned-and-exploratory.md").unwrap();
    let proposals: Vec<&str> = page.lines().filter_map(|line| line.strip_prefix("> ")).collect();
    assert!(proposals.len() >= 3, "the page proposes too little");
    let case = case("unlabelled-results", "nothing", NOTHING, METHODS);
    let wrong: Vec<String> =
        proposals.iter().filter_map(|proposal| problem(&case, &case.slots[0], proposal)).collect();
    assert!(wrong.is_empty(), "{} proposals do not help:\n{}", wrong.len(), wrong.join("\n"));
}

/// Returns what each rule on results says to do: the rule, the variant, and the words.
fn helps() -> Vec<(String, Option<String>, String)> {
    let mut helps = Vec::new();
    let mut files: Vec<_> = fs::read_dir("rules/results").unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    for path in files {
        let rule = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let file: toml::Table = fs::read_to_string(&path).unwrap().parse().unwrap();
        match &file["help"] {
            toml::Value::Table(table) => helps.extend(table.iter().map(|(variant, help)| {
                (rule.clone(), Some(variant.clone()), help.as_str().unwrap().to_owned())
            })),
            help => helps.push((rule, None, help.as_str().unwrap().to_owned())),
        }
    }
    helps
}

/// Returns what stands between quotation marks.
fn quoted(help: &str) -> Vec<&str> {
    help.split('"').skip(1).step_by(2).collect()
}

/// Returns what is wrong with a proposal: the rule is silent without it, or speaks with it.
fn problem(case: &Case, slot: &Slot, proposal: &str) -> Option<String> {
    let result = if case.rule == "status-lost" { "women slept 14.2% longer" } else { "tea helps" };
    let filled = proposal.replace("https://osf.io/…", "https://osf.io/abc12").replace('…', result);
    for format in [Format::Markdown, Format::Latex] {
        let text = |said: &str| {
            let others = case.slots.iter().filter(|other| other.name != slot.name);
            let text =
                others.fold(case.draft.to_owned(), |text, other| text.replace(other.name, other.stands));
            draft(&text, slot.name, said, format)
        };
        if !finds(case.rule, &text(slot.stands), format) {
            return Some(format!(
                "{} says nothing without it ({format:?}): {}",
                case.rule,
                text(slot.stands)
            ));
        }
        if finds(case.rule, &text(&filled), format) {
            return Some(format!("{} ({format:?}): {filled}", case.rule));
        }
    }
    None
}

/// Returns the draft with a sentence in its slot; the other slots are empty.
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
