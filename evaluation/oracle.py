#!/usr/bin/env python3
"""Compares the prose that paperlint reads with what pandoc reads in the same papers.

    python3 evaluation/oracle.py FILE...                   precision, recall and F1 of the words of each paper
    python3 evaluation/oracle.py --differences 5 FILE...   the longest differences of each paper, too
    python3 evaluation/oracle.py --binary PATH FILE...     this linter, not target/release/paperlint

Both readings go through one filter that keeps prose: headings, paragraphs, items, quotes, then footnotes, then captions.
Math, citations, cross-references, inline code, addresses, tables, the bodies of floats, listings, the author block and the
bibliography are taken out of both. What is left is compared as a sequence of words in lower case without punctuation.

Needs pandoc and diff. Exit code 1: the median F1 is below --least-median. Exit code 2: something is missing, or no paper could be compared.
"""

import argparse
import json
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
MARKDOWN = {".md", ".rmd", ".qmd", ".markdown"}
CODE = {".rmd", ".qmd"}
WORD = re.compile(r"[^\W_]+")


class Streams:
    """The prose of a paper: its text, footnotes and captions, which readers put in different places."""

    def __init__(self):
        self.abstract, self.text, self.notes, self.captions = [], [], [], []

    def words(self):
        joined = " \n ".join(self.abstract + self.text + self.notes + self.captions)
        # A word hyphenated by hand and one with a soft hyphen are the same.
        return WORD.findall(joined.replace("\u00ad", "").casefold())

    def holds(self, text):
        """Whether a paragraph stands in the text, judged by its first words."""
        opening = " ".join(WORD.findall(text.casefold())[:6])
        return opening in " ".join(WORD.findall(" ".join(self.text).casefold()))


def paperlint(binary, path, expected):
    """The streams that paperlint reads. The abstract stands apart where it does for pandoc, and is left out where pandoc has none."""
    command = [binary, "prose", "--output-format", "json", path.name]
    result = subprocess.run(command, cwd=path.parent, capture_output=True, text=True, check=True)
    streams = Streams()
    has_code = path.suffix.lower() in CODE
    for paper in json.loads(result.stdout)["papers"]:
        for block in paper["blocks"]:
            role, text = block["role"], block["text"]
            if role in {"title", "metadata", "table", "empty"} or block["section"] == "references":
                continue
            targets = {"footnote": streams.notes, "caption": streams.captions}
            if expected.abstract or not expected.holds(text):
                targets["abstract"] = streams.abstract
            if role != "caption" or not has_code:
                targets.get(role, streams.text).append(text)
    if not expected.abstract:
        # pandoc knows no `\\abstract{…}`, and reads no abstract in a list of front matter.
        streams.abstract = []
    return streams


def without_code(text):
    """R Markdown and Quarto without the code that knitr would run, which pandoc by itself takes for prose."""
    text = re.sub(r"(?ms)^[ \t>]*(`{3,}|~{3,})\s*\{[^`\n]*\}?[ \t]*$.*?^[ \t>]*\1[`~]*[ \t]*$", "", text)
    text = re.sub(r"`(r|\{r\}|\{python\}|python) [^`]+`", "", text)
    text = re.sub(r"(?ms)^\(ref:[^)]*\).*?(?=\n[ \t]*\n|\Z)", "", text)
    return re.sub(r"\\?@ref\([^)]*\)", "", text)


def with_children(text, folder):
    """Markdown with the files that knitr or Quarto would read in its place, without their front matter."""
    def child(match):
        path = folder / match["name"].strip("\"' ")
        if not path.is_file():
            return ""
        body = re.sub(r"(?s)\A---\n.*?\n(---|\.\.\.)[ \t]*\n", "", path.read_text(encoding="utf-8-sig", errors="replace"))
        return with_children(body, folder)

    text = re.sub(r"(?ms)^```+\s*\{r[^}\n]*child\s*=\s*(?P<name>[\"'][^\"']+[\"'])[^}\n]*\}.*?^```+[ \t]*$", child, text)
    return re.sub(r"(?m)^[ \t]*\{\{< include (?P<name>.*?) >\}\}[ \t]*$", child, text)


