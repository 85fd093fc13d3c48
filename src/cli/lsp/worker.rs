//! The thread that reads papers, checks them and answers. Of the texts that wait for it, it looks at the newest alone.

use std::collections::HashSet;
use std::sync::mpsc::{Receiver, TryRecvError};

use gen_lsp_types as lsp;
use lsp_server::{Connection, ErrorCode, Message, Request, RequestId, Response};
use serde_json::Value;

use super::buffers::Edit;
use super::client::{Client, GO_TO_REASON};
use super::desk::Desk;
use super::marks::Marks;
use super::messages::said;
use super::walk::Walk;
use super::{actions, completion, hover, pages, reason};
use crate::cli::args::Common;

/// What the worker is to do.
pub enum Job {
    /// Make an edit and look at the papers of what is open.
    Edit(Box<Edit>),
    /// Look anew, where files on disk changed.
    Reload,
    /// Look anew, where other folders are open.
    Folders(lsp::WorkspaceFoldersChangeEvent),
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
    /// What is marked in a file.
    Marks(lsp::DocumentDiagnosticParams),
    /// What is marked in all files.
    AllMarks(lsp::WorkspaceDiagnosticParams),
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
            "textDocument/diagnostic" => serde_json::from_value(params).map(Self::Marks),
            "workspace/diagnostic" => serde_json::from_value(params).map(Self::AllMarks),
            other => return Err((ErrorCode::MethodNotFound, format!("{other} is not known here"))),
        };
        said.map_err(|error| (ErrorCode::InvalidParams, error.to_string()))
    }

    /// Returns whether it is answered of the newest text, whichever was there when it was asked.
    fn is_of_any_text(&self) -> bool {
        matches!(self, Self::Marks(_) | Self::AllMarks(_))
    }
}

/// Returns the number of a question, as the framing has it.
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
    /// The look at all papers that is under way.
    walk: Option<Walk>,
    /// Who asked what is marked in all files, and waits for that look.
    waiting: Vec<(RequestId, lsp::WorkspaceDiagnosticParams)>,
    /// What is marked in all papers of the folders, as they are on disk; none where that is not known.
    all: Option<Marks>,
}

impl<'c> Worker<'c> {
    /// One that has looked at nothing yet.
    pub fn new(client: Client, common: Common, connection: &'c Connection) -> Self {
        let desk = Desk::new(client, common);
        Self { desk, connection, walk: None, waiting: Vec::new(), all: None }
    }

    /// Works until nobody has work for it. What can wait goes on as long as there is no message.
    pub fn run(mut self, todo: &Receiver<Job>) {
        loop {
            let next = match self.walk {
                Some(_) => todo.try_recv(),
                None => todo.recv().map_err(|_| TryRecvError::Disconnected),
            };
            match next {
                Ok(first) => self.work(std::iter::once(first).chain(todo.try_iter()).collect()),
                Err(TryRecvError::Empty) => self.step(),
                Err(TryRecvError::Disconnected) => return,
            }
        }
    }

    fn work(&mut self, jobs: Vec<Job>) {
        let is_change = |job: &Job| matches!(job, Job::Edit(_) | Job::Reload | Job::Folders(_));
        let newest = jobs.iter().rposition(is_change);
        let cancelled =
            jobs.iter().filter_map(|job| if let Job::Cancel(id) = job { Some(id.clone()) } else { None });
        let cancelled: HashSet<RequestId> = cancelled.collect();
        let mut later = Vec::new();
        for (at, job) in jobs.into_iter().enumerate() {
            let is_old = newest.is_some_and(|newest| at < newest);
            match job {
                Job::Edit(edit) => self.desk.take(*edit),
                Job::Reload => self.desk.forget_files(),
                Job::Folders(event) => {
                    self.desk.client.change_folders(event);
                    self.desk.forget_files();
                }
                Job::Cancel(id) => self.cancel(&id),
                Job::Answer(id, _) if cancelled.contains(&id) => {
                    self.refuse(id, ErrorCode::RequestCanceled, "cancelled");
                }
                Job::Answer(id, question) if is_old && question.is_of_any_text() => {
                    later.push((id, question))
                }
                Job::Answer(id, _) if is_old => {
                    self.refuse(id, ErrorCode::ContentModified, "the text has changed since");
                }
                Job::Answer(id, question) => self.answer(id, question),
            }
            if newest == Some(at) {
                self.look();
                for (id, question) in std::mem::take(&mut later) {
                    self.answer(id, question);
                }
            }
        }
    }

