/** What an operation that has not ended is, for a person. */
import * as vscode from "vscode";
import type { Unfinished } from "../../cloud/journal/journal.ts";
import type { OpRecord } from "../../cloud/journal/record.ts";
import { localTime } from "../../cloud/operation/plain-text.ts";

/** The task exists, and only its file does not know. */
export function isHeld({ kind, id }: OpRecord): boolean {
  return kind === "create" && id !== undefined;
}

/** As a list shows it. */
export function itemFor({ opId, record, owner }: Unfinished): vscode.QuickPickItem {
  if (!record) return { label: opId, detail: vscode.l10n.t("Its record cannot be read.") };
  const description = vscode.workspace.asRelativePath(vscode.Uri.parse(record.uri));
  const detail = [stateOf(record), vscode.l10n.t("started {0}", localTime(record.startedAt))];
  if (owner) detail.push(vscode.l10n.t("under way: {0}", owner));
  return { label: record.name, description, detail: detail.join(" · ") };
}

function stateOf(record: OpRecord): string {
  if (isHeld(record)) return vscode.l10n.t("task {0} exists, the file does not hold its Id", record.id ?? "");
  if (record.phase === "created") return vscode.l10n.t("done in the cloud, the file does not show it");
  if (record.phase === "intent") return vscode.l10n.t("not sent");
  return vscode.l10n.t("sent, answer lost");
}
