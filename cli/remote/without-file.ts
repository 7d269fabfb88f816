/** Tasks of the files' log topics that neither the files nor those beside them are of. */
import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import * as l10n from "@vscode/l10n";
import type { CloudTask } from "../../cloud/operation/operation.ts";
import { idOf } from "../../cloud/task/id-edit.ts";
import { isTaskFile } from "../../document/task-file.ts";
import { readFile } from "../files.ts";
import { tellWarning } from "../terminal.ts";
import type { Looked } from "./look.ts";
import { explainFailure } from "./plan.ts";
import type { Session } from "./session.ts";

export interface FoundTask {
  region: string;
  topicId: string;
  task: CloudTask;
}

/** Lists no log topic again. One that cannot be listed is said on standard error, and has no such tasks. */
export async function withoutFile(looked: readonly Looked[], { connection, signal }: Session): Promise<FoundTask[]> {
  const known = new Set(looked.map((one) => (one.kind === "failed" ? one.id : one.task.id)));
  const places = new Map(
    looked.flatMap(({ task }) => (task ? [[JSON.stringify([task.region, task.topicId]), task] as const] : [])),
  );
  const found = await Promise.all(
    [...places.values()].map(async ({ region, topicId }) => {
      try {
        const { tasks } = await connection.tasks(region, topicId, signal);
        return tasks.map((task) => ({ region, topicId, task }));
      } catch (error) {
        signal.throwIfAborted();
        const message = l10n.t("The tasks of log topic {0} could not be listed. {1}", topicId, explainFailure(error));
        tellWarning(message);
        return [];
      }
    }),
  );
  const unknown = found.flat().filter(({ task }) => !known.has(task.Id));
  if (unknown.length === 0) return [];
  const beside = idsBeside(looked.map(({ file }) => file));
  return unknown.filter(({ task }) => !beside.has(task.Id));
}

/** The Ids in all task files of the files' folders: their tasks have a file, though nobody asked about it. */
function idsBeside(files: readonly string[]): Set<string | undefined> {
  const folders = [...new Set(files.map((file) => dirname(file)))];
  const beside = folders.flatMap((folder) => {
    const names = readable(() => readdirSync(folder)) ?? [];
    return names.filter(isTaskFile).map((name) => join(folder, name));
  });
  return new Set(beside.map((file) => readable(() => idOf(readFile(file)))));
}

/** Undefined for what cannot be read: it is not what was asked about. */
function readable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
