//! What `paperlint --version` says below the number.

use std::env;
use std::fs;
use std::path::Path;

/// Returns the version and the facts of the build, a line each. What is not known is left out.
pub fn text(root: &Path, rules: &str) -> String {
    println!("cargo::rerun-if-env-changed={COMMIT}");
    // A file that is not there would start every build anew.
    if root.join(PACKAGED).exists() {
        println!("cargo::rerun-if-changed={PACKAGED}");
    }
    let variable = |name: &str| env::var(name).ok().filter(|value| !value.is_empty());
    let commit = variable(COMMIT).or_else(|| packaged_commit(root));
    let lines = [
        variable("CARGO_PKG_VERSION"),
        commit.map(|commit| format!("commit: {commit}")),
        variable("TARGET").map(|target| format!("target: {target}")),
        variable("PROFILE").map(|profile| format!("profile: {profile}")),
        Some(format!("rules: {rules}")),
    ];
    lines.into_iter().flatten().collect::<Vec<_>>().join("\n")
}

/// The environment variable in which whoever builds a release names its commit. Git is not asked: a build must not depend on it, nor
/// start anew with every commit.
const COMMIT: &str = "PAPERLINT_COMMIT";

/// The file in which `cargo publish` notes the commit of a package.
const PACKAGED: &str = ".cargo_vcs_info.json";

fn packaged_commit(root: &Path) -> Option<String> {
    let text = fs::read_to_string(root.join(PACKAGED)).ok()?;
    let noted: serde_json::Value = serde_json::from_str(&text).ok()?;
    Some(noted.get("git")?.get("sha1")?.as_str()?.to_owned())
}
