#!/usr/bin/env python3
"""Has each format read by a tool that reads it, or held to what its documentation asks for.

    .ci/readers.py BINARY

Installs the readers below target/readers: junitparser, check-jsonschema and pre-commit from PyPI; Microsoft's SARIF Multitool and a validator of
reviewdog's format from npm. The action, the hook and the examples in docs/ci.md are held to the schemas that check-jsonschema and
pre-commit bring. Exit code 1: something is not what its readers take.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import venv
import xml.etree.ElementTree as ElementTree
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / "target" / "readers"
PYPI = ["junitparser==5.0.3", "check-jsonschema==0.39.0", "pre-commit==4.7.0"]
NPM = ["@microsoft/sarif-multitool-linux@5.7.0", "@umbrelladocs/rdformat-validator@1.0.1"]
BIN = TOOLS / "venv" / "bin"
SCHEMA = [BIN / "check-jsonschema", "--quiet", "--builtin-schema"]
CONFIGURATIONS = {  # by the first line of an example
    "# .github/workflows/deadline.yml": [*SCHEMA, "vendor.github-workflows"],
    "# .github/workflows/paperlint.yml": [*SCHEMA, "vendor.github-workflows"],
    "# .gitlab-ci.yml": [*SCHEMA, "vendor.gitlab-ci"],
    "# .pre-commit-config.yaml": [BIN / "pre-commit", "validate-config"],
}
DRAFTS = ["fixtures", "tests/cli/formats.in/paper.md", "tests/cli/formats.in/notes.ipynb"]
FORMATS = ["json", "json-lines", "sarif", "github", "gitlab", "junit", "checkstyle", "rdjson", "rdjsonl", "markdown"]


def main(binary):
    install()
    sys.path[:0] = [str(path) for path in TOOLS.glob("venv/lib/*/site-packages")]
    with tempfile.TemporaryDirectory() as folder:
        reports = {name: Path(folder) / f"report.{name}" for name in FORMATS}
        outputs = ",".join(f"{name}={path}" for name, path in reports.items())
        command = [binary, "--fail-on", "never", "--output-format", outputs, *DRAFTS]
        subprocess.run(command, cwd=ROOT, check=True, stderr=subprocess.DEVNULL)
        papers = json.loads(reports["json"].read_text())["papers"]
        findings = [finding for paper in papers for finding in paper["findings"]]
        assert len(papers) > 20 and len(findings) > 50, (len(papers), len(findings))
        for name, path in reports.items():
            controls = re.findall(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", path.read_text())
            assert not controls, f"{name} holds {controls}"
        json_lines(reports["json-lines"], findings)
        sarif(reports["sarif"], findings)
        rdjson(reports["rdjson"], reports["rdjsonl"], findings)
        junit(reports["junit"], papers, findings)
        checkstyle(reports["checkstyle"], findings)
        gitlab(reports["gitlab"], findings)
        github(reports["github"], findings)
    configurations()
    print(f"readers: {len(FORMATS)} formats, {len(findings)} findings in {len(papers)} papers")


def install():
    python = BIN / "python"
    if not python.exists():
        venv.create(TOOLS / "venv", with_pip=True)
    run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *PYPI)
    run("npm", "install", "--silent", "--no-save", "--ignore-scripts", "--prefix", TOOLS / "npm", *NPM)


def run(*command, **options):
    return subprocess.run([str(word) for word in command], check=True, **options)


def text_at(path, start, end, width):
    """The text between two (line, column), where a character is as wide as `width` says."""
    lines = re.split(r"(?<=\n)|(?<=\r)(?!\n)", (ROOT / path).read_bytes().decode())
    def offset(line, column):
        at, left = 0, column - 1
        for c in lines[line - 1]:
            if left == 0:
                break
            at, left = at + 1, left - width(c)
        assert left == 0, (path, line, column)
        return sum(len(line) for line in lines[: line - 1]) + at
    return "".join(lines)[offset(*start) : offset(*end)]


def marked(finding):
    """The text that a finding marks, by the bytes of its file."""
    data = (ROOT / finding["path"]).read_bytes()
    text = data[finding["start"]["offset"] : finding["end"]["offset"]].decode()
    by_columns = text_at(finding["path"], place(finding["start"]), place(finding["end"]), lambda c: 1)
    assert text == by_columns, (finding, text, by_columns)
    return text


def place(point):
    return point["line"], point["column"]


def json_lines(report, findings):
    records = [json.loads(line) for line in report.read_text().splitlines()]
    assert all({"version", "edition", "rules", "path"} <= record.keys() for record in records), records
    assert [finding for record in records for finding in record["findings"]] == findings


def sarif(report, findings):
    tool = TOOLS / "npm/node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool"
    tool.chmod(0o755)
    environment = os.environ | {"DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}
    # Both what the standard asks for and what GitHub does.
    command = (tool, "validate", "--rule-kind", "Sarif;Gh", report)
    said = run(*command, env=environment, capture_output=True, text=True).stdout
    assert "Analysis completed successfully" in said and not re.search(r": (error|warning) ", said), said
    results = json.loads(report.read_text())["runs"][0]["results"]
    assert len(results) == len(findings)
    for result, finding in zip(results, findings):
        region = result["locations"][0]["physicalLocation"]["region"]
        start, end = (region["startLine"], region["startColumn"]), (region["endLine"], region["endColumn"])
        utf16 = lambda c: len(c.encode("utf-16-le")) // 2
        assert text_at(finding["path"], start, end, utf16) == marked(finding), (result, finding)
        assert result["partialFingerprints"] == {"paperlint/v1": finding["fingerprint"]}
        assert ("fixes" in result) == ("fix" in finding)


def rdjson(report, lines, findings):
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.json"
        whole.write_text(report.read_text())
        diagnostics = lines.read_text().splitlines()
        parts = [Path(folder) / f"{index}.json" for index in range(len(diagnostics))]
        for part, diagnostic in zip(parts, diagnostics):
            part.write_text(diagnostic)
        validator = TOOLS / "npm/node_modules/@umbrelladocs/rdformat-validator/bin/rdformat-validator.js"
        command = ("node", validator, "--strict", "--no-extra-fields", "--format", "json", whole, *parts)
        said = json.loads(run(*command, capture_output=True, text=True).stdout)
    assert said["success"] and said["validFiles"] == len(parts) + 1, said
    diagnostics = json.loads(report.read_text())["diagnostics"]
    assert len(diagnostics) == len(parts) == len(findings)
    for diagnostic, finding in zip(diagnostics, findings):
        span = diagnostic["location"]["range"]
        utf8 = lambda c: len(c.encode())
        assert text_at(finding["path"], place(span["start"]), place(span["end"]), utf8) == marked(finding)


def junit(report, papers, findings):
    from junitparser import JUnitXml

    suites = list(JUnitXml.fromfile(str(report)))
    assert [suite.name for suite in suites] == [paper["path"] for paper in papers]
    for suite, paper in zip(suites, papers):
        failed = [case for case in suite if case.result]
        grave = [finding for finding in paper["findings"] if finding["severity"] != "advice"]
        assert (suite.tests, suite.failures) == (max(1, len(paper["findings"])), len(grave)), paper["path"]
        assert [case.result[0].message for case in failed] == [finding["message"] for finding in grave]


def checkstyle(report, findings):
    root = ElementTree.parse(report).getroot()
    assert root.tag == "checkstyle" and set(root.attrib) == {"version"}
    names = [file.attrib["name"] for file in root]
    assert all(file.tag == "file" for file in root) and len(names) == len(set(names))
    errors = [error for file in root for error in file]
    assert len(errors) == len(findings)
    for error in errors:
        assert error.tag == "error" and set(error.attrib) == {"line", "column", "severity", "message", "source"}
        assert int(error.attrib["line"]) >= 1 and int(error.attrib["column"]) >= 1
        assert error.attrib["severity"] in {"error", "warning", "info"}


def gitlab(report, findings):
    issues = json.loads(report.read_text())
    assert len(issues) == len(findings)
    assert len({issue["fingerprint"] for issue in issues}) == len(issues), "a fingerprint is not unique"
    for issue in issues:
        path = issue["location"]["path"]
        assert not path.startswith(("/", "./")) and (ROOT / path).is_file(), path
        assert issue["location"]["lines"]["begin"] >= 1
        assert issue["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert issue["description"] and issue["check_name"]


def github(report, findings):
    *commands, total = report.read_text().splitlines()
    assert not total.startswith("::")
    said = {}
    for command in commands:
        level, message = re.fullmatch(r"::(error|warning|notice) file=[^,:]+,line=\d+,[^:]*::(.+)", command).groups()
        said.setdefault(level, []).append(message)
    names = {"error": "error", "warning": "warning", "advice": "notice"}
    for severity, level in names.items():
        count = sum(finding["severity"] == severity for finding in findings)
        assert len(said.get(level, [])) == min(count, 10), level


def configurations():
    run(*SCHEMA, "vendor.github-actions", ROOT / "action.yml")
    run(*SCHEMA, "vendor.github-workflows", *sorted((ROOT / ".github/workflows").glob("*.yml")))
    run(BIN / "pre-commit", "validate-manifest", ROOT / ".pre-commit-hooks.yaml")
    examples = re.findall(r"^```yaml\n(.*?)^```$", (ROOT / "docs/ci.md").read_text(), re.MULTILINE | re.DOTALL)
    assert {example.split("\n")[0] for example in examples} == set(CONFIGURATIONS)
    with tempfile.TemporaryDirectory() as folder:
        for example in examples:
            file = Path(folder) / "example.yml"
            file.write_text(example)
            run(*CONFIGURATIONS[example.split("\n")[0]], file)


if __name__ == "__main__":
    main(*sys.argv[1:])
