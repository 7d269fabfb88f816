/**
 * The submit protocol as a pure state machine: a state names the one effect to perform next, and the effect's result
 * leads to the next state. The runner performs effects on the real world, the model check on every possible one.
 *
 * This file is its vocabulary; all of it is plain data.
 */
import type { Answer, Operation, Question, TaskSummary } from "../operation.ts";
import type { Outcome, RecordedError, Refusal, Warning } from "../outcome.ts";

/** What is to be done. */
export interface Plan {
  readonly kind: Operation["kind"];
  /** Only settle this record; start nothing. */
  readonly resume: string | undefined;
  /** What the operation's record is named after. */
  readonly identity: { readonly remote: string; readonly file: string };
  readonly keys: readonly string[];
  readonly uri: string;
  readonly name: string;
  /** The task to change; undefined for `create`. */
  readonly id: string | undefined;
  readonly withoutRecovery: boolean;
  /** Quiet period, milliseconds. */
  readonly settle: number;
}

/**
 * `intent`: nothing was sent. `sent`: it may have been. `created`: the cloud's answer is known, the file not yet
 * written. The others are ends: `done` (kept as a tombstone), `rejected`, `aborted`.
 */
export type RecordPhase = "intent" | "sent" | "created" | "done" | "rejected" | "aborted";

/** The part of a journal record that decides. */
export interface RecordHead {
  readonly opId: string;
  readonly kind: Operation["kind"];
  readonly phase: RecordPhase;
  readonly keys: readonly string[];
  readonly uri: string;
  readonly topicId: string;
  readonly name: string;
  /** Ids in the topic before the request was sent; undefined when they could not be listed. */
  readonly before: readonly string[] | undefined;
  readonly id: string | undefined;
  readonly requestId: string | undefined;
  /** The Id was found by listing, or picked by a person. */
  readonly adopted: boolean;
  /** A list of tasks can show whether it was executed: not when only a password is changed. */
  readonly visible: boolean;
}

/** A task as listed, judged against the operation. */
export interface Seen {
  readonly summary: TaskSummary;
  /** Every field that the operation sets has this value in the cloud; for pause and resume: the wanted status. */
  readonly matches: boolean;
  /** Fields in which it is no longer the task that a change was planned from. */
  readonly changed: readonly string[];
}

interface Failed {
  readonly kind: "failed";
  readonly error: RecordedError;
}
interface Cancelled {
  readonly kind: "cancelled";
}
interface Ok {
  readonly kind: "ok";
}

export type Listing =
  | { readonly kind: "listed"; readonly seen: readonly Seen[]; readonly complete: boolean }
  /** The account may not list. */
  | { readonly kind: "denied"; readonly error: RecordedError }
  /** `outcome`: the answer when the operation cannot go on without the list. `passing`: another look may help. */
  | { readonly kind: "unlisted"; readonly error: RecordedError; readonly outcome: Outcome; readonly passing: boolean };

export type ConnectResult =
  | Ok
  | Cancelled
  /** `retry`: another try may help. */
  | { readonly kind: "not-sent"; readonly outcome: Outcome; readonly retry: boolean };

/** What became of a request after its first byte. */
export type Verdict =
  | { readonly kind: "success"; readonly id: string | undefined; readonly requestId: string | undefined }
  /** Certainly not executed. `resend`: the same request may be accepted later, or with a corrected clock. */
  | { readonly kind: "rejected"; readonly error: RecordedError; readonly resend: "throttled" | "clock" | undefined }
  /** `duplicate`: the API reports a unique-key conflict, so the task may be an earlier one of ours. */
  | { readonly kind: "ambiguous"; readonly error: RecordedError; readonly duplicate: boolean };

/** With the locks held: the file and the journal as they are now. */
export interface Review {
  readonly kind: "reviewed";
  /** An operation under one of our keys that has not ended. */
  readonly unfinished: RecordHead | undefined;
  /** A record under one of our keys that cannot be read: its opId. */
  readonly unreadable: string | undefined;
  /** A task already made from this file or under this name. */
  readonly tombstone: { readonly record: RecordHead; readonly createdAt: string } | undefined;
  /** Why the file is not one this operation may start from. */
  readonly problem: Refusal | undefined;
}

