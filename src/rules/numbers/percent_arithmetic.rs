//! `percent-arithmetic`: a percentage that its own counts do not give.

use crate::analysis::Paper;
use crate::document::{Kind, SentenceRef, Token};
use crate::findings::{Report, Severity};
use crate::rules::SentenceCheck;

/// `31 of 40 readers (79%)` is checked; a percentage that is rounded either way passes.
#[derive(serde::Deserialize)]
pub struct PercentArithmetic;

/// Words that may stand between the counts and the percentage.
const NOUNS: usize = 3;

impl SentenceCheck for PercentArithmetic {
    fn check(&self, sentence: SentenceRef<'_>, _: &Paper<'_>, out: &mut Report<'_>) {
        let tokens = sentence.tokens();
        let text = |token: &Token| sentence.document.token_text(*token);
        for (at, token) in tokens.iter().enumerate() {
            if token.kind != Kind::Number {
                continue;
            }
            let rest = &tokens[at + 1..];
            let rest = match rest {
                [out_, of, rest @ ..] if text(out_) == "out" && text(of) == "of" => rest,
                [of, rest @ ..] if text(of) == "of" => rest,
                _ => continue,
            };
            let [whole, rest @ ..] = rest else { continue };
            let skipped = rest.iter().take_while(|token| token.kind == Kind::Word).count();
            let [open, percent, sign, close, ..] = &rest[skipped..] else { continue };
            let is_shape = skipped <= NOUNS && open.is(b'(') && sign.is(b'%') && close.is(b')');
            let (Some(part), Some(of), Some(_)) =
                (count(text(token)), count(text(whole)), number(text(percent)))
            else {
                continue;
            };
            if is_shape && of > 0.0 && part <= of && !is_right(part / of * 100.0, text(percent)) {
                let exact = (part / of * 1000.0).round() / 10.0;
                out.at(percent.start..sign.end, Severity::Warning)
                    .value("part", text(token))
                    .value("whole", text(whole))
                    .value("found", sentence.document.reading().slice(percent.start, sign.end))
                    .value("use", format!("{exact}%"));
            }
        }
    }
}

/// Returns a count without a fraction.
fn count(text: &str) -> Option<f64> {
    let digits: String = text.chars().filter(|&c| c != ',').collect();
    digits.parse::<u32>().ok().map(f64::from)
}

fn number(text: &str) -> Option<f64> {
    text.parse().ok()
}

/// Returns whether a percentage is the exact one to as many places as it is written with, rounded or cut off.
fn is_right(exact: f64, written: &str) -> bool {
    let places = written.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let step = 10_f64.powi(-(places as i32));
    number(written).is_none_or(|written| (written - exact).abs() < step)
}
