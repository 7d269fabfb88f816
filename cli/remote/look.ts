/** Looks at the tasks of files: reads the files, lists their topics once each, and compares. Changes nothing. */
import * as l10n from "@vscode/l10n";
import { type TaskFile, WriteBackError } from "../../cloud/operation/operation.ts";
import { type FileState, type FileTask, FileTaskError, readFileTask, stateOf } from "../../cloud/task/file-task.ts";
import { idOf } from "../../cloud/task/id-edit.ts";
import { type KnownTopics, knownTopics, listWithTask } from "../../cloud/task/task-topic.ts";
import { DiskTaskFile } from "../../cloud/task/write-back.ts";
import { resolvePlaceholder } from "./placeholders.ts";
import { explainFailure } from "./plan.ts";
import type { Session } from "./session.ts";

interface SeenTask {
  taskFile: TaskFile;
  text: string;
  task: FileTask;
  /** Where the task is, whatever the file says by now. */
  topicId: string;
  state: FileState;
}

export type Looked = { file: string } & (
  | ({ kind: "seen" } & SeenTask)
  /** What is known of the file's task when the rest could not be found out; `message` says why. */
  | { kind: "failed"; id: string | undefined; task: FileTask | undefined; message: string }
);

export function lookAt(files: readonly string[], session: Session): Promise<Looked[]> {
  const known = knownTopics(session.account.journal);
  return Promise.all(files.map((file) => look(file, session, known)));
}

async function look(
  file: string,
  { account, connection, signal }: Session,
  known: () => Promise<KnownTopics>,
): Promise<Looked> {
  let text = "";
  let task: FileTask | undefined;
  try {
    const taskFile = await DiskTaskFile.open(file);
    text = await taskFile.read();
    task = readFileTask(text, resolvePlaceholder, account.region);
    const { id, region } = task;
    if (id === undefined) {
      return { file, kind: "seen", taskFile, text, task, topicId: task.topicId, state: { kind: "not-created" } };
    }
    const { topicId, list } = await listWithTask(
      { ...task, id },
      (topicId) => connection.tasks(region, topicId, signal),
      known,
    );
    const state = stateOf(task, list);
    if (state) return { file, kind: "seen", taskFile, text, task, topicId, state };
    return { file, kind: "failed", id, task, message: l10n.t("the list is incomplete") };
  } catch (error) {
    signal.throwIfAborted();
    const isOurs = error instanceof WriteBackError || error instanceof FileTaskError;
    return { file, kind: "failed", id: idOf(text), task, message: isOurs ? error.message : explainFailure(error) };
  }
}
