//! Rules compiled for the papers of a run, and applied with the settings of each file.

use std::sync::Arc;

use super::file::{Problem, Problems};
use super::layers::Settings;
use super::rule_settings::RuleSettings;
use super::rules::Rules;
use crate::check::{Changes, Lint, RuleSet, Scratch, lint_changes};
use crate::findings::{self, Finding, Severity};
use crate::rules::RuleFile;
use crate::source::{Declared, Draft, Span};
use crate::spec::Stage;

/// The compiled rules of the papers of a run; what is the same for several is compiled once.
pub struct Compiled {
    papers: Vec<PaperRules>,
    /// For each paper whether what is found in each of its files is shown; none where all is.
    focus: Vec<Option<Vec<bool>>>,
}

/// Rule sets that were compiled, each once.
#[derive(Default)]
pub struct Sets(Vec<Arc<Set>>);

/// The rules of a paper, with the settings of each of its files.
pub struct PaperRules {
    set: Arc<Set>,
    /// For each file of the paper: its settings, and the pass that has them.
    files: Vec<(Arc<Settings>, usize)>,
}

/// Rule sets of the same rules in the same order, each with other settings.
struct Set {
    known: Arc<Rules>,
    /// Which of the known rules.
    rules: Vec<usize>,
    passes: Vec<Pass>,
    compiled: Vec<RuleSet>,
}

/// What a pass over a paper depends on.
#[derive(Clone, PartialEq)]
struct Pass {
    declared: Arc<Declared>,
    /// One for each rule of the set.
    rules: Vec<Changed>,
}

/// What a configuration changes of a rule.
#[derive(Clone, PartialEq)]
struct Changed {
    level: Option<Severity>,
    settings: Vec<(String, u32)>,
}

impl Compiled {
    /// Returns the rules for papers, of each of which the settings of its files are given.
    pub fn new(papers: &[Vec<Arc<Settings>>]) -> Result<Self, Problems> {
        let mut sets = Sets::default();
        let papers = papers.iter().map(|files| sets.of(files)).collect::<Result<_, _>>()?;
        Ok(Self { papers, focus: Vec::new() })
    }

    /// Returns the same, which give of each paper what is found in some of its files, where these are said.
    pub fn showing(self, focus: Vec<Option<Vec<bool>>>) -> Self {
        Self { focus, ..self }
    }

    /// Returns the rules of a paper, which its findings name.
    pub fn rules(&self, paper: usize) -> &RuleSet {
        self.papers[paper].rules()
    }

    /// Returns whether there are rules in preview that are not applied to a paper.
    pub fn leaves_preview(&self, paper: usize) -> bool {
        let settings = self.papers[paper].files.first().map(|(settings, _)| &**settings);
        let mut rules =
            settings.into_iter().flat_map(|settings| settings.known.all.iter().zip(&settings.rules));
        rules.any(|(rule, on)| rule.stage() == Stage::Preview && !on.is_on.value)
    }

    /// Returns the ids of the rules that are applied to a file of a paper, and of which what they find is shown.
    pub fn applied(&self, paper: usize, file: usize) -> impl Iterator<Item = &str> {
        let settings = self.papers[paper].files.get(file).map(|(settings, _)| &**settings);
        settings.filter(|_| self.shows(paper, file)).into_iter().flat_map(|settings| {
            let rules = settings.known.all.iter().zip(&settings.rules);
            rules.filter(|(_, rule)| rule.is_on.value).map(|(rule, _)| rule.id())
        })
    }

    /// Returns what is found in a paper: in each of its files with the settings of that file.
    /// Where changes are given, only what changed.
    pub fn lint(
        &self,
        paper: usize,
        draft: &Draft,
        changes: Option<&Changes>,
        scratch: &mut Scratch,
    ) -> Lint {
        let mut lint = self.papers[paper].lint(draft, changes, scratch);
        let is_shown = |span: Span| self.shows(paper, draft.file_of(span.start).0 as usize);
        lint.findings.retain(|finding| is_shown(finding.place.first()));
        for finding in &mut lint.findings {
            // A file that nobody asked for is not changed.
            let fix = finding.fix.take();
            finding.fix = fix.filter(|fix| fix.edits.iter().all(|edit| is_shown(edit.span)));
        }
        lint
    }

    /// Returns whether what is found in a file of a paper is shown.
    fn shows(&self, paper: usize, file: usize) -> bool {
        let focus = self.focus.get(paper).and_then(Option::as_ref);
        focus.is_none_or(|files| files.get(file).copied().unwrap_or(false))
    }
}

