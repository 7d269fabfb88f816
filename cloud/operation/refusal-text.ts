/** Why an operation did not start, in words. */

import * as l10n from "@vscode/l10n";
import { adviceFor } from "../api/errors.ts";
import type { Obstacle, Operation } from "./operation.ts";
import type { RecordedError, Refusal } from "./outcome.ts";
import { localTime, pathOf } from "./plain-text.ts";

/** @param kind of the operation that was refused */
export function refusalText(refusal: Refusal, kind: Operation["kind"]): string {
  switch (refusal.kind) {
    case "file":
      return obstacleText(refusal.obstacle, kind);
    case "file-changed":
      return l10n.t("The file changed after it was checked. Nothing was sent: try again.");
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
      return l10n.t(
        "An unfinished operation has the same log topic and name. Settle it first: {0}",
        pathOf(refusal.uri),
      );
    case "already-created":
      if (refusal.otherFile !== undefined) {
        return l10n.t(
          "Another file with the same log topic and name already created a task, on {0}: {1}. Nothing was sent. The file: {2}",
          localTime(refusal.createdAt),
          refusal.id,
          pathOf(refusal.otherFile),
        );
      }
      return l10n.t(
        "A task was already created from this file, on {0}: {1}. Restore its Id instead of creating another.",
        localTime(refusal.createdAt),
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

function obstacleText(obstacle: Obstacle, kind: Operation["kind"]): string {
  switch (obstacle) {
    case "unsaved":
      return l10n.t("The file has unsaved changes. Nothing was sent: save it first.");
    case "read-only":
      return kind === "delete"
        ? l10n.t("The file cannot be written, so the Id could not be taken out. Nothing was sent.")
        : l10n.t("The file cannot be written, so it could not take the Id. Nothing was sent.");
    case "missing":
      return l10n.t("The file no longer exists. Nothing was sent.");
    case "virtual":
      return l10n.t("Submitting needs a file on disk.");
    case "untrusted":
      return l10n.t("Submitting needs a trusted workspace.");
  }
}

export function because(message: string, error: RecordedError | undefined): string {
  return error ? l10n.t("{0} {1}", message, words(error)) : message;
}

/** An answer of the API: what it means and what to do next, then its own words. */
export function explained(error: RecordedError): string {
  if (!error.code) return words(error);
  const { meaning, next } = adviceFor(error.code);
  return l10n.t("{0} {1} ({2})", meaning, next, words(error));
}

export function words(error: RecordedError): string {
  return error.code && !error.message.includes(error.code) ? `${error.code}: ${error.message}` : error.message;
}
