//! The two scripts of the GitHub action, in an environment as GitHub makes it, with a `gh` that writes down what it is asked.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use crate::patience::Finish;

const LONG: &str = "The tasters that we asked on the first day of the harvest said that the tea of the upper field is sweeter than the tea of the lower field, and that they would pay more for it, although the price of both was the same in every shop that we saw.";

/// What `gh` is asked is appended to a file; the ids of earlier comments are the answer.
const GH: &str =
    "#!/bin/sh\necho \"$@\" >>\"$GH_LOG\"\ncase \"$*\" in *--paginate*) cat \"$GH_COMMENTS\";; esac\n";

struct Job {
    folder: TempDir,
}

struct Outcome {
    code: i32,
    log: String,
    summary: String,
    asked: Vec<String>,
}

impl Job {
    fn new(paper: &str) -> Self {
        let job = Self { folder: tempfile::tempdir().unwrap() };
        fs::create_dir_all(job.path().join("repository/.git")).unwrap();
        fs::create_dir_all(job.path().join("bin")).unwrap();
        let gh = job.path().join("bin/gh");
        fs::write(&gh, GH).unwrap();
        fs::set_permissions(&gh, fs::Permissions::from_mode(0o755)).unwrap();
        fs::write(job.path().join("comments"), "").unwrap();
        job.write("paper.md", paper);
        job
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.path().join("repository").join(name), text).unwrap();
    }

    fn paperlint(&self, arguments: &[&str]) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_paperlint"));
        assert!(
            command.current_dir(self.path().join("repository")).args(arguments).finish().status.success()
        );
    }

    /// Runs both steps, the second whatever the first gave, and the token only in the second.
    fn run(&self) -> Outcome {
        let (summary, asked) = (self.path().join("summary"), self.path().join("asked"));
        fs::write(&summary, "").unwrap();
        fs::write(&asked, "").unwrap();
        let path = format!("{}:{}", self.path().join("bin").display(), std::env::var("PATH").unwrap());
        let step = |script: &str| {
            let mut command = Command::new("bash");
            command.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("extras/ci").join(script));
            command.env("PATH", &path).env("PAPERLINT_REPORTS", self.path().join("reports"));
            command
        };
        let read = step("read.sh")
            .current_dir(self.path().join("repository"))
            .env("PAPERLINT", env!("CARGO_BIN_EXE_paperlint"))
            .env("PAPERLINT_PATHS", "paper.md")
            .finish();
        let posted = step("post.sh")
            .current_dir(self.path())
            .env("PAPERLINT_COMMENT", "true")
            .env("GITHUB_STEP_SUMMARY", &summary)
            .env("GITHUB_REPOSITORY", "lab/paper")
            .env("GITHUB_REF", "refs/pull/12/merge")
            .env("GH_LOG", &asked)
            .env("GH_COMMENTS", self.path().join("comments"))
            .finish();
        assert_eq!(posted.status.code(), Some(0), "{}", String::from_utf8_lossy(&posted.stderr));
        Outcome {
            code: read.status.code().unwrap(),
            log: String::from_utf8([read.stdout, posted.stdout].concat()).unwrap(),
            summary: fs::read_to_string(summary).unwrap(),
            asked: fs::read_to_string(asked).unwrap().lines().map(str::to_owned).collect(),
        }
    }
}

impl Outcome {
    /// Commands that the runner obeys: those outside of the part in which a draft may speak.
    fn annotations(&self, level: &str) -> usize {
        let (before, rest) = self.log.split_once("::stop-commands::").unwrap();
        let (token, rest) = rest.split_once('\n').unwrap();
        let (_, after) = rest.split_once(&format!("::{token}::\n")).unwrap();
        assert_eq!(before, "");
        after.lines().filter(|line| line.starts_with(&format!("::{level} file="))).count()
    }
}

#[test]
fn nothing_fails_until_a_baseline_is_there_and_then_what_is_new_does() {
    let job = Job::new(&format!("# Tea\n\n{LONG}\n\n# Water\n\nIt is the the end.\n"));
    let outcome = job.run();
    assert_eq!((outcome.code, outcome.annotations("warning")), (0, 2));
    assert!(outcome.log.contains("Nothing fails until paperlint-baseline.json is committed"));
    assert!(outcome.summary.starts_with("### paperlint: 1 paper"), "{}", outcome.summary);
    assert!(job.path().join("repository/paperlint.sarif").is_file());

    job.paperlint(&["--write-baseline", "paperlint-baseline.json", "paper.md"]);
    let outcome = job.run();
    assert_eq!((outcome.code, outcome.annotations("warning")), (0, 0));

    let other = LONG.replace("tasters", "guests");
    job.write("paper.md", &format!("# Tea\n\n{LONG}\n\n# Water\n\nIt is the the end. {other}\n"));
    let outcome = job.run();
    assert_eq!((outcome.code, outcome.annotations("warning")), (1, 1));

    job.write("paper.md", &format!("# Water\n\nIt is the the end.\n\n# Tea\n\n{LONG}\n"));
    assert_eq!(job.run().code, 0);
}

#[test]
fn a_pull_request_has_one_comment_that_is_written_anew() {
    let job = Job::new("# Tea\n\nIt is fine.\n");
    let asked = job.run().asked;
    assert_eq!(asked.len(), 1, "{asked:?}");
    assert!(asked[0].contains("--paginate repos/lab/paper/issues/12/comments"));

    job.write("paper.md", "# Tea\n\nIt is the the end.\n");
    let asked = job.run().asked;
    assert!(
        asked[1].contains("--method POST repos/lab/paper/issues/12/comments --field body=@"),
        "{asked:?}"
    );

    fs::write(job.path().join("comments"), "77\n78\n").unwrap();
    job.write("paper.md", "# Tea\n\nIt is fine.\n");
    let asked = job.run().asked;
    assert!(
        asked[1].contains("--method PATCH repos/lab/paper/issues/comments/77 --field body=@"),
        "{asked:?}"
    );
}

#[test]
fn what_cannot_be_read_fails_whatever_is_known() {
    let job = Job::new("# Tea\n\nIt is fine.\n");
    job.write("paperlint-baseline.json", "{\"version\": 9}");
    assert_eq!(job.run().code, 2);
    fs::remove_file(job.path().join("repository/paperlint-baseline.json")).unwrap();
    fs::remove_file(job.path().join("repository/paper.md")).unwrap();
    assert_eq!(job.run().code, 2);
}

#[test]
fn a_draft_gives_the_runner_no_commands() {
    let job = Job::new("# Tea\n\nIt is fine.\n");
    job.write("paper.md", "# Tea\n\n## ::error file=a::b ##[error]c\n\nIt is the the end.\n");
    let outcome = job.run();
    assert_eq!((outcome.annotations("error"), outcome.annotations("warning")), (0, 1));
}
