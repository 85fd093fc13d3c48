use std::borrow::Cow;
use std::sync::OnceLock;

use super::Scope;
use super::expression::Expression;
use crate::analysis::Analyzer;
use crate::document::{Lexicon, PREVIEW, Phrases, PhrasesBuilder, STABLE, WordId};
use crate::findings::{Finding, Fingerprint, Identity, RuleId, Safety, Severity};
use crate::rules::{
    BuiltinPhrase, CodeCheck, PaperCheck, ParagraphCheck, RuleFile, RuleName, SentenceCheck,
    SuppressionCheck, builtin_names, builtin_number, builtin_phrase,
};
use crate::spec::{
    Detect, MeasureUnit, Near, Pattern, Per, PhraseList, Quantity, RuleSpec, SpecProblem, Stage, Unless,
};

/// Rules compiled for the pass. Immutable; threads share one.
pub struct RuleSet {
    rules: Vec<Rule>,
    analyzer: Analyzer,
    /// What they are as configured, once it was asked for.
    fingerprint: OnceLock<Fingerprint>,
    /// The phrases of the rules, index by index.
    pub(super) phrases: Vec<(Cow<'static, Phrases>, PhrasesOf)>,
    /// Those of rules that are no part of the program.
    phrase_entries: Vec<PhraseEntry>,
    /// The built-in rules of phrases that are in the set, by their numbers, each with its index into `unless`.
    builtin: Vec<Option<(RuleId, Option<u32>)>>,
    pub(super) patterns: Vec<PatternEntry>,
    /// Expressions that excuse what was found near them.
    pub(super) unless: Vec<(Expression, Near)>,
    /// The patterns that each word is an anchor of, by word.
    pub(super) anchors: Vec<Vec<u32>>,
    pub(super) measures: Vec<MeasureEntry>,
    pub(super) sentence_checks: Vec<(RuleId, Box<dyn SentenceCheck>)>,
    pub(super) paragraph_checks: Vec<(RuleId, Box<dyn ParagraphCheck>)>,
    pub(super) paper_checks: Vec<(RuleId, Box<dyn PaperCheck>)>,
    pub(super) suppression_checks: Vec<(RuleId, Box<dyn SuppressionCheck>)>,
    /// All rules that there are, whether in the set or not.
    pub(super) known: Vec<RuleName>,
}

/// A rule of a set.
pub struct Rule {
    /// The file it comes from.
    pub file: RuleFile,
    /// Where it looks.
    pub scope: Scope,
}

/// A phrase of a rule. An exception hides the rule's other phrases inside it.
struct PhraseEntry {
    rule: RuleId,
    is_exception: bool,
    replacement: Option<String>,
    safety: Option<Safety>,
    unless: Option<u32>,
}

/// Whose phrases an index has.
#[derive(Clone, Copy)]
pub(super) enum PhrasesOf {
    /// Rules that are a part of the program.
    Builtin,
    /// Rules of authors.
    Own,
}

/// What is to be done where a phrase was found.
#[derive(Clone, Copy)]
pub(super) struct PhraseOf<'r> {
    pub rule: RuleId,
    pub is_exception: bool,
    pub replacement: Option<&'r str>,
    pub safety: Option<Safety>,
    /// Index into the set's `unless`.
    pub unless: Option<u32>,
}

pub(super) struct PatternEntry {
    pub rule: RuleId,
    pub expression: Expression,
    /// Index into the set's `unless`.
    pub unless: Option<u32>,
    /// Whether only a group of the expression is marked.
    pub has_group: bool,
    /// Whether only the first sentence of a paragraph is looked at.
    pub opens: bool,
}

pub(super) struct MeasureEntry {
    pub rule: RuleId,
    pub of: Quantity,
    pub per: MeasureUnit,
    /// Index into the set's `unless`.
    pub unless: Option<u32>,
}

