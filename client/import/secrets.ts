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
  const [first] = missing;
  if (first === undefined) return;
  const setSecret = vscode.l10n.t("Set Secret");
  const message = vscode.l10n.t("Passwords are not taken over. Set before you use the tasks: {0}", missing.join(", "));
  void vscode.window.showInformationMessage(message, setSecret).then((choice) => {
    if (choice !== setSecret) return;
    void commands.guard(setSecret, async () => {
      await vscode.commands.executeCommand("recharge.setSecret", first);
      // Whoever leaves the question does not want the next one.
      if ((await secrets.all()).has(first)) await offerSecrets(texts, secrets, commands);
    });
  });
}
