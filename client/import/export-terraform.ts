/** `Recharge: Export to Terraform`: task files as a configuration, unsaved, beside. */
import * as vscode from "vscode";
import { type Exportable, exportable, writeTerraform } from "../../cloud/terraform/write.ts";
import { RequestError } from "../../document/body.ts";
import { UserError } from "../errors.ts";
import { targetOf } from "../operations/preflight.ts";
import { readSettings } from "../settings.ts";
import { remarks } from "./remarks.ts";

/** @param selected all files that the explorer has selected. */
export async function exportTerraform(given: unknown, selected: unknown): Promise<void> {
  const files = Array.isArray(selected) && selected.length > 0 ? selected.map(targetOf) : [targetOf(given)];
  const { text, warnings } = writeTerraform(await Promise.all(files.map(read)));
  const known = await vscode.languages.getLanguages();
  const document = await vscode.workspace.openTextDocument({
    language: known.includes("terraform") ? "terraform" : "plaintext",
    content: remarks([...new Set(warnings.flat())], "#") + text,
  });
  await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside, preview: false });
}

/** @throws UserError for what is no task file */
async function read(file: vscode.Uri): Promise<Exportable> {
  const document = await vscode.workspace.openTextDocument(file);
  try {
    const task = exportable(document.getText());
    return { ...task, region: task.region ?? (readSettings(file).region || undefined) };
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    throw new UserError(vscode.l10n.t("{0}: {1}", vscode.workspace.asRelativePath(file), error.message));
  }
}
