#!/usr/bin/env python3
"""Answers the questions of `paperlint results --ask` on a terminal made for it, and looks at what becomes of the draft.

    python3 tests/terminal/ask.py target/release/paperlint
"""
import os
import pty
import select
import sys
import tempfile
from pathlib import Path

DRAFT = Path(__file__).parent.parent / "cli/answers.in/paper.md"


def answered(program, folder, keys):
    """What a terminal shows where these keys are typed, one after each prompt, and the exit code."""
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(folder)
        os.environ.update(NO_COLOR="1", COLUMNS="100")
        os.execv(program, [program, "results", "--ask", "paper.md"])
    shown, keys = b"", list(keys)
    while select.select([terminal], [], [], 10)[0]:
        try:
            piece = os.read(terminal, 4096)
        except OSError:
            break
        if not piece:
            break
        shown += piece
        if shown.endswith(b"> "):
            if not keys:
                os.write(terminal, b"\x04")
                continue
            os.write(terminal, keys.pop(0).encode() + b"\n")
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert not keys, f"nobody asked for {keys}:\n{shown.decode()}"
    return shown.decode(), code


def main():
    program = str(Path(sys.argv[1]).resolve())
    with tempfile.TemporaryDirectory() as folder:
        draft, kept = Path(folder) / "paper.md", Path(folder) / "paper.answers.toml"
        before = DRAFT.read_text()
        draft.write_text(before)
        # One answer, a key that is none, back, another answer, and away.
        shown, code = answered(program, folder, ["2", "x", "b", "1", "40 walkers, not 50", "q"])
        assert code == 0 and "the answers are in paper.answers.toml" in shown, shown
        assert 'answer = "planned"\ndeparture = "40 walkers, not 50"' in kept.read_text()
        assert draft.read_text() == before, "nothing is written before it is accepted"
        # On with the second question; of four sentences the first and the last are taken.
        shown, code = answered(program, folder, ["3", "1", "", "2", "2", "c", "y", "n", "n", "y"])
        assert code == 0 and "2 of 3  Age" in shown and "1 of 3  Speed" not in shown, shown
        after = draft.read_text()
        assert after.count("The analyses in this section were") == 2 and "the next analysis" not in after, after
        # What the paper says is not asked again.
        shown, code = answered(program, folder, ["b", "4", "n"])
        assert code == 0 and "Speed  (" not in shown, shown
        assert draft.read_text() == after
        kept.write_text("nonsense")
        shown, code = answered(program, folder, [])
        assert code == 2 and kept.read_text() == "nonsense", shown
    print("questions on a terminal: answered, kept, put in")


main()
