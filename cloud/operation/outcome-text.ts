/** How an operation ended, in words: the same in the editor and in the terminal. */

import * as l10n from "@vscode/l10n";
import type { Operation } from "./operation.ts";
import type { Cancelled, ClosedReason, Outcome, Warning } from "./outcome.ts";
import { because, explained, refusalText, words } from "./refusal-text.ts";

export interface OutcomeText {
  severity: "info" | "warning" | "error";
  /** What happened and, where there is something to do, what next. One paragraph, without a RequestId. */
  message: string;
  requestId: string | undefined;
  /** What else is worth knowing, one sentence or two each. */
  warnings: string[];
}

/**
 * Says how an operation ended. What `Refusal` and `error` hold may come from the file or the server: it is plain text.
 * @param kind what was asked for, or, of a recovery, the record's
 */
export function outcomeText(outcome: Outcome, kind: Operation["kind"] = "create"): OutcomeText {
  const warnings = "warnings" in outcome ? outcome.warnings.map(warningText) : [];
  const error = "error" in outcome ? outcome.error : undefined;
  const requestId = "requestId" in outcome ? outcome.requestId : error?.requestId;
  return { ...verdict(outcome, kind), requestId, warnings };
}

type Verdict = Pick<OutcomeText, "severity" | "message">;

function verdict(outcome: Outcome, kind: Operation["kind"]): Verdict {
  switch (outcome.kind) {
    case "created":
      return info(
        outcome.adopted
          ? l10n.t("The task exists and its Id is in the file: {0}.", outcome.id)
          : l10n.t("Task created, its Id is in the file: {0}.", outcome.id),
      );
    case "changed":
      return info(changedText(kind, outcome.id));
    case "rejected":
      return failed(
        outcome.at === "describe"
          ? l10n.t("The tasks of the log topic could not be listed, so nothing was sent. {0}", explained(outcome.error))
          : l10n.t("Tencent Cloud refused the request. {0} {1}", nothingDone(kind), explained(outcome.error)),
      );
    case "not-sent":
      return failed(l10n.t("Nothing was sent. {0} {1}", nothingDone(kind), words(outcome.error)));
    case "held":
      return failed(heldText(outcome, kind));
    case "unknown":
      return uncertain(because(unknownText(outcome), outcome.error));
    case "closed":
      return info(closedText(outcome.reason));
    case "refused":
      return failed(refusalText(outcome.refusal, kind));
    case "cancelled":
      return cancelledText(outcome.known, kind);
  }
}

function changedText(kind: Operation["kind"], id: string): string {
  switch (kind) {
    case "pause":
      return l10n.t("Task paused: {0}.", id);
    case "resume":
      return l10n.t("Task resumed: {0}.", id);
    case "delete":
      return l10n.t("Task deleted, its Id is out of the file: {0}.", id);
    default:
      return l10n.t("Task changed: {0}.", id);
  }
}

function nothingDone(kind: Operation["kind"]): string {
  if (kind === "create") return l10n.t("Nothing was created.");
  return kind === "delete" ? l10n.t("Nothing was deleted.") : l10n.t("Nothing was changed.");
}

function heldText({ id, error }: Extract<Outcome, { kind: "held" }>, kind: Operation["kind"]): string {
  if (kind === "delete") {
    return l10n.t(
      "The task is deleted, but its Id could not be taken out of the file: {0}. {1} Settle the operation when the file can be written.",
      id,
      words(error),
    );
  }
  return l10n.t(
    "The task exists, but its Id could not be written into the file: {0}. {1} The Id is kept: settle the operation when the file can be written.",
    id,
    words(error),
  );
}

function unknownText(outcome: Extract<Outcome, { kind: "unknown" }>): string {
  const { name, topicId } = outcome;
  switch (outcome.reason) {
    case "absent":
      return l10n.t(
        "The request was sent, but no task “{0}” shows up in log topic {1}. It may still appear: settle the operation later, it is not sent again.",
        name,
        topicId,
      );
    case "unlisted":
      return l10n.t(
        "The request was sent, and the tasks of log topic {0} could not be listed to see what became of it. Settle the operation later, it is not sent again.",
        topicId,
      );
    case "several":
      return l10n.t(
        "The request was sent, and more than one task “{0}” appeared in log topic {1}. Settle the operation to choose the one of this file.",
        name,
        topicId,
      );
    case "unreadable":
      return l10n.t(
        "The record of an earlier operation on this file cannot be read, so whether a task exists is not known. Settle the operation first.",
      );
  }
}

function closedText(reason: ClosedReason): string {
  switch (reason) {
    case "not-created":
      return l10n.t("The operation is closed: no task was created.");
    case "never-sent":
      return l10n.t("The operation is closed: it was never sent.");
    case "not-in-effect":
      return l10n.t("The change was sent, but is not in effect. Compare with the cloud and ask for it again.");
    case "not-visible":
      return l10n.t(
        "The answer to the change was lost, and what it sets is never listed: nobody can see whether it is in effect. Ask for it again; doing it twice does no harm.",
      );
    case "kept-other-id":
      return l10n.t("The operation is closed: the file keeps its own Id.");
    case "done":
      return l10n.t("The operation is closed: it had already ended.");
  }
}

function cancelledText(known: Cancelled, kind: Operation["kind"]): Verdict {
  if (!known.sent) return info(l10n.t("Cancelled. Nothing was sent. {0}", nothingDone(kind)));
  if (kind !== "create") {
    return uncertain(
      l10n.t(
        "Cancelled after the request was sent: what was asked for task “{0}” may be in effect. Settle the operation to find out, it is not sent again.",
        known.name,
      ),
    );
  }
  return uncertain(
    l10n.t(
      "Cancelled after the request was sent: task “{0}” may exist in log topic {1}. Settle the operation to find out, it is not sent again.",
      known.name,
      known.topicId,
    ),
  );
}

function warningText(warning: Warning): string {
  switch (warning.kind) {
    case "twins":
      return l10n.t(
        "Other tasks with the same fields appeared meanwhile; both consume the same data: {0}",
        warning.ids.join(", "),
      );
    case "file-differs":
      return l10n.t("The file was edited while the request was under way: it differs from what was sent.");
    case "clock-skew":
      return l10n.t(
        "The clock of this computer is off by {0} seconds; the request was signed with the server's time.",
        Math.round(warning.seconds),
      );
    case "audit-failed":
      return l10n.t("The task could not be looked at once more, to make sure of it. {0}", words(warning.error));
    case "not-as-planned":
      return l10n.t(
        "The task is not what was planned, look at it in the console. It differs in: {0}",
        warning.fields.join(", "),
      );
    case "gone":
      return l10n.t("The task no longer exists in the cloud: {0}.", warning.id);
    case "without-recovery":
      return l10n.t("The account may not list tasks: had the answer been lost, the task could not have been found.");
    case "journal":
      return l10n.t("The journal on disk could not be updated. {0}", words(warning.error));
  }
}

function info(message: string): Verdict {
  return { severity: "info", message };
}

function uncertain(message: string): Verdict {
  return { severity: "warning", message };
}

function failed(message: string): Verdict {
  return { severity: "error", message };
}
