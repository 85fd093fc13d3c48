#!/usr/bin/env python3
"""Draws sentences and paragraphs of papers to be read, and joins what was read with the papers again.

    python3 evaluation/readings.py draw statements CORPUS [--without FILE...] [--count 300]
    python3 evaluation/readings.py draw plans CORPUS [--without FILE...] [--count 300]
    python3 evaluation/readings.py draw claims CORPUS [--without FILE...] [--count 60]
    python3 evaluation/readings.py join statements CORPUS > statements.jsonl
    python3 evaluation/readings.py join claims CORPUS > claims.jsonl

`draw` writes a JSON line for each sentence or paragraph to read, `join` the same lines with what was read (readings/statements.tsv,
readings/claims.tsv). CORPUS/manifest.tsv names the papers, in the columns `main_file` and `field`; those in CORPUS/frozen.txt and all
others in their folders are never opened. `--without` names JSON lines whose sentences are not drawn again. The same corpus, seed and
program draw the same. `--paperlint` says which program reads the papers.
"""

import argparse
import csv
import hashlib
import json
import random
import re
import subprocess
import sys
from collections import defaultdict
from functools import cache
from itertools import islice, zip_longest
from pathlib import Path

READINGS = Path(__file__).resolve().parent / "readings"
SEED = 18
# What often tells of a plan, or of there being none.
STRONG = re.compile(
    r"regist|a priori|\bplan(ned|s)?\b|specified|explorator|explorative|post[- ]?hoc|hypothes|confirmatory|in advance|beforehand"
    r"|at the outset|deviat|\bdepart(s|ed|ures?)?\b|we (\w+ )?(predict|expect|anticipat)|as (predict|expect)|unexpected|surpris|reviewer"
    r"|primary (outcome|endpoint)|protocol",
    re.IGNORECASE,
)
# What says it in so many words, or nearly.
PLANS = re.compile(
    r"pre-?regist|registered report|registration|exploratory|explorative|post[- ]?hoc|a priori|hypothesi[sz]ed?\b|our (\w+ )?(hypothes|prediction|expectation)"
    r"|\bH\d|hypothesis \d|we (\w+ )?(predicted|expected|anticipated|planned)|unexpected|unplanned|confirmatory|in advance|beforehand|analysis plan"
    r"|(as|than|contrary to|unlike|in line with) (\w+ ){0,2}(predicted|expected|hypothes|expectation)|not (been )?(planned|specified|predicted|expected)"
    r"|deviat(ed|ions?) from (the|our)|primary (outcome|endpoint|hypothes)|pre-?specif|reviewer('s|s)? (suggest|request|comment)|data-driven"
    r"|after (seeing|inspecting|looking at|exploratory)|inductive|opportunistic|interestingly|surprisingly|to our surprise|ad hoc|blind"
    r"|(follow-up|additional) analys|(robustness|sensitivity) (check|anal)|we also (tested|examined|explored|checked)",
    re.IGNORECASE,
)
# Broad on purpose: what says nothing is worth reading, too.
BROAD = re.compile(
    r"explore[sd]?\b|predict|expect|ad hoc|data-driven|blind|after (seeing|inspecting|looking)|speculative|preliminary|follow-up"
    r"|sensitivity anal|robustness|confirm|inductive|interesting(ly)?\b|motivated by",
    re.IGNORECASE,
)
NEGATION = re.compile(
    r"\b(no|not|none|never|neither|nor|cannot|without|lack\w*|fail\w*|few|hardly|only|instead|unable|absen\w+"
    r"|un(expected|planned|anticipated|known)\w*)\b|n['’]t\b",
    re.IGNORECASE,
)
# Which part of what is drawn each kind of sentence is.
SHARES = {"denial": 0.4, "strong": 0.5, "broad": 0.1, "plan": 1, "result": 0.7, "paragraph": 0.3}
# Where results are told: what the section is called by paperlint, or a heading of its own that says nothing.
RESULTS = {"results", "other", "methods", "discussion", "appendix"}
NUMBER = re.compile(r"\d|\[(number|math|statistic|reference)\]")
LETTERS = {"yes": "y", "restated": "r", "no": "n"}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["draw", "join"])
    parser.add_argument("kind", choices=["statements", "plans", "claims"])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--without", type=Path, nargs="*", default=[])
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--paperlint", default="paperlint")
    arguments = parser.parse_args()
    if arguments.what == "join" and arguments.kind == "plans":
        parser.error("what was drawn as plans is in statements")
    action = {"draw": draw, "join": join}[arguments.what]
    for line in action(arguments):
        print(json.dumps(line, ensure_ascii=False))


