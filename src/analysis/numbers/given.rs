//! The numbers that a paper gives outside its abstract: in prose, tables, captions, math, drawings and definitions.

use memchr::memmem;

use super::near::{Near, stem};
use super::{Number, Unit, numbers, numbers_of_source};
use crate::analysis::Paper;
use crate::document::{BlockRef, BlockRole, Token};
use crate::markup::{BlockKind, Within};
use crate::source::Format;

/// What a paper gives outside its abstract.
pub struct Given<'p, 'd> {
    pub(super) paper: &'p Paper<'d>,
    /// Those that stand close together, in a sentence or a table.
    pub(super) groups: Vec<Group>,
    /// Those of the source of what is no prose.
    loose: Vec<Number>,
    /// Whether a part of the paper is not here.
    pub is_partial: bool,
}

pub(super) struct Group {
    pub numbers: Vec<Number>,
    /// The sentence they stand in; none for a table.
    pub sentence: Option<u32>,
}

/// Signs of numbers that are made when the paper is built.
const COMPUTED: [&str; 12] = [
    "`r ",
    "`{r}",
    "`{python}",
    "```{r",
    "```{python",
    "```{julia",
    "\\Sexpr{",
    "\\input{|",
    "\\pgfplotstable",
    "\\csvreader",
    "\\csvauto",
    "\\variable{",
];

/// Commands that may name a number, behind their backslash.
const DEFINITIONS: [&str; 5] = ["newcommand", "renewcommand", "providecommand", "def\\", "pgfmath"];