/// A rule file that cannot be used, with what is wrong.
#[derive(Clone, Debug)]
pub struct CompileError {
    /// The file.
    pub file: RuleFile,
    /// What is wrong with it.
    pub problem: SpecProblem,
}

impl RuleSet {
    /// Compiles rules. Findings name them by their order here.
    ///
    /// # Errors
    /// The first rule that cannot be used.
    pub fn compile(files: Vec<RuleFile>) -> Result<Self, Box<CompileError>> {
        let mut compiler = Compiler::default();
        for file in files {
            match compiler.add(&file) {
                Ok(()) => compiler.rules.push(Rule { scope: Scope::new(&file.spec), file }),
                Err(problem) => return Err(Box::new(CompileError { file, problem })),
            }
        }
        Ok(compiler.finish())
    }

    /// Returns the rules, in order.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// Returns the rule that a finding names.
    pub fn rule(&self, id: RuleId) -> &Rule {
        &self.rules[id.0 as usize]
    }

    /// Returns the id, summary and words of the rule that a finding names.
    pub fn spec(&self, finding: &Finding) -> &RuleSpec {
        &self.rule(finding.rule).file.spec
    }

    /// Returns a hash of the rules as they are configured: their files, severities and settings.
    pub fn fingerprint(&self) -> Fingerprint {
        *self.fingerprint.get_or_init(|| {
            let configured = |rule: &Rule| {
                let value = |name: &String| format!("{name} {:?}", rule.file.setting(name));
                let values: Vec<String> = rule.file.spec.settings.keys().map(value).collect();
                format!("{:?} {}", rule.file.level, values.join(" "))
            };
            let configured: Vec<String> = self.rules.iter().map(configured).collect();
            let files = self.rules.iter().zip(&configured);
            Fingerprint::of(files.flat_map(|(rule, configured)| [&*rule.file.text, configured.as_str()]))
        })
    }

    /// Says which rules there are besides these and the built-in ones, so that a comment may name them.
    pub fn know(&mut self, names: impl IntoIterator<Item = RuleName>) {
        for name in names {
            self.known.retain(|known| known.id != name.id);
            self.known.push(name);
        }
    }

    /// Returns the phrase of that number, if its rule is in the set.
    pub(super) fn phrase(&self, of: PhrasesOf, number: u32) -> Option<PhraseOf<'_>> {
        match of {
            PhrasesOf::Builtin => {
                let &BuiltinPhrase { rule, is_exception, replacement, fix } = builtin_phrase(number)?;
                let (rule, unless) = (*self.builtin.get(usize::from(rule))?)?;
                Some(PhraseOf { rule, is_exception, replacement, safety: fix.safety(), unless })
            }
            PhrasesOf::Own => {
                let &PhraseEntry { rule, is_exception, ref replacement, safety, unless } =
                    self.phrase_entries.get(number as usize)?;
                Some(PhraseOf { rule, is_exception, replacement: replacement.as_deref(), safety, unless })
            }
        }
    }

    /// Returns the words that the rules and the analyses ask about.
    pub fn lexicon(&self) -> &Lexicon {
        self.analyzer.lexicon()
    }

    /// Returns what reads the papers that the rules look at.
    pub(super) fn analyzer(&self) -> &Analyzer {
        &self.analyzer
    }
}

impl Rule {
    /// Returns a setting's value, if the rule has it.
    pub(super) fn setting(&self, name: &str) -> Option<u32> {
        self.file.setting(name)
    }

    /// Returns the severity to say of what was found with `found`. A configured level stands in for the severity of the rule's file: what
    /// the rule itself calls less stays so, and nothing is above the level.
    pub(super) fn leveled(&self, found: Severity) -> Severity {
        match self.file.level {
            None => found,
            Some(level) if found >= self.severity() => level,
            Some(level) => found.min(level),
        }
    }

    /// Returns the severity that its file names.
    pub fn severity(&self) -> Severity {
        self.file.spec.severity
    }

