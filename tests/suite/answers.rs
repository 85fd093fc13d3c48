//! What authors answer to `paperlint results --ask` ends in sentences that paperlint reads as the answers, in each format and wherever
//! they are put, and changes nothing else.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use paperlint::internal::analysis::State;
use paperlint::internal::check::answers::{
    Answer, Asking, Given, Question, inserted, propose, questions, read, written,
};
use paperlint::internal::source::{Draft, Format, Source};

const MARKDOWN: &str = "\
# Introduction

We ask whether maps make 40 walkers faster.

# Methods

Each walker walked twice.

# Results

## Speed

With a map the walkers were 12% faster than without (p = .01).

With a hat the walkers were 15% slower than without (p = .03).

## Age

*Older walkers* were 12% slower than others (p = .02).
Walkers with glasses were 3% slower (p = .04).

## Hats

**Red hats.** Walkers with red hats were 4% faster (p = .03).

**Blue hats.** Walkers with blue hats were 5% slower (p = .01).

## Shoes

- Walkers with old shoes were 7% slower (p = .02).
- Walkers with new shoes were 6% faster (p = .03).

# Discussion

Maps help.
";

const LATEX: &str = "\
\\documentclass{article}
\\begin{document}
\\section{Introduction}
We ask whether maps make 40 walkers faster.
\\section{Methods}
Each walker walked twice.
\\section{Results}
\\subsection{Speed}\\label{speed}
With a map the walkers were 12\\% faster than without ($p = .01$).

With a hat the walkers were 15\\% slower than without ($p = .03$).
\\subsection{Age}
\\emph{Older walkers} were 12\\% slower than others ($p = .02$).
Walkers with glasses were 3\\% slower ($p = .04$).
\\subsection{Hats}
\\paragraph{Red hats.} Walkers with red hats were 4\\% faster ($p = .03$).
\\paragraph{Blue hats.} Walkers with blue hats were 5\\% slower ($p = .01$).
\\subsection{Shoes}
\\begin{itemize}
\\item Walkers with old shoes were 7\\% slower ($p = .02$).
\\item Walkers with new shoes were 6\\% faster ($p = .03$).
\\end{itemize}
\\section{Discussion}
Maps help.
\\end{document}
";

