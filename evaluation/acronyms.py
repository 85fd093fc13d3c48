#!/usr/bin/env python3
"""What a naive reader misses among the acronyms of papers, and how much of it `undefined-acronym` says.

    python3 evaluation/acronyms.py CORPUS LIST [--binary PATH] --show HALF      # each acronym in its places, to be judged
    python3 evaluation/acronyms.py CORPUS LIST [--binary PATH] [--errors]       # the score of `readings/acronyms.tsv`, a half a line
    python3 evaluation/acronyms.py evaluation/readings --reading evaluation/readings/acronyms-unseen.tsv    # of probes in our own words

LIST names main files. Papers that are annotated elsewhere (`--without FILE`, JSON lines with `doc`) are left out, and so are papers of which
another format is taken. A repository is for tuning where the last byte of the SHA-1 of its name is odd, else its papers are counted only; so
are those of repositories of which an annotated paper is for measuring. Errors are shown of the tuning half alone.
"""
import argparse
import csv
import hashlib
import json
import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

HERE = Path(__file__).parent
READING = HERE / "readings" / "acronyms.tsv"
MEASURED = {"HSF+documents", "andycasey+snob", "DominiqueMaciejewski+TYM_ER_NonLinear"}
WORD = re.compile(r"(?<![\w@#\\.])[A-Za-z][A-Za-z-]*[A-Za-z](?![\w])")


def half(paper):
    repository = paper.split("/")[1]
    is_odd = hashlib.sha1(repository.encode()).digest()[-1] % 2 == 1
    return "tune" if is_odd and repository not in MEASURED else "count"


def run(binary, command, paper):
    given = [binary, *command, "--output-format", "json", str(paper)]
    return json.loads(subprocess.run(given, capture_output=True, text=True, check=False).stdout)["papers"][0]


def found(binary, paper):
    """The severity of what is said of each acronym."""
    said = {}
    for finding in run(binary, ["--select", "undefined-acronym"], paper)["findings"]:
        short = re.search(r"`([^`]+)`", finding["message"]).group(1)
        if not re.search(r"is spelled out (differently|\d)", finding["message"]):
            said[short] = finding["severity"]
    return said


def acronyms(binary, paper):
    """Words that are mostly capitals and stand twice or more in what is read, with the text around the first places."""
    page = run(binary, ["prose", "--placeholders"], paper)
    places = defaultdict(list)
    for block in page["blocks"]:
        text = block["text"]
        for match in WORD.finditer(text):
            short = re.sub(r"(?<=[A-Z])s$", "", match.group())
            capitals = sum(letter.isupper() for letter in short)
            if capitals >= 2 and capitals * 2 > len(short.replace("-", "")):
                around = text[max(0, match.start() - 70) : match.end() + 50].replace("\n", " ")
                places[short].append((block.get("role", "?"), around))
    return {short: uses for short, uses in places.items() if len(uses) > 1}


def show(binary, corpus, paper):
    said = found(binary, corpus / paper)
    page = run(binary, ["reader"], corpus / paper)
    verdicts = {item["what"]: item for item in page["items"]}
    print(f"\n=== {paper}")
    for short, uses in acronyms(binary, corpus / paper).items():
        item = verdicts.get(short)
        means = item and (item["means"] or (f"{item['kind']}, known" if item["known"] else item["kind"]))
        roles = ",".join(sorted({role for role, _ in uses}))
        print(f"{short}  {len(uses)}  [{roles}]  says {said.pop(short, '-')}; {means or 'not listed'}")
        if not (item and item["means"] and item["explained"]):
            for _, around in uses[:2]:
                print(f"      {around}")
    for short, severity in said.items():
        print(f"{short}  says {severity}, and was not listed by the script")


def score(binary, corpus, reading, errors):
    wanted = defaultdict(dict)
    with open(reading, encoding="utf-8") as lines:
        for row in csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"):
            wanted[row["paper"]][row["acronym"]] = row["judgement"]
    counts = defaultdict(lambda: defaultdict(int))
    for paper, judged in wanted.items():
        said = found(binary, corpus / paper)
        for short in sorted(judged.keys() | said.keys()):
            pair = (judged.get(short, "unread" if judged else "nothing"), said.get(short, "nothing"))
            counts[half(paper)][pair] += 1
            if errors and half(paper) == "tune" and pair[0] != pair[1]:
                print(f"{short:12} wanted {pair[0]:8} said {pair[1]:8} {paper}")
    for name, pairs in counts.items():
        of = lambda test: sum(count for pair, count in pairs.items() if test(*pair))
        both = of(lambda want, say: want == say == "warning")
        print(
            f"{name:6} warnings right {both} of {of(lambda _, say: say == 'warning')}"
            f" (wanted as advice {of(lambda want, say: (want, say) == ('advice', 'warning'))}),"
            f" of {of(lambda want, _: want == 'warning')} wanted"
            f" (as advice {of(lambda want, say: (want, say) == ('warning', 'advice'))});"
            f" advice wanted {of(lambda want, say: (want, say) == ('advice', 'advice'))}"
            f" of {of(lambda _, say: say == 'advice')}; unread {of(lambda want, _: want == 'unread')}"
        )


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("list", type=Path, nargs="?")
    parser.add_argument("--reading", type=Path, default=READING)
    parser.add_argument("--binary", default="paperlint")
    parser.add_argument("--without", type=Path, nargs="*", default=[])
    parser.add_argument("--show", metavar="HALF")
    parser.add_argument("--errors", action="store_true")
    args = parser.parse_args()
    if not args.show:
        return score(args.binary, args.corpus, args.reading, args.errors)
    annotated = {json.loads(line)["doc"] for file in args.without for line in open(file, encoding="utf-8")}
    seen = set()
    for line in open(args.list, encoding="utf-8"):
        paper = Path(line.strip()).resolve().relative_to(args.corpus.resolve()).as_posix()
        other = paper.rsplit(".", 1)[0].split("/", 1)[1]
        if paper not in annotated and other not in seen and half(paper) == args.show:
            show(args.binary, args.corpus, paper)
        seen.add(other)


if __name__ == "__main__":
    sys.exit(main())
