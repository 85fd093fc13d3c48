// Pages beside a draft: what a command of the program says of its paper. They can be read, and not be changed.

import { execFile } from 'node:child_process';
import * as path from 'node:path';
import { EventEmitter, type TextDocumentContentProvider, Uri, ViewColumn, window, workspace } from 'vscode';

import { find } from './binary';

/** The commands of the program that there are pages of. */
export const PAGES = ['results', 'abstract', 'reader', 'stats'];

/** What addresses of pages begin with. */
export const SCHEME = 'paperlint';

/** Columns of a page, which stands beside its draft. */
const COLUMNS = '72';

export class Pages implements TextDocumentContentProvider {
  private readonly changed = new EventEmitter<Uri>();
  readonly onDidChange = this.changed.event;

  /** Shows a page of the paper that a draft belongs to. */
  async show(page: string, shown: Uri | undefined): Promise<void> {
    // A cell stands for its notebook, which is read as it is saved.
    const cells = workspace.notebookDocuments.flatMap((notebook) => notebook.getCells());
    const draft = cells.find((cell) => cell.document.uri.toString() === shown?.toString())?.notebook.uri ?? shown;
    if (draft?.scheme !== 'file') {
      void window.showInformationMessage('Open a file of the paper first.');
      return;
    }
    const name = `${path.basename(draft.fsPath)}: ${page}`;
    const address = Uri.from({ scheme: SCHEME, path: `/${name}`, query: page, fragment: draft.fsPath });
    // One that is open already is made anew.
    this.changed.fire(address);
    await window.showTextDocument(address, { preview: true, viewColumn: ViewColumn.Beside });
  }

  /** What the program says, with what is typed in the draft and not saved yet. */
  async provideTextDocumentContent(address: Uri): Promise<string> {
    const draft = Uri.file(address.fragment);
    const program = await find();
    const open = workspace.textDocuments.find((document) => document.uri.toString() === draft.toString());
    const cwd = workspace.getWorkspaceFolder(draft)?.uri.fsPath ?? path.dirname(draft.fsPath);
    const name = path.relative(cwd, draft.fsPath);
    const what = open === undefined ? [name] : ['--stdin-filename', name, '-'];
    return new Promise((done) => {
      const options = { cwd, env: { ...process.env, COLUMNS } };
      const run = execFile(program, [address.query, '--color', 'never', '--quiet', ...what], options, (error, said, wrong) =>
        done(said || wrong || (error?.message ?? '')),
      );
      // A program that cannot be started, or has read enough, is spoken of above.
      run.stdin?.on('error', () => {}).end(open?.getText() ?? '');
    });
  }
}
