//! MyST, GitHub and HTML.

use super::{check, reading, source};

#[test]
fn directives_of_prose_are_read() {
    let text =
        "```{note} A title\n:class: dropdown\nIn *it*.\n```\n\n:::{tip}\n:name: a\nIn two.\n:::\n\nAfter.";
    check(text, &["Paragraph box|In it.", "Paragraph box|In two.", "Paragraph|After."]);
    assert_eq!(source(text, "In it"), ["In *it"]);
    check(
        "````{warning}\n---\nclass: x\n---\nOut.\n```{prf:theorem} Cups\nIn.\n```\n````\nAfter.",
        &["Paragraph box|Out.", "Paragraph box|In.", "Paragraph|After."],
    );
    check("```{code-cell} python\nx = 1\n```\n\n```{toctree}\na\n```", &["Code|", "Code|"]);
    check("```{theorem, name=\"Cups\"}\nThey hold.\n```", &["Paragraph|They hold."]);
    check("```{note}\nNever closed.", &["Paragraph box|Never closed."]);
}

#[test]
fn figures_and_tables_have_captions() {
    check(
        "```{figure} f.png\n:name: fig-a\n:width: 50%\n\nThe *cap*.\n```\n\n:::{figure} f.png\n:label: b\nTwo.\n:::\nText.",
        &["Caption float|The cap.", "Caption float|Two.", "Paragraph|Text."],
    );
    check(
        ":::{table} Cups of *tea*\n:name: t\n\n| a |\n|---|\n| b |\n:::\n\nText.",
        &["Caption float|Cups of tea", "Cell table float|a", "Cell table float|b", "Paragraph|Text."],
    );
    check(
        "```{list-table} Cups of *tea*\n:name: t\n* - a\n  - b\n```",
        &["Caption table float|Cups of tea", "Item list table float|a", "Item list table float|b"],
    );
}

#[test]
fn roles_are_words_or_their_text() {
    let text = "See {ref}`a`, {numref}`Fig. %s <b>`, {eq}`c` and {cite:p}`d,e`; H{sub}`2`O is {term}`water <w>` by {cite:t}`f`.";
    check(
        text,
        &[
            "Paragraph|See <Reference>, <Reference>, <Reference> and <Citation>; H2O is water by <TextCitation>.",
        ],
    );
    assert_eq!(source(text, "water"), ["water"]);
    check("{math}`a^2` and {kbd}`x`", &["Paragraph|<Math> and <Code>"]);
}

#[test]
fn blocks_are_parted_and_one_may_be_the_abstract() {
    check(
        "+++ {\"part\": \"abstract\"}\nWe *test*.\n\n+++\n\n# Cups\n+++ {\"a\": 1}\nText.\n\n+++ not this",
        &["Paragraph abstract|We test.", "h1|Cups", "Paragraph|Text.", "Paragraph|+++ not this"],
    );
}

#[test]
fn an_equation_may_have_a_name_after_it() {
    check(
        "$$\nx\n$$ (eq-x)\n\nText.\n\n$$y$$ (see x)",
        &["Math|", "Paragraph|Text.", "Paragraph|<DisplayMath> (see x)"],
    );
}

#[test]
fn targets_and_comments_are_no_text() {
    check("(sec-a)=\n# Cups\n\n% A note to us.\n\nText (a)=b.", &["h1|Cups", "Paragraph|Text (a)=b."]);
}

#[test]
fn alerts_and_elements_hold_text() {
    check("> [!WARNING]\n> It is *hot*.\n", &["Paragraph box|It is hot."]);
    check(
        "<details>\n<summary>More <b>cups</b></summary>\n\nHidden *text*.\n\n</details>\n\nAfter.",
        &["Paragraph|More cups", "Paragraph|Hidden text.", "Paragraph|After."],
    );
    check(
        "<div class=\"abstract\">\nWe *test*.\n</div>\n<div id=\"refs\"></div>\n<p align=\"center\">Mid</p>\n\n<figure>\n<img src=\"a.png\">\n<figcaption>The cap.</figcaption>\n</figure>\n",
        &["Paragraph abstract|We test.", "Paragraph|Mid", "Caption float|The cap."],
    );
    check(
        "<style>\np { x }\n</style>\n\n<table>\n<tr><td>a</td></tr>\n</table>\n\nText.",
        &["Cell table|a", "Paragraph|Text."],
    );
    check(
        "::: {.note}\n<div>In it.\n\n</div>\n\nIn, too.\n:::",
        &["Paragraph box|In it.", "Paragraph box|In, too."],
    );
    check("A </div> and `<div>` here. <div>", &["Paragraph|A and <Code> here."]);
}

#[test]
fn code_without_an_end_is_known_and_loses_no_text_that_the_parser_sees() {
    check("- ```\n  code\n\nText.\n", &["Code list|", "Paragraph|Text."]);
    let text = "- One.\n\n  ```\n  code\n\nText.\n";
    check(text, &["Item list|One.", "Code list|", "Paragraph|Text."]);
    assert_eq!(reading(text).1.meta().faults.len(), 1);
    assert_eq!(reading("```\ncode\n```\n\n<!-- a --> b").1.meta().faults, []);
}
