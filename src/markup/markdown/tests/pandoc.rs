//! What Pandoc and Quarto add to CommonMark.

use super::{check, source};

#[test]
fn verses_lose_their_bars() {
    let text = "| The cup\n|   that *held*\n|\n| the tea\n\nAfter.";
    check(text, &["Paragraph|The cup that held the tea", "Paragraph|After."]);
    assert_eq!(source(text, "the tea"), ["the tea"]);
    check(
        "| a | b |\n|---|---|\n| c | d |",
        &["Cell table|a", "Cell table|b", "Cell table|c", "Cell table|d"],
    );
}

#[test]
fn definitions_are_items_after_their_term() {
    check(
        "Cup\n:   Holds tea.\n:   Has a handle.\n\nLid\n  ~ Holds heat.\n",
        &[
            "Paragraph|Cup",
            "Item list|Holds tea.",
            "Item list|Has a handle.",
            "Paragraph|Lid",
            "Item list|Holds heat.",
        ],
    );
    check(
        "Q1: how often?\n\n:   One answer\n\n    - Once\n    - Twice\n",
        &["Paragraph|Q1: how often?", "Item list|One answer", "Item list|Once", "Item list|Twice"],
    );
    check(
        "Text.\n\n: A caption.\n\n| a |\n|---|\n\nText\ngoes on\n: here.",
        &["Paragraph|Text.", "Caption float|A caption.", "Cell table|a", "Paragraph|Text goes on : here."],
    );
}

#[test]
fn tables_of_text_are_tables() {
    check(
        ": Cups. {#tbl:a}\n\n+---+----+\n| a | bb |\n+===+====+\n| c | dd |\n+---+----+\n\nText.",
        &["Caption float|Cups.", "Paragraph|Text."],
    );
    check(
        "Text.\n\n  Right   Left\n-------   ----\n     12   ab\n    123   cd\n\nTable: Cups\nand lids.\n",
        &["Paragraph|Text.", "Caption float|Cups and lids."],
    );
    check(
        "-------------\n a     Two\n       lines\n----- -------\n c     d\n\n e     f\n-------------\n\n: Cups.\n\nText.",
        &["Caption float|Cups.", "Paragraph|Text."],
    );
    check(
        "A heading\n---\n\n----\n\nText - and -- so.\n\n----\n",
        &["h2|A heading", "Paragraph|Text - and -- so."],
    );
}

#[test]
fn raised_lowered_struck_and_marked_text_is_text() {
    check(
        "H~2~O, x^2^, 2^nd^ and ~~old~~ [*small* caps]{.smallcaps key=\"a b\"}.",
        &["Paragraph|H2O, x2, 2nd and old small caps."],
    );
}

#[test]
fn raw_blocks_and_spans_are_no_prose() {
    check(
        "```{=latex}\n\\begin{x}\n```\n\nA `<b>`{=html}bold`</b>`{=html} word.",
        &["Code|", "Paragraph|A bold word."],
    );
}

#[test]
fn divs_nest() {
    check(
        "::::: {.panel}\n:::: {.abstract}\n::: {.callout-tip}\nIn.\n:::\nMid.\n::::\nOut.\n:::::\nAfter.",
        &["Paragraph abstract box|In.", "Paragraph abstract|Mid.", "Paragraph|Out.", "Paragraph|After."],
    );
}

#[test]
fn captions_of_every_kind() {
    check(
        "![A *cap* of [@a]](f.png){#fig:a fig-alt=\"No.\"}\n\n![](g.png){#fig:b}\n\nSee \\@ref(fig:a), @fig-a, @fig:a.",
        &[
            "Figure|",
            "Caption float|A cap of <Citation>",
            "Figure|",
            "Paragraph|See <Reference>, <Reference>, <Reference>.",
        ],
    );
    check(
        "::: {#fig-x layout-ncol=2}\n\n![One](a.png)\n\nThe *caption*.\n:::\n\nText.",
        &["Figure float|", "Caption float|One", "Caption float|The caption.", "Paragraph|Text."],
    );
    check(
        "```{r}\n#| fig-cap: >\n#|   A long\n#|   caption.\n#| echo: false\nx\n```\n",
        &["Code|", "Caption float|A long caption."],
    );
}

