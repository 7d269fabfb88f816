/**
 * Lets menus know which files have a task: `resourcePath in recharge.created`. Of open files and, once the view of tasks
 * was seen, of all in the workspace. The path, not the address: in a remote window the menus' side calls the same file
 * `vscode-remote:`.
 */
import * as vscode from "vscode";
import type { TaskStates } from "./task-states.ts";

export class MenuContext implements vscode.Disposable {
  private readonly states: TaskStates;
  private readonly created = new Set<string>();
  private readonly subscription: vscode.Disposable;

  constructor(states: TaskStates) {
    this.states = states;
    this.subscription = states.onDidChange((uris) => {
      for (const uri of uris) this.look(uri);
    });
  }

  private look(uri: vscode.Uri): void {
    const state = this.states.of(uri);
    const hasId = state.kind !== "not-created" && state.id !== undefined;
    const { fsPath } = uri;
    if (this.created.has(fsPath) === hasId) return;
    if (hasId) this.created.add(fsPath);
    else this.created.delete(fsPath);
    // A window on Windows writes the paths of a remote Linux its own way.
    const paths = [...this.created].flatMap((path) => [path, path.replaceAll("/", "\\")]);
    void vscode.commands.executeCommand("setContext", "recharge.created", paths);
  }

  dispose(): void {
    this.subscription.dispose();
  }
}
