//! A chain of sentences, each with scores for its labels: how probable each label is, given those beside it.

/// How well labels follow each other: `next[a][b]` is the score of `b` after `a`, and the first and last have scores of their own.
#[derive(Clone, Debug)]
pub struct Links<const N: usize> {
    /// Of one label after another.
    pub next: [[f64; N]; N],
    /// Of the first label.
    pub first: [f64; N],
    /// Of the last label.
    pub last: [f64; N],
}

/// How probable the labels of a chain are.
#[derive(Clone, Debug)]
pub struct Marginals<const N: usize> {
    /// Of each sentence; they add up to 1.
    pub single: Vec<[f64; N]>,
    /// Of each sentence and the next.
    pub pairs: Vec<[[f64; N]; N]>,
}

impl<const N: usize> Default for Links<N> {
    fn default() -> Self {
        Self { next: [[0.0; N]; N], first: [0.0; N], last: [0.0; N] }
    }
}

impl<const N: usize> Links<N> {
    /// Returns the forward-backward algorithm, scaled at each sentence so that nothing under- or overflows.
    pub fn marginals(&self, scores: &[[f64; N]]) -> Marginals<N> {
        let next = self.next.map(|row| row.map(exp));
        let [first, last] = [self.first, self.last].map(|scores| scores.map(exp));
        let fits: Vec<[f64; N]> = scores.iter().map(exps).collect();
        let mut forward: Vec<[f64; N]> = Vec::with_capacity(fits.len());
        for fit in &fits {
            let reached = forward.last().map_or(first, |before| {
                std::array::from_fn(|label| (0..N).map(|from| before[from] * next[from][label]).sum())
            });
            forward.push(normal(std::array::from_fn(|label| reached[label] * fit[label])));
        }
        let mut backward = vec![normal(last); fits.len()];
        for index in (1..fits.len()).rev() {
            let after: [f64; N] = std::array::from_fn(|label| backward[index][label] * fits[index][label]);
            backward[index - 1] =
                normal(std::array::from_fn(|label| (0..N).map(|to| next[label][to] * after[to]).sum()));
        }
        let single: Vec<[f64; N]> = forward
            .iter()
            .zip(&backward)
            .map(|(forward, backward)| normal(std::array::from_fn(|label| forward[label] * backward[label])))
            .collect();
        let pairs = (1..fits.len())
            .map(|index| {
                let pair = |from: usize, to: usize| {
                    forward[index - 1][from] * next[from][to] * fits[index][to] * backward[index][to]
                };
                let all: [[f64; N]; N] = std::array::from_fn(|from| std::array::from_fn(|to| pair(from, to)));
                let sum: f64 = all.iter().flatten().sum();
                all.map(|row| row.map(|value| value / sum))
            })
            .collect();
        Marginals { single, pairs }
    }
}

/// e to the power of each, times one factor that keeps the greatest at 1.
fn exps<const N: usize>(scores: &[f64; N]) -> [f64; N] {
    let greatest = scores.iter().copied().fold(f64::MIN, f64::max);
    scores.map(|score| exp(score - greatest))
}

fn normal<const N: usize>(values: [f64; N]) -> [f64; N] {
    let sum: f64 = values.iter().sum();
    values.map(|value| value / sum)
}

/// e to the power of `x`, by operations that every machine rounds alike; a library's `exp` may differ in the last bit.
///
/// Right to about 15 digits between -700 and 700, and held there outside.
pub fn exp(x: f64) -> f64 {
    let x = x.clamp(-700.0, 700.0);
    let halvings = (x * std::f64::consts::LOG2_E).round();
    let rest = x - halvings * std::f64::consts::LN_2;
    // The Taylor series; the rest is less than 0.35.
    let series = (1..=14).rev().fold(1.0, |sum, power| 1.0 + rest / f64::from(power) * sum);
    series * f64::from_bits(((halvings as i64 + 1023) as u64) << 52)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn powers_of_e() {
        for x in [-300.0, -3.5, -0.1, 0.0, 0.4, 1.0, 20.0] {
            assert!((exp(x) / f64::exp(x) - 1.0).abs() < 1e-13, "{x}");
        }
    }

    #[test]
    fn labels_depend_on_those_beside_them() {
        let links = Links::<2> { next: [[1.0, -1.0], [-1.0, 1.0]], ..Links::default() };
        let marginals = links.marginals(&[[2.0, 0.0], [0.0, 0.0], [2.0, 0.0]]);
        assert!(marginals.single[1][0] > 0.9);
        assert!((marginals.pairs[0].iter().flatten().sum::<f64>() - 1.0).abs() < 1e-9);
        assert!(links.marginals(&[]).single.is_empty());
    }
}
