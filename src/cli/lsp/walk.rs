//! A look at every paper of the folders that an editor has open, one paper after the other, so that what is typed meanwhile comes first.

use gen_lsp_types as lsp;
use lsp_server::Message;
use serde_json::json;

use super::client::Client;
use super::desk::Desk;
use super::marks::Marks;
use super::messages::{notification, request};
use super::papers::Papers;
use crate::check::mend::Checked;
use crate::cli::loader::Unsaved;

/// A look at all papers that is under way.
pub struct Walk {
    papers: Papers,
    open: Unsaved,
    next: usize,
    looked: Vec<Checked<u32>>,
    /// By what the editor knows the progress of it, where it shows that.
    token: Option<lsp::ProgressToken>,
}

impl Walk {
    /// Finds the papers. Gives what the editor is to be told, too.
    ///
    /// # Errors
    /// When what the editor or the command line names cannot be used.
    pub fn begin(desk: &Desk, token: Option<lsp::ProgressToken>) -> anyhow::Result<(Self, Vec<Message>)> {
        let papers = Papers::below(&desk.buffers, &desk.client, &desk.common)?;
        let open = desk.buffers.unsaved();
        let log = |told: &String| {
            let params = lsp::LogMessageParams::new(lsp::MessageType::Warning, told.clone());
            notification("window/logMessage", &params)
        };
        let mut said: Vec<Message> = papers.told.iter().map(log).collect();
        let token = token.or_else(|| own_token(&desk.client, &mut said));
        let walk = Self { papers, open, next: 0, looked: Vec::new(), token };
        said.extend(walk.progress(&json!({ "kind": "begin", "title": "paperlint", "percentage": 0 })));
        Ok((walk, said))
    }

    /// Looks at the next paper; one that can no longer be read is left out. Gives what the editor is to be told of it, and all marks where it was the last one.
    pub fn step(&mut self, desk: &mut Desk) -> (Vec<Message>, Option<Marks>) {
        let count = self.papers.count();
        if self.next < count {
            self.looked.extend(self.papers.look(self.next, (&self.open, &desk.buffers), &mut desk.scratch));
            self.next += 1;
            let report = json!({
                "kind": "report",
                "message": format!("{} of {count} papers", self.next),
                "percentage": self.next * 100 / count,
            });
            return (self.progress(&report).into_iter().collect(), None);
        }
        let looked = self.papers.say(std::mem::take(&mut self.looked), &desk.buffers, &desk.client);
        let marks = Marks::of(&looked, &desk.client).with_configs(&self.papers, &desk.buffers, &desk.client);
        (self.end().into_iter().collect(), Some(marks))
    }

    /// That it is over, or was given up.
    pub fn end(&self) -> Option<Message> {
        self.progress(&json!({ "kind": "end" }))
    }

    fn progress(&self, value: &serde_json::Value) -> Option<Message> {
        let token = self.token.as_ref()?;
        Some(notification("$/progress", &json!({ "token": token, "value": value })))
    }
}

/// Returns a token that the editor is asked to show progress by, where it can.
fn own_token(client: &Client, said: &mut Vec<Message>) -> Option<lsp::ProgressToken> {
    let token: lsp::ProgressToken = "paperlint".to_owned().into();
    client.shows_progress.then(|| {
        said.push(request("window/workDoneProgress/create", json!({ "token": token })));
        token
    })
}
