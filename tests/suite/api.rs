//! What the library promises.

use std::process::Command;

use paperlint::{Config, ConfigLoader, Draft, Format, Linter, LoadError, Loader, Safety, Severity, Source};

const TEXT: &str = "# Speed\n\nWe measured the the speed of our program in order to know it.\n";

fn rules(linter: &Linter, name: &str, text: &str) -> Vec<String> {
    let report = linter.lint(&Draft::new(name, text));
    assert!(report.notices.iter().all(|notice| notice.kind != "rules"), "{:?}", report.notices);
    report.diagnostics.into_iter().map(|found| found.rule).collect()
}

#[test]
fn a_linter_is_shared_by_threads_and_keeps_nothing() {
    fn shared<T: Send + Sync>(_: &T) {}
    let linter = Linter::default();
    shared(&linter);
    shared(&Draft::new("paper.md", TEXT));
    shared(&Config::default());
    let once = rules(&linter, "paper.md", TEXT);
    assert!(once.contains(&"doubled-word".to_owned()), "{once:?}");
    std::thread::scope(|scope| {
        let others: Vec<_> = (0..4).map(|_| scope.spawn(|| rules(&linter, "paper.md", TEXT))).collect();
        others.into_iter().for_each(|other| assert_eq!(other.join().unwrap(), once));
    });
}

#[test]
fn what_the_library_finds_is_what_the_command_line_finds() {
    for (name, format) in [
        ("fixtures/ml-paper/paper.tex", Format::Latex),
        ("fixtures/software-paper/paper.md", Format::Markdown),
    ] {
        let main = Source::new(name, std::fs::read_to_string(name).unwrap());
        let draft = Draft::assemble(main, format, &mut Folder);
        let ours = serde_json::to_value(Linter::default().lint(&draft).diagnostics).unwrap();
        let run = Command::new(env!("CARGO_BIN_EXE_paperlint"))
            .args(["--output-format", "json", name])
            .output()
            .unwrap();
        let theirs: serde_json::Value = serde_json::from_slice(&run.stdout).unwrap();
        assert!(!ours.as_array().unwrap().is_empty());
        assert_eq!(ours, theirs["papers"][0]["findings"], "{name}");
    }
}

/// The files beside the paper in `fixtures/ml-paper`.
struct Folder;

impl Loader for Folder {
    fn load(&mut self, _from: &str, target: &str) -> Result<Source, LoadError> {
        let name = format!("fixtures/ml-paper/{target}.tex");
        let text = std::fs::read_to_string(&name).map_err(|_| LoadError::Missing)?;
        Ok(Source::new(name, text))
    }
}

#[test]
fn a_place_counts_in_four_units() {
    let text = "# Speed\n\n𝒳é: we measured the the speed.\n";
    let report = Linter::default().lint(&Draft::new("paper.md", text));
    let found = report.diagnostics.iter().find(|found| found.rule == "doubled-word").unwrap();
    let start = found.region.start;
    let before = text.split("the the").next().unwrap();
    let line = before.rsplit('\n').next().unwrap();
    assert_eq!(start.offset as usize, before.len());
    assert_eq!((start.line, found.line()), (3, Some(3)));
    assert_eq!(start.column as usize, line.chars().count() + 1);
    assert_eq!(start.utf16 as usize, line.encode_utf16().count() + 1);
    assert_eq!(start.utf8 as usize, line.len() + 1);
}

#[test]
fn what_a_paper_lacks_has_a_place_and_no_line() {
    let long =
        "We measured the speed of our program on ten machines and found that it was faster on all of them. ";
    let text = format!("# Introduction\n\n{}\n\n# Results\n\n{}\n", long.repeat(12), long.repeat(12));
    let report = Linter::default().lint(&Draft::new("paper.md", text));
    let found = report.diagnostics.iter().find(|found| found.is_whole_paper).unwrap();
    assert_eq!(found.line(), None, "{}", found.rule);
    assert_eq!(found.region.path, "paper.md");
}

