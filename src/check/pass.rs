use std::ops::Range;

use rustc_hash::FxHashMap;

use super::changes::Changes;
use super::compile::{MeasureEntry, PhraseOf, Rule};
use super::made_by_code::made_by_code;
use super::suppressions::Suppressions;
use super::{LabelledSections, Lint, RuleSet};
use crate::analysis::{DocType, Paper, ResultSection, Shape};
use crate::document::{BlockRef, SectionRef, SentenceRef};
use crate::findings::{self, Finding, Related, Report, RuleId, Severity, with_case_of};
use crate::spec::{Language, MeasureUnit, Near, Per, Quantity, Review};

/// Applies all rules to a paper.
pub(super) fn apply(rules: &RuleSet, paper: &Paper<'_>, changes: Option<&Changes>) -> Lint {
    let mut pass =
        Pass { rules, paper, found: Vec::new(), runs: Vec::new(), last_ends: vec![0; rules.rules().len()] };
    let is_english = paper.is_english();
    pass.runs = rules.rules().iter().map(|rule| pass.runs(rule, is_english)).collect();
    for index in 0..paper.document.blocks().len() as u32 {
        pass.block(paper.document.block(index));
    }
    for section in paper.document.section_refs() {
        pass.section(section);
    }
    for (rule, check) in &rules.paper_checks {
        if pass.runs[rule.0 as usize] {
            check.check(
                paper,
                &mut Report::new(paper.draft, paper.document.reading(), *rule, &mut pass.found),
            );
        }
    }
    let mut suppressions = Suppressions::of(rules, paper);
    suppressions.hide(&mut pass.found);
    suppressions.judge(&pass.runs, &mut pass.found);
    let (mut findings, unchanged) = pass.grouped(changes);
    for finding in &mut findings {
        finding.severity = rules.rule(finding.rule).leveled(finding.severity);
    }
    findings::sort(&mut findings);
    findings::mark(&mut findings, paper.draft, paper.document, |rule| rules.rule(rule).identity());
    let is_blind = paper.draft.declared().review == Review::DoubleBlind;
    let knows_authors = is_blind && !paper.authors().names.is_empty();
    let unreadable_abstract = paper.document.meta().unreadable_abstract;
    let (words, bibliographies) = (paper.document.words(), paper.document.meta().bibliographies.clone());
    let results = told(paper);
    let fits = |rule: &&Rule| is_english || rule.file.spec.language == Language::Any;
    let applied = rules.rules().iter().filter(fits).count();
    let unread = paper.document.meta().unread.iter().copied().chain(made_by_code(paper)).collect();
    let shape = Shape::of(paper.document);
    Lint {
        findings,
        known: 0,
        unchanged,
        words,
        is_english,
        applied,
        unread,
        shape,
        results,
        unreadable_abstract,
        knows_authors,
        bibliographies,
        plan: paper.beside_plan().map(|beside| beside.hindrance.map_or(Ok(()), Err)),
    }
}

fn told(paper: &Paper<'_>) -> LabelledSections {
    if !paper.is_english() || paper.doc_type() != DocType::Empirical {
        return LabelledSections::default();
    }
    let (results, units) = (paper.results(), paper.results().units());
    let is_told = |section: &&ResultSection<'_>| section.is_told || results.document.is_some();
    LabelledSections { sections: units.len(), told: units.iter().filter(is_told).count() }
}

struct Pass<'p, 'd> {
    rules: &'p RuleSet,
    paper: &'p Paper<'d>,
    found: Vec<Finding>,
    /// Whether each rule looks at this paper at all.
    runs: Vec<bool>,
    /// Where the last phrase of each rule ended, so that of nested phrases only the longest is found.
    last_ends: Vec<usize>,
}

impl Pass<'_, '_> {
    fn runs(&self, rule: &Rule, is_english: bool) -> bool {
        let fits_language = is_english || rule.file.spec.language == Language::Any;
        fits_language
            && rule.scope.has_review(self.paper.draft.declared().review)
            && (!rule.scope.asks_for_doc_type() || rule.scope.has_doc_type(self.paper.doc_type()))
    }

    fn looks_at(&self, rule: RuleId, block: BlockRef<'_>) -> bool {
        self.runs[rule.0 as usize]
            && self.rules.rule(rule).scope.has_block(block.role(), block.section().zone())
    }

