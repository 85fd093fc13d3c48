//! A repository of a stranger, with something beside it that is none of its business.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

use crate::patience::finish;

/// All formats of a check.
pub const FORMATS: [&str; 12] = [
    "full",
    "concise",
    "json",
    "json-lines",
    "sarif",
    "github",
    "gitlab",
    "junit",
    "checkstyle",
    "rdjson",
    "rdjsonl",
    "markdown",
];

/// What stands in each file outside, and must be seen nowhere.
pub const SECRET: &str = "xyzzyplugh";

/// A paper in which one word is doubled.
pub const PAPER: &str = "---\ntitle: Tea\nauthor: A. Leaf\n---\n\n# Results\n\nThe the tea is warm.\n";

/// Kilobytes of address space that a run may have; a run over a short draft takes a tenth.
const MEMORY: u32 = 2_000_000;

/// `repository`, with an empty `.git`, and `outside` beside it.
pub struct Repository {
    folder: TempDir,
}

/// What a run gave.
pub struct Outcome {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Repository {
    /// Returns the secret lies in `outside/secret`, once for every ending that is read.
    pub fn new() -> Self {
        let folder = tempfile::Builder::new().prefix("hostile-").tempdir().unwrap();
        let made = Self { folder };
        fs::create_dir_all(made.top().join("repository/.git")).unwrap();
        fs::create_dir_all(made.top().join("outside")).unwrap();
        for ending in ["", ".md", ".tex", ".toml", ".json", ".bib", ".ipynb", ".txt"] {
            let text = format!("The the {SECRET} is here.\n");
            fs::write(made.top().join(format!("outside/secret{ending}")), text).unwrap();
        }
        made
    }

    /// Returns the folder that holds `repository` and `outside`.
    pub fn top(&self) -> PathBuf {
        self.folder.path().canonicalize().unwrap()
    }

    pub fn path(&self, name: impl AsRef<OsStr>) -> PathBuf {
        self.top().join("repository").join(name.as_ref())
    }

    pub fn write(&self, name: impl AsRef<OsStr>, text: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// A link at `name` that says `target`, which is as git would keep it.
    pub fn link(&self, name: impl AsRef<OsStr>, target: impl AsRef<Path>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        symlink(target, path).unwrap();
    }

    /// A named pipe that nobody writes to.
    pub fn pipe(&self, name: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
    }

    /// Runs paperlint in the repository.
    pub fn run<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Outcome {
        self.run_with(arguments, |_| {})
    }

    /// Runs paperlint in the repository, or elsewhere or with another environment.
    pub fn run_with<A: AsRef<OsStr>>(
        &self,
        arguments: impl IntoIterator<Item = A>,
        prepare: impl FnOnce(&mut Command),
    ) -> Outcome {
        let mut command = Command::new("sh");
        command.args(["-c", &format!("ulimit -v {MEMORY}; exec \"$@\""), "sh"]);
        command.arg(env!("CARGO_BIN_EXE_paperlint")).args(arguments).current_dir(self.path(""));
        command.env_remove("PAPERLINT_CONFIG").stdin(Stdio::null());
        prepare(&mut command);
        let output = finish(command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap());
        let code = output.status.code().unwrap_or_else(|| panic!("ended by a signal: {}", output.status));
        // A report is UTF-8, whatever the names of files are.
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Outcome { code, out: text(output.stdout), err: text(output.stderr) }
    }
}

impl Outcome {
    /// Everything that was written to both streams.
    pub fn all(&self) -> String {
        format!("{}{}", self.out, self.err)
    }

    /// Holds that nothing of a file outside was written.
    #[track_caller]
    pub fn tells_no_secret(&self) {
        assert!(!self.all().contains(SECRET), "{}", self.all());
    }

    /// Holds that something was refused, with these words.
    #[track_caller]
    pub fn refuses(&self, words: &str) {
        assert_eq!(self.code, 2, "{}", self.all());
        assert!(self.err.contains(words), "{}", self.all());
        self.tells_no_secret();
    }
}

/// Returns a name as bytes, which need not be UTF-8.
pub fn name(bytes: &[u8]) -> &OsStr {
    OsStr::from_bytes(bytes)
}
