//! What tells reviewers who wrote a paper, planted into drafts that tell nothing: each wording is found where it was planted, and
//! nothing is found in the drafts without it.

use std::fmt::Write;

use paperlint::internal::rules::builtin;
use paperlint::internal::source::{Declared, Format, Source};
use paperlint::internal::spec::Review;
use paperlint::internal::{Draft, RuleSet, Scratch, lint};

/// The rules that look for it.
const RULES: [&str; 6] =
    ["named-author", "named-address", "telling-section", "named-support", "own-place", "own-work"];

/// Share of the wordings that must be found, in hundredths: the rest is listed when one more is missed.
const LEAST_FOUND: usize = 97;

/// The same of the wordings that were written after the rules, whose kinds were mended once since, but for those of `leaks-fresh.tsv`.
const LEAST_FOUND_UNSEEN: usize = 95;

const LATEX: &str = "\\documentclass{article}\n{options}\n{preamble}\n\\title{Seeds}\n{author}\n\\begin{document}\n\\maketitle\n\
    \\section{Introduction}\nSeeds sleep at night, as \\citet{lee2020} showed with the package of \\url{https://github.com/oats/oats}. {body} \
    We counted them.\n\n{comment}\n\\section{Conclusion}\nSeeds sleep.\n\n{end}\n\\bibliography{seeds}\n\\end{document}\n";

const MARKDOWN: &str = "---\ntitle: Seeds\n{front}\n---\n\n# Introduction\n\nSeeds sleep at night, as @lee2020 showed with the package of \
    <https://github.com/oats/oats>. {body} We counted them.\n\n{comment}\n\n# Conclusion\n\nSeeds sleep.\n\n{end}\n";

/// Returns a draft with a text in one of its places, and with nothing in the others.
fn planted(format: &str, place: &str, text: &str) -> Draft {
    let (form, format) = match format {
        "latex" => (LATEX, Format::Latex),
        _ => (MARKDOWN, Format::Markdown),
    };
    let mut draft = form.replace(&format!("{{{place}}}"), text);
    for other in ["options", "preamble", "body", "comment", "end", "front"] {
        draft = draft.replace(&format!("{{{other}}}"), "");
    }
    let draft = draft.replace("{author}", "\\author{Anonymous}");
    let authors = vec!["Ada Quill".to_owned(), "Benedikt Moorland".to_owned()];
    let declared = Declared { review: Review::DoubleBlind, authors, ..Declared::default() };
    Draft::single(Source::new("paper", draft), format).declaring(declared.into())
}

fn rules() -> RuleSet {
    let rules = builtin().into_iter().filter(|rule| RULES.contains(&rule.spec.id.as_str()));
    RuleSet::compile(rules.collect()).unwrap()
}

/// Returns how many of the wordings of a table are found, and a line for each that is not.
fn measured(table: &str) -> (usize, usize, String) {
    let (rules, mut found, mut all, mut missed) = (rules(), 0, 0, String::new());
    for line in table.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let fields: Vec<&str> = line.splitn(4, '\t').collect();
        let [kind, format, place, text] = fields[..] else { panic!("four fields: {line}") };
        // `\name` is a command of LaTeX.
        let text = text.replace("\\n", "\n").replace("\name{", "\\name{");
        let draft = planted(format, place, &text);
        all += 1;
        match lint(&draft, &rules, &mut Scratch::default()).findings.is_empty() {
            false => found += 1,
            true => writeln!(missed, "{kind}: {text}").unwrap(),
        }
    }
    (found, all, missed)
}

#[test]
fn nothing_is_found_where_nothing_tells() {
    for format in ["latex", "markdown"] {
        let findings = lint(&planted(format, "body", ""), &rules(), &mut Scratch::default()).findings;
        assert_eq!(findings.len(), 0, "{format}: {findings:?}");
    }
}

#[test]
fn each_wording_is_found() {
    let tables = [include_str!("../tables/leaks.tsv"), include_str!("../tables/leaks-unseen.tsv")];
    let (found, all, missed) = measured(&tables.concat());
    assert!(found * 100 >= all * LEAST_FOUND, "{found} of {all} are found; missed:\n{missed}");
}

#[test]
fn most_wordings_that_were_written_later_are_found() {
    let tables = [
        include_str!("../tables/leaks-fresh.tsv"),
        include_str!("../tables/leaks-held.tsv"),
        include_str!("../tables/leaks-late.tsv"),
        include_str!("../tables/leaks-last.tsv"),
    ];
    let (found, all, missed) = measured(&tables.concat());
    assert!(found * 100 >= all * LEAST_FOUND_UNSEEN, "{found} of {all} are found; missed:\n{missed}");
}
