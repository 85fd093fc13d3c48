mod front_matter;
mod html;
mod includes;
mod myst;
mod notation;
mod obsidian;
mod pandoc;

use crate::markup::{BlockKind, Placeholder, Reading, Within, read};
use crate::source::{Draft, Format, Source};

fn reading(text: &str) -> (Draft, Reading) {
    let draft = Draft::single(Source::new("paper.md", text), Format::Markdown);
    let reading = read(&draft);
    (draft, reading)
}

/// Returns the blocks of a draft, one a line: its kind, then its text with placeholders written out.
fn shown(text: &str) -> String {
    let (_, reading) = reading(text);
    blocks(&reading)
}

fn blocks(reading: &Reading) -> String {
    let mut shown = String::new();
    for block in reading.blocks() {
        let kind = match block.kind {
            BlockKind::Heading { level, run_in: false } => format!("h{level}"),
            BlockKind::Heading { level, run_in: true } => format!("run-in{level}"),
            kind => format!("{kind:?}"),
        };
        shown.push_str(&kind);
        for (within, name) in [
            (Within::ABSTRACT, "abstract"),
            (Within::QUOTE, "quote"),
            (Within::LIST, "list"),
            (Within::TABLE, "table"),
            (Within::FLOAT, "float"),
            (Within::BOX, "box"),
            (Within::REFERENCES, "refs"),
        ] {
            if block.within.is_in(within) {
                shown.push(' ');
                shown.push_str(name);
            }
        }
        shown.push('|');
        for char in reading.slice(block.start, block.end).chars() {
            match Placeholder::from_char(char) {
                Some(placeholder) => shown.push_str(&format!("<{placeholder:?}>")),
                None => shown.push(char),
            }
        }
        shown.push('\n');
    }
    shown
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let shown = shown(text);
    assert_eq!(shown.lines().collect::<Vec<_>>(), expected, "\n{shown}");
}

/// Returns the source pieces of the first place where `word` stands in the reading text.
#[track_caller]
fn source(text: &str, word: &str) -> Vec<String> {
    let (draft, reading) = reading(text);
    let at =
        reading.text().find(word).unwrap_or_else(|| panic!("no {word:?} in {:?}", reading.text())) as u32;
    let spans = reading.source_of(at, at + word.len() as u32);
    spans.iter().map(|&span| draft.text(span).to_owned()).collect()
}

#[test]
fn citations_and_references_are_one_word_each() {
    check(
        "As shown [@a; see @b, p. 3] by @c [p. 4] and Smith [-@d].",
        &["Paragraph|As shown <Citation> by <TextCitation> and Smith <Citation>."],
    );
    check(
        "See @fig:x, [@tbl-y; @tbl-z] and \\@ref(sec:a); mail a@b.org.",
        &["Paragraph|See <Reference>, <Reference> and <Reference>; mail a@b.org."],
    );
    check(
        "In \\citet[see][]{a} and \\citep{b,c}, Figure~\\ref{fig:a}.",
        &["Paragraph|In <TextCitation> and <Citation>, Figure <Reference>."],
    );
    check(
        "In {cite:t}`a` and {cite}`b` see {numref}`c`.",
        &["Paragraph|In <TextCitation> and <Citation> see <Reference>."],
    );
    assert_eq!(source("So [see @a, *p. 3*; @b] it is.", "\u{E004}"), ["[see @a, *p. 3*; @b]"]);
    check("Die Schüler@innen of @müller2020.", &["Paragraph|Die Schüler@innen of <TextCitation>."]);
}

#[test]
fn math_is_a_number_a_statistic_or_a_symbol() {
    check(
        "We saw $31\\%$ with $p < .05$ and $x_i$, \\(a*b*c\\).",
        &["Paragraph|We saw <Number> with <Statistic> and <Math>, <Math>."],
    );
    check("It cost $5 and then $10, or $20-$30.", &["Paragraph|It cost $5 and then $10, or $20-$30."]);
    check(
        "Text\n$$\na\n+ b\n$$ {#eq:a}\ngoes on.\n\n$$x$$\n\n\\begin{align}\na*b*c\n\\end{align}\n",
        &["Paragraph|Text <DisplayMath> goes on.", "Math|", "Math|"],
    );
    check(
        "A test $d = `r x$d[1]`$ and `r y$z` of `{python} q`.",
        &["Paragraph|A test <Statistic> and <Number> of <Number>."],
    );
    check("A \\(b\\) c, \\[online\\], \\(see below\\).", &["Paragraph|A <Math> c, [online], (see below)."]);
}