impl PaperRules {
    /// Returns the rules, which findings name.
    pub fn rules(&self) -> &RuleSet {
        &self.set.compiled[0]
    }

    /// Returns what is found in all files of the paper, in each with its settings. Where changes are given, only what changed.
    pub fn lint(&self, draft: &Draft, changes: Option<&Changes>, scratch: &mut Scratch) -> Lint {
        let Self { set, files } = self;
        let mut whole = lint_changes(draft, &set.compiled[0], changes, scratch);
        let is_alike = files.iter().all(|(settings, _)| Arc::ptr_eq(settings, &files[0].0));
        if is_alike {
            return whole;
        }
        let holds = |finding: &Finding, pass: usize| {
            let (settings, of) = &files[draft.file_of(finding.place.first().start).0 as usize];
            *of == pass && settings.rules[set.rules[finding.rule.0 as usize]].is_on.value
        };
        whole.findings.retain(|finding| holds(finding, 0));
        for (index, pass) in set.passes.iter().enumerate().skip(1) {
            let draft = draft.clone().declaring(pass.declared.clone());
            let found = lint_changes(&draft, &set.compiled[index], changes, scratch).findings;
            whole.findings.extend(found.into_iter().filter(|finding| holds(finding, index)));
        }
        findings::sort(&mut whole.findings);
        whole
    }
}

impl Sets {
    /// Returns the rules of a paper, of each of whose files the settings are given, the main file first.
    ///
    /// # Errors
    /// When no rule is left, or one cannot be used.
    pub fn of(&mut self, files: &[Arc<Settings>]) -> Result<PaperRules, Problems> {
        let is_on = |rule: usize| files.iter().any(|settings| settings.rules[rule].is_on.value);
        let Some(known) = files.first().map(|main| &main.known) else {
            return Err(Problem::plain("a paper has a file at least").into());
        };
        let rules: Vec<usize> = (0..known.all.len()).filter(|rule| is_on(*rule)).collect();
        if rules.is_empty() {
            let message = "no rule is left to apply; `paperlint rules` lists them all";
            return Err(Problem::plain(message).into());
        }
        let mut passes: Vec<Pass> = Vec::new();
        let mut of = Vec::new();
        for settings in files {
            let pass = Pass::new(settings, &rules);
            let index = passes.iter().position(|known| *known == pass).unwrap_or_else(|| {
                passes.push(pass);
                passes.len() - 1
            });
            of.push((settings.clone(), index));
        }
        let is_same =
            |set: &&Arc<Set>| Arc::ptr_eq(&set.known, known) && set.rules == rules && set.passes == passes;
        if let Some(set) = self.0.iter().find(is_same) {
            return Ok(PaperRules { set: set.clone(), files: of });
        }
        let set = Arc::new(Set::compile(known.clone(), rules, passes)?);
        self.0.push(set.clone());
        Ok(PaperRules { set, files: of })
    }
}

impl Set {
    fn compile(known: Arc<Rules>, rules: Vec<usize>, passes: Vec<Pass>) -> Result<Self, Problems> {
        let file = |rule: &usize, pass: &Pass, at: usize| {
            let mut file: RuleFile = known.all[*rule].clone();
            let changes = &pass.rules[at];
            file.level = changes.level;
            for (name, value) in &changes.settings {
                // The merge has looked at names and bounds.
                file.change(name, *value);
            }
            file
        };
        let compile = |pass: &Pass| {
            let files = rules.iter().enumerate().map(|(at, rule)| file(rule, pass, at)).collect();
            let mut rules = RuleSet::compile(files).map_err(|error| known.problem(*error))?;
            rules.know(known.all.iter().filter(|rule| !rule.is_builtin).map(RuleFile::name));
            Ok::<_, Problem>(rules)
        };
        let compiled = passes.iter().map(compile).collect::<Result<_, _>>()?;
        Ok(Self { known, rules, passes, compiled })
    }
}

impl Pass {
    fn new(settings: &Settings, rules: &[usize]) -> Self {
        let of = |rule: &RuleSettings| Changed {
            level: rule.level.as_ref().map(|level| level.value),
            settings: rule.settings.iter().map(|(name, value)| (name.clone(), value.value)).collect(),
        };
        let rules = rules.iter().map(|rule| of(&settings.rules[*rule])).collect();
        Self { declared: settings.declared.clone(), rules }
    }
}