def without_templates(text):
    """Markdown without the fields and commands of templates, which are filled in before pandoc reads it."""
    return re.sub(r"(?s)\{#.{0,2000}?#\}|\{%.{0,400}?%\}|\{\{[\w\s.,|=\"'()\[\]-]{1,200}\}\}", "", text)


class Pandoc:
    """Walks pandoc's tree of a paper."""

    # Environments that hold no prose, or whose content is laid out as a float.
    NO_PROSE = {"thebibliography", "figure", "table", "tabular", "algorithm", "algorithmic", "lstlisting", "center-figure", "refs",
                "csl-bib-body", "longtable", "tikzpicture", "authors", "keywords", "IEEEkeywords", "CCSXML"}

    def __init__(self, tree):
        self.streams = Streams()
        self.references_level = None
        meta = tree["meta"]
        if "abstract" in meta:
            self.meta(meta["abstract"])
        self.blocks(tree["blocks"], self.streams.text)

    def meta(self, value):
        kind, content = value["t"], value.get("c")
        if kind == "MetaBlocks":
            self.blocks(content, self.streams.abstract)
        elif kind == "MetaInlines":
            self.streams.abstract.append(self.inlines(content))
        elif kind == "MetaList":
            for item in content:
                self.meta(item)
        elif kind == "MetaString":
            self.streams.abstract.append(content)

    def blocks(self, blocks, out):
        for block in blocks:
            kind, content = block["t"], block.get("c")
            if kind == "Header" and self.is_left_out(content):
                continue
            if self.references_level is not None:
                continue
            if kind in {"Para", "Plain"}:
                out.append(self.inlines(content))
            elif kind == "Header":
                out.append(self.inlines(content[2]))
            elif kind == "LineBlock":
                out.extend(self.inlines(line) for line in content)
            elif kind == "BlockQuote":
                self.blocks(content, out)
            elif kind == "BulletList":
                for item in content:
                    self.blocks(item, out)
            elif kind == "OrderedList":
                for item in content[1]:
                    self.blocks(item, out)
            elif kind == "DefinitionList":
                for term, definitions in content:
                    out.append(self.inlines(term))
                    for definition in definitions:
                        self.blocks(definition, out)
            elif kind == "Div":
                self.div(content, out)
            elif kind == "Figure":
                self.figure(content[1], content[2])
            elif kind == "Table":
                self.blocks(content[1][1], self.streams.captions)

    def is_left_out(self, header):
        """Whether a heading is that of the references; what follows it is left out up to the next one as high."""
        level, _, title = header
        if self.inlines(title).strip().casefold() in {"references", "bibliography"}:
            self.references_level = level
            return True
        if self.references_level is not None and level <= self.references_level:
            self.references_level = None
        return False

    def div(self, content, out):
        (identifier, classes, _), blocks = content
        names = {name.rstrip("*") for name in classes} | {identifier}
        if names & self.NO_PROSE:
            return
        if blocks and blocks[0]["t"] == "Para" and self.is_label(blocks[0]["c"][0], names):
            blocks = [{"t": "Para", "c": blocks[0]["c"][1:]}, *blocks[1:]]
        self.blocks(blocks, out)

    def is_label(self, first, names):
        """pandoc writes the word and the number of a theorem, which the source does not hold."""
        is_numbered = first["t"] == "Strong" and re.search(r"[0-9]$", self.inlines(first["c"]))
        return bool(is_numbered) or (first["t"] == "Emph" and "proof" in names)

    def figure(self, caption, blocks):
        self.blocks(caption[1], self.streams.captions)
        for block in blocks:
            if block["t"] in {"Figure", "Table"}:
                self.blocks([block], [])

    def inlines(self, inlines):
        return "".join(self.inline(inline) for inline in inlines)

    def inline(self, inline):
        kind, content = inline["t"], inline.get("c")
        if kind == "Str":
            return content
        if kind in {"Space", "SoftBreak", "LineBreak"}:
            return " "
        if kind in {"Emph", "Strong", "Strikeout", "Superscript", "Subscript", "SmallCaps", "Underline"}:
            return self.inlines(content)
        if kind == "Quoted":
            return " " + self.inlines(content[1]) + " "
        if kind == "Span":
            return self.inlines(content[1])
        if kind == "Link":
            attributes = dict(content[0][2])
            text = self.inlines(content[1])
            is_address = content[2][0].removeprefix("mailto:") == text or not text.strip()
            return "" if "reference-type" in attributes or "uri" in content[0][1] or is_address else text
        if kind == "Image":
            self.streams.captions.append(self.inlines(content[1]))
        if kind == "Note":
            self.blocks(content, self.streams.notes)
        return ""


