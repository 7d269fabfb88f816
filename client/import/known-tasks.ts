/** The task files of the workspace, unsaved edits included, by the task they are of. */
import type * as vscode from "vscode";
import type { TaskStates } from "../tasks/task-states.ts";

export interface KnownTasks {
  files: vscode.Uri[];
  /** By the Id they hold. */
  byId: Map<string, vscode.Uri>;
}

export async function knownTasks(states: TaskStates): Promise<KnownTasks> {
  await states.find();
  const files = states.files();
  const byId = new Map<string, vscode.Uri>();
  for (const uri of files) {
    const state = states.of(uri);
    if (state.kind !== "not-created" && state.id !== undefined) byId.set(state.id, uri);
  }
  return { files, byId };
}
