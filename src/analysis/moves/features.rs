//! What the model of moves sees of a sentence: its words, what work they do, and where it stands in the abstract.
//!
//! A feature has a kind and up to three words, so it can be shown to an author; the model knows it by a hash of both.

use std::fmt;

use super::Move;
use super::words::{self, Class, Words};

/// The sentences of one abstract as the model sees them.
#[derive(Clone, Debug)]
pub struct Text {
    sentences: Vec<Words>,
    /// The classes of all words before each sentence.
    earlier: Vec<u64>,
    /// The classes of all words after each sentence.
    later: Vec<u64>,
    /// The first sentence in which the authors speak of themselves or of the paper.
    own: Option<usize>,
    /// Whether it may be about a text that looks at the work of others.
    is_overview: bool,
}

/// Something a sentence has.
#[derive(Clone, Copy, Debug)]
pub struct Feature<'t> {
    kind: Kind,
    words: [&'t str; 3],
    hash: u32,
}

/// What kind of feature it is. The order is a part of every hash, so weights must be trained anew when it changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Any,
    Word,
    Pair,
    Opening,
    Length,
    Class,
    ClassPair,
    ClassTriple,
    ClassOpening,
    ClassThenWord,
    WordThenClass,
    ClassBefore,
    ClassAfter,
    ClassEarlier,
    ClassLater,
    /// Before, in or after the first sentence in which the authors speak of themselves.
    Own,
    OwnClass,
    /// Whether the abstract may be of an overview, and what a sentence has there.
    Overview,
    OverviewClass,
    OverviewOpening,
    FromStart,
    FromEnd,
    Tenth,
    Place,
    Of,
}

/// A share of the result from which on a sentence is a result whatever words it has. Below it, one in five of the sentences with such words is,
/// in 1,560 abstracts.
const DOUBTED: f64 = 0.6;

/// What is left of a doubted share.
const KEPT: f64 = 0.2;

