use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::english::{BEHIND_NAMED, NUMBERED_PARTS};
use crate::spec::SectionRole;

/// A heading and what stands below it, up to the next heading of its level or a higher one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Index of the heading's block; `None` for what stands before the first heading, and for an abstract without one.
    pub heading: Option<u32>,
    /// Level of the heading, from 1; 0 for the text before the first heading.
    pub level: u8,
    /// Whether the heading shares its line with the text after it.
    pub is_run_in: bool,
    /// The section it is a part of.
    pub parent: Option<u32>,
    /// What its own heading says it is.
    pub role: SectionRole,
    /// What it is where its own heading says nothing: the role of the nearest section above that says something.
    pub zone: SectionRole,
    /// Its blocks up to the next heading of any level, its own heading included.
    pub own: Range<u32>,
    /// Its blocks with those of the sections below it.
    pub blocks: Range<u32>,
}

/// Returns the part that a heading names. Numbers, dashes and a "Study 1:" before the words do not matter, nor does case.
pub(super) fn role_of_heading(heading: &str) -> SectionRole {
    let normalized = normalized(heading);
    let words = word_starts(&normalized);
    let mut best: Option<&Cue> = None;
    // What follows a preposition or a conjunction is not what the heading names.
    let named = words.iter().position(|&(start, end)| {
        normalized.get(start..end).is_some_and(|word| BEHIND_NAMED.contains(&word))
    });
    for (index, &(start, _)) in words.iter().enumerate() {
        for (last, &(_, end)) in words.iter().enumerate().skip(index).take(LONGEST_CUE) {
            let run = normalized.get(start..end).unwrap_or("");
            let fits = |cue: &&Cue| match cue.place {
                Place::Whole => index == 0 && last + 1 == words.len(),
                Place::Start => index == 0,
                Place::Named => named.is_none_or(|behind| index < behind),
                Place::Anywhere => true,
            };
            let found = CUES.get(run).into_iter().flatten().find(fits);
            best = [best, found].into_iter().flatten().min_by_key(|cue| cue.line);
        }
    }
    best.map_or(SectionRole::Other, |cue| cue.role)
}

/// Returns whether a heading names one of several studies: `Experiment 2`, `Study 1b: Sleep`.
pub(super) fn names_study(heading: &str) -> bool {
    let lower = heading.to_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut words = words.by_ref().skip_while(|word| is_numbering(word));
    matches!(words.next(), Some("experiment" | "study"))
        && words
            .next()
            .is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit()) || is_numbering(word))
}

/// Returns whether a heading is one of those that structured abstracts have.
pub(super) fn names_part(heading: &str) -> bool {
    let normalized = normalized(heading);
    let mut words = normalized.split(' ').filter(|word| !word.is_empty()).peekable();
    words.peek().is_some() && words.all(|word| PARTS.contains(word))
}

/// Words of the headings of structured abstracts.
static PARTS: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    let lines =
        include_str!("../../data/en/abstract_parts.txt").lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(str::split_whitespace).collect()
});

/// Words that the longest cue has, or more.
const LONGEST_CUE: usize = 4;

struct Cue {
    /// The line it stands on; of two that fit the earlier wins.
    line: usize,
    role: SectionRole,
    place: Place,
}

enum Place {
    Whole,
    Start,
    Named,
    Anywhere,
}

/// The cues by their words, so that a heading is looked up and not searched for each.
static CUES: LazyLock<FxHashMap<&'static str, Vec<Cue>>> = LazyLock::new(|| {
    let mut cues: FxHashMap<&'static str, Vec<Cue>> = FxHashMap::default();
    for (line, text) in include_str!("../../data/en/headings.txt").lines().enumerate() {
        if let Some((role, place, words)) = cue(text) {
            cues.entry(words).or_default().push(Cue { line, role, place });
        }
    }
    cues
});

