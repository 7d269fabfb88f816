/** What must hold before something is sent for a file, checked when it is, not when the menu is drawn. */
import * as vscode from "vscode";
import { isTaskFile } from "../../document/task-file.ts";
import { type LanguageServer, languageId } from "../editing/language-server.ts";
import { command, required, UserError } from "../errors.ts";

/**
 * The task file a command is about.
 * @param given what VS Code passed: a resource from menus and code lenses, an item of a tree, nothing from the palette.
 */
export function targetOf(given: unknown): vscode.Uri {
  if (given instanceof vscode.Uri) return given;
  if (typeof given === "string") return vscode.Uri.parse(given, true);
  if (typeof given === "object" && given && "resourceUri" in given && given.resourceUri instanceof vscode.Uri) {
    return given.resourceUri;
  }
  // Not the open file instead: it would be another one than was meant.
  if (given !== undefined && given !== null) throw new UserError(vscode.l10n.t("What was chosen is no task file."));
  const document = vscode.window.activeTextEditor?.document;
  if (document?.languageId === languageId) return document.uri;
  throw new UserError(vscode.l10n.t("Open a task file ({0}) first.", "*.recharge.json"));
}

/**
 * The saved document of a task file on disk, in a trusted workspace.
 * @throws UserError saying what is missing.
 */
export async function savedTaskFile(location: vscode.Uri): Promise<vscode.TextDocument> {
  requireTrust();
  const onDisk = location.scheme === "file" || location.scheme === "untitled";
  if (!onDisk) {
    throw new UserError(vscode.l10n.t("Submitting needs a file on disk: this one is in a virtual workspace."));
  }
  const opened = await vscode.workspace.openTextDocument(location);
  if (!opened.isUntitled) {
    // Not by `workspace.save`, which gives no answer for a file that a comparison shows, too.
    if (opened.isDirty && !(await opened.save())) throw new UserError(vscode.l10n.t("The file could not be saved."));
    return opened;
  }
  const saved = required(await vscode.workspace.save(location));
  if (!isTaskFile(saved.path)) {
    throw new UserError(vscode.l10n.t("A task file is named {0}: save it under such a name.", "*.recharge.json"));
  }
  return vscode.workspace.openTextDocument(saved);
}

/** @throws UserError in a workspace that may not steer what is signed. */
export function requireTrust(): void {
  if (vscode.workspace.isTrusted) return;
  throw new UserError(
    vscode.l10n.t("Requests are signed with your credentials, which needs a trusted workspace."),
    command(vscode.l10n.t("Manage Workspace Trust"), "workbench.trust.manage"),
  );
}

/** @throws UserError after showing the first error, when the server finds any in the current text. */
export async function refuseErrors(server: LanguageServer, document: vscode.TextDocument): Promise<void> {
  const found = await server.diagnose(document);
  const errors = found.filter(({ severity }) => severity === vscode.DiagnosticSeverity.Error);
  const [first] = errors;
  if (!first) return;
  await vscode.window.showTextDocument(document, { selection: first.range });
  const name = vscode.workspace.asRelativePath(document.uri);
  const message =
    errors.length === 1
      ? vscode.l10n.t("{0} has an error, so nothing was sent: {1}", name, first.message)
      : vscode.l10n.t("{0} has {1} errors, so nothing was sent. The first: {2}", name, errors.length, first.message);
  throw new UserError(message, command(vscode.l10n.t("Show Problems"), "workbench.actions.view.problems"));
}
