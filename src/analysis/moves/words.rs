//! A sentence as words that a model can count: in lower case, split at hyphens, numbers by their form alone; and the work each does.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::english::OVERVIEWS;
use crate::markup::Placeholder;

/// The words of one sentence.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    text: String,
    words: Vec<Word>,
    /// The classes of the words that have one, in order.
    in_order: Vec<Class>,
    /// The same as a set.
    classes: u64,
}

#[derive(Clone, Copy, Debug)]
struct Word {
    /// Where it ends in the text of all words.
    end: usize,
    hash: u64,
    class: Option<Class>,
}

/// Words that do the same work, by the line of `word_classes.txt`; the class after the last is that of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Class(pub u8);

impl Words {
    pub fn new(sentence: &str) -> Self {
        let classes = &*CLASSES;
        let mut words = Self::default();
        let mut chars = sentence.chars().peekable();
        while let Some(c) = chars.next() {
            let from = words.text.len();
            let mut is_number = false;
            if c.is_ascii_digit() {
                is_number = true;
                words.text.push(c);
                while let Some(c) = chars.next_if(|&c| c.is_ascii_digit() || c == '.' || c == ',') {
                    words.text.push(c);
                }
                let form = form(words.text.get(from..).unwrap_or_default().trim_end_matches(['.', ',']));
                words.text.truncate(from);
                words.text.push_str(form);
            } else if c.is_alphabetic() {
                words.text.extend(c.to_lowercase());
                while let Some(c) = chars.next_if(|&c| c.is_alphanumeric() || c == '\'') {
                    words.text.extend(c.to_lowercase());
                }
            } else if matches!(c, '%' | '?' | ':' | ';' | '(') {
                words.text.push(c);
            } else if let Some(placeholder) = Placeholder::from_char(c) {
                let (text, counts) = read_as(placeholder);
                words.text.push_str(text);
                is_number = counts;
            }
            if words.text.len() > from {
                let word = words.text.get(from..).unwrap_or_default();
                let class =
                    if is_number { Some(classes.number()) } else { classes.by_word.get(word).copied() };
                words.words.push(Word { end: words.text.len(), hash: hash(word), class });
                words.in_order.extend(class);
                words.classes |= class.map_or(0, |class| 1 << class.0);
            }
        }
        words
    }

    /// Returns how many there are, signs included.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Returns a word; `$` after the last.
    pub fn get(&self, index: usize) -> &str {
        let start = index.checked_sub(1).and_then(|before| self.words.get(before)).map_or(0, |word| word.end);
        self.words.get(index).and_then(|word| self.text.get(start..word.end)).unwrap_or("$")
    }

    /// Returns the hash of a word; zero after the last.
    pub fn hash(&self, index: usize) -> u64 {
        self.words.get(index).map_or(0, |word| word.hash)
    }

    /// Returns what work a word does.
    pub fn class(&self, index: usize) -> Option<Class> {
        self.words.get(index)?.class
    }

    pub fn in_order(&self) -> &[Class] {
        &self.in_order
    }

    /// Returns each class once.
    pub fn classes(&self) -> impl Iterator<Item = Class> + use<> {
        each(self.classes)
    }

    /// Returns the classes as a set.
    pub fn class_set(&self) -> u64 {
        self.classes
    }

    /// Returns whether a word is one for data, trials or use.
    pub fn tells_how(&self) -> bool {
        self.in_order.iter().any(|class| CLASSES.how.contains(class))
    }

    /// Returns whether a word is one for finding, or for what is better.
    pub fn tells_found(&self) -> bool {
        self.in_order.iter().any(|class| CLASSES.found.contains(class))
    }

    /// Returns whether it has a number.
    pub fn tells_number(&self) -> bool {
        self.in_order.contains(&CLASSES.number())
    }

    /// Returns whether it has a percentage.
    pub fn tells_percent(&self) -> bool {
        (0..self.len()).any(|index| self.get(index) == "%")
    }

    /// Returns whether it tells what was, will or should be done and not what came out: `will be evaluated`, `we recommend`.
    pub fn tells_no_result(&self) -> bool {
        let is_said = |index: usize| {
            let word = self.get(index);
            NO_RESULTS.iter().any(|no_result| {
                let mut before = (index.saturating_sub(2)..index).filter_map(|index| self.class(index));
                no_result.words.contains(&word)
                    && no_result.after.is_none_or(|class| before.any(|before| before == class))
            })
        };
        !self.in_order.contains(&CLASSES.found[0]) && (0..self.len()).any(is_said)
    }

    /// Returns whether a word names a text about the work of others.
    pub fn tells_of_overview(&self) -> bool {
        (0..self.len()).any(|index| OVERVIEWS.contains(&self.get(index)))
    }

    /// Returns whether the authors speak of themselves or of the paper: `we`, `this paper`, `the article presents`.
    pub fn is_own(&self) -> bool {
        let own = &CLASSES.own;
        let speaks = self.in_order.iter().any(|class| own.people.contains(class));
        let tells = |pair: &[Class]| {
            (pair[0] == own.paper && own.verbs.contains(&pair[1]))
                || (pair[0] == own.this && pair[1] == own.paper)
        };
        speaks || self.in_order.windows(2).any(tells)
    }
}