#[test]
fn settings_hold_for_files_by_their_names() {
    let config =
        "[per-file.\"appendix/**\"]\nignore = [\"doubled-word\"]\n[rules.wordy-phrase]\nlevel = \"error\"";
    let linter = Linter::with_config(&Config::from_toml(config).unwrap()).unwrap();
    assert!(rules(&linter, "paper.md", TEXT).contains(&"doubled-word".to_owned()));
    assert!(!rules(&linter, "appendix/paper.md", TEXT).contains(&"doubled-word".to_owned()));
    let report = linter.lint(&Draft::new("paper.md", TEXT));
    let wordy = report.diagnostics.iter().find(|found| found.rule == "wordy-phrase").unwrap();
    assert_eq!((wordy.severity, wordy.about.severity), (Severity::Error, Severity::Advice));
}

#[test]
fn a_configuration_that_cannot_be_used_says_where_and_why() {
    let error = |text: &str| Config::from_toml(text).unwrap_err().to_string();
    assert_eq!(
        error("[rules.long-sentense]\nlevel = \"off\""),
        "paperlint.toml:1:8: there is no rule `long-sentense`; did you mean `long-sentence`?"
    );
    assert!(
        error("extends = \"base.toml\"").starts_with("paperlint.toml:1:11: `base.toml` cannot be read here")
    );
    assert!(
        error("[per-file.\"a.md\"]\nvenue = \"nowhere\"")
            .starts_with("paperlint.toml:2:9: there is no venue")
    );
    let nothing = Config::from_toml("select = []").unwrap();
    assert!(Linter::with_config(&nothing).unwrap_err().to_string().starts_with("no rule is left"));
}

/// `base.toml` and a folder with one rule.
struct Lab;

impl ConfigLoader for Lab {
    fn config(&self, from: &str, target: &str) -> Result<Source, String> {
        assert_eq!(from, "paperlint.toml");
        match target {
            "base.toml" => Ok(Source::new("base.toml", "acronyms = [\"QZN\"]\nrule-folders = [\"rules\"]")),
            _ => Err(format!("`{target}` was not found")),
        }
    }

    fn rules(&self, from: &str, target: &str) -> Result<Vec<(String, Source)>, String> {
        assert_eq!((from, target), ("base.toml", "rules"));
        let text = std::fs::read_to_string("fixtures/rules/words/however.toml").unwrap();
        Ok(vec![("lab".to_owned(), Source::new("rules/however.toml", text))])
    }
}

#[test]
fn a_configuration_is_assembled_of_what_a_caller_gives() {
    let config = |text: &str| Config::assemble(&Source::new("paperlint.toml", text), &Lab);
    let linter = Linter::with_config(&config("extends = \"base.toml\"").unwrap()).unwrap();
    let own = linter.rules().into_iter().find(|rule| rule.theme == "lab").unwrap();
    assert_eq!((own.id.as_str(), own.page), ("however", None));
    let gone = config("extends = \"gone.toml\"").unwrap_err();
    assert_eq!(gone.to_string(), "paperlint.toml:1:11: `gone.toml` was not found");
    assert!(config("extends = \"paperlint.toml\"").is_err());
}

#[test]
fn what_is_not_there_is_said() {
    let report =
        Linter::default().lint(&Draft::new("paper.tex", "\\begin{document}\n\\input{gone}\n\\end{document}"));
    let notice = report.notices.iter().find(|notice| notice.kind == "file").unwrap();
    assert_eq!(notice.text, "`gone` was not found");
    assert_eq!(notice.region.as_ref().unwrap().start.line, 2);
}

