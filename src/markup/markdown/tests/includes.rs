//! Files that a paper in Markdown reads in its place.

use super::blocks;
use crate::markup::{LoadError, Loader, Unreadable, assemble, read};
use crate::source::{Draft, Format, ProblemKind, Source};

/// The files beside a paper.
struct Files(&'static [(&'static str, &'static str)]);

impl Loader for Files {
    fn load(&mut self, _from: &str, target: &str) -> Result<Source, LoadError> {
        let file = self.0.iter().find(|(name, _)| *name == target).ok_or(LoadError::Missing)?;
        Ok(Source::new(file.0, file.1))
    }
}

const FILES: Files = Files(&[
    ("a.Rmd", "---\ntitle: Not this\nabstract: Nor this.\n---\n\n# One\n\nFrom *a*.\n"),
    ("b.qmd", "From b.\n\n{{< include a.Rmd >}}\n"),
    ("c.md", "From c [@x].\n"),
    ("d.md", "# One\n\nTwo.\n\n## Three\n\n<!-- from -->\nFour.\n<!-- to -->\n\nFive.\n"),
    ("e.tex", "\\section{One}\nFrom \\emph{e} \\citep{x}.\n\n\\input{f}\n"),
    ("f", "\\begin{quote}From f.\\end{quote}"),
]);

fn assembled(text: &str) -> Draft {
    assemble(Source::new("paper.qmd", text), Format::Markdown, &mut { FILES })
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let draft = assembled(text);
    assert_eq!(draft.problems(), []);
    let shown = blocks(&read(&draft));
    assert_eq!(shown.lines().collect::<Vec<_>>(), expected, "\n{shown}");
}

#[test]
fn quarto_and_myst_read_a_file_in_its_place() {
    check(
        "Before.\n\n{{< include b.qmd >}}\n\nAfter.",
        &["Paragraph|Before.", "Paragraph|From b.", "h1|One", "Paragraph|From a.", "Paragraph|After."],
    );
    check(
        "Before.\n```{include} c.md\n:start-line: 0\n```\nAfter.\n\n:::{include} /c.md\n:::\n",
        &[
            "Paragraph|Before.",
            "Paragraph|From c <Citation>.",
            "Paragraph|After.",
            "Paragraph|From c <Citation>.",
        ],
    );
    check("{{< include /c.md >}}", &["Paragraph|From c <Citation>."]);
    check("```{include} c.md\n:literal:\n```\n\n```\n{{< include c.md >}}\n```\n", &["Code|", "Code|"]);
    check("{{< include code.R >}}\n\n`{{< include c.md >}}` in code", &["Paragraph|<Code> in code"]);
}

#[test]
fn the_options_of_myst_choose_what_is_read() {
    let include = |options: &str| format!("```{{include}} d.md\n{options}\n```\n\n# After");
    check(&include(":start-line: 4\n:end-line: -6"), &["h2|Three", "h1|After"]);
    check(
        &include("---\nstart-after: '<!-- from -->'\nend-before: \"<!-- to -->\"\n---"),
        &["Paragraph|Four.", "h1|After"],
    );
    check(
        &include(":heading-offset: 1\n:end-before: Four"),
        &["h2|One", "Paragraph|Two.", "h3|Three", "h1|After"],
    );
    check(":::{include} c.md\n:literal: true\n:::\n", &[]);
    check(&include(":start-line: 99\n:end-line: 2"), &["h1|After"]);
}

#[test]
fn latex_reads_a_file_in_its_place() {
    let file = ["h1|One", "Paragraph|From e <Citation>.", "Paragraph quote|From f."];
    check("\\input{e.tex}\n", &file);
    check("One.\n\\include{e.tex} \nTwo.", &[&["Paragraph|One."], &file[..], &["Paragraph|Two."]].concat());
    check("```{=latex}\n\\input{e.tex}\n```\n", &file);
    check("`\\input{z}`, \\input{z} and\n\\inputs{z}", &["Paragraph|<Code>, and z"]);
    check(
        "---\nabstract: |\n  \\input{e.tex}\n---\n\n> Body.",
        &[
            "h1 abstract|One",
            "Paragraph abstract|From e <Citation>.",
            "Paragraph abstract quote|From f.",
            "Paragraph quote|Body.",
        ],
    );
    let draft = assembled("\\input{e.tex}\n");
    let reading = read(&draft);
    let at = reading.text().find("From e").unwrap_or(0) as u32;
    assert_eq!(draft.text(reading.source_of(at, at + 6)[0]), "From \\emph{e");
}

#[test]
fn a_chunk_of_knitr_has_children() {
    let both = ["h1|One", "Paragraph|From a.", "Paragraph|From c <Citation>."];
    check("```{r, child = c('a.Rmd', \"c.md\"), echo=FALSE}\n```\n", &both);
    check("```{r}\n#| echo: false\n#| child: [\"a.Rmd\", c.md]\n```\n", &both);
    check("```{r}\n#| child: c.md\n```\n", &both[2..]);
    check("```{r child='c.md'}\n```\n", &both[2..]);
    check("```{r child=paths[1]}\n```\n\n```{r, child='z.md', eval=FALSE}\n```\n", &["Code|", "Code|"]);
}

#[test]
fn a_file_stands_in_the_containers_around_it() {
    check(
        "::: {.abstract}\n{{< include c.md >}}\n:::\n\nAfter.",
        &["Paragraph abstract|From c <Citation>.", "Paragraph|After."],
    );
    check(
        "---\nabstract: |\n  {{< include c.md >}}\n---\nBody.",
        &["Paragraph abstract|From c <Citation>.", "Paragraph|Body."],
    );
}

#[test]
fn findings_lie_in_the_included_file() {
    let draft = assembled("Before.\n\n{{< include b.qmd >}}\n");
    let reading = read(&draft);
    let at = reading.text().find("From a").unwrap_or(0) as u32;
    let file = draft.file(draft.file_of(reading.source_at(at)));
    assert_eq!((file.name.as_str(), draft.text(reading.source_of(at, at + 6)[0])), ("a.Rmd", "From *a"));
}

#[test]
fn what_is_not_there_is_a_problem_of_the_draft() {
    let text = "---\nabstract: \"{{< include z.md >}}\"\n---\n\n{{< include y.md >}}\n\n```{r, child=c(\"x.md\")}\n```\n";
    let draft = assembled(text);
    let problems: Vec<_> =
        draft.problems().iter().map(|problem| (draft.text(problem.at), problem.kind)).collect();
    let missing = |text| (text, ProblemKind::Missing);
    assert_eq!(
        problems,
        [missing("{{< include z.md >}}"), missing("{{< include y.md >}}"), missing("\"x.md\"")]
    );
    assert!(matches!(read(&draft).meta().unreadable_abstract, Some(Unreadable::Absent(_))));
}

#[test]
fn a_chain_of_files_comes_to_an_end() {
    /// Every file reads one with a longer name.
    struct Chain;
    impl Loader for Chain {
        fn load(&mut self, _from: &str, target: &str) -> Result<Source, LoadError> {
            Ok(Source::new(target, format!("One.\n\n{{{{< include a{target} >}}}}\n")))
        }
    }
    let draft = assemble(Source::new("main", "{{< include a.md >}}"), Format::Markdown, &mut Chain);
    assert_eq!(draft.problems().first().map(|problem| problem.kind), Some(ProblemKind::TooLarge));
    assert_eq!(read(&draft).blocks().len() + 1, draft.files().len());
}
