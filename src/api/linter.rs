use std::fmt;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::{Config, ConfigError, Draft, Fixed, Notice, Report};
use crate::analysis::{Analyzer, Paper, Scratch};
use crate::check::Lint;
use crate::check::mend::{Checked, mend};
use crate::config::{PaperRules, Problems, Sets, Settings};
use crate::findings::Safety;
use crate::output::{
    AbstractPage, Linted, ReaderPage, ResultsPage, Rule, Seen, StatsPage, diagnostics, not_checked,
};
use crate::rules::editions::Edition;
use crate::rules::venues::Venue;
use crate::source;

/// Rules with their settings, ready to look at drafts.
///
/// Making one takes as long as linting a paper or two, so keep it: it is immutable, and any number of threads may share one. It keeps
/// nothing of a draft. With the same draft it gives the same everywhere and at all times, reads nothing and never fails.
///
/// ```
/// use paperlint::{Draft, Linter, Severity};
///
/// let draft = Draft::new("paper.md", "# Speed\n\nWe measured the the speed of our program.");
/// let report = Linter::default().lint(&draft);
/// let doubled = report.diagnostics.iter().find(|found| found.rule == "doubled-word").unwrap();
/// assert_eq!(doubled.region.start.line, 3);
/// ```
pub struct Linter {
    config: Config,
    /// What was compiled for the papers so far: one rule set, or several where settings differ between files.
    sets: Mutex<Sets>,
    /// What the views read drafts with.
    analyzer: OnceLock<Analyzer>,
}

impl Default for Linter {
    /// Returns a linter with the rules and settings that hold where nothing is configured.
    fn default() -> Self {
        Self::new(Config::default())
    }
}

impl fmt::Debug for Linter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Linter").field("config", &self.config).finish_non_exhaustive()
    }
}

impl Linter {
    fn new(config: Config) -> Self {
        Self { config, sets: Mutex::default(), analyzer: OnceLock::new() }
    }

    /// Returns a linter with the rules that a configuration switches on, and its settings.
    ///
    /// # Errors
    /// When no rule is left, or one cannot be used.
    pub fn with_config(config: &Config) -> Result<Self, ConfigError> {
        let linter = Self::new(config.clone());
        linter.compiled(&[config.settings("")?])?;
        Ok(linter)
    }

    /// Returns what is found in a draft.
    pub fn lint(&self, draft: &Draft) -> Report {
        let (draft, rules) = match self.rules_of(draft) {
            Ok(known) => known,
            Err(problems) => return Report::without_rules(problems),
        };
        let lint = rules.lint(&draft, None, &mut Scratch::default());
        Report::of(&draft, &rules, &lint)
    }

    /// Returns the draft after all fixes up to `most` were made that do not get in each other's way, round by round until none is left or
    /// ten rounds are over. A fix is made only where the draft then reads as meant.
    ///
    /// ```
    /// use paperlint::{Draft, Linter, Safety};
    ///
    /// let draft = Draft::new("paper.md", "# Speed\n\nWe measured the the speed of our program.");
    /// let fixed = Linter::default().fix(&draft, Safety::Safe);
    /// assert_eq!(fixed.count, 1);
    /// assert!(fixed.draft.files().next().unwrap().text.ends_with("We measured the speed of our program."));
    /// ```
    pub fn fix(&self, draft: &Draft, most: Safety) -> Fixed {
        let (inner, rules) = match self.rules_of(draft) {
            Ok(known) => known,
            Err(problems) => {
                return Fixed { draft: draft.clone(), count: 0, report: Report::without_rules(problems) };
            }
        };
        let mut scratch = Scratch::default();
        let lint = rules.lint(&inner, None, &mut scratch);
        let mut papers = [Checked::alone(inner, lint)];
        let mended = mend(&mut papers, most, |_| true, |_, draft| rules.lint(draft, None, &mut scratch));
        let [Checked { draft: inner, lint, .. }] = papers;
        let report = Report::of(&inner, &rules, &lint);
        Fixed { draft: Draft { inner }, count: mended.count, report }
    }

    /// Returns each section of a draft that reports results, and whether a reader can tell if these were planned or found on the way.
    ///
    /// ```
    /// use paperlint::{Draft, Linter};
    ///
    /// let text = "# Study 1\n\n## Results\n\nAs preregistered, the treated group was faster, t(38) = 2.4, p = .021.";
    /// let results = Linter::default().results(&Draft::new("paper.md", text));
    /// assert_eq!(results.sections[0].heading, "Results");
    /// ```
    pub fn results(&self, draft: &Draft) -> ResultsPage {
        self.view(draft, |paper, _| ResultsPage::of(paper))
    }

