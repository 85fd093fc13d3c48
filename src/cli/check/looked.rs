use rayon::prelude::*;

use super::fix::{Checked, Mended};
use crate::check::{Lint, Scratch};
use crate::cli::args::{Choice, Common, Inputs};
use crate::cli::config::Configs;
use crate::cli::papers::{self, Gathered, PaperFiles};
use crate::config::Compiled;
use crate::findings::Safety;
use crate::output::Linted;
use crate::rules::editions::Edition;
use crate::source::Draft;

/// Papers as they are on the disk now, and what is found in them: what commands begin with that ask, or are asked, again and again.
pub struct Looked {
    /// What was gathered.
    pub gathered: Gathered,
    /// In the order they were gathered.
    pub papers: Vec<Checked>,
    rules: Compiled,
}

impl Looked {
    /// Reads papers and looks at them.
    ///
    /// # Errors
    /// When the arguments cannot mean anything, there is nothing to read, or rules cannot be used.
    pub fn at(
        inputs: &Inputs,
        choice: &Choice,
        common: &Common,
        said: impl FnOnce(Gathered) -> anyhow::Result<Gathered>,
    ) -> anyhow::Result<Self> {
        let configs = Configs::new(common, choice, inputs.root.as_deref())?;
        let mut gathered = said(papers::gather(inputs, &configs)?)?;
        let settings: Vec<_> = gathered.papers.iter().map(|paper| paper.settings.clone()).collect();
        let focus = gathered.papers.iter().map(|paper| paper.focus.clone()).collect();
        let rules = Compiled::new(&settings)?.showing(focus);
        let numbered: Vec<(usize, &mut PaperFiles)> = gathered.papers.iter_mut().enumerate().collect();
        let look = |scratch: &mut Scratch, (paper, files): (usize, &mut PaperFiles)| {
            let draft = files.take(&configs)?;
            let lint = rules.lint(paper, &draft, None, scratch);
            Ok(Checked { paper, draft, lint, places: files.homes.clone() })
        };
        let papers: anyhow::Result<Vec<Checked>> =
            numbered.into_par_iter().map_init(Scratch::default, look).collect();
        Ok(Self { papers: papers?, gathered, rules })
    }

    /// Returns the rules that were applied.
    pub fn rules(&self) -> &Compiled {
        &self.rules
    }

    /// Returns a paper with its rules, to be shown.
    pub fn linted<'l>(&'l self, checked: &'l Checked) -> Linted<'l> {
        let (rules, draft) = (self.rules.rules(checked.paper), &checked.draft);
        Linted { rules, draft, lint: &checked.lint, edition: Edition::newest() }
    }

    /// Returns the papers after all that can be mended was, in memory.
    pub fn mended(&self, most: Safety) -> Mended {
        let mut mended = Mended::nothing(self.papers.clone());
        mended.mend(most, |paper, draft, scratch| self.lint(paper, draft, scratch));
        mended
    }

    fn lint(&self, paper: usize, draft: &Draft, scratch: &mut Scratch) -> Lint {
        self.rules.lint(paper, draft, None, scratch)
    }
}
