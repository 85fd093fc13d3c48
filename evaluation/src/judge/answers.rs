//! What readers said of findings: a file a rule, a line a finding, in `evaluation/judgements`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use paperlint::internal::rules::Unseen;

use super::Place;

/// What a finding is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// True of the text, and a careful co-author would change it.
    Right,
    /// True or a fair reading, and the text may stay.
    Defensible,
    /// Untrue, not the authors' prose, or advice that makes the text worse.
    Wrong,
}

impl Verdict {
    /// Returns the verdict of that name or first letter.
    pub fn named(word: &str) -> Option<Self> {
        match word {
            "right" | "r" => Some(Self::Right),
            "defensible" | "d" => Some(Self::Defensible),
            "wrong" | "w" => Some(Self::Wrong),
            _ => None,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Right => "right",
            Self::Defensible => "defensible",
            Self::Wrong => "wrong",
        }
    }

    /// Counts it.
    pub fn count(self, counts: &mut Unseen) {
        match self {
            Self::Right => counts.right += 1,
            Self::Defensible => counts.defensible += 1,
            Self::Wrong => counts.wrong += 1,
        }
    }
}

/// A verdict and why.
#[derive(Clone, Debug)]
pub struct Answer {
    /// What was said.
    pub verdict: Verdict,
    /// Why, in a few words; may be empty.
    pub reason: String,
}

/// The verdicts on some rules.
pub struct Answers {
    folder: PathBuf,
    rules: BTreeMap<String, File>,
}

/// The file of a rule.
#[derive(Default)]
struct File {
    lines: Vec<String>,
    known: BTreeMap<(String, String), Answer>,
    is_changed: bool,
}

/// The first line of each file. A finding is known by its paper and its fingerprint; `papers` says whether the rules were written with
/// the paper (`tuned`) or without (`unseen`).
const HEAD: &str = "paper\tline\tverdict\treason\tfingerprint\tpapers";

impl Answers {
    /// Returns what the folder keeps on these rules.
    ///
    /// # Errors
    /// When a file cannot be read, or a line of it holds no verdict.
    pub fn read<'r>(folder: &Path, rules: impl Iterator<Item = &'r str>) -> Result<Self> {
        let rules: BTreeSet<&str> = rules.collect();
        let mut read = BTreeMap::new();
        for rule in rules {
            let path = folder.join(format!("{rule}.tsv"));
            let file = match path.exists() {
                true => file(&path)?,
                false => File::default(),
            };
            read.insert(rule.to_owned(), file);
        }
        Ok(Self { folder: folder.to_owned(), rules: read })
    }

    /// Returns what was said of a finding.
    pub fn of(&self, place: &Place) -> Option<&Answer> {
        self.rules.get(&place.rule)?.known.get(&(place.paper.clone(), place.fingerprint.clone()))
    }

    /// Takes the verdicts of a file on findings that were drawn.
    ///
    /// # Errors
    /// When a line holds no verdict, or speaks of a finding that was not drawn.
    pub fn take(&mut self, path: &Path, drawn: &[Place], is_tuned: bool) -> Result<()> {
        let text = fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
        for (number, line) in
            (1..).zip(text.lines()).filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
        {
            let mut columns = line.split('\t');
            let mut column = || columns.next().unwrap_or_default().trim();
            let (fingerprint, verdict, reason) = (column(), column(), column());
            let at = || format!("{}, line {number}", path.display());
            let verdict =
                Verdict::named(verdict).with_context(|| format!("{}: `{verdict}` is no verdict", at()))?;
            let mut places = drawn.iter().filter(|place| place.fingerprint == fingerprint).peekable();
            ensure!(places.peek().is_some(), "{}: no finding that was drawn is known by {fingerprint}", at());
            for place in places {
                self.keep(place, Answer { verdict, reason: reason.to_owned() }, is_tuned);
            }
        }
        Ok(())
    }

    /// Keeps a verdict on a finding that has none.
    pub fn keep(&mut self, place: &Place, answer: Answer, is_tuned: bool) {
        let Some(file) = self.rules.get_mut(&place.rule) else { return };
        let key = (place.paper.clone(), place.fingerprint.clone());
        if file.known.contains_key(&key) {
            return;
        }
        let papers = if is_tuned { "tuned" } else { "unseen" };
        let reason = answer.reason.replace(['\t', '\n'], " ");
        let (paper, line, fingerprint) = (&place.paper, place.line, &place.fingerprint);
        let paper = if place.file.is_empty() { paper.clone() } else { format!("{} ({})", paper, place.file) };
        file.lines
            .push(format!("{paper}\t{line}\t{}\t{reason}\t{fingerprint}\t{papers}", answer.verdict.name()));
        file.known.insert(key, answer);
        file.is_changed = true;
    }

    /// Writes the files that have new verdicts.
    ///
    /// # Errors
    /// When one cannot be written.
    pub fn write(&mut self) -> Result<()> {
        for (rule, file) in self.rules.iter_mut().filter(|(_, file)| file.is_changed) {
            let path = self.folder.join(format!("{rule}.tsv"));
            let text = format!("{HEAD}\n{}\n", file.lines.join("\n"));
            fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
            file.is_changed = false;
        }
        Ok(())
    }
}

