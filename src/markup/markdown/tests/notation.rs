//! Math with spaces, powers, links without text, names of figures, code in colons, authors, quoted text.

use super::{blocks, check, reading, source};
use crate::markup::{BlockKind, Within, read};
use crate::source::{Declared, Draft, Format, Source};

#[test]
fn math_may_stand_between_spaces() {
    check("Let $ x $ be $ y + 2 $ and ($ n = 3 $).", &["Paragraph|Let <Math> be <Math> and (<Statistic>)."]);
    check(
        "Here $ \\alpha_i $ is, and $x $ or $ y$ and $z$.",
        &["Paragraph|Here <Math> is, and <Math> or <Math> and <Math>."],
    );
    check(
        "It costs $5 (x = 3) and more than $ 7 $ or so.",
        &["Paragraph|It costs $5 (x = 3) and more than $ 7 $ or so."],
    );
    check(
        "It was $ 5 and $ 7 or US $ 3 and 4 $ in all.",
        &["Paragraph|It was $ 5 and $ 7 or US $ 3 and 4 $ in all."],
    );
    check(
        "Of $ = `r a$b` $ and ($z = `r c$d`$) or $ x $ we.",
        &["Paragraph|Of $ = <Number> $ and (<Statistic>) or <Math> we."],
    );
    check("In `$ x $` and $a$ or $b$ we.", &["Paragraph|In <Code> and <Math> or <Math> we."]);
}

#[test]
fn a_power_is_a_number() {
    check(
        "We saw 10^5^ or 3 × 10^-7^ cells of 2 cm^2^.",
        &["Paragraph|We saw <Number> or 3 × <Number> cells of 2 cm2."],
    );
    assert_eq!(source("We saw 10^5^ cells.", "\u{E002}"), ["10^5^"]);
    check("It fell in 2010^3^ and v10^a^.", &["Paragraph|It fell in 20103 and v10a."]);
}

#[test]
fn links_without_text_are_references() {
    check(
        "See [](#fig-a) and [](doi:10.1/x), [](https://doi.org/10.1/x), [](cups.md), [](@poe) and <doi:10.1/x>.",
        &["Paragraph|See <Reference> and <Citation>, <Citation>, <Reference>, <Citation> and <Citation>."],
    );
    check("[](){#x} Text.", &["Paragraph|Text."]);
    check("[]{#anchor .anchor}Text [](https://a.b/c).", &["Paragraph|Text <Url>."]);
}

#[test]
fn directives_hold_code_or_text() {
    for name in [
        "mermaid",
        "code-block",
        "code",
        "raw",
        "anywidget",
        "code-cell",
        "toctree",
        "bibliography",
        "iframe",
        "embed",
        "math",
        "eval-rst",
    ] {
        let text = format!("::::{{{name}}} x\n:name: a\nThis is *no* text.\n\n:::\nnor this\n::::\n\nAfter.");
        let shown = super::shown(&text);
        assert!(!shown.contains("no"), "{name}: {shown}");
        assert!(shown.ends_with("Paragraph|After.\n"), "{name}: {shown}");
    }
    check(":::{mermaid}\ngraph TD\n\nA --> B", &["Code|"]);
    check("::: {.panel-tabset}\n## One\n\nText.\n:::", &["h2|One", "Paragraph|Text."]);
    check(
        "::::{tab-set}\n:::{tab-item} One\n:sync: a\nIn *one*.\n:::\n```{tab-item} Two\nIn two.\n```\n::::",
        &["Paragraph box|In one.", "Paragraph box|In two."],
    );
    check(
        "```{grid} 1 2\n:gutter: 3\nIn it.\n```\n\n:::{grid-item-card} Title\nIn, too.\n:::",
        &["Paragraph|In it.", "Paragraph box|In, too."],
    );
    check(
        ":::{glossary}\nCup\n: Holds *tea*.\n:::\n\n```{glossary}\nLid\n: Holds heat.\n```",
        &["Paragraph|Cup", "Item list|Holds tea.", "Paragraph|Lid", "Item list|Holds heat."],
    );
    check(
        "```{list-table} Cups of *tea*\n:name: t\n* - a *b*\n  - c\n```\n\n:::{list-table} Lids\n* - d\n  - e\n:::\n\nAfter.",
        &[
            "Caption table float|Cups of tea",
            "Item list table float|a b",
            "Item list table float|c",
            "Caption table float|Lids",
            "Item list table float|d",
            "Item list table float|e",
            "Paragraph|After.",
        ],
    );
}

#[test]
fn authors_with_line_breaks_are_front_matter() {
    check(
        "# On tea\n\nAnn Poe^1^\\\nBob Ode^2^\n\n^1^ University of Tea, Leeds  \n^2^ Cup Lab, Bath\n\n# Cups\n\nThey are\\\nwarm, and we drink them every day.",
        &[
            "h1|On tea",
            "Metadata|Ann Poe1 Bob Ode2",
            "Metadata|1 University of Tea, Leeds 2 Cup Lab, Bath",
            "h1|Cups",
            "Paragraph|They are warm, and we drink them every day.",
        ],
    );
    check(
        "---\ntitle: On tea\n---\n\n**Ann Poe**<br>University of Tea<br>ann@tea.org\n\nTea is old. We drink it,  \nand it is good for us.",
        &[
            "Title|On tea",
            "Metadata|Ann Poe University of Tea ann@tea.org",
            "Paragraph|Tea is old. We drink it, and it is good for us.",
        ],
    );
}

