//! Fingerprints under random edits: what nobody touched stays known, and what is planted is new.
//!
//! Paragraphs of drafts are moved, wrapped anew, and others are put between them, some with a mistake. `PAPERLINT_DRAFTS` names a folder
//! of real drafts; the figures are printed.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use paperlint::internal::check::{Lint, RuleSet, Scratch, lint};
use paperlint::internal::findings::{Baseline, Candidate, Entry, Fate, Looked};
use paperlint::internal::source::{Draft, Format, Source};

/// A clean sentence, and one with a mistake that any draft is warned of; `{}` makes each one of its own.
const CLEAN: &str = "We also weighed the leaves of garden {}.";
const PLANTED: &str = "We also weighed the the leaves of garden {}.";

#[test]
fn untouched_findings_stay_known_and_planted_ones_are_new() {
    let folder = std::env::var_os("PAPERLINT_DRAFTS").map_or(PathBuf::from("fixtures"), PathBuf::from);
    let mut drafts = Vec::new();
    collect(&folder, &mut drafts);
    // What a plan lacks depends on the heading that each of its paragraphs stands under, so that a move changes what is true of it.
    drafts.retain(|path| !path.starts_with("fixtures/plans"));
    drafts.sort();
    let rules =
        RuleSet::compile(paperlint::internal::rules::builtin()).map_err(|error| error.problem).unwrap();
    let mut tally = Tally::default();
    let mut random = Random(7);
    let text = |path: &PathBuf| Source::decode("", fs::read(path).unwrap()).text.replace("\r\n", "\n");
    let texts = drafts.iter().map(|path| (text(path), Format::from_path(path).unwrap()));
    let drafts: Vec<(String, Format)> =
        texts.filter(|(text, format)| plain(text, *format).len() >= 4).collect();
    let is_real = std::env::var_os("PAPERLINT_DRAFTS").is_some();
    while tally.edits < if is_real { 1000 } else { 600 } {
        for (text, format) in &drafts {
            tally.edit(text, *format, &rules, &mut random);
        }
    }
    println!("{folder:?}: {tally:?}");
    assert!(tally.kept * 100 >= tally.untouched * 99, "{tally:?}");
    assert!(tally.reported * 100 >= tally.planted * 99, "{tally:?}");
    assert!(!is_real || tally.false_new * 100 <= tally.untouched, "{tally:?}");
}

#[derive(Debug, Default)]
struct Tally {
    edits: usize,
    untouched: usize,
    kept: usize,
    /// Neither known nor planted.
    false_new: usize,
    planted: usize,
    reported: usize,
}

impl Tally {
    fn edit(&mut self, text: &str, format: Format, rules: &RuleSet, random: &mut Random) {
        let Edited { text: edited, has_planted } = edited(text, format, random);
        let (before, after) = (found(text, format, rules), found(&edited, format, rules));
        let entry = |(fingerprint, rule, _): &(_, String, _)| Entry {
            path: "paper".to_owned(),
            rule: rule.clone(),
            text: String::new(),
            fingerprint: format!("{fingerprint}"),
        };
        let baseline = Baseline::new(before.iter().map(entry).collect());
        let candidate = |(fingerprint, _, is_whole_paper): &(_, String, bool)| Candidate {
            fingerprint: *fingerprint,
            path: "paper",
            is_whole_paper: *is_whole_paper,
        };
        let candidates: Vec<Candidate<'_>> = after.iter().map(candidate).collect();
        let looked = Looked {
            files: [("paper", before.iter().map(|(_, rule, _)| rule.as_str()).collect::<BTreeSet<_>>())]
                .into(),
        };
        let comparison = baseline.compare(&candidates, &looked);
        let new: Vec<&str> = after
            .iter()
            .zip(&comparison.is_known)
            .filter(|(_, is_known)| !**is_known)
            .map(|((_, rule, _), _)| rule.as_str())
            .collect();
        self.edits += 1;
        self.untouched += before.len();
        self.kept += comparison.fates.iter().filter(|fate| **fate == Fate::Found).count();
        // A sentence planted among references or thanks is not looked at, with or without a baseline.
        let doubled =
            |found: &Vec<(_, String, _)>| found.iter().filter(|(_, rule, _)| rule == "doubled-word").count();
        let is_planted = has_planted && doubled(&after) > doubled(&before);
        let is_reported = is_planted && new.contains(&"doubled-word");
        self.planted += usize::from(is_planted);
        self.reported += usize::from(is_reported);
        self.false_new += new.len() - usize::from(is_reported);
        if std::env::var_os("FINGERPRINTS_SHOW").is_some() {
            let gone = baseline.entries().iter().zip(&comparison.fates);
            let gone: Vec<&str> =
                gone.filter(|(_, fate)| **fate == Fate::Gone).map(|(entry, _)| entry.rule.as_str()).collect();
            println!("gone {gone:?} new {new:?}");
        }
    }
}

