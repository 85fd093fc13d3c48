#!/usr/bin/env python3
"""Draws docs/example.svg, the picture of a terminal in the README.

    python3 docs/picture.py                  run the linter and write the picture
    python3 docs/picture.py --check          exit with 1 if the picture is stale
    python3 docs/picture.py --binary PATH    use this linter, not target/release/paperlint

The picture shows what the linter prints about a draft in fixtures/: the first
findings, `…` for the findings left out, and the summary. Exit code 2: the
picture could not be drawn. Only the standard library is needed.
"""

import argparse
import os
import re
import subprocess
import sys
import unicodedata
from itertools import groupby
from pathlib import Path
from typing import NamedTuple, Optional
from xml.sax.saxutils import escape

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs" / "example.svg"
DRAFT = "fixtures/ml-paper/paper.tex"
FINDINGS = 2  # how many findings to show
COLUMNS = 96

# Sizes in pixels. A cell is the place of one character.
CELL, ROW, FONT_SIZE = 8.4, 19, 14
MARGIN, BAR, RADIUS = 20, 36, 10  # BAR: height of the title bar
FONTS = "ui-monospace, SFMono-Regular, Menlo, Consolas, monospace"

# The window has its own background and border, so it suits light and dark pages.
BACKGROUND, BORDER, FOREGROUND = "#161b22", "#3d444d", "#e6edf3"
DOTS = ("#ff5f57", "#febc2e", "#28c840")
PALETTE = (  # colours 0 to 7, then their bright forms
    "#7d8590", "#ff7b72", "#56d364", "#e3b341", "#6cb6ff", "#d2a8ff", "#56d4dd", "#d0d7de",
    "#9198a1", "#ffa198", "#7ee787", "#f2cc60", "#a5d6ff", "#e2c5ff", "#86e5ec", "#ffffff",
)

# Line-drawing characters are drawn, so that they join up in any font. Each has
# arms from the middle of its cell: left, right, up, down.
ARMS = {
    "─": "lr", "│": "ud", "┌": "rd", "┐": "ld", "└": "ru", "┘": "lu",
    "├": "rud", "┤": "lud", "┬": "lrd", "┴": "lru", "┼": "lrud",
    "╭": "rd", "╮": "ld", "╰": "ru", "╯": "lu",
}


class Failure(Exception):
    """The picture cannot be drawn; the message says why."""


class Style(NamedTuple):
    colour: Optional[str] = None
    bold: bool = False
    dim: bool = False


class Glyph(NamedTuple):
    char: str
    style: Style


def run_linter(binary):
    """What the linter prints, with escape codes."""
    env = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "CLICOLOR")}
    env["COLUMNS"] = str(COLUMNS)
    command = [str(binary), "--color", "always", DRAFT]
    try:
        done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, timeout=60)
        out = done.stdout.decode("utf-8")
    except (OSError, subprocess.TimeoutExpired, UnicodeDecodeError) as error:
        raise Failure(f"cannot run {binary}: {error}") from error
    if done.returncode not in (0, 1):  # 1: something was found
        message = done.stderr.decode("utf-8", "replace").strip()
        raise Failure(f"{binary} ended with {done.returncode}: {message}")
    return out


