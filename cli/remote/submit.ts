/** `submit`: plan, question, work, results. */
import * as l10n from "@vscode/l10n";
import { openJournal } from "../../cloud/journal.ts";
import { JournalError } from "../../cloud/journal-error.ts";
import { systemClock } from "../../cloud/ports.ts";
import { runOperation } from "../../cloud/runner.ts";
import { confirm } from "../ask.ts";
import type { SubmitOptions } from "../commands/submit.ts";
import { EXIT, type ExitCode, UsageError } from "../exit.ts";
import { findFiles, STDIN } from "../files.ts";
import { Interruption } from "../interrupt.ts";
import { canAsk, canShowProgress, colorsFor, tell } from "../terminal.ts";
import { type Account, openAccount } from "./account.ts";
import { Connection } from "./connection.ts";
import { TerminalHost } from "./host.ts";
import { type Planned, planFiles } from "./plan.ts";
import { Progress } from "./progress.ts";
import { isGood, plainResult, type Result, resultLine, toResult } from "./results.ts";
import { showPlan } from "./show-plan.ts";

/** Operations at the same time: with a journal on disk in between, more would only wait for each other. */
const WORKERS = 4;

export async function submit(paths: readonly string[], options: SubmitOptions): Promise<ExitCode> {
  const { files, problems } = await findFiles(paths);
  if (files.includes(STDIN)) problems.push(l10n.t("standard input cannot take an Id; name a file"));
  if (problems.length > 0) throw new UsageError(problems.join("\n"));
  const interruption = new Interruption();
  const account = await openAccount(options);
  try {
    return await new Submission(account, options, interruption).run(files);
  } catch (error) {
    if (interruption.signal.aborted) return EXIT.interrupted;
    if (error instanceof JournalError) throw new UsageError(error.message);
    throw error;
  } finally {
    interruption.close();
    await account.close?.();
  }
}

type Create = Extract<Planned, { kind: "create" }>;

class Submission {
  readonly #account: Account;
  readonly #options: SubmitOptions;
  readonly #interruption: Interruption;
  readonly #connection: Connection;

  constructor(account: Account, options: SubmitOptions, interruption: Interruption) {
    this.#account = account;
    this.#options = options;
    this.#interruption = interruption;
    this.#connection = new Connection(account, options.timeout);
  }

  async run(files: readonly string[]): Promise<ExitCode> {
    const { signal } = this.#interruption;
    const context = { account: this.#account, connection: this.#connection, signal };
    const planned = await planFiles(files, context);
    await showPlan(planned, this.#account);
    const creates = planned.filter((plan) => plan.kind === "create");
    const mayRun = !this.#options.dryRun && planned.every(({ kind }) => kind !== "invalid") && creates.length > 0;
    const agreed = mayRun && (this.#options.yes || (await this.#confirmed(creates.length)));
    const done = agreed ? await this.#work(creates) : new Map<string, Result>();
    const results = planned.map((plan) => done.get(plan.file) ?? this.#untouched(plan));
    this.#print(results);
    if (this.#interruption.isStopping) return EXIT.interrupted;
    return results.every(isGood) ? EXIT.ok : EXIT.failed;
  }

  #confirmed(count: number): Promise<boolean> {
    const question = count === 1 ? l10n.t("Create 1 task?") : l10n.t("Create {0} tasks?", count);
    return confirm(question, this.#interruption.signal);
  }

  async #work(creates: Create[]): Promise<Map<string, Result>> {
    const journal = await openJournal(this.#account.journal);
    const progress = new Progress(creates.length);
    const { settle, yes } = this.#options;
    const results = new Map<string, Result>();
    const queue = creates.values();
    this.#interruption.hasBegun = true;
    const worker = async (): Promise<void> => {
      for (const { file, taskFile, operation } of queue) {
        if (this.#interruption.isStopping) return;
        const host = new TerminalHost(file, progress, !yes && canAsk(), this.#interruption.signal);
        const api = this.#connection.api(operation.target.region);
        const deps = { api, journal, clock: systemClock, random: Math.random, ...(settle !== undefined && { settle }) };
        const result = toResult(file, await runOperation(operation, taskFile, host, deps));
        results.set(file, result);
        progress.done();
        if (this.#streams) process.stdout.write(resultLine(result, colorsFor(process.stdout)));
      }
    };
    await Promise.all(Array.from({ length: WORKERS }, worker));
    progress.pause();
    return results;
  }

  #untouched(plan: Planned): Result {
    switch (plan.kind) {
      case "create":
        if (this.#options.dryRun) return plainResult(plan.file, "create", null);
        return plainResult(plan.file, "cancelled", null, l10n.t("Nothing was sent for this file."));
      case "exists":
        return plainResult(plan.file, "exists", plan.id);
      case "gone":
        return plainResult(plan.file, "gone", plan.id, l10n.t("The task with this Id is not in the cloud any more."));
      case "invalid":
        return plainResult(plan.file, "invalid", null, plan.message);
    }
  }

  /** Without a progress bar, lines come as files get through; with one, they would tear it. */
  get #streams(): boolean {
    return this.#options.format === "text" && !canShowProgress();
  }

  #print(results: Result[]): void {
    if (this.#options.format === "json") process.stdout.write(`${JSON.stringify(results, undefined, 2)}\n`);
    else {
      const left = this.#streams
        ? results.filter(({ action }) => action === "cancelled" || action === "invalid")
        : results;
      for (const result of left) process.stdout.write(resultLine(result, colorsFor(process.stdout)));
    }
    if (results.some(({ action }) => action === "unknown" || action === "held")) {
      tell(l10n.t("The journal knows what is not settled: run cls-recharge recover."));
    }
  }
}
