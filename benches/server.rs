//! From a keystroke to what is shown: a paper of 20 files and 75 KB, edited 200 times; then 10,000 edits, after which memory is what it was.
//! `cargo bench --bench server`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::fmt::Write;
use std::path::Path;
use std::time::{Duration, Instant};

use lsp_server::{Connection, Message, Notification, Request};
use paperlint::internal::serve;
use serde_json::{Value, json};

const FILES: usize = 20;
const BYTES: usize = 75 << 10;
const MEASURED: usize = 200;
const ALL: usize = 10_000;

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let text = paper(folder.path());
    let (here, there) = Connection::memory();
    let server = std::thread::spawn(move || serve(&there).is_ok());
    let uri = format!("file://{}/part7.tex", folder.path().canonicalize().unwrap().display());
    let say = |method: &str, params: Value| {
        here.sender.send(Notification::new(method.to_owned(), params).into()).unwrap()
    };
    let ask = |method: &str, params: Value| {
        here.sender.send(Request::new(1.into(), method.to_owned(), params).into()).unwrap()
    };
    ask("initialize", json!({ "capabilities": {} }));
    say("initialized", json!({}));
    let start = Instant::now();
    say(
        "textDocument/didOpen",
        json!({ "textDocument": { "uri": uri, "languageId": "latex", "version": 1, "text": text } }),
    );
    shown(&here, &uri);
    println!("{FILES} files, {BYTES} bytes; opened and shown after {:.1} ms", ms(start.elapsed()));
    let mut times = Vec::with_capacity(ALL);
    let mut memory = Vec::new();
    for edit in 0..ALL {
        // Back and forth in the middle of a line, as in typing and taking back.
        let (from, to, new) = if edit % 2 == 0 { (5, 5, "x") } else { (5, 6, "") };
        let range =
            json!({ "start": { "line": 2, "character": from }, "end": { "line": 2, "character": to } });
        let start = Instant::now();
        say(
            "textDocument/didChange",
            json!({ "textDocument": { "uri": uri, "version": edit + 2 }, "contentChanges": [{ "range": range, "text": new }] }),
        );
        shown(&here, &uri);
        times.push(start.elapsed());
        if edit == MEASURED || edit + 1 == ALL {
            memory.push(resident());
        }
    }
    let mut first = times[..MEASURED].to_vec();
    first.sort();
    let (median, worst) = (first[MEASURED / 2], first[MEASURED - 1]);
    println!(
        "from change to findings, of {MEASURED}: median {:.1} ms, worst {:.1} ms",
        ms(median),
        ms(worst)
    );
    println!("resident memory after {MEASURED} and {ALL} edits: {memory:?} KiB");
    say("exit", Value::Null);
    assert!(server.join().unwrap());
}

/// Waits until the findings of a file are shown, and those of all files.
fn shown(here: &Connection, uri: &str) {
    let mut is_shown = false;
    loop {
        if let Message::Notification(said) = here.receiver.recv_timeout(Duration::from_secs(60)).unwrap() {
            is_shown |= said.method == "textDocument/publishDiagnostics" && said.params["uri"] == uri;
            // The last word of a look.
            if said.method == "paperlint/status" && is_shown {
                return;
            }
        }
    }
}

/// Writes a paper. Gives the text of one of its files.
fn paper(folder: &Path) -> String {
    std::fs::create_dir(folder.join(".git")).unwrap();
    let mut main = "\\documentclass{article}\n\\begin{document}\n".to_owned();
    let mut part = String::new();
    for number in 1..FILES {
        let _ = writeln!(main, "\\input{{part{number}}}");
        part = format!("\\section{{Part {number}}}\n\n");
        let mut line = 0;
        while part.len() < BYTES / (FILES - 1) {
            line += 1;
            let _ = writeln!(
                part,
                "We measured cup {line} of {number} times, because in the first study the the mean was {line}.4 cm (p = .0{line})."
            );
            if line % 5 == 0 {
                let _ = writeln!(
                    part,
                    "\nIt should be noted that QZN{number} is fast \\cite{{a{line}}}. This shows that it holds.\n"
                );
            }
        }
        std::fs::write(folder.join(format!("part{number}.tex")), &part).unwrap();
    }
    std::fs::write(folder.join("main.tex"), main + "\\end{document}\n").unwrap();
    std::fs::read_to_string(folder.join("part7.tex")).unwrap_or(part)
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// Memory of this process that is in use, in KiB; 0 where the system does not tell.
fn resident() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.split_whitespace().next()).and_then(|kib| kib.parse().ok()).unwrap_or(0)
}
