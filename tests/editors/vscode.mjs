// The extension in a real VS Code: code-server under Chromium, driven by Playwright. A doubled word is typed; its mark, its reason and its fix are
// looked at, and so is the draft on the disk.
//
//     node tests/editors/vscode.mjs PAPERLINT VSIX TOOLS [SCREENSHOT]
//
// TOOLS is a folder in which code-server and playwright-core were installed by npm. CHROMIUM names the browser.

import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

const [program, vsix, tools, screenshot] = process.argv.slice(2).map((word) => path.resolve(word));
const { chromium } = createRequire(path.join(tools, 'package.json'))('playwright-core');
/** Milliseconds that an editor may take on a slow machine. */
const WAIT = 60_000;

const DRAFT = `---
title: Warm cups
author: A. Author
---

# Introduction

We keep tea in cups, and ask how long it stays warm.

`;

const folder = mkdtempSync(path.join(tmpdir(), 'paperlint-vscode-'));
const [paper, user, extensions] = ['paper', 'user', 'extensions'].map((name) => path.join(folder, name));
const draft = path.join(paper, 'paper.md');

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
  mkdirSync(paper);
  mkdirSync(path.join(user, 'User'), { recursive: true });
  writeFileSync(draft, DRAFT);
  const settings = {
    'paperlint.path': program,
    'workbench.startupEditor': 'none',
    'security.workspace.trust.enabled': false,
    'chat.disableAIFeatures': true,
    'workbench.secondarySideBar.defaultVisibility': 'hidden',
    'editor.quickSuggestions': { other: 'off', comments: 'off', strings: 'off' },
    'editor.wordBasedSuggestions': 'off',
    'editor.minimap.enabled': false,
    'telemetry.telemetryLevel': 'off',
    'window.commandCenter': false,
  };
  writeFileSync(path.join(user, 'User', 'settings.json'), JSON.stringify(settings));
}

async function look(page, port) {
  await page.goto(`http://127.0.0.1:${port}/?folder=${encodeURIComponent(paper)}`);
  await page.getByRole('treeitem', { name: 'paper.md' }).first().dblclick({ timeout: WAIT });
  const editor = page.locator('.editor-instance .view-lines').first();
  await editor.waitFor({ timeout: WAIT });
  await page.locator('.statusbar-item', { hasText: 'words' }).waitFor({ timeout: WAIT });
  await editor.click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('The tea is is warm.');
  // Unsaved: what is marked is what is typed.
  const squiggle = page.locator('.squiggly-warning').first();
  await squiggle.waitFor({ timeout: WAIT });
  assert.equal(readFileSync(draft, 'utf8'), DRAFT, 'nothing is saved yet');
  await page.locator('.view-line', { hasText: 'tea is is warm' }).getByText('is is').first().hover({ timeout: WAIT }).catch(() => squiggle.hover({ force: true }));
  const hover = page.locator('.monaco-hover', { hasText: 'repeated word' }).first();
  await hover.waitFor({ timeout: WAIT });
  const said = await hover.innerText();
  assert.match(said, /repeated word: `?is is/);
  assert.match(said, /doubled-word/);
  if (screenshot !== undefined) {
    await page.screenshot({ path: screenshot });
  }
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+End');
  for (let step = 0; step < 'is warm.'.length; step += 1) {
    await page.keyboard.press('ArrowLeft');
  }
  await page.keyboard.press('Control+.');
  const menu = page.locator('.action-widget').first();
  await menu.waitFor({ timeout: WAIT });
  const actions = await menu.innerText();
  assert.match(actions, /Allow here/, actions);
  await page.keyboard.press('Enter');
  await squiggle.waitFor({ state: 'detached', timeout: WAIT });
  await page.keyboard.press('Control+s');
  await until('the mended draft is saved', () => readFileSync(draft, 'utf8') === `${DRAFT}The tea is warm.`);
  return said;
}

async function main() {
  prepare();
  const entry = path.join(tools, 'node_modules', 'code-server', 'out', 'node', 'entry.js');
  const places = ['--user-data-dir', user, '--extensions-dir', extensions, '--config', path.join(folder, 'config.yaml')];
  execFileSync(process.execPath, [entry, ...places, '--install-extension', vsix], { stdio: 'pipe' });
  const port = await free();
  const options = ['--auth', 'none', '--bind-addr', `127.0.0.1:${port}`, '--disable-telemetry', '--disable-update-check'];
  const server = spawn(process.execPath, [entry, ...places, ...options], { stdio: 'pipe' });
  let log = '';
  server.stdout.on('data', (piece) => (log += piece));
  server.stderr.on('data', (piece) => (log += piece));
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
  const page = await browser.newPage({ viewport: { width: 960, height: 540 } });
  try {
    await until('code-server listens', () => log.includes('HTTP server listening'));
    const said = await look(page, port);
    console.log(`VS Code: a doubled word was marked, explained and mended\n${said}`);
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
