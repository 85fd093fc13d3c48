//! What is wrong, gone or not for reading: the server says so and goes on.

use std::fs;

use serde_json::{Value, json};

use super::editor::Editor;
use super::{DOUBLED, LIDS, MAIN, repository};

#[test]
fn what_is_not_understood_is_answered_or_logged() {
    let folder = repository(&[]);
    let mut editor = Editor::silent(folder.path());
    assert_eq!(editor.ask("textDocument/hover", json!({})).unwrap_err().0, -32002);
    assert_eq!(editor.ask("initialize", json!({ "capabilities": 3 })).unwrap_err().0, -32602);
    editor.ask("initialize", json!({ "capabilities": {} })).unwrap();
    for (method, code) in
        [("textDocument/hover", -32602), ("textDocument/codeAction", -32602), ("no/method", -32601)]
    {
        assert_eq!(editor.ask(method, json!({ "textDocument": 7 })).unwrap_err().0, code, "{method}");
    }
    for params in [Value::Null, json!([]), json!({ "textDocument": { "uri": 1 } })] {
        editor.say("textDocument/didOpen", params.clone());
        editor.say("textDocument/didChange", params.clone());
        editor.say("$/cancelRequest", params);
    }
    editor.open("paper.md", DOUBLED);
    assert_eq!(editor.rules("paper.md").len(), 1);
    assert_eq!(editor.told.iter().filter(|(method, _)| method == "window/logMessage").count(), 9);
    assert_eq!(editor.end(), format!("{:?}", Ok::<_, String>(std::process::ExitCode::SUCCESS)));
}

#[test]
fn a_change_of_what_is_not_open_and_places_that_do_not_exist_do_no_harm() {
    let folder = repository(&[]);
    let mut editor = Editor::plain(folder.path());
    editor.open("paper.md", DOUBLED);
    let range = json!({ "start": { "line": 4_000_000, "character": 1 }, "end": { "line": 2, "character": 4_000_000 } });
    editor.change("paper.md", json!([{ "range": range, "text": "It is is." }]), "");
    editor.say(
        "textDocument/didChange",
        json!({ "textDocument": { "uri": "file:///other.md", "version": 1 }, "contentChanges": [] }),
    );
    editor.settle();
    assert_eq!(editor.rules("paper.md").len(), 2);
}

#[test]
fn stale_questions_are_told_so_and_cancelled_ones_are_answered() {
    let folder = repository(&[]);
    let mut editor = Editor::plain(folder.path());
    let long = DOUBLED.repeat(2000);
    editor.open("paper.md", &long);
    let at = json!({ "textDocument": { "uri": editor.uri("paper.md") }, "position": { "line": 2, "character": 14 } });
    editor.change("paper.md", json!([{ "text": long }]), &long);
    // While the worker looks at that change, these wait: the first is of a text that is typed over, the second is cancelled.
    let stale = editor.request("textDocument/hover", at.clone());
    editor.change("paper.md", json!([{ "text": DOUBLED }]), DOUBLED);
    let cancelled = editor.request("textDocument/hover", at.clone());
    let last = editor.request("textDocument/hover", at);
    let number: i32 = cancelled.to_string().parse().unwrap();
    editor.say("$/cancelRequest", json!({ "id": number }));
    let codes = [stale, cancelled].map(|id| editor.answer(&id).map_or_else(|(code, _)| code, |_| 0));
    assert!([0, -32801].contains(&codes[0]) && [0, -32800].contains(&codes[1]), "{codes:?}");
    assert!(editor.answer(&last).unwrap().is_object());
    assert_eq!(editor.rules("paper.md").len(), 1);
}

#[test]
fn files_and_roots_that_go_away_leave_what_is_open() {
    let folder = repository(&[("main.tex", MAIN), ("lids.tex", LIDS)]);
    let mut editor = Editor::plain(folder.path());
    editor.open("main.tex", MAIN);
    assert_eq!(editor.rules("lids.tex").len(), 1);
    fs::remove_file(folder.path().join("lids.tex")).unwrap();
    editor.write("main.tex", &MAIN.replace("program", "model"));
    assert_eq!(editor.rules("lids.tex"), [""; 0]);
    fs::remove_file(folder.path().join("main.tex")).unwrap();
    editor.write("main.tex", MAIN);
    assert!(editor.rules("main.tex").iter().any(|found| found.starts_with("doubled-word")));
    folder.close().unwrap();
    editor.write("main.tex", &MAIN.replace("program", "machine"));
    assert_eq!(editor.rules("main.tex"), [""; 0]);
    let warned = editor.told.iter().filter(|(method, _)| method == "window/showMessage").count();
    editor.write("main.tex", MAIN);
    assert_eq!(editor.told.iter().filter(|(method, _)| method == "window/showMessage").count(), warned);
    assert_eq!(warned, 1);
}