#[test]
fn words_in_pieces_stay_words() {
    let text = "An un**related** H~2~O x^2^ caf&eacute; ~approximately~ ~5 to ~10.";
    check(text, &["Paragraph|An unrelated H2O x2 café approximately ~5 to ~10."]);
    assert_eq!(source(text, "unrelated"), ["un**related"]);
    assert_eq!(source(text, "café"), ["caf&eacute;"]);
    check(
        "A 100\\% \\textbf{un}done \\emph{thing}, \\newpage end{}.",
        &["Paragraph|A 100% undone thing, end{}."],
    );
}

#[test]
fn comments_give_no_prose_and_break_no_paragraph() {
    let text = "One <!-- a\n\nb --> two\n<!-- c -->\nthree.\n\n<!-- d\n\n# no -->\n\nFour.";
    check(text, &["Paragraph|One two three.", "Paragraph|Four."]);
    let (draft, reading) = reading(text);
    let comments: Vec<_> = reading.comments().iter().map(|comment| draft.text(comment.source)).collect();
    assert_eq!(comments, ["<!-- a\n\nb -->", "<!-- c -->", "<!-- d\n\n# no -->"]);
    check("An <!-- open one.\n\nGoes on.", &["Paragraph|An open one.", "Paragraph|Goes on."]);
    check("```\n<!-- x\n```\n\nText.", &["Code|", "Paragraph|Text."]);
}

#[test]
fn divs_put_their_blocks_in_containers() {
    check(
        "::: {.abstract}\n**Background:** We test.\n\n:::: note\nInner.\n::::\n:::\nAfter.\n::: {#refs}\n:::\n",
        &[
            "run-in6 abstract|Background:",
            "Paragraph abstract|We test.",
            "Paragraph abstract box|Inner.",
            "Paragraph|After.",
        ],
    );
    check(
        "\\begin{abstract}\nWe test.\n\\end{abstract}\nAfter.",
        &["Paragraph abstract|We test.", "Paragraph|After."],
    );
    check("A [small word]{.smallcaps} here.", &["Paragraph|A small word here."]);
}

#[test]
fn notes_do_not_interrupt_the_sentence() {
    check(
        "We test^[It is [really] so.] it.[^1] End\n\n[^1]: A note.\n",
        &["Paragraph|We test it. End", "Footnote|It is [really] so.", "Footnote|A note."],
    );
    assert_eq!(source("We test^[It is so.] it.", "It is"), ["It is"]);
}

#[test]
fn headings_of_every_kind() {
    check(
        "# One {#a .b -}\n\nTwo\n---\n\n**Abstract**\n\n**Participants.** We saw.\n\n**Not** a heading.\n\n***Design***. It was.\n",
        &[
            "h1|One",
            "h2|Two",
            "h6|Abstract",
            "run-in6|Participants.",
            "Paragraph|We saw.",
            "Paragraph|Not a heading.",
            "run-in6|Design.",
            "Paragraph|It was.",
        ],
    );
}

#[test]
fn figures_tables_lists_and_quotes() {
    check(
        "![A *cap* [@a].](f.png){#fig:a width=50%}\n\nText ![alt](g.png) on.\n",
        &["Figure|", "Caption float|A cap <Citation>.", "Paragraph|Text on."],
    );
    check(
        "| a | b |\n|---|---|\n| c | d |\n\n: The caption. {#tbl:x}\n",
        &["Cell table|a", "Cell table|b", "Cell table|c", "Cell table|d", "Caption float|The caption."],
    );
    check(
        "- one\n- two\n\n  more\n\n> said\n\n> [!NOTE]\n> boxed\n",
        &[
            "Item list|one",
            "Item list|two",
            "Paragraph list|more",
            "Paragraph quote|said",
            "Paragraph box|boxed",
        ],
    );
}