impl Text {
    /// Reads the sentences of an abstract.
    pub fn new<'s>(sentences: impl Iterator<Item = &'s str>) -> Self {
        let sentences: Vec<Words> = sentences.map(Words::new).collect();
        let own = sentences.iter().position(Words::is_own);
        let is_overview = sentences.iter().any(Words::tells_of_overview);
        let (earlier, later) = (said_before(sentences.iter()), said_before(sentences.iter().rev()));
        let later = later.into_iter().rev().collect();
        Self { sentences, earlier, later, own, is_overview }
    }

    /// Returns how many sentences there are.
    pub fn len(&self) -> usize {
        self.sentences.len()
    }

    /// Returns whether there is no sentence.
    pub fn is_empty(&self) -> bool {
        self.sentences.is_empty()
    }

    /// Returns the first sentence in which the authors speak of themselves or of the paper.
    pub fn own(&self) -> Option<usize> {
        self.own
    }

    /// Returns whether a sentence has a word for data, trials or use.
    pub fn tells_how(&self, index: usize) -> bool {
        self.sentences.get(index).is_some_and(Words::tells_how)
    }

    /// Returns whether a sentence has a word for finding, or for what is better.
    pub fn tells_found(&self, index: usize) -> bool {
        self.sentences.get(index).is_some_and(Words::tells_found)
    }

    /// Returns whether a sentence has a number.
    pub fn tells_number(&self, index: usize) -> bool {
        self.sentences.get(index).is_some_and(Words::tells_number)
    }

    /// Returns whether a sentence has a percentage.
    pub fn tells_percent(&self, index: usize) -> bool {
        self.sentences.get(index).is_some_and(Words::tells_percent)
    }

    /// Returns whether a sentence tells what was, will or should be done, and not what came out.
    pub fn tells_no_result(&self, index: usize) -> bool {
        self.sentences.get(index).is_some_and(Words::tells_no_result)
    }

    /// Lowers the share of the result in sentences that tell what was, will or should be done, where it is in doubt; the other moves get
    /// what it loses.
    pub fn doubt_results(&self, shares: &mut [[f64; Move::COUNT]]) {
        let result = Move::Result as usize;
        for (words, shares) in self.sentences.iter().zip(shares) {
            let share = shares[result];
            if share < DOUBTED && words.tells_no_result() {
                let rest = (1.0 - KEPT * share) / (1.0 - share);
                shares.iter_mut().for_each(|other| *other *= rest);
                shares[result] = KEPT * share;
            }
        }
    }

    /// Calls `seen` with each feature of a sentence.
    pub fn features<'t>(&'t self, index: usize, mut seen: impl FnMut(Feature<'t>)) {
        let Some(words) = self.sentences.get(index) else { return };
        wording(words, &mut seen);
        work(words, &mut seen);
        self.around(index, words, &mut seen);
        self.whole(index, words, &mut seen);
        self.place(index, &mut seen);
    }

    /// What the sentences beside it do, and whether the authors have spoken of themselves yet.
    fn around<'t>(&'t self, index: usize, words: &'t Words, seen: &mut impl FnMut(Feature<'t>)) {
        let beside = [
            (Kind::ClassBefore, index.checked_sub(1).and_then(|before| self.sentences.get(before))),
            (Kind::ClassAfter, self.sentences.get(index + 1)),
        ];
        for (kind, sentence) in beside {
            for class in sentence.into_iter().flat_map(Words::classes) {
                seen(Feature::of_class(kind, class));
            }
        }
        let own = match self.own {
            None => "nowhere",
            Some(own) if index < own => "later",
            Some(own) if index == own => "here",
            Some(own) if index == own + 1 => "just before",
            Some(_) => "earlier",
        };
        seen(Feature::of_name(Kind::Own, own));
        for class in words.classes() {
            let number = own.len() as u64;
            let hash = mix(Kind::OwnClass, [number, u64::from(class.0), 0]);
            seen(Feature { kind: Kind::OwnClass, words: [own, class.name(), ""], hash });
        }
    }

    /// What is said anywhere before and after it, and what the abstract may be of.
    fn whole<'t>(&'t self, index: usize, words: &'t Words, seen: &mut impl FnMut(Feature<'t>)) {
        let said = [(Kind::ClassEarlier, self.earlier[index]), (Kind::ClassLater, self.later[index])];
        for (kind, said) in said {
            words::each(said).for_each(|class| seen(Feature::of_class(kind, class)));
        }
        let (name, is_overview) = if self.is_overview { ("overview", 1) } else { ("no overview", 0) };
        let feature = |kind, word, hash| Feature {
            kind,
            words: [name, word, ""],
            hash: mix(kind, [is_overview, hash, 0]),
        };
        seen(feature(Kind::Overview, "", 0));
        for class in words.classes() {
            seen(feature(Kind::OverviewClass, class.name(), class.0.into()));
        }
        for index in 0..2 {
            seen(feature(Kind::OverviewOpening, words.get(index), words.hash(index)));
        }
    }

    fn place<'t>(&'t self, index: usize, seen: &mut impl FnMut(Feature<'t>)) {
        let (count, last) = (self.len(), self.len() - 1);
        let number = |kind, a: usize, b: usize| {
            let names = [NUMBERS.get(a), NUMBERS.get(b)].map(|name| name.copied().unwrap_or("many"));
            Feature { kind, words: [names[0], names[1], ""], hash: mix(kind, [a as u64, b as u64, 0]) }
        };
        seen(number(Kind::Any, 0, 0));
        seen(number(Kind::FromStart, index.min(6), 0));
        seen(number(Kind::FromEnd, (last - index).min(6), 0));
        seen(number(Kind::Tenth, index * 10 / count, 0));
        seen(number(Kind::Place, index.min(12), count.min(12)));
        seen(number(Kind::Of, count.min(12), 0));
    }
}

/// Returns the classes of all words before each sentence.
fn said_before<'t>(sentences: impl Iterator<Item = &'t Words>) -> Vec<u64> {
    let before = sentences.scan(0, |said, words| {
        let before = *said;
        *said |= words.class_set();
        Some(before)
    });
    before.collect()
}

/// Its words, its pairs of words, and how it begins.
fn wording<'t>(words: &'t Words, seen: &mut impl FnMut(Feature<'t>)) {
    let hash = |index| words.hash(index);
    for index in 0..words.len() {
        let pair = [words.get(index), words.get(index + 1), ""];
        let hashes = [hash(index), hash(index + 1), 0];
        seen(Feature {
            kind: Kind::Word,
            words: [pair[0], "", ""],
            hash: mix(Kind::Word, [hashes[0], 0, 0]),
        });
        seen(Feature { kind: Kind::Pair, words: pair, hash: mix(Kind::Pair, hashes) });
    }
    let first = [0, 1, 2].map(|index| words.get(index));
    for length in 1..=3 {
        let of = |index: usize| if index < length { (first[index], hash(index)) } else { ("", 0) };
        let opening = [of(0), of(1), of(2)];
        let hash = mix(Kind::Opening, opening.map(|(_, hash)| hash));
        seen(Feature { kind: Kind::Opening, words: opening.map(|(word, _)| word), hash });
    }
    let length = match words.len() {
        0..=8 => "up to 8 words",
        9..=14 => "up to 14 words",
        15..=24 => "up to 24 words",
        25..=34 => "up to 34 words",
        _ => "35 words or more",
    };
    seen(Feature::of_name(Kind::Length, length));
}

