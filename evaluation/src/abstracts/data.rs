//! Annotated abstracts, as they lie in their files.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use anyhow::{Context, Result, ensure};
use paperlint::analysis::moves::{Move, Role};
use serde::Deserialize;

/// An abstract and what readers said of it. Lists are empty where nobody was asked.
#[derive(Clone, Deserialize)]
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
}

impl Abstract {
    /// The role of each sentence; none where the labels are titles.
    pub fn roles(&self) -> Option<Vec<Role>> {
        let role = |label: &String| serde_json::from_value(serde_json::Value::from(label.as_str())).ok();
        self.labels.iter().map(role).collect::<Option<Vec<Role>>>().filter(|roles| !roles.is_empty())
    }
}

/// The abstracts of a file.
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

/// The abstracts to train on: those with roles, and of some of them the moves too.
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
    Ok(all)
}
