#!/usr/bin/env python3
"""Runs Vim and Emacs without a screen, with what docs/editors.md tells their users to write, and compares what they list with what
paperlint prints.

    tests/editors/check.py PAPERLINT

An editor that is not here and cannot be installed from Debian is skipped, and that is said. Exit code 1: an editor lists something else.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PAGE = (ROOT / "docs" / "editors.md").read_text()
PAPER = r"""\documentclass{article}
\begin{document}
\section{Méthode}
The naïve cups — all of them — were counted the the first time.

We utilize the the lids in order to see more. \input{lids}
\end{document}
"""
LIDS = "Lids are \\emph{counted} by by hand.\n"
LINE = re.compile(r"^(.+?):(\d+):(\d+): (error|warning|advice) (\S+) (.*)$")


def main():
    paperlint = Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        (folder / "bin").mkdir()
        (folder / "bin" / "paperlint").symlink_to(paperlint)
        (folder / "paper.tex").write_text(PAPER)
        (folder / "lids.tex").write_text(LIDS)
        environment = dict(os.environ, PATH=f"{folder / 'bin'}:{os.environ['PATH']}", HOME=str(folder), LC_ALL="C.UTF-8")
        expected = printed(folder, environment)
        if len({file for file, *_ in expected}) != 2 or len({severity for _, _, _, severity, _ in expected}) != 2:
            sys.exit(f"the sample paper should have findings of two severities in two files: {expected}")
        checks = [("vim", "vim", vim), ("vim", "vim-ale", ale), ("emacs", "emacs-nox", compile_mode), ("emacs", "elpa-flycheck", flycheck)]
        wrong = [name for command, package, name in checks if not holds(command, package, name, folder, environment, expected)]
        sys.exit(1 if wrong else 0)


def holds(command, package, check, folder, environment, expected):
    name = check.__name__
    if not installed(command, package):
        print(f"skipped {name}: {package} is not here and could not be installed")
        return True
    listed, expected = check(folder, environment, expected)
    if sorted(listed) == sorted(expected):
        print(f"{name}: all {len(expected)} findings")
        return True
    print(f"{name} lists\n  {sorted(listed)}\nand not\n  {sorted(expected)}")
    return False


def installed(command, package):
    def is_here():
        if package.startswith(("elpa-", "vim-")):
            return subprocess.run(["dpkg", "-s", package], capture_output=True).returncode == 0
        return shutil.which(command) is not None

    if not is_here() and shutil.which("apt-get"):
        subprocess.run(["apt-get", "install", "-y", "--no-install-recommends", package], capture_output=True)
    return is_here()


def printed(folder, environment, unsaved=None):
    """What paperlint prints of the paper, saved or not: file, line, column, severity and the rest of each line."""
    names = ["--stdin-filename", "paper.tex", "-"] if unsaved else ["paper.tex"]
    run = subprocess.run(
        ["paperlint", "--output-format", "concise", *names],
        cwd=folder, env=environment, capture_output=True, text=True, input=unsaved,
    )
    lines = [LINE.match(line).groups() for line in run.stdout.splitlines()]
    return [(file, int(line), int(column), severity, f"{rule} {message}") for file, line, column, severity, rule, message in lines]


def block(language, number=0):
    """A block of code of the page."""
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)[number]


def vim(folder, environment, expected):
    compiler = folder / ".vim" / "compiler"
    compiler.mkdir(parents=True)
    (compiler / "paperlint.vim").write_text(block("vim"))
    script = folder / "list.vim"
    script.write_text(
        "compiler paperlint\nsilent make!\n"
        "let found = filter(getqflist(), 'v:val.valid')\n"
        "call map(found, {_, one -> join([bufname(one.bufnr), one.lnum, one.col, one.vcol, one.type, one.text], \"\\t\")})\n"
        "call writefile(found, 'listed')\nqall!\n"
    )
    command = ["vim", "-Nu", "NONE", "-es", "--cmd", f"set rtp^={folder / '.vim'}", "-S", "list.vim", "paper.tex"]
    subprocess.run(command, cwd=folder, env=environment, timeout=60, capture_output=True)
    severities = {"e": "error", "w": "warning", "a": "advice"}
    listed = []
    for line in (folder / "listed").read_text().splitlines():
        name, number, column, is_column_of_screen, kind, text = line.split("\t")
        assert is_column_of_screen == "1", line
        listed.append((name, int(number), int(column), severities[kind.lower()], text))
    return listed, expected


def ale(folder, environment, expected):
    """ALE with the language server, in a buffer that is not saved."""
    unsaved = PAPER.replace("We utilize", "Not saved saved yet.\n\nWe utilize")
    (folder / "vimrc").write_text("set nocompatible hidden\npackadd! ale\nfiletype plugin on\n" + block("vim", 1))
    (folder / "unsaved.tex").write_text(unsaved)
    (folder / "list.vim").write_text(
        "call setline(1, readfile('unsaved.tex'))\ncall ale#Queue(0)\n"
        "let end = reltime()\n"
        "while reltimefloat(reltime(end)) < 30 && empty(ale#engine#GetLoclist(bufnr('')))\nsleep 50m\nendwhile\nsleep 500m\n"
        "let found = map(ale#engine#GetLoclist(bufnr('')), {_, one -> join([one.lnum, one.col, one.code], \"\\t\")})\n"
        "call writefile(found, 'listed')\nqall!\n"
    )
    subprocess.run(["vim", "-u", "vimrc", "-es", "paper.tex", "-S", "list.vim"], cwd=folder, env=environment, timeout=60, capture_output=True)
    (folder / "unsaved.tex").unlink()
    rows = [line.split("\t") for line in (folder / "listed").read_text().splitlines()]
    expected = [(line, column, text.split()[0]) for file, line, column, _, text in printed(folder, environment, unsaved) if file == "paper.tex"]
    return [(int(line), int(column), rule) for line, column, rule in rows], expected


LISTING = """
(defun list-found (found) (with-temp-file "listed" (dolist (one found) (insert (mapconcat (lambda (part) (format "%s" part)) one "\\t") "\\n"))))
"""


def emacs(folder, environment, script):
    (folder / "list.el").write_text(LISTING + script)
    run = subprocess.run(
        ["emacs", "--batch", "-l", "list.el"], cwd=folder, env=environment, timeout=120, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stderr
    return [line.split("\t") for line in (folder / "listed").read_text().splitlines()]


def compile_mode(folder, environment, expected):
    command = re.search(r"M-x compile RET (.*?) RET", PAGE).group(1)
    rows = emacs(folder, environment, f"""
