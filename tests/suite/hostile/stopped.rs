//! A run may be stopped at any point, and repeated.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::patience::{Finish, ignores_interrupts, many};

use super::repository::Repository;
use super::saves::left_in;

const DRAFT: &str = "We wash the the cup, which is very unique.\n";

/// What a run asks of the system when it writes.
const CALLS: &str =
    "openat,write,fchown,fchmod,fsetxattr,fsync,linkat,renameat,renameat2,unlinkat,close,read";

/// What is written by a command, and the files that it changes.
struct Case {
    arguments: &'static [&'static str],
    file: &'static str,
    old: &'static str,
}

const CASES: [Case; 4] = [
    Case { arguments: &["--fix", "draft.md"], file: "draft.md", old: DRAFT },
    Case { arguments: &["--add-suppressions", "draft.md"], file: "draft.md", old: DRAFT },
    Case { arguments: &["--write-baseline", "known.json", "draft.md"], file: "known.json", old: "old\n" },
    Case { arguments: &["--output-format", "json=new.json", "draft.md"], file: "new.json", old: "" },
];

impl Case {
    fn repository(&self) -> Repository {
        let repository = Repository::new();
        repository.write("draft.md", DRAFT);
        if !self.old.is_empty() {
            repository.write(self.file, self.old);
        }
        repository
    }

    /// Returns what the file holds after a run that nobody stops.
    fn written(&self) -> String {
        let repository = self.repository();
        repository.run(self.arguments);
        fs::read_to_string(repository.path(self.file)).unwrap()
    }
}

fn strace(folder: &Path, options: &[&str], arguments: &[&str]) -> Output {
    Command::new("strace")
        .args(["-f", "-qq", "-o", "strace.log"])
        .args(options)
        .arg(env!("CARGO_BIN_EXE_paperlint"))
        .args(arguments)
        .env("RAYON_NUM_THREADS", "1")
        .current_dir(folder)
        .finish()
}

/// Returns whether processes can be looked at here; where not, that is said.
fn has_strace() -> bool {
    let traced = Command::new("strace").args(["-qq", "-o", "/dev/null", "true"]).output();
    let is_here = traced.is_ok_and(|run| run.status.success());
    if !is_here {
        eprintln!("not looked at: strace is not here, or may not look at processes");
    }
    is_here
}

/// Returns how often a run makes each call. Those of all threads are counted together, since which thread makes one is chance.
fn calls(case: &Case) -> BTreeMap<String, usize> {
    let repository = case.repository();
    strace(&repository.path(""), &["-e", &format!("trace={CALLS}")], case.arguments);
    let log = fs::read_to_string(repository.path("strace.log")).unwrap();
    let mut calls = BTreeMap::new();
    for line in log.lines().filter(|line| line.contains('(')) {
        let call =
            line.split_whitespace().find(|word| word.contains('(')).unwrap().split('(').next().unwrap();
        *calls.entry(call.to_owned()).or_default() += 1;
    }
    calls.retain(|call, _| CALLS.split(',').any(|known| known == call));
    calls
}

/// Stops a run at each of its calls. After that the file is the old one or the new one, and `after` holds.
fn stop_everywhere(signal: &str, cases: &[Case], after: impl Fn(&Case, &Repository, &str)) {
    if !has_strace() {
        return;
    }
    for case in cases {
        let new = case.written();
        let mut seen = BTreeMap::from([("old", 0), ("new", 0)]);
        for (call, count) in calls(case) {
            // What is read before anything is written is the same wherever it stops: a few of these calls are enough.
            let is_plain = ["openat", "read", "close"].contains(&call.as_str());
            let step = if is_plain { (count / many(4, 12)).max(1) } else { 1 };
            for number in (1..=count).step_by(step) {
                let repository = case.repository();
                let inject = format!("inject={call}:signal={signal}:when={number}");
                strace(&repository.path(""), &["-e", &inject], case.arguments);
                let text = fs::read_to_string(repository.path(case.file)).unwrap_or_default();
                let at = format!("{:?}, {signal} at {call} {number}", case.arguments);
                assert!(text == case.old || text == new, "{at}: {text:?}");
                *seen.get_mut(if text == new { "new" } else { "old" }).unwrap() += 1;
                after(case, &repository, &at);
                repository.run(case.arguments);
                assert_eq!(left_in(&repository.path("")), Vec::<String>::new(), "{at}, then run again");
            }
        }
        eprintln!("{:?} stopped by {signal}: {seen:?}", case.arguments);
        assert!(seen["old"] > 0, "{:?} was stopped too late, if at all", case.arguments);
    }
}

