//! What each sentence of an abstract does, by a small linear model inside the program.
//!
//! The weights are trained by `evaluation` and lie in `weights.bin`. The model looks at the words of each sentence, at what work they
//! do, at where the sentence stands, and at the labels beside it; it reads nothing else, and says the same on every machine.

pub mod chain;
pub mod features;
mod headings;
pub mod model;
mod words;

use std::sync::LazyLock;

use features::Text;
pub use headings::Heading;
use model::{Model, Signs};

/// What a sentence does, as readers of computer science were asked to say: one of five.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum Role {
    Background,
    Objective,
    Method,
    Result,
    Other,
}

/// A move of an abstract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Deserialize, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Move {
    /// What is known or matters.
    Background,
    /// What is missing or hard.
    Gap,
    /// What the authors set out to do.
    Purpose,
    /// How they did it.
    Method,
    /// What they found.
    Result,
    /// What follows from it.
    Conclusion,
    /// None of these.
    Other,
}

/// What an abstract says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// What each sentence does.
    pub said: Vec<SentenceMoves>,
    signs: Signs,
}

/// What one sentence does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SentenceMoves {
    roles: [f64; Role::COUNT],
    moves: [f64; Move::COUNT],
}

/// A second move is said where it has at least this share of the sentence.
const SECOND: f64 = 0.25;

/// Where the first words of the authors on themselves have at least this share of the result, they say the purpose in passing: `Here we show
/// that`. Of 13 abstracts without a purpose two have such a sentence. A result with a word for data, trials or use says the method so: `In a
/// review of 100 studies we find`; where an abstract has one, 7 of 20 calls of a missing method were wrong. An opening sentence with this share of the gap says the background so:
/// `Gardens use signs, but it is unclear`.
const IN_PASSING: f64 = 0.5;

static BUILTIN: LazyLock<Option<Model<'static>>> =
    LazyLock::new(|| Model::new(include_bytes!("weights.bin")));

/// Returns the model inside the program; a test holds that it is one.
pub fn builtin() -> Option<&'static Model<'static>> {
    BUILTIN.as_ref()
}

impl Model<'_> {
    /// Reads an abstract; each sentence comes with the heading it stands under, if it has one.
    pub fn read<'s>(&self, sentences: impl Iterator<Item = (&'s str, Option<Heading>)>) -> Reading {
        let (sentences, mut headings): (Vec<&str>, Vec<Option<Heading>>) = sentences.unzip();
        headings::run_in(&sentences, &mut headings);
        let text = Text::new(sentences.into_iter());
        let scores: Vec<_> = (0..text.len()).map(|index| self.scores(&text, index)).collect();
        let roles = self.roles(&scores).single;
        let headings =
            headings.into_iter().map(|heading| heading.map_or([0.0; Move::COUNT], Heading::scores));
        let mut moves = self.moves(&scores, headings).single;
        text.doubt_results(&mut moves);
        let signs = Signs::new(&text, &moves);
        let said =
            roles.into_iter().zip(moves).map(|(roles, moves)| SentenceMoves { roles, moves }).collect();
        Reading { said, signs }
    }

    /// Returns how probable it is that no sentence makes a move, from 0 to 1.
    pub fn is_missing(&self, move_: Move, read: &Reading) -> f64 {
        let opening = read.said.first().map_or(0.0, |said| said.moves[Move::Gap as usize]);
        let in_passing = match move_ {
            Move::Purpose => read.signs.purpose,
            Move::Method => read.signs.method,
            Move::Background => opening,
            _ => 0.0,
        };
        if in_passing >= IN_PASSING {
            return 0.0;
        }
        let shares: Vec<_> = read.said.iter().map(|said| said.moves).collect();
        self.missing(move_, &shares, read.signs)
    }

    /// Returns what speaks for a move in a sentence, the strongest first: each feature with its weight in logits.
    pub fn reasons(&self, text: &Text, index: usize, move_: Move) -> Vec<(String, f64)> {
        let mut reasons = Vec::new();
        text.features(index, |feature| {
            let weight = self.weight(&feature, move_);
            if weight > 0.0 {
                reasons.push((feature, weight));
            }
        });
        reasons.sort_by(|(_, a), (_, b)| b.total_cmp(a));
        reasons.into_iter().map(|(feature, weight)| (feature.to_string(), weight)).collect()
    }
}

