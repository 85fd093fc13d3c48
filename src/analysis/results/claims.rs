//! What rules say of whether a sentence reports a result: its evidence, and whose it is.

use crate::analysis::claims::Known;
use crate::analysis::{Cue, CueSet, Paper};
use crate::document::{Kind, SentenceRef};
use crate::english::{MACRO_UNITS, MEASURED_UNITS};
use crate::markup::Placeholder;

/// Returns what the rules here say of a sentence.
pub(in crate::analysis) fn known(paper: &Paper<'_>, sentence: SentenceRef<'_>) -> Known {
    let cues = paper.cues(sentence);
    let has_statistic = has_statistic(sentence);
    let sets_out =
        (has_statistic || has_value(sentence)) && paper.vocabulary().purpose_cues(sentence).has(Cue::Purpose);
    let is_own = !cues.has(Cue::Hedged) && !is_about_others(sentence, cues);
    let is_evident = has_number(sentence);
    Known {
        cues,
        is_claim: is_own
            && ((has_statistic && !sets_out)
                || (cues.has(Cue::Claim) && (is_evident || cues.has(Cue::Comparison)))),
        measures: is_own && is_evident && has_value(sentence) && !sets_out,
        has_statistic,
    }
}

/// Returns whether a sentence gives a measured value, whatever its verb: `12.4`, `31%`, `3 points`.
fn has_value(sentence: SentenceRef<'_>) -> bool {
    let tokens = sentence.tokens();
    let text = |at: usize| tokens.get(at).map_or("", |token| sentence.document.token_text(*token));
    let is_value = |at: usize| match tokens[at].kind {
        Kind::Number => {
            let has_unit = MEASURED_UNITS.contains(&text(at + 1));
            has_unit || (text(at).contains('.') && text(at).split('.').count() == 2)
        }
        Kind::Placeholder(Placeholder::Number) => MACRO_UNITS.contains(&text(at + 1)),
        _ => false,
    };
    (0..tokens.len()).any(is_value)
}

/// Returns a sentence whose actor is a citation reports what others found.
fn is_about_others(sentence: SentenceRef<'_>, cues: CueSet) -> bool {
    let opens_with_citation =
        sentence.tokens().iter().take(3).any(|token| token.is_placeholder(Placeholder::TextCitation));
    opens_with_citation || (cites(sentence) && !cues.has(Cue::Own))
}

pub(super) fn cites(sentence: SentenceRef<'_>) -> bool {
    sentence.tokens().iter().any(|token| {
        token.is_placeholder(Placeholder::Citation) || token.is_placeholder(Placeholder::TextCitation)
    })
}

pub(super) fn has_statistic(sentence: SentenceRef<'_>) -> bool {
    let tokens = sentence.tokens();
    // `N = 40`, `M = 3.1` describe a sample; they test nothing.
    let is_size = |at: usize| {
        let name = at.checked_sub(1).map_or("", |before| sentence.document.token_text(tokens[before]));
        let is_ratio = at >= 2 && tokens[at - 2].is(b':');
        is_ratio
            || matches!(name, "N" | "n" | "M" | "SD" | "SE" | "k" | "K" | "age" | "range" | "Mdn" | "Mage")
    };
    // `p < .05` set as text.
    let is_comparison = |at: usize| {
        matches!(tokens[at].kind, Kind::Mark(b'<' | b'=' | b'>'))
            && tokens
                .get(at + 1)
                .is_some_and(|next| next.kind == Kind::Number || next.is_placeholder(Placeholder::Number))
            && !is_size(at)
    };
    tokens.iter().any(|token| token.is_placeholder(Placeholder::Statistic))
        || (0..tokens.len()).any(is_comparison)
}

/// Returns whether the sentence gives a value: a number that is not the number of a figure, table or section.
pub(super) fn has_number(sentence: SentenceRef<'_>) -> bool {
    let tokens = sentence.tokens();
    let names_a_place = |at: usize| {
        at > 0 && tokens[at - 1].kind == Kind::Word && {
            let before = sentence.document.token_text(tokens[at - 1]);
            [
                "Table",
                "Tables",
                "Figure",
                "Figures",
                "Section",
                "Study",
                "Experiment",
                "Eq",
                "Equation",
                "Model",
                "Panel",
                "Chapter",
            ]
            .contains(&before)
        }
    };
    (0..tokens.len()).any(|at| match tokens[at].kind {
        Kind::Placeholder(Placeholder::Number | Placeholder::Statistic) => true,
        Kind::Number => {
            let is_after_stop = at >= 2 && tokens[at - 1].is(b'.');
            !names_a_place(if is_after_stop { at - 1 } else { at })
        }
        _ => false,
    })
}
