/** The task of a file as the cloud has it now: what every change is planned from. */
import * as vscode from "vscode";
import { targetIn } from "../../cloud/api/connection.ts";
import type { CloudTask } from "../../cloud/operation/operation.ts";
import {
  type FileTask,
  FileTaskError,
  type RunState,
  readFileTask,
  runState,
  stateOf,
} from "../../cloud/task/file-task.ts";
import { knownTopics, listWithTask, type TopicList } from "../../cloud/task/task-topic.ts";
import type { Placeholder } from "../../document/placeholders.ts";
import { command, UserError } from "../errors.ts";
import type { FileOperations, Place } from "../operations/file-operations.ts";
import { savedTaskFile } from "../operations/preflight.ts";
import { readFailure } from "../operations/read-failure.ts";
import { withPatience } from "../progress.ts";
import { resolver } from "../secrets/placeholders.ts";
import { goneText } from "./words.ts";

export interface FoundTask extends Place {
  /** The file's, as it was when the task was looked up. */
  text: string;
  id: string;
  /** Of the task; the file may want another one. */
  name: string;
  /** Of the task, likewise. */
  topicId: string;
  /** undefined when the log topic has no such task any more. */
  task: CloudTask | undefined;
  run: RunState | undefined;
}

export interface ExistingTask extends FoundTask {
  task: CloudTask;
}

/** @throws UserError for a file that names no task, and when the list cannot be had. */
export async function findTask(files: FileOperations, location: vscode.Uri): Promise<FoundTask> {
  const document = await savedTaskFile(location);
  const text = document.getText();
  const resolve = await resolver(files.services.secrets);
  const place = await files.place(document, regionIn(text, resolve));
  const file = read(text, resolve, place.region);
  const { id } = file;
  if (id === undefined) throw notCreated(document.uri);
  const { topicId, list } = await listed(files, place, { ...file, id });
  const state = stateOf(file, list);
  if (!state) {
    throw new UserError(vscode.l10n.t("The list of the log topic's tasks is incomplete, and this task is not in it."));
  }
  const task = "task" in state ? state.task : undefined;
  return { ...place, text, id, topicId, task, name: task?.Name ?? file.name, run: task && runState(task) };
}

/** @throws UserError also for a task that is not in the cloud any more. */
export async function findExistingTask(files: FileOperations, location: vscode.Uri): Promise<ExistingTask> {
  const found = await findTask(files, location);
  const { task, id, topicId } = found;
  if (task) return { ...found, task };
  throw taskGone(found.document.uri, topicId, id);
}

/** A file whose task is not in its log topic. */
export function taskGone(file: vscode.Uri, topicId: string, id: string): UserError {
  return new UserError(goneText(topicId, id), command(vscode.l10n.t("Remove Id…"), "recharge.delete", file));
}

/** What every operation on the task has in common. A task that is gone can still be deleted: what is left is the file. */
export function changeOf({ text, account, region, id, topicId, name, task }: FoundTask) {
  return { target: targetIn(region, account), text, id, topicId, name, base: task ?? { Id: id, Name: name } };
}

type Resolve = (placeholder: Placeholder) => string | undefined;

/** The file's own; undefined when it names none. */
function regionIn(text: string, resolve: Resolve): string | undefined {
  // Any region will do to read the file by, because its own wins.
  const { region } = read(text, resolve, UNNAMED);
  return region === UNNAMED ? undefined : region;
}

const UNNAMED = "-";

function read(text: string, resolve: Resolve, region: string): FileTask {
  try {
    return readFileTask(text, resolve, region);
  } catch (error) {
    if (error instanceof FileTaskError) throw new UserError(error.message);
    throw error;
  }
}

/** A file that has no task yet. */
export function notCreated(file: vscode.Uri): UserError {
  return new UserError(
    vscode.l10n.t("The file has no Id, so it has no task yet. Submit creates one."),
    command(vscode.l10n.t("Submit…"), "recharge.submit", file),
  );
}

async function listed(
  files: FileOperations,
  { account, document }: Place,
  file: FileTask & { id: string },
): Promise<TopicList> {
  const connection = files.services.connections.open(account);
  const title = vscode.l10n.t("Looking at the task of {0}", vscode.workspace.asRelativePath(document.uri));
  try {
    return await withPatience(title, (signal) =>
      listWithTask(file, (topicId) => connection.tasks(file.region, topicId, signal), knownTopics(account.journal)),
    );
  } catch (error) {
    throw readFailure(vscode.l10n.t("The tasks of log topic {0} could not be listed.", file.topicId), error);
  }
}
