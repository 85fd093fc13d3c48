//! The two steps of the GitHub action over a checkout of a stranger: the one that reads has no token, and the one that has it reads nothing.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Output};

use crate::patience::Finish;

use super::repository::{PAPER, Repository, SECRET};

/// What `gh` is asked is written down, with what it is to post.
const GH: &str = "#!/bin/sh\necho \"$@\" >>\"$GH_LOG\"\nfor word; do case \"$word\" in body=@*) cat \"${word#body=@}\" >>\"$GH_LOG\";; esac; done\n";

struct Job {
    repository: Repository,
}

impl Job {
    fn new() -> Self {
        let job = Self { repository: Repository::new() };
        let gh = job.repository.top().join("bin/gh");
        fs::create_dir_all(gh.parent().unwrap()).unwrap();
        fs::write(&gh, GH).unwrap();
        fs::set_permissions(&gh, fs::Permissions::from_mode(0o755)).unwrap();
        job
    }

    fn step(&self, script: &str) -> Command {
        let top = self.repository.top();
        let mut command = Command::new("bash");
        command.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("extras/ci").join(script)).current_dir(&top);
        let path = format!("{}:{}", top.join("bin").display(), std::env::var("PATH").unwrap());
        command.env("PATH", path).env("PAPERLINT_REPORTS", top.join("reports")).env("HOME", &top);
        command
    }

    fn read(&self) -> Output {
        let mut command = self.step("read.sh");
        command.current_dir(self.repository.path("")).env("PAPERLINT", env!("CARGO_BIN_EXE_paperlint"));
        command.env("PAPERLINT_SARIF", self.repository.top().join("reports.sarif"));
        // What somebody sets for all steps of a job.
        command.env("GH_TOKEN", SECRET).env("DEPLOY_KEY", SECRET).finish()
    }

    fn post(&self) -> Output {
        let mut command = self.step("post.sh");
        command
            .env("GH_TOKEN", SECRET)
            .env("GH_LOG", self.repository.top().join("asked"))
            .env("PAPERLINT_COMMENT", "true");
        command.env("GITHUB_STEP_SUMMARY", self.repository.top().join("summary"));
        command.env("GITHUB_REPOSITORY", "lab/paper").env("GITHUB_REF", "refs/pull/12/merge").finish()
    }

    fn written(&self, name: &str) -> String {
        fs::read_to_string(self.repository.top().join(name)).unwrap_or_default()
    }
}

fn said(output: &Output) -> String {
    String::from_utf8([output.stdout.as_slice(), output.stderr.as_slice()].concat()).unwrap()
}

/// A rule that shows whatever stands where it is asked to look.
const SHOWS: &str = "id = \"shows\"\nsummary = \"shows\"\nseverity = \"error\"\nmessage = \"`{found}` again\"\nhelp = \"none\"\nwhy = \"We look.\"\n\
    source = [{ title = \"Us\" }]\n[detect.phrases]\nlist = [{ find = \"xyzzyplugh\" }, { find = \"warm\" }]\n";

#[test]
fn no_secret_comes_out_of_a_checkout_of_a_stranger() {
    let job = Job::new();
    let repository = &job.repository;
    repository.write("rules/shows.toml", SHOWS);
    repository.write(
        "paperlint.toml",
        "papers = [\"*.md\", \"*.tex\"]\nrule-folders = [\"rules\"]\nselect = [\"shows\"]\n",
    );
    repository.write("paper.md", PAPER);
    repository.link("environment.md", "/proc/self/environ");
    repository.link("parent.md", "/proc/1/environ");
    repository.link("key.md", "../outside/secret.md");
    repository.write(".git/config", format!("[http]\n\textraheader = AUTHORIZATION: basic {SECRET}\n"));
    repository.link("checkout.md", ".git/config");
    repository.write("main.tex", "\\documentclass{article}\\begin{document}\\input{.git/config}\\input{../outside/secret}\\input{/proc/self/environ}\\end{document}");
    repository.link("paperlint-baseline.json", "../outside/secret.json");
    let read = job.read();
    fs::remove_file(repository.path("paperlint-baseline.json")).unwrap();
    let again = job.read();
    assert_eq!((read.status.code(), again.status.code()), (Some(2), Some(2)));
    let posted = job.post();
    assert_eq!(posted.status.code(), Some(0), "{}", said(&posted));
    let everything = [
        said(&read),
        said(&again),
        said(&posted),
        job.written("asked"),
        job.written("summary"),
        job.written("reports.sarif"),
        job.written("reports/annotations"),
        job.written("reports/comment.md"),
    ]
    .concat();
    assert!(!everything.contains(SECRET), "{everything}");
    // What is the paper's own is posted all the same.
    assert!(job.written("asked").contains("warm") && job.written("summary").contains("warm"), "{everything}");
}

#[test]
fn what_is_posted_holds_no_command_and_no_more_than_fits() {
    let job = Job::new();
    let reports = job.repository.top().join("reports");
    fs::create_dir_all(&reports).unwrap();
    let annotation = "::warning file=a.md,line=1,title=b::c\n";
    fs::write(
        reports.join("annotations"),
        format!("::add-mask::a\n::set-env name=PATH::b\n##[error]c\n{}::stop-commands::x\nvoid\npaperlint: 1 paper\n", annotation.repeat(100)),
    )
    .unwrap();
    fs::write(
        reports.join("comment.md"),
        format!("<!-- paperlint -->\n{}", "| a | b | c |\n".repeat(100_000)),
    )
    .unwrap();
    let posted = job.post();
    let log = said(&posted);
    assert_eq!((posted.status.code(), log.matches(annotation).count()), (Some(0), 30), "{log}");
    assert!(
        log.lines().all(|line| line.starts_with("::warning file=") || line == "paperlint: 1 paper"),
        "{log}"
    );
    let asked = job.written("asked");
    assert!(
        asked.len() < 65_536 && asked.ends_with("The rest is in the log of the job.\n"),
        "{}",
        asked.len()
    );
}

#[test]
fn the_step_that_reads_is_given_no_token() {
    let action = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("action.yml")).unwrap();
    let steps: Vec<&str> = action.split("    - name: ").collect();
    let step = |script: &str| *steps.iter().find(|step| step.contains(script)).unwrap();
    assert!(!step("read.sh").contains("oken"));
    assert!(step("post.sh").contains("github.token") && !step("post.sh").contains("inputs.paths"));
    assert!(step("post.sh").contains("working-directory: ${{ runner.temp }}"));
    let steps_with_token = steps.iter().filter(|step| step.contains("github.token"));
    assert_eq!(steps_with_token.count(), 1);
    // In a pull request of a stranger the token of `pull_request_target` may write.
    let guide = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/ci.md")).unwrap();
    let examples = guide.split("```yaml\n").skip(1).filter_map(|rest| rest.split("```").next());
    assert!(examples.clone().any(|example| example.contains("pull_request:")));
    assert!(examples.clone().all(|example| !example.contains("pull_request_target")));
}