/// Returns the same paper in three formats. In R Markdown, code makes the first words of a section.
fn papers() -> [(&'static str, String); 3] {
    let r = MARKDOWN.replace("With a map the walkers", "`r n` walkers with a map");
    [
        ("paper.md", MARKDOWN.to_owned()),
        ("paper.tex", LATEX.to_owned()),
        ("paper.Rmd", format!("---\ntitle: Maps\noutput: html_document\n---\n\n{r}")),
    ]
}

fn draft(name: &str, text: &str) -> Draft {
    Draft::single(Source::new(name, text), Format::from_path(Path::new(name)).unwrap())
}

/// Returns an answer to every question; in parts, to each in turn.
fn all(questions: &[Question], answers: &[Answer]) -> Vec<Given> {
    let mut answers = answers.iter().cycle();
    let mut given = Given::nothing(questions);
    for (question, given) in questions.iter().zip(&mut given) {
        given.answer = answers.next().copied();
        if given.answer == Some(Answer::Both) {
            given.parts = all(&question.parts, &[Answer::Exploratory, Answer::Planned]);
        }
    }
    given
}

fn paperlint(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_paperlint")).current_dir(folder).args(args).output().unwrap()
}

/// Returns whether `unlabelled-results` has nothing to say.
fn is_silent(folder: &Path, name: &str) -> bool {
    let args = ["--select", "unlabelled-results", "--fail-on", "advice", "--advice", name];
    match paperlint(folder, &args).status.code() {
        Some(0) => true,
        Some(1) => false,
        code => panic!("{code:?}"),
    }
}

#[test]
fn a_paper_whose_authors_have_answered_is_silent() {
    use Answer::{Both, Exploratory, Planned};
    let kinds: [(&[Answer], &[State]); 5] = [
        (&[Planned], &[State::Planned]),
        (&[Exploratory], &[State::Exploratory]),
        (&[Both], &[State::Mixed]),
        (&[Planned, Exploratory], &[State::Planned, State::Exploratory]),
        (&[Exploratory, Both, Planned], &[State::Exploratory, State::Mixed, State::Planned]),
    ];
    for (name, text) in papers() {
        for (answers, states) in kinds {
            let folder = tempfile::tempdir().unwrap();
            fs::write(folder.path().join(name), &text).unwrap();
            assert!(!is_silent(folder.path(), name), "{name} says nothing yet");
            let asked = questions(&draft(name, &text));
            let names: Vec<&str> = asked.iter().map(|question| question.name.as_str()).collect();
            assert_eq!(names, ["Speed", "Age", "Hats", "Shoes"]);
            let file = written(&asked, &all(&asked, answers));
            fs::write(folder.path().join("answers.toml"), file).unwrap();
            let output = paperlint(folder.path(), &["results", "--answers", "answers.toml", "--fix", name]);
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            assert_eq!(output.status.code(), Some(0), "{name} {answers:?}: {said}");
            let after = fs::read_to_string(folder.path().join(name)).unwrap();
            assert!(is_silent(folder.path(), name), "{name} {answers:?}:\n{after}");
            let heard = questions(&draft(name, &after));
            for (question, wanted) in heard.iter().zip(states.iter().cycle()) {
                assert_eq!(question.said, Some(*wanted), "{name} {answers:?} {}:\n{after}", question.name);
            }
            let again = paperlint(folder.path(), &["results", "--answers", "answers.toml", name]);
            assert_eq!(again.status.code(), Some(0), "nothing is left to add: {after}");
            assert!(String::from_utf8_lossy(&again.stdout).contains("no sentence to add"));
        }
    }
}

#[test]
fn where_all_is_one_kind_one_sentence_says_it() {
    for (name, text) in papers() {
        let draft = draft(name, &text);
        let asked = questions(&draft);
        for answer in [Answer::Planned, Answer::Exploratory] {
            let proposal = propose(&draft, &asked, &all(&asked, &[answer]));
            assert_eq!(proposal.sentences.len(), 1, "{name}");
            assert!(proposal.sentences[0].text.contains("in this paper"));
        }
    }
}

#[test]
fn what_is_open_stays_open_and_no_word_changes_but_those_added() {
    for (name, text) in papers() {
        let draft = draft(name, &text);
        let asked = questions(&draft);
        let given = all(&asked, &[Answer::Unsure, Answer::Planned]);
        let proposal = propose(&draft, &asked, &given);
        let sections: Vec<&str> =
            proposal.sentences.iter().map(|sentence| sentence.section.as_str()).collect();
        assert_eq!(sections, ["Age", "Shoes"], "{name}");
        let new = inserted(&draft, &proposal.sentences, |_| true);
        let mut back = new.main().text.clone();
        for sentence in &proposal.sentences {
            assert!(sentence.can_be_put(), "{name}: {}", sentence.section);
            let text = sentence.text;
            for put in [format!("{text} "), format!("{text}\n\n"), format!("\n{text}")] {
                back = back.replacen(&put, "", 1);
            }
        }
        assert_eq!(back, text);
        let said: Vec<bool> = questions(&new).iter().map(|question| question.said.is_some()).collect();
        assert_eq!(said, [false, true, false, true], "{name}");
    }
}

#[test]
fn what_a_file_says_is_what_was_answered() {
    let asked = questions(&draft("paper.md", MARKDOWN));
    for answers in [&[Answer::Planned][..], &[Answer::Both, Answer::Unsure, Answer::Exploratory]] {
        let mut given = all(&asked, answers);
        given[0].departure = "50 \"walkers\", not 40\\".to_owned();
        assert_eq!(read(&written(&asked, &given), &asked).unwrap(), given);
    }
    assert_eq!(read("", &asked).unwrap(), Given::nothing(&asked));
}

#[test]
fn a_mistake_in_a_file_is_told_with_its_place_and_what_may_be_meant() {
    let asked = questions(&draft("paper.md", MARKDOWN));
    let of = |text: &str| {
        let mistakes = read(text, &asked).unwrap_err();
        let shown = |mistake: &paperlint::internal::check::answers::Mistake| {
            (text.get(mistake.span.clone()).unwrap().to_owned(), mistake.message.clone())
        };
        mistakes.iter().map(shown).collect::<Vec<_>>()
    };
    for (text, place, message) in [
        ("[[section]]\nheading = \"Sped\"\nanswer = \"planned\"", "\"Sped\"", "did you mean \"Speed\"?"),
        (
            "[[section]]\nheading = \"Zebra\"\nanswer = \"planned\"",
            "\"Zebra\"",
            "it has \"Speed\", \"Age\", \"Hats\", \"Shoes\"",
        ),
        (
            "[[section]]\nheading = \"Age\"\nanswer = \"maybe\"",
            "\"maybe\"",
            "known are planned, exploratory, both, unsure",
        ),
        (
            "[[section]]\nheading = \"Age\"\nanswer = \"planned\"\n[[section]]\nheading = \"Age\"\nanswer = \"planned\"",
            "\"Age\"",
            "answered twice",
        ),
        (
            "[[section]]\nheading = \"Age\"\nanswer = \"planned\"\n[[section.part]]\nbegins = \"Older\"\nanswer = \"planned\"",
            "\"Older\"",
            "only what is answered by \"both\" has parts",
        ),
        (
            "[[section]]\nheading = \"Age\"\nanswer = \"both\"\n[[section.part]]\nbegins = \"Old\"\nanswer = \"planned\"",
            "\"Old\"",
            "no part with results \"Old\"",
        ),
        ("[[section]]\nheadin = \"Age\"", "headin", "did you mean `heading`?"),
    ] {
        let found = of(text);
        assert!(found.iter().any(|(at, said)| at == place && said.contains(message)), "{text}\n{found:?}");
    }
}

#[test]
fn one_can_go_back_and_change_an_answer() {
    let asked = questions(&draft("paper.md", MARKDOWN));
    let mut asking = Asking::new(asked.clone(), Given::nothing(&asked));
    let name =
        |asking: &Asking| asking.next().map(|(question, number, all)| (question.place.clone(), number, all));
    assert!(!asking.back(), "nothing was answered");
    assert_eq!(name(&asking), Some(("Results > Speed".to_owned(), 1, 4)));
    assert!(asking.answer(Answer::Planned, " a  b "));
    assert!(asking.answer(Answer::Both, ""));
    assert_eq!(name(&asking), Some(("Results > Age, result 1".to_owned(), 1, 2)));
    assert!(!asking.answer(Answer::Both, ""), "one result is of one kind");
    assert!(asking.answer(Answer::Unsure, ""));
    assert!(asking.back() && asking.back());
    assert_eq!(name(&asking), Some(("Results > Age".to_owned(), 2, 4)));
    assert!(asking.answer(Answer::Exploratory, ""));
    assert_eq!(asking.given()[0].departure, "a b");
    // Whoever comes back another day goes on where they were, and can still go back.
    let mut later = Asking::new(asked, asking.given().to_vec());
    assert_eq!(name(&later), Some(("Results > Hats".to_owned(), 3, 4)));
    assert!(later.back());
    assert_eq!(name(&later), Some(("Results > Age".to_owned(), 2, 4)));
}

/// All drafts below a folder that are read as files of their own.
fn drafts(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => drafts(&path, found),
            false if Format::from_path(&path).is_some() => found.push(path),
            false => {}
        }
    }
}

#[test]
fn in_any_draft_a_sentence_that_is_put_is_read_and_nothing_else_changes() {
    let mut paths = Vec::new();
    drafts(Path::new("fixtures"), &mut paths);
    let mut put = 0;
    for path in paths {
        let source = Source::decode(path.to_string_lossy(), fs::read(&path).unwrap());
        let draft = Draft::single(source, Format::from_path(&path).unwrap());
        let asked = questions(&draft);
        for answers in [&[Answer::Planned][..], &[Answer::Both], &[Answer::Exploratory, Answer::Unsure]] {
            let sentences = propose(&draft, &asked, &all(&asked, answers)).sentences;
            let new = inserted(&draft, &sentences, |_| true);
            let there = sentences.iter().filter(|sentence| sentence.can_be_put());
            let added: usize = there.clone().map(|sentence| sentence.text.len()).sum();
            let grown = new.main().text.len() - draft.main().text.len();
            assert!(grown >= added && grown <= added + 2 * there.clone().count(), "{}", path.display());
            put += there.count();
        }
    }
    assert!(put > 20, "{put} sentences were put into drafts");
}