/// Returns the classes of a set, in order.
pub(super) fn each(classes: u64) -> impl Iterator<Item = Class> {
    (0..64).filter(move |class| classes >> class & 1 == 1).map(Class)
}

impl Class {
    pub fn name(self) -> &'static str {
        CLASSES.names.get(self.0 as usize).copied().unwrap_or("number")
    }
}

/// FNV-1a, the same on every machine.
pub(super) fn hash(word: &str) -> u64 {
    word.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

fn form(number: &str) -> &'static str {
    let is_year = number.len() == 4 && (number.starts_with("19") || number.starts_with("20"));
    match number {
        _ if is_year => "1999",
        _ if number.contains('.') => "0.0",
        _ => "0",
    }
}

/// Returns what stands for a placeholder, and whether that is a number.
fn read_as(placeholder: Placeholder) -> (&'static str, bool) {
    match placeholder {
        Placeholder::Statistic => ("0.0", true),
        Placeholder::Number => ("0", true),
        Placeholder::Math => ("x", false),
        _ => ("", false),
    }
}

struct Classes {
    names: Vec<&'static str>,
    by_word: FxHashMap<&'static str, Class>,
    own: Own,
    /// The classes with which authors say how they went about it.
    how: [Class; 3],
    /// The classes with which they say what they found.
    found: [Class; 3],
}

/// The classes with which authors speak of themselves.
struct Own {
    people: [Class; 2],
    this: Class,
    paper: Class,
    verbs: [Class; 4],
}

impl Classes {
    fn number(&self) -> Class {
        Class(self.names.len() as u8)
    }
}

static CLASSES: LazyLock<Classes> = LazyLock::new(|| {
    let mut names = Vec::new();
    let mut by_word = FxHashMap::default();
    for line in
        include_str!("../../../data/en/word_classes.txt").lines().filter(|line| !line.starts_with('#'))
    {
        let mut words = line.split(' ');
        let class = Class(names.len() as u8);
        names.extend(words.next());
        by_word.extend(words.map(|word| (word, class)));
    }
    let class =
        |name| Class(names.iter().position(|known| *known == name).unwrap_or(usize::from(u8::MAX)) as u8);
    let own = Own {
        people: ["we", "our"].map(class),
        this: class("this"),
        paper: class("study"),
        verbs: ["propose", "study-verb", "find", "aim"].map(class),
    };
    let how = ["use", "data", "evaluate"].map(class);
    let found = ["find", "results", "better"].map(class);
    Classes { names, by_word, own, how, found }
});

/// Words that tell no result where they stand after a class.
struct NoResult {
    /// The class; none where the words tell enough.
    after: Option<Class>,
    words: Vec<&'static str>,
}

static NO_RESULTS: LazyLock<Vec<NoResult>> = LazyLock::new(|| {
    let lines = include_str!("../../../data/en/no_results.txt").lines().filter(|line| !line.starts_with('#'));
    let no_result = |line: &'static str| {
        let mut words = line.split(' ');
        let name = words.next();
        let class = CLASSES.names.iter().position(|known| Some(*known) == name);
        NoResult { after: class.map(|class| Class(class as u8)), words: words.collect() }
    };
    lines.map(no_result).collect()
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_alike_however_they_are_written() {
        let words = Words::new("Deep-learning won 93.2% in 2019, see 1,204.");
        let all: Vec<&str> = (0..words.len()).map(|index| words.get(index)).collect();
        assert_eq!(all, ["deep", "learning", "won", "0.0", "%", "in", "1999", "see", "0"]);
    }

    #[test]
    fn each_word_has_one_class_and_the_classes_fit_a_set() {
        let words: usize = include_str!("../../../data/en/word_classes.txt")
            .lines()
            .filter(|line| !line.starts_with('#'))
            .map(|line| line.split(' ').count() - 1)
            .sum();
        assert_eq!(CLASSES.by_word.len(), words);
        assert!(CLASSES.names.len() < u64::BITS as usize);
    }

    #[test]
    fn plans_and_advice_are_no_results() {
        for none in [
            "The effect will be evaluated with a mixed model.",
            "Villages should hang larger bells.",
            "We strongly recommend larger bells.",
            "The results are then discussed.",
            "The paper presents results of the trials.",
        ] {
            assert!(Words::new(none).tells_no_result(), "{none}");
        }
        for some in ["Loud bells filled the square.", "The bells were compared and found alike."] {
            assert!(!Words::new(some).tells_no_result(), "{some}");
        }
    }

    #[test]
    fn authors_speak_of_themselves() {
        for own in ["Here we ask.", "This paper asks.", "The article presents a test."] {
            assert!(Words::new(own).is_own(), "{own}");
        }
        assert!(!Words::new("The paper industry is old.").is_own());
    }
}
