import * as l10n from "@vscode/l10n";
import type { Phase } from "./operation.ts";

/** What an operation is doing, for a progress line. */
export function phaseText(phase: Phase): string {
  switch (phase) {
    case "preflight":
      return l10n.t("Checking the file");
    case "lock":
      return l10n.t("Waiting for other operations on this task");
    case "pre-image":
      return l10n.t("Listing the tasks of the log topic");
    case "connect":
      return l10n.t("Connecting");
    case "sent":
      return l10n.t("Sent, waiting for the answer");
    case "reconcile":
      return l10n.t("The answer was lost, looking for the task");
    case "write-back":
      return l10n.t("Updating the Id in the file");
    case "audit":
      return l10n.t("Looking at the task once more");
  }
}
