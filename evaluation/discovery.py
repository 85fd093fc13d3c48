#!/usr/bin/env python3
"""Counts which papers of real repositories are found, and what else is taken for one.

    python3 evaluation/discovery.py CORPUS                       a line for each half and place, and the totals
    python3 evaluation/discovery.py CORPUS --binary PATH         this linter, not target/release/paperlint
    python3 evaluation/discovery.py CORPUS --list tune           what is missed and taken beside in the half to tune on, by name

CORPUS/manifest.tsv names a paper a line, in the columns `main_file` and `repository`; every repository with a paper in
CORPUS/frozen.txt is left out. Halves are those of `rules.py`. The linter is started without a path in the folder of the repository,
in that of each main file, and in the one above that, as far as it lies in the repository.

Right: a main file that lies in the folder and is read, first or as a part of another paper. Missed: one that is not. Beside: a paper that
is read and is no main file of the manifest; `discovery.tsv` names those among them that a person took for papers, which then
are not counted.
"""

import argparse
import csv
import json
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KNOWN = ROOT / "evaluation" / "discovery.tsv"
PLACES = ("root", "folder", "above")


def repositories(corpus):
    """Each folder of a repository, with its half and its main files."""
    with open(corpus / "manifest.tsv", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    names = sorted({row["repository"] for row in rows}, key=str.encode)
    judged = set(names[1::2])
    frozen = set((corpus / "frozen.txt").read_text().split())
    closed = {row["repository"] for row in rows if row["main_file"] in frozen}
    found = defaultdict(set)
    for row in rows:
        if row["repository"] not in closed:
            folder = corpus.joinpath(*Path(row["main_file"]).parts[:2])
            found[("judge" if row["repository"] in judged else "tune", folder)].add(corpus / row["main_file"])
    return sorted((half, folder, mains) for (half, folder), mains in found.items())


def known_papers(corpus):
    """What a person took for a paper that the manifest does not name."""
    if not KNOWN.exists():
        return set()
    with open(KNOWN, newline="") as lines:
        return {corpus / row["file"] for row in csv.DictReader(lines, delimiter="\t")}


def is_knitted(main, mains):
    """Whether a paper is made from another one of the manifest beside it."""
    return main.suffix in (".md", ".tex") and any(main.with_suffix(source) in mains for source in (".Rmd", ".qmd"))


def read(binary, folder):
    """The files that are read when the linter is started in a folder: the main file of each paper, and all others."""
    run = subprocess.run(
        [binary, "prose", "--output-format", "json"], cwd=folder, capture_output=True, timeout=300, check=False
    )
    if not run.stdout:
        return [], set()
    papers = [[(folder / file).resolve() for file in paper["files"]] for paper in json.loads(run.stdout)["papers"]]
    return [files[0] for files in papers], {file for files in papers for file in files}


def starts(folder, mains):
    """Where the linter is started, each folder once for each place."""
    yield "root", folder
    yield from {("folder", main.parent) for main in mains}
    yield from {("above", main.parent.parent) for main in mains if folder in main.parents and main.parent != folder}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--binary", type=Path, default=ROOT / "target/release/paperlint")
    parser.add_argument("--list", choices=("tune", "judge"))
    arguments = parser.parse_args()
    corpus, binary = arguments.corpus.resolve(), arguments.binary.resolve()
    if not binary.exists():
        sys.exit(f"{binary}: no such program")
    known = known_papers(corpus)
    counts = Counter()
    for half, folder, mains in repositories(corpus):
        for place, start in sorted(starts(folder, mains)):
            wanted = {main for main in mains if start in main.parents and not is_knitted(main, mains)}
            first, files = read(binary, start)
            missed = wanted - files
            beside = [file for file in first if file not in mains | known or is_knitted(file, mains)]
            counts[half, place, "starts"] += 1
            counts[half, place, "none"] += not first
            counts[half, place, "right"] += len(wanted - missed)
            counts[half, place, "missed"] += len(missed)
            counts[half, place, "beside"] += len(beside)
            if arguments.list == half:
                for what, these in (("missed", missed), ("beside", beside)):
                    for file in sorted(these):
                        print(what, place, file.relative_to(corpus), sep="\t")
    if arguments.list:
        return
    print("half", "place", "starts", "no paper found", "right", "missed", "beside", sep="\t")
    for half in ("tune", "judge"):
        for place in PLACES:
            print(half, place, *(counts[half, place, what] for what in ("starts", "none", "right", "missed", "beside")), sep="\t")


if __name__ == "__main__":
    main()
