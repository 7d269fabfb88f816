/** Exit codes: part of the interface, also for scripts. */
export const EXIT = {
  ok: 0,
  /** Findings of error severity, or an operation that failed. */
  failed: 1,
  /** Wrong usage or unreadable input. */
  usage: 2,
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** What the user can put right: shown as it is, without a stack trace. Ends the run with its exit code. */
export class UsageError extends Error {
  override readonly name = "UsageError";
  readonly exitCode: ExitCode = EXIT.usage;

  /** By name: every bundle has a class of its own. */
  static is(error: unknown): error is UsageError {
    return error instanceof Error && error.name === "UsageError";
  }
}

/** The same for what was asked for rightly, and could not be done. */
export class FailedError extends UsageError {
  override readonly exitCode = EXIT.failed;
}
