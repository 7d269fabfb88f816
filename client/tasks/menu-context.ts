/** Lets menus know which open files have a task: `resource in recharge.created`. */
import * as vscode from "vscode";
import { idOf } from "../../cloud/id-edit.ts";
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

  private note(uri: vscode.Uri, hasId: boolean): void {
    const key = uri.toString();
    if (this.created.has(key) === hasId) return;
    if (hasId) this.created.add(key);
    else this.created.delete(key);
    void vscode.commands.executeCommand("setContext", "recharge.created", [...this.created]);
  }

  dispose(): void {
    vscode.Disposable.from(...this.subscriptions).dispose();
  }
}
