//! Texts that lie in no file, and notebooks.

use serde_json::{Value, json};

use super::editor::Editor;
use super::{DOUBLED, repository};

#[test]
fn a_text_that_was_never_saved_is_read_as_its_language() {
    let folder =
        repository(&[("paperlint.toml", "ignore = [\"doubled-word\"]\n"), ("lids.tex", "It is is.\n")]);
    let mut editor = Editor::in_folder(folder.path(), json!({}), Value::Null);
    editor.open_as("untitled:Untitled-1", "markdown", DOUBLED);
    assert_eq!(editor.rules("untitled:Untitled-1"), ["doubled-word 2:12-2:19"]);
    let actions = editor.actions("untitled:Untitled-1", 2, 13, None);
    let titles: Vec<&str> = actions.iter().map(|action| action["title"].as_str().unwrap()).collect();
    assert_eq!(
        titles,
        ["Take it out", "Allow here, with a reason to write: doubled-word", "Fix all that is safe (1)"]
    );
    for action in [&actions[0], &actions[2]] {
        let mended = editor.after(action, "untitled:Untitled-1", DOUBLED);
        assert_eq!(mended, DOUBLED.replace("the the", "the"));
    }
    // Where its files are to be found is not known before it is saved.
    let text = "\\begin{document}\nWe ran the the test. % so\n\\input{lids}\n\\end{document}\n";
    editor.open_as("untitled:b", "latex", text);
    assert_eq!(editor.rules("untitled:b"), ["doubled-word 1:7-1:14"]);
    assert_eq!(editor.shown.keys().collect::<Vec<_>>(), ["untitled:Untitled-1", "untitled:b"]);
    editor.write("untitled:b", "We ran.\n");
    assert_eq!(editor.rules("untitled:b"), [""; 0]);
    editor.close("untitled:b");
    editor.open_as("untitled:c", "python", DOUBLED);
    assert!(!editor.shown.contains_key("untitled:c"));
}

/// Returns what opens a notebook: kind, language and text of each cell.
fn notebook(uri: &str, cells: &[(u32, &str, &str)]) -> Value {
    let address = |number: usize| format!("vscode-notebook-cell:/x/paper.ipynb#{number}");
    let order: Vec<Value> = (0..cells.len())
        .map(|number| json!({ "kind": cells[number].0, "document": address(number) }))
        .collect();
    let texts: Vec<Value> = (0..cells.len())
        .map(|number| {
            let (_, language, text) = cells[number];
            json!({ "uri": address(number), "languageId": language, "version": 1, "text": text })
        })
        .collect();
    json!({
        "notebookDocument": { "uri": uri, "notebookType": "jupyter-notebook", "version": 1, "cells": order },
        "cellTextDocuments": texts,
    })
}

const CELLS: [(u32, &str, &str); 3] = [
    (1, "markdown", "# Speed\n\nWe ran the the test."),
    (2, "python", "print('the the')"),
    (1, "markdown", "It is is fast."),
];

#[test]
fn the_cells_of_a_notebook_are_one_paper_and_each_has_its_marks() {
    let folder = repository(&[]);
    let mut editor = Editor::plain(folder.path());
    let uri = editor.uri("paper.ipynb");
    editor.say("notebookDocument/didOpen", notebook(&uri, &CELLS));
    editor.settle();
    let cell = |number: usize| format!("vscode-notebook-cell:/x/paper.ipynb#{number}");
    assert_eq!(editor.rules(&cell(0)), ["doubled-word 2:7-2:14"]);
    assert_eq!(editor.rules(&cell(2)), ["doubled-word 0:3-0:8"]);
    assert!(!editor.shown.contains_key(&cell(1)));
    let actions = editor.actions(&cell(2), 0, 4, None);
    assert_eq!(editor.after(&actions[0], &cell(2), CELLS[2].2), "It is fast.");
    // A cell changes, one goes and one comes, and the notebook is closed.
    let changed = json!({ "textContent": [{
        "document": { "uri": cell(0), "version": 2 },
        "changes": [{ "text": "# Speed\n\nWe ran." }],
    }] });
    let change = |cells: Value| json!({ "notebookDocument": { "uri": uri, "version": 2 }, "change": { "cells": cells } });
    editor.say("notebookDocument/didChange", change(changed));
    editor.settle();
    assert_eq!((editor.rules(&cell(0)).len(), editor.rules(&cell(2)).len()), (0, 1));
    let structure = json!({ "structure": {
        "array": { "start": 2, "deleteCount": 1, "cells": [{ "kind": 1, "document": cell(7) }] },
        "didOpen": [{ "uri": cell(7), "languageId": "markdown", "version": 1, "text": "So so it it goes." }],
        "didClose": [{ "uri": cell(2) }],
    } });
    editor.say("notebookDocument/didChange", change(structure));
    editor.settle();
    assert_eq!(
        (editor.rules(&cell(2)).len(), editor.rules(&cell(7))),
        (0, vec!["doubled-word 0:6-0:11".to_owned()])
    );
    let cells: Vec<Value> = [0, 1, 7].map(|number| json!({ "uri": cell(number) })).to_vec();
    editor.say(
        "notebookDocument/didClose",
        json!({ "notebookDocument": { "uri": uri }, "cellTextDocuments": cells }),
    );
    editor.settle();
    assert!(editor.rules(&cell(7)).is_empty());
}

