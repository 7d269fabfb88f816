/** Lists a topic's tasks and judges each against an operation. */

import { ApiError } from "../api/errors.ts";
import { Failure, NotSentError } from "../api/failure.ts";
import { jitter } from "../api/retry.ts";
import { runState } from "../task/file-task.ts";
import { changesSince, summarise } from "../task/match.ts";
import { isDenied, isPassing, recorded } from "./classify.ts";
import type { CloudTask, Fields, Operation, TaskSummary } from "./operation.ts";
import type { Outcome } from "./outcome.ts";
import type { Events, Listing, Seen } from "./protocol/state.ts";
import type { RunnerDeps } from "./runner.ts";

export interface Query {
  readonly topicId: string;
  readonly kind: Operation["kind"];
  readonly projection: Fields;
  /** The task a change was planned from. */
  readonly base: CloudTask | undefined;
  readonly signal: AbortSignal;
}

type Result = Events["list-after"];

const TRIES = 3;
/** Milliseconds. */
const BASE = 500;

/** One look. */
export async function listOnce(query: Query, { api }: Pick<RunnerDeps, "api">): Promise<Result> {
  try {
    const { tasks, complete } = await api.describe(query.topicId, { signal: query.signal });
    return { kind: "listed", complete, seen: tasks.map((task) => judge(task, query)) };
  } catch (error) {
    return query.signal.aborted ? { kind: "cancelled" } : failed(error);
  }
}

/** Looks again when that may help, where nothing else comes after the look: before an operation, and at its end. */
export async function listPatiently(query: Query, deps: RunnerDeps): Promise<Result> {
  for (let attempt = 0; ; attempt++) {
    const result = await listOnce(query, deps);
    const settled = result.kind === "listed" ? result.complete : result.kind !== "unlisted" || !result.passing;
    if (settled || attempt === TRIES - 1) return result;
    await deps.clock.sleep(jitter(attempt, BASE, deps.random), query.signal);
    if (query.signal.aborted) return { kind: "cancelled" };
  }
}

function judge(task: CloudTask, { kind, projection, base }: Query): Seen {
  const summary = summarise(task, projection);
  return { summary, matches: inState(task, kind, summary), changed: base ? changesSince(base, task) : [] };
}

function inState(task: CloudTask, kind: Operation["kind"], { differences }: TaskSummary): boolean {
  const isPaused = runState(task) === "paused";
  if (kind === "pause") return isPaused;
  // Resumed into an error is resumed.
  if (kind === "resume") return typeof task.Status === "number" && !isPaused;
  return differences.length === 0;
}

function failed(error: unknown): Listing {
  const record = recorded(error);
  if (isDenied(error)) return { kind: "denied", error: record };
  return { kind: "unlisted", error: record, outcome: outcomeOf(error), passing: isPassing(error) };
}

function outcomeOf(error: unknown): Outcome {
  const record = recorded(error);
  if (error instanceof ApiError) return { kind: "rejected", at: "describe", error: record };
  if (error instanceof NotSentError) return { kind: "not-sent", reason: error.reason, error: record };
  if (error instanceof Failure) return { kind: "refused", refusal: { kind: "unlisted", error: record } };
  throw error;
}
