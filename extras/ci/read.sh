#!/usr/bin/env bash
# The first of two steps of a job of GitHub Actions: reads the papers, which may be a stranger's, and writes reports. It has no token and needs
# no rights, and paperlint gets nothing of the environment but what is named below.
#
# PAPERLINT            the program                                     [paperlint]
# PAPERLINT_PATHS      drafts or folders, a space between two          [.]
# PAPERLINT_ARGS       further arguments, a space between two
# PAPERLINT_BASELINE   findings that are known; without the file nothing fails   [paperlint-baseline.json]
# PAPERLINT_SARIF      where the SARIF file goes                       [paperlint.sarif]
# PAPERLINT_REPORTS    the folder for the second step                  [paperlint-reports in the folder for temporary files]
#
# Exit code: 0 nothing new, or nothing is known yet; 1 something new; 2 paperlint could not run or could not read a file.
set -euo pipefail

paperlint=${PAPERLINT:-paperlint}
baseline=${PAPERLINT_BASELINE:-paperlint-baseline.json}
sarif=${PAPERLINT_SARIF:-paperlint.sarif}
reports=${PAPERLINT_REPORTS:-${RUNNER_TEMP:-/tmp}/paperlint-reports}
read -ra paths <<<"${PAPERLINT_PATHS:-.}"
read -ra args <<<"${PAPERLINT_ARGS:-}"
environment=(PATH="$PATH")
for name in HOME TMPDIR PAPERLINT_CONFIG; do
    [ -z "${!name:-}" ] || environment+=("$name=${!name}")
done

rm -rf "$reports"
mkdir -p "$reports"
[ ! -f "$baseline" ] || args+=(--baseline "$baseline")
# Lines of a draft are printed, and a draft must not be able to give commands to the runner.
token=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
echo "::stop-commands::$token"
status=0
# The bash of macOS takes an empty array for an unset one.
env -i "${environment[@]}" "$paperlint" check ${args[@]+"${args[@]}"} --output-format \
    "concise,github=$reports/annotations,markdown=$reports/comment.md,sarif=$sarif" \
    -- "${paths[@]}" || status=$?
echo "::$token::"
if [ "$status" -eq 1 ] && [ ! -f "$baseline" ]; then
    echo "::notice title=paperlint::Nothing fails until $baseline is committed; paperlint --write-baseline $baseline writes it"
    status=0
fi
exit "$status"
