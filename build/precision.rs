//! Reads `data/precision.tsv`: for each rule how many of its findings in real papers were read, and how many of them were right.

use std::fs;
use std::path::Path;

use super::RuleFile;

/// Gives each rule its counts.
///
/// # Errors
/// A line that names no rule or does not hold two counts.
pub fn read(path: &Path, rules: &mut [RuleFile]) -> Result<(), String> {
    let name = path.display();
    let text = fs::read_to_string(path).map_err(|error| format!("{name}: {error}"))?;
    for (line, number) in text.lines().zip(1..).filter(|(line, _)| !line.starts_with('#')) {
        let mut columns = line.split('\t');
        let id = columns.next().unwrap_or_default();
        let mut count = || columns.next().and_then(|count| count.parse().ok());
        let rule = rules.iter_mut().find(|rule| rule.spec.id == id);
        match (rule, count(), count()) {
            (Some(rule), Some(right), Some(read)) if right <= read => rule.judged = [read, right],
            _ => return Err(format!("{name}:{number}: expected a rule, the right and the read")),
        }
    }
    Ok(())
}
