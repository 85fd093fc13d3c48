//! Changes as one types, against a fresh look.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::editor::{Editor, offset};
use super::{LIDS, MAIN, repository};
use crate::patience::many;

const PIECES: [&str; 14] = [
    "the the ",
    "\n\n",
    "\\input{lids}",
    "$x",
    "% ",
    "🍵",
    "é",
    "\\section{Results}",
    "}",
    "{",
    "We found that QZN is fast. ",
    "\r\n",
    "\\end{document}",
    "",
];

/// A change: from a share of the text, over so many characters, what is put there; a whole new text now and then.
type Step = (u16, u8, usize, bool);

fn place(text: &str, at: usize) -> Value {
    let before = &text[..at];
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    json!({ "line": before.matches('\n').count(), "character": before[start..].encode_utf16().count() })
}

fn type_in(editor: &mut Editor, name: &str, text: &mut String, steps: &[Step]) {
    for (share, length, piece, is_whole) in steps {
        let bound = |at: usize| (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap();
        let from = bound(text.len() * usize::from(*share) / 65_536);
        let to = bound(from + usize::from(*length));
        // Editors do not put places between the two signs of a line end.
        if [from, to].iter().any(|at| text[*at..].starts_with('\n') && text[..*at].ends_with('\r')) {
            continue;
        }
        let range = json!({ "start": place(text, from), "end": place(text, to) });
        assert_eq!((offset(text, &range["start"]), offset(text, &range["end"])), (from, to));
        text.replace_range(from..to, PIECES[*piece]);
        let change = if *is_whole {
            json!({ "text": text })
        } else {
            json!({ "range": range, "text": PIECES[*piece] })
        };
        editor.change(name, json!([change]), text);
    }
    editor.settle();
}

#[test]
fn edits_give_what_a_fresh_look_gives() {
    let step = (
        any::<u16>(),
        any::<u8>().prop_map(|length| length / 16),
        0..PIECES.len(),
        prop::bool::weighted(0.05),
    );
    let script = (prop::collection::vec(step.clone(), 1..12), prop::collection::vec(step, 0..6));
    let config =
        ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(many(30, 1_000) as u32) };
    proptest!(config, |((main, lids) in script)| {
        let folder = repository(&[("main.tex", MAIN), ("lids.tex", LIDS)]);
        let mut editor = Editor::plain(folder.path());
        let mut texts = [MAIN.repeat(2), LIDS.to_owned()];
        editor.open("main.tex", &texts[0]);
        editor.open("lids.tex", &texts[1]);
        type_in(&mut editor, "main.tex", &mut texts[0], &main);
        type_in(&mut editor, "lids.tex", &mut texts[1], &lids);
        let mut fresh = Editor::plain(folder.path());
        fresh.open("main.tex", &texts[0]);
        fresh.open("lids.tex", &texts[1]);
        for name in ["main.tex", "lids.tex"] {
            prop_assert_eq!(editor.found(name), fresh.found(name));
        }
    });
}
