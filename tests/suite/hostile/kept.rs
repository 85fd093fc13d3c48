//! What is mended stays whose it was, and as it was but for the words.

use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown, symlink};

use rustix::fs::{XattrFlags, getxattr, setxattr};

use super::repository::Repository;

const DRAFT: &str = "We wash the the cup.\n";
const MENDED: &str = "We wash the cup.\n";

fn repository() -> Repository {
    let repository = Repository::new();
    repository.write("draft.md", DRAFT);
    repository
}

#[test]
fn owner_rights_and_attributes_stay() {
    let repository = repository();
    let path = repository.path("draft.md");
    let is_root = chown(&path, Some(4711), Some(4712)).is_ok();
    if !is_root {
        eprintln!("not looked at: only root can give a file to somebody else");
    }
    fs::set_permissions(&path, Permissions::from_mode(0o2640)).unwrap();
    let has_attributes = setxattr(&path, "user.tea", b"green", XattrFlags::empty()).is_ok();
    if !has_attributes {
        eprintln!("not looked at: this disk has no extended attributes");
    }
    let before = path.metadata().unwrap();
    let run = repository.run(["--fix", "draft.md"]);
    assert_eq!((run.code, fs::read_to_string(&path).unwrap().as_str()), (0, MENDED), "{}", run.all());
    let after = path.metadata().unwrap();
    assert_eq!((after.uid(), after.gid(), after.mode()), (before.uid(), before.gid(), before.mode()));
    if has_attributes {
        let mut value = [0; 16];
        let len = getxattr(&path, "user.tea", &mut value[..]).unwrap();
        assert_eq!(&value[..len], b"green");
    }
}

#[test]
fn a_link_stays_a_link() {
    let repository = repository();
    repository.write("parts/real.md", DRAFT);
    repository.link("link.md", "parts/real.md");
    let run = repository.run(["--fix", "link.md"]);
    assert_eq!(run.code, 0, "{}", run.all());
    assert!(repository.path("link.md").is_symlink());
    assert_eq!(fs::read_to_string(repository.path("parts/real.md")).unwrap(), MENDED);
}

#[test]
fn a_file_of_two_names_keeps_both_and_is_left_alone() {
    for option in ["--fix", "--add-suppressions"] {
        let repository = repository();
        fs::hard_link(repository.path("draft.md"), repository.path("second")).unwrap();
        repository.run([option, "draft.md"]).refuses("hard links");
        for name in ["draft.md", "second"] {
            assert_eq!(fs::read_to_string(repository.path(name)).unwrap(), DRAFT);
            assert_eq!(repository.path(name).metadata().unwrap().nlink(), 2);
        }
    }
}

#[test]
fn what_is_read_only_is_not_written() {
    let repository = repository();
    let cases = [
        (vec!["--fix", "draft.md"], "draft.md"),
        (vec!["--add-suppressions", "draft.md"], "draft.md"),
        (vec!["--output-format", "json=report.json", "draft.md"], "report.json"),
        (vec!["--write-baseline", "report.json", "draft.md"], "report.json"),
    ];
    for (arguments, name) in cases {
        let path = repository.path(name);
        fs::write(&path, DRAFT).unwrap();
        fs::set_permissions(&path, Permissions::from_mode(0o444)).unwrap();
        let run = repository.run(&arguments);
        run.refuses(name);
        assert!(!run.err.contains("note: fixed"), "{}", run.all());
        assert_eq!(fs::read_to_string(&path).unwrap(), DRAFT);
        fs::set_permissions(&path, Permissions::from_mode(0o644)).unwrap();
    }
}

#[test]
fn nothing_outside_the_root_is_mended() {
    let repository = repository();
    let outside = repository.top().join("outside/secret.tex");
    let before = fs::read(&outside).unwrap();
    repository.link("part.tex", "../outside/secret.tex");
    symlink("../outside/secret.md", repository.path("leak.md")).unwrap();
    let paper = "\\documentclass{article}\\begin{document}The the tea. \\input{part} \\input{../outside/secret}\\end{document}\n";
    repository.write("main.tex", paper);
    for arguments in
        [["--fix", "main.tex"], ["--add-suppressions", "main.tex"], ["--fix", "leak.md"], ["--fix", "."]]
    {
        repository.run(arguments).tells_no_secret();
        assert_eq!(fs::read(&outside).unwrap(), before);
    }
}

#[test]
fn one_that_cannot_be_written_is_named_and_not_called_mended() {
    let repository = repository();
    repository.write("locked.md", "We fill the the cup, and the the pot.\n");
    fs::set_permissions(repository.path("locked.md"), Permissions::from_mode(0o444)).unwrap();
    repository.write("third.md", DRAFT);
    let run = repository.run(["--fix", "--output-format", "concise", "draft.md", "locked.md", "third.md"]);
    run.refuses("locked.md is read-only");
    assert!(run.err.contains("fixed 2 findings in 2 files"), "{}", run.all());
    assert_eq!(
        run.out.matches("locked.md:1:").count(),
        2,
        "what was not mended is still found: {}",
        run.all()
    );
    assert_eq!(fs::read_to_string(repository.path("third.md")).unwrap(), MENDED);
    assert!(fs::read_to_string(repository.path("locked.md")).unwrap().contains("the the"));
}
