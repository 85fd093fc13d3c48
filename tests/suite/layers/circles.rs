//! Files of a folder do not go round in circles: where one names another, directly or by others, that one does not name it.
//!
//! What a folder's `mod.rs` takes from a file stands for that file; what it says itself is the folder's, and all of its files may name it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use super::paths::module_of;
use super::{files, named_in};

/// Circles that there are still. The list may only get shorter.
const KNOWN: &str = include_str!("circles.txt");

#[test]
fn files_do_not_go_round() {
    let found: BTreeSet<String> = circles().into_iter().collect();
    let known: BTreeSet<String> = KNOWN.lines().map(str::to_owned).collect();
    if std::env::var_os("UPDATE").is_some() {
        let lines: String = found.iter().map(|line| format!("{line}\n")).collect();
        fs::write("tests/suite/layers/circles.txt", lines).unwrap();
        return;
    }
    let new: Vec<&String> = found.difference(&known).collect();
    assert!(new.is_empty(), "files of a folder name each other in a circle:\n{new:#?}");
    let gone: Vec<&String> = known.difference(&found).collect();
    assert!(
        gone.is_empty(),
        "these are no circles any more; `cargo xtask generate circles` takes them out:\n{gone:#?}"
    );
}

/// Returns each circle: its folder, and the files and folders in it.
fn circles() -> Vec<String> {
    let mut names: BTreeMap<Vec<String>, BTreeSet<Vec<String>>> = BTreeMap::new();
    let all = files(Path::new("src"));
    let modules: BTreeSet<Vec<String>> = all.iter().map(|file| module_of(file)).collect();
    let exports = exports(&all, &modules);
    for file in &all {
        let from = module_of(file);
        for path in named_in(file) {
            names.entry(from.clone()).or_default().insert(owner(path, &modules, &exports));
        }
    }
    let mut circles = Vec::new();
    for folder in modules.iter().filter(|module| modules.iter().any(|other| is_child(other, module))) {
        let edges = edges(folder, &names);
        for circle in knots(&edges) {
            let name = if folder.is_empty() { "src".to_owned() } else { folder.join("/") };
            circles.push(format!("{name}: {}", circle.join(", ")));
        }
    }
    circles
}

fn is_child(module: &[String], folder: &[String]) -> bool {
    module.len() == folder.len() + 1 && module.starts_with(folder)
}

/// For each folder, the names that its `mod.rs` takes from its files, and the paths they stand for.
fn exports(
    all: &[std::path::PathBuf],
    modules: &BTreeSet<Vec<String>>,
) -> BTreeMap<Vec<String>, Vec<String>> {
    let mut exports = BTreeMap::new();
    for file in all.iter().filter(|file| file.ends_with("mod.rs")) {
        let module = module_of(file);
        let code = fs::read_to_string(file).unwrap();
        // `use child::Name` is a path from here.
        let uses = code.split(';').filter_map(|statement| {
            let start = statement.find("use ")?;
            let path = &statement[start + 4..];
            let child = path.split("::").next()?.trim().to_owned();
            let is_child = modules.contains(&[module.as_slice(), &[child]].concat());
            is_child.then(|| format!("use self::{path};"))
        });
        let uses: String = uses.collect();
        for path in super::paths::paths_of(&uses, &module) {
            if let Some(name) = path.last() {
                let name: Vec<String> = module.iter().cloned().chain([name.clone()]).collect();
                if name != path {
                    exports.insert(name, path);
                }
            }
        }
    }
    exports
}

/// Returns the module in which what a path names is written.
fn owner(
    mut path: Vec<String>,
    modules: &BTreeSet<Vec<String>>,
    exports: &BTreeMap<Vec<String>, Vec<String>>,
) -> Vec<String> {
    for _ in 0..8 {
        let Some(to) = (1..=path.len()).find_map(|len| exports.get(&path[..len]).map(|to| (len, to))) else {
            break;
        };
        path = to.1.iter().chain(&path[to.0..]).cloned().collect();
    }
    while !path.is_empty() && !modules.contains(&path) {
        path.pop();
    }
    path
}

type Edges = BTreeMap<String, BTreeSet<String>>;

/// Returns which of the files and folders of a folder name which others.
fn edges(folder: &[String], names: &BTreeMap<Vec<String>, BTreeSet<Vec<String>>>) -> Edges {
    let unit = |module: &Vec<String>| {
        (module.len() > folder.len() && module.starts_with(folder)).then(|| module[folder.len()].clone())
    };
    let mut edges = Edges::new();
    for (from, to) in names {
        let Some(from) = unit(from) else { continue };
        let to = to.iter().filter_map(unit).filter(|to| *to != from);
        edges.entry(from.clone()).or_default().extend(to);
    }
    edges
}

/// Sets of two or more that all reach each other.
fn knots(edges: &Edges) -> Vec<Vec<String>> {
    let reach = |from: &String| {
        let (mut seen, mut open) = (BTreeSet::new(), vec![from.clone()]);
        while let Some(name) = open.pop() {
            let to = edges.get(&name).into_iter().flatten().filter(|to| !seen.contains(*to));
            let to: Vec<String> = to.cloned().collect();
            seen.extend(to.iter().cloned());
            open.extend(to);
        }
        seen
    };
    let reached: BTreeMap<&String, BTreeSet<String>> = edges.keys().map(|name| (name, reach(name))).collect();
    let mut knots = BTreeSet::new();
    for (name, to) in &reached {
        let mut knot: Vec<String> = to
            .iter()
            .filter(|other| reached.get(other).is_some_and(|back| back.contains(*name)))
            .cloned()
            .collect();
        knot.sort();
        if knot.len() > 1 {
            knots.insert(knot);
        }
    }
    knots.into_iter().collect()
}
