//! How well the moves of abstracts are told.

use std::fmt;

use paperlint::analysis::moves::model::Model;
use paperlint::analysis::moves::{Heading, Move, Reading, Role};
use paperlint::rules;

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
    /// Sentences under a title, whose first move is one that such a title names.
    titled: Part,
    missing: [Counts; Move::COUNT - 1],
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

/// How paperlint reads an abstract.
pub fn read(abstract_: &Abstract, model: &Model<'_>) -> Reading {
    model.read(abstract_.sentences.iter().map(|sentence| (sentence.as_str(), None)))
}

/// The moves that are missing, as surely as `thin-abstract` asks.
pub fn missing(read: &Reading, model: &Model<'_>) -> Vec<Move> {
    let moves = Move::ALL.into_iter().filter(|&move_| move_ != Move::Other);
    moves.filter(|&move_| model.is_missing(move_, read) >= sure(move_)).collect()
}

/// How sure `thin-abstract` must be that a move is missing, from 0 to 1.
fn sure(move_: Move) -> f64 {
    let is_lesser = matches!(move_, Move::Background | Move::Gap | Move::Conclusion);
    let name = if is_lesser { "lesser" } else { "sure" };
    let rule = rules::builtin().into_iter().find(|rule| rule.spec.id == "thin-abstract");
    let percent = rule.and_then(|rule| rule.spec.settings.get(name).map(|setting| setting.default));
    percent.map_or(0.5, |percent| f64::from(percent) / 100.0)
}

impl Score {
    /// Adds one abstract.
    pub fn add(&mut self, abstract_: &Abstract, model: &Model<'_>) {
        let read = read(abstract_, model);
        let said = &read.said;
        for (said, role) in said.iter().zip(abstract_.roles().unwrap_or_default()) {
            self.roles.iter_mut().enumerate().for_each(|(index, counts)| {
                counts.add(said.role().0 as usize == index, role as usize == index);
            });
        }
        for ((said, role), conf) in
            said.iter().zip(abstract_.roles().unwrap_or_default()).zip(&abstract_.confs)
        {
            if *conf > 0.65 {
                self.agreed.add(said.role().0 == role);
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
        if abstract_.moves.is_empty() {
            return;
        }
        for (said, moves) in said.iter().zip(&abstract_.moves) {
            self.first.add(moves.first() == Some(&said.first().0));
            for (counts, move_) in self.moves.iter_mut().zip(Move::ALL) {
                counts.add(said.moves().any(|(said, _)| said == move_), moves.contains(&move_));
            }
        }
        let missing = missing(&read, model);
        for (counts, move_) in self.missing.iter_mut().zip(Move::ALL) {
            counts.add(missing.contains(&move_), abstract_.missing.contains(&move_));
        }
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

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut table = |title: &str, names: &[String], all: &[Counts]| {
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
        };
        let names = Move::ALL.map(|move_| move_.name().to_owned());
        table("roles", &Role::ALL.map(|role| format!("{role:?}").to_lowercase()), &self.roles)?;
        table("moves", &names, &self.moves)?;
        table("moves missing", &names, &self.missing)?;
        let parts = [
            ("roles that two readers of three agree on", &self.agreed),
            ("first move", &self.first),
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
