#!/usr/bin/env python3
"""Runs Neovim and Emacs without a screen, with the settings for the language server in docs/editors.md: opens a draft, edits it without saving,
sees what is found change, and lets an action mend it.

    tests/editors/server.py PAPERLINT

An editor that is not here and cannot be installed from Debian is skipped, and that is said. Exit code 1: an editor shows something else.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from check import block, installed

PAPER = "\\documentclass{article}\n\\begin{document}\nWe ran the program.\n\\end{document}\n"
MENDED = PAPER.replace("We ran the program.", "We measured the cups.")

NEOVIM = """
local function count() return #vim.diagnostic.get(0) end
local function wait(wanted) assert(vim.wait(30000, function() return count() == wanted end, 20), 'found ' .. count()) end
vim.cmd('edit paper.tex')
vim.bo.filetype = 'tex'
assert(vim.wait(30000, function() return #vim.lsp.get_active_clients() == 1 end, 20), 'no client')
local seen = {}
vim.api.nvim_buf_set_lines(0, 2, 3, false, { 'We measured the the cups.' })
wait(1)
local found = vim.diagnostic.get(0)[1]
seen.found = { found.lnum, found.col, found.code }
local at = { line = found.lnum, character = found.col }
local params = {
  textDocument = vim.lsp.util.make_text_document_params(),
  range = { start = at, ['end'] = at },
  context = { diagnostics = {} },
}
local answers = vim.lsp.buf_request_sync(0, 'textDocument/codeAction', params, 30000)
local client = vim.lsp.get_active_clients()[1]
local action = answers[client.id].result[1]
seen.title = action.title
vim.lsp.util.apply_workspace_edit(action.edit, client.offset_encoding)
wait(0)
seen.text = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\\n') .. '\\n'
vim.fn.writefile({ vim.json.encode(seen) }, 'seen')
vim.cmd('qall!')
"""

EMACS = """
(require 'json)
(defun wait-for (wanted)
  (let ((end (+ (float-time) 30)))
    (while (and (< (float-time) end) (/= wanted (length (flymake-diagnostics)))) (accept-process-output nil 0.05))
    (unless (= wanted (length (flymake-diagnostics))) (error "found %s" (flymake-diagnostics)))))
(setq eglot-send-changes-idle-time 0.1 flymake-no-changes-timeout 0.1 eglot-connect-timeout 30)
(find-file "paper.tex")
(latex-mode)
(apply #'eglot--connect (eglot--guess-contact))
(eglot--maybe-activate-editing-mode)
(goto-char (point-min))
(search-forward "We ran the program.")
(replace-match "We measured the the cups.")
(eglot--signal-textDocument/didChange)
(wait-for 1)
(let* ((found (car (flymake-diagnostics)))
       (line (1- (line-number-at-pos (flymake-diagnostic-beg found))))
       (column (save-excursion (goto-char (flymake-diagnostic-beg found)) (current-column)))
       (actions (eglot-code-actions (flymake-diagnostic-beg found) (flymake-diagnostic-end found) nil nil))
       (action (seq-find (lambda (one) (string-prefix-p "Take" (plist-get one :title))) actions)))
  (eglot--apply-workspace-edit (plist-get action :edit))
  (eglot--signal-textDocument/didChange)
  (wait-for 0)
  (let ((seen (list (cons 'found (vector line column "doubled-word")) (cons 'title (plist-get action :title)) (cons 'text (buffer-string)))))
    (with-temp-file "seen" (insert (json-encode seen)))))
"""


def main():
    paperlint = Path(sys.argv[1]).resolve()
    checks = [("nvim", "neovim", neovim), ("emacs", "elpa-eglot", eglot)]
    wrong = [check.__name__ for command, package, check in checks if not holds(command, package, check, paperlint)]
    sys.exit(1 if wrong else 0)


def holds(command, package, check, paperlint):
    name = check.__name__
    if not (installed(command, "emacs-nox" if command == "emacs" else package) and installed(command, package)):
        print(f"skipped {name}: {package} is not here and could not be installed")
        return True
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        (folder / "bin").mkdir()
        (folder / ".git").mkdir()
        (folder / "bin" / "paperlint").symlink_to(paperlint)
        (folder / "paper.tex").write_text(PAPER)
        environment = dict(os.environ, PATH=f"{folder / 'bin'}:{os.environ['PATH']}", HOME=str(folder), LC_ALL="C.UTF-8")
        run = check(folder, environment)
        seen = folder / "seen"
        seen = json.loads(seen.read_text()) if seen.exists() else run.stdout + run.stderr
        saved = (folder / "paper.tex").read_text()
    expected = {"found": [2, 12, "doubled-word"], "title": "Take it out", "text": MENDED}
    if seen == expected and saved == PAPER:
        print(f"{name}: opened, edited without saving, found, mended")
        return True
    print(f"{name} shows\n  {seen}\nand not\n  {expected}")
    return False


def neovim(folder, environment):
    (folder / "run.lua").write_text(block("lua", 1) + NEOVIM)
    command = ["nvim", "--headless", "-u", "NONE", "-c", "luafile run.lua", "-c", "cquit"]
    return subprocess.run(command, cwd=folder, env=environment, timeout=120, capture_output=True, text=True)


def eglot(folder, environment):
    (folder / "run.el").write_text("(package-initialize)\n" + block("elisp") + EMACS)
    return subprocess.run(["emacs", "--batch", "-l", "run.el"], cwd=folder, env=environment, timeout=120, capture_output=True, text=True)


if __name__ == "__main__":
    main()
