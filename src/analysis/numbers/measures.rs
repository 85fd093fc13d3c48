//! Measures: the same time, length or mass told in another unit, `90 minutes` and `1.5 hours`.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// A unit of a kind of measure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measure {
    /// The line of `units.txt`.
    kind: usize,
    /// How many of the kind's own unit it is.
    pub size: f64,
}

impl Measure {
    /// Returns how many of `other` one of these is; none where they measure different things, or the units are the same.
    pub fn in_units_of(self, other: Self) -> Option<f64> {
        let is_other = self.kind == other.kind && self.size != other.size;
        is_other.then_some(self.size / other.size)
    }
}

/// Returns the units that a word may name: `day` is a part of a month and a number of seconds.
pub fn of(word: &str) -> &'static [Measure] {
    UNITS.get(word).map_or(&[], Vec::as_slice)
}

static UNITS: LazyLock<FxHashMap<&'static str, Vec<Measure>>> = LazyLock::new(|| {
    let mut units: FxHashMap<&'static str, Vec<Measure>> = FxHashMap::default();
    let lines = include_str!("../../../data/en/units.txt").lines().filter(|line| !line.starts_with('#'));
    for (kind, line) in lines.enumerate() {
        for (names, size) in line.split(';').filter_map(|unit| unit.split_once('=')) {
            let Ok(size) = size.trim().parse() else { continue };
            for name in names.split_whitespace() {
                units.entry(name).or_default().push(Measure { kind, size });
            }
        }
    }
    units
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_unit_of_the_list_has_a_size() {
        let written =
            include_str!("../../../data/en/units.txt").lines().filter(|line| !line.starts_with('#'));
        let written: usize = written.flat_map(|line| line.split(';')).flat_map(str::split_whitespace).count();
        let sizes = include_str!("../../../data/en/units.txt").matches('=').count() - 1;
        let read: usize = UNITS.values().map(Vec::len).sum();
        assert_eq!(read, written - sizes);
    }
}
