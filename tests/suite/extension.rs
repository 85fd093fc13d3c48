//! What the extension of VS Code says of itself agrees with the program that it starts.

use std::collections::BTreeSet;
use std::process::Command;

use serde_json::Value;

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

fn package() -> Value {
    json(include_str!("../../editors/vscode/package.json"))
}

/// Returns the settings, without what all their names begin with.
fn settings() -> Vec<(String, Value)> {
    let package = package();
    let settings = package["contributes"]["configuration"]["properties"].as_object().unwrap();
    settings
        .iter()
        .map(|(name, said)| (name.strip_prefix("paperlint.").unwrap().to_owned(), said.clone()))
        .collect()
}

#[test]
fn settings_that_a_paper_has_too_are_offered_and_explained_alike() {
    let schema = json(include_str!("../../docs/paperlint.schema.json"));
    let mut shared = 0;
    for (name, setting) in settings() {
        let Some(of_paper) = schema["properties"].get(&name) else { continue };
        let cases = of_paper["oneOf"].as_array().unwrap();
        let texts = |key: &str| cases.iter().map(|case| case[key].clone()).collect::<Vec<_>>();
        let offered = |key: &str| setting[key].as_array().unwrap().clone();
        // The first leaves it to the paper.
        assert_eq!(offered("enum").split_off(1), texts("const"), "{name}");
        assert_eq!(offered("enumDescriptions").split_off(1), texts("description"), "{name}");
        let said = setting["markdownDescription"].as_str().unwrap();
        assert!(said.starts_with(of_paper["description"].as_str().unwrap()), "{name}: {said}");
        shared += 1;
    }
    assert_eq!(shared, 2, "profile and venue");
}

#[test]
fn each_setting_is_taken_and_explained() {
    let code = [
        include_str!("../../editors/vscode/src/extension.ts"),
        include_str!("../../editors/vscode/src/binary.ts"),
    ]
    .concat();
    for (name, setting) in settings() {
        assert!(setting.get("markdownDescription").or(setting.get("description")).is_some(), "{name}");
        // That one is taken by the client.
        assert!(
            name == "trace.server" || code.contains(&format!("('{name}'")),
            "{name} is a setting that nobody asks for"
        );
    }
}

#[test]
fn each_page_is_one_that_the_program_shows() {
    let package = package();
    let commands = package["contributes"]["commands"].as_array().unwrap();
    let named: BTreeSet<&str> = commands.iter().map(|command| command["command"].as_str().unwrap()).collect();
    let pages: Vec<&str> = named.iter().filter_map(|name| name.strip_prefix("paperlint.show.")).collect();
    assert_eq!(pages, ["abstract", "reader", "results", "stats"]);
    let code = include_str!("../../editors/vscode/src/pages.ts");
    for page in pages {
        assert!(code.contains(&format!("'{page}'")), "{page}");
        let said = Command::new(env!("CARGO_BIN_EXE_paperlint")).args([page, "--help"]).output().unwrap();
        let help = String::from_utf8(said.stdout).unwrap();
        assert!(help.contains("--stdin-filename"), "{page}: {help}");
    }
}

#[test]
fn it_has_the_version_of_the_program() {
    assert_eq!(package()["version"], env!("CARGO_PKG_VERSION"));
}
