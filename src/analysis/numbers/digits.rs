//! Digits in any text, of the prose or of the source.

use std::ops::Range;

use super::{Form, Number, Unit};
use crate::english::{NO_AMOUNT_ENDINGS, TIMES_ENDINGS};
use crate::source::Span;

/// A number in digits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Run {
    /// Its first byte.
    pub at: u32,
    /// Its bytes.
    pub len: u32,
    /// Its value.
    pub value: f64,
    /// What one more in its last digit is worth.
    pub step: f64,
    /// What a sign after it says that it counts.
    pub unit: Unit,
}

impl Run {
    pub fn number(&self, range: Range<u32>, form: Form) -> Number {
        let Self { value, step, unit, .. } = *self;
        Number { range, value, step, unit, form, measures: &[], source: Span::default() }
    }
}

/// Returns the numbers of a text, in order. Those that name a thing or a version (`GPT-4`, `x1`, `1.2.3`, `3rd`) are left out.
pub fn runs(text: &str) -> impl Iterator<Item = Run> + '_ {
    let mut at = 0;
    let mut ready: Vec<Run> = Vec::new();
    std::iter::from_fn(move || {
        while ready.is_empty() {
            let (start, end) = next_run(text, at)?;
            at = end;
            read(text, start, end, &mut ready);
            if let Some((power, end)) = power_of_ten(text, start, end) {
                at = end;
                ready.clear();
                ready.push(Run { len: (end - start) as u32, ..power });
            }
            ready.reverse();
        }
        ready.pop()
    })
}

/// Returns the bytes of the next digits, with the marks between them.
fn next_run(text: &str, from: usize) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let start = (from..bytes.len()).find(|&at| is_digit(at) || (bytes[at] == b'.' && is_digit(at + 1)))?;
    let mut end = start;
    loop {
        let joints = ["", ".", ",", "{,}", "\\,", "\\;", "{.}"];
        let joint = joints
            .iter()
            .find(|joint| bytes[end..].starts_with(joint.as_bytes()) && is_digit(end + joint.len()));
        match joint {
            Some(joint) => end += joint.len() + 1,
            None => return Some((start, end)),
        }
    }
}

/// The values of one run: a tuple holds several.
fn read(text: &str, start: usize, end: usize, out: &mut Vec<Run>) {
    let (before, after) = (text.get(..start).unwrap_or(""), text.get(end..).unwrap_or(""));
    if is_name(before) {
        return;
    }
    let Some((scale, unit)) = suffix(after) else { return };
    let written = text.get(start..end).unwrap_or("");
    let mut push = |value: &str| {
        // Two dots make a version, or an address.
        let Ok(number) = value.parse::<f64>() else { return };
        let decimals = value.split_once('.').map_or(0, |(_, decimals)| decimals.len() as i32);
        let step = 10_f64.powi(-decimals) * scale;
        out.push(Run { at: start as u32, len: (end - start) as u32, value: number * scale, step, unit });
    };
    if !written.contains([',', ';', '{']) {
        return push(written);
    }
    let written = written.replace("{,}", ",").replace("{.}", ".").replace("\\,", ",").replace("\\;", ",");
    let parts: Vec<&str> = written.split(',').collect();
    let is_thousands = parts.len() > 1
        && (1..=3).contains(&parts[0].len())
        && !parts[0].contains('.')
        && parts[1..].iter().all(|part| part.split('.').next().is_some_and(|part| part.len() == 3));
    let joined = parts.concat();
    let values: &[&str] = if is_thousands { &[&joined] } else { &parts };
    values.iter().copied().for_each(push);
}

/// Returns whether what stands before digits makes them a part of a name: `x1`, `GPT-4`, `fig:4`. A command such as `\times` does not.
fn is_name(before: &str) -> bool {
    let joined = before.strip_suffix(['-', '_', ':', '‑']).unwrap_or(before);
    let mut has_letter = false;
    for c in joined.chars().rev().take(LONGEST_NAME) {
        if !c.is_alphanumeric() {
            return has_letter && c != '\\';
        }
        has_letter |= c.is_alphabetic();
    }
    has_letter
}

