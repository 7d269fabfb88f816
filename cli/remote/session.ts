/** What a command that reaches the cloud runs in: an account, a connection, and the answer to Ctrl-C. */
import type { Connection } from "../../cloud/connection.ts";
import { JournalError } from "../../cloud/journal-error.ts";
import { EXIT, type ExitCode, UsageError } from "../exit.ts";
import { Interruption } from "../interrupt.ts";
import { type Account, type AccountOptions, openAccount } from "./account.ts";
import { connect } from "./connect.ts";

export interface SessionOptions extends AccountOptions {
  settle?: number;
  timeout?: number;
}

export interface Session {
  readonly account: Account;
  readonly connection: Connection;
  readonly interruption: Interruption;
  readonly signal: AbortSignal;
}

/** @throws UsageError when there is no account, or the journal cannot be used. */
export async function inSession(
  options: SessionOptions,
  work: (session: Session) => Promise<ExitCode>,
): Promise<ExitCode> {
  const interruption = new Interruption();
  const { signal } = interruption;
  let account: Account | undefined;
  try {
    account = await openAccount(options);
    const connection = connect(account, options.timeout);
    const code = await work({ account, connection, interruption, signal });
    return interruption.isStopping ? EXIT.interrupted : code;
  } catch (error) {
    if (signal.aborted) return EXIT.interrupted;
    if (error instanceof JournalError) throw new UsageError(error.message);
    throw error;
  } finally {
    interruption.close();
    await account?.close?.();
  }
}
