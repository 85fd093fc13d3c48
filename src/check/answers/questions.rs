//! The results sections of a paper as questions to its authors.

use crate::analysis::{Analyzer, Claim, Paper, ResultSection, Scratch, State};
use crate::document::{BlockRef, BlockRole, SectionRef};
use crate::markup::{BlockKind, Placeholder, Within};
use crate::source::{Draft, Span};

/// What a question is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// All results of the paper; asked by nobody, but said where all answers are the same.
    Paper,
    /// The results of a section.
    Section,
    /// Those of a paragraph.
    Paragraph,
    /// One.
    Sentence,
}

/// A section, a paragraph or a sentence with results.
#[derive(Clone, Debug)]
pub struct Question {
    /// What it is about.
    pub level: Level,
    /// What it is known by in a file of answers, alone among its neighbours: a heading, or the words its first result begins with.
    pub name: String,
    /// The headings it stands below, and which of the paragraphs or sentences with results it is.
    pub place: String,
    /// How many results there are.
    pub claims: usize,
    /// The source of the first of them.
    pub first: Vec<Span>,
    /// What the paper says of them already; `None` where it says nothing.
    pub said: Option<State>,
    /// What to ask where some are planned and some are not.
    pub parts: Vec<Question>,
    /// Where a sentence on it belongs.
    pub(super) spot: Spot,
}

/// Where a sentence is put, by the reading text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spot {
    /// In front of the sentence that starts here.
    Sentence(u32),
    /// As a paragraph in front of the block that starts at `block`, or behind the heading that does at `heading`.
    Block { block: u32, heading: Option<u32> },
}

/// Returns the results sections of a paper, in order; those that it says something of, too.
pub fn questions(draft: &Draft) -> Vec<Question> {
    Analyzer::default().paper(draft, &mut Scratch::default(), of_paper)
}

fn of_paper(paper: &Paper<'_>) -> Vec<Question> {
    let results = paper.results();
    let units = results.units();
    let paths: Vec<Vec<String>> = units.iter().map(|unit| path(unit.section)).collect();
    let names = paths.iter().enumerate().map(|(at, path)| {
        let suffix =
            |len: usize| path.get(path.len() - len..).map(|part| part.join(" > ")).unwrap_or_default();
        let is_other = |suffix: &str| {
            let ends = |other: &Vec<String>| {
                let whole = format!(" > {}", other.join(" > "));
                whole.ends_with(&format!(" > {suffix}"))
            };
            paths.iter().enumerate().any(|(other, path)| other != at && ends(path))
        };
        (1..=path.len()).map(suffix).find(|name| !is_other(name)).unwrap_or_else(|| suffix(path.len()))
    });
    let names = numbered(names.collect());
    let mut questions = Vec::new();
    for ((unit, name), path) in units.iter().zip(names).zip(&paths) {
        let is_said = unit.is_told || results.document.is_some();
        let place = path.join(" > ");
        questions.push(Question {
            level: Level::Section,
            name,
            claims: unit.claims.len(),
            first: first(&unit.claims),
            said: is_said.then(|| unit.state()),
            parts: parts(unit, &place),
            spot: spot(unit.section, &unit.claims),
            place,
        });
    }
    questions
}

/// Returns the paragraphs of a section that report results; the sentences, where there is one paragraph.
fn parts(unit: &ResultSection<'_>, place: &str) -> Vec<Question> {
    let mut paragraphs: Vec<(BlockRef<'_>, Vec<&Claim<'_>>)> = Vec::new();
    for claim in &unit.claims {
        let block = claim.sentence.block();
        match paragraphs.last_mut().filter(|(last, _)| last.index == block.index) {
            Some((_, claims)) => claims.push(claim),
            None => paragraphs.push((block, vec![claim])),
        }
    }
    if let [(_, claims)] = paragraphs.as_slice() {
        return sentences(claims, place);
    }
    // By its first result: a sentence put in front of it makes it no other paragraph.
    let first = paragraphs.iter().filter_map(|(_, claims)| Some(claims.first()?.sentence.text()));
    let names = beginnings(first.collect());
    let paragraphs = paragraphs.iter().zip(names).enumerate();
    paragraphs
        .map(|(at, ((block, claims), name))| {
            let place = format!("{place}, paragraph {}", at + 1);
            let start = block.sentences().next().map_or(block.range(), |sentence| sentence.range()).start;
            Question {
                level: Level::Paragraph,
                name,
                claims: claims.len(),
                first: claims.first().map(|claim| source(claim)).unwrap_or_default(),
                said: None,
                parts: sentences(claims, &place),
                spot: Spot::Sentence(start),
                place,
            }
        })
        .collect()
}

