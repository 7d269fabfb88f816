/** States in words and pictures, the same wherever they show. */
import * as vscode from "vscode";
import { runText } from "../../cloud/task/file-task.ts";
import type { TaskState, Why } from "./state.ts";

/** The state with what the task does: "In sync · running". */
export function stateText(state: TaskState): string {
  const run = "run" in state && state.run ? runText(state.run) : undefined;
  return [kindText(state), run].filter(Boolean).join(" · ");
}

function kindText(state: TaskState): string {
  switch (state.kind) {
    case "in-sync":
      return vscode.l10n.t("In sync");
    case "differs": {
      const { length } = state.differences;
      return length === 1 ? vscode.l10n.t("Differs in 1 field") : vscode.l10n.t("Differs in {0} fields", length);
    }
    case "absent":
      return vscode.l10n.t("Deleted in the cloud");
    case "not-created":
      return vscode.l10n.t("Not created");
    case "unknown":
      return state.why === "asking" ? whyText(state.why) : vscode.l10n.t("State unknown: {0}", whyText(state.why));
  }
}

/** What is to be known beyond the state's own words, for a person. */
export function stateDetail(state: TaskState): string | undefined {
  switch (state.kind) {
    case "unknown":
      return state.message;
    case "absent":
      return goneText(state.topicId, state.id);
    default:
      return undefined;
  }
}

export function goneText(topicId: string, id: string): string {
  return vscode.l10n.t(
    "Log topic {0} has no task {1}: it was deleted, or the file names another log topic or region.",
    topicId,
    id,
  );
}

/** In a word or two; the state's `message` says it in full. */
function whyText(why: Why): string {
  switch (why) {
    case "not-asked":
      return vscode.l10n.t("not asked yet");
    case "asking":
      return vscode.l10n.t("Asking the cloud…");
    case "signed-out":
      return vscode.l10n.t("not signed in");
    case "account":
      return vscode.l10n.t("the account cannot be used");
    case "endpoint":
      return vscode.l10n.t("the setting {0} cannot be used", "recharge.endpoint");
    case "untrusted":
      return vscode.l10n.t("the workspace is not trusted");
    case "cloud":
      return vscode.l10n.t("the cloud does not say");
    case "file":
      return vscode.l10n.t("the file does not say where the task is");
  }
}

/** A codicon's name: what deserves attention first. */
export function stateIcon(state: TaskState): string {
  switch (state.kind) {
    case "in-sync":
    case "differs":
      if (state.run === "error") return "error";
      if (state.kind === "differs") return "diff";
      return state.run === "paused" ? "debug-pause" : "pass";
    case "absent":
      return "trash";
    case "not-created":
      return "circle-large-outline";
    case "unknown":
      return state.why === "asking" ? "sync~spin" : "question";
  }
}
