/** Carries out operations that were agreed to, several at a time. */
import { openJournal } from "../../cloud/journal/journal.ts";
import type { Operation, TaskFile } from "../../cloud/operation/operation.ts";
import { systemClock } from "../../cloud/operation/ports.ts";
import { replaceTask } from "../../cloud/operation/replace.ts";
import { runOperation } from "../../cloud/operation/runner.ts";
import type { SubmitOptions } from "../commands/submit.ts";
import { EXIT, type ExitCode } from "../exit.ts";
import { canAsk, canShowProgress, colorsFor } from "../terminal.ts";
import { TerminalHost } from "./host.ts";
import { Progress } from "./progress.ts";
import { isGood, printResults, type Result, resultLine, toReplaced, toResult } from "./results.ts";
import type { Session } from "./session.ts";

/** Operations at the same time: with a journal on disk in between, more would only wait for each other. */
const WORKERS = 4;

export interface Work {
  file: string;
  taskFile: TaskFile;
  operation: Operation;
  /** In place of a change that is not possible: delete and create. */
  replaces?: boolean;
}

/** Without a progress bar, lines come as files get through; with one, they would tear it. */
function streams({ format }: SubmitOptions): boolean {
  return format === "text" && !canShowProgress();
}

/** @returns results by file, of those that were begun before an interruption. @throws JournalError */
export async function carryOut(
  work: readonly Work[],
  { account, connection, interruption }: Session,
  options: SubmitOptions,
): Promise<Map<string, Result>> {
  if (work.length === 0) return new Map();
  const journal = await openJournal(account.journal);
  const progress = await Progress.of(work.length);
  const { settle, yes } = options;
  const results = new Map<string, Result>();
  const queue = work.values();
  interruption.hasBegun = true;
  const worker = async (): Promise<void> => {
    for (const { file, taskFile, operation, replaces } of queue) {
      if (interruption.isStopping) return;
      const host = new TerminalHost(file, progress, !yes && canAsk(), interruption.signal);
      const api = connection.api(operation.target.region);
      const deps = { api, journal, clock: systemClock, random: Math.random, ...(settle !== undefined && { settle }) };
      const result =
        replaces && operation.kind === "modify"
          ? toReplaced(file, await replaceTask(operation, taskFile, host, deps))
          : toResult(file, await runOperation(operation, taskFile, host, deps), operation.kind);
      results.set(file, result);
      progress.done();
      if (streams(options)) process.stdout.write(resultLine(result, colorsFor(process.stdout)));
    }
  };
  await Promise.all(Array.from({ length: WORKERS }, worker));
  progress.pause();
  return results;
}

/** Prints what became of every file; of those that were worked on only what was not printed on the way. */
export function conclude(
  results: readonly Result[],
  done: ReadonlyMap<string, Result>,
  options: SubmitOptions,
): ExitCode {
  printResults(results, options, new Set(streams(options) ? done.keys() : []));
  return results.every(isGood) ? EXIT.ok : EXIT.failed;
}
