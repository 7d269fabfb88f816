/** Tells a person what takes long, and lets them stop it. */
import { setTimeout as sleep } from "node:timers/promises";
import * as vscode from "vscode";
import { UserCancelledError } from "./errors.ts";

/** A notification that comes and goes would only distract. Milliseconds. */
const PATIENCE = 1_000;

/** @throws UserCancelledError when the person stopped it, whatever the work says then. */
export async function withPatience<T>(title: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const abort = new AbortController();
  const pending = work(abort.signal);
  const ended = pending.then(
    () => true,
    () => true,
  );
  if (!(await Promise.race([ended, sleep(PATIENCE, false)]))) {
    const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
    await vscode.window.withProgress(options, (_, token) => {
      token.onCancellationRequested(() => abort.abort());
      return ended;
    });
  }
  if (abort.signal.aborted) throw new UserCancelledError();
  return pending;
}