/// Characters of a name that are looked at.
const LONGEST_NAME: usize = 40;

/// Returns what the letters after digits say: how much each counts, and of what; none where the digits are an order (`3rd`) or a name
/// (`3D`, `12A`).
fn suffix(after: &str) -> Option<(f64, Unit)> {
    let letters = after.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    Some(match letters {
        letters if NO_AMOUNT_ENDINGS.contains(&letters) => return None,
        "k" | "K" => (1e3, Unit::Plain),
        "M" => (1e6, Unit::Plain),
        "B" | "bn" => (1e9, Unit::Plain),
        letters if TIMES_ENDINGS.contains(&letters) => (1.0, Unit::Times),
        _ => (1.0, sign(after)),
    })
}

fn sign(after: &str) -> Unit {
    let after = after.trim_start_matches(['$', '}', ' ', '~', '-']);
    if after.starts_with('%') || after.starts_with("\\%") {
        Unit::Percent
    } else if after.starts_with("\\times") || after.starts_with('×') || after.starts_with("fold") {
        Unit::Times
    } else {
        Unit::Plain
    }
}

/// `10^{5}`, `3 \times 10^5`, `2e-3`, with the first byte after it.
fn power_of_ten(text: &str, start: usize, end: usize) -> Option<(Run, usize)> {
    let digits = text.get(start..end)?;
    let rest = text.get(end..)?;
    let (mantissa, power) = if let Some(power) = rest.strip_prefix('^').filter(|_| digits == "10") {
        (1.0, power)
    } else if let Some(power) = rest.strip_prefix(['e', 'E']) {
        (digits.parse().ok()?, power)
    } else {
        let times = rest.trim_start_matches(['~', ' ']);
        let times = ["\\times", "\\cdot", "×", "\\!"].iter().find_map(|sign| times.strip_prefix(sign))?;
        let power = times.trim_start_matches(['~', ' ', '{', '}']).strip_prefix("10^")?;
        (digits.replace("{,}", "").parse().ok()?, power)
    };
    let exponent = power.trim_start_matches('{');
    let sign = exponent.strip_prefix(['-', '−']);
    let exponent = sign.unwrap_or(exponent);
    let len = exponent.len() - exponent.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let size: i32 = exponent.get(..len)?.parse().ok().filter(|size| *size < 300)?;
    let scale = 10_f64.powi(if sign.is_some() { -size } else { size });
    let decimals = digits.split_once('.').map_or(0, |(_, decimals)| decimals.len() as i32);
    let run = Run {
        at: start as u32,
        len: 0,
        value: f64::max(mantissa, 0.0) * scale,
        step: 10_f64.powi(-decimals) * scale,
        unit: Unit::Plain,
    };
    let after = text.len() - exponent.len() + len;
    Some((run, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str) -> Vec<f64> {
        runs(text).map(|run| run.value).collect()
    }

    #[test]
    fn numbers_are_read_however_they_are_written() {
        assert_eq!(values("1,204 and 1{,}204 and 1\\,204"), [1204.0, 1204.0, 1204.0]);
        assert_eq!(values("(93.1,95.2) .05 10–20 40-item"), [93.1, 95.2, 0.05, 10.0, 20.0, 40.0]);
        assert_eq!(values("16k 2.5M $31\\%$"), [16e3, 2.5e6, 31.0]);
        assert_eq!(values("3.2\\times 10^{4} 10^5 2e-3"), [3.2e4, 1e5, 2e-3]);
    }

    #[test]
    fn names_versions_and_orders_are_no_numbers() {
        assert_eq!(values("GPT-4 x1 1.2.3 3rd 3D 1990s fig:12"), [] as [f64; 0]);
    }

    #[test]
    fn signs_say_what_is_counted() {
        let units: Vec<Unit> = runs("12% 12\\% 12x 12-fold 12").map(|run| run.unit).collect();
        assert_eq!(units, [Unit::Percent, Unit::Percent, Unit::Times, Unit::Times, Unit::Plain]);
    }
}
