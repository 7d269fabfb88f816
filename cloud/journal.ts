/** The operations of this user on disk, shared by editor and terminal: intent before, result after. */
import type { RecordedError } from "./outcome.ts";

import type { RecordPhase } from "./protocol/state.ts";

/** What a host shows of an operation that has not ended. */
export interface Unfinished {
  readonly opId: string;
  /** undefined when the record cannot be read. */
  readonly operation:
    | {
        readonly kind: "create" | "modify" | "pause" | "resume" | "delete";
        readonly phase: RecordPhase;
        readonly uri: string;
        readonly endpoint: string;
        readonly region: string;
        readonly topicId: string;
        readonly name: string;
        /** Known from phase `created` on, and for changes. */
        readonly id: string | undefined;
        /** ISO 8601. */
        readonly startedAt: string;
      }
    | undefined;
  /** Set when a living process is at work on it: leave it alone. */
  readonly owner: string | undefined;
}

export interface Journal {
  /** @throws when the directory cannot be read */
  listUnfinished(): Promise<Unfinished[]>;
  /** The task once created from this file, for a file that has lost its Id. Undefined when deleted since, or never. */
  createdFrom(uri: string): Promise<{ id: string; createdAt: string } | undefined>;
  /** Follows a rename of a task file. */
  fileMoved(from: string, to: string): Promise<void>;
  /** Ends an operation by a person's word, for example when its file is gone for good. Its tombstone stays. */
  forget(opId: string): Promise<void>;
}

/**
 * @param directory default: `CLS_RECHARGE_STATE_DIR`, else the operating system's state directory
 * @throws JournalError when it is a symbolic link, is not the user's own, or cannot be made
 */
export function openJournal(directory?: string): Promise<Journal> {
  throw new Error(`not built yet: ${directory}`);
}

export class JournalError extends Error {
  override readonly name = "JournalError";
  readonly detail: RecordedError;
  constructor(detail: RecordedError, options?: ErrorOptions) {
    super(detail.message, options);
    this.detail = detail;
  }
}
