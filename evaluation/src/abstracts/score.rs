//! How well the moves of abstracts are told.

use std::fmt;
use std::sync::LazyLock;

use paperlint::internal::analysis::moves::model::Model;
use paperlint::internal::analysis::moves::{Heading, Move, Reading, Role};
use paperlint::internal::rules;

use super::data::Abstract;
use crate::share;

/// Counts over all abstracts scored.
#[derive(Default)]
pub struct Score {
    roles: [Counts; Role::COUNT],
    moves: [Counts; Move::COUNT],
    /// Roles on which two readers of three agree.
    agreed: Part,
    first: Part,
    /// The same where moves were read for this project, of computer science and of medicine.
    first_read: [Part; 2],
    /// Sentences under a title, whose first move is one that such a title names.
    titled: Part,
    missing: [Vec<Guess>; MOVES],
}

/// The moves without `Other`, which is never missing.
const MOVES: usize = Move::COUNT - 1;

/// How probable a move is said to be missing from a whole abstract, and whether it is.
struct Guess {
    probability: f64,
    is_missing: bool,
    use_: Use,
}

/// What the guesses on an abstract are for.
#[derive(Clone, Copy, PartialEq)]
pub enum Use {
    /// How sure to be is chosen on them.
    Choosing,
    /// They are only counted.
    Counting,
}

/// Right ones of all.
#[derive(Default)]
struct Part {
    right: usize,
    all: usize,
}

#[derive(Clone, Copy, Default)]
struct Counts {
    right: usize,
    found: usize,
    marked: usize,
}

/// Returns how paperlint reads an abstract.
pub fn read(abstract_: &Abstract, model: &Model<'_>) -> Reading {
    model.read(abstract_.sentences.iter().map(|sentence| (sentence.as_str(), None)))
}

/// Returns the moves that are missing, as surely as `thin-abstract` asks.
pub fn missing(read: &Reading, model: &Model<'_>) -> Vec<Move> {
    let moves = Move::ALL.into_iter().zip(*SURE);
    moves.filter(|&(move_, sure)| model.is_missing(move_, read) >= sure).map(|(move_, _)| move_).collect()
}

/// How sure `thin-abstract` must be that a move is missing, from 0 to 1.
static SURE: LazyLock<[f64; MOVES]> = LazyLock::new(|| {
    let rule = rules::builtin().into_iter().find(|rule| rule.spec.id == "thin-abstract");
    let percent = |name: &str| {
        let setting = rule.as_ref().and_then(|rule| rule.spec.settings.get(name));
        setting.map_or(50, |setting| setting.default)
    };
    let name = |move_| match move_ {
        Move::Background | Move::Gap | Move::Conclusion => "lesser",
        Move::Result => "sure",
        Move::Method => "method",
        _ => "rare",
    };
    std::array::from_fn(|index| f64::from(percent(name(Move::ALL[index]))) / 100.0)
});

impl Score {
    /// Adds one abstract.
    pub fn add(&mut self, abstract_: &Abstract, model: &Model<'_>, use_: Use) {
        let read = read(abstract_, model);
        let said = &read.said;
        let confs = abstract_.confs.iter().copied().chain(std::iter::repeat(0.0));
        for ((said, role), conf) in said.iter().zip(abstract_.roles().unwrap_or_default()).zip(confs) {
            let found = said.role().0;
            for (counts, each) in self.roles.iter_mut().zip(Role::ALL) {
                counts.add(found == each, role == each);
            }
            if conf > 0.65 {
                self.agreed.add(found == role);
            }
        }
        if abstract_.roles().is_none() {
            let titles = abstract_.labels.iter().map(|label| Heading::new(label));
            for (said, heading) in said.iter().zip(titles) {
                if let Some(heading) = heading {
                    self.titled.add(heading.names(said.first().0));
                }
            }
        }
        let field = usize::from(abstract_.id.starts_with("pmid"));
        for (said, moves) in said.iter().zip(&abstract_.read) {
            self.first_read[field].add(moves.first() == Some(&said.first().0));
        }
        self.add_missing(abstract_, &read, model, use_);
        for (said, moves) in said.iter().zip(&abstract_.moves) {
            self.first.add(moves.first() == Some(&said.first().0));
            for (counts, move_) in self.moves.iter_mut().zip(Move::ALL) {
                counts.add(said.moves().any(|(said, _)| said == move_), moves.contains(&move_));
            }
        }
    }

