#!/usr/bin/env python3
"""Speaks the protocol with `paperlint server` through pytest-lsp, which holds both sides to the specification: opens a draft, edits it without
saving, is told what is found or asks for it, and lets an action mend it.

    tests/editors/protocol.py PAPERLINT

Where pytest-lsp cannot be had from PyPI, that is said and nothing is run. Exit code 1: something is not as written here.
"""

import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
TOOLS = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "readers" / "protocol"
DOUBLED = "# Speed\n\nWe measured the the speed of our program.\n"
MENDED = DOUBLED.replace("the the", "the")


def main(paperlint):
    python = TOOLS / "bin" / "python"
    if not python.exists():
        venv.create(TOOLS, with_pip=True)
    install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "pytest-lsp==1.0.1", "pytest==9.2.0"]
    if subprocess.run([python, *install]).returncode:
        print("skipped protocol: pytest-lsp cannot be had from PyPI here")
        return 0
    environment = os.environ | {"PAPERLINT": str(Path(paperlint).resolve())}
    with tempfile.TemporaryDirectory() as folder:
        options = ["-q", "-p", "no:cacheprovider", "--rootdir", folder, "-o", "asyncio_default_fixture_loop_scope=function"]
        return subprocess.run([python, "-m", "pytest", *options, __file__], env=environment).returncode


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

import pytest
import pytest_lsp
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities


async def started(client, folder, capabilities=None):
    (folder / ".git").mkdir()
    params = types.InitializeParams(
        capabilities=capabilities or client_capabilities("visual-studio-code"),
        workspace_folders=[types.WorkspaceFolder(uri=folder.as_uri(), name="paper")],
    )
    return (await client.initialize_session(params)).capabilities


@pytest_lsp.fixture(config=ClientServerConfig(server_command=[os.environ["PAPERLINT"], "server"]))
async def client(lsp_client: LanguageClient):
    yield
    await lsp_client.shutdown_session()


def opened(client, uri, text):
    item = types.TextDocumentItem(uri=uri, language_id="markdown", version=1, text=text)
    client.text_document_did_open(types.DidOpenTextDocumentParams(text_document=item))


def edited(client, uri, version, text):
    document = types.VersionedTextDocumentIdentifier(uri=uri, version=version)
    changes = [types.TextDocumentContentChangeWholeDocument(text=text)]
    client.text_document_did_change(types.DidChangeTextDocumentParams(text_document=document, content_changes=changes))


async def mended(client, uri):
    at = types.Position(line=2, character=13)
    document = types.TextDocumentIdentifier(uri=uri)
    params = types.CodeActionParams(document, types.Range(at, at), types.CodeActionContext(diagnostics=[]))
    action = (await client.text_document_code_action_async(params))[0]
    (edit,) = action.edit.changes[uri]
    lines = DOUBLED.split("\n")
    start, end = edit.range.start, edit.range.end
    assert start.line == end.line
    lines[start.line] = lines[start.line][: start.character] + edit.new_text + lines[start.line][end.character :]
    return "\n".join(lines)


@pytest.mark.asyncio
async def test_who_is_told(client: LanguageClient, tmp_path: Path):
    await started(client, tmp_path, types.ClientCapabilities())
    uri = (tmp_path / "paper.md").as_uri()
    opened(client, uri, "# Speed\n\nWe ran.\n")
    await client.wait_for_notification("textDocument/publishDiagnostics")
    assert not client.diagnostics[uri]
    edited(client, uri, 2, DOUBLED)
    await client.wait_for_notification("textDocument/publishDiagnostics")
    (found,) = client.diagnostics[uri]
    assert (found.code, found.range.start.line, found.range.start.character) == ("doubled-word", 2, 12)
    assert await mended(client, uri) == MENDED
    edited(client, uri, 3, MENDED)
    await client.wait_for_notification("textDocument/publishDiagnostics")
    assert not client.diagnostics[uri]


@pytest.mark.asyncio
async def test_who_asks(client: LanguageClient, tmp_path: Path):
    diagnostic = types.DiagnosticClientCapabilities(related_document_support=True)
    text = types.TextDocumentClientCapabilities(diagnostic=diagnostic)
    server = await started(client, tmp_path, types.ClientCapabilities(text_document=text))
    assert server.diagnostic_provider.workspace_diagnostics
    uri = (tmp_path / "paper.md").as_uri()
    opened(client, uri, DOUBLED)
    document = types.TextDocumentIdentifier(uri=uri)
    report = await client.text_document_diagnostic_async(types.DocumentDiagnosticParams(document))
    assert [found.code for found in report.items] == ["doubled-word"]
    again = types.DocumentDiagnosticParams(document, previous_result_id=report.result_id)
    assert (await client.text_document_diagnostic_async(again)).kind == "unchanged"
    edited(client, uri, 2, MENDED)
    assert not (await client.text_document_diagnostic_async(again)).items
    everything = await client.workspace_diagnostic_async(types.WorkspaceDiagnosticParams(previous_result_ids=[]))
    assert [item.uri for item in everything.items] == [uri]


@pytest.mark.asyncio
async def test_as_vs_code_says_what_it_can(client: LanguageClient, tmp_path: Path):
    server = await started(client, tmp_path)
    assert server.hover_provider and server.notebook_document_sync
