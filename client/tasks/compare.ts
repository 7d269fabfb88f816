/** `Recharge: Compare with Cloud`: VS Code's own comparison of a file with its task. */
import { once } from "node:events";
import * as vscode from "vscode";
import type { Difference } from "../../cloud/task/drift.ts";
import { dotted } from "../../document/pointer.ts";
import type { Accounts } from "../accounts/account.ts";
import { UserError } from "../errors.ts";
import { requireTrust } from "../operations/preflight.ts";
import { withPatience } from "../progress.ts";
import type { CloudDocuments } from "./cloud-documents.ts";
import { notCreated, taskGone } from "./existing-task.ts";
import type { TaskStates } from "./task-states.ts";
import { stateText } from "./words.ts";

export interface CompareServices {
  accounts: Accounts;
  states: TaskStates;
  documents: CloudDocuments;
}

/** @throws UserError when there is nothing to compare with. */
export async function compare(file: vscode.Uri, { accounts, states, documents }: CompareServices): Promise<void> {
  requireTrust();
  const { uri } = await vscode.workspace.openTextDocument(documents.fileOf(file));
  // The states never ask a person; whoever calls a command may be asked to sign in.
  await accounts.current();
  await refreshed(uri, states);
  const state = states.of(uri);
  const name = vscode.workspace.asRelativePath(uri);
  switch (state.kind) {
    case "not-created":
      throw notCreated(uri);
    case "absent":
      throw taskGone(uri, states.task(uri)?.topicId ?? "", state.id);
    case "unknown":
      throw new UserError(vscode.l10n.t("{0} could not be compared: {1}", name, state.message));
    case "in-sync":
      void vscode.window.showInformationMessage(
        vscode.l10n.t("{0} and its task say the same. {1}.", name, stateText(state)),
      );
      return;
    case "differs": {
      const hidden = state.differences.filter((difference) => difference.hidden);
      if (hidden.length > 0) tellOfHidden(name, hidden);
      // Both sides would look the same.
      if (hidden.length === state.differences.length) return;
      const title = vscode.l10n.t("{0} (Cloud ↔ File)", name);
      await vscode.commands.executeCommand("vscode.diff", documents.of(uri), uri, title);
    }
  }
}

/** What a placeholder stands for may be a secret, so the comparison shows the placeholder on both sides. */
function tellOfHidden(name: string, differences: readonly Difference[]): void {
  const fields = differences.map(({ pointer }) => dotted(pointer)).join(", ");
  void vscode.window.showInformationMessage(
    vscode.l10n.t("In {0} what placeholders stand for differs from the cloud, and is not shown: {1}", name, fields),
  );
}

/** Cancelling only stops to wait. */
async function refreshed(uri: vscode.Uri, states: TaskStates): Promise<void> {
  const title = vscode.l10n.t("Looking at the task of {0}", vscode.workspace.asRelativePath(uri));
  await withPatience(title, (signal) => Promise.race([states.refresh([uri]), once(signal, "abort")]));
}
