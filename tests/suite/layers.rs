//! A lower folder of `src` never imports a higher one.

use std::fs;
use std::path::{Path, PathBuf};

/// From the lowest to the highest.
const LAYERS: [&str; 11] = [
    "spec", "source", "markup", "document", "analysis", "findings", "rules", "check", "config", "output",
    "faces",
];

#[test]
fn imports_point_down() {
    let mut wrong = Vec::new();
    for (height, layer) in LAYERS.iter().enumerate() {
        for file in files(&Path::new("src").join(layer)) {
            let text = fs::read_to_string(&file).unwrap();
            let higher = &LAYERS[height + 1..];
            // What a rule file holds is shared with the build script, which has none of the other folders.
            let is_schema = *layer == "spec";
            for (line, code) in
                text.lines().enumerate().filter(|(_, code)| !code.trim_start().starts_with("//"))
            {
                let imports = |layer: &&&str| {
                    code.contains(&format!("crate::{layer}")) || (is_schema && code.contains("crate::"))
                };
                wrong.extend(
                    higher.iter().find(imports).map(|_| format!("{}:{}: {code}", file.display(), line + 1)),
                );
            }
        }
    }
    assert!(wrong.is_empty(), "a lower folder imports a higher one:\n{}", wrong.join("\n"));
}

#[test]
fn every_folder_is_a_layer() {
    let folders =
        fs::read_dir("src").unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir());
    for folder in folders {
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        assert!(LAYERS.contains(&name.as_str()), "`src/{name}` has no place among the layers");
    }
}

#[test]
fn files_are_short() {
    let long: Vec<String> = files(Path::new("src"))
        .into_iter()
        .map(|file| (fs::read_to_string(&file).unwrap().lines().count(), file))
        .filter(|(lines, _)| *lines > 400)
        .map(|(lines, file)| format!("{}: {lines} lines", file.display()))
        .collect();
    assert!(long.is_empty(), "over 400 lines:\n{}", long.join("\n"));
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found
}
