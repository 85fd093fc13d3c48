//! The model of moves: a table of weights by feature, and how labels follow each other.
//!
//! Two heads share the table: five roles, as computer scientists were asked to label them, and six moves and `other`. All numbers
//! are integers, so a sentence gets the same scores on every machine.

use super::chain::{Links, Marginals, exp};
use super::features::{Feature, Text};
use super::{Move, Role};

/// A model, as it lies in its file.
///
/// The file holds, in little-endian order: `NUMBERS` values of 32 bits, in millionths but for the first, which is how many features there
/// are; where each of `BUCKETS` + 1 runs of features starts; the hash of each feature, rising; and `WEIGHTS` bytes for each.
#[derive(Clone, Debug)]
pub struct Model<'w> {
    starts: &'w [u8],
    hashes: &'w [u8],
    weights: &'w [u8],
    roles: Head<{ Role::COUNT }>,
    moves: Head<{ Move::COUNT }>,
    missing: [Curve; Move::COUNT - 1],
}

/// What one kind of label has for itself.
#[derive(Clone, Debug, Default)]
pub struct Head<const N: usize> {
    /// What a weight of 1 stands for.
    pub unit: f64,
    /// How labels follow each other.
    pub links: Links<N>,
}

/// How probable it is that a move is missing, by logistic regression: a weight for each of [`traits`].
pub type Curve = [f64; TRAITS];

/// How many traits of an abstract tell whether a move is missing.
pub const TRAITS: usize = 13 + 2 * Move::COUNT;

/// Weights of a feature: first those of roles, then those of moves.
pub const WEIGHTS: usize = Role::COUNT + Move::COUNT;
/// Runs of features, by the first bits of their hash.
pub const BUCKETS: usize = 1 << BUCKET_BITS;
const BUCKET_BITS: u32 = 12;
/// Millionths in the file.
pub const MICRO: f64 = 1e6;
/// Values of 32 bits at the start of a file.
pub const NUMBERS: usize =
    1 + head_numbers(Role::COUNT) + head_numbers(Move::COUNT) + TRAITS * (Move::COUNT - 1);

const fn head_numbers(labels: usize) -> usize {
    1 + labels * labels + 2 * labels
}

impl<'w> Model<'w> {
    /// Returns the model in a file's bytes; none where they are not a model.
    pub fn new(bytes: &'w [u8]) -> Option<Self> {
        let (head, rest) = bytes.split_at_checked(4 * NUMBERS)?;
        let mut numbers =
            head.chunks_exact(4).map(|bytes| i32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]));
        let rows = usize::try_from(numbers.next()?).ok()?;
        let (starts, rest) = rest.split_at_checked(4 * (BUCKETS + 1))?;
        let (hashes, weights) = rest.split_at_checked(rows.checked_mul(4)?)?;
        let mut values = numbers.map(|number| f64::from(number) / MICRO);
        let model = Self {
            starts,
            hashes,
            weights,
            roles: Head::read(&mut values)?,
            moves: Head::read(&mut values)?,
            missing: curves(&mut values)?,
        };
        (weights.len() == rows * WEIGHTS).then_some(model)
    }

    /// Returns how many features it knows.
    pub fn features(&self) -> usize {
        self.hashes.len() / 4
    }

    /// Returns how probable each role of each sentence is.
    pub(super) fn roles(&self, scores: &[[i32; WEIGHTS]]) -> Marginals<{ Role::COUNT }> {
        let scores: Vec<[f64; Role::COUNT]> = scores
            .iter()
            .map(|scores| std::array::from_fn(|role| f64::from(scores[role]) * self.roles.unit))
            .collect();
        self.roles.links.marginals(&scores)
    }

    /// How probable each move of each sentence is; `headings` adds to the scores of moves that a heading names.
    pub(super) fn moves(
        &self,
        scores: &[[i32; WEIGHTS]],
        headings: impl Iterator<Item = [f64; Move::COUNT]>,
    ) -> Marginals<{ Move::COUNT }> {
        let scores: Vec<[f64; Move::COUNT]> = scores
            .iter()
            .zip(headings)
            .map(|(scores, heading)| {
                std::array::from_fn(|index| {
                    f64::from(scores[Role::COUNT + index]) * self.moves.unit + heading[index]
                })
            })
            .collect();
        self.moves.links.marginals(&scores)
    }

    /// Returns the scores of a sentence, in units of each head.
    pub(super) fn scores(&self, text: &Text, index: usize) -> [i32; WEIGHTS] {
        let mut scores = [0; WEIGHTS];
        text.features(index, |feature| {
            if let Some(weights) = self.weights(feature.hash()) {
                for (score, &weight) in scores.iter_mut().zip(weights) {
                    *score += i32::from(weight as i8);
                }
            }
        });
        scores
    }

    /// Returns how much a feature says for a move, in logits.
    pub(super) fn weight(&self, feature: &Feature<'_>, move_: Move) -> f64 {
        let weight =
            self.weights(feature.hash()).and_then(|weights| weights.get(Role::COUNT + move_ as usize));
        weight.map_or(0.0, |&weight| f64::from(weight as i8) * self.moves.unit)
    }

    /// Returns how probable it is that no sentence makes a move, given how the shares of moves are told.
    pub(super) fn missing(&self, move_: Move, shares: &[[f64; Move::COUNT]], signs: Signs) -> f64 {
        let missing = |curve| probability(curve, &traits(move_, shares, signs));
        self.missing.get(move_ as usize).map_or(0.0, missing)
    }

    fn weights(&self, hash: u32) -> Option<&'w [u8]> {
        let bucket = (hash >> (32 - BUCKET_BITS)) as usize;
        let (start, end) = (number(self.starts, bucket)?, number(self.starts, bucket + 1)?);
        let run = self.hashes.get(4 * start..4 * end)?;
        let wanted = hash.to_le_bytes();
        let row = start + run.chunks_exact(4).position(|hash| hash == wanted)?;
        self.weights.get(WEIGHTS * row..WEIGHTS * (row + 1))
    }
}

