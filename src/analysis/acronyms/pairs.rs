//! Short forms beside their long forms: `attack success rate (ASR)`, `ASR (attack success rate)`.

use std::ops::Range;

use super::long_form::{is_private, is_private_inside, long_form, loose_form, slice};

/// A short form and its long form, as bytes of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The short form.
    pub short: Range<usize>,
    /// The long form.
    pub long: Range<usize>,
}

/// Returns the pairs in one sentence, in order.
pub fn pairs(text: &str) -> Vec<Pair> {
    let mut found = Vec::new();
    for (open, close) in brackets(text) {
        let inner = slice(text, open + 1..close);
        // `P(x)` is a part of a word, `clozapine(CLP)` lacks a space.
        let is_in_word = slice(text, 0..open).ends_with(char::is_alphanumeric);
        if !is_in_word || lacks_space(slice(text, 0..open), inner) {
            found.extend(pair_at(text, open, inner));
        }
    }
    found
}

/// Returns whether a bracket that touches the word before it holds a short form of that word.
fn lacks_space(before: &str, inner: &str) -> bool {
    let start = before.rfind(char::is_whitespace).map_or(0, |at| at + 1);
    let word = slice(before, start..before.len());
    let is_short =
        inner.len() >= 2 && inner.chars().all(char::is_alphanumeric) && inner.chars().any(char::is_uppercase);
    is_short && word.len() >= 2 * inner.len() + 2 && long_form(word, inner) == Some(0)
}

/// Returns the pair of one bracket, if it is one.
fn pair_at(text: &str, open: usize, inner: &str) -> Option<Pair> {
    let before = slice(text, 0..open)
        .trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '”' | '’' | '\'' | '*'));
    let (offset, first) = first_part(inner);
    let short = trimmed(first, open + 1 + offset);
    let follows = |short: Range<usize>| {
        let word = slice(text, short.clone());
        let may_be_short = is_short_form(word) || is_binomial(word);
        let start = may_be_short.then(|| long_form(before, word).or_else(|| loose_form(before, word)));
        let start = start.flatten()?;
        Some(Pair { short, long: start..before.len() })
    };
    let is_value = slice(inner, offset + first.len()..inner.len()).starts_with('=');
    let whole = trimmed(inner, open + 1);
    let part = (whole != short).then_some(&short);
    if let Some(pair) = (!is_value).then(|| follows(whole).or_else(|| follows(part?.clone()))).flatten() {
        return Some(pair);
    }
    // `(attack success rate, ASR)`, and `dismutase (EC 1.15.1.1; SOD)`
    if let Some(at) = inner.rfind([',', ';']) {
        let last = trimmed(slice(inner, at + 1..inner.len()), open + 2 + at);
        let word = slice(text, last.clone());
        let long = slice(inner, 0..at).trim_end();
        if is_acronym(word) && long_form(long, word) == Some(0) {
            return Some(Pair { short: last, long: open + 1..open + 1 + long.len() });
        }
        if is_acronym(word)
            && slice(inner, at..at + 1) == ";"
            && let Some(pair) = follows(last)
        {
            return Some(pair);
        }
    }
    // `ASR (attack success rate)`
    let start =
        before.rfind(|c: char| c.is_whitespace() || matches!(c, '(' | '[' | ',')).map_or(0, |at| at + 1);
    let word = slice(before, start..before.len());
    let inside = slice(text, short.clone());
    let is_long =
        || inside.len() > 2 * word.len() && inside.split_whitespace().count() <= word.chars().count() + 2;
    let is_whole = is_acronym(word) && is_long() && long_form(inside, word) == Some(0);
    if is_whole {
        return Some(Pair { short: start..before.len(), long: short });
    }
    // `multi-UAV (unmanned aerial vehicle)`
    if let Some((_, last)) = word.rsplit_once('-')
        && is_acronym(last)
        && inside.contains(' ')
        && long_form(inside, last) == Some(0)
    {
        return Some(Pair { short: before.len() - last.len()..before.len(), long: short });
    }
    // `BTEX (benzene, toluene, ethylbenzene, and xylene)`
    let is_list = is_acronym(word)
        && (inner.contains(", and ") || is_one_by_one(inner, word))
        && long_form(inner.trim(), word) == Some(0);
    is_list.then(|| Pair { short: start..before.len(), long: trimmed(inner, open + 1) })
}

