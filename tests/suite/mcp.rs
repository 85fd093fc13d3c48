//! `paperlint mcp` with a scripted client: what an agent asks is answered, what is wrong is an answer too, and nothing is written or read
//! outside.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::patience::finish;

const PAPER: &str = "---\ntitle: Speed\nauthor: A. Author\nabstract: We measured the the speed of our QZN. The QZN is fast.\n---\n\n\
                     # Introduction\n\nCups are warm.\n\n# Results\n\nTreated cups were warmer, t(38) = 2.4, p = .021.\n";

/// Returns what the server answers to lines, in order.
fn answers(folder: &Path, lines: &[String]) -> Vec<Value> {
    let mut child = Command::new(env!("CARGO_BIN_EXE_paperlint"))
        .args(["mcp", "paper"])
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let (mut input, said) = (child.stdin.take().unwrap(), lines.join("\n") + "\n");
    let writer = std::thread::spawn(move || input.write_all(said.as_bytes()));
    let output = finish(child);
    writer.join().unwrap().unwrap();
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""));
    let out = String::from_utf8(output.stdout).unwrap();
    out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Returns a folder with a paper in a folder, and a draft beside it.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let paper = folder.path().join("paper");
    fs::create_dir(&paper).unwrap();
    fs::write(paper.join("paper.md"), PAPER).unwrap();
    fs::write(folder.path().join("secret.md"), "# Secret\n\nA secret secret is kept here.\n").unwrap();
    folder
}

fn request(id: u64, method: &str, params: Value) -> String {
    json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }).to_string()
}

/// Returns what a tool says, and whether it could not.
fn call(folder: &Path, tool: &str, arguments: Value) -> (String, bool) {
    let asked = request(7, "tools/call", json!({ "name": tool, "arguments": arguments }));
    let answer = answers(folder, &[asked]).remove(0);
    assert_eq!(answer["id"], 7);
    let text = answer["result"]["content"][0]["text"].as_str().unwrap_or_else(|| panic!("{answer}"));
    (text.to_owned(), answer["result"]["isError"].as_bool().unwrap())
}

