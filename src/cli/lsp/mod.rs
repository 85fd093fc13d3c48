//! A language server: the face that editors see. Open buffers are read first, the disk second, and nothing is written but what the
//! editor itself writes.
//!
//! Invariant: the thread that reads messages does no work that grows with a paper; papers are read and checked by one worker, which
//! works on the newest text and leaves out what has been typed over.

mod actions;
mod alone;
mod buffers;
mod client;
mod completion;
mod desk;
mod findings;
mod hover;
mod looked;
mod marks;
mod messages;
mod notebook;
mod pages;
mod papers;
mod reason;
mod rewrites;
mod stdio;
mod text;
mod uri;
mod walk;
mod worker;

use std::process::ExitCode;
use std::sync::mpsc::{Sender, channel};

use gen_lsp_types as lsp;
use lsp_server::{Connection, ErrorCode, Message, Notification, Request, Response};
use serde_json::Value;

use super::args::Common;
use buffers::Edit;
use client::Client;
use messages::notification;
use worker::{Job, Question, Worker};

/// `paperlint server`: serves the editor on standard input and output, until it says goodbye.
///
/// # Errors
/// When it does not begin as the protocol says.
pub fn server(common: &Common) -> anyhow::Result<ExitCode> {
    stdio::serve(|connection| serve_with(connection, common))
}

/// Serves an editor over a connection. Gives 0 where it said goodbye, 1 where it was gone without a word.
///
/// # Errors
/// When it does not begin as the protocol says.
pub fn serve(connection: &Connection) -> anyhow::Result<ExitCode> {
    serve_with(connection, &Common::default())
}

fn serve_with(connection: &Connection, common: &Common) -> anyhow::Result<ExitCode> {
    let client = Client::greet(connection)?;
    let (jobs, todo) = channel();
    std::thread::scope(|scope| {
        let worker = Worker::new(client.clone(), common.clone(), connection);
        scope.spawn(move || worker.run(&todo));
        let mut session = Session { client, connection, jobs, is_over: false };
        Ok(session.run())
    })
}

/// What the reading thread holds.
struct Session<'c> {
    client: Client,
    connection: &'c Connection,
    jobs: Sender<Job>,
    /// Whether the editor asked to shut down.
    is_over: bool,
}

impl Session<'_> {
    /// Takes message after message, until the editor says goodbye or is gone.
    fn run(&mut self) -> ExitCode {
        while let Ok(message) = self.connection.receiver.recv() {
            match message {
                Message::Request(request) => self.ask(request),
                Message::Notification(said) if said.method == "exit" => break,
                Message::Notification(said) => self.take(said),
                // Answers to what the server asked for: to watch files, to draw anew. Nothing follows from them.
                Message::Response(_) => {}
            }
        }
        ExitCode::from(u8::from(!self.is_over))
    }

    /// Hands a request to the worker, where it is one that it knows.
    fn ask(&mut self, request: Request) {
        let id = request.id.clone();
        if self.is_over {
            return self.answer(Response::new_err(
                id,
                ErrorCode::InvalidRequest as i32,
                "the server was shut down".into(),
            ));
        }
        if request.method == "shutdown" {
            self.is_over = true;
            return self.answer(Response::new_ok(id, Value::Null));
        }
        match Question::read(request) {
            Ok(question) => self.send(Job::Answer(id, question)),
            Err((code, said)) => self.answer(Response::new_err(id, code as i32, said)),
        }
    }

    /// Takes what happened in the editor. What cannot be read is logged there, since it has no answer.
    fn take(&self, Notification { method, params }: Notification) {
        match job(&method, params) {
            Ok(job) => job.into_iter().for_each(|job| self.send(job)),
            Err(error) => {
                let text = format!("{method}: {error}");
                let said = lsp::LogMessageParams::new(lsp::MessageType::Warning, text);
                self.tell(notification("window/logMessage", &said));
            }
        }
        if method == "initialized" {
            self.client.asks().into_iter().for_each(|request| self.tell(request));
        }
    }

    fn send(&self, job: Job) {
        // The worker ends after this thread.
        let _ = self.jobs.send(job);
    }

    fn answer(&self, response: Response) {
        self.tell(response.into());
    }

    fn tell(&self, message: Message) {
        // An editor that is gone needs no word.
        let _ = self.connection.sender.send(message);
    }
}

/// Returns what is to be done where something happened in the editor; nothing where it does not matter here.
fn job(method: &str, params: Value) -> serde_json::Result<Option<Job>> {
    Ok(match method {
        "textDocument/didSave"
        | "notebookDocument/didSave"
        | "workspace/didChangeWatchedFiles"
        | "workspace/didChangeConfiguration" => Some(Job::Reload),
        "workspace/didChangeWorkspaceFolders" => {
            let said: lsp::DidChangeWorkspaceFoldersParams = serde_json::from_value(params)?;
            Some(Job::Folders(said.event))
        }
        "$/cancelRequest" => {
            let said: lsp::CancelParams = serde_json::from_value(params)?;
            Some(Job::Cancel(worker::id(said.id)))
        }
        _ => Edit::read(method, params)?.map(|edit| Job::Edit(Box::new(edit))),
    })
}
