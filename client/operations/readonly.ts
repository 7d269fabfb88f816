/** What a person has marked as read-only in the settings: the editor then drops every change, without saying so. */
import * as vscode from "vscode";

/** Whether `files.readonlyInclude` holds the file and `files.readonlyExclude` does not. */
export function isMarkedReadonly(document: vscode.TextDocument): boolean {
  return matches("readonlyInclude", document) && !matches("readonlyExclude", document);
}

function matches(setting: string, document: vscode.TextDocument): boolean {
  const globs = vscode.workspace.getConfiguration("files", document.uri).get<Record<string, unknown>>(setting, {});
  const folder = vscode.workspace.getWorkspaceFolder(document.uri);
  return Object.entries(globs).some(([glob, isOn]) => {
    const patterns = folder ? [glob, new vscode.RelativePattern(folder, glob)] : [glob];
    return isOn && patterns.some((pattern) => vscode.languages.match({ pattern }, document) > 0);
  });
}
