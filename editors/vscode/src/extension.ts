// Starts the language server and stays out of its way.

import { type ExtensionContext, Uri, commands, window, workspace } from 'vscode';
import {
  LanguageClient,
  type LanguageClientOptions,
  RevealOutputChannelOn,
  type ServerOptions,
} from 'vscode-languageclient/node';

import { find } from './binary';
import { type Status, StatusItem } from './status';

const LANGUAGES = ['latex', 'tex', 'markdown', 'quarto', 'rmd', 'myst'];

/** The views that the server makes as text, by the name of the command. */
const VIEWS = ['results', 'abstract', 'stats'];

let client: LanguageClient | undefined;

export async function activate(context: ExtensionContext): Promise<void> {
  const status = new StatusItem();
  const register = (name: string, run: () => unknown) =>
    context.subscriptions.push(commands.registerCommand(`paperlint.${name}`, run));
  register('restart', () => restart(status));
  register('log', () => client?.outputChannel.show());
  register('fixAll', () => commands.executeCommand('editor.action.codeAction', { kind: 'source.fixAll.paperlint', apply: 'first' }));
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
    documentSelector: LANGUAGES.flatMap((language) => [
      { scheme: 'file', language },
      { notebook: '*', language },
    ]).concat([{ scheme: 'file', pattern: '**/paperlint.toml' } as never]),
    initializationOptions: {
      advice: settings.get<boolean>('advice'),
      profile: settings.get<string>('profile') || undefined,
      venue: settings.get<string>('venue') || undefined,
    },
    revealOutputChannelOn: RevealOutputChannelOn.Never,
  };
  client = new LanguageClient('paperlint', 'paperlint', server, options);
  client.onNotification('paperlint/status', (papers: Status[]) => status.set(papers));
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

/** Shows what a command of the server says of the shown paper, beside it. */
async function show(view: string): Promise<void> {
  const shown = window.activeTextEditor?.document.uri.toString();
  if (client === undefined || shown === undefined) {
    return;
  }
  const command = { command: `paperlint.show.${view}`, arguments: [shown] };
  const text = await client.sendRequest<string | null>('workspace/executeCommand', command);
  if (text !== null) {
    const document = await workspace.openTextDocument({ language: 'markdown', content: text });
    await window.showTextDocument(document, { preview: true, viewColumn: -2 });
  }
}
