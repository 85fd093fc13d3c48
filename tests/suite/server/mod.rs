//! The language server, in process, as editors of every kind speak to it.

mod actions;
mod alone;
mod editor;
mod edits;
mod hostile;
mod pull;

use std::fs;
use std::path::Path;

use serde_json::json;
use tempfile::TempDir;

use editor::Editor;

const DOUBLED: &str = "# Speed\n\nWe measured the the speed of our program.\n";
const MAIN: &str =
    "\\documentclass{article}\n\\begin{document}\nWe ran the the program. \\input{lids}\n\\end{document}\n";
const LIDS: &str = "Lids are counted by by hand.\n";

/// Returns a repository with some files.
fn repository(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join(".git")).unwrap();
    files.iter().for_each(|(name, text)| write(folder.path(), name, text));
    folder
}

fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

#[test]
fn an_editor_that_can_do_nothing_is_shown_what_is_found() {
    let folder = repository(&[("paper.md", "# Speed\n\nWe ran.\n")]);
    let mut editor = Editor::plain(folder.path());
    editor.open("paper.md", DOUBLED);
    assert_eq!(editor.rules("paper.md"), ["doubled-word 2:12-2:19"]);
    let found = &editor.shown["paper.md"][0];
    let more = ["codeDescription", "tags", "relatedInformation"];
    assert!(more.iter().all(|key| found.get(*key).is_none()), "{found}");
    assert!(editor.asked.is_empty());
    editor.write("paper.md", "# Speed\n\nWe measured the speed of our program.\n");
    assert_eq!(editor.rules("paper.md"), [""; 0]);
    editor.close("paper.md");
    assert_eq!(editor.end(), format!("{:?}", Ok::<_, String>(std::process::ExitCode::SUCCESS)));
}

#[test]
fn an_editor_that_can_do_all_is_given_it() {
    let folder = repository(&[]);
    let can = json!({
        "textDocument": { "publishDiagnostics": { "codeDescriptionSupport": true, "relatedInformation": true, "tagSupport": { "valueSet": [1] } } },
        "workspace": { "didChangeWatchedFiles": { "dynamicRegistration": true } },
    });
    let mut editor = Editor::new(folder.path(), can);
    editor.open("paper.md", "# Speed\n\nIt is very unique. We measured the the speed of our program.\n");
    let doubled =
        editor.shown["paper.md"].iter().find(|found| found["code"] == "doubled-word").unwrap().clone();
    assert!(doubled["codeDescription"]["href"].as_str().unwrap().ends_with("docs/rules/doubled-word.md"));
    assert_eq!(doubled["tags"], json!([1]));
    assert_eq!(editor.asked[0].method, "client/registerCapability");
}

#[test]
fn a_section_is_looked_at_with_its_paper_and_both_are_shown() {
    let folder = repository(&[("main.tex", MAIN), ("lids.tex", LIDS)]);
    let mut editor = Editor::plain(folder.path());
    editor.open("lids.tex", "Lids are counted by hand by by hand.\n");
    assert_eq!(editor.rules("lids.tex"), ["doubled-word 0:25-0:30"]);
    assert_eq!(editor.rules("main.tex"), ["doubled-word 2:7-2:14"]);
    editor.open("main.tex", &MAIN.replace("the the", "the"));
    assert_eq!(editor.rules("main.tex"), [""; 0]);
    // The section leaves the paper, and is then a draft of its own.
    editor.write("main.tex", &MAIN.replace("\\input{lids}", ""));
    assert_eq!((editor.rules("main.tex").len(), editor.rules("lids.tex").len()), (1, 1));
    editor.close("lids.tex");
    assert_eq!(editor.rules("lids.tex"), [""; 0]);
}

