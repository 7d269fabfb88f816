/** What became of each file: the shape of `--format json`, which is part of the interface, and its words. */
import * as l10n from "@vscode/l10n";
import type { Outcome } from "../../cloud/outcome.ts";
import { outcomeText } from "../../cloud/outcome-text.ts";
import { type Colors, printable } from "../terminal.ts";

/**
 * `created`, `adopted` (existed already, its Id is in the file now) and `exists` (the file had an Id) are good ends.
 * `held`: created, but the file could not be written. `unknown`: sent, and nobody knows yet; `recover` settles both.
 * `create`: what would be done, with `--dry-run`.
 */
export type Action =
  | "create"
  | "created"
  | "adopted"
  | "exists"
  | "closed"
  | "held"
  | "unknown"
  | "rejected"
  | "not-sent"
  | "refused"
  | "cancelled"
  | "gone"
  | "invalid";

export interface Result {
  file: string;
  action: Action;
  id: string | null;
  requestId: string | null;
  error: { code: string; message: string } | null;
  warnings: string[];
}

const GOOD: ReadonlySet<Action> = new Set(["create", "created", "adopted", "exists", "closed"]);

export function isGood({ action }: Result): boolean {
  return GOOD.has(action);
}

/** A result that did not come from an operation. */
export function plainResult(file: string, action: Action, id: string | null, message?: string): Result {
  return { file, action, id, requestId: null, error: message ? { code: action, message } : null, warnings: [] };
}

export function toResult(file: string, outcome: Outcome): Result {
  const { message, requestId = null, warnings } = outcomeText(outcome);
  const action = actionOf(outcome);
  const code = codeOf(outcome);
  const result: Result = { file, action, id: "id" in outcome ? outcome.id : null, requestId, error: null, warnings };
  return isGood(result) ? result : { ...result, error: { code, message } };
}

function actionOf(outcome: Outcome): Action {
  if (outcome.kind === "created") return outcome.adopted ? "adopted" : "created";
  if (outcome.kind === "cancelled" && outcome.known.sent) return "unknown";
  return outcome.kind === "changed" ? "closed" : outcome.kind;
}

/** The API's code where it gave one, else our word for what happened. */
function codeOf(outcome: Outcome): string {
  if ("error" in outcome && outcome.error?.code) return outcome.error.code;
  if (outcome.kind === "refused") return outcome.refusal.kind;
  return "reason" in outcome ? outcome.reason : outcome.kind;
}

export function resultLine(result: Result, colors: Colors): string {
  const { file, id, requestId, error, warnings } = result;
  const mark = isGood(result) ? colors.green("✔") : colors.red("✖");
  const what = [actionText(result), id, requestId && colors.dim(`RequestId ${requestId}`)].filter(Boolean).join("  ");
  const notes = [error?.message, ...warnings]
    .filter((note) => note !== undefined)
    .map((note) => `\n    ${printable(note)}`);
  return `${mark} ${printable(file)}  ${what}${notes.join("")}\n`;
}

function actionText({ action }: Result): string {
  switch (action) {
    case "create":
      return l10n.t("would be created");
    case "created":
      return l10n.t("created");
    case "adopted":
      return l10n.t("exists already, Id written");
    case "exists":
      return l10n.t("has an Id, nothing to do");
    case "closed":
      return l10n.t("closed");
    case "held":
      return l10n.t("created, Id not written");
    case "unknown":
      return l10n.t("sent, outcome unknown");
    case "rejected":
      return l10n.t("rejected");
    case "not-sent":
      return l10n.t("not sent");
    case "refused":
      return l10n.t("refused");
    case "cancelled":
      return l10n.t("cancelled");
    case "gone":
      return l10n.t("has an Id, but the task is gone");
    case "invalid":
      return l10n.t("invalid");
  }
}