fn file(path: &Path) -> Result<File> {
    let text = fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut file = File::default();
    for (number, line) in (2..).zip(text.lines().skip(1)) {
        let columns: Vec<&str> = line.split('\t').collect();
        let column = |at: usize| columns.get(at).copied().unwrap_or_default();
        let Some(verdict) = Verdict::named(column(2)) else {
            bail!("{}, line {number}: `{}` is no verdict", path.display(), column(2));
        };
        let paper = column(0).split_once(" (").map_or(column(0), |(paper, _)| paper);
        let key = (paper.to_owned(), column(4).to_owned());
        file.known.insert(key, Answer { verdict, reason: column(3).to_owned() });
        file.lines.push(line.to_owned());
    }
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;
    use paperlint::internal::findings::Severity;

    fn place() -> Place {
        Place {
            rule: "doubled-word".to_owned(),
            paper: "latex/one/main.tex".to_owned(),
            file: "part.tex".to_owned(),
            line: 7,
            fingerprint: "00000000000000ab".to_owned(),
            severity: Severity::Warning,
            message: String::new(),
            context: String::new(),
        }
    }

    #[test]
    fn a_verdict_that_is_kept_is_not_asked_for_again() {
        let folder = std::env::temp_dir().join(format!("judgements-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let given = folder.join("given");
        let old = "paper\tline\tverdict\treason\nold.tex\t3\tright\n";
        fs::write(folder.join("doubled-word.tsv"), old).unwrap();
        fs::write(&given, "# mine\n00000000000000ab\td\tmay stay\n").unwrap();

        let mut answers = Answers::read(&folder, ["doubled-word"].into_iter()).unwrap();
        assert!(answers.of(&place()).is_none());
        answers.take(&given, &[place()], false).unwrap();
        answers.write().unwrap();

        let kept = fs::read_to_string(folder.join("doubled-word.tsv")).unwrap();
        let line = "latex/one/main.tex (part.tex)\t7\tdefensible\tmay stay\t00000000000000ab\tunseen";
        assert_eq!(kept, format!("{HEAD}\nold.tex\t3\tright\n{line}\n"));
        let answers = Answers::read(&folder, ["doubled-word"].into_iter()).unwrap();
        assert_eq!(answers.of(&place()).map(|answer| answer.verdict), Some(Verdict::Defensible));

        fs::write(&given, "00000000000000cd\tr\n").unwrap();
        let mut answers = answers;
        assert!(answers.take(&given, &[place()], false).is_err());
        fs::remove_dir_all(&folder).unwrap();
    }
}