#[test]
fn the_paper_that_a_part_names_counts_as_it_is_typed() {
    let main = MAIN.replace("lids", "cups");
    let folder = repository(&[("main.tex", &main), ("other.tex", &main), ("cups.tex", LIDS)]);
    let mut editor = Editor::plain(folder.path());
    editor.open("cups.tex", LIDS);
    assert!(editor.shown.contains_key("main.tex") && !editor.shown.contains_key("other.tex"));
    editor.write("cups.tex", &format!("% !TEX root = other.tex\n{LIDS}"));
    assert_eq!((editor.rules("main.tex").len(), editor.rules("other.tex").len()), (0, 1));
    editor.write("cups.tex", LIDS);
    assert_eq!((editor.rules("main.tex").len(), editor.rules("other.tex").len()), (1, 0));
}

#[test]
fn places_are_counted_as_the_editor_counts() {
    let folder = repository(&[]);
    for (offered, start) in [("utf-8", 12), ("utf-16", 9), ("utf-32", 8)] {
        let mut editor = Editor::new(folder.path(), json!({ "general": { "positionEncodings": [offered] } }));
        let text = "Tea é 🍵 the the tea is hot and good.\n";
        editor.open("paper.md", text);
        assert_eq!(
            editor.rules("paper.md"),
            [format!("doubled-word 0:{start}-0:{}", start + 7)],
            "{offered}"
        );
        // The second word goes, by the same count.
        let range = json!({ "start": { "line": 0, "character": start + 3 }, "end": { "line": 0, "character": start + 7 } });
        editor.change("paper.md", json!([{ "range": range, "text": "" }]), &text.replace("the the", "the"));
        editor.settle();
        assert_eq!(editor.rules("paper.md"), [""; 0], "{offered}");
    }
}

#[test]
fn a_page_of_a_project_and_what_is_excluded_are_left_alone() {
    let folder = repository(&[("paperlint.toml", "exclude = [\"old.md\"]\n")]);
    let mut editor = Editor::plain(folder.path());
    ["README.md", "old.md", "paper.md"].iter().for_each(|name| editor.open(name, DOUBLED));
    assert_eq!(editor.shown.keys().collect::<Vec<_>>(), ["paper.md"]);
}

#[test]
fn a_configuration_holds_while_it_is_written_and_its_mistakes_are_marked() {
    let folder = repository(&[("paperlint.toml", "")]);
    let mut editor = Editor::plain(folder.path());
    editor.open("paper.md", DOUBLED);
    editor.open("paperlint.toml", "ignore = [\"doubled-word\"]\n");
    assert_eq!(editor.rules("paper.md"), [""; 0]);
    editor.write("paperlint.toml", "venue = \"neurisp\"\n");
    assert_eq!(editor.rules("paperlint.toml"), ["- 0:8-0:17"]);
    let said = editor.shown["paperlint.toml"][0]["message"].as_str().unwrap();
    assert!(said.contains("did you mean `neurips`"), "{said}");
    editor.write("paperlint.toml", "");
    assert_eq!((editor.rules("paperlint.toml").len(), editor.rules("paper.md").len()), (0, 1));
    // Saved by another program.
    editor.close("paperlint.toml");
    write(folder.path(), "paperlint.toml", "ignore = [\"doubled-word\"]\n");
    editor.say("workspace/didChangeWatchedFiles", json!({ "changes": [] }));
    editor.settle();
    assert_eq!(editor.rules("paper.md"), [""; 0]);
}

#[test]
fn two_roots_are_two_papers() {
    let (one, other) = (repository(&[]), repository(&[("paperlint.toml", "ignore = [\"doubled-word\"]\n")]));
    let mut editor = Editor::plain(one.path());
    let there = format!("file://{}/paper.md", other.path().canonicalize().unwrap().display());
    editor.open("paper.md", DOUBLED);
    editor.open(&there, DOUBLED);
    assert_eq!((editor.rules("paper.md").len(), editor.rules(&there).len()), (1, 0));
}

