//! Which findings are drawn, and what is shown of the source around one.

use std::collections::BTreeMap;

use super::Place;

/// How findings are drawn.
pub struct Drawn {
    /// Where the lot starts.
    pub seed: u64,
    /// The most of a rule in a paper.
    pub per_paper: usize,
    /// How many to draw.
    pub count: usize,
    /// Whether to draw that many of each rule, and not in all.
    pub is_each: bool,
}

impl Drawn {
    /// Returns the findings drawn, by rule and paper. Each has a number by lot, made from the seed and what it is known by, and the lowest
    /// are taken: so a finding that goes away makes place for one other, and the rest stay.
    pub fn draw(&self, mut places: Vec<Place>) -> Vec<Place> {
        places.sort_by_cached_key(|place| (self.lot(place), place.line));
        let mut by_paper: BTreeMap<(String, String), usize> = BTreeMap::new();
        let mut by_rule: BTreeMap<String, usize> = BTreeMap::new();
        places.retain(|place| {
            let in_paper = by_paper.entry((place.rule.clone(), place.paper.clone())).or_default();
            let drawn =
                by_rule.entry(if self.is_each { place.rule.clone() } else { String::new() }).or_default();
            let is_drawn = *in_paper < self.per_paper && *drawn < self.count;
            *in_paper += usize::from(is_drawn);
            *drawn += usize::from(is_drawn);
            is_drawn
        });
        places.sort_by(|a, b| (&a.rule, &a.paper, a.line).cmp(&(&b.rule, &b.paper, b.line)));
        places
    }

    /// FNV-1a over the seed, the paper and the fingerprint, mixed at the end, since near seeds would else give near orders.
    fn lot(&self, place: &Place) -> u64 {
        let bytes =
            self.seed.to_le_bytes().into_iter().chain(place.paper.bytes()).chain(place.fingerprint.bytes());
        let hash = bytes.fold(0xCBF2_9CE4_8422_2325, |hash: u64, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
        });
        (hash ^ (hash >> 32)).wrapping_mul(0x9E37_79B9_7F4A_7C15)
    }
}

/// Bytes of source shown on each side of a finding, at least.
const AROUND: usize = 500;

/// Bytes shown of a finding itself; of a longer one its start.
const MOST: usize = 600;

/// Returns the source around a place, which is marked `«…»`, in whole characters.
pub fn context(text: &str, start: usize, end: usize) -> String {
    let down = |mut at: usize| {
        at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let (start, end) = (down(start), down(end));
    let part = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
    let shown = down(end.min(start + MOST)).max(start);
    let gap = if shown < end { " … " } else { "" };
    let shown_end = if shown < end { part(down(end - 60), end) } else { "" };
    format!(
        "{}«{}{gap}{shown_end}»{}",
        part(down(start.saturating_sub(AROUND)), start),
        part(start, shown),
        part(end, down(end + AROUND))
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use paperlint::internal::findings::Severity;

    fn places() -> Vec<Place> {
        let place = |paper: usize, line: u32| Place {
            rule: "doubled-word".to_owned(),
            paper: format!("paper-{paper}"),
            file: String::new(),
            line,
            fingerprint: format!("{paper}-{line}"),
            severity: Severity::Warning,
            message: String::new(),
            context: String::new(),
        };
        (0..10).flat_map(|paper| (1..9).map(move |line| place(paper, line))).collect()
    }

    fn drawn(seed: u64, places: Vec<Place>) -> Vec<String> {
        let drawn = Drawn { seed, per_paper: 2, count: 12, is_each: false };
        drawn.draw(places).into_iter().map(|place| place.fingerprint).collect()
    }

    #[test]
    fn a_seed_draws_the_same_and_no_paper_dominates() {
        let first = drawn(1, places());
        assert_eq!(first, drawn(1, places()));
        assert_ne!(first, drawn(2, places()));
        assert_eq!(first.len(), 12);
        let of_paper =
            |paper: usize| first.iter().filter(|known| known.starts_with(&format!("{paper}-"))).count();
        assert!((0..10).all(|paper| of_paper(paper) <= 2));
    }

    #[test]
    fn what_goes_away_makes_place_for_others_alone() {
        let first = drawn(1, places());
        let mut rest = places();
        rest.retain(|place| place.fingerprint != first[0]);
        let second = drawn(1, rest);
        assert!(first.iter().skip(1).all(|known| second.contains(known)));
    }

    #[test]
    fn context_marks_the_place_in_whole_characters() {
        let text = "ä".repeat(600) + "ab" + &"ö".repeat(600);
        let shown = context(&text, 1200, 1202);
        assert!(shown.contains("ä«ab»ö") && shown.len() < 1100);
    }
}
