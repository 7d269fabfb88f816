/** New files stand in for passwords with placeholders: says which of them have no value yet. */
import * as vscode from "vscode";
import { findPlaceholders } from "../../document/placeholders.ts";
import type { Commands } from "../commands.ts";
import type { SecretMap } from "../secrets/secret-store.ts";

/** Does not wait for an answer. */
export async function offerSecrets(
  texts: readonly string[],
  secrets: SecretMap<string>,
  commands: Commands,
): Promise<void> {
  const kept = await secrets.all();
  const names = texts
    .flatMap((text) => findPlaceholders(text))
    .filter(({ kind, name }) => kind === "secret" && !kept.has(name))
    .map(({ name }) => name);
  const missing = [...new Set(names)];
  if (missing.length === 0) return;
  const setSecret = vscode.l10n.t("Set Secret");
  const message = vscode.l10n.t("Passwords are not taken over. Set before you use the tasks: {0}", missing.join(", "));
  void vscode.window.showInformationMessage(message, setSecret).then((choice) => {
    if (choice !== setSecret) return;
    void commands.guard(setSecret, async () => {
      for (const name of missing) await vscode.commands.executeCommand("recharge.setSecret", name);
    });
  });
}
