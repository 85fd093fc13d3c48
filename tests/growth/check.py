"""Holds that work grows with the text, and what one draft may hold: counts the instructions of whole runs, which are the same on every
day, by valgrind.

    python3 tests/growth/check.py BINARY [NAME...]      # BINARY: an optimised build; NAME: a part of a shape's name

Of each shape in shapes.toml, so many repetitions are taken that a run costs ten times one without any. Four times as many may then
cost at most 4.6 times as much, what a run without any costs taken off both. A shape that is known to cost more must do so, so that
the list gets shorter with each that is mended. A draft of each shape, as large as one may be, may hold 512 MiB. Prints a table; the exit
code is 1 where something differs from the list.
"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile
import tomllib

TIMES = 10
MOST = 4.6
SECONDS = 300
# Bytes of the largest paper (MOST_OF_PAPER in src/cli/papers), and what a run on it may hold.
LARGEST_PAPER = 6 << 20
MOST_HELD = 512 << 20
# Beyond it a shape is as good as free: no run of it costs ten times one without any.
LARGEST = 1 << 21


def repeated(unit, count):
    return "".join(unit.replace("{n}", str(n)) for n in range(1, count + 1))


def write(folder, shape, count):
    """Writes a draft, or several, and returns their names."""
    head, unit, tail = (shape.get(part, "") for part in ("head", "unit", "tail"))
    stem, ending = shape["file"].split(".")
    config = shape.get("config")
    (folder / "paperlint.toml").write_text(config[0] + repeated(config[1], count) + config[2] if config else "")
    if not shape.get("is_each"):
        (folder / shape["file"]).write_text(head + repeated(unit, count) + tail)
        return [shape["file"]]
    names = [f"{stem}{n}.{ending}" for n in range(max(count, 1))]
    for name in names:
        (folder / name).write_text(head + unit + tail)
    return names


def cost(binary, shape, count):
    """Returns the instructions of one run, or none where it took too long."""
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        names = write(folder, shape, count)
        command = ["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"]
        flags = shape.get("args", ["--output-format", "concise"])
        try:
            ran = subprocess.run(
                [*command, binary, *names, *flags, "--fail-on", "never"],
                cwd=folder, capture_output=True, text=True, timeout=SECONDS,
            )
        except subprocess.TimeoutExpired:
            return None
        counted = re.search(r"I +refs: +([\d,]+)", ran.stderr)
        if ran.returncode != 0 or not counted:
            sys.exit(f"{shape['name']}: the run failed\n{ran.stderr[-2000:]}")
        return int(counted[1].replace(",", ""))


def held(binary, shape):
    """Returns the bytes that a run on the largest draft holds at most; none where the shape is no single draft."""
    if shape.get("is_each") or shape.get("config"):
        return None
    # Numbers are longer than their mark.
    unit = len(shape["unit"]) + 5 * shape["unit"].count("{n}")
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        names = write(folder, shape, (LARGEST_PAPER - 1024) // unit)
        flags = shape.get("args", ["--output-format", "concise"])
        null = subprocess.DEVNULL
        run = subprocess.Popen([binary, *names, *flags, "--fail-on", "never"], cwd=folder, stdout=null, stderr=null)
        _, status, usage = os.wait4(run.pid, 0)
        if status:
            sys.exit(f"{shape['name']}: the largest draft cannot be read")
        return usage.ru_maxrss * 1024


def growth(binary, shape):
    """Returns how many repetitions were taken, what they cost, and how many times as much four times as many cost."""
    empty = cost(binary, shape, 0)
    count, small, most = 64, None, shape.get("most", 4 * LARGEST) // 4
    while count <= LARGEST:
        small = cost(binary, shape, count)
        if small is None or small >= TIMES * empty or count == most:
            break
        # Not to the next step at once, since what is super-linear would run away.
        count = min(most, int(count * min(4, max(1.3, TIMES * empty / small))))
    if small is None or count > LARGEST:
        return count, small, None
    large = cost(binary, shape, 4 * count)
    return count, small, large and (large - empty) / (small - empty)


def main():
    binary, wanted = str(pathlib.Path(sys.argv[1]).resolve()), sys.argv[2:]
    shapes = tomllib.loads((pathlib.Path(__file__).parent / "shapes.toml").read_text())["shape"]
    shapes = [shape for shape in shapes if not wanted or any(part in shape["name"] for part in wanted)]
    differs = False
    for shape in shapes:
        count, small, times = growth(binary, shape)
        is_bounded = times is not None and times <= MOST or count > LARGEST
        verdict = "" if is_bounded else "known" if shape.get("known") else "too much"
        if is_bounded and shape.get("known"):
            verdict = "no longer: take `known` away"
        differs |= verdict not in ("", "known")
        most = held(binary, shape)
        if most and most > MOST_HELD:
            verdict, differs = "holds too much", True
        mib = f"{most >> 20:4} MiB" if most else " " * 8
        million = f"{small / 1e6:8.0f} M" if small else "too long"
        print(f"{shape['name']:60} {count:8} {million} {times or float('inf'):6.2f} {mib} {verdict}", flush=True)
    sys.exit(differs)


if __name__ == "__main__":
    main()
