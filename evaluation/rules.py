#!/usr/bin/env python3
"""Counts what each rule finds in a folder of real papers, and shows findings for a person to judge.

    python3 evaluation/rules.py CORPUS                      a line for each rule, and how much all of them say
    python3 evaluation/rules.py CORPUS --preview            rules in preview, too
    python3 evaluation/rules.py CORPUS --findings RULE      what RULE finds in the half to judge on, with its verdict where it has one
    python3 evaluation/rules.py CORPUS --findings RULE --half tune

CORPUS/manifest.tsv names a paper a line, in the columns `main_file` and `repository`. The repositories are sorted by name, as bytes;
every second one, from the second on, belongs to the half to judge on, the others to the half to tune on. All papers of a repository
are in one half.
"""

import argparse
import csv
import json
import math
import re
import statistics
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FINDING = re.compile(r"(?P<file>.*?):(?P<line>\d+):(?P<column>\d+): (?P<severity>error|warning|advice) (?P<rule>\S+) (?P<message>.*)")
WORDS = re.compile(r"1 paper, ([\d,]+) words?")


def papers(corpus):
    """The main file of each paper, with whether it is in the half to judge on."""
    with open(corpus / "manifest.tsv", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    names = sorted({row["repository"] for row in rows}, key=str.encode)
    judged = set(names[1::2])
    return [(row["main_file"], row["repository"] in judged) for row in rows]


def run(binary, corpus, arguments, path):
    command = [binary, *arguments, "--fail-on", "never", path]
    return subprocess.run(command, cwd=corpus, capture_output=True, text=True, check=False).stdout


def findings(binary, corpus, path, rules):
    """What the rules find in a paper."""
    arguments = ["--all", "--advice", "--output-format", "concise"]
    if rules:
        arguments += ["--select", ",".join(rules)]
    matches = map(FINDING.fullmatch, run(binary, corpus, arguments, path).splitlines())
    return [match.groupdict() for match in matches if match]


def words(binary, corpus, path):
    match = WORDS.search(run(binary, corpus, [], path))
    return int(match[1].replace(",", "")) if match else 0


def judgements(rule):
    """The verdicts on a rule by paper and line."""
    path = ROOT / "evaluation" / "judgements" / f"{rule}.tsv"
    verdicts = defaultdict(list)
    if path.exists():
        with open(path, newline="") as lines:
            for row in csv.DictReader(lines, delimiter="\t"):
                verdicts[row["paper"], row["line"]].append(row["verdict"])
    return verdicts


def interval(right, of):
    """The 95 % interval of a share (Wilson)."""
    z = 1.96
    middle = (right + z * z / 2) / (of + z * z)
    width = z * math.sqrt(right * (of - right) / of + z * z / 4) / (of + z * z)
    return max(0.0, middle - width), min(1.0, middle + width)


def known_rules():
    """Each rule and its stage."""
    stages = {}
    for path in sorted(ROOT.glob("rules/*/*.toml")):
        is_preview = re.search(r'^stage = "preview"', path.read_text(), re.MULTILINE)
        stages[path.stem] = "preview" if is_preview else "stable"
    return stages


def table(args, all_papers):
    stages = {rule: stage for rule, stage in known_rules().items() if args.preview or stage == "stable"}
    counts, fired, judged = Counter(), defaultdict(set), Counter()
    loads, total = [], 0
    for path, is_judged in all_papers:
        size = words(args.binary, args.corpus, path)
        found = findings(args.binary, args.corpus, path, list(stages))
        total += size
        for finding in found:
            counts[finding["rule"]] += 1
            fired[finding["rule"]].add(path)
            judged[finding["rule"]] += is_judged
        loud = sum(finding["severity"] != "advice" for finding in found if stages[finding["rule"]] == "stable")
        if size:
            loads.append(1000 * loud / size)
    print("| rule | stage | findings per 1000 words | papers | found in the second half | right, as judged | 95 % interval |\n|---|---|---|---|---|---|---|")
    for rule, stage in stages.items():
        verdicts = [verdict for row in judgements(rule).values() for verdict in row]
        right = verdicts.count("right")
        share = "{:.2f} to {:.2f}".format(*interval(right, len(verdicts))) if verdicts else ""
        print(f"| `{rule}` | {stage} | {1000 * counts[rule] / total:.3f} | {len(fired[rule])} | {judged[rule]} | {right} of {len(verdicts)} | {share} |")
    loads.sort()
    ninth = statistics.quantiles(loads, n=10, method="inclusive")[8]
    print(f"\n{len(loads)} papers, {total} words; errors and warnings per 1000 words: median {statistics.median(loads):.1f}, 90th percentile {ninth:.1f}")


def show(args, all_papers):
    """One finding a line: paper, line, verdict or `?`, message, and the text around it."""
    verdicts = judgements(args.findings)
    for path, is_judged in all_papers:
        if is_judged != (args.half == "judge"):
            continue
        for finding in findings(args.binary, args.corpus, path, [args.findings]):
            known = verdicts.get((finding["file"], finding["line"]))
            verdict = known.pop(0) if known else "?"
            lines = (args.corpus / finding["file"]).read_text(errors="replace").splitlines()
            line, column = int(finding["line"]) - 1, int(finding["column"]) - 1
            text = " ".join(" ".join(lines[line : line + 3])[max(0, column - args.before) : column + args.after].split())
            print("\t".join([finding["file"], finding["line"], verdict, finding["message"], text]))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--preview", action="store_true", help="rules in preview, too")
    parser.add_argument("--findings", metavar="RULE", help="show what this rule finds")
    parser.add_argument("--half", choices=["tune", "judge"], default="judge")
    parser.add_argument("--before", type=int, default=80, help="bytes shown before a finding")
    parser.add_argument("--after", type=int, default=160, help="bytes shown after its start")
    parser.add_argument("--binary", default=str(ROOT / "target" / "release" / "paperlint"))
    args = parser.parse_args()
    try:
        all_papers = papers(args.corpus)
        (show if args.findings else table)(args, all_papers)
    except (OSError, KeyError, json.JSONDecodeError) as error:
        sys.exit(f"error: {error}")


if __name__ == "__main__":
    main()
