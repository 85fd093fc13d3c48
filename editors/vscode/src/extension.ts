// Starts the language server and stays out of its way.

import { type ExtensionContext, Uri, commands, window, workspace } from 'vscode';
import {
  LanguageClient,
  type LanguageClientOptions,
  RevealOutputChannelOn,
  type ServerOptions,
} from 'vscode-languageclient/node';

import { find, isThere } from './binary';
import { PAGES, Pages, SCHEME } from './pages';
import { type Status, StatusItem, shownDraft } from './status';

const LANGUAGES = ['latex', 'tex', 'markdown', 'quarto', 'rmd', 'myst'];

/** Where drafts are kept: those of revisions and other views are left alone. */
const SCHEMES = ['file', 'untitled'];

/** The cells of a notebook that hold prose. */
const CELLS = ['markdown', 'raw'];

const PATTERNS = ['**/*.ipynb', '**/paperlint.toml'];

const pages = new Pages();

const log = window.createOutputChannel('paperlint', { log: true });

let client: LanguageClient | undefined;

let running = Promise.resolve();

export async function activate(context: ExtensionContext): Promise<void> {
  const status = new StatusItem();
  const register = (name: string, run: () => unknown) =>
    context.subscriptions.push(commands.registerCommand(`paperlint.${name}`, run));
  register('restart', () => restart(status));
  register('log', () => log.show());
  register('fixAll', () => commands.executeCommand('editor.action.codeAction', { kind: 'source.fixAll', apply: 'first' }));
  // Without a prefix these are names of the server, which has some of them.
  PAGES.forEach((page) => register(`show.${page}`, () => pages.show(page, shownDraft())));
  const settings = workspace.onDidChangeConfiguration((change) => {
    if (change.affectsConfiguration('paperlint')) {
      void restart(status);
    }
  });
  const provider = workspace.registerTextDocumentContentProvider(SCHEME, pages);
  context.subscriptions.push(log, status, settings, provider);
  await restart(status);
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}

/** Starts the server, and ends the one before. One that is asked for meanwhile waits: a client that starts cannot be stopped. */
function restart(status: StatusItem): Promise<void> {
  const begin = async () => {
    await client?.dispose().catch((error: unknown) => log.error(String(error)));
    client = undefined;
    status.set([]);
    await start(status);
  };
  running = running.then(begin);
  return running;
}

async function start(status: StatusItem): Promise<void> {
  const program = await find();
  if (!(await isThere(program))) {
    // Nobody waits for the answer, which may never come.
    void sayItIsMissing(program, status);
    return;
  }
  const server: ServerOptions = { command: program, args: ['server'] };
  const settings = workspace.getConfiguration('paperlint');
  const options: LanguageClientOptions = {
    documentSelector: [
      ...SCHEMES.flatMap((scheme) => LANGUAGES.map((language) => ({ scheme, language }))),
      ...CELLS.map((language) => ({ notebook: 'jupyter-notebook', language })),
      ...PATTERNS.map((pattern) => ({ scheme: 'file', pattern })),
    ],
    initializationOptions: {
      advice: settings.get<boolean>('advice'),
      profile: settings.get<string>('profile') || undefined,
      venue: settings.get<string>('venue') || undefined,
      baseline: settings.get<string>('baseline') || undefined,
    },
    middleware: {
      // The line above a heading names a command and its file: what the command says is shown as a page.
      executeCommand: (command, given, next) => {
        const page = command.replace('paperlint.', '');
        return PAGES.includes(page) ? pages.show(page, Uri.parse(given[0])) : next(command, given);
      },
    },
    outputChannel: log,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
  };
  client = new LanguageClient('paperlint', 'paperlint', server, options);
  // An array of parameters comes one by one.
  client.onNotification('paperlint/status', (...papers: Status[]) => status.set(papers));
  // What goes wrong is shown by the client itself.
  await client.start().catch(() => {});
}

async function sayItIsMissing(program: string, status: StatusItem): Promise<void> {
  const [again, how, choose] = ['Try Again', 'How to Install It', 'Choose the Program'];
  const said = `paperlint could not be started as \`${program}\`. In a terminal, \`pip install paperlint\` installs it.`;
  const chosen = await window.showErrorMessage(said, again, how, choose);
  if (chosen === again) {
    await restart(status);
  } else if (chosen === how) {
    await commands.executeCommand('vscode.open', Uri.parse('https://github.com/paperlint/paperlint#readme'));
  } else if (chosen === choose) {
    await commands.executeCommand('workbench.action.openSettings', 'paperlint.path');
  }
}
