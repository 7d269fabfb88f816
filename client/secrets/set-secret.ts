/** `Recharge: Set Secret`: keeps the value behind `${secret:NAME}` out of the file. */
import * as vscode from "vscode";
import { findPlaceholders } from "../../document/placeholders.ts";
import type { Commands } from "../commands.ts";
import { required } from "../errors.ts";
import { movePassword } from "./move-password.ts";
import { nameProblem, type SecretMap } from "./secret-store.ts";

export function activateSetSecret(commands: Commands, secrets: SecretMap<string>): void {
  commands.register("recharge.setSecret", async (given, location, pointer) => {
    const name = typeof given === "string" && !nameProblem(given) ? given : "";
    if (typeof location !== "string" || typeof pointer !== "string") return setSecret(secrets, name || nameInFile());
    return movePassword(secrets, name || "kafka-password", vscode.Uri.parse(location, true), pointer);
  });
}

/** The secret that the active file stands on is most likely the one to set. */
function nameInFile(): string {
  const text = vscode.window.activeTextEditor?.document.getText() ?? "";
  return findPlaceholders(text).find(({ kind }) => kind === "secret")?.name ?? "";
}

/** Asks for a name and a value; an empty value removes the secret. */
async function setSecret(secrets: SecretMap<string>, suggested: string): Promise<void> {
  const name = required(
    await vscode.window.showInputBox({
      title: vscode.l10n.t("Set Secret"),
      prompt: vscode.l10n.t("Name, as in {0}", `\${secret:NAME}`),
      value: suggested,
      ignoreFocusOut: true,
      validateInput: nameProblem,
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
