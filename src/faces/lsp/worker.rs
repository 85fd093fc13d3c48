//! The thread that reads papers, checks them and answers. Of the texts that wait for it, it looks at the newest alone.

use std::collections::HashSet;
use std::sync::mpsc::Receiver;

use gen_lsp_types as lsp;
use lsp_server::{Connection, ErrorCode, Message, Notification, Request, RequestId, Response};

use super::buffers::Buffers;
use super::client::Client;
use super::desk::Desk;
use super::{actions, completion, hover, pages, said};
use crate::faces::args::Common;

/// What the worker is to do.
pub enum Job {
    /// Look at the papers of these buffers.
    Look(Buffers),
    /// Look anew, where files on disk changed.
    Reload,
    /// Answer, of the text that was looked at before.
    Answer(RequestId, Question),
    /// Leave a question alone.
    Cancel(RequestId),
}

/// What an editor asks of papers.
pub enum Question {
    Actions(lsp::CodeActionParams),
    /// The edit of an action.
    Resolve(Box<lsp::CodeAction>),
    Hover(lsp::HoverParams),
    Symbols(lsp::DocumentSymbolParams),
    Lenses(lsp::CodeLensParams),
    Complete(lsp::CompletionParams),
    Command(lsp::ExecuteCommandParams),
}

impl Question {
    /// Reads a request.
    ///
    /// # Errors
    /// What is to be answered, when it is no such question.
    pub fn read(request: Request) -> Result<Self, (ErrorCode, String)> {
        let Request { method, params, .. } = request;
        let said = match method.as_str() {
            "textDocument/codeAction" => serde_json::from_value(params).map(Self::Actions),
            "codeAction/resolve" => serde_json::from_value(params).map(Self::Resolve),
            "textDocument/documentSymbol" => serde_json::from_value(params).map(Self::Symbols),
            "textDocument/codeLens" => serde_json::from_value(params).map(Self::Lenses),
            "textDocument/completion" => serde_json::from_value(params).map(Self::Complete),
            "workspace/executeCommand" => serde_json::from_value(params).map(Self::Command),
            "textDocument/hover" => serde_json::from_value(params).map(Self::Hover),
            other => return Err((ErrorCode::MethodNotFound, format!("{other} is not known here"))),
        };
        said.map_err(|error| (ErrorCode::InvalidParams, error.to_string()))
    }
}

/// The number of a question, as the framing has it.
pub fn id(id: lsp::Id) -> RequestId {
    match id {
        lsp::Id::Int(number) => number.into(),
        lsp::Id::String(name) => name.into(),
    }
}

/// The worker.
pub struct Worker<'c> {
    desk: Desk,
    connection: &'c Connection,
}

impl<'c> Worker<'c> {
    /// One that has looked at nothing yet.
    pub fn new(client: Client, common: Common, connection: &'c Connection) -> Self {
        Self { desk: Desk::new(client, common), connection }
    }

    /// Works until nobody has work for it.
    pub fn run(mut self, todo: &Receiver<Job>) {
        while let Ok(first) = todo.recv() {
            let waiting: Vec<Job> = std::iter::once(first).chain(todo.try_iter()).collect();
            let newest = waiting.iter().rposition(|job| matches!(job, Job::Look(_) | Job::Reload));
            let cancelled = waiting
                .iter()
                .filter_map(|job| if let Job::Cancel(id) = job { Some(id.clone()) } else { None });
            let cancelled: HashSet<RequestId> = cancelled.collect();
            for (at, job) in waiting.into_iter().enumerate() {
                let is_old = newest.is_some_and(|newest| at < newest);
                match job {
                    Job::Look(buffers) => self.desk.put(buffers),
                    Job::Reload => self.desk.forget_files(),
                    Job::Cancel(_) => {}
                    Job::Answer(id, _) if cancelled.contains(&id) => {
                        self.refuse(id, ErrorCode::RequestCanceled, "cancelled");
                    }
                    Job::Answer(id, _) if is_old => {
                        self.refuse(id, ErrorCode::ContentModified, "the text has changed since");
                    }
                    Job::Answer(id, question) => self.answer(id, &question),
                }
                if newest == Some(at) {
                    self.look();
                }
            }
        }
    }

    /// Looks at the papers on the desk and tells what is found.
    fn look(&mut self) {
        for (method, params) in self.desk.look() {
            self.send(Notification { method, params }.into());
        }
    }

    fn answer(&mut self, id: RequestId, question: &Question) {
        let answer = match question {
            Question::Actions(params) => said(&actions::of(&mut self.desk, params)),
            Question::Resolve(action) => said(&actions::resolved(&mut self.desk, (**action).clone())),
            Question::Hover(params) => said(&hover::hover(&self.desk, params)),
            Question::Symbols(params) => said(&pages::symbols(&self.desk, params)),
            Question::Lenses(params) => said(&pages::lenses(&self.desk, params)),
            Question::Complete(params) => said(&completion::of(&self.desk, params)),
            Question::Command(params) => match pages::command(&self.desk, params) {
                Ok(page) => page,
                Err((code, why)) => return self.refuse(id, code, &why),
            },
        };
        self.send(Response::new_ok(id, answer).into());
    }

    fn refuse(&self, id: RequestId, code: ErrorCode, why: &str) {
        self.send(Response::new_err(id, code as i32, why.to_owned()).into());
    }

    fn send(&self, message: Message) {
        // An editor that is gone needs no answer.
        let _ = self.connection.sender.send(message);
    }
}
