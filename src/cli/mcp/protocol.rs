//! JSON-RPC 2.0, and the few methods of the protocol that a server with tools alone has.

use serde_json::{Value, json};

/// A line to write; `None` where a message wants no answer.
pub type Answer = Option<String>;

/// What came of asking a tool.
pub enum Called {
    /// What it says.
    Said(String),
    /// Why it could not: the agent may ask again.
    Failed(String),
    /// There is no such tool.
    Unknown,
}

/// The versions that are spoken, the newest first. All have what is used here.
const VERSIONS: [&str; 3] = ["2025-11-25", "2025-06-18", "2024-11-05"];

/// The tools, with the schemas of their arguments.
const TOOLS: &str = include_str!("tools.json");

const INSTRUCTIONS: &str = "paperlint reads drafts of papers and changes nothing. Findings are hints: never change what a paper claims to please a rule, \
     and state that a result was planned or exploratory only where its authors say so.";

// Of JSON-RPC 2.0, section 5.1.
const NO_JSON: i32 = -32700;
const NO_REQUEST: i32 = -32600;
const NO_METHOD: i32 = -32601;
const NO_PARAMS: i32 = -32602;

/// Returns the answer to a message; `call` asks a tool, by its name and arguments.
pub fn answer(line: &[u8], call: impl FnOnce(&str, Value) -> Called) -> Answer {
    if line.iter().all(u8::is_ascii_whitespace) {
        return None;
    }
    let Ok(message) = serde_json::from_slice::<Value>(line) else {
        return Some(error(&Value::Null, NO_JSON, "this line is no JSON; one message a line is read"));
    };
    let id = message.get("id").cloned();
    let asked = id.clone().unwrap_or(Value::Null);
    let is_id = matches!(asked, Value::String(_) | Value::Number(_)) || id.is_none();
    let (version, method) = (message.get("jsonrpc"), message.get("method").and_then(Value::as_str));
    let method = match method {
        Some(method) if version == Some(&json!("2.0")) && is_id => method,
        // An answer to a question that was never asked.
        None if message.get("result").or(message.get("error")).is_some() => return None,
        _ => {
            return Some(error(
                &Value::Null,
                NO_REQUEST,
                "this is no JSON-RPC 2.0 request: it needs \"jsonrpc\": \"2.0\", a method, and an id that is a text or a number",
            ));
        }
    };
    // Of a notification nothing is to be answered.
    id.as_ref()?;
    let params = message.get("params").cloned().unwrap_or_else(|| json!({}));
    Some(match method {
        "initialize" => result(&asked, initialized(&params)),
        "ping" => result(&asked, json!({})),
        "tools/list" => match serde_json::from_str::<Value>(TOOLS) {
            Ok(tools) => result(&asked, json!({ "tools": tools })),
            Err(_) => error(&asked, NO_METHOD, "the tools cannot be listed"),
        },
        "tools/call" => called(&asked, params, call),
        method => error(&asked, NO_METHOD, &format!("there is no method `{method}`")),
    })
}

/// Returns the answer to a message that is longer than what is read.
pub fn too_long(most: u64) -> String {
    error(&Value::Null, NO_REQUEST, &format!("this message is longer than {most} bytes, so it was not read"))
}

fn initialized(params: &Value) -> Value {
    let wanted = params.get("protocolVersion").and_then(Value::as_str);
    let version = VERSIONS.into_iter().find(|known| Some(*known) == wanted).unwrap_or(VERSIONS[0]);
    json!({
        "protocolVersion": version,
        "capabilities": { "tools": {} },
        "serverInfo": { "name": "paperlint", "version": env!("CARGO_PKG_VERSION") },
        "instructions": INSTRUCTIONS,
    })
}

fn called(id: &Value, mut params: Value, call: impl FnOnce(&str, Value) -> Called) -> String {
    let arguments = params.get_mut("arguments").map_or_else(|| json!({}), Value::take);
    let Some(name) = params.get("name").and_then(Value::as_str) else {
        return error(id, NO_PARAMS, "tools/call needs the name of a tool");
    };
    let (text, is_error) = match call(name, arguments) {
        Called::Said(text) => (text, false),
        Called::Failed(why) => (why, true),
        Called::Unknown => {
            return error(id, NO_PARAMS, &format!("there is no tool `{name}`; tools/list names them"));
        }
    };
    result(id, json!({ "content": [{ "type": "text", "text": text }], "isError": is_error }))
}

fn result(id: &Value, result: Value) -> String {
    json!({ "jsonrpc": "2.0", "id": id, "result": result }).to_string()
}

fn error(id: &Value, code: i32, message: &str) -> String {
    json!({ "jsonrpc": "2.0", "id": id, "error": { "code": code, "message": message } }).to_string()
}
