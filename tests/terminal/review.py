#!/usr/bin/env python3
"""Reviews a paper in tmux, as an author does: keys, a reason, an editor, Ctrl-C; and looks at the draft and the terminal afterwards.

    python3 tests/terminal/review.py target/release/paperlint
"""
import itertools
import os
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

DRAFT = "# Cups\n\nThe the cup is warm.\n\nThis cup is is cold.\n\nAll of of it.\n"


# What is typed in an editor to put an X where the cursor is, save and leave; and the line that this makes of the second finding.
EDITORS = {
    "vim -u NONE": (["i", "X", "Escape", ":wq", "Enter"], "XThis cup is is cold."),
    "nano --ignorercfiles": (["X", "C-s", "C-x"], "This cup Xis is cold."),
    "emacs -nw -Q": (["X", "C-x", "C-s", "C-x", "C-c"], "This cup Xis is cold."),
}


NUMBERS = itertools.count()


class Tmux:
    """A terminal of 80 columns and 40 rows, with a shell in a folder."""

    def __init__(self, folder, editor):
        # A server that was told to end may still hold the socket it had.
        self.socket = str(Path(folder) / f"tmux-{next(NUMBERS)}")
        self.run("-f", "/dev/null", "new-session", "-d", "-x", "80", "-y", "40", "-c", folder,
                 f"env PS1='ready:' NO_COLOR=1 EDITOR={shlex.quote(editor)} VISUAL= sh")

    def run(self, *words):
        command = ["tmux", "-S", self.socket, *words]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    def screen(self):
        return self.run("capture-pane", "-p", "-S", "-200")

    def type(self, *keys):
        self.run("send-keys", *keys)

    def wait(self, text, times=1):
        """Waits until a text is shown that many times."""
        deadline = time.monotonic() + 20
        while (screen := self.screen()).count(text) < times:
            assert time.monotonic() < deadline, f"{text!r} is not shown {times} times:\n{screen}"
            time.sleep(0.05)
        return screen

    def clear(self):
        self.type("clear", "Enter")
        self.run("clear-history")
        time.sleep(0.2)


def settings(tmux):
    """How the terminal treats keys, as stty has it."""
    tmux.clear()
    tmux.type("stty -a; echo th''ere", "Enter")
    return tmux.wait("there\n").partition("\n")[2].partition("there")[0]


def edit(command, folder, draft, editor):
    """Opens a real editor at the second finding, where it is here."""
    typed, line = EDITORS[editor]
    if shutil.which(editor.split()[0]) is None:
        print(f"skipped {editor}: it is not here")
        return
    draft.write_text(DRAFT)
    tmux = Tmux(folder, editor)
    try:
        tmux.wait("ready:")
        tmux.type(command, "Enter")
        tmux.wait("3 findings to go")
        tmux.type("s")
        tmux.wait("2 findings to go")
        tmux.type("e")
        # An editor takes the whole screen.
        deadline = time.monotonic() + 20
        while "findings to go" in tmux.run("capture-pane", "-p"):
            assert time.monotonic() < deadline, f"{editor} does not open:\n{tmux.screen()}"
            time.sleep(0.1)
        time.sleep(1)
        for keys in typed:
            tmux.type(keys)
            time.sleep(0.1)
        deadline = time.monotonic() + 20
        while draft.read_text() != DRAFT.replace("This cup is is cold.", line):
            assert time.monotonic() < deadline, f"{editor}:\n{tmux.screen()}\n{draft.read_text()}"
            time.sleep(0.1)
    finally:
        tmux.run("kill-server")


def main():
    program = str(Path(sys.argv[1]).resolve())
    with tempfile.TemporaryDirectory() as folder:
        draft, editor, told = (Path(folder) / name for name in ("paper.md", "code", "told"))
        draft.write_text(DRAFT)
        editor.write_text(f'#!/bin/sh\necho "$@" > {told}\nsed -i "s/of of/of/" {draft}\n')
        editor.chmod(0o755)
        tmux = Tmux(folder, str(editor))
        command = f"{program} review paper.md --select doubled-word"
        try:
            tmux.wait("ready:")
            before = settings(tmux)
            tmux.clear()
            tmux.type(command, "Enter")
            tmux.wait("3 findings to go")
            tmux.type("f")
            tmux.wait("Write this?")
            assert draft.read_text() == DRAFT, "nothing is written before it is agreed to"
            tmux.type("y")
            tmux.wait("2 findings to go")
            assert draft.read_text() == DRAFT.replace("The the", "The")
            tmux.type("a")
            tmux.wait("leaves it.\n>")
            tmux.type("-l", "as the cup said")
            tmux.type("Enter")
            tmux.wait("Write this?", 2)
            tmux.type("y")
            tmux.wait("1 finding to go")
            assert "<!-- paperlint: allow doubled-word: as the cup said -->\nThis" in draft.read_text()
            # Ctrl-C leaves the terminal as it was. Before a key is waited for it would end the program at once.
            time.sleep(0.5)
            tmux.type("C-c")
            shown = tmux.wait("To go on here later")
            assert "2 changes written, 0 skipped, 1 to go" in shown, shown
            assert settings(tmux) == before and " icanon " in before, "the terminal is as it was"
            # So does a signal.
            tmux.clear()
            tmux.type(command + " --from paper.md:8", "Enter")
            tmux.wait("1 finding to go")
            time.sleep(0.5)
            shell = tmux.run("display-message", "-p", "#{pane_pid}").strip()
            child, = Path(f"/proc/{shell}/task/{shell}/children").read_text().split()
            os.kill(int(child), signal.SIGTERM)
            tmux.wait("ready:", 2)
            assert settings(tmux) == before, "the terminal is as it was"
            tmux.clear()
            tmux.type(command, "Enter")
            tmux.wait("1 finding to go")
            tmux.type("e")
            tmux.wait("0 to go")
            assert told.read_text().strip() == f"--wait --goto {os.path.realpath(draft)}:8:5", told.read_text()
            assert "All of it." in draft.read_text()
        finally:
            tmux.run("kill-server")
        for name in EDITORS:
            edit(command, folder, draft, name)
        # Without a terminal it says so.
        piped = subprocess.run([program, "review", str(draft)], input="q", capture_output=True, text=True)
        assert piped.returncode == 2 and "there is none here" in piped.stderr, piped
    print("a review in tmux: mended, allowed, edited, left; the terminal is as it was")


main()
