//! Turns of phrase that say planned or exploratory: the tables that they are found with, and the phrases by which a sentence is found in
//! which one may stand, before it is read.

use std::collections::{HashMap, HashSet};
use std::fmt::Write;
use std::ops::Range;
use std::path::Path;

use super::document::{Lexicon, WordId};
use super::rules::pascal_case;

const FRAMES: &str = "src/analysis/results/statements/frames.txt";

/// The lines of `frames.txt`.
pub struct Frames {
    lines: Vec<(String, Vec<Written>)>,
    /// Words that are everywhere.
    everywhere: HashSet<String>,
}

/// A place in a frame as it is written: `*a|b?`, whether it is the anchor, and whether it may be absent.
#[derive(Clone)]
struct Written {
    words: String,
    is_anchor: bool,
    is_optional: bool,
}

impl Frames {
    /// Reads the head of each line and the parts behind it, the words of `$name` put in their places.
    pub fn read(root: &Path) -> Result<Self, String> {
        let text =
            std::fs::read_to_string(root.join(FRAMES)).map_err(|error| format!("{FRAMES}: {error}"))?;
        let mut names: HashMap<&str, &str> = HashMap::new();
        let mut frames = Self { lines: Vec::new(), everywhere: HashSet::new() };
        for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let wrong = |what: &str| format!("{FRAMES}: {what}: {line}");
            let is_name = line.starts_with('$');
            let separator = if is_name { " " } else { ": " };
            let (head, rest) = line.split_once(separator).ok_or_else(|| wrong("no frame"))?;
            if is_name {
                names.insert(head, rest.trim());
                continue;
            }
            let mut parts = Vec::new();
            for part in rest.split_whitespace() {
                let words = part.trim_start_matches('*').trim_end_matches('?');
                let words: Vec<&str> =
                    words.split('|').map(|word| names.get(word).copied().unwrap_or(word)).collect();
                if words.iter().any(|word| word.starts_with('$')) {
                    return Err(wrong("no such name"));
                }
                let (is_anchor, is_optional) = (part.starts_with('*'), part.ends_with('?'));
                parts.push(Written { words: words.join("|"), is_anchor, is_optional });
            }
            frames.lines.push((head.to_owned(), parts));
        }
        let everywhere = names.get("$everywhere").copied().unwrap_or_default();
        frames.everywhere = everywhere.split('|').map(str::to_owned).collect();
        Ok(frames)
    }

    /// Returns the source of the tables; the words are added to `lexicon`.
    pub fn source(&self, lexicon: &mut Lexicon) -> Result<String, String> {
        let mut code = String::from("static FRAMES: &[Frame] = &[\n");
        let (mut by_first, mut by_key) = (Vec::new(), Vec::new());
        for ((head, parts), index) in self.lines.iter().zip(0_u16..) {
            let words = |part: &Written| part.words.split('|').map(str::to_owned).collect::<Vec<_>>();
            let mut ids: Vec<Vec<WordId>> = Vec::new();
            for part in parts {
                let words = if part.words == "_" { Vec::new() } else { words(part) };
                ids.push(words.iter().map(|word| lexicon.add(word)).collect());
            }
            let head = frame_head(head).ok_or_else(|| format!("{FRAMES}: no head of a frame: {head}"))?;
            let parts_code = parts.iter().zip(&ids).fold(String::new(), |mut code, (part, ids)| {
                let _ = write!(code, "Part {{ words: &{ids:?}, is_optional: {} }}, ", part.is_optional);
                code
            });
            let anchor = parts.iter().position(|part| part.is_anchor).unwrap_or(0);
            let _ = writeln!(code, "    Frame {{ {head}, parts: &[{parts_code}], anchor: {anchor} }},");
            by_first.extend(ids.iter().take(1).flatten().map(|word| (*word, index)));
            let needed = parts.iter().zip(&ids).filter(|(part, ids)| !part.is_optional && !ids.is_empty());
            let is_common = |part: &Written| words(part).iter().any(|word| self.everywhere.contains(word));
            let key = needed.min_by_key(|(part, ids)| (is_common(part), ids.len()));
            by_key.extend(key.into_iter().flat_map(|(_, ids)| ids).map(|word| (*word, index)));
        }
        code.push_str("];\n");
        code += &index("BY_FIRST", by_first, lexicon);
        code += &index("BY_KEY", by_key, lexicon);
        Ok(code)
    }

    /// Returns for each frame the words by which its sentence is found before it is read, in the syntax of phrases.
    pub fn phrases(&self) -> Vec<String> {
        let part = |part: &Written| format!("{}{}", part.words, if part.is_optional { "?" } else { "" });
        let heard = self.lines.iter().filter(|(head, _)| !head.starts_with("nothing"));
        let phrase = |parts: &[Written]| {
            rarest(parts, &self.everywhere).iter().map(part).collect::<Vec<_>>().join(" ")
        };
        let mut phrases: Vec<String> = heard.map(|(_, parts)| phrase(parts)).collect();
        phrases.sort_unstable();
        phrases.dedup();
        phrases
    }
}