#[test]
fn addresses_that_are_no_files_here_are_left_alone() {
    let folder = repository(&[]);
    let mut editor = Editor::plain(folder.path());
    for uri in [
        "untitled:Untitled-1",
        "https://example.org/paper.md",
        "file://server/paper.md",
        "file:///a%00b.md",
        "file:paper.md",
        "",
    ] {
        editor.say(
            "textDocument/didOpen",
            json!({ "textDocument": { "uri": uri, "languageId": "x", "version": 1, "text": DOUBLED } }),
        );
    }
    editor.settle();
    assert!(editor.shown.is_empty(), "{:?}", editor.shown);
}

#[cfg(unix)]
#[test]
fn nothing_outside_the_root_is_shown_or_changed() {
    let outside = repository(&[("secret.tex", "It is the the secret.\n")]);
    let folder = repository(&[]);
    std::os::unix::fs::symlink(outside.path().join("secret.tex"), folder.path().join("link.tex")).unwrap();
    let mut editor = Editor::plain(folder.path());
    let up = outside.path().join("secret.tex");
    let main = format!(
        "\\begin{{document}}\nIt is is hot. \\input{{link}} \\input{{{}}}\n\\end{{document}}\n",
        up.display()
    );
    editor.open("main.tex", &main);
    assert_eq!(editor.shown.keys().collect::<Vec<_>>(), ["main.tex"]);
    assert!(editor.rules("main.tex").iter().all(|found| !found.starts_with("doubled-word 0")));
    let all = format!("{:?}{:?}", editor.shown, editor.told);
    assert!(!all.contains("the the"), "{all}");
}

#[test]
fn an_editor_that_vanishes_ends_the_server() {
    let folder = repository(&[]);
    let mut editor = Editor::plain(folder.path());
    editor.open("paper.md", DOUBLED);
    assert_eq!(editor.vanish(), format!("{:?}", Ok::<_, String>(std::process::ExitCode::from(1))));
}

#[test]
fn after_the_shutdown_nothing_is_answered() {
    let folder = repository(&[]);
    let mut editor = Editor::plain(folder.path());
    editor.ask("shutdown", Value::Null).unwrap();
    assert_eq!(editor.ask("textDocument/hover", json!({})).unwrap_err().0, -32600);
}

#[test]
fn a_paper_that_is_too_large_to_wait_for_is_named_and_the_others_go_on() {
    let folder = repository(&[("small.md", DOUBLED)]);
    let mut editor = Editor::plain(folder.path());
    let large = DOUBLED.repeat((8 << 20) / DOUBLED.len() + 1);
    editor.open("large.md", &large);
    editor.open("small.md", DOUBLED);
    editor.open_as("untitled:large", "markdown", &large);
    let said = |editor: &Editor, name: &str| {
        let shown = editor.told.iter().filter(|(method, _)| method == "window/showMessage");
        let texts = shown.map(|(_, said)| said["message"].as_str().unwrap().to_owned());
        texts.filter(|text| text.contains(name) && text.contains("holds more than 6 MiB")).count()
    };
    assert_eq!((said(&editor, "large.md"), said(&editor, "untitled:large")), (1, 1), "{:?}", editor.told);
    assert_eq!((editor.rules("large.md").len(), editor.rules("small.md").len()), (0, 1));
    // It is looked at again once it is small, and no longer where it has become large.
    editor.write("large.md", DOUBLED);
    editor.write("untitled:large", DOUBLED);
    assert_eq!((editor.rules("large.md").len(), editor.rules("untitled:large").len()), (1, 1));
    editor.write("small.md", &large);
    assert_eq!((editor.rules("small.md").len(), editor.rules("large.md").len()), (0, 1));
    assert_eq!(said(&editor, "small.md"), 1);
}

#[test]
fn a_large_file_of_references_keeps_no_paper_from_being_looked_at() {
    let entry = "@article{tea,\n  title = {On cups},\n  author = {Lee, A.},\n  journal = {Cups},\n  year = {2020}\n}\n";
    let config = "select = [\"doubled-word\", \"undefined-citation\"]\n";
    let folder =
        repository(&[("refs.bib", &entry.repeat((9 << 20) / entry.len())), ("paperlint.toml", config)]);
    let mut editor = Editor::plain(folder.path());
    let text = "\\documentclass{article}\n\\begin{document}\nWe ran the the test \\cite{tea,milk}.\n\\bibliography{refs}\n\\end{document}\n";
    editor.open("paper.tex", text);
    let rules = editor.rules("paper.tex");
    assert!(rules.iter().any(|rule| rule.starts_with("doubled-word")), "{rules:?} {:?}", editor.told);
    assert!(rules.iter().any(|rule| rule.starts_with("undefined-citation")), "{rules:?} {:?}", editor.told);
}

#[test]
fn a_large_notebook_is_looked_at_where_its_prose_is_small() {
    let folder = repository(&[]);
    let mut editor = Editor::plain(folder.path());
    let image = "A".repeat(9 << 20);
    let cells = json!([
        { "cell_type": "markdown", "source": DOUBLED },
        { "cell_type": "code", "source": "1", "outputs": [{ "data": { "image/png": image } }] },
    ]);
    editor.open(
        "paper.ipynb",
        &json!({ "cells": cells, "nbformat": 4, "nbformat_minor": 5, "metadata": {} }).to_string(),
    );
    assert_eq!(editor.found("paper.ipynb").len(), 1, "{:?}", editor.told);
}
