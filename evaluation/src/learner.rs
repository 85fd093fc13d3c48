//! Learns the weights of a chain: log-linear, by stochastic gradient with a rate for each weight (AdaGrad).
//!
//! One thread, a fixed order, and operations that every machine rounds alike: the same data give the same weights.

use paperlint::internal::analysis::moves::chain::Links;

/// One abstract or paragraph to learn from.
pub struct Example<const N: usize> {
    /// The features of each sentence, as indices of weights.
    pub features: Vec<Vec<u32>>,
    /// How much of each sentence each label has; they add up to 1.
    pub targets: Vec<[f64; N]>,
    /// How much each sentence counts.
    pub trust: Vec<f64>,
    /// How much its pairs of sentences count.
    pub pair_trust: f64,
}

/// How to learn.
#[derive(Clone, Copy)]
pub struct Settings {
    /// The first step of each weight.
    pub rate: f64,
    /// The part of the features left out at each look, so that no weight leans on another.
    pub drop: f64,
    /// Looks at each example.
    pub epochs: u32,
}

/// What was learned.
pub struct Learned<const N: usize> {
    /// By feature.
    pub weights: Vec<[f64; N]>,
    /// By label before and after.
    pub links: Links<N>,
}

impl<const N: usize> Learned<N> {
    /// Returns how probable each label of each sentence is.
    pub fn marginals(&self, features: &[Vec<u32>]) -> Vec<[f64; N]> {
        self.links.marginals(&scores(features, &self.weights)).single
    }
}

/// Learns from examples whose features are less than `count`.
pub fn learn<const N: usize>(examples: &[Example<N>], count: usize, settings: Settings) -> Learned<N> {
    let mut learner = Learner::new(count, settings);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    for epoch in 0..settings.epochs {
        for last in (1..order.len()).rev() {
            order.swap(last, learner.random.below(last + 1));
        }
        order.iter().for_each(|&index| learner.look_at(&examples[index]));
        // The mean over the second half is steadier than the last.
        if epoch * 2 >= settings.epochs {
            learner.remember();
        }
    }
    learner.mean()
}

struct Learner<const N: usize> {
    settings: Settings,
    random: Random,
    weights: Vec<[Weight; N]>,
    /// Of one label after another; then of the first and of the last.
    links: Vec<[Weight; N]>,
    remembered: f64,
}

#[derive(Clone, Copy)]
struct Weight {
    now: f64,
    sum: f64,
    squares: f64,
}

impl Weight {
    const NEW: Self = Self { now: 0.0, sum: 0.0, squares: 0.01 };

    fn step(&mut self, gradient: f64, rate: f64) {
        self.squares += gradient * gradient;
        self.now += rate * gradient / self.squares.sqrt();
    }
}

impl<const N: usize> Learner<N> {
    fn new(count: usize, settings: Settings) -> Self {
        Self {
            settings,
            random: Random(42),
            weights: vec![[Weight::NEW; N]; count],
            links: vec![[Weight::NEW; N]; N + 2],
            remembered: 0.0,
        }
    }

    fn look_at(&mut self, example: &Example<N>) {
        let Settings { rate, drop, .. } = self.settings;
        let keep = 1.0 - drop;
        let features: Vec<Vec<u32>> = example
            .features
            .iter()
            .map(|features| features.iter().copied().filter(|_| self.random.share() < keep).collect())
            .collect();
        let scores: Vec<[f64; N]> = features
            .iter()
            .map(|features| {
                let score = |label: usize| {
                    features.iter().map(|&at| self.weights[at as usize][label].now).sum::<f64>()
                };
                std::array::from_fn(|label| score(label) / keep)
            })
            .collect();
        let marginals = self.links_now().marginals(&scores);
        for (index, features) in features.iter().enumerate() {
            let wrong = difference(&example.targets[index], &marginals.single[index], example.trust[index]);
            for &at in features {
                step(&mut self.weights[at as usize], &wrong, rate);
            }
        }
        for (index, pair) in marginals.pairs.iter().enumerate() {
            let (from, to) = (&example.targets[index], &example.targets[index + 1]);
            for label in 0..N {
                let target = to.map(|share| share * from[label]);
                step(&mut self.links[label], &difference(&target, &pair[label], example.pair_trust), rate);
            }
        }
        let last = features.len() - 1;
        for (links, index) in [(N, 0), (N + 1, last)] {
            let wrong = difference(&example.targets[index], &marginals.single[index], example.pair_trust);
            step(&mut self.links[links], &wrong, rate);
        }
    }

    fn links_now(&self) -> Links<N> {
        links(&self.links, |weight| weight.now)
    }

    fn remember(&mut self) {
        self.remembered += 1.0;
        for weight in self.weights.iter_mut().chain(&mut self.links).flatten() {
            weight.sum += weight.now;
        }
    }

    fn mean(self) -> Learned<N> {
        let mean = |weight: Weight| weight.sum / self.remembered;
        Learned {
            links: links(&self.links, mean),
            weights: self.weights.iter().map(|weights| weights.map(mean)).collect(),
        }
    }
}

fn links<const N: usize>(weights: &[[Weight; N]], value: impl Fn(Weight) -> f64 + Copy) -> Links<N> {
    let row = |index: usize| weights[index].map(value);
    Links { next: std::array::from_fn(row), first: row(N), last: row(N + 1) }
}

fn scores<const N: usize>(features: &[Vec<u32>], weights: &[[f64; N]]) -> Vec<[f64; N]> {
    let score =
        |features: &Vec<u32>, label: usize| features.iter().map(|&at| weights[at as usize][label]).sum();
    features.iter().map(|features| std::array::from_fn(|label| score(features, label))).collect()
}

fn difference<const N: usize>(target: &[f64; N], found: &[f64; N], trust: f64) -> [f64; N] {
    std::array::from_fn(|label| (target[label] - found[label]) * trust)
}

fn step<const N: usize>(weights: &mut [Weight; N], gradient: &[f64; N], rate: f64) {
    for (weight, gradient) in weights.iter_mut().zip(gradient) {
        weight.step(*gradient, rate);
    }
}

/// Xorshift, so that the order is the same everywhere.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    /// From 0 up to 1.
    fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feature_that_tells_the_labels_apart_is_learned() {
        let example = |feature: u32| {
            let targets = if feature == 0 { [1.0, 0.0] } else { [0.0, 1.0] };
            Example {
                features: vec![vec![feature, 2]],
                targets: vec![targets],
                trust: vec![1.0],
                pair_trust: 1.0,
            }
        };
        let settings = Settings { rate: 0.2, drop: 0.2, epochs: 60 };
        let learned = learn(&[example(0), example(1)], 3, settings);
        assert!(learned.marginals(&[vec![0, 2]])[0][0] > 0.8);
        assert!(learned.marginals(&[vec![1, 2]])[0][1] > 0.8);
    }
}