#[test]
fn chunk_options_give_captions() {
    let text = "```{r a, fig.cap=\"The \\\\@ref(fig:b) of \\\"x\\\" $y$.\", echo=FALSE}\nx\n```\n\n```{python}\n#| fig-cap: Two lines.\ny\n```\n";
    check(
        text,
        &["Code|", "Caption float|The <Reference> of \"x\" <Math>.", "Code|", "Caption float|Two lines."],
    );
    assert_eq!(source(text, "of"), ["of"]);
    check(
        "(ref:b) A long one.\n\n```{r, fig.cap=\"(ref:b)\"}\nx\n```",
        &["Caption float|A long one.", "Code|"],
    );
    check(
        "```{r}\n#| fig-cap:\n#|   - \"One.\"\n#|   - Two\n#|     lines.\n#| echo: false\nx\n```\n```{r}\n#| fig-cap: [\"A.\", \"B.\"]\n```",
        &[
            "Code|",
            "Caption float|One.",
            "Caption float|Two lines.",
            "Code|",
            "Caption float|A.",
            "Caption float|B.",
        ],
    );
    check("```{r, fig.cap=caption}\nx\n```", &["Code|"]);
}

#[test]
fn links_addresses_and_html() {
    check(
        "See [the site](http://a.b/c_d), <http://a.b> or https://a.b/c_d_e. In 10.1234/ab.c, doi:10.1/x, `x`.",
        &["Paragraph|See the site, <Url> or <Url>. In <Url>, <Url>, <Code>."],
    );
    check("A<br>b <b>c</b><sup>1,2</sup> and {{< pagebreak >}} {{name}}.", &["Paragraph|A b c and <Name>."]);
}

#[test]
fn walls_of_marks_come_to_an_end() {
    for mark in [
        "[",
        "$",
        ":::",
        "{",
        "\\(",
        "^[",
        "@",
        "`",
        "<!--",
        "\\begin{a}",
        "\\begin{quote}\n",
        "\\begin{align}\n",
        "\\a{",
        "~",
        "[@a ",
        "$$\n",
        "::: a\n",
        "> ",
        "- ",
        "*",
        "**a",
        "\\[",
        "{{",
        "\"",
        "[^",
        "? ",
        "{a: ",
        "[[a]]\n",
        "'",
        "a.",
    ] {
        let _ = reading(&mark.repeat(50_000));
        let _ = reading(&(mark.repeat(50_000) + "\\end{quote}"));
        let _ = reading(&format!("---\nabstract: \"{}\n---\n", mark.repeat(20_000)));
        let _ = reading(&format!("---\nparams: {}\n---\n", mark.repeat(20_000)));
        let _ = reading(&format!("+++\nparams = {}\n+++\n", mark.repeat(20_000)));
    }
}

#[test]
fn what_follows_wrapped_text_is_seen() {
    check(
        "Cups are\nwarm and\nname | size\n--- | ---\nmug | 3\n",
        &["Paragraph|Cups are warm and name | size --- | --- mug | 3"],
    );
    check(
        "Cups are\nwarm.\n\nname | size\n--- | ---\nmug | 3\n",
        &["Paragraph|Cups are warm.", "Cell table|name", "Cell table|size", "Cell table|mug", "Cell table|3"],
    );
    check(
        "Cups are\nwarm and\nround\n=====\nSo are\nbowls.\n",
        &["h1|Cups are warm and round", "Paragraph|So are bowls."],
    );
    check(
        "Cups are\nwarm and\nround\n\n: No term stands before.\n",
        &["Paragraph|Cups are warm and round", "Paragraph|No term stands before."],
    );
    check(
        "Cups are\nwarm:\n- red\n- blue\nand green\n",
        &["Paragraph|Cups are warm:", "Item list|red", "Item list|blue and green"],
    );
    check(
        "Cups are  \nwarm\\\nand\nround <b\nclass=x>here</b>.\n",
        &["Paragraph|Cups are warm and round here."],
    );
    check(
        "<pre>\n\nCups\nare</pre>\nSo are\nbowls.\n\nThey are\nwarm.\n",
        &["Paragraph|So are bowls.", "Paragraph|They are warm."],
    );
    check(
        "- red\n  and\nblue\n- green or\n\n  more\n  text\n   \n      code\n\nSo\n    are bowls.\n",
        &[
            "Item list|red   and blue",
            "Item list|green or",
            "Paragraph list|more   text",
            "Code list|",
            "Paragraph|So     are bowls.",
        ],
    );
    check("École is\nÄrger with\nΩ.\n", &["Paragraph|École is Ärger with Ω."]);
}
