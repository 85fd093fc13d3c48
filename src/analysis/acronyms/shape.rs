//! What looks like an acronym.

/// Returns whether a word may hold an acronym: it has a capital after its first letter. Most words are told apart by this look.
#[inline]
pub(super) fn may_hold_acronym(word: &[u8]) -> bool {
    word.iter().skip(1).any(u8::is_ascii_uppercase)
}

/// Returns whether a text has a capital behind something other than a space, without which none of its words holds an acronym. All of the
/// text is looked at, many bytes at a time.
pub(super) fn has_inner_capital(text: &[u8]) -> bool {
    let pairs = text.iter().zip(text.iter().skip(1));
    pairs.fold(false, |any, (before, byte)| any | (byte.is_ascii_uppercase() & (*before != b' ')))
}

/// Returns the acronyms in a word, each with its place: the word itself, or the parts of a compound (`LLM-based`, `carbon–GHG`).
pub(super) fn acronyms(word: &str) -> impl Iterator<Item = (usize, &str)> {
    let upper = word.bytes().filter(u8::is_ascii_uppercase).take(2).count();
    let is_whole = upper == 2 && is_acronym(singular(word));
    let whole = is_whole.then(|| (0, singular(word)));
    // A single letter makes a name of what follows: `C-BARQ`.
    let has_letter =
        || word.split('-').any(|part| part.len() == 1 && part.starts_with(|c: char| c.is_ascii_uppercase()));
    let is_compound = upper == 2 && !is_whole && word.contains(DASHES) && !has_letter();
    let parts = is_compound.then(|| {
        let mut at = 0;
        word.split_inclusive(DASHES).filter_map(move |part| {
            let start = at;
            at += part.len();
            let part = singular(part.trim_end_matches(DASHES));
            is_acronym(part).then_some((start, part))
        })
    });
    whole.into_iter().chain(parts.into_iter().flatten())
}

/// What joins the parts of a compound: a hyphen, or the dash of ranges and pairs.
const DASHES: [char; 2] = ['-', '–'];

/// Without the ending of a plural or a possessive.
pub(super) fn singular(word: &str) -> &str {
    let word = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word);
    let word = word.strip_suffix(['\'', '’']).unwrap_or(word);
    match word.strip_suffix('s') {
        Some(stem) if stem.len() > 1 && stem.ends_with(|c: char| c.is_ascii_uppercase()) => stem,
        _ => word,
    }
}

/// Two to eight letters, of which all are capitals, or all but one (`MoE`, `fMRI`); capitals may be joined by hyphens. Words with digits
/// are names, versions and units; letters of bases are a sequence, and symbols of elements a formula.
fn is_acronym(word: &str) -> bool {
    let letters = word.bytes().filter(u8::is_ascii_alphabetic).count();
    let upper = word.bytes().filter(u8::is_ascii_uppercase).count();
    let is_plain = word.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'-');
    let is_electrode = word.ends_with('z');
    let parts_are_long = word.split('-').all(|part| part.len() > 1);
    let is_mixed = upper + 1 == letters && letters <= 4 && upper >= 2;
    is_plain
        && !is_electrode
        && (2..=8).contains(&letters)
        && (upper == letters || is_mixed)
        && parts_are_long
        && !is_roman(word)
        && !is_sequence(word)
        && !(is_mixed && is_formula(word))
}

/// Returns whether it is a sequence of bases: `ACGTTGCA`.
fn is_sequence(word: &str) -> bool {
    word.len() > 4 && word.bytes().all(is_base)
}

/// Returns whether it is put together from symbols of elements, one of them of two letters, or of groups: `NaCl`, `EtOH`. Elements that few
/// formulas have are left out, for many words could be put together from them.
fn is_formula(word: &str) -> bool {
    let one = |byte: &u8| matches!(byte, b'C' | b'H' | b'N' | b'O' | b'P' | b'S' | b'F' | b'K' | b'I' | b'B');
    let mut rest = word.as_bytes();
    loop {
        rest = match rest {
            [] => return true,
            [first, second, rest @ ..] if second.is_ascii_lowercase() => {
                if !ELEMENTS.contains(&[*first, *second]) {
                    return false;
                }
                rest
            }
            [first, rest @ ..] if one(first) => rest,
            _ => return false,
        };
    }
}

/// Elements with a symbol of two letters that are common in formulas, and groups of organic chemistry; without chromium, for `CrI` is a
/// credible interval.
const ELEMENTS: [[u8; 2]; 23] = [
    *b"Na", *b"Mg", *b"Al", *b"Si", *b"Cl", *b"Ca", *b"Ti", *b"Mn", *b"Fe", *b"Ni", *b"Cu", *b"Zn", *b"Ga",
    *b"Br", *b"Zr", *b"Ag", *b"Cd", *b"Sn", *b"Li", *b"Me", *b"Et", *b"Ph", *b"Ac",
];

/// Returns a Roman numeral, also one with a letter behind it: `IIb`.
fn is_roman(word: &str) -> bool {
    let numeral = word.strip_suffix(|c: char| c.is_ascii_lowercase()).unwrap_or(word);
    numeral.bytes().all(|byte| matches!(byte, b'I' | b'V' | b'X'))
}

/// Returns whether a word holds letters of bases and nothing else, three or more: `GAC`.
pub(super) fn is_of_bases(word: &str) -> bool {
    word.len() > 2 && word.bytes().all(is_base)
}

fn is_base(byte: u8) -> bool {
    matches!(byte, b'A' | b'C' | b'G' | b'T' | b'U' | b'N')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(word: &str) -> Vec<&str> {
        acronyms(word).map(|(_, short)| short).collect()
    }

    #[test]
    fn acronyms_are_capitals() {
        assert_eq!(found("ASR"), ["ASR"]);
        assert_eq!(found("LLMs"), ["LLM"]);
        assert_eq!(found("MoE"), ["MoE"]);
        assert_eq!(found("CrI"), ["CrI"]);
        assert_eq!(found("LLM-based"), ["LLM"]);
        assert_eq!(found("carbon–GHG"), ["GHG"]);
        assert_eq!(found("HL-LHC"), ["HL-LHC"]);
    }

    #[test]
    fn names_numerals_and_versions_are_none() {
        for word in [
            "NumPy", "III", "PO8", "T7", "Lee", "POz", "I", "USc2b", "S1", "NaOH", "KCl", "ACGTTGCA", "EtOH",
            "IIb",
        ] {
            assert!(found(word).is_empty(), "{word}");
        }
    }
}
