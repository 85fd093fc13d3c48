#!/usr/bin/env python3
"""What .github/workflows/release.yml does in words of its own.

    .ci/release.py check TAG               whether the files agree that this is the version to release
    .ci/release.py archives FROM TO        makes an archive of each wheel's program, and SHA256SUMS
    .ci/release.py crate                   publishes on crates.io
    .ci/release.py page TAG FOLDER         makes the page of the release, with what CHANGELOG.md says and the files of a folder

Exit code 1: something is missing, and what.
"""

import hashlib
import io
import re
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BESIDE = ["README.md", "CHANGELOG.md", "LICENSE-MIT", "LICENSE-APACHE"]


def main(command, *arguments):
    {"check": check, "archives": archives, "crate": crate, "page": page}[command](*arguments)


def version():
    return re.search(r'^version = "(.+)"$', (ROOT / "Cargo.toml").read_text(), re.MULTILINE)[1]


def changes(number):
    """What CHANGELOG.md says of a version, which has a day."""
    text = (ROOT / "CHANGELOG.md").read_text()
    found = re.search(rf"^## {re.escape(number)} \(\d{{4}}-\d\d-\d\d\)\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    return found and found[1].strip()


def check(tag):
    number = version()
    edition = max((ROOT / "data/editions").glob("*.toml"))
    wrong = [
        what
        for what, is_right in {
            f"the tag is {tag}, and Cargo.toml has {number}": tag == f"v{number}",
            f"CHANGELOG.md has no `## {number} (year-month-day)` with text": changes(number),
            f"data/editions/{edition.name} has no `released`": "\nreleased = " in edition.read_text(),
            f"docs/ci.md does not name v{number}": f"v{number}" in (ROOT / "docs/ci.md").read_text(),
        }.items()
        if not is_right
    ]
    if wrong:
        sys.exit("\n".join(wrong))
    print(f"{number} can be released")


def archives(source, to):
    """The program is the one of the wheel, so that both are built once."""
    Path(to).mkdir(parents=True, exist_ok=True)
    wheels = sorted(Path(source).glob("*.whl"))
    if not wheels:
        sys.exit(f"there is no wheel in {source}")
    for wheel in wheels:
        platform = wheel.stem.split("-")[-1].split(".")[0]
        name = f"paperlint-{version()}-{platform}"
        with zipfile.ZipFile(wheel) as files:
            (program,) = [file for file in files.namelist() if re.search(r"/scripts/paperlint(\.exe)?$", file)]
            held = {Path(program).name: files.read(program)}
        held |= {file: (ROOT / file).read_bytes() for file in BESIDE}
        write = write_zip if "win" in platform else write_tar
        write(Path(to) / name, name, held)
    sums = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in sorted(Path(to).glob("paperlint-*"))]
    (Path(to) / "SHA256SUMS").write_text("".join(sums))
    print("".join(sums), end="")


def write_tar(path, folder, held):
    with tarfile.open(f"{path}.tar.gz", "w:gz") as archive:
        for name, data in held.items():
            entry = tarfile.TarInfo(f"{folder}/{name}")
            entry.size, entry.mode = len(data), 0o755 if name == "paperlint" else 0o644
            archive.addfile(entry, io.BytesIO(data))


def write_zip(path, folder, held):
    with zipfile.ZipFile(f"{path}.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in held.items():
            archive.writestr(f"{folder}/{name}", data)


def crate():
    subprocess.run(["cargo", "publish", "--locked"], cwd=ROOT, check=True)


def page(tag, folder):
    files = sorted(str(path) for path in Path(folder).iterdir())
    command = ["gh", "release", "create", tag, "--verify-tag", "--title", tag, "--notes-file", "-", *files]
    subprocess.run(command, input=changes(version()), text=True, check=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
