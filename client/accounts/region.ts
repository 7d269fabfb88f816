/** Which region a file's requests go to; asks for one where nothing says it. */
import * as vscode from "vscode";
import { regionProblem, regions } from "../../cloud/api/regions.ts";
import { required } from "../errors.ts";
import { readSettings } from "../settings.ts";
import type { Account } from "./account.ts";

/** @param inFile the file's own `Region`. */
export async function regionFor(file: vscode.Uri, account: Account, inFile: string | undefined): Promise<string> {
  const known = inFile || readSettings(file).region || account.region;
  return known || askRegion(vscode.l10n.t("Region"), vscode.l10n.t("Which region is the log topic in?"));
}

/** @param more items that stand for no region, listed first; picking one gives "". */
export async function askRegion(title: string, placeHolder: string, more: string[] = []): Promise<string> {
  const other = vscode.l10n.t("Another region…");
  const items = [
    ...more.map((label) => ({ label, id: "" })),
    ...regions().map(({ id, name }) => ({ label: id, description: name, id })),
    { label: other, id: other },
  ];
  const options = { title, placeHolder, matchOnDescription: true, ignoreFocusOut: true };
  const { id } = required(await vscode.window.showQuickPick(items, options));
  return id === other ? askForAnother(title) : id;
}

/** New regions come without notice. */
async function askForAnother(title: string): Promise<string> {
  const value = await vscode.window.showInputBox({
    title,
    placeHolder: "ap-guangzhou",
    ignoreFocusOut: true,
    validateInput: (id) =>
      regionProblem(id.trim()) === "malformed" ? vscode.l10n.t("A region looks like {0}.", "ap-guangzhou") : undefined,
  });
  return required(value).trim();
}
