//! `--add-suppressions`: puts comments that silence what is found into drafts, in memory; they are written as mended ones are.

use std::collections::BTreeSet;

use anyhow::bail;

use super::added::Added;
use super::fix::Mended;
use crate::check::mend::Edits;
use crate::check::{self, Scratch};
use crate::cli::loader::Home;
use crate::config::Compiled;
use crate::findings::Finding;
use crate::source::Draft;

impl Mended {
    /// Adds a comment with a reason for whatever is found and `is_shown`. A file that several papers share gets its comments from the first of them, and
    /// what the others need besides.
    ///
    /// # Errors
    /// When a draft cannot be written.
    pub fn allow(
        &mut self,
        rules: &Compiled,
        reason: &str,
        is_shown: impl Fn(&Finding) -> bool,
    ) -> anyhow::Result<()> {
        if self.papers.iter().flat_map(|checked| &checked.places).any(|home| *home == Home::Stdin) {
            bail!(
                "--add-suppressions writes into files, and a draft on standard input is none; name the file"
            );
        }
        let before: Vec<Draft> = self.papers.iter().map(|checked| checked.draft.clone()).collect();
        let mut scratch = Scratch::default();
        let mut written: Vec<Edits<Home>> = Vec::new();
        let mut added = Added { comments: 0, files: 0, left: 0 };
        for checked in &mut self.papers {
            let paper = checked.paper;
            let mut lint = |draft: &Draft| rules.lint(paper, draft, None, &mut scratch);
            written.iter().for_each(|edits| checked.edit(edits));
            let draft = &checked.draft;
            let comments = check::allow(draft, rules.rules(paper), reason, &mut lint, &is_shown);
            let mut edits = Edits::new();
            let mut seen = BTreeSet::new();
            for (span, text) in comments {
                let id = draft.file_of(span.start);
                let at = span.start - draft.file(id).base;
                match checked.places.get(id.0 as usize) {
                    Some(home @ Home::File(_)) if seen.insert((home.clone(), at)) => {
                        edits.entry(home.clone()).or_default().push((at..at, text));
                        added.comments += 1;
                    }
                    Some(Home::File(_)) => {}
                    _ => drop(self.done.elsewhere.insert(draft.file(id).name.clone())),
                }
            }
            checked.edit(&edits);
            checked.lint = lint(&checked.draft);
            added.left += checked.lint.findings.iter().filter(|finding| is_shown(finding)).count();
            written.push(edits);
        }
        self.compare(&before);
        added.files = self.changed.len();
        self.added = Some(added);
        Ok(())
    }
}
