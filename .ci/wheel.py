#!/usr/bin/env python3
"""Builds the wheel as it is handed out, and uses it as a stranger would: in an empty environment, without Rust.

    .ci/wheel.py               builds the source distribution, and the wheel from that
    .ci/wheel.py WHEEL         takes this wheel

A local server keeps the wheel as PyPI would. From there it is installed by pip, uv and the script of the GitHub action, and lints a draft; how
long that takes and how large all is, is printed. What is built needs no glibc later than 2.17, by zig. Exit code 1: something is not as
written here.
"""

import functools
import http.server
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import threading
import time
import venv
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WORK = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")).resolve() / "wheel"
TOOLS = ["maturin==1.16.0", "ziglang==0.17.1", "uv"]
MOST_BYTES = 6_000_000
MOST_SECONDS = 60
GLIBC = 17  # of 2.17, which every Linux since 2014 has
DRAFT = "---\ntitle: Tea\nauthor: A. Leaf\n---\n\n# Results\n\nWe weigh weigh the leaves.\n"


def main(wheel=None):
    tools = WORK / "venv"
    if not (tools / "bin/python").exists():
        venv.create(tools, with_pip=True)
    run(tools / "bin/python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *TOOLS)
    wheel = Path(wheel).resolve() if wheel else build(tools / "bin")
    check(wheel)
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        index = serve(wheel, folder / "index")
        (folder / "paper.md").write_text(DRAFT)
        by_pip(folder, index)
        by_uv(tools / "bin/uv", folder, index)
        by_action(tools / "bin", folder, index)


def run(*command, **options):
    return subprocess.run([str(word) for word in command], check=True, **options)


def build(bin):
    """The wheel, built from the source distribution, so that nothing is missing there."""
    shutil.rmtree(WORK / "out", ignore_errors=True)
    environment = os.environ | {"PATH": f"{bin}:{os.environ['PATH']}", "CARGO_TARGET_DIR": str(WORK / "build")}
    run("maturin", "sdist", "--out", WORK / "out", cwd=ROOT, env=environment)
    (archive,) = (WORK / "out").glob("*.tar.gz")
    print(f"{archive.name}: {archive.stat().st_size / 1e6:.2f} MB")
    shutil.rmtree(WORK / "source", ignore_errors=True)
    with tarfile.open(archive) as files:
        files.extractall(WORK / "source", filter="data")
    (source,) = (WORK / "source").iterdir()
    build = ["maturin", "build", "--zig", "--compatibility", "manylinux2014", "--out", WORK / "out"]
    run(*build, cwd=source, env=environment)
    (wheel,) = (WORK / "out").glob("*.whl")
    return wheel


def check(wheel):
    size = wheel.stat().st_size
    with zipfile.ZipFile(wheel) as files:
        (name,) = [name for name in files.namelist() if name.endswith("/scripts/paperlint")]
        program = files.read(name)
    floor = max(int(minor) for minor in re.findall(rb"GLIBC_2\.(\d+)", program))
    print(f"{wheel.name}: {size / 1e6:.2f} MB, the program in it {len(program) / 1e6:.2f} MB, needs glibc 2.{floor}")
    assert size < MOST_BYTES and floor <= GLIBC and "manylinux_2_17" in wheel.name


def serve(wheel, folder):
    """An address that holds the wheel as a package index does."""
    pages = folder / "simple/paperlint"
    pages.mkdir(parents=True)
    shutil.copy(wheel, pages)
    (pages / "index.html").write_text(f'<!DOCTYPE html><a href="{wheel.name}">{wheel.name}</a>')
    handler = functools.partial(Quiet, directory=folder)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}/simple"


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *words):
        pass


def bare(folder):
    """An environment with nothing but the system's own programs."""
    path = "/usr/bin:/bin"
    assert not any(shutil.which(program, path=path) for program in ["cargo", "rustc", "paperlint"])
    return {"PATH": path, "HOME": str(folder), "LANG": "C.UTF-8"}


def first_finding(what, start, done):
    seconds = time.monotonic() - start
    assert done.returncode == 1 and "paper.md:8:4: warning doubled-word" in done.stdout, done.stdout + done.stderr
    print(f"{what}: {seconds:.1f} s to the first finding")
    assert seconds < MOST_SECONDS


LINT = ["--output-format", "concise", "paper.md"]


def by_pip(folder, index):
    place = folder / "empty"
    venv.create(place, with_pip=True)
    start = time.monotonic()
    command = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--index-url", index, "paperlint"]
    run(place / "bin/python", *command, env=bare(folder))
    done = subprocess.run([place / "bin/paperlint", *LINT], cwd=folder, env=bare(folder), capture_output=True, text=True)
    first_finding("pip install paperlint; paperlint paper.md", start, done)


def by_uv(uv, folder, index):
    start = time.monotonic()
    command = [uv, "tool", "run", "--index-url", index, "paperlint", *LINT]
    done = subprocess.run(command, cwd=folder, env=bare(folder), capture_output=True, text=True)
    first_finding("uvx paperlint paper.md", start, done)


def by_action(python, folder, index):
    """The script of the action takes the wheel where there is one, and else asks cargo to build."""
    place = folder / "action"
    script = ROOT / "extras/ci/install.sh"
    environment = bare(folder) | {"PAPERLINT_INDEX": index, "PATH": f"{python}:/usr/bin:/bin"}
    start = time.monotonic()
    run("bash", script, place, env=environment)
    done = subprocess.run([place / "bin/paperlint", *LINT], cwd=folder, env=environment, capture_output=True, text=True)
    first_finding("the action", start, done)
    cargo = folder / "tools/cargo"
    cargo.parent.mkdir()
    cargo.write_text('#!/bin/sh\necho "$@" >>"$HOME/asked"\n')
    cargo.chmod(0o755)
    environment |= {"PAPERLINT_INDEX": index + "/none", "PATH": f"{cargo.parent}:{environment['PATH']}"}
    run("bash", script, folder / "built", env=environment, stderr=subprocess.DEVNULL)
    asked = (folder / "asked").read_text()
    assert asked == f"install --quiet --locked --path {ROOT} --root {folder / 'built'}\n", asked


if __name__ == "__main__":
    main(*sys.argv[1:])
