#!/usr/bin/env python3
"""Does TeX's own log name the same undefined references, labels given twice and undefined citations as paperlint?

    python3 evaluation/references.py CORPUS LIST [--binary PATH]

LIST names main files, one a line; those in LaTeX below CORPUS are compiled by pdflatex, or else by xelatex, and BibTeX or biber with pictures in draft mode. What a distribution lacks is
replaced: a package by an empty one, a class by `article`. Nothing is written beside a paper. A paper of which TeX does not come to the end is left out, and said.
Papers that CORPUS/frozen.txt names are refused. Exit code 1: TeX and paperlint differ in more papers than
`--differing` allows. Exit code 2: TeX is not here.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RULES = {"undefined-reference": "reference", "duplicate-label": "label", "undefined-citation": "citation"}
LOG = [
    ("reference", r"(?:Hyper r|R)eference `(.*?)' on page"),
    ("label", r"Label `(.*?)' multiply defined"),
    ("citation", r"Citation [`'](.*?)' .*?undefined"),
]
# What a class or a package that is not here is replaced by takes any option. Classes of journals bring natbib's commands.
OPTIONS = "\\DeclareOption*{}\\ProcessOptions\\relax\n"
CLASS = "\\LoadClass{article}\n" + "".join(
    f"\\AtBeginDocument{{\\ProvideDocumentCommand\\{name}{{s o o m}}{{\\cite{{#4}}}}}}\n"
    for name in ("citep", "citet", "citealt", "citealp", "citeauthor", "citeyear")
)
# Classes and packages that a distribution may lack.
MOST_STUBS = 30


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("list", type=Path)
    parser.add_argument("--differing", default=0, type=int, help="papers in which they may differ, as is known")
    parser.add_argument("--binary", default=ROOT / "target/release/paperlint", type=Path)
    arguments = parser.parse_args()
    if not (shutil.which("pdflatex") and shutil.which("bibtex")):
        print("skipped: pdflatex or bibtex is not here")
        return 2
    frozen = (arguments.corpus / "frozen.txt").read_text().split()
    papers = [Path(line).resolve() for line in arguments.list.read_text().split() if line.endswith(".tex")]
    papers = [paper for paper in papers if not any(name in str(paper) for name in frozen)]
    compiled = different = agreed = 0
    for paper in papers:
        log, has_entries = compile_paper(paper)
        name = paper.relative_to(arguments.corpus.resolve()) if paper.is_relative_to(arguments.corpus.resolve()) else paper
        if not is_whole(log):
            reason = re.search(r"^! .*|No pages of output", log, re.M)
            print(f"{name}: TeX does not come to the end: {reason[0] if reason else 'no log'}")
            continue
        compiled += 1
        tex, (ours, may) = said_by_tex(log), said_by_paperlint(arguments.binary.resolve(), paper)
        # In the head of a table's later pages, which TeX sets only where the table breaks.
        ours |= tex & may
        if not has_entries:
            # biber, or a style or file that is not here: TeX knows no entry at all.
            print(f"{name}: no entries for TeX, so citations are not compared")
            tex, ours = ({one for one in side if one[0] != "citation"} for side in (tex, ours))
        agreed += len(tex & ours)
        for kind, key in sorted(tex - ours):
            print(f"{name}: only TeX: {kind} {key}")
        for kind, key in sorted(ours - tex):
            print(f"{name}: only paperlint: {kind} {key}")
        different += tex != ours
    print(f"{compiled} of {len(papers)} papers compiled, {agreed} findings the same, {different} papers in which they differ")
    return 1 if different > arguments.differing else 0


def compile_paper(paper):
    """TeX's last log of a paper, and whether its list of references has entries."""
    for engine in ("pdflatex", "xelatex"):
        if shutil.which(engine):
            log, has_entries = compile_with(engine, paper)
            if is_whole(log):
                break
    return log, has_entries


def compile_with(engine, paper):
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        for below in paper.parent.rglob("*"):
            if below.is_dir():
                (out / below.relative_to(paper.parent)).mkdir(parents=True, exist_ok=True)
        stubs = out / "stubs"
        stubs.mkdir(exist_ok=True)
        inputs = f"{stubs}:.:"
        env = dict(os.environ, TEXINPUTS=inputs, BIBINPUTS=f"{paper.parent}:", BSTINPUTS=f"{paper.parent}:", max_print_line="10000")
        out_of = {kind: out / f"{paper.stem}.{kind}" for kind in ("aux", "bbl", "bcf", "log")}

        def tex():
            start = r"\PassOptionsToPackage{draft}{graphicx}\PassOptionsToPackage{expansion=false}{microtype}\input{" + paper.name + "}"
            command = [engine, "-interaction=nonstopmode", f"-output-directory={out}", f"-jobname={paper.stem}", start]
            try:
                subprocess.run(command, cwd=paper.parent, env=env, capture_output=True, timeout=120)
            except subprocess.TimeoutExpired:
                return ""
            return text_of(out_of["log"])

        for _ in range(MOST_STUBS):
            log = tex()
            lacks = re.search(r"File `([^']*\.(?:sty|cls))' not found", log)
            if not lacks or (stubs / lacks[1]).exists():
                break
            stub = stubs / lacks[1]
            stub.parent.mkdir(parents=True, exist_ok=True)
            stub.write_text(OPTIONS + (CLASS if stub.suffix == ".cls" else ""))
        if not is_whole(log):
            return log, False
        # Files of references are named from the paper's folder.
        if out_of["bcf"].exists():
            entries = ["biber", f"--output-directory={out}", paper.stem]
            env_of_entries = env
        else:
            entries = ["bibtex", out / paper.stem]
            env_of_entries = dict(env, TEXMFOUTPUT=str(out), openout_any="a")
        if shutil.which(entries[0]):
            subprocess.run(entries, cwd=paper.parent, env=env_of_entries, capture_output=True, timeout=120)
        # A paper may come with its list of references set, and without the files that it is set from.
        own = paper.with_suffix(".bbl")
        if own.exists() and "\\bibitem" not in text_of(out_of["bbl"]) and "\\entry{" not in text_of(out_of["bbl"]):
            shutil.copy(own, out_of["bbl"])
        tex()
        has_entries = "\\bibcite" in text_of(out_of["aux"]) or "\\entry{" in text_of(out_of["bbl"])
        return tex(), has_entries


def is_whole(log):
    """Whether TeX came to the end of the paper; xelatex writes pages although a file is missing."""
    return "Output written" in log and not re.search(r"Emergency stop|That makes 100 errors", log)


def text_of(path):
    return path.read_text(errors="replace") if path.exists() else ""


def said_by_tex(log):
    return {(kind, " ".join(key.split(" "))) for kind, pattern in LOG for key in re.findall(pattern, log)}


def said_by_paperlint(binary, paper):
    command = [binary, "check", "--select", ",".join(RULES), "--output-format", "concise", paper]
    text = subprocess.run(command, capture_output=True, text=True).stdout
    lines = re.findall(r" (?:warning|error|advice) ([a-z-]+) [^`]*`([^`]*)`", text)
    found = {(RULES[rule], key) for rule, key in lines if rule in RULES}
    heads = re.findall(r"the label `([^`]*)` is given again on the table's later pages", text)
    may = {("label", key) for key in heads}
    return found - may, may


if __name__ == "__main__":
    sys.exit(main())
