#!/usr/bin/env python3
"""A paper's repository, driven as its authors would: pre-commit from PyPI with the hook of this repository, then the GitHub action's script.

    .ci/scratch.py

The hook comes from a bare clone of the last commit here. It takes the wheel that PAPERLINT_INDEX has; without that it is built from source, as on
the machine of an author for whom there is none, and only the compiled dependencies are shared with target/. Exit code 1: something went another way than written here.
"""

import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / "target" / "readers"
LONG = (
    "The tasters that we asked on the first day of the {} said that the tea of the upper field is sweeter than the "
    "tea of the lower field, and that they would pay more for it, although the price of both was the same in every "
    "shop that we saw."
)
ABSTRACT = (
    "---\ntitle: Tea\nauthor: A. Leaf\n---\n\n# Introduction\n\nWe wait for the tea.\n\n# Results\n\n"
)


def main():
    python = TOOLS / "venv" / "bin" / "python"
    if not python.exists():
        venv.create(TOOLS / "venv", with_pip=True)
    run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "pre-commit==4.7.0")
    with tempfile.TemporaryDirectory() as folder:
        paper = Paper(Path(folder), python.parent / "pre-commit")
        paper.pre_commit()
        paper.action()
    print("scratch: pre-commit blocked, baseline silenced, one new sentence made one annotation, a move made none")


def run(*command, **options):
    return subprocess.run([str(word) for word in command], check=True, **options)


class Paper:
    def __init__(self, folder, pre_commit):
        self.folder = folder / "paper"
        hooks = folder / "paperlint.git"
        run("git", "clone", "--quiet", "--bare", ROOT, hooks)
        revision = run("git", "-C", hooks, "rev-parse", "HEAD", capture_output=True, text=True).stdout.strip()
        identity = {"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@b.c", "GIT_CONFIG_GLOBAL": "/dev/null"}
        identity |= {"GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@b.c"}
        shared = {"PRE_COMMIT_HOME": str(folder / "hooks"), "CARGO_TARGET_DIR": str(ROOT / "target"), "PAPERLINT_INDEX": os.environ.get("PAPERLINT_INDEX", "file:///none")}
        self.environment = os.environ | identity | shared
        self.folder.mkdir()
        self.git("init", "--quiet")
        self.hook = f"repos:\n- repo: {hooks}\n  rev: {revision}\n  hooks:\n  - id: paperlint\n"
        self.write(".pre-commit-config.yaml", self.hook)
        self.call(pre_commit, "validate-manifest", ROOT / ".pre-commit-hooks.yaml")
        assert self.call(pre_commit, "install").returncode == 0
        self.git("add", ".")
        self.git("commit", "--quiet", "-m", "Start")

    def call(self, *command, **environment):
        command = [str(word) for word in command]
        environment = self.environment | environment
        return subprocess.run(command, cwd=self.folder, env=environment, capture_output=True, text=True)

    def git(self, *arguments):
        done = self.call("git", *arguments)
        assert done.returncode == 0, done.stdout + done.stderr

    def write(self, name, text):
        (self.folder / name).write_text(text)

    def commit(self):
        self.git("add", ".")
        done = self.call("git", "commit", "-m", "Write")
        return done.returncode, done.stdout + done.stderr

    def pre_commit(self):
        doubled = ABSTRACT + "We weigh weigh the leaves.\n"
        self.write("paper.md", doubled)
        code, said = self.commit()
        assert code != 0 and "doubled-word" in said, said
        # Advice is said, and does not block.
        self.write("paper.md", ABSTRACT + "We utilize a scale.\n")
        code, said = self.commit()
        assert code == 0 and "1 suggestion" in said, said
        self.write("notes.txt", "No draft is in this commit.\n")
        code, said = self.commit()
        assert code == 0 and "Skipped" in said, said
        self.binary = next(Path(self.environment["PRE_COMMIT_HOME"]).glob("*/.paperlint/bin/paperlint"))
        self.write("paper.md", doubled)
        self.write(".pre-commit-config.yaml", self.hook + "    args: [--baseline, known.json]\n")
        assert self.call(self.binary, "check", "--write-baseline", "known.json").returncode == 0
        code, said = self.commit()
        assert code == 0 and "1 known finding left out" in said, said

    def action(self):
        step = self.folder.parent / "summary"
        def job():
            reports = {"PAPERLINT_REPORTS": str(self.folder.parent / "reports"), "GITHUB_STEP_SUMMARY": str(step)}
            done = self.call(
                "bash", ROOT / "extras/ci/read.sh", PAPERLINT=str(self.binary), PAPERLINT_BASELINE="known.json",
                PAPERLINT_SARIF=str(self.folder.parent / "out.sarif"), **reports,
            )
            posted = self.call("bash", ROOT / "extras/ci/post.sh", **reports).stdout
            return done.returncode, sum(line.startswith("::warning file=") for line in posted.splitlines())

        assert job() == (0, 0)
        sections = [ABSTRACT + "We weigh weigh the leaves.", "# Methods\n\n" + LONG.format("harvest"), "# Discussion\n\nWe rest."]
        self.write("paper.md", "\n\n".join(sections) + "\n")
        assert job() == (1, 1)
        assert self.call(self.binary, "check", "--write-baseline", "known.json").returncode == 0
        assert job() == (0, 0)
        self.write("paper.md", "\n\n".join([sections[0], sections[2], sections[1].replace(" that ", "\nthat ")]) + "\n")
        assert job() == (0, 0)
        self.write("paper.md", "\n\n".join([*sections, LONG.format("year")]) + "\n")
        assert job() == (1, 1)


if __name__ == "__main__":
    sys.exit(main())
