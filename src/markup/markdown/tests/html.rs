//! Elements of HTML hold text, headings, lists and tables as their counterparts do.

use super::{check, reading, source};

#[test]
fn headings_are_headings() {
    let text = "<h1>On <em>tea</em></h1>\n<h2 align=\"center\">Cups</h2>\nThey are *warm*.\n<h4>\n  Lids\n</h4>\n<p>So are lids.</p>\n<H6>End</H6>\n\nText.";
    check(
        text,
        &[
            "h1|On tea",
            "h2|Cups",
            "Paragraph|They are warm.",
            "h4|Lids",
            "Paragraph|So are lids.",
            "h6|End",
            "Paragraph|Text.",
        ],
    );
    assert_eq!(source(text, "Cups"), ["Cups"]);
    check("Cups.\n<h2>Lids</h2> They are warm.", &["Paragraph|Cups.", "h2|Lids", "Paragraph|They are warm."]);
    check("<h2></h2>\n\nText.", &["Paragraph|Text."]);
    check("<h2>Never closed\n\nText.", &["h2|Never closed", "Paragraph|Text."]);
}

#[test]
fn lists_have_items() {
    check(
        "<ul>\n<li>One <b>cup</b>.</li>\n<li>Two.</li>\n</ul>\nAfter.",
        &["Item list|One cup.", "Item list|Two.", "Paragraph|After."],
    );
    check(
        "<ol>\n    <li><p>One.</p><p>More.</p></li>\n    <li>Two:\n        <ul>\n            <li>a</li>\n        </ul>\n    </li>\n</ol>\n\nAfter.",
        &["Item list|One.", "Paragraph list|More.", "Item list|Two:", "Item list|a", "Paragraph|After."],
    );
    check("<dl>\n<dt>Cup</dt>\n<dd>Holds tea.</dd>\n</dl>", &["Item list|Cup", "Item list|Holds tea."]);
    check("<ul><li>One.<li>Two.</ul>\n\nAfter.", &["Item list|One.", "Item list|Two.", "Paragraph|After."]);
}

#[test]
fn tables_have_cells_and_a_caption() {
    let text = "<table>\n  <caption>Cups of tea.</caption>\n  <thead><tr><th>Size</th><th>n</th></tr></thead>\n  <tr>\n    <td>mug</td>\n    <td>3</td>\n    <td></td>\n  </tr>\n</table>\n\nText.";
    check(
        text,
        &[
            "Caption table float|Cups of tea.",
            "Cell table|Size",
            "Cell table|n",
            "Cell table|mug",
            "Cell table|3",
            "Paragraph|Text.",
        ],
    );
    assert_eq!(reading(text).1.meta().tables, 1);
    check(
        "| a | <ul><li>one</li><li>two</li></ul> |\n|---|---|\n| b | <p>c</p> |",
        &["Cell table|a", "Cell table|one two", "Cell table|b", "Cell table|c"],
    );
}

#[test]
fn paragraphs_and_boxes() {
    check(
        "<p>One.</p><p>Two.</p>\n<p>\nThree.\n</p>Four.",
        &["Paragraph|One.", "Paragraph|Two.", "Paragraph|Three.", "Paragraph|Four."],
    );
    check(
        "<details><summary>More</summary>Hidden *text*.</details>\n\nAfter.",
        &["Paragraph|More", "Paragraph|Hidden text.", "Paragraph|After."],
    );
    check(
        "<div class=\"note\">\n    <p>In it.</p>\n\n    <p>In, too.</p>\n</div>\nAfter.",
        &["Paragraph box|In it.", "Paragraph box|In, too.", "Paragraph|After."],
    );
    check(
        "<blockquote>\n  <p>Said.</p>\n</blockquote>\n\nAfter.",
        &["Paragraph quote|Said.", "Paragraph|After."],
    );
    check("One.\n<hr>\nTwo.\n<hr/>\n\nThree.", &["Paragraph|One.", "Paragraph|Two.", "Paragraph|Three."]);
    check(
        "- One.\n\n  <p>More.</p>\n\n- Two.",
        &["Item list|One.", "Paragraph list|More.", "Item list|Two."],
    );
    check("- One <p>and</p> two.\n- Three.", &["Item list|One and two.", "Item list|Three."]);
}

#[test]
fn elements_in_quotations_and_lists_lose_their_tags() {
    check("> <h3>Cups</h3>\n> are warm.\n\nAfter.", &["Paragraph quote|Cups are warm.", "Paragraph|After."]);
    check("> <p>Cups</p>\n>\n> <p>are warm.</p>", &["Paragraph quote|Cups", "Paragraph quote|are warm."]);
}

#[test]
fn code_and_pictures_give_no_text() {
    check(
        "<script>\nlet x = '<p>a</p>';\n\nlet y;\n</script>\n\nText.\n\n<pre>\ncode\n\n# no\n</pre>\n\n<svg width=\"3\">\n<text>no</text>\n\n</svg>\n<iframe src=\"x\">no</iframe>\n\nEnd.",
        &["Paragraph|Text.", "Paragraph|End."],
    );
    check("A <b>b</b> c, a < b and <span class=\"x\">d</span>.", &["Paragraph|A b c, a < b and d."]);
}

#[test]
fn what_an_element_spells_out_is_known() {
    let text = "The <abbr title=\"tea of the house\">TOH</abbr> and *TOK*.\n\n*[TOK]: tea of the king\n*[TOQ]: tea of the queen\n\nText.";
    check(text, &["Paragraph|The TOH and TOK.", "Paragraph|Text."]);
    let known: Vec<String> = reading(text).1.meta().acronyms.iter().cloned().collect();
    assert_eq!(known, ["TOH", "TOK", "TOQ"]);
    check("- *[a]: b*\n\n*[sic]* is said.", &["Item list|[a]: b", "Paragraph|[sic] is said."]);
}

#[test]
fn walls_of_tags_come_to_an_end() {
    for tag in [
        "<h2>",
        "</h2>",
        "<li>",
        "<td>a",
        "<ul>\n",
        "<b>",
        "<p>",
        "<script>",
        "<abbr title=\"",
        "<svg>\n",
        "<",
    ] {
        let _ = reading(&tag.repeat(20_000));
        let _ = reading(&format!("{}\n\n{}", tag.repeat(9_000), "</b>".repeat(9_000)));
    }
}