/// Returns the results of a paragraph that reports several.
fn sentences(claims: &[&Claim<'_>], place: &str) -> Vec<Question> {
    if claims.len() < 2 {
        return Vec::new();
    }
    let names = beginnings(claims.iter().map(|claim| claim.sentence.text()).collect());
    let question = |(at, (claim, name)): (usize, (&&Claim<'_>, String))| Question {
        level: Level::Sentence,
        name,
        place: format!("{place}, result {}", at + 1),
        claims: 1,
        first: source(claim),
        said: None,
        parts: Vec::new(),
        spot: Spot::Sentence(claim.sentence.range().start),
    };
    claims.iter().zip(names).enumerate().map(question).collect()
}

/// In front of the first paragraph of a section. Where all its text stands in lists or behind headings in the line, a paragraph before them.
fn spot(section: SectionRef<'_>, claims: &[Claim<'_>]) -> Spot {
    let is_text = |block: &BlockRef<'_>| {
        block.kind() == BlockKind::Paragraph
            && block.role() == BlockRole::Body
            && !block.within().is_in(Within::LIST)
    };
    let paragraph = section.own_blocks().find(is_text).and_then(|block| block.sentences().next());
    if let Some(sentence) = paragraph {
        return Spot::Sentence(sentence.range().start);
    }
    let heading = section.heading();
    let is_heading = |block: &BlockRef<'_>| heading.is_some_and(|heading| heading.index == block.index);
    let block = section.blocks().find(|block| !is_heading(block) && !block.range().is_empty());
    let first = claims.first().map_or(0, |claim| claim.sentence.block().range().start);
    let block = block.map_or(first, |block| block.range().start);
    Spot::Block { block, heading: heading.map(|heading| heading.range().start) }
}

fn first(claims: &[Claim<'_>]) -> Vec<Span> {
    claims.first().map(source).unwrap_or_default()
}

fn source(claim: &Claim<'_>) -> Vec<Span> {
    let range = claim.sentence.range();
    claim.sentence.document.reading().source_of(range.start, range.end)
}

/// Returns the headings above a section and its own.
fn path(section: SectionRef<'_>) -> Vec<String> {
    let above = std::iter::successors(Some(section), |section| section.parent());
    let titles = above.map(|section| words(section.title())).filter(|title| !title.is_empty());
    let mut titles: Vec<String> = titles.collect();
    titles.reverse();
    if titles.is_empty() {
        titles.push("before the first heading".to_owned());
    }
    titles
}

/// Words of a beginning, where they are enough to tell it from its neighbours.
const LEAST_WORDS: usize = 6;

/// Returns the fewest words with which each text begins and no other one does.
fn beginnings(texts: Vec<&str>) -> Vec<String> {
    let texts: Vec<String> = texts.into_iter().map(words).collect();
    let name = |(at, text): (usize, &String)| {
        let parts: Vec<&str> = text.split(' ').collect();
        let begin = |len: usize| parts.get(..len).map(|words| words.join(" ")).unwrap_or_default();
        let is_alone = |begin: &String| {
            !texts.iter().enumerate().any(|(other, text)| other != at && text.starts_with(begin.as_str()))
        };
        let least = LEAST_WORDS.min(parts.len());
        (least..=parts.len()).map(begin).find(is_alone).unwrap_or_else(|| text.clone())
    };
    numbered(texts.iter().enumerate().map(name).collect())
}

/// Names, those that are there before with their number.
fn numbered(names: Vec<String>) -> Vec<String> {
    let number = |(at, name): (usize, &String)| {
        let before = names.iter().take(at).filter(|other| *other == name).count();
        if before == 0 { name.clone() } else { format!("{name} ({})", before + 1) }
    };
    names.iter().enumerate().map(number).collect()
}

/// Returns what is read in words: no sign that stands for math or a citation, single spaces.
fn words(text: &str) -> String {
    let plain: String = text.chars().filter(|c| Placeholder::from_char(*c).is_none()).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}
