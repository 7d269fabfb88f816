/** `Recharge: Set Secret`: keeps the value behind `${secret:NAME}` out of the file. */
import * as vscode from "vscode";
import { findPlaceholders } from "../document/placeholders.ts";
import type { Commands } from "./commands.ts";
import { required } from "./errors.ts";
import type { SecretMap } from "./secret-store.ts";

export function activateSetSecret(commands: Commands, secrets: SecretMap<string>): void {
  commands.register("recharge.setSecret", async (given) => setSecret(secrets, typeof given === "string" ? given : ""));
}

function isName(text: string): boolean {
  const [placeholder] = findPlaceholders(`\${secret:${text}}`);
  return placeholder?.name === text;
}

/** Asks for a name and a value; an empty value removes the secret. */
async function setSecret(secrets: SecretMap<string>, suggested: string): Promise<void> {
  const name = required(
    await vscode.window.showInputBox({
      title: vscode.l10n.t("Set Secret"),
      prompt: vscode.l10n.t("Name, as in {0}", `\${secret:NAME}`),
      value: suggested,
      ignoreFocusOut: true,
      validateInput: (value) =>
        isName(value)
          ? undefined
          : vscode.l10n.t("Letters, digits, “_”, “.”, “-” and “/”, starting with a letter or digit"),
    }),
  );
  const value = required(
    await vscode.window.showInputBox({
      title: vscode.l10n.t("Set Secret"),
      prompt: vscode.l10n.t("Value of {0}; leave empty to remove it", name),
      password: true,
      ignoreFocusOut: true,
    }),
  );
  if (value === "") {
    await secrets.delete(name);
    vscode.window.showInformationMessage(vscode.l10n.t("Secret {0} removed.", name));
  } else {
    await secrets.set(name, value);
    vscode.window.showInformationMessage(vscode.l10n.t("Secret {0} kept in VS Code's secret storage.", name));
  }
}
