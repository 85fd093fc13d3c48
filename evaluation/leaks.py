"""Plants what tells reviewers who wrote a paper into real papers, and says how many of the plants are found where they stand.

    python3 evaluation/leaks.py PAPERLINT PAPERS [TABLE...]

PAPERS is a list of main files, one a line. Each wording of the tables that stands in the text, at its end, in the preamble or in a comment is planted
into a paper of its format, the next one each time, in the middle of the paper. Only counts and the wordings that are missed are shown.
"""

import collections
import pathlib
import subprocess
import sys
import tempfile

PLACES = ("body", "end", "comment", "preamble")


def main():
    paperlint, papers, *tables = sys.argv[1:]
    names = ("leaks", "leaks-unseen", "leaks-fresh", "leaks-held", "leaks-late", "leaks-last")
    tables = tables or [f"tests/tables/{name}.tsv" for name in names]
    mains = [pathlib.Path(line) for line in pathlib.Path(papers).read_text().splitlines()]
    texts = {"latex": [], "markdown": []}
    for path in mains:
        text = path.read_text(errors="replace")
        # Rules on English words do not look at papers in other languages.
        if text.count(" the ") * 60 < len(text.split()):
            continue
        if path.suffix == ".tex" and "\\begin{document}" in text:
            texts["latex"].append(text)
        elif path.suffix != ".tex" and text.startswith("---"):
            texts["markdown"].append(text)
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        authors = 'authors = ["Ada Quill", "Benedikt Moorland"]\nreview = "double-blind"\n'
        rules = ["named-author", "named-address", "telling-section", "named-support", "own-place", "own-work"]
        (folder / "blind.toml").write_text(f"{authors}select = {rules}\n".replace("'", '"'))
        for table in tables:
            measure(paperlint, folder, table, texts)


def measure(paperlint, folder, table, texts):
    planted, used = {}, collections.Counter()
    for line in pathlib.Path(table).read_text().splitlines():
        if line.startswith("#"):
            continue
        kind, form, place, text = line.split("\t", 3)
        if place not in PLACES:
            continue
        text = text.replace("\\n", "\n")
        paper = texts[form][used[form] % len(texts[form])]
        used[form] += 1
        suffix = "tex" if form == "latex" else "md"
        path = folder / f"{pathlib.Path(table).stem}-{len(planted)}.{suffix}"
        lines, at = plant(paper, form, place, text)
        path.write_text("\n".join(lines))
        planted[path.name] = (kind, text, at, at + text.count("\n") + 1)
    command = [paperlint, "--config", str(folder / "blind.toml"), "--root", str(folder), "--output-format", "concise", "--quiet"]
    run = subprocess.run(command + [str(folder / name) for name in planted], capture_output=True, text=True, check=False)
    found = set()
    for line in run.stdout.splitlines():
        name, number = line.split(":")[:2]
        name = pathlib.Path(name).name
        _, _, first, end = planted[name]
        if first <= int(number) < end:
            found.add(name)
    print(f"{table}: {len(found)} of {len(planted)} in {min(len(planted), sum(map(len, texts.values())))} papers")
    for name, (kind, text, *_) in planted.items():
        if name not in found:
            print(f"  missed, {kind}: {text!r}")


def plant(paper, form, place, text):
    """The lines of a paper with the text as a paragraph of its own, and its first line, from 1."""
    lines = paper.split("\n")
    if form == "latex":
        first = next(at for at, line in enumerate(lines) if "\\begin{document}" in line)
        last = next((at for at, line in enumerate(lines) if "\\end{document}" in line), len(lines))
    else:
        first, last = lines.index("---", 1), len(lines)
    if place == "preamble":
        at = first
    elif place == "end":
        at = last
    else:
        # The blank line before a line of prose that is nearest to the middle.
        code, is_code = set(), False
        for number, line in enumerate(lines):
            is_code ^= line.lstrip().startswith("```") or ("<!--" in line) != ("-->" in line)
            if is_code:
                code.add(number)
        prose = [
            at
            for at in range(first + 1, last - 1)
            if at not in code
            and not lines[at].strip() 
            and lines[at + 1][:1].isalpha()
            and lines[at - 1][-1:] in ".!?"
        ]
        at = min(prose or [last], key=lambda at: abs(at - (first + last) // 2))
    return lines[:at] + ["", text, ""] + lines[at:], at + 2


main()
