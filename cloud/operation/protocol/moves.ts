/** Ways from one state to another that several transitions share. */
import type { Question } from "../operation.ts";
import type { ClosedReason, Outcome, RecordedError, Refusal, UnknownReason, Warning } from "../outcome.ts";
import { type RecordHead, restart, type Seen, type State } from "./state.ts";

/** How often a request that certainly was not executed is sent, all in all. */
const MAX_TRIES = 3;

/** The operation's record, from the intent on. */
export function recordOf(state: State): RecordHead {
  if (!state.record) throw new Error(`no record in step ${state.step}`);
  return state.record;
}

export function end(state: State, outcome: Outcome): State {
  return { ...state, step: "end", outcome };
}

export function refuse(state: State, refusal: Refusal): State {
  return end(state, { kind: "refused", refusal });
}

export function ask(state: State, question: Question): State {
  return { ...state, step: "ask", question };
}

export function warn(state: State, warning: Warning): State {
  return { ...state, warnings: [...state.warnings, warning] };
}

/** Ends the record in the journal, then the run with an outcome, or goes back to look afresh. */
export function close(state: State, phase: "aborted" | "rejected", next: Outcome | "review"): State {
  return { ...state, step: "close", closing: { phase, next } };
}

/** Connects again after a pause, for a request that certainly was not executed; closes when tried often enough. */
export function tryAgain(state: State, phase: "aborted" | "rejected", outcome: Outcome): State {
  const tries = state.tries + 1;
  if (tries >= MAX_TRIES) return close(state, phase, outcome);
  return { ...state, step: "backoff", tries, closing: { phase, next: outcome } };
}

/** The cloud has done it. A create's Id becomes durable before anything else; a change knows its Id already. */
export function accept(state: State, id: string | undefined, requestId: string | undefined, adopted: boolean): State {
  const record = recordOf(state);
  switch (record.kind) {
    case "create":
      return { ...state, step: "mark-created", record: { ...record, phase: "created", id, requestId, adopted } };
    case "delete":
      return { ...state, step: "write-file", record: { ...record, requestId, adopted } };
    default:
      return { ...state, step: "mark-done", record: { ...record, requestId, adopted } };
  }
}

/** The operation is over; what an earlier run left behind is settled before the present one begins. */
export function finish(state: State): State {
  const { kind, id = "", requestId, adopted } = recordOf(state);
  const warnings = [...state.warnings];
  if (state.takenUp && !state.plan.resume && !(kind === "create" && state.plan.kind === "create"))
    return restart(state);
  if (state.outcome) return end(state, state.outcome);
  return end(
    state,
    kind === "create"
      ? { kind: "created", id, requestId, adopted, warnings }
      : { kind: "changed", id, requestId, described: adopted, warnings },
  );
}

export function hold(state: State, reason: string, error: RecordedError): State {
  const { opId, id = "" } = recordOf(state);
  return end(state, { kind: "held", id, opId, reason, error, warnings: [...state.warnings] });
}

export function unknown(state: State, reason: UnknownReason, error: RecordedError | undefined): State {
  const { topicId, name, opId } = state.record ?? { ...state.plan, topicId: "", opId: state.unreadable ?? "" };
  return end(state, { kind: "unknown", opId, topicId, name, reason, error });
}

export function closed(state: State, reason: ClosedReason): Outcome {
  return { kind: "closed", opId: state.record?.opId ?? state.unreadable ?? state.plan.resume ?? "", reason };
}

export function cancelAfterSending(state: State): State {
  const { opId, topicId, name } = recordOf(state);
  return end(state, { kind: "cancelled", known: { sent: true, opId, topicId, name } });
}

export function sameName(state: State, seen: Seen): boolean {
  return seen.summary.name === (state.record ?? state.plan).name;
}
