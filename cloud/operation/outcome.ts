/** How an operation ended: a closed list, so that every host handles every end. */

import type { FailureReason } from "../api/failure.ts";
import type { Obstacle } from "./operation.ts";

/** An error as it may be shown and stored: localised or the server's words, without secrets. */
export interface RecordedError {
  /** The API's `Error.Code`, or Node's `code`; undefined when there is none. */
  readonly code: string | undefined;
  readonly message: string;
  readonly requestId: string | undefined;
}

export type Outcome =
  /** The task exists, the file holds its Id. `adopted`: found by listing, not told by the answer to the create. */
  | { kind: "created"; id: string; requestId: string | undefined; adopted: boolean; warnings: Warning[] }
  /** A change is in effect. `described`: the answer was lost and the task's state settled it. */
  | { kind: "changed"; id: string; requestId: string | undefined; described: boolean; warnings: Warning[] }
  /** The API refused and has not executed it. `at`: which call said so. */
  | { kind: "rejected"; at: "describe" | "send"; error: RecordedError }
  /** No byte of the request left this machine. */
  | { kind: "not-sent"; reason: FailureReason; error: RecordedError }
  /** Done in the cloud and safe in the journal, but the file could not be written: `recover` tries again. */
  | { kind: "held"; id: string; opId: string; reason: string; error: RecordedError; warnings: Warning[] }
  /** Sent, and nobody knows what became of it. The journal keeps it; `recover` settles it. */
  | {
      kind: "unknown";
      opId: string;
      topicId: string;
      name: string;
      reason: UnknownReason;
      error: RecordedError | undefined;
    }
  /** A person said the task was not created, or there was nothing to settle. */
  | { kind: "closed"; opId: string; reason: ClosedReason }
  /** Nothing was sent, by decision. */
  | { kind: "refused"; refusal: Refusal }
  | { kind: "cancelled"; known: Cancelled };

/**
 * `not-created`: a person said so. `never-sent`: only the intent had been recorded. `not-in-effect`: a lost change was
 * not carried out, and may be asked for again. `not-visible`: the same, but only values changed that are never listed,
 * so that nobody can see whether it was. `kept-other-id`: the file keeps the other Id it got. `done`: it had ended.
 */
export type ClosedReason = "not-created" | "never-sent" | "not-in-effect" | "not-visible" | "kept-other-id" | "done";

/** What is true after a cancel. */
export type Cancelled = { sent: false } | { sent: true; opId: string; topicId: string; name: string };

/** `absent`: quiet and no such task. `unlisted`: the task list could not be had, or was incomplete. `several`: more than one candidate. */
export type UnknownReason = "absent" | "unlisted" | "several" | "unreadable";

export type Refusal =
  | { kind: "file"; obstacle: Obstacle }
  /** The text is not the one agreed to. */
  | { kind: "file-changed" }
  | { kind: "unparsable"; message: string }
  | { kind: "has-id"; id: string }
  /** `modify`, `delete` …: the file holds another Id, or none. */
  | { kind: "wrong-id"; found: string | undefined }
  | { kind: "secret-identity"; field: "Name" | "TopicId" }
  | { kind: "busy"; owner: string }
  /** An unfinished operation of another file has this topic and name. */
  | { kind: "unfinished"; opId: string; uri: string }
  | { kind: "already-created"; id: string; createdAt: string; otherFile: string | undefined }
  | { kind: "same-name"; ids: string[] }
  /** Listing the topic's tasks is not permitted: a lost answer could not be settled. */
  | { kind: "describe-denied"; error: RecordedError }
  /** Listing failed or stayed incomplete. */
  | { kind: "unlisted"; error: RecordedError | undefined }
  /** The journal could not be written: no space, no permission, a symbolic link … */
  | { kind: "journal"; error: RecordedError }
  | { kind: "gone"; id: string }
  /** The task is not what the plan was made from. */
  | { kind: "changed-in-cloud"; differences: string[] }
  /** A field that ModifyKafkaRecharge has no parameter for. */
  | { kind: "immutable"; fields: string[] };

export type Warning =
  /** Tasks that appeared meanwhile with the same fields: a colleague, the console, another machine. */
  | { kind: "twins"; ids: string[] }
  | { kind: "file-differs" }
  | { kind: "clock-skew"; seconds: number }
  /** After a change the task differs in these fields from what was planned: dotted paths. */
  | { kind: "not-as-planned"; fields: string[] }
  /** The task was deleted right after it was changed. */
  | { kind: "gone"; id: string }
  | { kind: "audit-failed"; error: RecordedError }
  | { kind: "without-recovery" }
  | { kind: "journal"; error: RecordedError };
