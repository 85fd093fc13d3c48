#!/usr/bin/env bash
# The pre-commit hook: on its first run puts paperlint beside itself, into pre-commit's own copy of this repository.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
place=$here/../../.paperlint
bash "$here/install.sh" "$place" >&2
exec "$place/bin/paperlint" check "$@"
