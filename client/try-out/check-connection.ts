/** `Recharge: Check Connection`: lets CLS connect to a file's Kafka; what is in the way stands on its field. */
import * as vscode from "vscode";
import { CLUSTER_FIELDS } from "../../cloud/api/server-status.ts";
import * as cloud from "../../cloud/api/try-out.ts";
import { UserError } from "../errors.ts";
import { withPatience } from "../progress.ts";
import type { TryOutServices } from "./activate.ts";
import { failureOf, prepare, type Trial } from "./trial.ts";

/** @throws UserError for everything but success. */
export async function checkConnection(location: vscode.Uri, services: TryOutServices): Promise<void> {
  const { diagnostics, commands } = services;
  const trial = await prepare(location, services);
  const { document, name, value } = trial;
  diagnostics.clear(document.uri);
  const { status, meaning, fields } = await check(trial, services);
  if (status !== 0) {
    const link = vscode.l10n.t("https://www.tencentcloud.com/document/product/614/56114");
    const code = `check:${status}`;
    diagnostics.report(document, {
      code,
      message: meaning,
      link,
      fields: fields.length > 0 ? fields : [cluster(value)],
    });
    throw new UserError(vscode.l10n.t("{0}: {1}", name, meaning), diagnostics.showField(document));
  }
  const preview = vscode.l10n.t("Preview Data");
  const message = vscode.l10n.t("{0}: {1}", name, vscode.l10n.t("CLS can connect to the Kafka cluster."));
  void vscode.window.showInformationMessage(message, preview).then((choice) => {
    if (choice !== preview) return;
    void commands.guard(preview, () => vscode.commands.executeCommand("recharge.preview", document.uri));
  });
}

async function check(trial: Trial, services: TryOutServices): Promise<cloud.Check> {
  const { name, value, api } = trial;
  try {
    const title = vscode.l10n.t("Checking the connection of {0}", name);
    return await withPatience(title, (signal) => cloud.checkConnection(value, api, signal));
  } catch (error) {
    throw failureOf(vscode.l10n.t("The connection of {0} could not be checked.", name), error, trial, services);
  }
}

/** The field that says which cluster it is. */
function cluster(value: Trial["value"]): string {
  return CLUSTER_FIELDS.find((pointer) => Object.hasOwn(value, pointer.slice(1))) ?? "";
}
