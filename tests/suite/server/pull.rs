//! Marks for editors that ask for them.

use serde_json::{Value, json};

use super::editor::{Editor, rules};
use super::{DOUBLED, LIDS, MAIN, repository, write};

/// A text that is a paper wherever it lies.
const PAPER: &str = "---\ntitle: Tea\nauthor: A. Leaf\n---\n\n# Introduction\n\nWe wait for the tea.\n\n# Results\n\nWe weigh weigh the leaves.\n";

fn puller() -> Value {
    json!({
        "textDocument": { "diagnostic": { "relatedDocumentSupport": true } },
        "workspace": { "diagnostics": { "refreshSupport": true } },
        "window": { "workDoneProgress": true },
    })
}

/// Returns the marks of a report.
fn marked(report: &Value) -> Vec<String> {
    assert_eq!(report["kind"], "full", "{report}");
    rules(report["items"].as_array().unwrap())
}

/// Returns the reports on all files, by the names that their addresses end with.
fn all(editor: &mut Editor, before: &[Value]) -> Vec<(String, Value)> {
    let known: Vec<Value> =
        before.iter().map(|report| json!({ "uri": report["uri"], "value": report["resultId"] })).collect();
    let answer = editor.ask("workspace/diagnostic", json!({ "previousResultIds": known })).unwrap();
    let name = |uri: &Value| uri.as_str().unwrap().rsplit('/').next().unwrap().to_owned();
    answer["items"].as_array().unwrap().iter().map(|item| (name(&item["uri"]), item.clone())).collect()
}

#[test]
fn who_asks_is_answered_and_nobody_is_told() {
    let folder = repository(&[("main.tex", MAIN), ("lids.tex", LIDS)]);
    let mut editor = Editor::in_folder(folder.path(), puller(), Value::Null);
    assert_eq!(editor.offered["diagnosticProvider"]["interFileDependencies"], true);
    editor.open("main.tex", MAIN);
    let report = editor.pull("main.tex", None);
    assert_eq!(marked(&report), ["doubled-word 2:7-2:14"]);
    let lids = &report["relatedDocuments"][editor.uri("lids.tex")];
    assert_eq!(marked(lids), ["doubled-word 0:17-0:22"]);
    let id = report["resultId"].as_str().unwrap().to_owned();
    let again = editor.pull("main.tex", Some(&id));
    assert_eq!((&again["kind"], &again["resultId"]), (&json!("unchanged"), &json!(id)));
    editor.write("main.tex", &MAIN.replace("the the", "the"));
    assert_eq!(marked(&editor.pull("main.tex", Some(&id))), [""; 0]);
    // A file that is open is asked for by itself.
    editor.open("lids.tex", LIDS);
    assert!(editor.pull("main.tex", None).get("relatedDocuments").is_none());
    assert_eq!(marked(&editor.pull("nothing.md", None)), [""; 0]);
    assert!(editor.shown.is_empty());
    let plain = Editor::plain(folder.path());
    assert!(plain.offered["diagnosticProvider"].is_null());
}

#[test]
fn what_is_asked_while_one_types_is_answered_of_the_newest_text() {
    let folder = repository(&[]);
    let mut editor = Editor::in_folder(folder.path(), puller(), Value::Null);
    editor.open("paper.md", DOUBLED);
    let asked = json!({ "textDocument": { "uri": editor.uri("paper.md") } });
    let ids: Vec<_> = (0..20)
        .map(|number| {
            let text = if number == 19 { "We ran.\n" } else { DOUBLED };
            let id = editor.request("textDocument/diagnostic", asked.clone());
            editor.change("paper.md", json!([{ "text": text }]), text);
            id
        })
        .collect();
    for id in ids {
        assert!(editor.answer(&id).is_ok());
    }
    assert_eq!(marked(&editor.pull("paper.md", None)), [""; 0]);
}

#[test]
fn all_papers_of_the_folder_are_looked_at_with_progress() {
    let folder = repository(&[("one.md", PAPER), ("sub/two.md", PAPER), ("README.md", PAPER)]);
    let mut editor = Editor::in_folder(folder.path(), puller(), Value::Null);
    editor.open("one.md", &PAPER.replace("We weigh weigh", "We all weigh weigh"));
    let reports = all(&mut editor, &[]);
    let names: Vec<&str> = reports.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["one.md", "two.md"]);
    assert_eq!(marked(&reports[0].1), ["doubled-word 11:7-11:18"]);
    assert_eq!((marked(&reports[1].1).len(), &reports[1].1["version"]), (1, &Value::Null));
    let create: Vec<&str> = editor.asked.iter().map(|request| request.method.as_str()).collect();
    assert_eq!(create.iter().filter(|method| **method == "window/workDoneProgress/create").count(), 1);
    let kinds: Vec<&str> = editor
        .told
        .iter()
        .filter(|(method, _)| method == "$/progress")
        .map(|(_, params)| params["value"]["kind"].as_str().unwrap())
        .collect();
    assert_eq!(kinds, ["begin", "report", "report", "end"]);
    // Who has it is not given it again, and what has gone is without a mark.
    let known: Vec<Value> = reports.into_iter().map(|(_, report)| report).collect();
    assert!(all(&mut editor, &known).iter().all(|(_, report)| report["kind"] == "unchanged"));
    std::fs::remove_file(folder.path().join("sub/two.md")).unwrap();
    editor.say("workspace/didChangeWatchedFiles", json!({ "changes": [] }));
    let later = all(&mut editor, &known);
    assert_eq!((later[0].1["kind"].as_str(), marked(&later[1].1)), (Some("unchanged"), Vec::new()));
}

