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

/** What the user can put right: shown as it is, without a stack trace. Ends the run with exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";

  /** By name: every bundle has a class of its own. */
  static is(error: unknown): error is UsageError {
    return error instanceof Error && error.name === "UsageError";
  }
}
