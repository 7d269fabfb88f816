/**
 * The seam between the operation runner and whoever hosts it (the extension, the CLI, a test).
 * The runner decides what happens; the host reads and writes the file, shows progress and puts questions to a person.
 */

/** The task file an operation is about. */
export interface TaskFile {
  /** Canonical `file:` URI, symbolic links resolved. */
  readonly uri: string;
  /** The current text, unsaved edits included. */
  read(): Promise<string>;
  /**
   * Inserts the created Id into the current text, saves, and verifies by reading back from disk.
   * @throws WriteBackError when the file does not hold the Id afterwards; nothing else has changed then.
   */
  writeId(id: string): Promise<void>;
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
  | { kind: "same-name-exists"; tasks: TaskSummary[] }
  | { kind: "several-matches"; tasks: TaskSummary[] }
  | { kind: "unknown-outcome"; topicId: string; name: string }
  | { kind: "already-created"; id: string; createdAt: string }
  | { kind: "other-id-in-file"; created: string; found: string }
  | { kind: "foreign-lock"; owner: string };

export type Answer =
  | { kind: "adopt"; id: string }
  | { kind: "create" }
  | { kind: "check-again" }
  | { kind: "not-created" }
  | { kind: "restore" }
  | { kind: "take-over" }
  | { kind: "cancel" };

/** Where an operation is, for a progress line. In the order they happen. */
export type Phase = "preflight" | "lock" | "pre-image" | "connect" | "sent" | "reconcile" | "write-back" | "audit";

export interface Host {
  report(phase: Phase): void;
  /** A host without a person answers `cancel` unless its user said otherwise beforehand. */
  ask(question: Question): Promise<Answer>;
  readonly signal: AbortSignal;
}