/// Fingerprint, rule, and whether it is about the whole paper, of each finding.
fn found(
    text: &str,
    format: Format,
    rules: &RuleSet,
) -> Vec<(paperlint::internal::findings::Fingerprint, String, bool)> {
    let draft = Draft::single(Source::new("paper", text), format);
    let Lint { findings, .. } = lint(&draft, rules, &mut Scratch::default());
    let of = |finding: &paperlint::internal::findings::Finding| {
        (finding.fingerprint, rules.spec(finding).id.clone(), finding.is_whole_paper)
    };
    findings.iter().map(of).collect()
}

struct Edited {
    text: String,
    has_planted: bool,
}

/// Returns the paragraphs of plain prose, by their index among what stands between empty lines.
fn plain(text: &str, format: Format) -> Vec<usize> {
    let paragraphs = text.split("\n\n").enumerate();
    paragraphs.filter(|(_, paragraph)| is_plain(paragraph, format)).map(|(index, _)| index).collect()
}

/// One to four edits.
fn edited(text: &str, format: Format, random: &mut Random) -> Edited {
    let mut plain = plain(text, format);
    let mut paragraphs: Vec<String> = text.split("\n\n").map(str::to_owned).collect();
    let mut has_planted = false;
    for _ in 0..=random.below(4) {
        let (one, other) = (plain[random.below(plain.len())], plain[random.below(plain.len())]);
        match random.below(4) {
            0 if may_move(&paragraphs, one) && may_move(&paragraphs, other) => paragraphs.swap(one, other),
            0 => {}
            1 => paragraphs[one] = wrapped(&paragraphs[one], 30 + random.below(80)),
            kind => {
                let is_mistake = kind == 3 && !has_planted;
                has_planted |= is_mistake;
                let sentence = if is_mistake { PLANTED } else { CLEAN };
                paragraphs.insert(one, sentence.replace("{}", &random.below(1000).to_string()));
                plain.iter_mut().filter(|at| **at >= one).for_each(|at| *at += 1);
            }
        }
    }
    Edited { text: paragraphs.join("\n\n"), has_planted }
}

/// Returns whether a paragraph may change places with another: it stands neither in the abstract, which would be another one, nor among
/// what rules do not look at. Its own findings would be touched by that.
fn may_move(paragraphs: &[String], at: usize) -> bool {
    let is_heading = |line: &&str| line.starts_with('#') || line.contains("\\section");
    let heading =
        paragraphs[..at].iter().rev().flat_map(|paragraph| paragraph.lines().rev()).find(is_heading);
    heading.is_some_and(|heading| {
        let heading = heading.to_lowercase();
        !["abstract", "contributions", "acknowledg", "references"].iter().any(|part| heading.contains(part))
    })
}

/// Returns lines of words: no heading, list, table, environment, comment or code, and not the first lines of a paper.
fn is_plain(paragraph: &str, format: Format) -> bool {
    let starts = |line: &str| {
        line.starts_with(|c: char| c.is_alphabetic()) && !line.contains(": ") && !line.starts_with("http")
    };
    let has_markup = match format {
        Format::Latex => paragraph.contains(['%', '\\', '&']),
        _ => paragraph.contains(['`', '|', '<', '{', '$']) || paragraph.contains(":::"),
    };
    let ends = paragraph.trim_end().ends_with('.');
    paragraph.lines().all(starts) && !has_markup && ends && paragraph.split_whitespace().count() > 12
}

fn wrapped(paragraph: &str, width: usize) -> String {
    let mut out = String::new();
    let mut column = 0;
    for word in paragraph.split_whitespace() {
        if column > 0 && column + word.len() >= width && word.starts_with(|c: char| c.is_alphabetic()) {
            out.push('\n');
            column = 0;
        } else if column > 0 {
            out.push(' ');
        }
        out.push_str(word);
        column += word.len() + 1;
    }
    out
}

fn collect(folder: &Path, drafts: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let is_draft =
            matches!(Format::from_path(&path), Some(Format::Markdown | Format::Latex | Format::Plain));
        if path.is_dir() {
            collect(&path, drafts);
        } else if is_draft && path.is_file() && fs::metadata(&path).unwrap().len() < 200_000 {
            drafts.push(path);
        }
    }
}

/// xorshift64*: the same edits in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % bound
    }
}
