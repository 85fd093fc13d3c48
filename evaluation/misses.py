"""Counts what a careful reader would flag in drafts of our own, and what paperlint says of them.

    python3 evaluation/misses.py BINARY [--list] [NAME...]

Each draft in `misses/` has marks, ⟦kind|text⟧, around what a reader flagged when the draft was written, before paperlint was run on it; all else
was meant to be right. A mark is seen where a finding has a part of it. `--list` names the marks that are missed and the findings outside marks.
"""

import json
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent / "misses"
MARK = re.compile(r"⟦(\w+)\||⟧")
# What `thin-abstract`, which speaks of the abstract as a whole, must say for a mark of a kind.
OF_ABSTRACT = {"abstract": "", "nonumber": r"(but|has) no .*number|without a number", "noresult": r"(but|has) no .*result"}


def taken_out(marked):
    """Returns the draft without marks, and its marks as (start, end, kind), in bytes."""
    text, marks, opened, last = b"", [], [], 0
    for mark in MARK.finditer(marked):
        text += marked[last : mark.start()].encode()
        last = mark.end()
        if mark.group(1):
            opened.append((len(text), mark.group(1)))
        else:
            start, kind = opened.pop()
            marks.append((start, len(text), kind))
    assert not opened
    return text + marked[last:].encode(), marks


def findings(binary, path):
    """Returns what the program says of a draft, advice too."""
    run = subprocess.run([binary, "--output-format", "json", path], capture_output=True, check=False)
    (paper,) = json.loads(run.stdout)["papers"]
    return paper["findings"]


def main(binary, *names):
    shown = "--list" in names
    names = [name for name in names if name != "--list"]
    drafts = sorted(path for path in HERE.iterdir() if not names or any(name in path.name for name in names))
    sums = [0, 0, 0]
    for draft in drafts:
        text, marks = taken_out(draft.read_text())
        with tempfile.TemporaryDirectory() as folder:
            place = pathlib.Path(folder) / f"paper{draft.suffix}"
            place.write_bytes(text)
            said = findings(binary, place)
        spans = [(one["start"]["offset"], one["end"]["offset"], one) for one in said if not one["is_whole_paper"]]
        of_abstract = [one["message"] for one in said if one["rule"] == "thin-abstract"]
        is_said = lambda kind: kind in OF_ABSTRACT and any(re.search(OF_ABSTRACT[kind], message) for message in of_abstract)
        seen = [mark for mark in marks if is_said(mark[2]) or any(start < mark[1] and mark[0] < end for start, end, _ in spans)]
        outside = [one for start, end, one in spans if not any(start < mark[1] and mark[0] < end for mark in marks)]
        outside += [one for one in said if one["is_whole_paper"]]
        for index, count in enumerate((len(seen), len(marks), len(outside))):
            sums[index] += count
        print(f"{draft.name}: {len(seen)} of {len(marks)} seen, {len(outside)} findings outside")
        if shown:
            for start, end, kind in marks:
                if (start, end, kind) not in seen:
                    print(f"  missed {kind}: {text[start:end].decode()[:90]!r}")
            for one in outside:
                print(f"  outside {one['rule']} ({one['severity']}), line {one['start']['line']}: {one['message'][:120]}")
    print(f"all: {sums[0]} of {sums[1]} seen, {sums[2]} findings outside")


if __name__ == "__main__":
    main(*sys.argv[1:])