#[test]
fn a_plan_that_is_not_compared_is_said() {
    let paper = "# Tea and sleep\n\n## Methods\n\nWe tested 96 people.\n\n## Results\n\n\
        People slept longer after tea (H1), t(94) = 2.4, p = .02.\n";
    let english = "# Preregistration\n\n## Hypotheses\n\nH1: People who drink tea sleep longer.\n\n\
        ## Sample size\n\nWe will test 120 people.\n";
    let german = "# Präregistrierung\n\n## Hypothesen\n\nH1: Menschen, die am Abend Tee trinken, schlafen länger als \
        Menschen, die nur Wasser trinken, und sie wachen in der Nacht auch nicht so oft auf. Wir werden \
        120 Menschen untersuchen, die wir über Aushänge in der Stadt und in den Schulen gewinnen, und hören dann auf.\n";
    let empty = "---\ndoc-type: plan\n---\n\n# Preregistration of tea and sleep\n\nWe will see what the people do with it.\n";
    let config = Config::from_toml("select = [\"changed-sample-size\"]").unwrap();
    let linter = Linter::with_config(&config).unwrap();
    let of =
        |plan: &str| linter.lint(&Draft::new("paper.md", paper).with_plan(Draft::new("PREREG.md", plan)));
    let said =
        |plan: &str| of(plan).notices.iter().find(|one| one.kind == "plan").map(|one| one.text.clone());
    assert_eq!(of(english).diagnostics.len(), 1);
    assert_eq!(said(english), None);
    for (plan, what) in
        [(german, "not in English"), (paper, "not a plan"), (empty, "fixes nothing"), ("", "fixes nothing")]
    {
        assert!(of(plan).diagnostics.is_empty(), "{plan}");
        assert!(said(plan).is_some_and(|said| said.contains(what)), "{:?} for {plan}", said(plan));
    }
}

#[test]
fn fixes_are_made_up_to_what_is_asked_for() {
    let linter = Linter::default();
    let text = |most: Safety| {
        let fixed = linter.fix(&Draft::new("paper.md", TEXT), most);
        fixed.draft.files().map(|file| file.text.to_owned()).collect::<String>()
    };
    assert_eq!(text(Safety::Safe), "# Speed\n\nWe measured the speed of our program in order to know it.\n");
    assert_eq!(text(Safety::Suggested), "# Speed\n\nWe measured the speed of our program to know it.\n");
}

#[test]
fn the_example_of_the_readme_is_the_one_that_is_run() {
    let code = std::fs::read_to_string("src/lib.rs").unwrap();
    let lines =
        code.lines().skip_while(|line| *line != "//! ```").skip(1).take_while(|line| *line != "//! ```");
    let example: String =
        lines.map(|line| line.trim_start_matches("//!").trim_start_matches(' ').to_owned() + "\n").collect();
    let readme = std::fs::read_to_string("README.md").unwrap();
    let shown = readme.split("```rust\n").nth(1).unwrap().split("```").next().unwrap();
    let bare = |text: &str| text.lines().map(str::trim).collect::<Vec<_>>().join("\n");
    assert!(shown.lines().count() > 5);
    assert_eq!(bare(shown), bare(&example));
}

/// The names that `src/lib.rs` re-exports, in its order: what is promised. `internal` is not.
#[test]
fn what_is_promised_is_written_down() {
    let code = std::fs::read_to_string("src/lib.rs").unwrap();
    let code = code.split("#[doc(hidden)]").next().unwrap();
    let uses = code.split("pub use ").skip(1).map(|rest| rest.split(';').next().unwrap());
    let names = uses.flat_map(|path| path.rsplit("::").next().unwrap().split([',', '{', '}']).map(str::trim));
    let names: Vec<&str> = names.filter(|name| !name.is_empty()).collect();
    let kept: Vec<&str> = include_str!("../api.txt").lines().filter(|line| !line.starts_with('#')).collect();
    assert_eq!(
        names, kept,
        "tests/api.txt says what the library promises; a name that goes from it breaks others"
    );
}

#[test]
fn what_is_wrong_with_a_configuration_is_told_without_control_characters() {
    for text in
        ["extends = \"b\\u001b[31m.toml\"", "venue = \"a\\u0000\"", "[rules.\"a\\rb\"]\nlevel = \"off\""]
    {
        let said = Config::from_toml(text).unwrap_err().to_string();
        assert!(!said.contains(|c: char| c.is_control() && c != '\n'), "{said:?}");
    }
}