/// Returns whether a list has one word for each letter of a short form: `pupils, learning, questions`.
fn is_one_by_one(list: &str, short: &str) -> bool {
    let initials = list.split(',').filter_map(|part| part.trim().chars().next());
    initials.flat_map(char::to_uppercase).eq(short.chars())
}

/// Returns whether a text is the short name of a species: `E. coli`.
fn is_binomial(text: &str) -> bool {
    text.split_once(". ").is_some_and(|(genus, species)| {
        genus.len() == 1
            && genus.starts_with(|c: char| c.is_ascii_uppercase())
            && species.len() > 3
            && species.bytes().all(|byte| byte.is_ascii_lowercase())
    })
}

/// Returns a short form with two capitals or more.
fn is_acronym(word: &str) -> bool {
    is_short_form(word) && word.chars().filter(|c| c.is_uppercase()).count() >= 2
}

/// Returns what stands in a bracket up to the first mark that ends it: the offset and the text.
fn first_part(inner: &str) -> (usize, &str) {
    let rest = inner.trim_start_matches(|c: char| is_private(c) || c == ' ');
    let offset = inner.len() - rest.len();
    let is_end = |c: char| matches!(c, ';' | ',' | '=' | ':') || is_private(c);
    // `sLe(X)` is one word.
    let is_bracket =
        |at: usize, c: char| matches!(c, '[' | '(') && !slice(rest, 0..at).ends_with(char::is_alphanumeric);
    let end = rest.char_indices().find(|&(at, c)| is_end(c) || is_bracket(at, c));
    (offset, slice(rest, 0..end.map_or(rest.len(), |(at, _)| at)))
}

/// Returns the range of a text that starts at `at`, without white space and quotation marks around it and words that introduce it.
fn trimmed(text: &str, at: usize) -> Range<usize> {
    let is_edge = |c: char| c.is_whitespace() || matches!(c, '"' | '“' | '”' | '‘' | '’' | '\'' | '`' | '*');
    let mut inner = text.trim_start_matches(is_edge);
    for opening in [
        "hereafter ",
        "henceforth ",
        "abbreviated ",
        "abbreviated as ",
        "or ",
        "i.e. ",
        "i.e., ",
        "the ",
        "called ",
        "termed ",
        "denoted ",
    ] {
        inner = inner.strip_prefix(opening).unwrap_or(inner).trim_start_matches(is_edge);
    }
    let start = at + (text.len() - inner.len());
    start..start + inner.trim_end_matches(is_edge).len()
}

/// Returns the outermost round and square brackets: where each opens and closes.
fn brackets(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    if memchr::memchr2(b'(', b'[', text.as_bytes()).is_none() {
        return found;
    }
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'(' | b'[' => open.push(at),
            b')' | b']' => {
                if let Some(start) = open.pop() {
                    found.push((start, at));
                }
            }
            _ => {}
        }
    }
    found.sort_unstable();
    found
}

/// Returns whether a text can be a short form: a capital or two to ten characters, sixteen where hyphens join parts; at most two words,
/// with a letter, and neither a common word nor a pointer.
pub fn is_short_form(text: &str) -> bool {
    let count = text.chars().take(LONGEST + 1).count();
    if count > LONGEST {
        return false;
    }
    let upper = text.chars().filter(|c| c.is_uppercase()).count();
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_one = words.len() == 1;
    let is_compound =
        is_one && upper > 2 && text.contains('-') && text.chars().all(|c| c.is_alphanumeric() || c == '-');
    let fits = (count == 1 && upper == 1) || (2..=if is_compound { LONGEST } else { 10 }).contains(&count);
    let is_lower_word = text.chars().all(|c| c.is_lowercase() || c == ' ');
    let is_coded = || is_one && text.chars().any(|c| c.is_ascii_digit() || c == '-');
    fits && (1..=2).contains(&words.len())
        && text.starts_with(char::is_alphanumeric)
        && text.chars().any(char::is_alphabetic)
        && (upper > 0 || (is_lower_word && count <= 5 && is_one) || is_coded())
        && !text.chars().any(|c| matches!(c, '%' | '<' | '>' | '=' | '~' | '@' | ';' | ',' | '_'))
        && text.matches('(').count() == text.matches(')').count()
        && !is_private_inside(text)
        && !is_pointer(&words)
        && !is_first_part(text)
}

