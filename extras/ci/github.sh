#!/usr/bin/env bash
# Runs paperlint in a job of GitHub Actions: annotations, the summary of the job, a SARIF file, one comment on the pull request.
#
# PAPERLINT            the program                                     [paperlint]
# PAPERLINT_PATHS      drafts or folders, a space between two          [.]
# PAPERLINT_ARGS       further arguments, a space between two
# PAPERLINT_BASELINE   findings that are known; without the file nothing fails   [paperlint-baseline.json]
# PAPERLINT_SARIF      where the SARIF file goes                       [paperlint.sarif]
# PAPERLINT_COMMENT    `true` for a comment on a pull request; needs `gh` and GH_TOKEN
#
# Exit code: 0 nothing new, or nothing is known yet; 1 something new; 2 paperlint could not run or could not read a file.
set -euo pipefail

paperlint=${PAPERLINT:-paperlint}
baseline=${PAPERLINT_BASELINE:-paperlint-baseline.json}
sarif=${PAPERLINT_SARIF:-paperlint.sarif}
read -ra paths <<<"${PAPERLINT_PATHS:-.}"
read -ra args <<<"${PAPERLINT_ARGS:-}"
reports=$(mktemp -d)
trap 'rm -r "$reports"' EXIT

main() {
    local status=0
    [ ! -f "$baseline" ] || args+=(--baseline "$baseline")
    # Lines of a draft are printed, and a draft must not be able to give commands to the runner.
    local token
    token=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
    echo "::stop-commands::$token"
    # The bash of macOS takes an empty array for an unset one.
    "$paperlint" check ${args[@]+"${args[@]}"} --output-format \
        "concise,github=$reports/annotations,markdown=$reports/comment.md,sarif=$sarif" \
        -- "${paths[@]}" || status=$?
    echo "::$token::"
    if [ -f "$reports/annotations" ]; then
        cat "$reports/annotations"
        tail -n +2 "$reports/comment.md" >>"${GITHUB_STEP_SUMMARY:-/dev/null}"
        [ "${PAPERLINT_COMMENT:-}" != true ] || comment ||
            echo "::notice title=paperlint::The comment could not be written; the job needs the permission pull-requests: write"
    fi
    if [ "$status" -eq 1 ] && [ ! -f "$baseline" ]; then
        echo "::notice title=paperlint::Nothing fails until $baseline is committed; paperlint --write-baseline $baseline writes it"
        status=0
    fi
    exit "$status"
}

# One comment a pull request, written anew in place. None is made when there is nothing to say.
comment() {
    local number id
    number=$(sed -n 's#^refs/pull/\([0-9]*\)/.*#\1#p' <<<"${GITHUB_REF:-}")
    [ -n "$number" ] || return 0
    local comments="repos/$GITHUB_REPOSITORY/issues"
    id=$(gh api --paginate "$comments/$number/comments" \
        --jq '.[] | select(.user.type == "Bot" and (.body | startswith("<!-- paperlint -->"))) | .id') || return 1
    id=${id%%$'\n'*}
    if [ -n "$id" ]; then
        gh api --silent --method PATCH "$comments/comments/$id" --field "body=@$reports/comment.md"
    elif grep -q '^|' "$reports/comment.md"; then
        gh api --silent --method POST "$comments/$number/comments" --field "body=@$reports/comment.md"
    fi
}

main
