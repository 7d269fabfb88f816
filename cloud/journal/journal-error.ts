import { codeOf } from "../error-code.mts";
import type { RecordedError } from "../operation/outcome.ts";

/** The journal or a lock could not be read or written. */
export class JournalError extends Error {
  override readonly name = "JournalError";
  /** Node's, for example `ENOSPC`. */
  readonly code: string | undefined;
  constructor(message: string, code?: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }

  static from(error: unknown): JournalError {
    if (error instanceof JournalError) return error;
    return new JournalError(error instanceof Error ? error.message : String(error), codeOf(error), { cause: error });
  }

  get recorded(): RecordedError {
    return { code: this.code, message: this.message, requestId: undefined };
  }
}

/** @throws JournalError for whatever the disk refuses */
export async function onDisk<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw JournalError.from(error);
  }
}