#[test]
fn who_rests_on_a_finding_is_told_why() {
    let folder = repository(&[]);
    let mut editor = Editor::plain(folder.path());
    editor.open("paper.md", DOUBLED);
    let at = json!({ "textDocument": { "uri": editor.uri("paper.md") }, "position": { "line": 2, "character": 14 } });
    let told = editor.ask("textDocument/hover", at).unwrap();
    let text = told["contents"]["value"].as_str().unwrap();
    for part in ["*Why it matters:*", "*How often it is right:*", "docs/rules/doubled-word.md"] {
        assert!(text.contains(part), "{text}");
    }
    // The mark says it, which editors show beside this.
    let said = editor.shown["paper.md"][0]["message"].as_str().unwrap();
    assert!(said.lines().all(|line| !text.contains(line)), "{text}");
}

const STUDY: &str = "# Abstract\n\nWe measured how fast cats run. They run at 12 m/s.\n\n# Study 1\n\n## Results\n\nAs preregistered, the \
treated group was faster, t(38) = 2.4, p = .021. The second group was slower than the first, t(38) = 2.1, p = .041. In an exploratory \
analysis, old cats were slower than young cats, t(38) = 2.2, p = .031.\n\n# Discussion\n\nCats are fast.\n";

#[test]
fn sections_have_their_words_and_results_say_how_they_came_about() {
    let folder = repository(&[]);
    let mut editor = Editor::plain(folder.path());
    editor.open("paper.md", STUDY);
    let of = json!({ "textDocument": { "uri": editor.uri("paper.md") } });
    let symbols = editor.ask("textDocument/documentSymbol", of.clone()).unwrap();
    let names: Vec<&str> =
        symbols.as_array().unwrap().iter().map(|symbol| symbol["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["Abstract", "Study 1", "Discussion"]);
    let results = &symbols[1]["children"][0];
    assert_eq!((&results["name"], &results["range"]["end"]["line"]), (&json!("Results"), &json!(10)));
    assert!(results["detail"].as_str().unwrap().ends_with("words"));
    let lenses = editor.ask("textDocument/codeLens", of).unwrap();
    let titles: Vec<&str> =
        lenses.as_array().unwrap().iter().map(|lens| lens["command"]["title"].as_str().unwrap()).collect();
    assert_eq!(titles[0], "3 results: 2 planned, 1 exploratory");
    assert!(titles[1].starts_with("11 words: ") && titles[1].contains("; nothing seen of: "), "{titles:?}");
    let given = json!([editor.uri("paper.md")]);
    for (command, key) in [
        ("paperlint.stats", "sections"),
        ("paperlint.results", "doc_type"),
        ("paperlint.abstract", "present"),
    ] {
        let page = editor
            .ask("workspace/executeCommand", json!({ "command": command, "arguments": given }))
            .unwrap();
        assert!(!page[key].is_null(), "{page}");
    }
    for wrong in [
        json!({ "command": "rm", "arguments": given }),
        json!({ "command": "paperlint.stats", "arguments": ["file:///x"] }),
    ] {
        assert_eq!(editor.ask("workspace/executeCommand", wrong).unwrap_err().0, -32602);
    }
}

#[test]
fn results_of_which_nothing_is_said_are_counted_so() {
    let folder = repository(&[]);
    let mut editor = Editor::plain(folder.path());
    let said = "As preregistered, the treated group was faster, t(38) = 2.4, p = .021.";
    let text = STUDY.replace(said, "The treated group was faster than the other one, t(38) = 2.4, p = .021.");
    assert_ne!(text, STUDY);
    editor.open("paper.md", &text.replace("an exploratory", "a last"));
    let of = json!({ "textDocument": { "uri": editor.uri("paper.md") } });
    let lenses = editor.ask("textDocument/codeLens", of).unwrap();
    assert_eq!(lenses[0]["command"]["title"], "3 results: 3 unsaid");
}

#[test]
fn a_configuration_is_completed_from_its_schema() {
    let folder = repository(&[]);
    let mut editor = Editor::plain(folder.path());
    editor.open("paperlint.toml", "profile = \"\"\n");
    let at = json!({ "textDocument": { "uri": editor.uri("paperlint.toml") }, "position": { "line": 0, "character": 11 } });
    let items = editor.ask("textDocument/completion", at).unwrap();
    assert!(items.as_array().unwrap().iter().any(|item| item["label"] == "draft"), "{items}");
}
