/** The commands that change or end the task of a file. */
import type { FileOperations } from "../operations/file-operations.ts";
import { targetOf } from "../operations/preflight.ts";
import { changeStatus } from "./change-status.ts";
import { deleteTask } from "./delete.ts";
import { updateTask } from "./update.ts";

export function activateTaskChanges(files: FileOperations): void {
  const { commands } = files.services;
  commands.register("recharge.update", (given) => updateTask(files, targetOf(given)));
  commands.register("recharge.pause", (given) => changeStatus(files, "pause", targetOf(given)));
  commands.register("recharge.resume", (given) => changeStatus(files, "resume", targetOf(given)));
  commands.register("recharge.delete", (given) => deleteTask(files, targetOf(given)));
}
