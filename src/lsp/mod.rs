//! A language server: the face that editors see. Open buffers are read first, the disk second, and nothing is written but what the
//! editor itself writes.
//!
//! Invariant: the thread that reads messages does no work that grows with a draft, but for copying the text that was typed; papers are
//! read and checked by one worker, which always works on the newest text and leaves out what has been typed over.

mod buffers;
mod client;
mod text;
mod uri;
mod worker;

use gen_lsp_types as lsp;
use lsp_server::{Connection, ErrorCode, Message, Notification, Request, Response};

use buffers::Buffers;
use client::Client;
use worker::Job;

/// Serves one editor over a connection, until it says goodbye.
///
/// # Errors
/// When the connection breaks, or the editor does not keep to the protocol's first steps.
pub fn serve(connection: &Connection) -> anyhow::Result<()> {
    let client = Client::greet(connection)?;
    let (jobs, todo) = crossbeam_channel::unbounded();
    std::thread::scope(|scope| {
        let worker = worker::Worker::new(client.clone(), connection.sender.clone());
        scope.spawn(move || worker.run(&todo));
        let mut session = Session { client, connection, jobs, buffers: Buffers::default() };
        session.run()
    })
}

/// What the reading thread holds.
struct Session<'c> {
    client: Client,
    connection: &'c Connection,
    jobs: crossbeam_channel::Sender<Job>,
    buffers: Buffers,
}

impl Session<'_> {
    /// Takes message after message, until the editor says goodbye or is gone.
    fn run(&mut self) -> anyhow::Result<()> {
        self.look();
        while let Ok(message) = self.connection.receiver.recv() {
            match message {
                Message::Request(request) if self.connection.handle_shutdown(&request)? => break,
                Message::Request(request) => self.ask(request),
                Message::Notification(notification) if notification.method == "exit" => break,
                Message::Notification(notification) => self.notify(notification),
                // Answers to what the server asked for: to watch files, to make an edit, to draw anew. Nothing follows from them.
                Message::Response(_) => {}
            }
        }
        Ok(())
    }

    /// Hands a request to the worker, where it is one that it knows.
    fn ask(&self, request: Request) {
        let id = request.id.clone();
        match worker::Question::read(request) {
            Ok(question) => self.send(Job::Answer(id, question)),
            Err((code, said)) => self.answer(Response::new_err(id, code as i32, said)),
        }
    }

    /// Takes what happened in the editor. What cannot be read is left out: a notification has no answer.
    fn notify(&mut self, notification: Notification) {
        use lsp::Notification as _;
        let Notification { method, params } = notification;
        let is_new = match method.as_str() {
            method if method == lsp::DidOpenTextDocumentNotification::METHOD.as_str() => {
                read(params).is_some_and(|params| self.buffers.open(params))
            }
            _ => false,
        };
        if is_new {
            self.look();
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
        let _ = self.connection.sender.send(response.into());
    }
}
