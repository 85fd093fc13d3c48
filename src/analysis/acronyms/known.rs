//! Acronyms that need no word in any paper.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use rustc_hash::FxHashSet;

/// Whether every reader knows it, or knows it only by its letters.
pub fn is_known(short: &str) -> bool {
    static KNOWN: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
        let lines = LISTS.iter().flat_map(|list| list.lines()).filter(|line| !line.starts_with('#'));
        lines.flat_map(str::split_whitespace).collect()
    });
    KNOWN.contains(short) || (short.contains('-') && short.split('-').all(|part| KNOWN.contains(part)))
}

/// Whether it is one of those that the authors' readers know, or is put together from such.
pub fn is_among(known: &BTreeSet<String>, short: &str) -> bool {
    let is_one = |short: &str| known.contains(short) || is_known(short);
    known.contains(short) || (!known.is_empty() && short.contains('-') && short.split('-').all(is_one))
}

/// One file a field.
const LISTS: &[&str] = &[
    include_str!("../../../data/acronyms/general.txt"),
    include_str!("../../../data/acronyms/computing.txt"),
    include_str!("../../../data/acronyms/programs.txt"),
    include_str!("../../../data/acronyms/machine-learning.txt"),
    include_str!("../../../data/acronyms/statistics.txt"),
    include_str!("../../../data/acronyms/life-sciences.txt"),
    include_str!("../../../data/acronyms/physics.txt"),
    include_str!("../../../data/acronyms/social-sciences.txt"),
];
