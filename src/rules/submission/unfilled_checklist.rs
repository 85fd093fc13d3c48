//! `unfilled-checklist`: an answer of a checklist that is still to be given.

use memchr::memmem;

use crate::analysis::Paper;
use crate::findings::{Place, Report, Severity};
use crate::rules::{PaperCheck, Words};
use crate::source::File;

/// Commands that stand for an answer.
#[derive(serde::Deserialize)]
pub struct UnfilledChecklist {
    open: Words,
}

impl PaperCheck for UnfilledChecklist {
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        // Most papers have none, and their commands need not be found.
        let holds = |file: &File| {
            self.open.iter().any(|name| memmem::find(file.text.as_bytes(), name.as_bytes()).is_some())
        };
        if !paper.draft.files().iter().any(holds) {
            return;
        }
        for command in paper.written().commands.iter().filter(|command| self.open.contains(command.name)) {
            let found = paper.draft.text(command.span);
            out.place(Place::source(command.span), Severity::Error).value("found", found);
        }
    }
}
