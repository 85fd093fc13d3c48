// One item of the status bar: how many words and findings the paper of the shown file has.

import { Disposable, StatusBarAlignment, type StatusBarItem, type Uri, window } from 'vscode';

/** What the server says of a paper each time it has looked at it. */
export interface Status {
  /** The addresses of its files. */
  files: string[];
  words: number;
  errors: number;
  warnings: number;
  advice: number;
}

/** The address of the draft that is looked at, which may be a notebook. */
export function shownDraft(): Uri | undefined {
  return window.activeNotebookEditor?.notebook.uri ?? window.activeTextEditor?.document.uri;
}

export class StatusItem implements Disposable {
  private readonly item: StatusBarItem;
  private readonly follow: Disposable;
  private papers: Status[] = [];

  constructor() {
    this.item = window.createStatusBarItem('paperlint', StatusBarAlignment.Right, 50);
    this.item.name = 'paperlint';
    this.item.command = 'workbench.actions.view.problems';
    this.follow = Disposable.from(
      window.onDidChangeActiveTextEditor(() => this.show()),
      window.onDidChangeActiveNotebookEditor(() => this.show()),
    );
  }

  set(papers: Status[]): void {
    this.papers = papers;
    this.show();
  }

  private show(): void {
    // A notebook is known by the addresses of its cells.
    const cells = window.activeNotebookEditor?.notebook.getCells().map((cell) => cell.document.uri);
    const shown = (cells ?? [shownDraft()]).map(String);
    const paper = this.papers.find((paper) => paper.files.some((file) => shown.includes(file)));
    if (paper === undefined) {
      this.item.hide();
      return;
    }
    const findings = paper.errors + paper.warnings;
    this.item.text = `$(book) ${paper.words.toLocaleString('en')} words, ${findings} to look at`;
    this.item.tooltip = `paperlint: ${paper.errors} errors, ${paper.warnings} warnings, ${paper.advice} pieces of advice`;
    this.item.show();
  }

  dispose(): void {
    this.item.dispose();
    this.follow.dispose();
  }
}
