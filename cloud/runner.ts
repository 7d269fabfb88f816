/** Runs one operation from preflight to the end, or takes up an unfinished one. */
import type { Journal } from "./journal.ts";
import type { Host, Operation, Target, TaskFile } from "./operation.ts";
import type { Outcome } from "./outcome.ts";
import type { Clock, Random, TaskApi } from "./ports.ts";

export interface RunnerDeps {
  /** Bound to the operation's target (for `recover`: to the record's endpoint and region). */
  readonly api: TaskApi;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly random: Random;
  /** How long after the last byte a task may still appear before it counts as absent. Seconds, default 60. */
  readonly settle?: number;
  /** How long to wait for another operation on the same file or name. Seconds, default 120; 0 refuses at once. */
  readonly lockWait?: number;
}

/**
 * Never throws for anything the outside world does: every end is an {@link Outcome}.
 * @throws only for a defect of this program.
 */
export function runOperation(operation: Operation, file: TaskFile, host: Host, deps: RunnerDeps): Promise<Outcome> {
  throw new Error(`not built yet: ${operation.kind} ${file.uri} ${host.signal.aborted} ${deps.settle}`);
}

/**
 * Settles one unfinished operation: never sends it again.
 * @param opId from {@link listUnfinished}
 * @param file the record's file, opened by the host
 * @param target the credentials at hand; they need not be the ones that created the task, but must see its topic
 */
export function recover(opId: string, file: TaskFile, target: Target, host: Host, deps: RunnerDeps): Promise<Outcome> {
  throw new Error(`not built yet: ${opId} ${file.uri} ${target.region} ${host.signal.aborted} ${deps.settle}`);
}
