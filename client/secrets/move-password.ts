/** Moves a password out of a task file: into VS Code's secret storage first, and only then out of the text. */
import * as vscode from "vscode";
import { parseDocument } from "../../document/parse.ts";
import { literalParts, replacePart } from "../../document/placeholders.ts";
import { nodeAt } from "../../document/pointer.ts";
import type { Span } from "../../document/problem.ts";
import { rangeOf } from "../editing/field-range.ts";
import { required, UserError } from "../errors.ts";
import { nameProblem, type SecretMap } from "./secret-store.ts";

/**
 * What of it is a placeholder already stays. One undo step, which brings the password back; the secret stays.
 * @param suggested a name for the secret.
 * @param pointer JSON Pointer of the password.
 * @throws UserError when there is no password at that place, or the file does not take the change.
 */
export async function movePassword(
  secrets: SecretMap<string>,
  suggested: string,
  location: vscode.Uri,
  pointer: string,
): Promise<void> {
  const document = await vscode.workspace.openTextDocument(location);
  const { value, part } = passwordAt(document, pointer);
  const secret = value.slice(part.offset, part.offset + part.length);
  const name = await nameFor(secrets, suggested, secret);
  await secrets.set(name, secret);

  const placeholder = `\${secret:${name}}`;
  const now = passwordAt(document, pointer);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, now.range, JSON.stringify(replacePart(value, part, placeholder)));
  if (now.value !== value || !(await vscode.workspace.applyEdit(edit))) {
    throw new UserError(
      vscode.l10n.t(
        "The password is kept, but the file did not take the change. Write {0} there yourself.",
        placeholder,
      ),
    );
  }
  const message = vscode.l10n.t(
    "The password is in VS Code's secret storage now, as {0}. Copies of the file, such as in git, may still hold it.",
    name,
  );
  const save = vscode.l10n.t("Save File");
  void vscode.window.showInformationMessage(message, save).then((choice) => choice === save && document.save());
}

/** `part`: what of it is in the file. */
function passwordAt(
  document: vscode.TextDocument,
  pointer: string,
): { value: string; part: Span; range: vscode.Range } {
  const node = nodeAt(parseDocument(document.getText()).root, pointer);
  const [part, ...more] = node?.type === "string" ? literalParts(node.value) : [];
  if (!node || !part || more.length > 0) {
    throw new UserError(vscode.l10n.t("There is no password at this place any more."));
  }
  return { value: node.value, part, range: rangeOf(document, node) };
}

/** The suggested name, unless it stands for another value: that must not get lost. */
async function nameFor(secrets: SecretMap<string>, suggested: string, value: string): Promise<string> {
  const kept = await secrets.all();
  const isFree = (name: string) => (kept.get(name) ?? value) === value;
  if (isFree(suggested)) return suggested;
  const answer = await vscode.window.showInputBox({
    title: vscode.l10n.t("Set Secret"),
    prompt: vscode.l10n.t("The secret {0} has another value. Name for this password:", suggested),
    value: `${suggested}-2`,
    ignoreFocusOut: true,
    validateInput: (name) =>
      nameProblem(name) ?? (isFree(name) ? undefined : vscode.l10n.t("The secret of this name has another value.")),
  });
  return required(answer);
}