    fn report(&mut self, rule: RuleId) -> Report<'_> {
        Report::new(self.paper.draft, self.paper.document.reading(), rule, &mut self.found)
    }

    fn block(&mut self, block: BlockRef<'_>) {
        let rules = self.rules;
        for sentence in block.sentences() {
            self.sentence(sentence, block);
        }
        for (rule, check) in &rules.paragraph_checks {
            if self.looks_at(*rule, block) {
                check.check(block, self.paper, &mut self.report(*rule));
            }
        }
        for measure in &rules.measures {
            if measure.per == MeasureUnit::Paragraph && self.looks_at(measure.rule, block) {
                let count = match measure.of {
                    Quantity::Words => block.words(),
                    Quantity::Sentences => block.sentences().len() as u32,
                };
                self.measured(measure, count, block.range());
            }
        }
    }

    fn sentence(&mut self, sentence: SentenceRef<'_>, block: BlockRef<'_>) {
        let rules = self.rules;
        self.words(sentence, block);
        for (rule, check) in &rules.sentence_checks {
            if self.looks_at(*rule, block) {
                check.check(sentence, self.paper, &mut self.report(*rule));
            }
        }
        for measure in &rules.measures {
            if measure.per == MeasureUnit::Sentence && self.looks_at(measure.rule, block) {
                self.measured(measure, sentence.words(), sentence.range());
            }
        }
    }

    /// Phrases and patterns: one look at each token that some rule asks about.
    fn words(&mut self, sentence: SentenceRef<'_>, block: BlockRef<'_>) {
        let rules = self.rules;
        if rules.phrases.is_empty() && rules.patterns.is_empty() {
            return;
        }
        let tokens = self.paper.document.tokens();
        let range = sentence.token_range();
        let mut patterns: Vec<u32> = Vec::new();
        for at in range.clone() {
            for index in &rules.anchors[tokens[at].word.0 as usize] {
                if !patterns.contains(index) {
                    patterns.push(*index);
                }
            }
            for (phrases, of) in &rules.phrases {
                phrases.at(tokens, at, range.end, &mut |number, covered: Range<usize>| {
                    if let Some(phrase) = rules.phrase(*of, number) {
                        self.phrase(phrase, covered, sentence, block);
                    }
                });
            }
        }
        for index in patterns {
            self.pattern(index, sentence, block);
        }
    }

    fn phrase(
        &mut self,
        entry: PhraseOf<'_>,
        range: Range<usize>,
        sentence: SentenceRef<'_>,
        block: BlockRef<'_>,
    ) {
        let rules = self.rules;
        let index = entry.rule.0 as usize;
        let tokens = &self.paper.document.tokens()[range.clone()];
        let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { return };
        if range.start < self.last_ends[index] || !self.looks_at(entry.rule, block) {
            return;
        }
        self.last_ends[index] = range.end;
        if entry.is_exception
            || sentence.is_quoted(first.start)
            || self.is_excused(entry.unless, sentence)
            || self.rules.rule(entry.rule).file.theme == WORDS && self.opens_stressed(first.start..last.end)
        {
            return;
        }
        let severity = rules.rule(entry.rule).severity();
        let text = self.paper.document.reading().slice(first.start, last.end);
        let mut report = self.report(entry.rule);
        let mut reported = report.at(first.start..last.end, severity).value("found", text);
        if let Some(replacement) = entry.replacement {
            let replacement = with_case_of(text, replacement);
            if !replacement.is_empty() {
                reported = reported.value("use", replacement.as_str());
            }
            if let Some(safety) = entry.safety {
                reported.replacement(&replacement, safety);
            }
        }
    }

    /// Returns whether the first word of a text is emphasised, and no other: that word is meant, as in `*all* of the cups`.
    fn opens_stressed(&self, range: Range<u32>) -> bool {
        let reading = self.paper.document.reading();
        let sources = reading.source_of(range.start, range.end);
        let source = sources.first().map_or("", |&span| self.paper.draft.text(span));
        let head = source.split(['*', '_', '}']).next().unwrap_or("");
        head.len() < source.len()
            && !head.contains(char::is_whitespace)
            && reading
                .slice(range.start, range.end)
                .strip_prefix(head)
                .is_some_and(|rest| rest.starts_with(' '))
    }

    fn pattern(&mut self, index: u32, sentence: SentenceRef<'_>, block: BlockRef<'_>) {
        let entry = &self.rules.patterns[index as usize];
        if entry.opens && block.sentences().next().is_some_and(|first| first.index != sentence.index) {
            return;
        }
        let text = sentence.text();
        if !self.looks_at(entry.rule, block)
            || !entry.expression.is_match(text)
            || self.is_excused(entry.unless, sentence)
        {
            return;
        }
        let severity = self.rules.rule(entry.rule).severity();
        let start = sentence.range().start;
        for captures in entry.expression.captures_in(text) {
            let found = if entry.has_group { captures.name("at") } else { captures.get(0) };
            let Some(found) = found.filter(|found| !found.is_empty()) else { continue };
            let range = start + found.start() as u32..start + found.end() as u32;
            if !sentence.is_quoted(range.start) {
                self.report(entry.rule).at(range, severity).value("found", found.as_str());
            }
        }
    }

    fn is_excused(&self, unless: Option<u32>, sentence: SentenceRef<'_>) -> bool {
        let Some(index) = unless else { return false };
        let (excuse, near) = &self.rules.unless[index as usize];
        match near {
            Near::Sentence => excuse.is_match(sentence.text()),
            Near::Next => {
                let next = sentence.next_in_block();
                excuse.is_match(sentence.text()) || next.is_some_and(|next| excuse.is_match(next.text()))
            }
            Near::Paragraph => excuse.is_match(sentence.block().text()),
            Near::Section => sentence.section().own_blocks().any(|block| excuse.is_match(block.text())),
        }
    }

    fn section(&mut self, section: SectionRef<'_>) {
        let rules = self.rules;
        for measure in &rules.measures {
            if measure.per != MeasureUnit::Section {
                continue;
            }
            let blocks = section.own_blocks().filter(|&block| self.looks_at(measure.rule, block));
            let count = match measure.of {
                Quantity::Words => blocks.map(BlockRef::words).sum(),
                Quantity::Sentences => blocks.map(|block| block.sentences().len() as u32).sum(),
            };
            let place = section.heading().or_else(|| section.own_blocks().next());
            if let Some(place) = place {
                self.measured(measure, count, place.range());
            }
        }
    }

    fn measured(&mut self, measure: &MeasureEntry, count: u32, range: std::ops::Range<u32>) {
        let rule_of = self.rules.rule(measure.rule);
        let over = |name| rule_of.setting(name).filter(|&limit| count > limit);
        let fewest = || rule_of.setting("fewest").filter(|&limit| 0 < count && count < limit);
        let found = over("warning").map(|limit| (Severity::Warning, limit));
        let found = found.or_else(|| over("advice").map(|limit| (Severity::Advice, limit)));
        let Some((severity, limit)) = found.or_else(|| fewest().map(|limit| (rule_of.severity(), limit)))
        else {
            return;
        };
        let name = match measure.of {
            Quantity::Words => "words",
            Quantity::Sentences => "sentences",
        };
        let excuse = measure.unless.map(|index| &self.rules.unless[index as usize].0);
        if excuse.is_some_and(|excuse| {
            excuse.is_match(self.paper.document.reading().slice(range.start, range.end))
        }) {
            return;
        }
        self.report(measure.rule).at(range, severity).value(name, count).value("limit", limit);
    }

    /// Joins the findings of rules that speak once per section or once per paper; leaves out those of which nothing changed, and counts them.
    fn grouped(self, changes: Option<&Changes>) -> (Vec<Finding>, usize) {
        let Pass { rules, paper, found, .. } = self;
        let mut kept: Vec<Kept> = Vec::with_capacity(found.len());
        let mut firsts: FxHashMap<(RuleId, u32), usize> = FxHashMap::default();
        for finding in found {
            let per = rules.rule(finding.rule).per();
            let is_changed = changes.is_none_or(|changes| changes.touch(&finding, paper));
            let section = match per {
                Per::Place => {
                    kept.push(Kept { finding, section: 0, is_changed });
                    continue;
                }
                Per::Section => paper.document.section_at(finding.place.range.start).index,
                Per::Paper => 0,
            };
            let first = *firsts.entry((finding.rule, section)).or_insert(kept.len());
            match kept.get_mut(first) {
                Some(first) => {
                    first.is_changed |= is_changed;
                    join(&mut first.finding, finding);
                }
                None => {
                    let mut finding = finding;
                    finding.values.insert(0, (PLACES, findings::Value::Count(1)));
                    kept.push(Kept { finding, section, is_changed });
                }
            }
        }
        kept.retain(|Kept { finding, section, .. }| {
            let rule = rules.rule(finding.rule);
            rule.per() == Per::Place || is_enough(paper, rule, finding, *section)
        });
        let all = kept.len();
        kept.retain(|one| one.is_changed);
        let unchanged = all - kept.len();
        (kept.into_iter().map(|one| one.finding).collect(), unchanged)
    }
}

