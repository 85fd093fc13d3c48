//! A language server: the face that editors see. Open buffers are read first, the disk second, and nothing is written but what the
//! editor itself writes.
//!
//! Invariant: the thread that reads messages does no work that grows with a paper; papers are read and checked by one worker, which
//! works on the newest text and leaves out what has been typed over.

mod actions;
mod buffers;
mod client;
mod completion;
mod desk;
mod findings;
mod hover;
mod looked;
mod pages;
mod rewrites;
mod stdio;
mod text;
mod uri;
mod worker;

use std::process::ExitCode;
use std::sync::mpsc::{Sender, channel};

use gen_lsp_types as lsp;
use lsp_server::{Connection, ErrorCode, Message, Notification, Request, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::args::Common;
use buffers::Buffers;
use client::Client;
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
        let mut session = Session { client, connection, jobs, buffers: Buffers::default(), is_over: false };
        Ok(session.run())
    })
}

/// What the reading thread holds.
struct Session<'c> {
    client: Client,
    connection: &'c Connection,
    jobs: Sender<Job>,
    buffers: Buffers,
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
    fn take(&mut self, Notification { method, params }: Notification) {
        let taken = match method.as_str() {
            "textDocument/didOpen" => read(params).map(|said| self.buffers.open(said)).map(|()| self.look()),
            "textDocument/didChange" => {
                read(params).map(|said| self.buffers.change(said, self.client.encoding)).map(|()| self.look())
            }
            "textDocument/didClose" => read::<lsp::DidCloseTextDocumentParams>(params)
                .map(|said| self.buffers.close(&said))
                .map(|()| self.look()),
            "initialized" => {
                self.client.asks().into_iter().for_each(|request| self.tell(request.into()));
                Ok(())
            }
            "textDocument/didSave"
            | "workspace/didChangeWatchedFiles"
            | "workspace/didChangeWorkspaceFolders"
            | "workspace/didChangeConfiguration" => {
                self.send(Job::Reload);
                Ok(())
            }
            "$/cancelRequest" => {
                read::<lsp::CancelParams>(params).map(|said| self.send(Job::Cancel(worker::id(said.id))))
            }
            _ => Ok(()),
        };
        if let Err(error) = taken {
            let said = lsp::LogMessageParams::new(lsp::MessageType::Warning, format!("{method}: {error}"));
            self.tell(Notification::new("window/logMessage".to_owned(), said).into());
        }
    }

    /// Has the worker look at the newest text.
    fn look(&self) {
        self.send(Job::Look(self.buffers.clone()));
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

fn read<P: DeserializeOwned>(params: Value) -> serde_json::Result<P> {
    serde_json::from_value(params)
}

/// What is said to the editor.
fn said(said: &impl Serialize) -> Value {
    // Structs of strings and numbers are always valid JSON.
    serde_json::to_value(said).unwrap_or_default()
}