    /// Returns what one finding stands for.
    pub(super) fn per(&self) -> Per {
        self.file.spec.per
    }

    /// By what its findings are known.
    pub(super) fn identity(&self) -> Identity<'_> {
        let spec = &self.file.spec;
        Identity { rule: &spec.id, values: &spec.known_by, is_of_section: spec.per == Per::Section }
    }
}

#[derive(Default)]
struct Compiler {
    /// Whether the rule being added is a part of the program, whose expressions the tests check.
    is_builtin: bool,
    rules: Vec<Rule>,
    lexicon: Lexicon,
    phrases: PhrasesBuilder,
    phrase_entries: Vec<PhraseEntry>,
    builtin: Vec<Option<(RuleId, Option<u32>)>>,
    patterns: Vec<(PatternEntry, Vec<WordId>)>,
    unless: Vec<(Expression, Near)>,
    measures: Vec<MeasureEntry>,
    sentence_checks: Vec<(RuleId, Box<dyn SentenceCheck>)>,
    paragraph_checks: Vec<(RuleId, Box<dyn ParagraphCheck>)>,
    paper_checks: Vec<(RuleId, Box<dyn PaperCheck>)>,
    suppression_checks: Vec<(RuleId, Box<dyn SuppressionCheck>)>,
}

impl Compiler {
    /// Adds what finds.
    fn add(&mut self, file: &RuleFile) -> Result<(), SpecProblem> {
        let spec = &file.spec;
        self.is_builtin = file.is_builtin;
        let rule = RuleId(self.rules.len() as u16);
        if self.rules.iter().any(|known| known.file.id() == spec.id) {
            return Err(SpecProblem::at(
                "id",
                format!("there is already a rule `{}`; choose another id", spec.id),
            ));
        }
        self.add_detection(rule, file)
    }

    fn add_detection(&mut self, rule: RuleId, file: &RuleFile) -> Result<(), SpecProblem> {
        match &file.spec.detect {
            Detect::Phrases(phrases) => self.add_phrases(rule, phrases, &file.spec.id)?,
            Detect::Pattern(pattern) => self.add_pattern(rule, pattern)?,
            Detect::Measure(measure) => {
                let unless = self.add_unless(measure.unless.as_ref(), "detect.measure.unless.regex")?;
                self.measures.push(MeasureEntry { rule, of: measure.of, per: measure.per, unless });
            }
            Detect::Code(_) => match CodeCheck::of(file)? {
                CodeCheck::Sentence(check) => self.sentence_checks.push((rule, check)),
                CodeCheck::Paragraph(check) => self.paragraph_checks.push((rule, check)),
                CodeCheck::Paper(check) => self.paper_checks.push((rule, check)),
                CodeCheck::Suppression(check) => self.suppression_checks.push((rule, check)),
            },
        }
        Ok(())
    }

    fn add_phrases(&mut self, rule: RuleId, phrases: &PhraseList, id: &str) -> Result<(), SpecProblem> {
        let unless = self.add_unless(phrases.unless.as_ref(), "detect.phrases.unless.regex")?;
        // The index over the phrases of built-in rules was made when the program was built.
        if let Some(number) = builtin_number(id).filter(|_| self.is_builtin).map(usize::from) {
            self.builtin.resize(self.builtin.len().max(number + 1), None);
            self.builtin[number] = Some((rule, unless));
            return Ok(());
        }
        for (index, (find, phrase)) in phrases.written().enumerate() {
            let fix = phrase.map(|phrase| phrase.fix.unwrap_or(phrases.fix)).unwrap_or_default();
            let entry = PhraseEntry {
                rule,
                is_exception: phrase.is_none(),
                replacement: phrase.and_then(|phrase| phrase.replacement.clone()),
                safety: fix.safety(),
                unless: unless.filter(|_| phrase.is_some()),
            };
            let at = match index.checked_sub(phrases.list.len()) {
                None => format!("detect.phrases.list.{index}.find"),
                Some(index) => format!("detect.phrases.except.{index}"),
            };
            self.add_phrase(&find, entry, &at)?;
        }
        Ok(())
    }

