// Starts the language server and stays out of its way.

import { execFile } from 'node:child_process';
import { type ExtensionContext, Uri, ViewColumn, commands, window, workspace } from 'vscode';
import {
  LanguageClient,
  type LanguageClientOptions,
  RevealOutputChannelOn,
  type ServerOptions,
} from 'vscode-languageclient/node';

import { find } from './binary';
import { type Status, StatusItem } from './status';

const LANGUAGES = ['latex', 'tex', 'markdown', 'quarto', 'rmd', 'myst'];

const PATTERNS = ['**/*.ipynb', '**/paperlint.toml'];

/** The commands of the program that show a view of a paper. */
const VIEWS = ['results', 'abstract', 'reader', 'stats'];

let client: LanguageClient | undefined;

export async function activate(context: ExtensionContext): Promise<void> {
  const status = new StatusItem();
  const register = (name: string, run: () => unknown) =>
    context.subscriptions.push(commands.registerCommand(`paperlint.${name}`, run));
  register('restart', () => restart(status));
  register('log', () => client?.outputChannel.show());
  register('fixAll', () => commands.executeCommand('editor.action.codeAction', { kind: 'source.fixAll', apply: 'first' }));
  VIEWS.forEach((view) => register(view, () => show(view)));
  const settings = workspace.onDidChangeConfiguration((change) => {
    if (change.affectsConfiguration('paperlint')) {
      void restart(status);
    }
  });
  context.subscriptions.push(status, settings);
  await start(status);
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}

async function restart(status: StatusItem): Promise<void> {
  await client?.dispose();
  client = undefined;
  await start(status);
}

async function start(status: StatusItem): Promise<void> {
  const program = await find();
  const server: ServerOptions = { command: program, args: ['server'] };
  const settings = workspace.getConfiguration('paperlint');
  const options: LanguageClientOptions = {
    // Notebooks are read where they are opened as text: the server knows no cells.
    documentSelector: [
      ...LANGUAGES.map((language) => ({ scheme: 'file', language })),
      ...PATTERNS.map((pattern) => ({ scheme: 'file', pattern })),
    ],
    initializationOptions: {
      advice: settings.get<boolean>('advice'),
      profile: settings.get<string>('profile') || undefined,
      venue: settings.get<string>('venue') || undefined,
    },
    revealOutputChannelOn: RevealOutputChannelOn.Never,
  };
  client = new LanguageClient('paperlint', 'paperlint', server, options);
  // An array of parameters comes one by one.
  client.onNotification('paperlint/status', (...papers: Status[]) => status.set(papers));
  try {
    await client.start();
  } catch {
    await sayItIsMissing(program);
  }
}

async function sayItIsMissing(program: string): Promise<void> {
  const how = 'How to install it';
  const choose = 'Choose the program';
  const said = `paperlint could not be started as \`${program}\`.`;
  const chosen = await window.showErrorMessage(said, how, choose);
  if (chosen === how) {
    await commands.executeCommand('vscode.open', Uri.parse('https://github.com/paperlint/paperlint#readme'));
  } else if (chosen === choose) {
    await commands.executeCommand('workbench.action.openSettings', 'paperlint.path');
  }
}

/** Shows what a command of paperlint says of the shown paper, as it is on the disk, beside it. */
async function show(view: string): Promise<void> {
  const shown = window.activeTextEditor?.document;
  if (shown === undefined || shown.uri.scheme !== 'file') {
    return;
  }
  await shown.save();
  const program = await find();
  execFile(program, [view, '--color', 'never', '--quiet', shown.uri.fsPath], async (error, said, wrong) => {
    if (said === '' && error !== null) {
      void window.showErrorMessage(wrong.trim() || `paperlint could not be started as \`${program}\`.`);
      return;
    }
    const document = await workspace.openTextDocument({ language: 'plaintext', content: said });
    await window.showTextDocument(document, { preview: true, viewColumn: ViewColumn.Beside });
  });
}
