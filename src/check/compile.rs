use regex::Regex;

use super::Scope;
use crate::analysis::Vocabulary;
use crate::document::{Lexicon, Phrases, PhrasesBuilder, WordId};
use crate::findings::{Finding, RuleId, Safety, Severity};
use crate::rules::spec::{Detect, FixLevel, Measure, Per, RuleSpec, SpecProblem};
use crate::rules::{CodeCheck, PaperCheck, ParagraphCheck, RuleFile, SentenceCheck, Settings};

/// Rules compiled for the pass. Immutable; threads share one.
pub struct RuleSet {
    rules: Vec<Rule>,
    lexicon: Lexicon,
    vocabulary: Vocabulary,
    pub(super) phrases: Phrases,
    pub(super) phrase_entries: Vec<PhraseEntry>,
    pub(super) patterns: Vec<PatternEntry>,
    /// The patterns that each word is an anchor of, by word.
    pub(super) anchors: Vec<Vec<u32>>,
    pub(super) measures: Vec<(RuleId, Measure)>,
    pub(super) sentence_checks: Vec<(RuleId, Box<dyn SentenceCheck>)>,
    pub(super) paragraph_checks: Vec<(RuleId, Box<dyn ParagraphCheck>)>,
    pub(super) paper_checks: Vec<(RuleId, Box<dyn PaperCheck>)>,
}

/// A rule of a set.
pub struct Rule {
    /// The file it comes from.
    pub file: RuleFile,
    /// The severity its file names.
    pub severity: Severity,
    /// Where it looks.
    pub scope: Scope,
}

pub(super) struct PhraseEntry {
    pub rule: RuleId,
    pub replacement: Option<String>,
    pub safety: Option<Safety>,
}

pub(super) struct PatternEntry {
    pub rule: RuleId,
    pub regex: Regex,
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
            if let Err(problem) = compiler.add(&file) {
                return Err(Box::new(CompileError { file, problem }));
            }
        }
        Ok(compiler.finish())
    }

    /// The rules, in order.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// The rule that a finding names.
    pub fn rule(&self, id: RuleId) -> &Rule {
        &self.rules[id.0 as usize]
    }

    /// The id, summary and words of the rule that a finding names.
    pub fn spec(&self, finding: &Finding) -> &RuleSpec {
        &self.rule(finding.rule).file.spec
    }

    /// The words that the rules and the analyses ask about.
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// The words of the analyses.
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }
}

impl Rule {
    /// A setting's value, if the rule has it.
    pub(super) fn setting(&self, name: &str) -> Option<u32> {
        self.file.spec.settings.get(name).map(|setting| setting.default)
    }

    /// What one finding stands for.
    pub(super) fn per(&self) -> Per {
        self.file.spec.per
    }
}

#[derive(Default)]
struct Compiler {
    rules: Vec<Rule>,
    lexicon: Lexicon,
    phrases: PhrasesBuilder,
    phrase_entries: Vec<PhraseEntry>,
    patterns: Vec<(PatternEntry, Vec<WordId>)>,
    measures: Vec<(RuleId, Measure)>,
    sentence_checks: Vec<(RuleId, Box<dyn SentenceCheck>)>,
    paragraph_checks: Vec<(RuleId, Box<dyn ParagraphCheck>)>,
    paper_checks: Vec<(RuleId, Box<dyn PaperCheck>)>,
}

impl Compiler {
    fn add(&mut self, file: &RuleFile) -> Result<(), SpecProblem> {
        let spec = &file.spec;
        let rule = RuleId(self.rules.len() as u16);
        if self.rules.iter().any(|known| known.file.spec.id == spec.id) {
            return Err(SpecProblem::at(
                "id",
                format!("there is already a rule `{}`; choose another id", spec.id),
            ));
        }
        let severity = match spec.severity.as_str() {
            "error" => Severity::Error,
            "warning" => Severity::Warning,
            _ => Severity::Advice,
        };
        let scope = Scope::new(spec)?;
        self.add_detection(rule, spec)?;
        self.rules.push(Rule { file: file.clone(), severity, scope });
        Ok(())
    }

    fn add_detection(&mut self, rule: RuleId, spec: &RuleSpec) -> Result<(), SpecProblem> {
        match &spec.detect {
            Detect::Phrases(phrases) => {
                let safety = match phrases.fix {
                    FixLevel::Safe => Some(Safety::Safe),
                    FixLevel::Suggested => Some(Safety::Suggested),
                    FixLevel::None => None,
                };
                for (index, phrase) in phrases.list.iter().enumerate() {
                    let payload = self.phrase_entries.len() as u32;
                    self.phrases.add(&phrase.find, payload, &mut self.lexicon).map_err(|error| {
                        SpecProblem::at(&format!("detect.phrases.list.{index}.find"), error.to_string())
                    })?;
                    self.phrase_entries.push(PhraseEntry {
                        rule,
                        replacement: phrase.replacement.clone(),
                        safety,
                    });
                }
            }
            Detect::Pattern(pattern) => {
                let regex = Regex::new(&pattern.regex).map_err(|error| {
                    SpecProblem::at(
                        "detect.pattern.regex",
                        format!("the pattern cannot be used: {}", one_line(&error)),
                    )
                })?;
                if pattern.anchors.is_empty() {
                    return Err(SpecProblem::at(
                        "detect.pattern.anchors",
                        "name at least one word that stands in every match, so that other sentences cost nothing",
                    ));
                }
                let anchors = pattern.anchors.iter().map(|word| self.lexicon.add(word)).collect();
                self.patterns.push((PatternEntry { rule, regex }, anchors));
            }
            Detect::Measure(measure) => self.measures.push((rule, measure.clone())),
            Detect::Code(_) => {
                let made = CodeCheck::of(&spec.id, &Settings::new(spec));
                match made.map_err(|error| SpecProblem::at("detect", error.to_string()))? {
                    CodeCheck::Sentence(check) => self.sentence_checks.push((rule, check)),
                    CodeCheck::Paragraph(check) => self.paragraph_checks.push((rule, check)),
                    CodeCheck::Paper(check) => self.paper_checks.push((rule, check)),
                }
            }
        }
        Ok(())
    }

    fn finish(mut self) -> RuleSet {
        let vocabulary = Vocabulary::new(&mut self.lexicon);
        let mut anchors = vec![Vec::new(); self.lexicon.len()];
        let mut patterns = Vec::new();
        for (index, (pattern, words)) in self.patterns.into_iter().enumerate() {
            words.iter().for_each(|word| anchors[word.0 as usize].push(index as u32));
            patterns.push(pattern);
        }
        RuleSet {
            rules: self.rules,
            phrases: self.phrases.finish(&self.lexicon),
            lexicon: self.lexicon,
            vocabulary,
            phrase_entries: self.phrase_entries,
            patterns,
            anchors,
            measures: self.measures,
            sentence_checks: self.sentence_checks,
            paragraph_checks: self.paragraph_checks,
            paper_checks: self.paper_checks,
        }
    }
}

/// The regex crate explains over several lines with a drawing; its last line says what is wrong.
fn one_line(error: &regex::Error) -> String {
    let text = error.to_string();
    text.lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned()
}
