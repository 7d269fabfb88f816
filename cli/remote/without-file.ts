/** Tasks of the files' log topics that none of the files is of. */
import * as l10n from "@vscode/l10n";
import type { CloudTask } from "../../cloud/operation.ts";
import { colorsFor, printable, tell } from "../terminal.ts";
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
        tell(`${colorsFor(process.stderr).yellow(l10n.t("warning:"))} ${printable(message)}`);
        return [];
      }
    }),
  );
  return found.flat().filter(({ task }) => !known.has(task.Id));
}