#[test]
fn killed_at_any_call_it_leaves_the_old_file_or_the_new_one() {
    stop_everywhere("KILL", &CASES, |case, repository, at| {
        let name = repository.path("draft.md");
        let draft = fs::read_to_string(name).unwrap();
        assert!(case.file == "draft.md" || draft == DRAFT, "{at}");
    });
}

#[test]
fn interrupted_at_any_call_it_leaves_nothing_beside() {
    if ignores_interrupts() {
        return;
    }
    for (signal, cases) in [("INT", &CASES[..]), ("TERM", &CASES[..1])] {
        stop_everywhere(signal, cases, |_, repository, at| {
            assert_eq!(left_in(&repository.path("")), Vec::<String>::new(), "{at}");
        });
    }
}

#[test]
fn what_a_killed_run_left_is_cleared_and_a_save_in_it_is_not() {
    let repository = Repository::new();
    repository.write("draft.md", DRAFT);
    repository.write(".paperlint-0.part", "half of it");
    repository.write(".paperlint-0-0000000000000001-0000000000000002", "what an author saved just then\n");
    repository.write(".paperlint-notes.md", "no file of ours, or of an author\n");
    let run = repository.run(["--fix", "draft.md"]);
    assert!(run.err.contains(".paperlint-0-0000000000000001-0000000000000002"), "{}", run.all());
    assert!(!repository.path(".paperlint-0.part").exists());
    assert!(repository.path(".paperlint-0-0000000000000001-0000000000000002").exists());
    assert!(repository.path(".paperlint-notes.md").exists());
}

/// A small disk of its own, which goes with the value.
struct Disk(PathBuf);

impl Disk {
    /// `None` where it cannot be had, which is said.
    fn new(repository: &Repository) -> Option<Self> {
        let path = repository.path("disk");
        fs::create_dir(&path).unwrap();
        let mount =
            Command::new("mount").args(["-t", "tmpfs", "-o", "size=64k", "tmpfs"]).arg(&path).output();
        let is_there = mount.is_ok_and(|run| run.status.success());
        if !is_there {
            eprintln!("not looked at: a small disk cannot be mounted here");
        }
        is_there.then_some(Self(path))
    }

    fn remount(&self, option: &str) {
        let option = format!("remount,{option}");
        assert!(Command::new("mount").args(["-o", &option]).arg(&self.0).status().unwrap().success());
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}

/// What a run that cannot write says, and what it leaves.
fn is_refused_whole(repository: &Repository, arguments: &[&str], draft: &str) {
    let run = repository.run(arguments);
    run.refuses("cannot be written");
    assert!(!run.err.contains("note: fixed"), "{}", run.all());
    assert_eq!(fs::read_to_string(repository.path("disk/draft.md")).unwrap(), draft);
    assert_eq!(fs::read_to_string(repository.path("disk/old.json")).unwrap(), "old");
    assert_eq!(left_in(&repository.path("disk")), Vec::<String>::new());
}

#[test]
fn a_full_disk_leaves_the_old_files_whole() {
    let repository = Repository::new();
    let Some(disk) = Disk::new(&repository) else { return };
    let draft = DRAFT.repeat(400);
    repository.write("disk/draft.md", &draft);
    repository.write("disk/old.json", "old");
    // Whatever is left of the disk is taken.
    let _ = fs::write(repository.path("disk/filler"), vec![b'x'; 1 << 20]);
    let commands: [&[&str]; 4] = [
        &["--fix", "disk/draft.md"],
        &["--add-suppressions", "disk/draft.md"],
        &["--write-baseline", "disk/old.json", "disk/draft.md"],
        &["--output-format", "json=disk/old.json", "disk/draft.md"],
    ];
    for arguments in commands {
        is_refused_whole(&repository, arguments, &draft);
    }
    fs::remove_file(repository.path("disk/filler")).unwrap();
    disk.remount("ro");
    for arguments in commands {
        is_refused_whole(&repository, arguments, &draft);
    }
    disk.remount("rw");
    let run = repository.run(commands[0]);
    assert!(run.err.contains("note: fixed 400 findings in 1 file"), "{}", run.all());
}
