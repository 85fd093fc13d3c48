//! Messages to the editor.

use std::sync::atomic::{AtomicI32, Ordering};

use lsp_server::{Message, Notification, Request};
use serde::Serialize;
use serde_json::Value;

/// Something that the editor is told.
pub fn notification(method: &str, params: &impl Serialize) -> Message {
    Notification { method: method.to_owned(), params: said(params) }.into()
}

/// Something that the editor is asked for. Its answer is not waited for.
pub fn request(method: &str, params: Value) -> Message {
    static ASKED: AtomicI32 = AtomicI32::new(0);
    let id = ASKED.fetch_add(1, Ordering::Relaxed).into();
    Request { id, method: method.to_owned(), params }.into()
}

/// Returns what is said to the editor, as JSON.
pub fn said(said: &impl Serialize) -> Value {
    // Structs of strings and numbers are always valid JSON.
    serde_json::to_value(said).unwrap_or_default()
}