#[test]
fn a_notebook_has_the_configuration_that_lies_beside_it() {
    let folder = repository(&[("paperlint.toml", "ignore = [\"doubled-word\"]\n")]);
    let mut editor = Editor::plain(folder.path());
    for (uri, count) in [(editor.uri("paper.ipynb"), 0), ("untitled:paper.ipynb".to_owned(), 1)] {
        editor.say("notebookDocument/didOpen", notebook(&uri, &CELLS));
        editor.settle();
        assert_eq!(editor.rules("vscode-notebook-cell:/x/paper.ipynb#0").len(), count, "{uri}");
        editor.say(
            "notebookDocument/didClose",
            json!({ "notebookDocument": { "uri": uri }, "cellTextDocuments": [] }),
        );
    }
}

const PLAN: &str = "# Preregistration\n\n## Hypotheses\n\nH1: Warm cups are drunk sooner.\n\nH2: Large cups are drunk later.\n\n\
    ## Sample size\n\nWe will test 90 people.\n\n## Measured variables\n\nThe primary outcome is the minutes to the last sip.\n\n\
    ## Data exclusion\n\nWe will exclude people who spill.\n\n## Statistical models\n\nA t-test compares both cups.\n";

#[test]
fn a_saved_notebook_has_its_plan_its_venue_and_its_includes() {
    let config = "select = [\"stable\", \"dropped-hypothesis\"]\nvenue = \"pnas\"\n";
    let folder =
        repository(&[("PREREG.md", PLAN), ("part.md", "It is is late.\n"), ("paperlint.toml", config)]);
    let mut editor = Editor::plain(folder.path());
    let uri = editor.uri("paper.ipynb");
    let texts = [
        "# Cups\n\n## Abstract\n\nWarm cups are drunk sooner.",
        "## Methods\n\nWe tested 90 people. The primary outcome was the minutes to the last sip. We excluded people who spilled.\n\n\
         {{< include part.md >}}",
        "## Results\n\nIn line with H1, warm cups were drunk sooner, t(88) = 2.4, p = .02 (t-test).",
    ];
    let cells = texts.map(|text| (1, "markdown", text));
    editor.say("notebookDocument/didOpen", notebook(&uri, &cells));
    editor.settle();
    let cell = |number: usize| format!("vscode-notebook-cell:/x/paper.ipynb#{number}");
    assert_eq!(
        editor.rules(&cell(0)).iter().filter(|rule| rule.starts_with("dropped-hypothesis")).count(),
        1
    );
    assert!(!editor.rules(&cell(1)).iter().any(|rule| rule.starts_with("unresolved")), "{:?}", editor.shown);
    assert_eq!(editor.rules("part.md"), ["doubled-word 0:3-0:8"]);
    let asked = json!({ "command": "paperlint.abstract", "arguments": [cell(0)] });
    let page = editor.ask("workspace/executeCommand", asked).unwrap();
    assert!(page.to_string().contains("PNAS"), "{page}");
    // What is open stands for what is saved, plans included.
    editor.open("PREREG.md", &PLAN.replace("H2: Large cups are drunk later.\n\n", ""));
    assert!(
        !editor.rules(&cell(0)).iter().any(|rule| rule.starts_with("dropped")),
        "{:?}",
        editor.rules(&cell(0))
    );
}

#[test]
fn cells_that_are_not_there_do_no_harm() {
    let folder = repository(&[]);
    let mut editor = Editor::plain(folder.path());
    let uri = editor.uri("paper.ipynb");
    editor.say("notebookDocument/didOpen", notebook(&uri, &CELLS));
    let structure = json!({ "structure": { "array": { "start": 90, "deleteCount": 4_000_000_000u32, "cells": [{ "kind": 1, "document": "x:y" }] } } });
    let change = |of: &str, cells: Value| json!({ "notebookDocument": { "uri": of, "version": 2 }, "change": { "cells": cells } });
    editor.say("notebookDocument/didChange", change(&uri, structure.clone()));
    editor.say("notebookDocument/didChange", change("x:z", structure));
    editor.say(
        "notebookDocument/didChange",
        change(&uri, json!({ "data": [{ "kind": 77, "document": "x:y" }] })),
    );
    editor.settle();
    assert_eq!(editor.rules("vscode-notebook-cell:/x/paper.ipynb#2").len(), 1);
}

#[test]
fn a_notebook_is_read_as_its_file_is() {
    let folder = repository(&[]);
    let source = |text: &str| text.split_inclusive('\n').map(str::to_owned).collect::<Vec<_>>();
    let texts = [
        "---\ntitle: On the the cups\n---",
        "# Introduction\n\nWe weigh weigh cups. The QZN is hot.",
        "```\nnever closed",
        "# Results\n\nThe QZN was was *very* fast.\n\n- one one\n- two",
    ];
    let cells: Vec<(u32, &str, &str)> = texts
        .iter()
        .enumerate()
        .map(|(at, text)| if at == 0 { (2, "raw", *text) } else { (1, "markdown", *text) })
        .collect();
    let kind = |at: usize| if at == 0 { "raw" } else { "markdown" };
    let file: Vec<Value> = texts
        .iter()
        .enumerate()
        .map(|(at, text)| json!({ "cell_type": kind(at), "source": source(text) }))
        .collect();
    let mut editor = Editor::plain(folder.path());
    editor.open(
        "saved.ipynb",
        &json!({ "cells": file, "nbformat": 4, "nbformat_minor": 5, "metadata": {} }).to_string(),
    );
    let uri = editor.uri("open.ipynb");
    editor.say("notebookDocument/didOpen", notebook(&uri, &cells));
    editor.settle();
    let codes = |found: Vec<Value>| {
        found.iter().map(|found| found["code"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let saved = codes(editor.found("saved.ipynb"));
    let open: Vec<String> = (0..4)
        .flat_map(|at| codes(editor.found(&format!("vscode-notebook-cell:/x/paper.ipynb#{at}"))))
        .collect();
    assert!(saved.len() > 4, "{saved:?}");
    assert_eq!(open, saved);
}