#[test]
fn a_numbered_caption_stands_beside_its_table() {
    let table = "| a |\n|---|\n| b |";
    let cells = ["Cell table|a", "Cell table|b"];
    for caption in ["Table 1. The cups.", "**Table S2:** The cups.", "[]{#_Ref1 .anchor}Table 1: The cups."] {
        let shown = super::shown(&format!("{caption}\n\n{table}\n\nText."));
        assert!(shown.starts_with("Caption float|Table"), "{shown}");
        let shown = super::shown(&format!("{table}\n\n{caption}\n\nText."));
        assert!(shown.contains("Caption float|Table"), "{shown}");
    }
    check(&format!("Table 1 shows cups.\n\n{table}"), &["Paragraph|Table 1 shows cups.", cells[0], cells[1]]);
    check("Table 1. The cups.\n\nText.", &["Paragraph|Table 1. The cups.", "Paragraph|Text."]);
}

#[test]
fn later_front_matter_is_none_of_the_text() {
    check(
        "---\ntitle: On tea\n---\n\nText.\n\n---\nauthor: Ann\nabstract: |\n  We *test*.\n---\n\nMore.\n\n---\n\nlast: not this\n",
        &[
            "Title|On tea",
            "Paragraph abstract|We test.",
            "Paragraph|Text.",
            "Paragraph|More.",
            "Paragraph|last: not this",
        ],
    );
    check(
        "Text.\n\n```yaml\n\n---\nabstract: no\n---\n```\n\nMore.",
        &["Paragraph|Text.", "Code|", "Paragraph|More."],
    );
}

#[test]
fn commands_of_an_index_are_no_text() {
    check(
        "Tea\\index{tea}\\index[names]{Poe, A.} and \\indexname{cup} lid\\index{lid|see{cup}}.",
        &["Paragraph|Tea and lid."],
    );
}

#[test]
fn brackets_of_a_command_are_no_text() {
    check(
        "# \\acrs[case=sentence]{TT} of tea\n\n\\acr[first, long]{TT} [or so] is here, and \\tea [cold] too.",
        &["h1|TT of tea", "Paragraph|TT [or so] is here, and <Name> [cold] too."],
    );
}

/// Returns the texts of a draft that are read as quoted, and all of it.
fn quoted(text: &str, names: &[&str]) -> (Vec<String>, String) {
    let quoted = names.iter().map(|name| (*name).to_owned()).collect();
    let draft = Draft::single(Source::new("paper.md", text), Format::Markdown)
        .declaring(Declared { quoted, ..Declared::default() }.into());
    let reading = read(&draft);
    let is_quoted = |within: Within| within.is_in(Within::QUOTE.with(Within::BOX));
    let quotes =
        reading.blocks().iter().filter(|block| is_quoted(block.within) && block.kind != BlockKind::Code);
    (quotes.map(|block| reading.slice(block.start, block.end).to_owned()).collect(), blocks(&reading))
}

#[test]
fn what_others_wrote_is_quoted() {
    for text in [
        "::: {.prompt}\nOne.\n:::\n\nTwo.",
        "::: prompt\nOne.\n:::\n\nTwo.",
        "::: {.system-prompt #p}\nOne.\n:::\n\nTwo.",
        "::: {.llm-output}\nOne.\n:::\n\nTwo.",
        "::: {.questionnaire}\nOne.\n:::\n\nTwo.",
        ":::{transcript}\nOne.\n:::\n\nTwo.",
        "```{prompt}\nOne.\n```\n\nTwo.",
        "<div class=\"chat prompt\">\nOne.\n</div>\n\nTwo.",
        "> One.\n\nTwo.",
        "\\begin{prompt}\nOne.\n\\end{prompt}\n\nTwo.",
    ] {
        assert_eq!(quoted(text, &[]).0, ["One."], "{text}");
    }
    assert!(quoted("::: {.promptly}\nOne.\n:::", &[]).0.is_empty());
}

#[test]
fn the_configuration_names_what_is_quoted() {
    let text = "::: {.item}\nOne.\n:::\n\n::: {.cell}\nTwo.\n:::\n\n<div class=\"item\">Three.</div>\n\n```{item}\nFour.\n```\n\nWe ask [How *are* you?]{.item} of each.";
    let (found, shown) = quoted(text, &["item"]);
    assert_eq!(found, ["One.", "Three.", "Four."]);
    assert!(shown.ends_with("Paragraph|We ask <Name> of each.\n"), "{shown}");
    assert!(quoted(text, &[]).0.is_empty());
}

#[test]
fn a_run_in_heading_may_hold_marks() {
    check("**Funding.** By us.\n\nMore.", &["run-in6|Funding.", "Paragraph|By us.", "Paragraph|More."]);
    assert_eq!(reading("Text.").1.blocks().len(), 1);
}