    /// Which moves the whole abstract lacks, where its moves were read.
    fn add_missing(&mut self, abstract_: &Abstract, read: &Reading, model: &Model<'_>, use_: Use) {
        let lesson = abstract_.lesson();
        if lesson.is_empty() {
            return;
        }
        for (guesses, move_) in self.missing.iter_mut().zip(Move::ALL) {
            let is_missing = !lesson.iter().flatten().any(|&said| said == move_);
            guesses.push(Guess { probability: model.is_missing(move_, read), is_missing, use_ });
        }
    }

    /// Returns which moves are called missing rightly, from these probabilities on.
    fn missing(&self, sure: &[f64; MOVES], use_: Use) -> [Counts; MOVES] {
        let mut counts = [Counts::default(); MOVES];
        for ((counts, guesses), sure) in counts.iter_mut().zip(&self.missing).zip(sure) {
            let guesses = guesses.iter().filter(|guess| guess.use_ == use_);
            guesses.for_each(|guess| counts.add(guess.probability >= *sure, guess.is_missing));
        }
        counts
    }
}

impl Part {
    fn add(&mut self, is_right: bool) {
        self.right += usize::from(is_right);
        self.all += 1;
    }
}

impl Counts {
    fn add(&mut self, is_found: bool, is_marked: bool) {
        self.right += usize::from(is_found && is_marked);
        self.found += usize::from(is_found);
        self.marked += usize::from(is_marked);
    }

    fn f1(&self) -> f64 {
        share(2 * self.right, self.found + self.marked)
    }
}

fn micro(all: &[Counts]) -> f64 {
    let sum = |part: fn(&Counts) -> usize| all.iter().map(part).sum::<usize>();
    share(2 * sum(|counts| counts.right), sum(|counts| counts.found + counts.marked))
}

fn macro_(all: &[Counts]) -> f64 {
    all.iter().map(Counts::f1).sum::<f64>() / all.len() as f64
}

impl Score {
    /// Precision and recall of each missing move by how sure to be, so that settings can be chosen.
    fn sweep(&self, use_: Use, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "  sure")?;
        Move::ALL.iter().take(MOVES).try_for_each(|move_| write!(f, "  {:>11}", move_.name()))?;
        for percent in (30..=90).step_by(5) {
            write!(f, "\n  {percent:>2} %")?;
            let sure = [f64::from(percent) / 100.0; MOVES];
            for Counts { right, found, marked } in self.missing(&sure, use_) {
                write!(f, "    {:.2} {:.2}", share(right, found), share(right, marked))?;
            }
        }
        writeln!(f)
    }
}

/// Precision and recall of each label; nothing where no reader gave any.
fn table(f: &mut fmt::Formatter<'_>, title: &str, names: &[String], all: &[Counts]) -> fmt::Result {
    if all.iter().all(|counts| counts.marked == 0) {
        return Ok(());
    }
    writeln!(f, "{title}: micro F1 {:.4}, macro F1 {:.4}", micro(all), macro_(all))?;
    for (name, counts) in names.iter().zip(all) {
        let Counts { right, found, marked } = counts;
        let (precision, recall) = (share(*right, *found), share(*right, *marked));
        writeln!(
            f,
            "  {name:<11} precision {precision:.4} ({right} of {found})  recall {recall:.4} (of {marked})"
        )?;
    }
    Ok(())
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = Move::ALL.map(|move_| move_.name().to_owned());
        table(f, "roles", &Role::ALL.map(|role| format!("{role:?}").to_lowercase()), &self.roles)?;
        table(f, "moves", &names, &self.moves)?;
        for (use_, title) in [
            (Use::Choosing, "moves missing from whole abstracts, those to choose by"),
            (Use::Counting, "moves missing from whole abstracts, those left out of choosing"),
        ] {
            table(f, title, &names, &self.missing(&SURE, use_))?;
            if self.missing.iter().flatten().any(|guess| guess.use_ == use_) {
                self.sweep(use_, f)?;
            }
        }
        let parts = [
            ("roles that two readers of three agree on", &self.agreed),
            ("first move", &self.first),
            ("first move, read for this project, computer science", &self.first_read[0]),
            ("first move, read for this project, medicine", &self.first_read[1]),
            ("a move that the title names", &self.titled),
        ];
        for (name, part) in parts {
            if part.all > 0 {
                let Part { right, all } = part;
                writeln!(f, "{name}: accuracy {:.4} ({right} of {all} sentences)", share(*right, *all))?;
            }
        }
        Ok(())
    }
}