(setq compilation-error-screen-columns nil)
(with-current-buffer (compile "{command}")
  (while (get-buffer-process (current-buffer)) (accept-process-output nil 0.05))
  (compilation--ensure-parse (point-max))
  (goto-char (point-min))
  (let (found match)
    (while (setq match (text-property-search-forward 'compilation-message))
      (let* ((loc (compilation--message->loc (prop-match-value match))) (file (caar (compilation--loc->file-struct loc))))
        (push (list file (compilation--loc->line loc) (compilation--loc->col loc)) found)))
    (list-found (delete-dups found))))
""")
    listed = [(file, int(line), int(column)) for file, line, column in rows]
    return listed, sorted({(file, line, column) for file, line, column, *_ in expected})


def flycheck(folder, environment, expected):
    """The checker of the page, on a buffer that is not saved; it lists the findings of the buffer's own file."""
    rows = emacs(folder, environment, f"""
(package-initialize)
{block("elisp", 1)}
(find-file "paper.tex")
(latex-mode)
(goto-char (point-min))
(search-forward "We utilize")
(beginning-of-line)
(insert "Not saved saved yet.\\n\\n")
(flycheck-mode 1)
(flycheck-select-checker 'paperlint)
(flycheck-buffer)
(while (flycheck-running-p) (accept-process-output nil 0.05))
(list-found (mapcar (lambda (one) (list (flycheck-error-line one) (flycheck-error-column one) (flycheck-error-level one)
  (flycheck-error-id one) (flycheck-error-message one))) flycheck-current-errors))
""")
    severities = {"error": "error", "warning": "warning", "info": "advice"}
    listed = [(int(line), int(column), severities[level], f"{rule} {text}") for line, column, level, rule, text in rows]
    unsaved = PAPER.replace("We utilize", "Not saved saved yet.\n\nWe utilize")
    expected = printed(folder, environment, unsaved)
    return listed, [(line, column, severity, text) for file, line, column, severity, text in expected if file == "paper.tex"]


if __name__ == "__main__":
    main()
