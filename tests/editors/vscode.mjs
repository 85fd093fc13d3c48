// The extension in a real VS Code: code-server under Chromium, driven by Playwright as an author would use it. What is marked, said, mended and
// shown is looked at, and so are the drafts on the disk.
//
//     node tests/editors/vscode.mjs PAPERLINT VSIX TOOLS [SCREENSHOTS]
//
// TOOLS is a folder in which code-server and playwright-core were installed by npm. CHROMIUM names the browser. SCREENSHOTS is a folder for the
// pictures of docs/editors.md.

import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { CASES, FILES, Window } from './vscode-cases.mjs';

const [program, vsix, tools, screenshots] = process.argv.slice(2).map((word) => path.resolve(word));
const { chromium } = createRequire(path.join(tools, 'package.json'))('playwright-core');
/** Milliseconds that an editor may take on a slow machine. */
const WAIT = 60_000;

const folder = mkdtempSync(path.join(tmpdir(), 'paperlint-vscode-'));
const [paper, user, extensions, bin, venv] = ['paper', 'user', 'extensions', 'bin', 'venv/bin'].map((name) => path.join(folder, name));
const [settings, machine] = ['User', 'Machine'].map((name) => path.join(user, name, 'settings.json'));

/** How the program was found, told by each program that stands in for it. */
const told = path.join(folder, 'told');

const SETTINGS = {
  'files.autoSave': 'off',
  'files.defaultLanguage': 'markdown',
  'workbench.startupEditor': 'none',
  'security.workspace.trust.enabled': false,
  'chat.disableAIFeatures': true,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'editor.quickSuggestions': { other: 'off', comments: 'off', strings: 'off' },
  'editor.wordBasedSuggestions': 'off',
  'editor.minimap.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'window.commandCenter': false,
  'extensions.ignoreRecommendations': true,
};

/** A port that nobody listens to. */
async function free() {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

/** Waits until something holds. */
async function until(what, holds) {
  const end = Date.now() + WAIT;
  while (!(await holds())) {
    assert.ok(Date.now() < end, `in vain: ${what}`);
    await new Promise((done) => setTimeout(done, 100));
  }
}

function prepare() {
  for (const [name, text] of Object.entries(FILES)) {
    mkdirSync(path.dirname(path.join(paper, name)), { recursive: true });
    writeFileSync(path.join(paper, name), text);
  }
  [path.dirname(settings), path.dirname(machine), extensions, bin, venv].forEach((place) => mkdirSync(place, { recursive: true }));
  writeFileSync(settings, JSON.stringify(SETTINGS));
  set({});
  // What the extension asks of Microsoft's one for Python: the active environment, here one that a file names.
  const python = path.join(extensions, 'ms-python.python-1.0.0');
  mkdirSync(python);
  const about = { name: 'python', publisher: 'ms-python', version: '1.0.0', engines: { vscode: '^1.91.0' }, main: 'main.js' };
  writeFileSync(path.join(python, 'package.json'), JSON.stringify(about));
  const answer = `{ path: ${JSON.stringify(path.join(venv, 'python'))} }`;
  writeFileSync(path.join(python, 'main.js'), `exports.activate = () => ({ environments: { getActiveEnvironmentPath: () => (${answer}) } });`);
}

/** Writes the settings of this machine, which say where a program is. */
function set(settings) {
  writeFileSync(machine, JSON.stringify(settings));
}

/** Puts a program into a folder that tells that it was started. */
function put(place, name = 'paperlint') {
  const file = path.join(place, name);
  writeFileSync(file, `#!/bin/sh\necho '${place}' >> '${told}'\nexec '${program}' "$@"\n`);
  chmodSync(file, 0o755);
  return file;
}

/** The folder of the program that was started last. */
const last = () => (existsSync(told) ? readFileSync(told, 'utf8').trim().split('\n').at(-1) : undefined);

async function main() {
  prepare();
  const entry = path.join(tools, 'node_modules', 'code-server', 'out', 'node', 'entry.js');
  const places = ['--user-data-dir', user, '--extensions-dir', extensions, '--config', path.join(folder, 'config.yaml')];
  execFileSync(process.execPath, [entry, ...places, '--install-extension', vsix], { stdio: 'pipe' });
  const port = await free();
  const options = ['--auth', 'none', '--bind-addr', `127.0.0.1:${port}`, '--disable-telemetry', '--disable-update-check'];
  // The editor asks the shell of its user for the PATH.
  writeFileSync(path.join(folder, '.profile'), `PATH='${bin}:/usr/bin:/bin'\n`);
  const env = { ...process.env, HOME: folder, SHELL: '/bin/bash' };
  const server = spawn(process.execPath, [entry, ...places, ...options], { stdio: 'pipe', env });
  let log = '';
  server.stdout.on('data', (piece) => (log += piece));
  server.stderr.on('data', (piece) => (log += piece));
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
  const page = await browser.newPage({ viewport: { width: 1000, height: 600 } });
  page.setDefaultTimeout(WAIT);
  const shoot = async (name) => screenshots === undefined || page.screenshot({ path: path.join(screenshots, name) });
  try {
    await until('code-server listens', () => log.includes('HTTP server listening'));
    await page.goto(`http://127.0.0.1:${port}/?folder=${encodeURIComponent(paper)}`);
    await page.getByRole('treeitem', { name: 'paper.md' }).first().waitFor();
    const window = new Window(page, paper, until);
    for (const [what, look] of Object.entries(CASES)) {
      await look(window, { put, set, last, bin, venv, folder, until, shoot });
      console.log(`VS Code: ${what}`);
      await window.closeAll();
    }
  } catch (error) {
    await page.screenshot({ path: path.join(tools, 'failed.png') }).catch(() => {});
    console.error(log);
    throw error;
  } finally {
    await browser.close();
    server.kill();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

await main();