def colour_256(number):
    """Colour `number` of the 256 colours of terminals: the palette, a cube, greys."""
    if number < 16:
        return PALETTE[number]
    if number >= 232:
        return "#" + f"{8 + 10 * (number - 232):02x}" * 3
    cube, steps = number - 16, (0, 95, 135, 175, 215, 255)
    return "#%02x%02x%02x" % (steps[cube // 36], steps[cube // 6 % 6], steps[cube % 6])


def restyle(style, codes):
    """`style` after an escape code such as `1;33`. An unknown one is an error, not left out."""
    numbers = [int(code or 0) for code in codes.split(";")]
    while numbers:
        code = numbers.pop(0)
        if code == 0:
            style = Style()
        elif code == 1:
            style = style._replace(bold=True)
        elif code == 2:
            style = style._replace(dim=True)
        elif code == 22:
            style = style._replace(bold=False, dim=False)
        elif code == 39:
            style = style._replace(colour=None)
        elif 30 <= code <= 37:
            style = style._replace(colour=PALETTE[code - 30])
        elif 90 <= code <= 97:
            style = style._replace(colour=PALETTE[code - 90 + 8])
        elif code == 38 and numbers[:1] == [5] and len(numbers) > 1 and numbers[1] < 256:
            style = style._replace(colour=colour_256(numbers[1]))
            numbers = numbers[2:]
        else:
            raise Failure(f"unknown style in the linter's output: {codes}")
    return style


def parse(output):
    """The lines of `output`, each a list of glyphs."""
    lines, style = [], Style()
    for text in output.splitlines():
        line = []
        # The odd parts are the codes between `ESC [` and `m`.
        for index, part in enumerate(re.split(r"\x1b\[([0-9;]*)m", text)):
            if index % 2:
                style = restyle(style, part)
            elif any(unicodedata.category(char) == "Cc" for char in part):
                raise Failure(f"unknown control character in the linter's output: {part!r}")
            else:
                line += [Glyph(char, style) for char in part]
        lines.append(line)
    return lines


def choose(lines):
    """The lines to show: the first findings, `…` if there are more, and the summary."""
    blocks = [list(block) for filled, block in groupby(lines, bool) if filled]
    findings = [i for i, block in enumerate(blocks) if any(g.char == "┌" for g in sum(block, []))]
    if not findings:
        raise Failure(f"the linter found nothing in {DRAFT}")
    cut = [[[Glyph("…", Style(dim=True))]]] if len(findings) > FINDINGS else []
    shown = [blocks[i] for i in findings[:FINDINGS]] + cut + blocks[findings[-1] + 1 :]
    prompt = [Glyph("$", Style(PALETTE[2], bold=True))]
    prompt += [Glyph(char, Style(bold=True)) for char in f" paperlint {DRAFT}"]
    chosen = [prompt]
    for block in shown:
        chosen += [[]] + block
    return chosen


def cells(char):
    """How many cells wide a character is."""
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def wrap(line):
    """Breaks a line wider than the window as a terminal would, but between words."""
    rows, width = [[]], 0
    for glyph in line:
        width += cells(glyph.char)
        if width > COLUMNS:
            row = rows[-1]
            if glyph.char == " ":
                rows.append([])
            else:
                # The last word moves to the next row, unless it fills this one.
                start = max((i + 1 for i, g in enumerate(row) if g.char == " "), default=len(row))
                rows[-1:] = [row[:start], row[start:] + [glyph]]
            width = sum(cells(g.char) for g in rows[-1])
        else:
            rows[-1].append(glyph)
    return rows


def draw_row(row, top):
    """The SVG elements of a row. Each run of text has its place and its length, so the columns
    are straight in any font."""
    x = MARGIN
    for (style, lines), run in groupby(row, lambda glyph: (glyph.style, glyph.char in ARMS)):
        text = "".join(glyph.char for glyph in run)
        look = f'="{style.colour or FOREGROUND}"' + (' opacity="0.7"' if style.dim else "")
        if lines:
            path = "".join(draw_arms(char, x + i * CELL, top) for i, char in enumerate(text))
            weight = ' stroke-width="1.6"' if style.bold else ""
            yield f'<path d="{path}" stroke{look}{weight}/>'
        elif word := text.strip():
            left = x + (len(text) - len(text.lstrip())) * CELL
            length = sum(map(cells, word)) * CELL
            weight = ' font-weight="700"' if style.bold else ""
            yield (
                f'<text x="{left:.1f}" y="{top + 14}" textLength="{length:.1f}"'
                f' lengthAdjust="spacingAndGlyphs" fill{look}{weight}>{escape(word)}</text>'
            )
        x += sum(map(cells, text)) * CELL


def draw_arms(char, x, top):
    """The path of a line-drawing character."""
    middle, centre = x + CELL / 2, top + ROW / 2
    ends = {"l": f"H{x:.1f}", "r": f"H{x + CELL:.1f}", "u": f"V{top}", "d": f"V{top + ROW}"}
    return "".join(f"M{middle:.1f} {centre}{ends[arm]}" for arm in ARMS[char])


def draw(lines):
    """The whole picture."""
    rows = [row for line in lines for row in wrap(line)]
    width = round(COLUMNS * CELL + 2 * MARGIN)
    height = BAR + len(rows) * ROW + MARGIN
    label = f"What paperlint prints about {DRAFT}"
    svg = [
        "<!-- Generated by `python3 docs/picture.py`; do not edit. -->",
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"'
        f' viewBox="0 0 {width} {height}" role="img" aria-label="{label}">',
        f"<title>{label}</title>",
        "<style>text { white-space: pre; font-variant-ligatures: none }</style>",
        f'<rect x="0.5" y="0.5" width="{width - 1}" height="{height - 1}" rx="{RADIUS}"'
        f' fill="{BACKGROUND}" stroke="{BORDER}"/>',
    ]
    for index, colour in enumerate(DOTS):
        svg.append(f'<circle cx="{MARGIN + 6 + 20 * index}" cy="18" r="6" fill="{colour}"/>')
    svg.append(
        f'<g font-family="{FONTS}" font-size="{FONT_SIZE}" fill="none" xml:space="preserve">'
    )
    for index, row in enumerate(rows):
        svg += draw_row(row, BAR + index * ROW)
    return "\n".join([*svg, "</g>", "</svg>", ""])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    linter = ROOT / "target" / "release" / "paperlint"
    parser.add_argument("--binary", type=Path, default=linter, help="the linter to run")
    parser.add_argument("--check", action="store_true", help="exit with 1 if the picture is stale")
    options = parser.parse_args()
    svg = draw(choose(parse(run_linter(options.binary.resolve()))))
    if options.check:
        if not PICTURE.exists() or PICTURE.read_text(encoding="utf-8") != svg:
            print("docs/example.svg is stale: run python3 docs/picture.py", file=sys.stderr)
            return 1
        return 0
    new = PICTURE.with_name(f".example.{os.getpid()}.svg")
    try:
        new.write_bytes(svg.encode("utf-8"))
        new.replace(PICTURE)
    finally:
        new.unlink(missing_ok=True)
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (Failure, OSError) as failure:
        print(f"picture.py: {failure}", file=sys.stderr)
        sys.exit(2)
