//! Reads `data/precision.tsv`: what readers said of each rule's findings in real papers.

use std::fs;
use std::path::Path;

use super::RuleFile;

/// What is known of a rule.
#[derive(Clone, Copy, Default)]
pub struct Line {
    /// Findings that were right, in papers that were read while the rule was written.
    pub right: u32,
    /// Those that were read there.
    pub read: u32,
    /// In other papers: right, defensible, wrong, and the number of papers.
    pub unseen: [u32; 4],
}

/// Gives each rule its counts.
///
/// # Errors
/// A line that names no rule or does not hold six counts.
pub fn read(path: &Path, rules: &mut [RuleFile]) -> Result<(), String> {
    let name = path.display();
    let text = fs::read_to_string(path).map_err(|error| format!("{name}: {error}"))?;
    for (line, number) in text.lines().zip(1..).filter(|(line, _)| !line.starts_with('#')) {
        let mut columns = line.split('\t');
        let id = columns.next().unwrap_or_default();
        let counts: Vec<u32> = columns.filter_map(|count| count.parse().ok()).collect();
        let rule = rules.iter_mut().find(|rule| rule.spec.id == id);
        match (rule, counts.as_slice()) {
            (Some(rule), &[right, read, a, b, c, d]) if right <= read => {
                rule.judged = Line { right, read, unseen: [a, b, c, d] };
            }
            _ => return Err(format!("{name}:{number}: expected a rule and six counts")),
        }
    }
    Ok(())
}
