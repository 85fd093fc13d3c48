//! `abstract-number-mismatch`: a number in the abstract that the rest of the paper never gives.
//!
//! The numbers of the rest are read from its source, since tables, math and macros hold many that are no words of the text.

use std::ops::Range;

use crate::analysis::{Abstract, Moves, Paper};
use crate::document::{Kind, Token};
use crate::findings::{Place, Report, Severity};
use crate::rules::{PaperCheck, SettingError, Settings};

/// It needs no settings.
pub struct AbstractNumberMismatch;

/// Signs of numbers that are computed when the paper is built.
const COMPUTED: [&str; 6] = ["`r ", "```{r", "```{python", "```{julia", "\\Sexpr{", "\\input{|"];

/// Smaller whole numbers count things at hand, such as tasks and studies.
const SMALLEST: f64 = 10.0;

impl AbstractNumberMismatch {
    /// The rule.
    ///
    /// # Errors
    /// None.
    pub fn from_settings(_: &Settings<'_>) -> Result<Self, SettingError> {
        Ok(Self)
    }
}

impl PaperCheck for AbstractNumberMismatch {
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        let Abstract::Present(moves) = paper.abstract_() else { return };
        let is_computed = |text: &str| COMPUTED.iter().any(|sign| text.contains(sign));
        // What is not here, or made later, may hold any number.
        if paper.draft.problems().iter().next().is_some()
            || paper.draft.files().iter().any(|file| is_computed(&file.text))
        {
            return;
        }
        let given = given(paper, moves);
        if given.is_empty() {
            return;
        }
        for sentence in &moves.sentences {
            let tokens = sentence.tokens();
            for (index, token) in tokens.iter().enumerate().filter(|(_, token)| token.kind == Kind::Number) {
                let text = paper.document.token_text(*token);
                let Some(number) = Number::new(text).filter(Number::is_result) else { continue };
                let before = index.checked_sub(1).and_then(|before| tokens.get(before));
                let is_name =
                    [before, tokens.get(index + 1)].into_iter().flatten().any(|near| touches(token, near));
                if !is_name && !given.iter().any(|other| number.is_given_by(*other)) {
                    out.at(token.start..token.end, Severity::Warning).value("number", text);
                }
            }
        }
    }
}

/// Whether a word or sign touches a number, as in `GPT-40` and `10x`; a stop, a comma or a sign of percent may.
fn touches(number: &Token, near: &Token) -> bool {
    near.kind == Kind::Word && (near.end == number.start || near.start == number.end)
}

/// The numbers of the source outside the abstract.
fn given(paper: &Paper<'_>, moves: &Moves<'_>) -> Vec<f64> {
    let reading = paper.document.reading();
    let own: Vec<Range<u32>> = moves
        .blocks
        .iter()
        .flat_map(|block| Place::new(reading, block.range()).spans)
        .map(|span| span.start..span.end)
        .collect();
    let mut given = Vec::new();
    for file in paper.draft.files() {
        let mut at = 0;
        for run in file.text.split_inclusive(|c: char| !matches!(c, '0'..='9' | '.' | ',')) {
            let start = file.base + at;
            at += run.len() as u32;
            let is_own = own.iter().any(|own| own.contains(&start));
            let run = run.trim_matches(|c: char| !c.is_ascii_digit());
            if !is_own && !run.is_empty() {
                given.extend(Number::new(run).map(|number| number.value));
                // `93.1,95.2` is two numbers.
                given.extend(run.split(',').filter_map(|part| part.parse::<f64>().ok()));
            }
        }
    }
    given
}

/// A number as it is written.
#[derive(Clone, Copy, Debug)]
struct Number {
    value: f64,
    /// Digits after the point.
    decimals: i32,
    is_year: bool,
}

impl Number {
    fn new(text: &str) -> Option<Self> {
        let plain = text.trim_end_matches(['.', ',']).replace(',', "");
        let decimals = plain.split_once('.').map_or(0, |(_, decimals)| decimals.len() as i32);
        let is_year = text.len() == 4 && (text.starts_with("19") || text.starts_with("20"));
        Some(Self { value: plain.parse().ok()?, decimals, is_year })
    }

    fn is_result(&self) -> bool {
        !self.is_year && (self.decimals > 0 || self.value >= SMALLEST)
    }

    /// Whether another number is the same, rounded, or as a percentage.
    fn is_given_by(&self, other: f64) -> bool {
        // Half a unit of the last digit, and a little for what computers lose.
        let unit = 0.5 * 10_f64.powi(-self.decimals) + 1e-9;
        let round = self.decimals == 0 && self.value % 10.0 == 0.0;
        let unit = if round { unit.max(self.value * 0.02) } else { unit };
        [other, other * 100.0, other / 100.0, 100.0 - other, 100.0 - other * 100.0]
            .iter()
            .any(|given| (given - self.value).abs() <= unit)
    }
}