fn cue(line: &'static str) -> Option<(SectionRole, Place, &'static str)> {
    let line = line.trim();
    let (role, rest) = line.split_once(' ').filter(|_| !line.starts_with('#'))?;
    let rest = rest.trim();
    let (place, words) = match rest.split_at_checked(1)? {
        ("=", words) => (Place::Whole, words),
        ("^", words) => (Place::Start, words),
        ("~", words) => (Place::Named, words),
        _ => (Place::Anywhere, rest),
    };
    Some((SectionRole::named(role)?, place, words.trim()))
}

/// Start and end of each word of a normalized heading.
fn word_starts(text: &str) -> Vec<(usize, usize)> {
    let mut at = 0;
    let mut words = Vec::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        words.push((at, at + word.len()));
        at += word.len() + 1;
    }
    words
}

/// Lower case, words with single spaces, numbering before the first word left out.
fn normalized(heading: &str) -> String {
    let lower = heading.to_lowercase().replace('’', "'");
    // How long the text is says nothing about what it is.
    let lower = match lower.split_once(" (") {
        Some((named, note)) if note.contains("word") || note.contains("character") => named,
        _ => lower.as_str(),
    };
    // `A B S T R A C T`
    let is_spaced =
        lower.split(' ').count() > 4 && lower.split(' ').all(|letter| letter.chars().count() == 1);
    let lower = if is_spaced { Cow::Owned(lower.replace(' ', "")) } else { Cow::Borrowed(lower) };
    let words = lower
        .split(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '\'')))
        .filter(|word| !word.is_empty() && *word != "-");
    let mut text = String::with_capacity(heading.len());
    for word in words {
        if text.is_empty() && is_numbering(word) {
            continue;
        }
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(word);
    }
    for part in NUMBERED_PARTS {
        let named = text.strip_prefix(part).and_then(|rest| rest.strip_prefix(' '));
        if let Some((number, rest)) = named.and_then(|rest| rest.split_once(' '))
            && is_numbering(number)
        {
            return rest.to_owned();
        }
    }
    text
}

fn is_numbering(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit())
        || word.bytes().all(|byte| matches!(byte, b'i' | b'v' | b'x'))
        || word.len() == 1
        || (word.len() <= 3 && word.ends_with(|c: char| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_heading_list_is_read() {
        let lines = include_str!("../../data/en/headings.txt")
            .lines()
            .filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
        assert_eq!(CUES.values().map(Vec::len).sum::<usize>(), lines.count());
        assert!(CUES.keys().all(|words| words.split(' ').count() <= LONGEST_CUE));
    }

    #[test]
    fn studies_are_known_by_their_numbers() {
        assert!(
            ["Experiment 2", "3 Study 1b: Sleep", "EXPERIMENT II"].iter().all(|heading| names_study(heading))
        );
        assert!(!["Study design", "Experiments", "The study"].iter().any(|heading| names_study(heading)));
    }

    #[test]
    fn numbered_and_renamed_headings() {
        use SectionRole::*;
        for (heading, role) in [
            ("Abstract", Abstract),
            ("4.2 Experimental Results", Results),
            ("Findings", Results),
            ("Study 1: Results", Results),
            ("Evaluation", Results),
            ("Main results for adults", Results),
            ("Summary of the results", Results),
            ("Surgery for the imaging experiments", Other),
            ("Stories told after results are known", Other),
            ("How results are stored", Other),
            ("IV. RESULTS AND DISCUSSION", Results),
            ("Experimental setup", Methods),
            ("Evaluation metrics", Methods),
            ("2 Materials and methods", Methods),
            ("Study 2: Method", Methods),
            ("A. Proofs", Other),
            ("Appendix A: more results", Appendix),
            ("Acknowledgments", Acknowledgements),
            ("Conflicts of interest", Backmatter),
            ("Summary", Abstract),
            ("Summary of the model", Other),
            ("Statement of need", Need),
            ("Related Work", RelatedWork),
            ("General Discussion", Discussion),
            ("Conclusions and future work", Conclusion),
            ("Limitations and results", Limitations),
            ("Methodological questions", Other),
            ("1. Introduction", Introduction),
        ] {
            assert_eq!(role_of_heading(heading), role, "{heading}");
        }
    }
}
