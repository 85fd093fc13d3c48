//! Lists of what is data, one a file: venues, editions.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

/// Returns the Rust source of `FILES`: the name without ending and the text of each TOML file of a folder, by name.
pub fn generate(root: &Path, folder: &str) -> Result<String, String> {
    let folder = root.join(folder);
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