#[test]
fn a_session_begins_and_names_its_tools() {
    let folder = folder();
    let begin =
        |version: &str| request(1, "initialize", json!({ "protocolVersion": version, "capabilities": {} }));
    let lines = [
        begin("2025-06-18"),
        json!({ "jsonrpc": "2.0", "method": "notifications/initialized" }).to_string(),
        begin("1999-01-01"),
        request(2, "ping", json!({})),
        json!({ "jsonrpc": "2.0", "id": "a", "method": "tools/list" }).to_string(),
    ];
    let answers = answers(folder.path(), &lines);
    assert_eq!(answers.len(), 4, "a notification is not answered");
    assert_eq!(answers[0]["result"]["protocolVersion"], "2025-06-18");
    assert_eq!(answers[1]["result"]["protocolVersion"], "2025-11-25", "a version that nobody knows");
    assert_eq!(answers[2], json!({ "jsonrpc": "2.0", "id": 2, "result": {} }));
    assert_eq!(answers[3]["id"], "a");
    let tools = answers[3]["result"]["tools"].as_array().unwrap();
    let names: Vec<_> = tools.iter().map(|tool| tool["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["lint", "fixes", "explain", "results", "abstract", "reader"]);
    for tool in tools {
        assert_eq!(
            (&tool["inputSchema"]["type"], &tool["annotations"]["readOnlyHint"]),
            (&json!("object"), &json!(true))
        );
    }
}

#[test]
fn every_argument_of_a_schema_is_taken_and_no_other() {
    let folder = folder();
    let tools = answers(folder.path(), &[request(1, "tools/list", json!({}))]).remove(0);
    for tool in tools["result"]["tools"].as_array().unwrap() {
        let name = tool["name"].as_str().unwrap();
        let listed: BTreeSet<&str> =
            tool["inputSchema"]["properties"].as_object().unwrap().keys().map(String::as_str).collect();
        let (said, _) = call(folder.path(), name, json!({ "nothing": 1 }));
        let taken = said.split_once("it takes ").unwrap().1;
        assert_eq!(taken.split(", ").collect::<BTreeSet<_>>(), listed, "{name}");
    }
}

#[test]
fn tools_say_what_commands_say_and_write_nothing() {
    let folder = folder();
    let ask = |tool: &str, arguments: Value| call(folder.path(), tool, arguments);
    let (found, _) = ask("lint", json!({ "path": "paper.md", "select": ["doubled-word"] }));
    assert_eq!(
        found,
        "paper.md:4:23: warning doubled-word: repeated word: `the the`\n    delete one\n    fix: `fixes` shows it\n1 finding in 1 paper\n"
    );
    assert!(ask("lint", json!({})).0.contains("undefined-acronym"));
    let (diff, _) = ask("fixes", json!({}));
    assert!(
        diff.contains("-abstract: We measured the the speed")
            && diff.contains("+abstract: We measured the speed"),
        "{diff}"
    );
    assert!(ask("explain", json!({ "rule": "doubled-word" })).0.starts_with("doubled-word"));
    assert!(ask("results", json!({})).0.contains("not said"));
    assert!(ask("abstract", json!({})).0.contains("missing"));
    assert!(ask("reader", json!({})).0.contains("QZN"));
    assert_eq!(fs::read_to_string(folder.path().join("paper/paper.md")).unwrap(), PAPER);
    assert_eq!(fs::read_dir(folder.path().join("paper")).unwrap().count(), 1);
}

#[test]
fn nothing_outside_of_the_folder_is_read() {
    let folder = folder();
    let secret = folder.path().join("secret.md");
    let mut paths =
        vec!["../secret.md".to_owned(), secret.display().to_string(), "..".to_owned(), "/".to_owned()];
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(&secret, folder.path().join("paper/link.md")).unwrap();
        std::os::unix::fs::symlink(folder.path(), folder.path().join("paper/up")).unwrap();
        paths.extend(["link.md".to_owned(), "up/secret.md".to_owned()]);
    }
    for path in paths {
        for tool in ["lint", "fixes", "results", "abstract", "reader"] {
            let (said, is_error) = call(folder.path(), tool, json!({ "path": path }));
            assert!(
                is_error && said.contains("lies outside") && !said.contains("kept"),
                "{tool} {path}: {said}"
            );
        }
    }
}

#[test]
fn what_is_wrong_is_answered() {
    let folder = folder();
    let lines = [
        "no json".to_owned(),
        "[]".to_owned(),
        json!({ "jsonrpc": "2.0", "id": null, "method": "ping" }).to_string(),
        json!({ "id": 1, "method": "ping" }).to_string(),
        json!({ "jsonrpc": "2.0", "id": 1, "result": {} }).to_string(),
        String::new(),
        request(2, "no/method", json!({})),
        request(3, "tools/call", json!({})),
        request(4, "tools/call", json!({ "name": "write" })),
        format!("\"{}\"", "x".repeat(2 << 20)),
        request(5, "ping", json!([])),
    ];
    let answers = answers(folder.path(), &lines);
    let codes: Vec<_> = answers.iter().map(|answer| answer["error"]["code"].as_i64()).collect();
    let (parse, request, method, params) = (Some(-32700), Some(-32600), Some(-32601), Some(-32602));
    assert_eq!(codes, [parse, request, request, request, method, params, params, request, None]);
    for (tool, arguments, why) in [
        ("lint", json!({ "path": "no.md" }), "no such file"),
        ("lint", json!({ "path": 1 }), "string"),
        ("lint", json!([]), "no object"),
        ("lint", json!({ "path": "-" }), "names no draft"),
        ("lint", json!({ "select": ["doubled-wrd"] }), "doubled-word"),
        ("lint", json!({ "from": 1000 }), "there are lines 1 to"),
        ("lint", json!({ "from": -1 }), "tools/list says"),
        ("lint", json!({ "path": "a\u{0}b" }), "no such file"),
        ("lint", json!({ "path": "paper.md", "profile": "nothing" }), "there are standard"),
        ("explain", json!({}), "name the rule"),
        ("explain", json!({ "rule": "doubled-wrd" }), "did you mean"),
    ] {
        let (said, is_error) = call(folder.path(), tool, arguments);
        assert!(is_error && said.contains(why), "{said}");
    }
    fs::write(folder.path().join("paper/paperlint.toml"), "acronym = 1\n").unwrap();
    let (said, is_error) = call(folder.path(), "lint", json!({}));
    assert!(is_error && said.contains("paperlint.toml") && said.contains("acronym"), "{said}");
}

#[test]
fn a_long_answer_comes_in_pieces_that_name_the_next() {
    let folder = folder();
    fs::write(
        folder.path().join("paper/paper.md"),
        PAPER.to_owned() + &"We saw the the cup.\n\n".repeat(899),
    )
    .unwrap();
    let (mut lines, mut from) = (0, 1);
    loop {
        let (said, is_error) =
            call(folder.path(), "lint", json!({ "from": from, "select": ["doubled-word"] }));
        assert!(!is_error && said.len() < 34_000);
        lines += said.lines().filter(|line| line.contains("doubled-word")).count();
        match said.split_once("ask again with from = ") {
            Some((_, next)) => from = next.trim_end().trim_end_matches(']').parse().unwrap(),
            None => break,
        }
    }
    assert_eq!(lines, 900);
}

#[test]
fn a_paper_that_is_too_large_to_wait_for_is_named() {
    let folder = folder();
    let large = PAPER.to_owned() + &"We saw the the cup.\n\n".repeat(8 << 16);
    fs::write(folder.path().join("paper/large.md"), large).unwrap();
    for tool in ["lint", "fixes", "results", "abstract", "reader"] {
        let (said, is_error) = call(folder.path(), tool, json!({ "path": "large.md" }));
        assert!(is_error && said.contains("large.md: holds more than 6 MiB"), "{tool}: {said}");
        let (said, is_error) = call(folder.path(), tool, json!({}));
        assert!(!is_error && said.contains("large.md: holds more than 6 MiB"), "{tool}: {said}");
        assert!(tool != "lint" || said.contains("paper.md:4:23: warning doubled-word"), "{said}");
    }
}
