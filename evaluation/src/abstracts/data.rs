//! Annotated abstracts, as they lie in their files.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use anyhow::{Context, Result, ensure};
use paperlint::internal::analysis::moves::{Move, Role};
use serde::Deserialize;

use crate::sentences;

/// An abstract and what readers said of it. Lists are empty where nobody was asked.
#[derive(Clone, Default, Deserialize)]
pub struct Abstract {
    pub id: String,
    pub sentences: Vec<String>,
    /// A role, or the title of the section, of each sentence.
    #[serde(default)]
    pub labels: Vec<String>,
    /// The share of readers who agree with the role of each sentence.
    #[serde(default)]
    pub confs: Vec<f64>,
    /// The moves of each sentence, the first one first.
    #[serde(default)]
    pub moves: Vec<Vec<Move>>,
    /// The moves that no sentence makes.
    #[serde(default)]
    pub missing: Vec<Move>,
    /// The moves of each sentence as they were read for this project.
    #[serde(skip)]
    pub read: Vec<Vec<Move>>,
}

impl Abstract {
    /// Returns the moves of each sentence, whoever read them.
    pub fn lesson(&self) -> &[Vec<Move>] {
        if self.moves.is_empty() { &self.read } else { &self.moves }
    }

    /// Returns the role of each sentence; none where the labels are titles.
    pub fn roles(&self) -> Option<Vec<Role>> {
        let role = |label: &String| serde_json::from_value(serde_json::Value::from(label.as_str())).ok();
        self.labels.iter().map(role).collect::<Option<Vec<Role>>>().filter(|roles| !roles.is_empty())
    }
}

/// Returns the abstracts of a file.
pub fn read(path: &Path) -> Result<Vec<Abstract>> {
    let file = File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut all = Vec::new();
    for (number, line) in (1..).zip(BufReader::new(file).lines()) {
        let line = line.with_context(|| format!("cannot read {}", path.display()))?;
        if line.trim().is_empty() {
            continue;
        }
        let place = || format!("{}, line {number}", path.display());
        let abstract_: Abstract = serde_json::from_str(&line).with_context(place)?;
        let count = abstract_.sentences.len();
        let fits = |list: usize| list == 0 || list == count;
        let Abstract { labels, confs, moves, .. } = &abstract_;
        let is_whole = count > 0 && fits(labels.len()) && fits(confs.len()) && fits(moves.len());
        ensure!(is_whole, "{}: not one label a sentence", place());
        all.push(abstract_);
    }
    ensure!(!all.is_empty(), "no abstract in {}", path.display());
    Ok(all)
}

/// Moves that were read for this project. A line is an abstract: its id, and the moves of each sentence by their first letters, the
/// main one first.
const READINGS: [&str; 2] =
    [include_str!("../../readings/csabstruct.tsv"), include_str!("../../readings/med1250.tsv")];

/// Returns the abstracts to train on: those of computer science, with roles and moves, and those of medicine, with moves.
pub fn read_folder(folder: &Path) -> Result<Vec<Abstract>> {
    let mut all = Vec::new();
    for name in ["csabstruct.train.jsonl", "csabstruct.dev.jsonl"] {
        all.extend(read(&folder.join(name))?);
    }
    let again = read(&folder.join("moves.jsonl"))?;
    let mut again: BTreeMap<String, Abstract> =
        again.into_iter().map(|abstract_| (abstract_.id.clone(), abstract_)).collect();
    for abstract_ in &mut all {
        if let Some(read_again) = again.remove(&abstract_.id) {
            abstract_.moves = read_again.moves;
            abstract_.missing = read_again.missing;
        }
    }
    ensure!(again.is_empty(), "moves.jsonl has abstracts that have no roles");
    all.extend(read_plain(&folder.join("../acronyms/med1250.dev.jsonl"))?);
    let mut readings = readings()?;
    for abstract_ in &mut all {
        abstract_.read = readings.remove(abstract_.id.as_str()).unwrap_or_default();
        let fits = abstract_.read.is_empty() || abstract_.read.len() == abstract_.sentences.len();
        ensure!(fits, "{}: not one reading a sentence", abstract_.id);
    }
    ensure!(readings.is_empty(), "there are readings of abstracts that are not there");
    Ok(all)
}

/// Returns the abstracts of a file whose sentences nobody has marked; they are those that paperlint sees.
fn read_plain(path: &Path) -> Result<Vec<Abstract>> {
    #[derive(Deserialize)]
    struct Plain {
        id: String,
        #[serde(rename = "abstract")]
        text: String,
    }
    let lines = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let abstract_ = |line: &str| -> Result<Abstract> {
        let Plain { id, text } = serde_json::from_str(line)?;
        let sentences = sentences::split(&text).into_iter().map(str::to_owned).collect();
        Ok(Abstract { id, sentences, ..Abstract::default() })
    };
    lines.lines().map(abstract_).collect::<Result<_>>().with_context(|| path.display().to_string())
}

/// Returns the moves of each sentence, by the id of the abstract.
fn readings() -> Result<BTreeMap<&'static str, Vec<Vec<Move>>>> {
    let reading = |line: &'static str| {
        let place = || format!("a line of the readings: {line}");
        let (id, moves) = line.split_once('\t').with_context(place)?;
        let of_sentence = |letters: &str| letters.chars().map(by_letter).collect();
        let moves: Option<_> = moves.split(' ').map(of_sentence).collect();
        Ok((id, moves.with_context(place)?))
    };
    READINGS.iter().flat_map(|file| file.lines()).map(reading).collect()
}

fn by_letter(letter: char) -> Option<Move> {
    Move::ALL.into_iter().find(|move_| move_.name().starts_with(letter))
}
