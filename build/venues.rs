//! The list of venues, one a file.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

/// The folder of the venues, seen from the repository.
pub const FOLDER: &str = "data/venues";

/// The Rust source of `FILES`: the id and the text of each venue, by id.
pub fn generate(root: &Path) -> Result<String, String> {
    let folder = root.join(FOLDER);
    let entries = fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    paths.sort();
    let mut code = format!("const FILES: [(&str, &str); {}] = [\n", paths.len());
    for path in paths {
        let id = path.file_stem().unwrap_or_default().to_string_lossy();
        // Writing to a string cannot fail.
        let _ = writeln!(code, "    ({id:?}, include_str!({:?})),", path.display().to_string());
    }
    code.push_str("];\n");
    Ok(code)
}