/// What work its words do.
fn work<'t>(words: &'t Words, seen: &mut impl FnMut(Feature<'t>)) {
    for class in words.classes() {
        seen(Feature::of_class(Kind::Class, class));
    }
    let in_order: &[Class] = words.in_order();
    for pair in in_order.windows(2) {
        let hash = mix(Kind::ClassPair, [u64::from(pair[0].0), u64::from(pair[1].0), 0]);
        seen(Feature { kind: Kind::ClassPair, words: [pair[0].name(), pair[1].name(), ""], hash });
    }
    for triple in in_order.windows(3) {
        let hash = mix(Kind::ClassTriple, [triple[0].0.into(), triple[1].0.into(), triple[2].0.into()]);
        let names = [triple[0].name(), triple[1].name(), triple[2].name()];
        seen(Feature { kind: Kind::ClassTriple, words: names, hash });
    }
    for index in 0..words.len() {
        let Some(class) = words.class(index) else { continue };
        let mut beside = |kind, index| {
            let hash = mix(kind, [class.0.into(), words.hash(index), 0]);
            seen(Feature { kind, words: [class.name(), words.get(index), ""], hash });
        };
        beside(Kind::ClassThenWord, index + 1);
        if index > 0 {
            beside(Kind::WordThenClass, index - 1);
        }
    }
    for length in 1..=in_order.len().min(3) {
        let of = |index: usize| in_order.get(index).filter(|_| index < length);
        let classes = [of(0), of(1), of(2)];
        let hash =
            mix(Kind::ClassOpening, classes.map(|class| class.map_or(u64::MAX, |class| class.0.into())));
        let names = classes.map(|class| class.map_or("", |class| class.name()));
        seen(Feature { kind: Kind::ClassOpening, words: names, hash });
    }
}

impl Feature<'_> {
    /// Returns names it to the model: the same on every machine.
    pub fn hash(&self) -> u32 {
        self.hash
    }

    fn of_class(kind: Kind, class: Class) -> Self {
        Self { kind, words: [class.name(), "", ""], hash: mix(kind, [class.0.into(), 0, 0]) }
    }

    fn of_name(kind: Kind, name: &'static str) -> Self {
        Self { kind, words: [name, "", ""], hash: mix(kind, [words::hash(name), 0, 0]) }
    }
}

impl fmt::Display for Feature<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [a, b, c] = self.words;
        match self.kind {
            Kind::Any => write!(f, "any sentence"),
            Kind::Word => write!(f, "“{a}”"),
            Kind::Pair => write!(f, "“{a} {b}”"),
            Kind::Opening => write!(f, "opens “{}”", [a, b, c].join(" ").trim_end()),
            Kind::Length => write!(f, "{a}"),
            Kind::Class => write!(f, "[{a}]"),
            Kind::ClassPair => write!(f, "[{a} … {b}]"),
            Kind::ClassTriple => write!(f, "[{a} … {b} … {c}]"),
            Kind::ClassThenWord => write!(f, "[{a}] “{b}”"),
            Kind::WordThenClass => write!(f, "“{b}” [{a}]"),
            Kind::ClassOpening => write!(f, "opens [{}]", [a, b, c].join(" … ").trim_end_matches(" … ")),
            Kind::ClassBefore => write!(f, "[{a}] before"),
            Kind::ClassAfter => write!(f, "[{a}] after"),
            Kind::ClassEarlier => write!(f, "[{a}] somewhere before"),
            Kind::ClassLater => write!(f, "[{a}] somewhere after"),
            Kind::Overview => write!(f, "{a}"),
            Kind::OverviewClass => write!(f, "[{b}], {a}"),
            Kind::OverviewOpening => write!(f, "“{b}” among the first words, {a}"),
            Kind::Own => write!(f, "the authors speak {a}"),
            Kind::OwnClass => write!(f, "[{b}], the authors speak {a}"),
            Kind::FromStart => write!(f, "{a} before it"),
            Kind::FromEnd => write!(f, "{a} after it"),
            Kind::Tenth => write!(f, "{a} tenths through"),
            Kind::Place => write!(f, "{a} of {b} before it"),
            Kind::Of => write!(f, "{a} in all"),
        }
    }
}

const NUMBERS: [&str; 13] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"];

/// One hash of a kind and three others.
fn mix(kind: Kind, parts: [u64; 3]) -> u32 {
    let step = |hash: u64, part: u64| (hash ^ part).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29);
    let hash = parts.into_iter().fold(step(0x51_7cc1_b727_2209, kind as u64 + 1), step);
    (hash ^ (hash >> 32)) as u32
}
