/**
 * Lets menus know which open files have a task: `resourcePath in recharge.created`. The path, not the address: in a
 * remote window the menus' side calls the same file `vscode-remote:`.
 */
import * as vscode from "vscode";
import { idOf } from "../../cloud/task/id-edit.ts";
import { languageId } from "../editing/language-server.ts";

export class MenuContext implements vscode.Disposable {
  private readonly created = new Set<string>();
  private readonly subscriptions = [
    vscode.workspace.onDidOpenTextDocument((document) => this.look(document)),
    vscode.workspace.onDidSaveTextDocument((document) => this.look(document)),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => this.note(uri, false)),
  ];

  constructor() {
    for (const document of vscode.workspace.textDocuments) this.look(document);
  }

  private look(document: vscode.TextDocument): void {
    if (document.languageId === languageId) this.note(document.uri, idOf(document.getText()) !== undefined);
  }

  private note({ fsPath }: vscode.Uri, hasId: boolean): void {
    if (this.created.has(fsPath) === hasId) return;
    if (hasId) this.created.add(fsPath);
    else this.created.delete(fsPath);
    // A window on Windows writes the paths of a remote Linux its own way.
    const paths = [...this.created].flatMap((path) => [path, path.replaceAll("/", "\\")]);
    void vscode.commands.executeCommand("setContext", "recharge.created", paths);
  }

  dispose(): void {
    vscode.Disposable.from(...this.subscriptions).dispose();
  }
}