/** Each effect and what it may come back with. */
export interface Events {
  /** Take the locks of `state.keys`, giving up others held. */
  lock: Ok | { readonly kind: "busy"; readonly owner: string } | Failed | Cancelled;
  review: Review | Failed;
  "list-before": Listing | Cancelled;
  ask: Answer;
  /** Discard an unreadable record. */
  forget: Ok | Failed;
  "mark-intent": { readonly kind: "ok"; readonly record: RecordHead } | Failed;
  /** Record the task `state.picked` as settled without sending anything. */
  "mark-adopted": { readonly kind: "ok"; readonly record: RecordHead } | Failed;
  /** Everything up to, and not including, the first byte of the request. */
  connect: ConnectResult;
  /** `lost`: somebody took our lock. */
  "mark-sent": Ok | Failed | Cancelled | { readonly kind: "lost"; readonly owner: string };
  transmit: Verdict | Cancelled;
  /** Wait before connecting again. `exhausted`: too many tries of late. */
  backoff: Ok | Cancelled | { readonly kind: "exhausted" };
  /** `waited`: milliseconds awake. `jumped`: the machine was asleep meanwhile. */
  wait: { readonly kind: "ok"; readonly waited: number; readonly jumped: boolean } | Cancelled;
  "list-after": Listing | Cancelled;
  "mark-created": Ok | Failed;
  /** `differs`: the file's text is not the one that was submitted. */
  "write-file":
    | { readonly kind: "ok"; readonly differs: boolean }
    | { readonly kind: "other-id"; readonly found: string }
    | { readonly kind: "failed"; readonly reason: string; readonly error: RecordedError };
  "mark-done": Ok | Failed;
  audit: { readonly kind: "ok"; readonly seen: readonly Seen[] } | Failed;
  /** End the record as `state.closing` says. A failure changes nothing: recovery comes to the same end. */
  close: Ok | Failed;
}

export type Step = keyof Events;

export interface State {
  readonly step: Step | "end";
  readonly plan: Plan;
  readonly keys: readonly string[];
  readonly record: RecordHead | undefined;
  /** The record is one that an earlier run left behind. */
  readonly takenUp: boolean;
  readonly unreadable: string | undefined;
  readonly before: readonly string[] | undefined;
  /** The task to change has all fields already, as far as a list can show. */
  readonly matchedBefore: boolean;
  readonly question: Question | undefined;
  /** A task that a person picked as the one. */
  readonly picked: string | undefined;
  /** Another Id in the file that a person agreed to replace. */
  readonly replace: string | undefined;
  /** A person wants another task although one is known. */
  readonly again: boolean;
  /** The request may have met an earlier task of ours: ask about those of the same name too. */
  readonly lookBack: boolean;
  /** What came in the place of an answer. */
  readonly lost: RecordedError | undefined;
  /** Sends of this request so far that certainly were not executed. */
  readonly tries: number;
  readonly clockCorrected: boolean;
  /** Milliseconds awake since the last byte was sent, or since a jump. */
  readonly quiet: number;
  readonly warnings: readonly Warning[];
  readonly closing: { readonly phase: "aborted" | "rejected"; readonly next: Outcome | "review" } | undefined;
  readonly outcome: Outcome | undefined;
}

export function begin(plan: Plan): State {
  return { ...blank, step: "lock", plan, keys: plan.keys, again: false, warnings: [] };
}

/** Back under the locks to look at file and journal afresh, after an earlier record has ended. */
export function restart(state: State): State {
  return { ...state, ...blank, step: "review" };
}

const blank = {
  record: undefined,
  takenUp: false,
  unreadable: undefined,
  before: undefined,
  matchedBefore: false,
  question: undefined,
  picked: undefined,
  replace: undefined,
  lookBack: false,
  lost: undefined,
  tries: 0,
  clockCorrected: false,
  quiet: 0,
  closing: undefined,
  outcome: undefined,
} as const;