fn number(bytes: &[u8], index: usize) -> Option<usize> {
    let bytes = bytes.get(4 * index..4 * index + 4)?;
    Some(u32::from_le_bytes(bytes.try_into().ok()?) as usize)
}

impl<const N: usize> Head<N> {
    fn read(values: &mut impl Iterator<Item = f64>) -> Option<Self> {
        let mut head = Self { unit: values.next()?, links: Links::default() };
        let Links { next, first, last } = &mut head.links;
        for slot in next.iter_mut().flatten().chain(first).chain(last) {
            *slot = values.next()?;
        }
        Some(head)
    }

    /// Returns the values that `read` reads.
    pub fn values(&self) -> impl Iterator<Item = f64> {
        let Links { next, first, last } = &self.links;
        [self.unit].into_iter().chain(next.iter().flatten().chain(first).chain(last).copied())
    }
}

fn curves<const N: usize>(values: &mut impl Iterator<Item = f64>) -> Option<[Curve; N]> {
    let mut curves = [[0.0; TRAITS]; N];
    for slot in curves.iter_mut().flatten() {
        *slot = values.next()?;
    }
    Some(curves)
}

/// What words tell of moves: a purpose or a method may be said in passing where a result is told, `Here we show that`, `In 40 trials we
/// found`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Signs {
    /// The share of the result in the sentence in which the authors first speak of themselves.
    pub purpose: f64,
    /// The greatest share of the result in a sentence that has a word for data, trials or use.
    pub method: f64,
    /// 1 where a sentence has a word for finding or for what is better, once the authors have spoken of themselves; else 0.
    pub result: f64,
    /// 1 where any sentence has a word for finding or for what is better, else 0.
    pub found: f64,
    /// 1 where any sentence has a number, else 0.
    pub number: f64,
    /// 1 where any sentence has a percentage, else 0.
    pub percent: f64,
    /// 1 where any sentence tells what will or should be done, else 0.
    pub plan: f64,
}

