#!/usr/bin/env python3
"""Has TeX print what paperlint reads: the pieces of tex-cases.txt, compiled, must have the words of the prose, in order.

    python3 evaluation/tex.py                    all pieces
    python3 evaluation/tex.py --binary PATH      this linter, not target/release/paperlint

Needs pdflatex with the packages that the pieces name, and pdftotext. Exit code 1: a piece is read otherwise than TeX prints it. Exit code 2: TeX is not here.
"""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CASES = ROOT / "evaluation" / "tex-cases.txt"
# Words whole and as text: no hyphens at line ends, ligatures with the letters they stand for.
PAPER = r"""\documentclass{article}
\pagestyle{empty}\hyphenpenalty=10000\exhyphenpenalty=10000
\input{glyphtounicode}\pdfgentounicode=1
%s
\begin{document}
%s
\end{document}
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", default=ROOT / "target/release/paperlint", type=Path)
    binary = parser.parse_args().binary.resolve()
    if not (shutil.which("pdflatex") and shutil.which("pdftotext")):
        print("skipped: pdflatex or pdftotext is not here")
        return 2
    cases = CASES.read_text().split("=== ")[1:]
    different = 0
    for case in cases:
        name, _, piece = case.partition("\n")
        preamble, _, text = piece.partition("---\n")
        printed, read = both(binary, PAPER.replace("%s", preamble, 1).replace("%s", text, 1))
        if words(printed) != words(read):
            different += 1
            print(f"{name}\n  TeX prints:      {' '.join(printed.split())}\n  paperlint reads: {' '.join(read.split())}")
    print(f"{len(cases)} pieces, {different} of which are read otherwise than TeX prints them")
    return 1 if different else 0


def both(binary, source):
    """What TeX prints of a source, and what paperlint reads."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "t.tex").write_text(source)
        for _ in range(2):
            subprocess.run(["pdflatex", "-interaction=batchmode", "t.tex"], cwd=folder, capture_output=True)
        printed = subprocess.run(["pdftotext", "t.pdf", "-"], cwd=folder, capture_output=True, text=True)
        read = subprocess.run([binary, "prose", "t.tex"], cwd=folder, capture_output=True, text=True, check=True)
        return printed.stdout, read.stdout


def words(text):
    return re.findall(r"\w+", text)


if __name__ == "__main__":
    sys.exit(main())
