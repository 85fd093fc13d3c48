#!/usr/bin/env bash
# The second of two steps of a job of GitHub Actions: posts what the first one wrote. It has the token, reads no draft, runs nothing that lies in
# the repository, and takes of the reports only what they may hold, and no more than GitHub takes.
#
# PAPERLINT_REPORTS    the folder that the first step wrote            [paperlint-reports in the folder for temporary files]
# PAPERLINT_COMMENT    `true` for a comment on a pull request; needs `gh` and GH_TOKEN
set -euo pipefail

reports=${PAPERLINT_REPORTS:-${RUNNER_TEMP:-/tmp}/paperlint-reports}
# Bytes of a comment; GitHub takes 65,536 characters.
most=60000

main() {
    # Whatever else stands there is no annotation, and no other command.
    [ -f "$reports/annotations" ] || exit 0
    head -c 200000 "$reports/annotations" | grep -E '^::(error|warning|notice) file=[^:]*::' | head -n 30 || true
    head -c 200000 "$reports/annotations" | grep -E '^paperlint: [[:alnum:] ,.:;()/-]*$' | head -n 1 || true
    bounded <"$reports/comment.md" >"$reports/posted.md"
    tail -n +2 "$reports/posted.md" >>"${GITHUB_STEP_SUMMARY:-/dev/null}"
    [ "${PAPERLINT_COMMENT:-}" != true ] || comment ||
        echo "::notice title=paperlint::The comment could not be written; the job needs the permission pull-requests: write"
}

# As many whole lines as fit.
bounded() {
    head -c "$most" >"$reports/start.md"
    if [ "$(wc -c <"$reports/start.md")" -lt "$most" ]; then
        cat "$reports/start.md"
    else
        sed '$d' "$reports/start.md"
        printf '\nThe rest is in the log of the job.\n'
    fi
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
        gh api --silent --method PATCH "$comments/comments/$id" --field "body=@$reports/posted.md"
    elif grep -q '^|' "$reports/posted.md"; then
        gh api --silent --method POST "$comments/$number/comments" --field "body=@$reports/posted.md"
    fi
}

main
