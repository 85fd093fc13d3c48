// What an author does in VS Code, and what must then be there. Each case begins with no editor open.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';

const HEAD = '---\ntitle: Warm cups\nauthor: A. Author\n---\n\n';
const BODY = '# Introduction\n\nWe keep tea in cups, and ask how long it stays warm.\n\n';
const RESULTS = `# Results

## Blue cups

As planned, we compared the two colours. Blue cups were warmer than red cups, t(38) = 2.4, p = .021.

## Tall cups

We had no hypothesis on height, so this analysis is exploratory. Tall cups were warmer than flat ones, t(38) = 2.1, p = .042.

## Old cups

Old cups were colder than new ones, t(38) = 2.9, p = .006.

`;
const TWICE = 'This cup is is old.\n';

/** A notebook with a cell of Markdown and one of code. */
const NOTEBOOK = {
  cells: [
    { cell_type: 'markdown', id: 'a', metadata: {}, source: ['# Cups\n', '\n', 'This cup is is old.'] },
    { cell_type: 'code', id: 'b', execution_count: null, metadata: {}, outputs: [], source: ['print("is is")'] },
  ],
  metadata: { language_info: { name: 'python' } },
  nbformat: 4,
  nbformat_minor: 5,
};

const LATEX = String.raw`\documentclass{article}
\title{Warm cups}
\author{A. Author}
\begin{document}
\maketitle
\section{Introduction}
We keep tea in cups.
\input{sections/results}
\end{document}
`;

/** The project that is opened. */
export const FILES = {
  'paper.md': HEAD + BODY,
  'views.md': HEAD.replace('\n---\n\n', '\nabstract: We measured how long tea stays warm in cups.\n---\n\n') + BODY + RESULTS,
  'quarto.qmd': HEAD + BODY + TWICE,
  'markdown.Rmd': HEAD + BODY + TWICE,
  'myst.md': `${HEAD + BODY}(cups)=\n## Cups\n\n:::{note}\nTea is hot.\n:::\n\n${TWICE}`,
  'notebook.ipynb': JSON.stringify(NOTEBOOK, null, 1),
  'latex/main.tex': LATEX,
  'latex/sections/results.tex': '\\section{Results}\nThe the cup was \\emph{warm}.\n',
};

/** The window of the editor. */
export class Window {
  constructor(page, folder, until) {
    Object.assign(this, { page, folder, until });
  }

  text(name) {
    return readFileSync(path.join(this.folder, name), 'utf8');
  }

  /** Presses a key, more than once if need be, until it shows something. */
  async press(key, shown) {
    await this.until(`${key} shows something`, async () => {
      await this.page.keyboard.press(key);
      return shown.waitFor({ timeout: 2000 }).then(() => true, () => false);
    });
  }

  /** Chooses from the list that a key opens; again where the editor has taken the list away meanwhile. */
  async choose(key, typed, row) {
    const input = this.page.locator('.quick-input-widget input[type=text]').first();
    const chosen = async () => {
      await this.press(key, input);
      await input.fill(typed, { timeout: 2000 });
      await this.page.locator('.quick-input-list .monaco-list-row', { hasText: row }).first().click({ timeout: 4000 });
      await input.waitFor({ state: 'hidden', timeout: 4000 });
      return true;
    };
    await this.until(`${row} is chosen`, () => chosen().catch(() => false));
  }

  async command(name) {
    await this.choose('F1', `>${name}`, name);
  }

  /** Opens a file of the project by its name. */
  async open(name) {
    await this.choose('Control+p', name, name);
    await this.page.locator('.tab.active', { hasText: name }).first().waitFor();
    await this.page.locator('.editor-instance').first().waitFor();
  }

  async closeAll() {
    await this.command('View: Close All Editors');
    const discard = this.page.locator('.monaco-dialog-box .monaco-button', { hasText: "Don't Save" });
    if (await discard.isVisible().catch(() => false)) {
      await discard.click();
    }
  }

  squiggle() {
    return this.page.locator('.squiggly-warning').first();
  }

  /** What the item of the status bar says, once it speaks of words. */
  async status() {
    const item = this.page.locator('.statusbar-item', { hasText: 'words' }).first();
    await item.waitFor();
    return (await item.innerText()).trim();
  }

