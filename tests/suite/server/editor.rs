//! An editor without a screen: what it says to the server, and what it then shows.

use std::collections::BTreeMap;
use std::path::Path;
use std::thread::JoinHandle;
use std::time::Duration;

use lsp_server::{Connection, Message, Notification, Request, RequestId, Response};
use paperlint::internal::serve;
use serde_json::{Value, json};

/// How long an answer may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// An editor and its server.
pub struct Editor {
    connection: Connection,
    server: Option<JoinHandle<String>>,
    /// What it shows, by the name of the file.
    pub shown: BTreeMap<String, Vec<Value>>,
    /// What it was told otherwise.
    pub told: Vec<(String, Value)>,
    /// What it was asked for.
    pub asked: Vec<Request>,
    /// What the server says that it can do.
    pub offered: Value,
    /// Answers that nobody has waited for yet.
    early: Vec<Response>,
    folder: String,
    texts: BTreeMap<String, (i32, String)>,
    next: i32,
}

impl Editor {
    /// One that can do nothing but show text.
    pub fn plain(folder: &Path) -> Self {
        Self::new(folder, json!({}))
    }

    pub fn new(folder: &Path, capabilities: Value) -> Self {
        Self::started(folder, json!({ "processId": null, "rootUri": null, "capabilities": capabilities }))
    }

    /// One that has the folder open, with options for the server.
    pub fn in_folder(folder: &Path, capabilities: Value, options: Value) -> Self {
        let uri = format!("file://{}", folder.canonicalize().unwrap().display());
        let folders = json!([{ "uri": uri, "name": "paper" }]);
        let hello = json!({
            "processId": null,
            "rootUri": null,
            "capabilities": capabilities,
            "workspaceFolders": folders,
            "initializationOptions": options,
        });
        Self::started(folder, hello)
    }

    fn started(folder: &Path, hello: Value) -> Self {
        let mut editor = Self::silent(folder);
        editor.offered = editor.ask("initialize", hello).unwrap()["capabilities"].clone();
        editor.say("initialized", json!({}));
        editor
    }

    /// One that has not said hello.
    pub fn silent(folder: &Path) -> Self {
        let (here, there) = Connection::memory();
        let server =
            std::thread::spawn(move || format!("{:?}", serve(&there).map_err(|error| error.to_string())));
        let folder = folder.canonicalize().unwrap().to_string_lossy().into_owned();
        Self {
            connection: here,
            server: Some(server),
            shown: BTreeMap::new(),
            told: Vec::new(),
            asked: Vec::new(),
            offered: Value::Null,
            early: Vec::new(),
            folder,
            texts: BTreeMap::new(),
            next: 0,
        }
    }

    pub fn uri(&self, name: &str) -> String {
        if name.contains(':') { name.to_owned() } else { format!("file://{}/{name}", self.folder) }
    }

    pub fn say(&self, method: &str, params: Value) {
        self.connection.sender.send(Notification::new(method.to_owned(), params).into()).unwrap();
    }

    /// Sends a request without waiting for the answer.
    pub fn request(&mut self, method: &str, params: Value) -> RequestId {
        self.next += 1;
        let id = RequestId::from(self.next);
        self.connection.sender.send(Request::new(id.clone(), method.to_owned(), params).into()).unwrap();
        id
    }

    pub fn ask(&mut self, method: &str, params: Value) -> Result<Value, (i32, String)> {
        let id = self.request(method, params);
        self.answer(&id)
    }

    pub fn answer(&mut self, id: &RequestId) -> Result<Value, (i32, String)> {
        loop {
            if let Some(at) = self.early.iter().position(|answer| answer.id == *id) {
                let answer = self.early.remove(at).response_result;
                return answer.map_err(|error| (error.code, error.message));
            }
            match self.connection.receiver.recv_timeout(PATIENCE).unwrap() {
                Message::Response(answer) => {
                    let number: i32 = answer.id.to_string().parse().unwrap();
                    assert!((1..=self.next).contains(&number), "an answer to what was not asked: {answer:?}");
                    self.early.push(answer);
                }
                Message::Request(request) => self.asked.push(request),
                Message::Notification(said) => self.take(said),
            }
        }
    }

    fn take(&mut self, Notification { method, params }: Notification) {
        if method != "textDocument/publishDiagnostics" {
            return self.told.push((method, params));
        }
        let uri = params["uri"].as_str().unwrap();
        let name = uri.strip_prefix(&format!("file://{}/", self.folder)).unwrap_or(uri).to_owned();
        self.shown.insert(name, params["diagnostics"].as_array().unwrap().clone());
    }

    /// Waits until everything that was said is worked on.
    pub fn settle(&mut self) {
        let last = self.uri("nothing.md");
        self.ask(
            "textDocument/hover",
            json!({ "textDocument": { "uri": last }, "position": { "line": 0, "character": 0 } }),
        )
        .unwrap();
    }

