//! What Obsidian adds: links to notes, embedded notes, marks, comments, callouts that fold.

use super::{check, reading};

#[test]
fn links_to_notes_read_as_what_is_shown() {
    check(
        "See [[Cups]], [[Cups|the cups]], [[Cups#Size|their size]] and [[notes/Lids]].",
        &["Paragraph|See Cups, the cups, their size and notes/Lids."],
    );
    check(
        "It *is* [[Cups|the *warm* cups]] (see [[#Size]]).",
        &["Paragraph|It is the warm cups (see <Reference>)."],
    );
    check("An array [[1, 2], [3, 4]] and `[[x]]`.", &["Paragraph|An array [[1, 2], [3, 4]] and <Code>."]);
}

#[test]
fn embedded_notes_and_pictures_are_no_text() {
    check(
        "One.\n\n![[cups.png]]\n\n![[Lids#Size|300]]\n\nTwo ![[x.png]] three.",
        &["Paragraph|One.", "Paragraph|Two three."],
    );
}

#[test]
fn marks_and_comments() {
    check("It is ==very *warm*== tea, and a == b.", &["Paragraph|It is very warm tea, and a == b."]);
    let text = "It is %%a note\nto us%% warm.\n\n%%\nTwo\n\nlines.\n%%\n\nEnd, 5%% of it.";
    check(text, &["Paragraph|It is warm.", "Paragraph|End, 5%% of it."]);
    assert_eq!(reading(text).1.comments().len(), 2);
}

#[test]
fn callouts_fold_and_have_titles() {
    check(
        "> [!note]- Of cups\n> They are *warm*.\n\n> [!tip]+\n> Drink.\n\n> [!quote] Poe\n> So.\n\nAfter.",
        &[
            "Paragraph box|They are warm.",
            "Paragraph box|Drink.",
            "Paragraph quote box|So.",
            "Paragraph|After.",
        ],
    );
    check("> [!mine]\n> In it.\n>\n> More.", &["Paragraph box|In it.", "Paragraph box|More."]);
    check("> [!sic] said so.", &["Paragraph quote|[!sic] said so."]);
}
