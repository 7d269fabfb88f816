/** How an operation ended, in words: the same in the editor and in the terminal. */

import * as l10n from "@vscode/l10n";
import type { Cancelled, Outcome, RecordedError, Refusal, Warning } from "./outcome.ts";

export interface OutcomeText {
  severity: "info" | "warning" | "error";
  /** What happened and, where there is something to do, what next. One paragraph, without a RequestId. */
  message: string;
  requestId: string | undefined;
  /** What else is worth knowing, one sentence or two each. */
  warnings: string[];
}

/** Says how an operation ended. What `Refusal` and `error` hold may come from the file or the server: it is plain text. */
export function outcomeText(outcome: Outcome): OutcomeText {
  const warnings = "warnings" in outcome ? outcome.warnings.map(warningText) : [];
  const error = "error" in outcome ? outcome.error : undefined;
  const requestId = "requestId" in outcome ? outcome.requestId : error?.requestId;
  return { ...verdict(outcome), requestId, warnings };
}

type Verdict = Pick<OutcomeText, "severity" | "message">;

function verdict(outcome: Outcome): Verdict {
  switch (outcome.kind) {
    case "created":
      return info(
        outcome.adopted
          ? l10n.t("The task exists and its Id is in the file: {0}.", outcome.id)
          : l10n.t("Task created, its Id is in the file: {0}.", outcome.id),
      );
    case "changed":
      return info(l10n.t("Task changed: {0}.", outcome.id));
    case "rejected":
      return failed(
        outcome.at === "describe"
          ? l10n.t("The tasks of the log topic could not be listed, so nothing was sent. {0}", words(outcome.error))
          : l10n.t("Tencent Cloud refused the request, nothing was created. {0}", words(outcome.error)),
      );
    case "not-sent":
      return failed(l10n.t("Nothing was sent, nothing was created. {0}", words(outcome.error)));
    case "held":
      return failed(
        l10n.t(
          "The task exists, but its Id could not be written into the file: {0}. {1} The Id is kept: settle the operation when the file can be written.",
          outcome.id,
          words(outcome.error),
        ),
      );
    case "unknown":
      return { severity: "warning", message: because(unknownText(outcome), outcome.error) };
    case "closed":
      return info(closedText(outcome.reason));
    case "refused":
      return failed(refusalText(outcome.refusal));
    case "cancelled":
      return cancelledText(outcome.known);
  }
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

function closedText(reason: Extract<Outcome, { kind: "closed" }>["reason"]): string {
  switch (reason) {
    case "not-created":
      return l10n.t("The operation is closed: no task was created.");
    case "never-sent":
      return l10n.t("The operation is closed: it was never sent.");
    case "not-in-effect":
      return l10n.t("The change was sent, but is not in effect. Compare with the cloud and ask for it again.");
    case "kept-other-id":
      return l10n.t("The operation is closed: the file keeps its own Id.");
    case "done":
      return l10n.t("The operation is closed: it had already ended.");
  }
}

function cancelledText(known: Cancelled): Verdict {
  if (!known.sent) return info(l10n.t("Cancelled. Nothing was sent, nothing was created."));
  return {
    severity: "warning",
    message: l10n.t(
      "Cancelled after the request was sent: task “{0}” may exist in log topic {1}. Settle the operation to find out, it is not sent again.",
      known.name,
      known.topicId,
    ),
  };
}

function refusalText(refusal: Refusal): string {
  switch (refusal.kind) {
    case "file":
      return obstacleText(refusal.obstacle);
    case "file-changed":
      return l10n.t("The file changed after it was checked. Nothing was sent: submit it again.");
    case "unparsable":
      return l10n.t("The file cannot be read as a task. {0}", refusal.message);
    case "has-id":
      return l10n.t("The file has an Id, so its task already exists: {0}. It is not created again.", refusal.id);
    case "wrong-id":
      return refusal.found === undefined
        ? l10n.t("The file has no Id, so there is no task to change.")
        : l10n.t("The file holds another Id meanwhile: {0}.", refusal.found);
    case "secret-identity":
      return l10n.t("{0} must not be a secret: tasks are told apart by it.", refusal.field);
    case "busy":
      return l10n.t("Another operation on this task is under way, nothing was sent. It belongs to: {0}", refusal.owner);
    case "unfinished":
      return l10n.t("An unfinished operation has the same log topic and name. Settle it first: {0}", refusal.uri);
    case "already-created":
      return l10n.t(
        "A task was already created from this file, on {0}: {1}. Restore its Id instead of creating another.",
        refusal.createdAt,
        refusal.id,
      );
    case "same-name":
      return l10n.t("The log topic already has tasks of this name, nothing was sent: {0}", refusal.ids.join(", "));
    case "describe-denied":
      return l10n.t(
        "The account may not list the tasks of this log topic (cls:DescribeKafkaRecharges). A lost answer could not be settled, so nothing was sent. {0}",
        words(refusal.error),
      );
    case "unlisted":
      return because(
        l10n.t("The tasks of the log topic could not be listed completely, so nothing was sent."),
        refusal.error,
      );
    case "journal":
      return l10n.t("The operation could not be recorded on disk, so nothing was sent. {0}", words(refusal.error));
    case "gone":
      return l10n.t("The task no longer exists in the cloud: {0}.", refusal.id);
    case "changed-in-cloud":
      return l10n.t(
        "Somebody changed the task meanwhile, nothing was sent. Compare again: {0}",
        refusal.differences.join(", "),
      );
    case "immutable":
      return l10n.t("These fields cannot be changed once a task exists: {0}", refusal.fields.join(", "));
  }
}

function obstacleText(obstacle: Extract<Refusal, { kind: "file" }>["obstacle"]): string {
  switch (obstacle) {
    case "unsaved":
      return l10n.t("The file has unsaved changes. Nothing was sent: save it first.");
    case "read-only":
      return l10n.t("The file cannot be written, so it could not take the Id. Nothing was sent.");
    case "missing":
      return l10n.t("The file no longer exists. Nothing was sent.");
    case "virtual":
      return l10n.t("Submitting needs a file on disk.");
    case "untrusted":
      return l10n.t("Submitting needs a trusted workspace.");
  }
}

export function warningText(warning: Warning): string {
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
      return l10n.t(
        "Whether somebody else created the same task meanwhile could not be checked. {0}",
        words(warning.error),
      );
    case "without-recovery":
      return l10n.t("The account may not list tasks: had the answer been lost, the task could not have been found.");
    case "journal":
      return l10n.t("The journal on disk could not be updated. {0}", words(warning.error));
  }
}

function because(message: string, error: RecordedError | undefined): string {
  return error ? `${message} ${words(error)}` : message;
}

function words(error: RecordedError): string {
  return error.code && !error.message.includes(error.code) ? `${error.code}: ${error.message}` : error.message;
}

function info(message: string): Verdict {
  return { severity: "info", message };
}

function failed(message: string): Verdict {
  return { severity: "error", message };
}
