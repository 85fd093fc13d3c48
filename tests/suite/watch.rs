//! `--watch`: a save in any way that editors save is seen, in every file of the paper.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::patience::{Finish, PATIENCE, ignores_interrupts, wait};

struct Watched {
    folder: TempDir,
    child: Child,
    /// What is printed, and what is said about the run, line by line.
    lines: Receiver<String>,
    /// What was said and not waited for yet.
    kept: Vec<String>,
}

impl Watched {
    fn start(arguments: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let paper = "\\documentclass{article}\n\\begin{document}\nThe the cup is warm. \\input{lids}\n\\end{document}\n";
        fs::write(folder.path().join("paper.tex"), paper).unwrap();
        fs::write(folder.path().join("lids.tex"), "A lid is warm.\n").unwrap();
        let mut child = Command::new(env!("CARGO_BIN_EXE_paperlint"))
            .args(["--watch", "--select", "doubled-word", "--output-format", "concise"])
            .args(arguments)
            .current_dir(folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let (sender, lines) = channel();
        let streams: [Box<dyn std::io::Read + Send>; 2] =
            [Box::new(child.stdout.take().unwrap()), Box::new(child.stderr.take().unwrap())];
        for stream in streams {
            let sender = sender.clone();
            thread::spawn(move || {
                BufReader::new(stream).lines().map_while(Result::ok).try_for_each(|line| sender.send(line))
            });
        }
        Self { folder, child, lines, kept: Vec::new() }
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.folder.path().join(name), text).unwrap();
    }

    /// Waits for a line that holds `part`. The two streams come in any order, so that others are kept for later.
    fn expect(&mut self, part: &str) {
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            if let Some(at) = self.kept.iter().position(|line| line.contains(part)) {
                self.kept.remove(at);
                return;
            }
            if let Ok(line) = self.lines.recv_timeout(Duration::from_millis(100)) {
                assert!(!line.contains('\u{1b}'), "the screen is cleared on a terminal alone");
                self.kept.push(line);
            }
        }
        panic!("`{part}` was not said, but: {:#?}", self.kept);
    }

    /// Returns whether nothing is checked again for a while.
    fn is_quiet(&mut self) -> bool {
        let start = Instant::now();
        while let Some(left) = Duration::from_millis(400).checked_sub(start.elapsed()) {
            self.kept.extend(self.lines.recv_timeout(left));
        }
        !self.kept.iter().any(|line| line.contains("watching"))
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn every_way_of_saving_is_seen() {
    let mut watched = Watched::start(&["paper.tex"]);
    watched.expect("paper.tex:3:1: warning doubled-word");
    watched.expect("watching");
    assert!(watched.is_quiet(), "nothing was saved");
    // A file that is included, in place.
    watched.write("lids.tex", "The the lid is warm.\n");
    watched.expect("lids.tex:1:1: warning doubled-word");
    watched.expect("watching");
    // By a new file in place of the old one, of the same size.
    watched.write("lids.tmp", "Lids the the warm...\n");
    fs::rename(watched.folder.path().join("lids.tmp"), watched.folder.path().join("lids.tex")).unwrap();
    watched.expect("lids.tex:1:6: warning doubled-word");
    watched.expect("watching");
    // Taken away, and back.
    fs::remove_file(watched.folder.path().join("lids.tex")).unwrap();
    watched.expect("watching");
    watched.write("lids.tex", "The the lid is back.\n");
    watched.expect("lids.tex:1:1: warning doubled-word");
}

#[test]
fn what_cannot_be_read_for_a_while_does_not_end_it() {
    let mut watched = Watched::start(&["paper.tex"]);
    watched.expect("watching");
    let paper = watched.folder.path().join("paper.tex");
    fs::rename(&paper, watched.folder.path().join("away")).unwrap();
    watched.expect("no such file");
    fs::write(&paper, "\\documentclass{article}\nNo no, it is back.\n").unwrap();
    watched.expect("watching");
}

#[test]
fn a_report_beside_the_paper_does_not_start_it_again() {
    let mut watched = Watched::start(&["--output-format", "json=report.json", "paper.tex"]);
    watched.expect("paper.tex:3:1");
    watched.expect("watching");
    assert!(watched.is_quiet());
    assert!(watched.folder.path().join("report.json").exists());
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_it_without_a_word() {
    use std::os::unix::process::ExitStatusExt;
    let mut watched = Watched::start(&["paper.tex"]);
    watched.expect("watching");
    if ignores_interrupts() {
        return;
    }
    let id = watched.child.id().to_string();
    assert!(Command::new("kill").args(["-INT", &id]).finish().status.success());
    assert_eq!(wait(&mut watched.child).signal(), Some(2));
    assert!(watched.is_quiet());
}

#[test]
fn standard_input_cannot_be_watched() {
    let run = Command::new(env!("CARGO_BIN_EXE_paperlint")).args(["--watch", "-"]).finish();
    assert_eq!(run.status.code(), Some(2));
    assert!(String::from_utf8(run.stderr).unwrap().contains("--watch looks at files"));
}
