//! Predictions as JSON lines, so that anyone can score them.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::Context;
use serde::Serialize;

/// Writes one prediction a line.
///
/// # Errors
/// When the file cannot be written.
pub fn write(path: &Path, predictions: &[impl Serialize]) -> anyhow::Result<()> {
    let cannot = || format!("cannot write {}", path.display());
    let mut file = BufWriter::new(File::create(path).with_context(cannot)?);
    for prediction in predictions {
        writeln!(file, "{}", serde_json::to_string(prediction)?).with_context(cannot)?;
    }
    file.flush().with_context(cannot)
}
