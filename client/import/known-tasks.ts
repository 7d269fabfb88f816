/** The task files of the workspace, unsaved edits included, by the task they are of. */
import * as vscode from "vscode";
import { idOf } from "../../cloud/id-edit.ts";
import { isTaskFile } from "../../document/task-file.ts";

export interface KnownTasks {
  files: vscode.Uri[];
  /** By the Id they hold. */
  byId: Map<string, vscode.Uri>;
}

export async function knownTasks(): Promise<KnownTasks> {
  const open = vscode.workspace.textDocuments.filter(({ uri }) => uri.scheme === "file" && isTaskFile(uri.path));
  const texts = new Map(open.map((document) => [document.uri.toString(), document.getText()]));
  const found = await vscode.workspace.findFiles("**/*.recharge.json");
  const files = [...new Map([...open.map(({ uri }) => uri), ...found].map((uri) => [uri.toString(), uri])).values()];
  const byId = new Map<string, vscode.Uri>();
  for (const uri of files) {
    const id = idOf(texts.get(uri.toString()) ?? (await read(uri)));
    if (id !== undefined) byId.set(id, uri);
  }
  return { files, byId };
}

async function read(uri: vscode.Uri): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
}
