#!/usr/bin/env python3
"""What a naive reader would ask of papers, and how much of it `paperlint reader` lists.

    python3 evaluation/reader.py CORPUS [BINARY]

`readings/reader.tsv` has a line each: a paper, and a thing to ask. It counts as listed where a line of the page has its words, or where the page
has at least two of its words side by side; plurals and capitals do not matter.
"""
import csv
import json
import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

HERE = Path(__file__).parent


def plain(text):
    words = re.sub(r"[^\w\s.'/-]", " ", text.lower()).split()
    return " ".join(word[:-1] if len(word) > 3 and re.search(r"[^s]s$", word) else word for word in words)


def is_listed(thing, listed):
    return any(
        f" {thing} " in f" {other} " or (" " in other and f" {other} " in f" {thing} ") for other in listed
    )


def main():
    corpus, binary = Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "paperlint"
    asked = defaultdict(list)
    with open(HERE / "readings" / "reader.tsv", encoding="utf-8") as lines:
        for row in csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"):
            asked[row["paper"]].append(plain(row["thing"]))
    found = 0
    for paper, things in asked.items():
        command = [binary, "reader", "--output-format", "json", str(corpus / paper)]
        page = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
        items = page["papers"][0]["items"]
        listed = [plain(text) for item in items for text in (item["what"], item["means"]) if text]
        hits = sum(is_listed(thing, listed) for thing in things)
        found += hits
        print(f"{hits:3} of {len(things):3} asked, {len(items):3} listed  {paper}")
    print(f"{found:3} of {sum(map(len, asked.values())):3}")


if __name__ == "__main__":
    main()