def draw(arguments):
    """Of each kind of sentence its share; within a kind one of each paper in turn, so that long papers do not outweigh short ones.
    Paragraphs are of papers that `--without` has nothing of."""
    lines = [json.loads(line) for file in arguments.without for line in open(file, encoding="utf-8")]
    known = {first_words(line) for line in lines}
    known_papers = {line["doc"] for line in lines} if arguments.kind == "claims" else set()
    kinds = defaultdict(lambda: defaultdict(list))
    for doc in (doc for doc in fields_of(arguments.corpus) if doc not in known_papers):
        for unit in units_of(arguments, doc):
            kind, key = kinds_of[arguments.kind](unit), first_words(unit)
            if kind and key not in known:
                known.add(key)
                kinds[kind][doc].append(unit)
    rng = random.Random(SEED)
    for kind, of_papers in sorted(kinds.items()):
        for units in of_papers.values():
            rng.shuffle(units)
        rounds = zip_longest(*of_papers.values())
        in_turn = (unit for units in rounds for unit in units if unit)
        yield from islice(in_turn, round(arguments.count * SHARES[kind]))


def join(arguments):
    """What was read, with the text. A reading whose words are no longer in the paper is named on standard error."""
    with open(READINGS / f"{arguments.kind}.tsv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    units = {doc: list(units_of(arguments, doc)) for doc in sorted({row["id"].rsplit(":", 2)[0] for row in rows})}
    for row in rows:
        doc, line, digest = row["id"].rsplit(":", 2)
        same = [unit for unit in units[doc] if unit["id"].endswith(digest)]
        if not same:
            print(f"{row['id']}: not found", file=sys.stderr)
            continue
        unit = min(same, key=lambda unit: abs(int(unit["id"].split(":")[-2]) - int(line)))
        yield unit | read[arguments.kind](row, unit)


def statement_of(row, _):
    none = {"-": None}
    return {
        "status": row["status"],
        "reach": none.get(row["reach"], row["reach"]),
        "covers": none.get(row["covers"], row["covers"]),
        "registration": row["registration"],
        "sure": row["sure"] == "yes",
    }


def claims_of(row, unit):
    names = {letter: name for name, letter in LETTERS.items()}
    claims = [names[letter] for letter in row["claims"]]
    if len(claims) != len(unit["sentences"]):
        print(f"{row['id']}: {len(claims)} labels, {len(unit['sentences'])} sentences", file=sys.stderr)
    return {"claims": claims, "sure": row["sure"] == "yes"}


@cache
def fields_of(corpus):
    """The field of each paper that may be opened, by its main file."""
    frozen = {Path(line).parts[:2] for line in (corpus / "frozen.txt").read_text(encoding="utf-8").split()}
    with open(corpus / "manifest.tsv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return {row["main_file"]: row["field"] for row in rows if Path(row["main_file"]).parts[:2] not in frozen}


def units_of(arguments, doc):
    """The sentences or paragraphs of a paper, as they are read."""
    for block in blocks(arguments.paperlint, arguments.corpus, doc):
        described = {"doc": doc, "field": fields_of(arguments.corpus)[doc], "role": block["role"], "zone": block["section"]}
        described["heading"] = block["heading"]
        for unit in unit_readers[arguments.kind](block):
            line = block["line"]((unit.get("sentences") or [unit.get("sentence")])[0])
            yield {"id": f"{doc}:{line}:{digest(words_of(unit))}"} | described | unit


def sentences(block):
    """Each sentence, with its neighbours in the paragraph."""
    texts = ["", *block["sentences"], ""]
    for before, sentence, after in zip(texts, texts[1:], texts[2:]):
        yield {"before": before, "sentence": sentence, "after": after}


def paragraphs(block):
    if block["role"] in ("body", "item", "abstract"):
        yield {"sentences": block["sentences"]}


@cache
def blocks(paperlint, corpus, doc):
    """The blocks of a paper with sentences, each with the heading above it and a function that gives a sentence's line."""
    # The numbered files of a Manubot manuscript are one paper when their folder is read.
    path = str(Path(doc).parent) if Path(doc).name.startswith("00.") else doc
    command = [paperlint, "prose", "--output-format", "json", "--placeholders", path]
    run = subprocess.run(command, cwd=corpus, capture_output=True, text=True, check=True)
    found, heading = [], ""
    for paper in (paper for paper in json.loads(run.stdout)["papers"] if doc in paper["files"]):
        for block in paper["blocks"]:
            if block["role"] == "heading":
                heading = block["text"]
            if block["sentences"]:
                found.append(block | {"heading": heading, "line": line_of(corpus, paper["files"], block)})
    return found


def line_of(corpus, files, block):
    """A function from a sentence of a block to the line on which it begins: that of the piece of source that has its first word."""

    def line(sentence):
        word = sentence.split()[0]
        pieces = block["pieces"]
        piece = next((piece for piece in pieces if sentence[:24] in piece.get("text", "")), None)
        piece = piece or next((piece for piece in pieces if word in piece.get("text", "")), pieces[0])
        source = source_of(corpus, files[piece["file"]])
        start = piece["start"] + len(piece.get("text", "").partition(sentence[:24])[0].encode()) * piece["verbatim"]
        return source[: min(start, piece["end"])].count(b"\n") + 1

    return line


@cache
def source_of(corpus, file):
    return (corpus / file).read_bytes()


def words_of(unit):
    """The words of a sentence or paragraph, whatever its punctuation and placeholders."""
    text = unit.get("sentence") or " ".join(unit["sentences"])
    return re.findall(r"\w+", re.sub(r"\[\w+\]|[\ue000-\uf8ff]", " ", text).lower())


def digest(words):
    """Eight hexadecimal digits."""
    return hashlib.sha256(" ".join(words).encode()).hexdigest()[:8]


def first_words(unit):
    """What tells that a sentence or paragraph stands in a second version of the same paper, too."""
    return " ".join(words_of(unit)[:8])


def kind_of_statement(unit):
    if unit["role"] in ("metadata", "title"):
        return None
    if STRONG.search(unit["sentence"]):
        return "denial" if NEGATION.search(unit["sentence"]) else "strong"
    return "broad" if BROAD.search(unit["sentence"]) else None


def kind_of_plan(unit):
    is_wanted = unit["role"] not in ("metadata", "title") and unit["zone"] != "references"
    return "plan" if is_wanted and PLANS.search(unit["sentence"]) else None


def kind_of_paragraph(unit):
    has_number = any(NUMBER.search(sentence) for sentence in unit["sentences"])
    is_wanted = unit["zone"] in RESULTS and unit["role"] == "body" and len(unit["sentences"]) > 1 and has_number
    if not is_wanted:
        return None
    return "result" if unit["zone"] in ("results", "other") else "paragraph"


unit_readers = {"statements": sentences, "plans": sentences, "claims": paragraphs}
kinds_of = {"statements": kind_of_statement, "plans": kind_of_plan, "claims": kind_of_paragraph}
read = {"statements": statement_of, "claims": claims_of}

if __name__ == "__main__":
    main()