    pub fn open(&mut self, name: &str, text: &str) {
        self.open_as(name, "x", text);
    }

    /// Opens a text that the editor takes for one in a language.
    pub fn open_as(&mut self, name: &str, language: &str, text: &str) {
        let uri = self.uri(name);
        self.texts.insert(name.to_owned(), (1, text.to_owned()));
        self.say(
            "textDocument/didOpen",
            json!({ "textDocument": { "uri": uri, "languageId": language, "version": 1, "text": text } }),
        );
        self.settle();
    }

    /// Sends changes of a file, and keeps what it then holds.
    pub fn change(&mut self, name: &str, changes: Value, text: &str) {
        let uri = self.uri(name);
        let known = self.texts.get_mut(name).unwrap();
        *known = (known.0 + 1, text.to_owned());
        let version = known.0;
        self.say(
            "textDocument/didChange",
            json!({ "textDocument": { "uri": uri, "version": version }, "contentChanges": changes }),
        );
    }

    pub fn write(&mut self, name: &str, text: &str) {
        self.change(name, json!([{ "text": text }]), text);
        self.settle();
    }

    pub fn close(&mut self, name: &str) {
        let uri = self.uri(name);
        self.texts.remove(name);
        self.say("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
        self.settle();
    }

    /// Returns what is answered to who asks for the marks of a file, and had an answer of that id before.
    pub fn pull(&mut self, name: &str, before: Option<&str>) -> Value {
        let params = json!({ "textDocument": { "uri": self.uri(name) }, "previousResultId": before });
        self.ask("textDocument/diagnostic", params).unwrap()
    }

    /// Returns what is shown in a file.
    pub fn found(&self, name: &str) -> Vec<Value> {
        self.shown.get(name).cloned().unwrap_or_default()
    }

    /// Returns the rules of what is shown in a file, with line and columns.
    pub fn rules(&self, name: &str) -> Vec<String> {
        rules(&self.found(name))
    }

    /// Returns the actions for a place, by title.
    pub fn actions(&mut self, name: &str, line: u32, character: u32, only: Option<&str>) -> Vec<Value> {
        let uri = self.uri(name);
        let at = json!({ "line": line, "character": character });
        let context = only.map_or_else(
            || json!({ "diagnostics": [] }),
            |only| json!({ "diagnostics": [], "only": [only] }),
        );
        let params = json!({ "textDocument": { "uri": uri }, "range": { "start": at, "end": at }, "context": context });
        self.ask("textDocument/codeAction", params).unwrap().as_array().unwrap().clone()
    }

    /// Returns a text after the edits of an action in a file, counted in UTF-16.
    pub fn after(&self, action: &Value, name: &str, text: &str) -> String {
        let mut edits = action["edit"]["changes"][self.uri(name)].as_array().cloned().unwrap_or_default();
        edits.sort_by_key(|edit| {
            std::cmp::Reverse((
                edit["range"]["start"]["line"].as_u64(),
                edit["range"]["start"]["character"].as_u64(),
            ))
        });
        let mut text = text.to_owned();
        for edit in edits {
            let (from, to) = (offset(&text, &edit["range"]["start"]), offset(&text, &edit["range"]["end"]));
            text.replace_range(from..to, edit["newText"].as_str().unwrap());
        }
        text
    }

    /// Says goodbye. Gives what the server ended with.
    pub fn end(mut self) -> String {
        self.ask("shutdown", Value::Null).unwrap();
        self.say("exit", Value::Null);
        self.server.take().unwrap().join().unwrap()
    }

    /// Goes without a word.
    pub fn vanish(mut self) -> String {
        let server = self.server.take().unwrap();
        drop(self);
        server.join().unwrap()
    }
}

/// Returns the rules of marks, with line and columns.
pub fn rules(found: &[Value]) -> Vec<String> {
    let place = |at: &Value| format!("{}:{}", at["line"], at["character"]);
    let line = |found: &Value| {
        let (rule, range) = (found["code"].as_str().unwrap_or("-"), &found["range"]);
        format!("{rule} {}-{}", place(&range["start"]), place(&range["end"]))
    };
    found.iter().map(line).collect()
}

/// Returns the byte of a place that is counted in UTF-16.
pub fn offset(text: &str, at: &Value) -> usize {
    let line = at["line"].as_u64().unwrap() as usize;
    let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
    let mut left = at["character"].as_u64().unwrap() as usize;
    let mut at = start;
    for c in text[start..].chars() {
        if left == 0 {
            break;
        }
        left = left.saturating_sub(c.len_utf16());
        at += c.len_utf8();
    }
    at
}
