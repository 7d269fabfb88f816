/** What the tests do with files and settings. */
import { strict as assert } from "node:assert";
import { readFile } from "node:fs/promises";
import * as vscode from "vscode";

/** A file of the workspace that the tests have opened: a copy of examples/. */
export function fileOf(name: string): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder, "the tests open a folder");
  return vscode.Uri.joinPath(folder.uri, name);
}

/** A task file with this text, open in an editor. */
export async function openTask(name: string, text: string): Promise<vscode.TextDocument> {
  const file = fileOf(name);
  await vscode.workspace.fs.writeFile(file, Buffer.from(text));
  const document = await vscode.workspace.openTextDocument(file);
  await vscode.window.showTextDocument(document);
  // Of a file of this name that was there before, the editor may still have the text.
  if (document.getText() !== text.replace("\uFEFF", "")) {
    await vscode.commands.executeCommand("workbench.action.files.revert");
  }
  return document;
}

export function textOnDisk(document: vscode.TextDocument): Promise<string> {
  return readFile(document.uri.fsPath, "utf8");
}

/** Types over the first occurrence of a text. */
export async function replaceText(document: vscode.TextDocument, from: string, to: string): Promise<void> {
  const editor = await vscode.window.showTextDocument(document);
  const offset = document.getText().indexOf(from);
  assert.ok(offset >= 0, `${from} is in the file`);
  const range = new vscode.Range(document.positionAt(offset), document.positionAt(offset + from.length));
  await editor.edit((edit) => edit.replace(range, to));
}

/** Another text, in the background. */
export async function replaceAll(document: vscode.TextDocument, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  const everything = new vscode.Range(document.positionAt(0), document.positionAt(document.getText().length));
  edit.replace(document.uri, everything, text);
  await vscode.workspace.applyEdit(edit);
}

/** The user's own settings; undefined removes one. */
export async function setUserSetting(key: string, value: unknown, section = "recharge"): Promise<void> {
  await vscode.workspace.getConfiguration(section).update(key, value, vscode.ConfigurationTarget.Global);
}

/** The folder's `.vscode/settings.json`; undefined removes it. Resolves when VS Code has taken notice. */
export async function setWorkspaceSettings(settings: unknown): Promise<void> {
  const changed = new Promise<void>((resolve) => {
    const listener = vscode.workspace.onDidChangeConfiguration(() => {
      listener.dispose();
      resolve();
    });
  });
  if (settings === undefined) await vscode.workspace.fs.delete(fileOf(".vscode"), { recursive: true });
  else await vscode.workspace.fs.writeFile(fileOf(".vscode/settings.json"), Buffer.from(JSON.stringify(settings)));
  await changed;
}

/** Takes the quick fix with this title. */
export async function fix(document: vscode.TextDocument, range: vscode.Range, title: string): Promise<void> {
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    "vscode.executeCodeActionProvider",
    document.uri,
    range,
  );
  const action = actions.find((candidate) => candidate.title === title);
  assert.ok(action, `${title} is among: ${actions.map((candidate) => candidate.title).join("; ")}`);
  if (action.edit) await vscode.workspace.applyEdit(action.edit);
  const { command, arguments: given = [] } = action.command ?? {};
  if (command) await vscode.commands.executeCommand(command, ...given);
}

/** Diagnostics of a file that satisfy a condition, as soon as it has any. */
export async function diagnosticsOf(
  document: vscode.TextDocument,
  condition: (diagnostic: vscode.Diagnostic) => boolean,
): Promise<vscode.Diagnostic[]> {
  return until(() => {
    const found = vscode.languages.getDiagnostics(document.uri).filter(condition);
    return found.length > 0 ? found : undefined;
  });
}

/** Resolves when a file has no diagnostic that satisfies a condition. */
export async function noDiagnosticsOf(
  document: vscode.TextDocument,
  condition: (diagnostic: vscode.Diagnostic) => boolean,
): Promise<void> {
  await until(() => !vscode.languages.getDiagnostics(document.uri).some(condition) || undefined);
}

/** The state above the first line as soon as it says so. */
export async function lens(document: vscode.TextDocument, title: RegExp): Promise<vscode.Command> {
  for (;;) {
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      "vscode.executeCodeLensProvider",
      document.uri,
      10,
    );
    const commands = lenses.flatMap(({ command }) => command ?? []);
    assert.ok(commands.length < 2, `one lens, not ${commands.map((command) => command.title)}`);
    const [command] = commands;
    if (command && title.test(command.title)) return command;
  }
}

/** Resolves when a range is selected in the active editor. */
export function selected(document: vscode.TextDocument, range: vscode.Range): Promise<void> {
  return new Promise((resolve) => {
    const listener = vscode.window.onDidChangeTextEditorSelection(() => check());
    const check = () => {
      const editor = vscode.window.activeTextEditor;
      if (editor?.document !== document || !editor.selection.isEqual(range)) return;
      listener.dispose();
      resolve();
    };
    check();
  });
}

/** Looks again whenever diagnostics change. */
function until<T>(look: () => T | undefined): Promise<T> {
  return new Promise((resolve) => {
    const listener = vscode.languages.onDidChangeDiagnostics(() => check());
    const check = () => {
      const found = look();
      if (found === undefined) return;
      listener.dispose();
      resolve(found);
    };
    check();
  });
}
