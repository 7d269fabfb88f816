/** Which log topic: from the list of a region, or by its Id. */
import * as vscode from "vscode";
import type { Connection } from "../../cloud/api/connection.ts";
import { findLogTopics, type NamedTopic } from "../../cloud/api/look-up.ts";
import { askRegion } from "../accounts/region.ts";
import { required } from "../errors.ts";
import { readFailure } from "../operations/read-failure.ts";
import { withPatience } from "../progress.ts";

export interface Place {
  region: string;
  topicId: string;
}

/** @param region to begin with; undefined asks. */
export async function pickTopic(connection: Connection, region: string | undefined): Promise<Place> {
  const chosen =
    region || (await askRegion(vscode.l10n.t("Region"), vscode.l10n.t("Which region is the log topic in?")));
  const { items, more } = await topics(connection, chosen);
  const byId = { label: `$(pencil) ${vscode.l10n.t("Enter the Id of a log topic…")}` };
  const elsewhere = { label: `$(globe) ${vscode.l10n.t("Another region…")}` };
  const listed = items.map((topic) => ({
    label: topic.name || topic.id,
    description: topic.logset,
    detail: topic.id,
    topic,
  }));
  const separator = { label: "", kind: vscode.QuickPickItemKind.Separator };
  const picked: { label: string; topic?: NamedTopic } = required(
    await vscode.window.showQuickPick([...listed, separator, byId, elsewhere], {
      title: vscode.l10n.t("Import from Cloud ({0})", chosen),
      placeHolder: more
        ? vscode.l10n.t("Which log topic? These are the first {0}.", items.length)
        : vscode.l10n.t("Which log topic are the tasks in?"),
      matchOnDescription: true,
      matchOnDetail: true,
      ignoreFocusOut: true,
    }),
  );
  if (picked === elsewhere) return await pickTopic(connection, undefined);
  return { region: chosen, topicId: picked.topic?.id ?? (await askId()) };
}

async function topics(connection: Connection, region: string) {
  try {
    const title = vscode.l10n.t("Listing the log topics of {0}", region);
    return await withPatience(title, (signal) => findLogTopics(connection.api(region), signal));
  } catch (error) {
    throw readFailure(vscode.l10n.t("The log topics of {0} could not be listed.", region), error);
  }
}

async function askId(): Promise<string> {
  const value = await vscode.window.showInputBox({
    title: vscode.l10n.t("Log topic"),
    prompt: vscode.l10n.t("The Id of the log topic, as the console shows it"),
    placeHolder: "b53fe5be-7ee3-4031-8043-5a73bad4f572",
    ignoreFocusOut: true,
    validateInput: (id) => (id.trim() ? undefined : vscode.l10n.t("The Id of the log topic, as the console shows it")),
  });
  return required(value).trim();
}