/// Returns the fields of a frame that its head gives: `planned paper deniable`.
fn frame_head(head: &str) -> Option<String> {
    let mut words = head.split_whitespace();
    let says = words.next().filter(|says| {
        ["planned", "exploratory", "both", "registered", "unregistered", "departed", "nothing"].contains(says)
    })?;
    let reach = match words.next()? {
        reach @ ("paper" | "section" | "result") => format!("Some(Reach::{})", pascal_case(reach)),
        "subject" | "-" => "None".to_owned(),
        _ => return None,
    };
    let flags: Vec<&str> = words.collect();
    let [may_be_denied, is_always, needs_us] =
        ["deniable", "always", "ours"].map(|flag| flags.contains(&flag));
    let is_known = flags.iter().all(|flag| ["deniable", "always", "ours"].contains(flag));
    is_known.then(|| {
        format!(
            "says: Says::{}, reach: {reach}, may_be_denied: {may_be_denied}, is_always: {is_always}, needs_us: {needs_us}",
            pascal_case(says)
        )
    })
}

/// Returns the frames of each word: where those of a word start, and all of them.
fn index(name: &str, mut of: Vec<(WordId, u16)>, lexicon: &Lexicon) -> String {
    of.sort_by_key(|(word, _)| *word);
    let starts = (0..=lexicon.len()).map(|word| of.partition_point(|(of, _)| usize::from(of.0) < word));
    let (starts, frames): (Vec<_>, Vec<_>) = (starts.collect(), of.iter().map(|(_, frame)| frame).collect());
    format!("static {name}: Index = Index {{ starts: &{starts:?}, frames: &{frames:?} }};\n")
}

/// What the choice of a run asks of a part.
#[derive(Clone, Copy)]
struct Rarity {
    is_optional: bool,
    /// Whether one of its words is everywhere.
    is_common: bool,
    /// Whether a run may hold it: it is no gap that must be filled and no choice that a phrase does not know.
    is_known: bool,
    is_mark: bool,
    words: i32,
}

impl Rarity {
    fn of(part: &Written, everywhere: &HashSet<String>) -> Self {
        let words = || part.words.split('|');
        let is_choice = part.words.contains('|');
        Self {
            is_optional: part.is_optional,
            is_common: words().any(|word| everywhere.contains(word)),
            is_known: (part.words != "_" || part.is_optional) && !(is_choice && words().any(is_mark)),
            is_mark: is_mark(&part.words) || part.words == "<number>",
            words: words().count() as i32,
        }
    }

    fn must_stand(self) -> bool {
        !self.is_optional && !self.is_mark
    }
}

/// Returns the run of parts that fewest sentences have: long, without gaps, and from a word that is not everywhere.
fn rarest<'p>(parts: &'p [Written], everywhere: &HashSet<String>) -> &'p [Written] {
    let rarities: Vec<Rarity> = parts.iter().map(|part| Rarity::of(part, everywhere)).collect();
    let runs = (0..parts.len())
        .flat_map(|from| (from + 1..=parts.len().min(from + FARTHEST)).map(move |to| from..to));
    let worth_of =
        |run: &Range<usize>| rarities.get(run.clone()).and_then(worth).map(|worth| (-worth, run.start));
    let best = runs.filter_map(|run| Some((worth_of(&run)?, run))).min_by_key(|(worth, _)| *worth);
    best.and_then(|(_, run)| parts.get(run)).unwrap_or_default()
}

/// Returns how rare a run may be: more words that must stand, few of them everywhere, few parts that may be absent, few words to begin
/// with.
/// `None` where it does not begin and end with words that must stand, or holds what it may not.
fn worth(run: &[Rarity]) -> Option<i32> {
    let (first, last) = (run.first()?, run.last()?);
    let optional = run.iter().filter(|part| part.is_optional).count();
    let fits = first.must_stand() && last.must_stand() && optional <= OPTIONAL;
    if !(fits && run.iter().all(|part| part.is_known)) {
        return None;
    }
    let of_part = |part: &Rarity| match (part.is_optional, part.is_common) {
        (true, _) => -4,
        (false, true) => 4,
        (false, false) => 12,
    };
    let words: i32 = run.iter().take(LONGEST).map(of_part).sum();
    let cost = 8 * i32::from(first.is_common) + 8 * i32::from(run.len() == 1);
    Some(words - cost - first.words / 8 - run.len().saturating_sub(LONGEST) as i32)
}

/// Optional parts of a run at most, for each doubles the phrases.
const OPTIONAL: usize = 2;

/// Parts of a run at most.
const FARTHEST: usize = 6;

/// Parts that make a run rare enough.
const LONGEST: usize = 4;

fn is_mark(word: &str) -> bool {
    word.len() == 1 && word.bytes().all(|byte| byte.is_ascii_punctuation())
}