/// A finding, or several that were joined.
struct Kept {
    finding: Finding,
    /// The section that its places lie in, for rules that speak once a section.
    section: u32,
    is_changed: bool,
}

/// Returns whether a joined finding stands for as many places as its rule asks for.
fn is_enough(paper: &Paper<'_>, rule: &Rule, finding: &Finding, section: u32) -> bool {
    let places = match finding.value(PLACES) {
        Some(findings::Value::Count(count)) => *count,
        _ => 1,
    };
    let sentences = || match rule.per() {
        Per::Paper => paper.document.sentences().len(),
        _ => paper.document.section(section).own_sentences().count(),
    };
    rule.setting(PLACES).is_none_or(|least| places >= least)
        && rule
            .setting("share")
            .is_none_or(|share| u64::from(places) * 100 >= sentences() as u64 * u64::from(share))
}

/// The value that counts the places of a joined finding, and the setting that says how many there must be.
const PLACES: &str = "places";

/// Further places that a joined finding shows; the rest are counted.
const SHOWN_PLACES: usize = 3;

fn join(first: &mut Finding, other: Finding) {
    if first.related.len() < SHOWN_PLACES {
        first.related.push(Related { place: other.place, note: "also" });
    }
    if let Some((PLACES, findings::Value::Count(count))) = first.values.first_mut() {
        *count += 1;
    }
}

/// The theme of rules about single words and phrases, which an author who stresses a word has chosen.
const WORDS: &str = "words";
