#!/usr/bin/env bash
# Puts paperlint into a folder: the wheel of the version that this checkout holds, in a moment, or where there is none what is built from the
# checkout, in some minutes. What is installed is of this very version, or the step fails.
#
#     install.sh FOLDER       afterwards FOLDER/bin/paperlint is there
#
# PAPERLINT_INDEX   where wheels are kept, as `pip install --index-url` takes it   [https://pypi.org/simple]
set -euo pipefail

place=$1
source=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
index=${PAPERLINT_INDEX:-https://pypi.org/simple}
version=$(sed -n 's/^version = "\(.*\)"$/\1/p' "$source/Cargo.toml" | head -n 1)

[ ! -x "$place/bin/paperlint" ] || exit 0
wheel() {
    local python bin=$place/bin
    python=$(command -v python3 || command -v python) || return 1
    "$python" -m venv "$place" || return 1
    [ -d "$bin" ] || bin=$place/Scripts # on Windows
    # Only wheels: nothing of the package runs while it is installed.
    "$bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --only-binary :all: \
        --index-url "$index" "paperlint==$version" || return 1
    [ "$bin" = "$place/bin" ] || { mkdir -p "$place/bin" && cp "$bin/paperlint.exe" "$place/bin"; }
}
if wheel; then
    echo "paperlint $version, from its wheel"
    exit 0
fi
echo "there is no wheel of paperlint $version for this machine; it is built, which takes some minutes"
cargo install --quiet --locked --path "$source" --root "$place"