  /** Puts the cursor on the first place of a text in the open file. */
  async find(text) {
    await this.page.locator('.editor-instance .view-lines').first().click();
    await this.page.keyboard.press('Control+Home');
    await this.page.keyboard.press('Control+f');
    await this.page.keyboard.type(text);
    await this.page.keyboard.press('Enter');
    await this.page.keyboard.press('Escape');
    await this.page.keyboard.press('ArrowLeft');
  }

  /** Takes the first action at the cursor; gives what there was to choose from. */
  async act() {
    const menu = this.page.locator('.action-widget').first();
    await this.press('Control+.', menu);
    const actions = await menu.innerText();
    await this.page.keyboard.press('Enter');
    return actions;
  }

  async save(name, text) {
    await this.page.keyboard.press('Control+s');
    await this.until(`${name} is saved as meant`, () => this.text(name) === text);
  }

  /** The page that stands beside the draft, once it says something. */
  async beside(says) {
    const lines = this.page.locator('.editor-instance .view-lines', { hasText: says }).last();
    await lines.waitFor();
    return lines.innerText();
  }

  /** A message that pops up. */
  async message(says) {
    const toast = this.page.locator('.notifications-toasts .notification-list-item', { hasText: says }).first();
    await toast.waitFor();
    return toast;
  }
}

