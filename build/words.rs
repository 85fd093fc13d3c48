//! The words that the program asks about, and its phrases, as tables that nothing has to be read for when it starts.
//!
//! A table is written as the `Debug` of what the library's own code makes of the files.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use super::claims::Weights;
use super::document::{Lexicon, PhrasesBuilder, WordId};
use super::frames::Frames;
use super::rules::{Detect, RuleFile, Stage, pascal_case};
use super::statements;

/// The files of generated source, by name.
pub type Files = Vec<(&'static str, String)>;

/// Returns the source of all tables.
pub fn generate(root: &Path, rules: &[RuleFile]) -> Result<Files, String> {
    let read = |path: &str| fs::read_to_string(root.join(path)).map_err(|error| format!("{path}: {error}"));
    let mut lexicon = Lexicon::empty();
    let [stable, preview] = of_rules(rules, &mut lexicon)?;
    let weights = Weights::read(&read(WEIGHTS)?, &mut lexicon);
    let frames = Frames::read(root)?;
    let cues =
        Cues::read(&read(CUES)?, &frames, &mut lexicon).map_err(|message| format!("{CUES}: {message}"))?;
    let spellings = Spellings::read(&read(SPELLINGS)?, &mut lexicon);
    for line in read(FIELDS)?.lines().filter(|line| !line.starts_with('#')) {
        let words = line.split_once(':').map_or("", |(_, words)| words);
        lexicon.add_all(words.split_whitespace());
    }
    let mut words = format!("/// The words that the program asks about.\n{}", lexicon.source("LEXICON"));
    for (name, what, builder) in [
        ("STABLE", "The phrases of stable rules.", stable),
        ("PREVIEW", "The phrases of rules in preview.", preview),
        ("CLAIMS", "Cues of claims and of what is said of them.", cues.claims.builder),
        ("PURPOSES", "Cues of what a paper is for.", cues.purposes.builder),
    ] {
        let _ = write!(words, "/// {what}\n{}", builder.finish(&lexicon).source(name));
    }
    let mut of_statements = Lexicon::empty();
    let frames = frames.source(&mut of_statements)?;
    let statements = statements::generate(root, &mut of_statements)?;
    let _ = write!(
        words,
        "/// The words that what is said of plans is read with.\n{}",
        of_statements.source("STATEMENTS")
    );
    let common: Vec<bool> = by_word(&lexicon, cues.common.iter().map(|word| (*word, true)));
    let cues = format!(
        "static CLAIM_CUES: &[Cue] = &[{}];\nstatic PURPOSE_CUES: &[Cue] = &[{}];\nstatic COMMON: &[bool] = &{common:?};\n",
        cues.claims.cues.join(", "),
        cues.purposes.cues.join(", ")
    );
    let weights = format!("static WEIGHTS: Weights = {};\n", weights.source());
    Ok(vec![
        ("words.rs", words),
        ("cues.rs", cues),
        ("weights.rs", weights),
        ("frames.rs", frames),
        ("statements.rs", statements),
        ("spellings.rs", spellings.source(&lexicon)),
    ])
}

const WEIGHTS: &str = "src/analysis/claims/weights.tsv";
const CUES: &str = "data/en/cues.txt";
const SPELLINGS: &str = "data/spelling.txt";
const FIELDS: &str = "data/acronyms/fields.txt";

/// Returns the phrases of stable rules and of those in preview, each with its number among those of all rules; the anchors of patterns are
/// added to the lexicon, too.
fn of_rules(rules: &[RuleFile], lexicon: &mut Lexicon) -> Result<[PhrasesBuilder; 2], String> {
    let mut builders = [PhrasesBuilder::default(), PhrasesBuilder::default()];
    let mut number = 0;
    for rule in rules {
        match &rule.spec.detect {
            Detect::Phrases(phrases) => {
                for (find, _) in phrases.written() {
                    let builder = &mut builders[usize::from(rule.spec.stage == Stage::Preview)];
                    let added = builder.add(&find, number, lexicon);
                    added.map_err(|error| format!("{}: {error}", rule.spec.id))?;
                    number += 1;
                }
            }
            Detect::Pattern(pattern) => lexicon.add_all(pattern.anchors.iter().map(String::as_str)),
            Detect::Measure(_) | Detect::Code(_) => {}
        }
    }
    Ok(builders)
}

/// What analyses look for.
#[derive(Default)]
struct Cues {
    claims: Cued,
    purposes: Cued,
    common: Vec<WordId>,
}

/// Phrases with what each hints at.
#[derive(Default)]
struct Cued {
    builder: PhrasesBuilder,
    /// By payload.
    cues: Vec<String>,
}

impl Cues {
    fn read(text: &str, frames: &Frames, lexicon: &mut Lexicon) -> Result<Self, String> {
        let mut cues = Self::default();
        for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let (name, phrase) = line.split_once(' ').ok_or_else(|| format!("`{line}` is no cue"))?;
            match name {
                "common" => cues.common.extend(phrase.trim().split('|').map(|word| lexicon.add(word))),
                "purpose" | "software" => cues.purposes.add(name, phrase, lexicon)?,
                _ => cues.claims.add(name, phrase, lexicon)?,
            }
        }
        frames.phrases().iter().try_for_each(|phrase| cues.claims.add("trigger", phrase, lexicon))?;
        Ok(cues)
    }
}

impl Cued {
    fn add(&mut self, name: &str, phrase: &str, lexicon: &mut Lexicon) -> Result<(), String> {
        let payload = self.cues.len() as u32;
        self.builder.add(phrase.trim(), payload, lexicon).map_err(|error| error.to_string())?;
        self.cues.push(format!("Cue::{}", pascal_case(name)));
        Ok(())
    }
}

/// Words that are spelled in two ways.
#[derive(Default)]
struct Spellings {
    pairs: Vec<[WordId; 2]>,
    /// How many pairs come before those that differ by `-ize` or `-ise`.
    endings: usize,
}

impl Spellings {
    /// Returns the pairs of the list, each with every ending.
    fn read(text: &str, lexicon: &mut Lexicon) -> Self {
        let mut spellings = Self::default();
        for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let mut words = line.split(' ');
            let (first, second) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
            if first == "=" {
                spellings.endings = spellings.pairs.len();
                continue;
            }
            for ending in [""].into_iter().chain(words) {
                let pair = [first, second].map(|word| lexicon.add(&format!("{word}{ending}")));
                spellings.pairs.push(pair);
            }
        }
        spellings
    }

    fn source(&self, lexicon: &Lexicon) -> String {
        let ways = self.pairs.iter().flatten().copied().zip(1_u16..);
        let (spelled, pairs): (Vec<u16>, _) = (by_word(lexicon, ways), &self.pairs);
        format!(
            "/// By word: its number among all words of all pairs, from 1 on; 0 where it has one spelling.\n\
             static SPELLED: &[u16] = &{spelled:?};\nstatic PAIRS: &[[WordId; 2]] = &{pairs:?};\n\
             /// The pairs that differ by their ending come from here on.\nconst ENDINGS: u16 = {};\n",
            self.endings
        )
    }
}

/// Returns a value for each word of a lexicon; what is given last counts.
fn by_word<T: Copy + Default>(lexicon: &Lexicon, values: impl Iterator<Item = (WordId, T)>) -> Vec<T> {
    let mut table = vec![T::default(); lexicon.len()];
    for (word, value) in values {
        if let Some(place) = table.get_mut(word.0 as usize) {
            *place = value;
        }
    }
    table
}
