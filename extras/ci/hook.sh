#!/usr/bin/env bash
# The pre-commit hook: on its first run puts paperlint beside itself, into pre-commit's own copy of this repository.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
place=$here/../../.paperlint
bash "$here/install.sh" "$place" >&2
command=check
if [ "${1:-}" = submit ]; then
    command=submit
    shift
fi
exec "$place/bin/paperlint" "$command" "$@"