impl<'p, 'd> Given<'p, 'd> {
    /// Returns what `paper` gives outside these blocks, which stand in reading order; none where it gives no number or may give any, since
    /// code makes them.
    pub fn outside(blocks: &[BlockRef<'_>], paper: &'p Paper<'d>) -> Option<Self> {
        let files = paper.draft.files();
        if files.iter().any(|file| {
            COMPUTED.iter().any(|sign| memmem::find(file.text.as_bytes(), sign.as_bytes()).is_some())
        }) {
            return None;
        }
        let mut given = Self {
            paper,
            groups: Vec::new(),
            loose: Vec::new(),
            is_partial: !paper.draft.problems().is_empty(),
        };
        let mut was_table = false;
        for index in 0..paper.document.blocks().len() as u32 {
            let block = paper.document.block(index);
            let is_own = blocks.binary_search_by_key(&index, |own| own.index).is_ok();
            if is_own || block.within().is_in(Within::REFERENCES) {
                continue;
            }
            let is_table = block.role() == BlockRole::Table;
            given.add(block, was_table);
            was_table = is_table;
        }
        for file in files {
            given.loose.extend(unread(&file.text, file.format).flat_map(numbers_of_source));
        }
        (given.groups.iter().any(|group| !group.numbers.is_empty()) || !given.loose.is_empty())
            .then_some(given)
    }

    fn add(&mut self, block: BlockRef<'_>, was_table: bool) {
        if matches!(block.kind(), BlockKind::Math | BlockKind::Code | BlockKind::Figure) {
            let source = self.paper.document.blocks()[block.index as usize].source;
            self.loose.extend(numbers_of_source(self.paper.draft.text(source)));
        }
        let is_table = block.role() == BlockRole::Table;
        for sentence in block.sentences() {
            let found = numbers(self.paper, sentence.tokens());
            match self.groups.last_mut() {
                Some(table) if is_table && was_table && table.sentence.is_none() => {
                    table.numbers.extend(found)
                }
                _ => self
                    .groups
                    .push(Group { numbers: found, sentence: (!is_table).then_some(sentence.index) }),
            }
        }
    }

    /// Returns whether it gives a number, or one within `slack` of it.
    pub fn gives(&self, number: &Number, slack: f64) -> bool {
        let is_given = |other: &Number| number.is_given_by(other, slack);
        self.groups.iter().any(|group| {
            // In a sentence without percentages, 6 people are not 6 %.
            let counts = |other: &Number| {
                number.unit != Unit::Percent || other.step < 1.0 || group.tells_percent(self.paper)
            };
            group.numbers.iter().any(|other| is_given(other) && counts(other))
        }) || self.loose.iter().any(is_given)
    }

    /// Returns where it gives another value of what `near` says that `number` is, the nearest one that is none of `known`.
    pub fn instead_of(
        &self,
        number: &Number,
        near: &Near<'_, '_>,
        words: fn(&Near<'_, '_>) -> Vec<String>,
        known: &[Number],
    ) -> Option<&Number> {
        let wanted = words(near);
        let is_known = |other: &Number| known.iter().any(|known| known.is_given_by(other, 0.0));
        let is_like = |other: &Number| {
            let ratio = other.value / number.value;
            let is_whole = (other.step >= 1.0) == (number.step >= 1.0);
            other.unit == number.unit && (0.5..=2.0).contains(&ratio) && is_whole
        };
        let sentences = self.groups.iter().filter_map(|group| Some((group, group.sentence?)));
        let numbers = sentences.flat_map(|(group, at)| group.numbers.iter().map(move |other| (other, at)));
        let alike = numbers.filter(|(other, _)| is_like(other)).filter(|(other, at)| {
            let near = Near::new(self.paper, self.paper.document.sentence(*at).tokens(), other);
            words(&near).iter().any(|word| wanted.contains(word)) && !is_known(other)
        });
        let far = |other: &Number| (other.value - number.value).abs();
        alike.map(|(other, _)| other).min_by(|one, other| far(one).total_cmp(&far(other)))
    }

    /// Returns another value in a sentence that says the same as the abstract's: it has two thirds of the words `about` what the number is,
    /// and one number alone that is written alike.
    pub fn told_alike(&self, number: &Number, about: &[String]) -> Option<&Number> {
        if about.len() < FEWEST_WORDS {
            return None;
        }
        let alike = |group: &'_ Group| 3 * self.said(group, about) >= 2 * about.len();
        self.groups.iter().filter(|group| alike(group)).find_map(|group| {
            let is_like = |other: &&Number| other.unit == number.unit && other.step == number.step;
            let mut same = group.numbers.iter().filter(is_like);
            same.next().filter(|_| same.next().is_none())
        })
    }

    /// Returns whether it gives `number` as a value of what it measures: in a table, behind a sign of equality, or in a sentence with one
    /// of the words.
    pub fn gives_of(&self, number: &Number, slack: f64, measured: &[String]) -> bool {
        self.groups.iter().any(|group| {
            let mut same = group.numbers.iter().filter(|other| number.is_given_by(other, slack)).peekable();
            let Some(sentence) = group.sentence.filter(|_| same.peek().is_some()) else {
                return same.peek().is_some();
            };
            let tokens = self.paper.document.sentence(sentence).tokens();
            let says = |token: &Token| measured.contains(&stem(self.paper.document.token_text(*token)));
            tokens.iter().any(says)
                || same.any(|other| Near::new(self.paper, tokens, other).is_behind(&["="]))
        })
    }

    /// Returns a number of the paper as it is written.
    pub fn shown(&self, number: &Number) -> String {
        number.shown(self.paper)
    }
}

impl Group {
    /// Returns whether its whole numbers may be percentages.
    fn tells_percent(&self, paper: &Paper<'_>) -> bool {
        let Some(sentence) = self.sentence else { return true };
        let says = || paper.document.sentence(sentence).text().contains("ercent");
        self.numbers.iter().any(|number| number.unit == Unit::Percent) || says()
    }
}

/// The fewest words by which two sentences are known to say the same.
const FEWEST_WORDS: usize = 4;

/// Pieces of a file that are not read as prose and may hold numbers.
fn unread(text: &str, format: Format) -> impl Iterator<Item = &str> {
    let is_read = move |line: &&str| match format {
        // Outputs of cells.
        Format::Notebook => true,
        Format::Latex => line.match_indices('\\').any(|(at, _)| is_definition(line.get(at + 1..))),
        Format::Markdown => line.contains("<td") || line.contains("\\newcommand"),
        Format::Plain => false,
    };
    text.lines().filter(is_read)
}

fn is_definition(command: Option<&str>) -> bool {
    command.is_some_and(|command| DEFINITIONS.iter().any(|known| command.starts_with(known)))
}
