//! From a keystroke to what is shown: a paper of 20 files and 75 KB, edited 200 times; then 10,000 edits, after which memory is what it was.
//! Then a draft of 1 MB, and how long the server reads no message after an edit of it. `cargo bench --bench server`.
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

/// Bytes of the large draft, which is one file.
const LARGE: usize = 1 << 20;
const EDITS_OF_LARGE: usize = 20;
/// Milliseconds for which the server may read no message.
const MOST_UNREAD: f64 = 50.0;

fn main() {
    small();
    large();
}

/// A server, and the editor's end of it.
struct Editor {
    here: Connection,
    server: std::thread::JoinHandle<bool>,
    uri: String,
    version: i32,
}

impl Editor {
    fn open(folder: &Path, name: &str, text: &str) -> Self {
        let (here, there) = Connection::memory();
        let server = std::thread::spawn(move || serve(&there).is_ok());
        let uri = format!("file://{}/{name}", folder.canonicalize().unwrap().display());
        let editor = Self { here, server, uri, version: 1 };
        editor.ask(1, "initialize", json!({ "capabilities": {} }));
        editor.say("initialized", json!({}));
        let document = json!({ "uri": editor.uri, "languageId": "latex", "version": 1, "text": text });
        editor.say("textDocument/didOpen", json!({ "textDocument": document }));
        shown(&editor.here, &editor.uri);
        editor
    }

    fn say(&self, method: &str, params: Value) {
        self.here.sender.send(Notification::new(method.to_owned(), params).into()).unwrap();
    }

    fn ask(&self, id: i32, method: &str, params: Value) {
        self.here.sender.send(Request::new(id.into(), method.to_owned(), params).into()).unwrap();
    }

    fn change(&mut self, change: Value) {
        self.version += 1;
        let document = json!({ "uri": self.uri, "version": self.version });
        self.say("textDocument/didChange", json!({ "textDocument": document, "contentChanges": [change] }));
    }

    /// Changes one character in the middle of a line, back and forth, as in typing and taking back.
    fn type_in(&mut self, edit: usize) {
        let (from, to, new) = if edit.is_multiple_of(2) { (5, 5, "x") } else { (5, 6, "") };
        let range =
            json!({ "start": { "line": 2, "character": from }, "end": { "line": 2, "character": to } });
        self.change(json!({ "range": range, "text": new }));
    }

    fn end(self) {
        self.say("exit", Value::Null);
        assert!(self.server.join().unwrap());
    }
}

fn small() {
    let folder = tempfile::tempdir().unwrap();
    let text = paper(folder.path());
    let start = Instant::now();
    let mut editor = Editor::open(folder.path(), "part7.tex", &text);
    println!("{FILES} files, {BYTES} bytes; opened and shown after {:.1} ms", ms(start.elapsed()));
    let mut times = Vec::with_capacity(ALL);
    let mut memory = Vec::new();
    for edit in 0..ALL {
        let start = Instant::now();
        editor.type_in(edit);
        shown(&editor.here, &editor.uri);
        times.push(start.elapsed());
        if edit == MEASURED || edit + 1 == ALL {
            memory.push(resident());
        }
    }
    println!("from change to findings, of {MEASURED}: {}", spread(&times[..MEASURED]));
    println!("resident memory after {MEASURED} and {ALL} edits: {memory:?} KiB");
    editor.end();
}

fn large() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join(".git")).unwrap();
    let mut text = "\\documentclass{article}\n\\begin{document}\n".to_owned();
    text.push_str(&sentences(1, LARGE));
    text.push_str("\\end{document}\n");
    let start = Instant::now();
    let mut editor = Editor::open(folder.path(), "paper.tex", &text);
    println!("1 file, {LARGE} bytes; opened and shown after {:.1} ms", ms(start.elapsed()));
    let (mut unread, mut times) = (Vec::new(), Vec::new());
    for edit in 0..EDITS_OF_LARGE {
        let start = Instant::now();
        match edit % 4 {
            // Editors that send no parts send it all.
            3 => editor.change(json!({ "text": text })),
            part => editor.type_in(part % 2),
        }
        // What the thread that reads answers by itself.
        editor.ask(2, "no/method", Value::Null);
        answered(&editor.here);
        unread.push(start.elapsed());
        shown(&editor.here, &editor.uri);
        times.push(start.elapsed());
    }
    println!("from change to findings, of {EDITS_OF_LARGE}: {}", spread(&times));
    println!("until the next message is read: {}", spread(&unread));
    assert!(
        unread.iter().all(|time| ms(*time) < MOST_UNREAD),
        "a message waited for more than {MOST_UNREAD} ms"
    );
    editor.end();
}

fn spread(times: &[Duration]) -> String {
    let mut times = times.to_vec();
    times.sort();
    format!("median {:.1} ms, worst {:.1} ms", ms(times[times.len() / 2]), ms(times[times.len() - 1]))
}

/// Waits for an answer.
fn answered(here: &Connection) {
    while !matches!(here.receiver.recv_timeout(Duration::from_secs(60)).unwrap(), Message::Response(_)) {}
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
    for number in 1..FILES {
        let _ = writeln!(main, "\\input{{part{number}}}");
        let part = format!("\\section{{Part {number}}}\n\n{}", sentences(number, BYTES / (FILES - 1)));
        std::fs::write(folder.join(format!("part{number}.tex")), &part).unwrap();
    }
    std::fs::write(folder.join("main.tex"), main + "\\end{document}\n").unwrap();
    std::fs::read_to_string(folder.join("part7.tex")).unwrap()
}

/// So many bytes of prose, with things to find.
fn sentences(number: usize, bytes: usize) -> String {
    let mut text = String::new();
    let mut line = 0;
    while text.len() < bytes {
        line += 1;
        let _ = writeln!(
            text,
            "We measured cup {line} of {number} times, because in the first study the the mean was {line}.4 cm (p = .0{line})."
        );
        if line % 5 == 0 {
            let _ = writeln!(
                text,
                "\nIt should be noted that QZN{number} is fast \\cite{{a{line}}}. This shows that it holds.\n"
            );
        }
    }
    text
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