impl Signs {
    /// Returns what is said so in an abstract whose sentences have these shares of each move.
    pub fn new(text: &Text, shares: &[[f64; Move::COUNT]]) -> Self {
        let result = |index: usize| shares.get(index).map_or(0.0, |shares| shares[Move::Result as usize]);
        let tells_how = (0..shares.len()).filter(|&index| text.tells_how(index));
        let finds = (text.own().unwrap_or(0)..shares.len()).any(|index| text.tells_found(index));
        let any = |has: fn(&Text, usize) -> bool| {
            f64::from(u8::from((0..shares.len()).any(|index| has(text, index))))
        };
        Self {
            purpose: text.own().map_or(0.0, result),
            method: tells_how.map(result).fold(0.0, f64::max),
            result: f64::from(u8::from(finds)),
            found: any(Text::tells_found),
            number: any(Text::tells_number),
            percent: any(Text::tells_percent),
            plan: any(Text::tells_no_result),
        }
    }
}

/// Returns what tells whether a move is missing from an abstract whose sentences have these shares of each move: 1; the greatest share that
/// a sentence has of it, the second greatest, that of the first sentence, that of the last, and the signs of a purpose and a method, as
/// logits; the logarithm of how many sentences there are; the signs of a result, of numbers and of plans; the logarithms of how many
/// sentences each move has; and the greatest share of each, as a logit: an abstract that surely tells a purpose and a conclusion lacks its
/// result less often.
pub fn traits(move_: Move, shares: &[[f64; Move::COUNT]], signs: Signs) -> [f64; TRAITS] {
    let of_move = || shares.iter().map(|shares| shares[move_ as usize]);
    let (greatest, second) = of_move().fold((0.0, 0.0), |(greatest, second), share| {
        if share > greatest { (share, greatest) } else { (greatest, f64::max(second, share)) }
    });
    let [first, last] = [of_move().next(), of_move().next_back()].map(Option::unwrap_or_default);
    let log = |count: f64| logit(count / (1.0 + count));
    let mut traits = [0.0; TRAITS];
    let (alone, each) = traits.split_at_mut(TRAITS - 2 * Move::COUNT);
    let (sums, peaks) = each.split_at_mut(Move::COUNT);
    let logits = [greatest, second, first, last, signs.purpose, signs.method].map(logit);
    alone[0] = 1.0;
    alone[1..7].copy_from_slice(&logits);
    alone[7] = log(shares.len() as f64);
    alone[8..].copy_from_slice(&[signs.result, signs.found, signs.number, signs.percent, signs.plan]);
    for (index, (sum, peak)) in sums.iter_mut().zip(peaks).enumerate() {
        *sum = log(shares.iter().map(|shares| shares[index]).sum());
        *peak = logit(shares.iter().map(|shares| shares[index]).fold(0.0, f64::max));
    }
    traits
}

/// Returns what a curve says of traits, from 0 to 1.
pub fn probability(curve: &Curve, traits: &[f64; TRAITS]) -> f64 {
    let sum: f64 = curve.iter().zip(traits).map(|(weight, value)| weight * value).sum();
    1.0 / (1.0 + exp(-sum))
}

/// Returns the logit of a share, which is held a little off 0 and 1.
///
/// By the series of the inverse hyperbolic tangent, so that it too is the same on every machine.
fn logit(share: f64) -> f64 {
    let share = share.clamp(0.003, 0.997);
    // Halving the odds until they are near 1 keeps the series short.
    let (mut odds, mut halvings) = (share / (1.0 - share), 0.0);
    while odds > std::f64::consts::SQRT_2 {
        (odds, halvings) = (odds / 2.0, halvings + 1.0);
    }
    while odds < std::f64::consts::FRAC_1_SQRT_2 {
        (odds, halvings) = (odds * 2.0, halvings - 1.0);
    }
    let ratio = (odds - 1.0) / (odds + 1.0);
    let square = ratio * ratio;
    let series = (0..12).rev().fold(0.0, |sum, term| 1.0 / f64::from(2 * term + 1) + square * sum);
    halvings * std::f64::consts::LN_2 + 2.0 * ratio * series
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logits() {
        for share in [0.003, 0.2, 0.5, 0.9, 0.997_f64] {
            assert!((logit(share) - (share / (1.0 - share)).ln()).abs() < 1e-12, "{share}");
        }
    }

    #[test]
    fn bytes_that_are_no_model_are_refused() {
        assert!(Model::new(b"").is_none());
        assert!(Model::new(&[1; 100_000]).is_none());
    }
}