def pandoc(path):
    """The streams that pandoc reads."""
    is_markdown = path.suffix.lower() in MARKDOWN
    reader = "markdown+smart+autolink_bare_uris" if is_markdown else "latex+smart"
    source = path.read_text(encoding="utf-8-sig", errors="replace")
    source = without_templates(with_children(source, path.parent)) if is_markdown else source
    source = without_code(source) if path.suffix.lower() in CODE else source
    command = ["pandoc", "--from", reader, "--to", "json"]
    result = subprocess.run(command, input=source, cwd=path.parent, capture_output=True, text=True, timeout=300)
    if result.returncode != 0:
        raise ValueError((result.stderr.strip().splitlines() or ["pandoc failed"])[0])
    streams = Pandoc(json.loads(result.stdout)).streams
    if path.suffix.lower() in CODE:
        # Captions stand in the options of code.
        streams.captions = []
    return streams


class Score(NamedTuple):
    path: Path
    expected: int
    read: int
    same: int
    differences: list

    @property
    def precision(self):
        return self.same / max(self.read, 1)

    @property
    def recall(self):
        return self.same / max(self.expected, 1)

    @property
    def f1(self):
        return 2 * self.same / max(self.read + self.expected, 1)


def compare(path, expected, read):
    """The words both have in the same order, by diff."""
    with tempfile.TemporaryDirectory() as folder:
        names = [Path(folder) / name for name in ("expected", "read")]
        for name, words in zip(names, (expected, read)):
            name.write_text("".join(word + "\n" for word in words))
        command = ["diff", "--minimal", "--speed-large-files", "--unified=0", *map(str, names)]
        lines = subprocess.run(command, capture_output=True, text=True).stdout.splitlines()[2:]
    hunks = []
    for line in lines:
        if line.startswith("@@"):
            hunks.append(([], [], line))
        else:
            hunks[-1][0 if line[0] == "-" else 1].append(line[1:])
    missed = sum(len(hunk[0]) for hunk in hunks)
    hunks.sort(key=lambda hunk: -len(hunk[0]) - len(hunk[1]))
    return Score(path, len(expected), len(read), len(expected) - missed, hunks)


def show(score, most):
    print(f"{score.precision:9.4f} {score.recall:7.4f} {score.f1:7.4f} {score.expected:8} {score.read:8}  {score.path}")
    for missed, added, where in score.differences[:most]:
        print(f"    {where}")
        for sign, words in (("-", missed), ("+", added)):
            if words:
                print(f"    {sign} {' '.join(words[:40])}{' …' if len(words) > 40 else ''}  ({len(words)})")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--binary", default=ROOT / "target/release/paperlint", type=lambda path: Path(path).resolve())
    parser.add_argument("--least-median", type=float, default=0.0, metavar="F1", help="exit with 1 below it")
    parser.add_argument("--differences", type=int, default=0, metavar="N")
    arguments = parser.parse_args()
    for program in ("pandoc", "diff", str(arguments.binary)):
        if shutil.which(program) is None:
            print(f"{program} is needed and was not found", file=sys.stderr)
            return 2
    print("precision  recall      F1   pandoc paperlint  paper")
    scores = []
    for path in arguments.files:
        try:
            expected = pandoc(path)
            read = paperlint(arguments.binary, path, expected)
            scores.append(compare(path, expected.words(), read.words()))
        except (ValueError, subprocess.SubprocessError) as error:
            print(f"left out: {path}: {error}")
            continue
        show(scores[-1], arguments.differences)
    if not scores:
        return 2
    median = statistics.median(score.f1 for score in scores)
    print(f"median F1 {median:.4f} over {len(scores)} papers")
    return int(median < arguments.least_median)


if __name__ == "__main__":
    sys.exit(main())