    fn add_phrase(&mut self, find: &str, entry: PhraseEntry, at: &str) -> Result<(), SpecProblem> {
        let payload = self.phrase_entries.len() as u32;
        self.phrases
            .add(find, payload, &mut self.lexicon)
            .map_err(|error| SpecProblem::at(at, error.to_string()))?;
        self.phrase_entries.push(entry);
        Ok(())
    }

    fn add_pattern(&mut self, rule: RuleId, pattern: &Pattern) -> Result<(), SpecProblem> {
        let expression = self.expression(&pattern.regex, "detect.pattern.regex")?.holding(&pattern.holds);
        let unless = self.add_unless(pattern.unless.as_ref(), "detect.pattern.unless.regex")?;
        if pattern.anchors.is_empty() {
            return Err(SpecProblem::at(
                "detect.pattern.anchors",
                "name at least one word that stands in every match, so that other sentences cost nothing",
            ));
        }
        let anchors = pattern.anchors.iter().map(|word| self.lexicon.add(word)).collect();
        let has_group = pattern.regex.contains("?<at>") || pattern.regex.contains("?P<at>");
        let opens = pattern.opens;
        self.patterns.push((PatternEntry { rule, expression, unless, has_group, opens }, anchors));
        Ok(())
    }

    fn add_unless(&mut self, unless: Option<&Unless>, at: &str) -> Result<Option<u32>, SpecProblem> {
        let Some(unless) = unless else { return Ok(None) };
        let expression = self.expression(&unless.regex, at)?;
        self.unless.push((expression, unless.near));
        Ok(Some(self.unless.len() as u32 - 1))
    }

    fn expression(&self, written: &str, at: &str) -> Result<Expression, SpecProblem> {
        let expression = Expression::new(written);
        if !self.is_builtin {
            expression.check(at)?;
        }
        Ok(expression)
    }

    fn finish(self) -> RuleSet {
        let analyzer = Analyzer::new(self.lexicon);
        let lexicon = analyzer.lexicon();
        let mut anchors = vec![Vec::new(); lexicon.len()];
        let mut patterns = Vec::new();
        for (index, (pattern, words)) in self.patterns.into_iter().enumerate() {
            words.iter().for_each(|word| anchors[word.0 as usize].push(index as u32));
            patterns.push(pattern);
        }
        let mut phrases = Vec::new();
        for (stage, index) in [(Stage::Stable, &STABLE), (Stage::Preview, &PREVIEW)] {
            let asks = |rule: &Rule| {
                let spec = &rule.file.spec;
                rule.file.is_builtin && spec.stage == stage && matches!(spec.detect, Detect::Phrases(_))
            };
            if self.rules.iter().any(asks) {
                phrases.push((Cow::Borrowed(index), PhrasesOf::Builtin));
            }
        }
        if !self.phrase_entries.is_empty() {
            phrases.push((Cow::Owned(self.phrases.finish(lexicon)), PhrasesOf::Own));
        }
        let own = self.rules.iter().filter(|rule| !rule.file.is_builtin);
        let own: Vec<RuleName> = own.map(|rule| rule.file.name()).collect();
        let mut rules = RuleSet {
            rules: self.rules,
            phrases,
            analyzer,
            fingerprint: OnceLock::new(),
            phrase_entries: self.phrase_entries,
            builtin: self.builtin,
            patterns,
            unless: self.unless,
            anchors,
            measures: self.measures,
            sentence_checks: self.sentence_checks,
            paragraph_checks: self.paragraph_checks,
            paper_checks: self.paper_checks,
            suppression_checks: self.suppression_checks,
            known: builtin_names().collect(),
        };
        rules.know(own);
        rules
    }
}
