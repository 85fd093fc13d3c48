use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::{BuildHasher, BuildHasherDefault};

use rustc_hash::FxHasher;

use super::fix::Checked;
use crate::cli::console::Console;
use crate::cli::papers::PaperFiles;
use crate::config::Compiled;
use crate::output::counted;

/// Papers may share files. What is found in a shared file in the same words is kept for the first of them.
pub struct Once {
    /// The names of files that several papers have.
    shared: HashSet<String>,
    /// By a hash of each finding in such a file: the paper that has it first.
    first: HashMap<u64, usize>,
}

impl Once {
    /// Nothing was found in these papers yet.
    pub fn new(papers: &[PaperFiles]) -> Self {
        let mut seen = HashSet::new();
        // A paper may read a file twice.
        let files = papers.iter().flat_map(|paper| paper.names.iter().collect::<HashSet<_>>());
        let shared = files.filter(|name| !seen.insert(*name)).cloned().collect();
        Self { shared, first: HashMap::new() }
    }

    /// Takes out of a paper what one before it has already.
    pub fn keep(
        &mut self,
        checked: &mut Checked,
        papers: &[PaperFiles],
        rules: &Compiled,
        console: &Console,
    ) {
        let (paper, draft) = (checked.paper, &checked.draft);
        let mut known_by: BTreeMap<usize, usize> = BTreeMap::new();
        checked.lint.findings.retain(|finding| {
            let span = finding.place.first();
            let file = draft.file(draft.file_of(span.start));
            if !self.shared.contains(&file.name) {
                return true;
            }
            let (start, end) = (span.start.saturating_sub(file.base), span.end.saturating_sub(file.base));
            let rule = &rules.rules(paper).spec(finding).id;
            let values = format!("{:?}", finding.values);
            let hasher = BuildHasherDefault::<FxHasher>::default();
            let key = hasher.hash_one((&file.name, start, end, rule, values));
            let known = *self.first.entry(key).or_insert(paper);
            if known != paper {
                *known_by.entry(known).or_default() += 1;
            }
            known == paper
        });
        for (known, count) in known_by {
            console.notice(&format!(
                "{} shares files with {}; {} there {} shown once",
                draft.main().name,
                papers[known].name(),
                counted(count as u64, "finding", "findings"),
                if count == 1 { "is" } else { "are" },
            ));
        }
    }
}
