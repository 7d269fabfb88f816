/**
 * The seam between the operation runner and whoever hosts it (the extension, the CLI, a test).
 * The runner decides what happens; the host reads and writes the file, shows progress and puts questions to a person.
 */
import type { TaskRequest } from "../../document/body.ts";
import type { RecordedError } from "./outcome.ts";

/** Body parameters by their API names. */
export type Fields = { readonly [name: string]: unknown };

/** Where a request goes and as whom. Part of an operation's identity; only its hash is stored with the `secretId`. */
export interface Target {
  /** Origin, for example `https://cls.intl.tencentcloudapi.com`. */
  readonly endpoint: string;
  /** As in `X-TC-Region`, for example `ap-guangzhou`. */
  readonly region: string;
  readonly secretId: string;
}

interface Common {
  readonly target: Target;
  /** The file's text that was shown and agreed to. An operation refuses to start from any other text. */
  readonly text: string;
}

/** Makes a task from a file that has no Id. */
export interface CreateOperation extends Common {
  readonly kind: "create";
  /** What `buildRequest` made of `text`, placeholders resolved. Sent as it is; never stored. */
  readonly request: TaskRequest;
  /** The user's explicit choice to create although the account may not list tasks, so that a lost answer stays lost. */
  readonly withoutRecovery?: boolean;
}

/** Changes or ends a task that exists. */
interface Change extends Common {
  readonly id: string;
  readonly topicId: string;
  /** For messages. */
  readonly name: string;
  /** The task the plan was made from, as DescribeKafkaRecharges gave it. A task that differs by now is not touched. */
  readonly base: CloudTask;
}

/** Gives the task the file's fields. */
export interface ModifyOperation extends Change {
  readonly kind: "modify";
  readonly request: TaskRequest;
}

interface StatusOperation extends Change {
  readonly kind: "pause" | "resume";
}

/** Deletes the task and removes the Id from its file. */
interface DeleteOperation extends Change {
  readonly kind: "delete";
}

export type ChangeOperation = ModifyOperation | StatusOperation | DeleteOperation;

export type Operation = CreateOperation | ChangeOperation;

/** One entry of `Infos` of DescribeKafkaRecharges (type KafkaRechargeInfo). May hold a password: never stored nor shown as it is. */
export interface CloudTask extends Fields {
  readonly Id: string;
  readonly Name: string;
}

/** The task file an operation is about. */
export interface TaskFile {
  /** Canonical `file:` URI, symbolic links resolved. */
  readonly uri: string;
  /**
   * The current text, unsaved edits included.
   * @throws WriteBackError "missing" when the file is gone.
   */
  read(): Promise<string>;
  /** Why the file could not take an Id now; undefined when it can. Asked before anything is sent. */
  obstacle(): Promise<Obstacle | undefined>;
  /**
   * Inserts the created Id into the current text, saves, and verifies by reading back from disk.
   * @param replace the other Id that a person agreed to replace.
   * @throws WriteBackError when the file does not hold the Id afterwards; nothing else has changed then.
   */
  writeId(id: string, replace?: string): Promise<void>;
  /**
   * Removes the Id of a deleted task, saves and verifies. Nothing to do when the file holds no Id or another one.
   * @throws WriteBackError as above.
   */
  removeId(id: string): Promise<void>;
}

/** `unsaved`: the editor's text is not what is on disk. */
export type Obstacle = "unsaved" | "read-only" | "missing" | "virtual" | "untrusted";

/**
 * `missing`: deleted or moved. `unparsable`: syntax errors, duplicate `Id`, or no object at the root. `other-id`: the
 * file meanwhile holds another Id, in `found`. `changed`: somebody else wrote at the same moment. `failed`: anything else.
 */
export type WriteBackReason = "missing" | "read-only" | "unparsable" | "other-id" | "changed" | "no-space" | "failed";

export class WriteBackError extends Error {
  override readonly name = "WriteBackError";
  readonly reason: WriteBackReason;
  readonly found: string | undefined;
  /** @param message for a person, localised. */
  constructor(reason: WriteBackReason, message: string, options?: ErrorOptions & { found?: string }) {
    super(message, options);
    this.reason = reason;
    this.found = options?.found;
  }
}

/** A task as the cloud reports it, reduced to what may be shown: never a password. */
export interface TaskSummary {
  id: string;
  name: string;
  status: number | undefined;
  /** As the API prints it: "YYYY-MM-DD HH:MM:SS" without a zone. To show, never to decide by. */
  createTime: string;
  /** Fields whose value differs from the file's, as dotted paths. */
  differences: string[];
}

export type Question =
  /** Before sending: the topic has tasks of this name. `adopt` one, `create` another, `cancel`. */
  | { kind: "same-name-exists"; tasks: TaskSummary[] }
  /** After a lost answer: more than one task may be ours. `adopt` one, `check-again`, `not-created`, `cancel`. */
  | { kind: "several-matches"; tasks: TaskSummary[] }
  /** A lost answer, and no task to be seen. `check-again`, `not-created`, `create` (lists the topic first), `cancel`. */
  | { kind: "unknown-outcome"; topicId: string; name: string }
  /**
   * The journal knows the task: made from this file, or from another one (its URI) with the same topic and name. `restore`
   * its Id, `create` another, `cancel`. `createdAt`: ISO 8601.
   */
  | { kind: "already-created"; id: string; createdAt: string; otherFile: string | undefined }
  /** The file got another Id while the task was created. `replace` it, `keep` it (the journal keeps ours), `cancel` (decide later). */
  | { kind: "other-id-in-file"; created: string; found: string }
  /** A lock whose owner cannot be checked from here and has been silent. `take-over`, `cancel`. */
  | { kind: "foreign-lock"; owner: string }
  /** The journal's record of an earlier operation cannot be read. `not-created` (forget it), `adopt` one, `cancel`. */
  | { kind: "unreadable-record"; tasks: TaskSummary[] };

export type Answer =
  | { kind: "adopt"; id: string }
  | { kind: "create" }
  | { kind: "check-again" }
  | { kind: "not-created" }
  | { kind: "restore" }
  | { kind: "replace" }
  | { kind: "keep" }
  | { kind: "take-over" }
  | { kind: "cancel" };

/** Where an operation is, for a progress line. In the order they happen. */
export type Phase = "preflight" | "lock" | "pre-image" | "connect" | "sent" | "reconcile" | "write-back" | "audit";

export interface Host {
  report(phase: Phase): void;
  /** A host without a person answers `cancel` unless its user said otherwise beforehand. */
  ask(question: Question): Promise<Answer>;
  /**
   * The last resort: the task exists and its Id could not be made durable in the journal. Show it, log it, offer the
   * clipboard. Called before the file is touched.
   */
  rescue(id: string, why: RecordedError): void;
  readonly signal: AbortSignal;
}