#[test]
fn a_look_at_all_papers_is_left_alone_where_nobody_waits_for_it() {
    let folder = repository(&[]);
    (0..40).for_each(|number| write(folder.path(), &format!("paper{number}.md"), PAPER));
    let mut editor = Editor::in_folder(folder.path(), puller(), Value::Null);
    let asked = editor.request("workspace/diagnostic", json!({ "previousResultIds": [] }));
    let number: i32 = asked.to_string().parse().unwrap();
    editor.say("$/cancelRequest", json!({ "id": number }));
    // What is typed comes first.
    editor.open("typed.md", DOUBLED);
    assert_eq!(marked(&editor.pull("typed.md", None)).len(), 1);
    let answer = editor.answer(&asked);
    assert!(answer.is_ok() || answer.unwrap_err().0 == -32800);
}

#[test]
fn who_asked_is_told_to_ask_again_where_files_decide() {
    let folder = repository(&[]);
    let mut editor = Editor::in_folder(folder.path(), puller(), Value::Null);
    editor.open("paper.md", DOUBLED);
    editor.asked.clear();
    editor.write("paper.md", "# Speed\n\nWe ran it it again.\n");
    assert!(editor.asked.is_empty(), "{:?}", editor.asked);
    write(folder.path(), "paperlint.toml", "ignore = [\"doubled-word\"]\n");
    editor.say("workspace/didChangeWatchedFiles", json!({ "changes": [] }));
    editor.settle();
    let asked: Vec<&str> = editor.asked.iter().map(|request| request.method.as_str()).collect();
    assert_eq!(asked, ["workspace/diagnostic/refresh"]);
    assert_eq!(marked(&editor.pull("paper.md", None)), [""; 0]);
    editor.say("workspace/didChangeWatchedFiles", json!({ "changes": [] }));
    editor.settle();
    assert_eq!(editor.asked.len(), 1);
}

#[test]
fn folders_come_and_go() {
    let (one, other) = (repository(&[("one.md", PAPER)]), repository(&[("other.md", PAPER)]));
    let mut editor = Editor::in_folder(one.path(), puller(), Value::Null);
    let folder = |folder: &tempfile::TempDir| {
        let path = folder.path().canonicalize().unwrap();
        json!([{ "uri": format!("file://{}", path.display()), "name": "x" }])
    };
    let event = json!({ "added": folder(&other), "removed": folder(&one) });
    editor.say("workspace/didChangeWorkspaceFolders", json!({ "event": event }));
    let names: Vec<String> = all(&mut editor, &[]).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["other.md"]);
}

#[test]
fn what_a_baseline_knows_is_not_shown() {
    let folder = repository(&[("paper.md", DOUBLED)]);
    let options = json!({ "baseline": "known.json" });
    let mut editor = Editor::in_folder(folder.path(), json!({}), options.clone());
    editor.open("paper.md", DOUBLED);
    assert_eq!(editor.rules("paper.md").len(), 1);
    let told = |editor: &Editor| {
        let said = editor.told.iter().filter(|(method, _)| method == "window/showMessage");
        said.map(|(_, params)| params["message"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(
        told(&editor),
        ["the baseline known.json is in no folder that is open, so that every finding is new"]
    );
    let fingerprint = editor.shown["paper.md"][0]["data"]["fingerprint"].clone();
    let entry =
        json!({ "path": "paper.md", "rule": "doubled-word", "text": "the the", "fingerprint": fingerprint });
    write(folder.path(), "known.json", &json!({ "version": 1, "findings": [entry] }).to_string());
    editor.say("workspace/didChangeWatchedFiles", json!({ "changes": [] }));
    editor.settle();
    assert_eq!(editor.rules("paper.md"), [""; 0]);
    editor.write("paper.md", &format!("{DOUBLED}\nIt is is hot.\n"));
    assert_eq!(editor.rules("paper.md"), ["doubled-word 4:3-4:8"]);
    write(folder.path(), "known.json", "[]");
    editor.say("workspace/didChangeWatchedFiles", json!({ "changes": [] }));
    editor.settle();
    assert!(
        told(&editor)[1].contains("known.json") && editor.rules("paper.md").len() == 2,
        "{:?}",
        told(&editor)
    );
    // None outside of the folder is read.
    let outside = repository(&[("known.json", "[]")]);
    let path = outside.path().join("known.json");
    let mut editor = Editor::in_folder(folder.path(), json!({}), json!({ "baseline": path }));
    editor.open("paper.md", DOUBLED);
    assert!(told(&editor)[0].contains("cannot be read"), "{:?}", told(&editor));
}