impl SentenceMoves {
    /// Returns its most probable role, and how probable that is.
    pub fn role(&self) -> (Role, f64) {
        greatest(Role::ALL, &self.roles)
    }

    /// Returns its first move, and the share of the sentence it has.
    pub fn first(&self) -> (Move, f64) {
        greatest(Move::ALL, &self.moves)
    }

    /// Returns its moves, the first one first.
    pub fn moves(&self) -> impl Iterator<Item = (Move, f64)> {
        let first = self.first();
        let others = Move::ALL.into_iter().zip(self.moves);
        [first].into_iter().chain(others.filter(move |&(move_, share)| move_ != first.0 && share >= SECOND))
    }

    /// Returns how much of the sentence a move has, from 0 to 1; all moves together have 1.
    pub fn share(&self, move_: Move) -> f64 {
        self.moves[move_ as usize]
    }
}

fn greatest<T: Copy, const N: usize>(labels: [T; N], values: &[f64; N]) -> (T, f64) {
    let all = labels.into_iter().zip(*values);
    all.reduce(|best, next| if next.1 > best.1 { next } else { best }).unwrap_or((labels[0], 0.0))
}

impl Role {
    /// How many there are.
    pub const COUNT: usize = 5;
    /// All of them, in order.
    pub const ALL: [Self; Self::COUNT] =
        [Self::Background, Self::Objective, Self::Method, Self::Result, Self::Other];
}

impl Move {
    /// How many there are, `Other` among them.
    pub const COUNT: usize = 7;
    /// All of them, in order; `Other` is the last.
    pub const ALL: [Self; Self::COUNT] = [
        Self::Background,
        Self::Gap,
        Self::Purpose,
        Self::Method,
        Self::Result,
        Self::Conclusion,
        Self::Other,
    ];

    /// Returns the word for it in reports and files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Background => "background",
            Self::Gap => "gap",
            Self::Purpose => "purpose",
            Self::Method => "method",
            Self::Result => "result",
            Self::Conclusion => "conclusion",
            Self::Other => "other",
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn firsts(sentences: &[&str]) -> Vec<Move> {
        let read = builtin().unwrap().read(sentences.iter().map(|sentence| (*sentence, None)));
        read.said.iter().map(|said| said.first().0).collect()
    }

    #[test]
    fn the_model_inside_the_program_is_one() {
        assert!(builtin().unwrap().features() > 1000);
    }

    #[test]
    fn a_plain_abstract_makes_its_moves() {
        let sentences = [
            "Reading tests are widely used in many libraries.",
            "However, it remains unclear when readers fail.",
            "In this paper, we propose a new test of reading.",
            "We use a dataset of 400 old texts and train a model on it.",
            "Experimental results show that our test outperforms the existing ones by 12%.",
        ];
        use Move::{Background, Gap, Method, Purpose, Result};
        assert_eq!(firsts(&sentences), [Background, Gap, Purpose, Method, Result]);
    }

    #[test]
    fn labels_in_the_text_are_headings() {
        let sentences = ["Methods: 12 cats.", "And dogs.", "Results: None.", "Conclusions: Cats sleep."];
        assert_eq!(firsts(&sentences), [Move::Method, Move::Method, Move::Result, Move::Conclusion]);
    }

    #[test]
    fn shares_add_up_and_reasons_are_given() {
        let model = builtin().unwrap();
        let sentences = ["We propose a test.", "Results show that it works."];
        let said = model.read(sentences.iter().map(|sentence| (*sentence, None)));
        let said = said.said;
        let sum: f64 = Move::ALL.iter().map(|&move_| said[0].share(move_)).sum();
        assert!((sum - 1.0).abs() < 1e-9);
        assert!(!model.reasons(&Text::new(sentences.into_iter()), 0, Move::Purpose).is_empty());
        assert!(model.read([].into_iter()).said.is_empty());
    }
}