#[test]
fn callouts_shortcodes_and_fields() {
    check(
        "::: {.callout-note title=\"No\"}\nIn it.\n:::\n\n{{< pagebreak >}}\n\nVersion {{< var v >}} of {{< meta t >}}.",
        &["Paragraph box|In it.", "Paragraph|Version <Name> of <Name>."],
    );
    check("Built on {{manubot.date}}{% if a -%} twice{% endif %}.", &["Paragraph|Built on <Name> twice."]);
}

#[test]
fn examples_and_latex_lists_are_read() {
    check(
        "(@cup) A cup *falls*.\n\n(see @a) It is.",
        &["Paragraph|A cup falls.", "Paragraph|(see <TextCitation>) It is."],
    );
    check(
        "\\begin{itemize}\n\\item One \\emph{cup}.\n\\item Two.\n\\end{itemize}\n\nAfter.",
        &["Item list|One cup.", "Item list|Two.", "Paragraph|After."],
    );
}

#[test]
fn latex_in_text_reads_as_in_latex() {
    check(
        "\\begin{quote}\nSaid \\enquote{so}\\footnote{By *us*.} and \\todo{no}\\texttt{x}.\\end{quote}\n\nA \\o re of 5\\textdegree{} at \\cref{a,b}.",
        &[
            "Paragraph quote|Said so and <Code>.",
            "Footnote quote|By us.",
            "Paragraph|A øre of 5° at <Reference>.",
        ],
    );
    check(
        "\\begin{theorem}[Cups]\nThey *hold*.\n\\end{theorem}\n\\begin{tabular}{ll}\na & b\n\\end{tabular}\n\nEnd.",
        &["Paragraph|They hold.", "Paragraph|End."],
    );
    check(
        "A \\own{word} of \\ours and \\textcolor{red}{*red*}, \\ref here.",
        &["Paragraph|A word of <Name> and red, <Name> here."],
    );
    check(
        "The \\tikz{\\draw (0,0);} dot\\index{dot} and\\sindex[x]{a!b} \\url{https://a.b} and \\autocites{a}[3]{b} are.",
        &["Paragraph|The dot and <Url> and <Citation> are."],
    );
}

#[test]
fn a_title_block_is_front_matter() {
    check("% On *cups*\n% A. Potter\n% May\n\nText.", &["Title|On cups", "Paragraph|Text."]);
    check("%\nText.", &["Paragraph|% Text."]);
}

#[test]
fn a_sentence_goes_on_after_display_math() {
    let one = ["Paragraph|Heat is <DisplayMath> where <Math> is time. It falls."];
    check("Heat is\n$$ h $$\nwhere $t$ is time. It falls.", &one);
    check("Heat is\n\n$$\nh\n$$ {#eq-h}\n\nwhere $t$ is time.\nIt falls.", &one);
    check("Heat is\n\n\\begin{equation}\nh\n\\end{equation}\n\nwhere $t$ is time. It falls.", &one);
    check("Heat is\n\n```{math}\n:label: h\nh\n```\n\nwhere $t$ is time. It falls.", &one);
    check(
        "Heat is\n\n$$h$$\n\nIt falls.\n\n# So\n\n$$h$$\n\nand",
        &["Paragraph|Heat is", "Math|", "Paragraph|It falls.", "h1|So", "Math|", "Paragraph|and"],
    );
    check(
        "- Heat is\n\n  $$h$$\n\n  where it is.",
        &["Item list|Heat is", "Math list|", "Paragraph list|where it is."],
    );
}

#[test]
fn lines_may_break_anywhere() {
    check("One  \ntwo\\\nthree\nfour.\nFive.", &["Paragraph|One two three four. Five."]);
    check("“Smart” ‘quotes’ — “here”. 🎉 ok 👩‍🔬.", &["Paragraph|“Smart” ‘quotes’ — “here”. 🎉 ok 👩‍🔬."]);
    check(
        "中文**句子**。第二句\n第三。\n\nنص *عربي* هنا.",
        &["Paragraph|中文句子。第二句 第三。", "Paragraph|نص عربي هنا."],
    );
}