export const CASES = {
  'none is installed: said kindly, and found once it is': async (window, { put, bin, last, until, shoot }) => {
    await window.open('paper.md');
    const toast = await window.message('pip install paperlint');
    const said = await toast.innerText();
    assert.match(said, /Try Again/);
    assert.match(said, /How to Install It/);
    assert.equal(await window.page.locator('.notifications-toasts .notification-list-item').count(), 1, said);
    await shoot('none.png');
    put(bin);
    await toast.getByText('Try Again').click();
    assert.match(await window.status(), /\d+ words, 0 to look at/);
    await until('the one of the PATH was started', () => last() === bin);
  },

  'the active Python environment comes before the PATH, and the setting before both': async (window, kit) => {
    await window.open('paper.md');
    await window.status();
    kit.put(kit.venv);
    await window.command('paperlint: Restart');
    await kit.until('the one of the environment was started', () => kit.last() === kit.venv);
    const mine = kit.put(kit.folder, 'my-paperlint');
    kit.set({ 'paperlint.path': mine });
    await kit.until('the one of the setting was started', () => kit.last() === kit.folder);
    await window.status();
  },

  'a doubled word is marked as it is typed, explained, and mended': async (window, { shoot }) => {
    await window.open('paper.md');
    await window.status();
    await window.page.locator('.editor-instance .view-lines').first().click();
    await window.page.keyboard.press('Control+End');
    await window.page.keyboard.type('The tea is is warm.');
    await window.squiggle().waitFor();
    assert.equal(window.text('paper.md'), FILES['paper.md'], 'nothing is saved yet');
    await window.until('the item counts it', async () => (await window.status()).endsWith(', 1 to look at'));
    await window.squiggle().hover({ force: true });
    const hover = window.page.locator('.monaco-hover', { hasText: 'repeated word' }).first();
    await hover.waitFor();
    assert.match(await hover.innerText(), /repeated word: `?is is/);
    assert.match(await hover.innerText(), /doubled-word/);
    await shoot('vscode.png');
    await window.page.keyboard.press('Escape');
    await window.find('is is');
    assert.match(await window.act(), /Allow here/);
    await window.squiggle().waitFor({ state: 'detached' });
    await window.save('paper.md', `${FILES['paper.md']}The tea is warm.`);
  },

  'a paper of several files: one is open, and the finding of another is listed and mended there': async (window) => {
    await window.open('main.tex');
    await window.status();
    await window.page.locator('.statusbar-item', { hasText: 'words' }).first().click();
    const row = window.page.locator('.markers-panel .monaco-list-row', { hasText: 'repeated word' }).first();
    await row.waitFor();
    await row.dblclick();
    await window.page.locator('.tab.active', { hasText: 'results.tex' }).first().waitFor();
    await window.squiggle().waitFor();
    assert.match(await window.act(), /Take it out/);
    await window.squiggle().waitFor({ state: 'detached' });
    await window.save('latex/sections/results.tex', FILES['latex/sections/results.tex'].replace('The the', 'The'));
    await window.page.keyboard.press('Control+j');
  },

  ...Object.fromEntries(
    ['quarto.qmd', 'markdown.Rmd', 'myst.md'].map((name) => [
      `${name} is read, marked and mended`,
      async (window) => {
        await window.open(name);
        await window.squiggle().waitFor();
        assert.match(await window.status(), /\d+ words, \d+ to look at/);
        await window.find('is is');
        await window.act();
        await window.squiggle().waitFor({ state: 'detached' });
        await window.save(name, FILES[name].replace('is is', 'is'));
      },
    ]),
  ),

  'the cells of a notebook are read, listed and mended': async (window, { until }) => {
    await window.open('notebook.ipynb');
    assert.match(await window.status(), /\d+ words, 1 to look at/);
    await window.page.locator('.statusbar-item', { hasText: 'words' }).first().click();
    const rows = window.page.locator('.markers-panel .monaco-list-row', { hasText: 'repeated word' });
    await rows.first().waitFor();
    assert.equal(await rows.count(), 1, 'it is listed once');
    await rows.first().dblclick();
    await window.squiggle().waitFor();
    await window.act();
    await window.squiggle().waitFor({ state: 'detached' });
    await window.page.keyboard.press('Control+s');
    const prose = () => JSON.parse(window.text('notebook.ipynb')).cells.map((cell) => [cell.source].flat().join(''));
    await until('the notebook is saved', () => prose()[0] === '# Cups\n\nThis cup is old.');
    assert.equal(prose()[1], 'print("is is")');
    await window.page.keyboard.press('Control+j');
  },

  'a text that was never saved is read': async (window) => {
    await window.command('File: New Untitled Text File');
    await window.page.locator('.editor-instance').first().waitFor();
    await window.page.locator('.editor-instance .view-lines').first().click();
    await window.page.keyboard.type('The the cup is warm.');
    await window.squiggle().waitFor();
    await window.find('The the');
    assert.match(await window.act(), /Take it out/);
    await window.squiggle().waitFor({ state: 'detached' });
  },

  'each view is shown beside the draft, with what is not saved': async (window) => {
    await window.open('views.md');
    await window.status();
    const views = [
      ['Show Results: Planned or Exploratory', /exploratory\s+a\s+sentence/],
      ['Show the Abstract and Its Parts', /stays\s+warm/],
      ['Show What a Naive Reader Meets', /QZN/],
      ['Show Counts', /Introduction/],
    ];
    await window.page.locator('.editor-instance .view-lines').first().click();
    await window.page.keyboard.press('Control+End');
    await window.page.keyboard.type('The QZN is a cup.');
    for (const [title, says] of views) {
      await window.command(`paperlint: ${title}`);
      await window.beside(says);
      await window.command('View: Close Editor');
      await window.page.locator('.tab.active', { hasText: 'views.md' }).first().waitFor();
    }
    assert.equal(window.text('views.md'), FILES['views.md'], 'nothing was saved');
    await window.command('paperlint: Show Log');
    await window.page.locator('.panel', { hasText: 'Output' }).first().waitFor();
    await window.page.keyboard.press('Control+j');
  },

  'the line above a heading says what is seen, and opens its page': async (window, { shoot }) => {
    await window.open('views.md');
    await window.page.keyboard.press('Control+b');
    // An editor opens where its author left it, which may be the end.
    await window.page.locator('.editor-instance .view-lines').first().click();
    await window.page.keyboard.press('Control+Home');
    const lens = window.page.locator('.codelens-decoration a', { hasText: 'planned' }).first();
    await lens.waitFor();
    await lens.click();
    await window.beside(/3\s+results\s+in\s+3\s+sections/);
    await shoot('vscode-results.png');
    await window.page.keyboard.press('Control+b');
  },

  'all that is safe is mended at once, and nothing else': async (window) => {
    await window.open('paper.md');
    await window.page.locator('.editor-instance .view-lines').first().click();
    await window.page.keyboard.press('Control+End');
    await window.page.keyboard.type(' The the cup is old, and the the tea is is cold.');
    await window.until('each is counted', async () => (await window.status()).endsWith(', 3 to look at'));
    const before = window.text('paper.md');
    await window.command('paperlint: Fix All That Is Safe');
    await window.until('one is left', async () => (await window.status()).endsWith(', 1 to look at'));
    await window.save('paper.md', `${before} The cup is old, and the tea is is cold.`);
  },
};