/// Returns whether letters are the first part of a compound, which may be left out: `their (QZN-) rule`. An ion has fewer.
fn is_first_part(text: &str) -> bool {
    text.strip_suffix('-').is_some_and(|text| text.len() > 2 && text.chars().all(char::is_uppercase))
}

/// Characters of the longest short form.
const LONGEST: usize = 16;

/// Returns whether words point at a part of the paper or state a quantity: `Fig. 3`, `25 mm`.
fn is_pointer(words: &[&str]) -> bool {
    let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    match words {
        [first, second] => {
            is_number(first)
                || (is_number(second)
                    && ["Fig", "Tab", "fig", "tab", "Eq", "Sec", "Panel", "panel"]
                        .iter()
                        .any(|part| first.starts_with(part)))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(&str, &str)> {
        pairs(text).into_iter().map(|pair| (slice(text, pair.short), slice(text, pair.long))).collect()
    }

    #[test]
    fn both_orders_are_found() {
        assert_eq!(found("The attack success rate (ASR) fell."), [("ASR", "attack success rate")]);
        assert_eq!(found("The ASR (attack success rate) fell."), [("ASR", "attack success rate")]);
        assert_eq!(
            found("We use MOOCs (massive open online courses)."),
            [("MOOCs", "massive open online courses")]
        );
    }

    #[test]
    fn letters_may_stand_inside_words() {
        assert_eq!(found("seen by daylight (ECG) later"), []);
        assert_eq!(found("the electrocardiogram (ECG; lead two)"), [("ECG", "electrocardiogram")]);
    }

    #[test]
    fn letters_may_be_missing() {
        assert_eq!(found("two doses of cyclophosphamide (CTX)"), [("CTX", "cyclophosphamide")]);
        assert_eq!(found("the betaine transporter (BGT)"), [("BGT", "betaine transporter")]);
        assert_eq!(found("plus nitrous oxide (N2O)"), [("N2O", "nitrous oxide")]);
        assert_eq!(found("in Escherichia coli (E. coli)"), [("E. coli", "Escherichia coli")]);
        assert_eq!(found("many algorithms (ARCH) and a scanning (SEM) run"), []);
    }

    #[test]
    fn brackets_inside_words_part_nothing() {
        assert_eq!(found("of benzo[a]pyrene (BAP)"), [("BAP", "benzo[a]pyrene")]);
        assert_eq!(found("of clozapine(CLP) and P(x)"), [("CLP", "clozapine")]);
        assert_eq!(found("the selectin ligand sialyl Lewis X (sLe(X))"), [("sLe(X)", "sialyl Lewis X")]);
    }

    #[test]
    fn lists_and_long_short_forms() {
        assert_eq!(
            found("of BTEX (benzene, toluene, ethylbenzene, and xylene)"),
            [("BTEX", "benzene, toluene, ethylbenzene, and xylene")]
        );
        assert_eq!(
            found("the International Neural Vision Contest (INVC-2015)"),
            [("INVC-2015", "International Neural Vision Contest")]
        );
    }

    #[test]
    fn a_remark_is_no_definition() {
        assert_eq!(found("The floor plate (Fig. 3) and the table was put in (Table 1)."), []);
        assert_eq!(found("It rained (see Lee) and we stayed (as planned)."), []);
    }
}