    /// Looks at the papers on the desk and tells what is found.
    fn look(&mut self) {
        if self.desk.papers.is_none() {
            // What was forgotten there is not known of other papers, either.
            self.all = None;
            self.end_walk();
        }
        self.desk.look().into_iter().for_each(|message| self.send(message));
        if !self.waiting.is_empty() && self.walk.is_none() {
            self.begin_walk(None);
        }
    }

    /// Looks at one more of all papers.
    fn step(&mut self) {
        let Some(walk) = &mut self.walk else { return };
        let (said, marks) = walk.step(&mut self.desk);
        said.into_iter().for_each(|message| self.send(message));
        if marks.is_some() {
            self.walk = None;
            self.all = marks;
            for (id, params) in std::mem::take(&mut self.waiting) {
                self.answer_all(id, &params);
            }
        }
    }

    fn begin_walk(&mut self, token: Option<lsp::ProgressToken>) {
        match Walk::begin(&self.desk, token) {
            Ok((walk, said)) => {
                said.into_iter().for_each(|message| self.send(message));
                self.walk = Some(walk);
            }
            Err(error) => {
                for (id, _) in std::mem::take(&mut self.waiting) {
                    self.refuse(id, ErrorCode::RequestFailed, &format!("{error:#}"));
                }
            }
        }
    }

    fn end_walk(&mut self) {
        self.walk.take().and_then(|walk| walk.end()).into_iter().for_each(|message| self.send(message));
    }

    /// Leaves a question alone that waits for a look at all papers.
    fn cancel(&mut self, id: &RequestId) {
        let before = self.waiting.len();
        self.waiting.retain(|(waiting, _)| waiting != id);
        if self.waiting.len() < before {
            self.refuse(id.clone(), ErrorCode::RequestCanceled, "cancelled");
            if self.waiting.is_empty() {
                self.end_walk();
            }
        }
    }

    fn answer(&mut self, id: RequestId, question: Question) {
        let desk = &mut self.desk;
        let answer = match question {
            Question::Actions(params) => said(&actions::of(desk, &params)),
            Question::Resolve(action) => match actions::resolved(desk, *action) {
                Ok(action) => said(&action),
                Err(why) => return self.refuse(id, ErrorCode::RequestFailed, &why),
            },
            Question::Hover(params) => said(&hover::hover(desk, &params)),
            Question::Symbols(params) => said(&pages::symbols(desk, &params)),
            Question::Lenses(params) => said(&pages::lenses(desk, &params)),
            Question::Complete(params) => said(&completion::of(desk, &params)),
            Question::Marks(params) => {
                said(&desk.marks.pulled(&params, &desk.looked, &desk.buffers, &desk.client))
            }
            Question::AllMarks(params) => {
                if self.all.is_some() {
                    return self.answer_all(id, &params);
                }
                let token = params.work_done_progress_params.work_done_token.clone();
                self.waiting.push((id, params));
                if self.walk.is_none() {
                    self.begin_walk(token);
                }
                return;
            }
            Question::Command(params) if params.command == GO_TO_REASON => {
                reason::shown(desk, &params).into_iter().for_each(|message| self.send(message));
                Value::Null
            }
            Question::Command(params) => match pages::command(desk, &params) {
                Ok(page) => page,
                Err((code, why)) => return self.refuse(id, code, &why),
            },
        };
        self.reply(id, answer);
    }

    fn answer_all(&self, id: RequestId, params: &lsp::WorkspaceDiagnosticParams) {
        let all = self.all.as_ref().map(|all| self.desk.marks.clone().or(all)).unwrap_or_default();
        self.reply(id, said(&all.pulled_all(params, &self.desk.buffers)));
    }

    fn reply(&self, id: RequestId, answer: Value) {
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
