/** Runs one operation from preflight to the end, or takes up an unfinished one. */

import type { RetryQuota } from "../api/retry.ts";
import type { Journal } from "../journal/journal.ts";
import { keysOf } from "../journal/record.ts";
import { Effects } from "./effects.ts";
import { inspect } from "./inspect.ts";
import type { Host, Operation, TaskFile } from "./operation.ts";
import type { Outcome, Warning } from "./outcome.ts";
import type { Clock, Random, TaskApi } from "./ports.ts";
import { begin, type Plan, type State, type Step } from "./protocol/state.ts";
import { advance } from "./protocol/transitions.ts";
import { topicOf } from "./request.ts";

/** The part of the journal that operations use. */
export type OperationJournal = Pick<
  Journal,
  "lock" | "get" | "find" | "begin" | "update" | "discardUnreadable" | "taskDeleted"
>;

export interface RunnerDeps {
  /** Bound to the operation's target; for `recover`, to the record's endpoint and region. */
  readonly api: TaskApi;
  readonly journal: OperationJournal;
  readonly clock: Clock;
  readonly random: Random;
  /** How long after the last byte a task may still appear before it counts as absent. Seconds, default 60. */
  readonly settle?: number;
  /** How long to wait for another operation on the same file or name. Seconds, default 120; 0 refuses at once. */
  readonly lockWait?: number;
  /** Default: one for the whole process. */
  readonly quota?: RetryQuota;
}

const SETTLE = 60;

/**
 * Every end that the outside world can bring about is an {@link Outcome}.
 * @throws only for a defect of this program
 */
export async function runOperation(
  operation: Operation,
  file: TaskFile,
  host: Host,
  deps: RunnerDeps,
): Promise<Outcome> {
  host.report("preflight");
  const refusal = await inspect(file, operation);
  if (refusal) return { kind: "refused", refusal };
  const isCreate = operation.kind === "create";
  const name = isCreate ? String(operation.request.value.Name) : operation.name;
  const id = isCreate ? undefined : operation.id;
  const identity = keysOf(operation.target, topicOf(operation), id ?? name, file.uri);
  const plan: Plan = {
    kind: operation.kind,
    resume: undefined,
    identity,
    keys: [identity.remote, identity.file].sort(),
    uri: file.uri,
    name,
    id,
    withoutRecovery: isCreate && operation.withoutRecovery === true,
    settle: (deps.settle ?? SETTLE) * 1000,
  };
  return run(begin(plan), new Effects(operation, file, host, deps), deps);
}

/**
 * Settles one unfinished operation; never sends it again. The credentials of `deps.api` need not be the ones the
 * operation began with, but must see its topic.
 * @param opId from `journal.listUnfinished()`
 * @param file the record's file, opened by the host
 */
export async function recover(opId: string, file: TaskFile, host: Host, deps: RunnerDeps): Promise<Outcome> {
  const record = await deps.journal.get(opId);
  const plan: Plan = {
    kind: record?.kind ?? "create",
    resume: opId,
    identity: { remote: "", file: "" },
    keys: record?.keys ?? [],
    uri: file.uri,
    name: record?.name ?? "",
    id: record?.id,
    withoutRecovery: false,
    settle: (deps.settle ?? SETTLE) * 1000,
  };
  return run(begin(plan), new Effects(undefined, file, host, { lockWait: 0, ...deps }), deps);
}

async function run(start: State, effects: Effects, { api }: RunnerDeps): Promise<Outcome> {
  let state = start;
  try {
    while (state.step !== "end") state = await move(state.step, state, effects);
  } finally {
    await effects.release();
  }
  if (!state.outcome) throw new Error("ended without an outcome");
  return withClock(state.outcome, api);
}

async function move<S extends Step>(step: S, state: State, effects: Effects): Promise<State> {
  return advance(step, state, await effects.perform(step, state));
}

function withClock(outcome: Outcome, { clockCorrection }: TaskApi): Outcome {
  if (!("warnings" in outcome) || Math.abs(clockCorrection) < 1000) return outcome;
  const warning: Warning = { kind: "clock-skew", seconds: Math.round(clockCorrection / 1000) };
  return { ...outcome, warnings: [...outcome.warnings, warning] };
}
