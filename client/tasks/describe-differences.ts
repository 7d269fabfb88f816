/** What an update changes, field by field, for a person. */
import * as vscode from "vscode";
import type { Difference } from "../../cloud/task/drift.ts";
import { dotted } from "../../document/pointer.ts";

/** A modal does not scroll. */
const LINES = 8;
const LENGTH = 60;

/** A line each: the cloud's value, then the file's. Values behind placeholders and passwords are not among them. */
export function describeDifferences(differences: readonly Difference[]): string {
  const lines = differences.map(({ pointer, file, cloud }) =>
    vscode.l10n.t("{0}: {1} → {2}", dotted(pointer), shown(cloud), shown(file)),
  );
  if (lines.length <= LINES) return lines.join("\n");
  const rest = lines.length - LINES + 1;
  return [...lines.slice(0, LINES - 1), vscode.l10n.t("… and {0} more fields", rest)].join("\n");
}

/** A value as JSON, cut short. */
export function shown(value: unknown): string {
  if (value === undefined) return vscode.l10n.t("(not set)");
  const text = JSON.stringify(value);
  return text.length > LENGTH ? `${text.slice(0, LENGTH)}…` : text;
}
