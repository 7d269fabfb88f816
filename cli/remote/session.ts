/** What a command that reaches the cloud runs in: an account, a connection, and the answer to Ctrl-C. */
import * as l10n from "@vscode/l10n";
import type { Connection } from "../../cloud/api/connection.ts";
import { JournalError } from "../../cloud/journal/journal-error.ts";
import type { CloudOptions } from "../commands/shared.ts";
import { EXIT, type ExitCode, UsageError } from "../exit.ts";
import { Interruption } from "../interrupt.ts";
import { type Account, openAccount } from "./account.ts";
import { connect } from "./connect.ts";

export interface Session {
  readonly account: Account;
  readonly connection: Connection;
  readonly interruption: Interruption;
  readonly signal: AbortSignal;
}

export function unusableJournal({ message }: JournalError): UsageError {
  return new UsageError(l10n.t("The record of operations cannot be kept, so nothing is sent. {0}", message));
}

/** @throws UsageError when there is no account, or the journal cannot be used. */
export async function inSession(
  options: CloudOptions,
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
    if (error instanceof JournalError) throw unusableJournal(error);
    throw error;
  } finally {
    interruption.close();
    await account?.close?.();
  }
}
