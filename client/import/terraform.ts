/** `Recharge: Import from Terraform`: unsaved task files from a copied block or a `.tf` file. */
import * as vscode from "vscode";
import { newTaskText } from "../../cloud/task/task-text.ts";
import { HclError } from "../../cloud/terraform/hcl.ts";
import { RESOURCE } from "../../cloud/terraform/names.ts";
import { readTerraform, type TerraformTask } from "../../cloud/terraform/read.ts";
import { languageId } from "../editing/language-server.ts";
import { required, UserError } from "../errors.ts";
import { remarks } from "./remarks.ts";

/**
 * @param given a `.tf` file; without one the active editor's text counts, then the clipboard's, then a file is asked for.
 * @returns the texts of the new files.
 */
export async function importTerraform(given: unknown): Promise<string[]> {
  const found = read(await configuration(given));
  if (found.length === 0) throw new UserError(vscode.l10n.t("There is no {0} in it.", RESOURCE));
  const texts = (await choose(found)).map(({ fields, id, region, warnings }) => {
    return remarks(warnings, "//") + newTaskText(fields, { id, region });
  });
  for (const content of texts) {
    const document = await vscode.workspace.openTextDocument({ language: languageId, content });
    await vscode.window.showTextDocument(document, { preview: false });
  }
  return texts;
}

async function configuration(given: unknown): Promise<string> {
  if (given instanceof vscode.Uri) return (await vscode.workspace.openTextDocument(given)).getText();
  const editor = vscode.window.activeTextEditor;
  const candidates = [
    editor?.document.getText(editor.selection),
    editor?.document.getText(),
    await vscode.env.clipboard.readText(),
  ];
  const found = candidates.find((text) => text?.includes(RESOURCE));
  if (found !== undefined) return found;
  const title = vscode.l10n.t("Import from Terraform");
  const [file] = required(await vscode.window.showOpenDialog({ title, filters: { Terraform: ["tf"] } }));
  return file ? (await vscode.workspace.openTextDocument(file)).getText() : "";
}

/** @throws UserError naming the line that is no HCL */
function read(text: string): TerraformTask[] {
  try {
    return readTerraform(text);
  } catch (error) {
    throw error instanceof HclError ? new UserError(error.message) : error;
  }
}

async function choose(tasks: TerraformTask[]): Promise<TerraformTask[]> {
  if (tasks.length === 1) return tasks;
  const items = tasks.map((task) => {
    return { label: String(task.fields.Name ?? task.label), description: task.label, picked: true, task };
  });
  const title = vscode.l10n.t("Import from Terraform");
  const placeHolder = vscode.l10n.t("Which tasks?");
  const picked = await vscode.window.showQuickPick(items, { title, placeHolder, canPickMany: true });
  return required(picked).map(({ task }) => task);
}