    /// Returns what each sentence of the abstract of a draft does, what is missing, and what the configured venue asks.
    ///
    /// ```
    /// use paperlint::{Draft, Linter};
    ///
    /// let draft = Draft::new("paper.md", "# Abstract\n\nWe measured how fast cats run.");
    /// let found = Linter::default().abstract_of(&draft);
    /// assert_eq!((found.present, found.words), (true, 6));
    /// ```
    pub fn abstract_of(&self, draft: &Draft) -> AbstractPage {
        self.view(draft, AbstractPage::of)
    }

    /// Returns each acronym, name, term and symbol that a reader of a draft meets, and where it is explained.
    ///
    /// ```
    /// use paperlint::{Draft, Linter};
    ///
    /// let draft = Draft::new("paper.md", "# Speed\n\nThe quick zebra network (QZN) is fast. We trained the QZN.");
    /// let met = Linter::default().acronyms(&draft);
    /// assert_eq!(met.items[0].means.as_deref(), Some("quick zebra network"));
    /// ```
    pub fn acronyms(&self, draft: &Draft) -> ReaderPage {
        self.view(draft, |paper, _| ReaderPage::of(paper))
    }

    /// Returns how many words, sentences and paragraphs each section of a draft has, and how long its sentences are.
    ///
    /// ```
    /// use paperlint::{Draft, Linter};
    ///
    /// let draft = Draft::new("paper.md", "# Speed\n\nCats run. So do dogs.");
    /// assert_eq!(Linter::default().stats(&draft).text.words, 5);
    /// ```
    pub fn stats(&self, draft: &Draft) -> StatsPage {
        self.view(draft, |paper, _| StatsPage::of(paper))
    }

    /// Returns what `look` makes of a draft and of its venue.
    fn view<V>(&self, draft: &Draft, look: impl FnOnce(&Paper<'_>, Option<&Venue>) -> V) -> V {
        // The settings of a main file were looked at when the configuration was read.
        let settings = self.config.settings(&draft.inner.main().name).ok();
        let declared = settings.as_ref().map(|main| main.declared.clone()).unwrap_or_default();
        let venue = settings.as_ref().and_then(|main| main.venue.as_ref());
        let venue = venue.map(|venue| venue.value.clone());
        let draft = draft.inner.clone().declaring(declared);
        let analyzer = self.analyzer.get_or_init(Analyzer::default);
        analyzer.paper(&draft, &mut Scratch::default(), |paper| look(paper, venue.as_deref()))
    }

    /// Returns the rules that are applied to a file of which nothing is said apart from others, by theme.
    pub fn rules(&self) -> Vec<Rule> {
        let rules = self.config.settings("").map_err(ConfigError::from);
        let rules = rules.and_then(|settings| Ok(self.compiled(&[settings])?));
        rules.map(|rules| rules.rules().rules().iter().map(Rule::of).collect()).unwrap_or_default()
    }

    /// Returns a draft with what its configuration says of it, and the rules for its files.
    fn rules_of(&self, draft: &Draft) -> Result<(source::Draft, PaperRules), Problems> {
        let settings = draft.files().map(|file| self.config.settings(file.name));
        let settings: Vec<Arc<Settings>> = settings.collect::<Result<_, _>>()?;
        let declared = settings.first().map(|main| main.declared.clone()).unwrap_or_default();
        Ok((draft.inner.clone().declaring(declared), self.compiled(&settings)?))
    }

    fn compiled(&self, settings: &[Arc<Settings>]) -> Result<PaperRules, Problems> {
        self.sets.lock().unwrap_or_else(PoisonError::into_inner).of(settings)
    }
}

impl Report {
    fn of(draft: &source::Draft, rules: &PaperRules, lint: &Lint) -> Self {
        let linted = Linted { rules: rules.rules(), draft, lint, edition: Edition::newest() };
        Self {
            diagnostics: diagnostics(linted, &mut Seen::default()),
            notices: not_checked(linted).into_iter().map(Notice::from).collect(),
            words: lint.words,
        }
    }

    /// Of a draft that no rule was applied to.
    fn without_rules(problems: Problems) -> Self {
        let notice = Notice { kind: "rules", region: None, text: ConfigError::from(problems).to_string() };
        Self { diagnostics: Vec::new(), notices: vec![notice], words: 0 }
    }
}
