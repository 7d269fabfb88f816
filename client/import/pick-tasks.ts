/** Which tasks of a log topic: those that a file already knows are marked, and not ticked. */
import * as vscode from "vscode";
import type { CloudTask } from "../../cloud/operation/operation.ts";
import type { TaskList } from "../../cloud/operation/ports.ts";
import { runState, runText } from "../../cloud/task/file-task.ts";
import { required } from "../errors.ts";
import type { KnownTasks } from "./known-tasks.ts";

export async function pickTasks({ tasks, complete }: TaskList, known: KnownTasks): Promise<CloudTask[]> {
  const items = tasks.map((task) => {
    const file = known.byId.get(task.Id);
    const run = runState(task);
    const facts = [run && runText(run), task.UserKafkaTopics, task.Id];
    return {
      label: task.Name,
      description: file ? vscode.l10n.t("already in {0}", vscode.workspace.asRelativePath(file)) : "",
      detail: facts.filter(Boolean).join(" · "),
      picked: file === undefined,
      task,
    };
  });
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t("Import from Cloud"),
    placeHolder: complete
      ? vscode.l10n.t("Which tasks? Those that have a file are opened.")
      : vscode.l10n.t("Which tasks? The list is incomplete: there may be more."),
    canPickMany: true,
    matchOnDescription: true,
    matchOnDetail: true,
    ignoreFocusOut: true,
  });
  return required(picked).map(({ task }) => task);
}
