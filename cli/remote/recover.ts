/** `recover`: what the journal knows to be unfinished, and its end. */
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import * as l10n from "@vscode/l10n";
import { Endpoint, EndpointError } from "../../cloud/api/endpoint.ts";
import { type Journal, openJournal, type Unfinished } from "../../cloud/journal/journal.ts";
import { JournalError } from "../../cloud/journal/journal-error.ts";
import { localTime } from "../../cloud/operation/plain-text.ts";
import { systemClock } from "../../cloud/operation/ports.ts";
import { recover } from "../../cloud/operation/runner.ts";
import { DiskTaskFile } from "../../cloud/task/write-back.ts";
import { confirm } from "../ask.ts";
import type { RecoverOptions } from "../commands/recover.ts";
import { EXIT, type ExitCode, UsageError } from "../exit.ts";
import { Interruption } from "../interrupt.ts";
import { canAsk, colorsFor, printable, tell } from "../terminal.ts";
import { openAccount } from "./account.ts";
import { connect } from "./connect.ts";
import { forget, isGone, sandboxGone, unreadable } from "./forget.ts";
import { TerminalHost } from "./host.ts";
import { Progress } from "./progress.ts";
import { isGood, plainResult, type Result, resultLine, toSettled } from "./results.ts";
import { unusableJournal } from "./session.ts";

export async function recoverAll(options: RecoverOptions): Promise<ExitCode> {
  const interruption = new Interruption();
  try {
    if (options.endpoint !== undefined) Endpoint.parse(options.endpoint);
    const journal = await openJournal();
    const unfinished = await journal.listUnfinished();
    for (const entry of unfinished) tell(describe(entry));
    const agreed = unfinished.length > 0 && (options.yes || (await mayAsk(unfinished.length, interruption)));
    const results = agreed
      ? await settleAll(unfinished, journal, options, interruption)
      : unfinished.map((entry) => left(entry));
    print(results, options);
    if (interruption.isStopping) return EXIT.interrupted;
    return results.every(isGood) ? EXIT.ok : EXIT.failed;
  } catch (error) {
    if (interruption.signal.aborted) return EXIT.interrupted;
    if (error instanceof EndpointError) throw new UsageError(error.message);
    if (error instanceof JournalError) throw unusableJournal(error);
    throw error;
  } finally {
    interruption.close();
  }
}

async function mayAsk(count: number, { signal }: Interruption): Promise<boolean> {
  if (canAsk()) return confirm(l10n.t("Settle {0} now?", count), signal);
  tell(l10n.t("Give --yes to settle them."));
  return false;
}

async function settleAll(
  unfinished: Unfinished[],
  journal: Journal,
  options: RecoverOptions,
  interruption: Interruption,
): Promise<Result[]> {
  const progress = await Progress.of(unfinished.length);
  interruption.hasBegun = true;
  const results: Result[] = [];
  for (const entry of unfinished) {
    const settled = interruption.isStopping
      ? left(entry)
      : await settleOne(entry, journal, progress, options, interruption).catch((error) =>
          interruption.signal.aborted ? left(entry) : withoutAccount(entry, error),
        );
    results.push(settled);
    progress.done();
  }
  progress.pause();
  return results;
}

async function settleOne(
  entry: Unfinished,
  journal: Journal,
  progress: Progress,
  options: RecoverOptions,
  { signal }: Interruption,
): Promise<Result> {
  const { opId, record, owner } = entry;
  const file = nameOf(entry);
  const mayAsk = !options.yes && canAsk();
  const asking = { mayAsk, progress, signal };
  if (!record) return await forget(opId, plainResult(file, "unknown", null, unreadable()), journal, asking);
  const account = await openAccount({ ...options, endpoint: options.endpoint ?? record.endpoint });
  const api = connect(account, options.timeout).api(record.region);
  if (!owner && account.endpoint.sandbox && (await isGone(record, api, signal))) {
    const result = plainResult(file, "unknown", record.id ?? null, sandboxGone(record));
    return await forget(opId, result, journal, asking);
  }
  const host = new TerminalHost(file, progress, mayAsk, signal);
  const taskFile = await DiskTaskFile.open(fileURLToPath(record.uri));
  const { settle } = options;
  const deps = { api, journal, clock: systemClock, random: Math.random, ...(settle !== undefined && { settle }) };
  const outcome = await recover(opId, taskFile, host, deps);
  const result = toSettled(file, outcome, record.kind);
  if (outcome.kind === "held" && outcome.reason === "missing") return await forget(opId, result, journal, asking);
  if (mayAsk || result.error?.code !== "absent") return result;
  const how = l10n.t("When it does not appear, cls-recharge recover at a terminal, without --yes, asks what to do.");
  return { ...result, warnings: [...result.warnings, how] };
}

function print(results: Result[], { format }: RecoverOptions): void {
  if (format === "json") process.stdout.write(`${JSON.stringify(results, undefined, 2)}\n`);
  else if (results.length === 0) process.stdout.write(`${l10n.t("Nothing is unfinished.")}\n`);
  else for (const result of results) process.stdout.write(resultLine(result, colorsFor(process.stdout)));
}

/** Others may be of another account, so only this one waits. */
function withoutAccount(entry: Unfinished, error: unknown): Result {
  if (!UsageError.is(error)) throw error;
  const why = l10n.t(
    "Not settled: {0} Provide credentials that see its task, or name them with --profile, and run cls-recharge recover again.",
    error.message,
  );
  return left(entry, why);
}

function left(entry: Unfinished, why = l10n.t("Not settled.")): Result {
  const action = entry.record?.phase === "created" ? "held" : "unknown";
  return plainResult(nameOf(entry), action, entry.record?.id ?? null, why);
}

function describe(entry: Unfinished): string {
  const { record, owner } = entry;
  if (!record) return l10n.t("{0}: the record of this operation cannot be read", nameOf(entry));
  const { name, topicId, region, endpoint, startedAt } = record;
  const text = l10n.t(
    "{0}: task “{1}” in log topic {2} ({3}, {4}), begun {5}",
    nameOf(entry),
    name,
    topicId,
    region,
    new URL(endpoint).host,
    localTime(startedAt),
  );
  return printable(owner ? `${text}; ${l10n.t("at work now: {0}", owner)}` : text);
}

function nameOf({ opId, record }: Unfinished): string {
  if (!record?.uri.startsWith("file:")) return record?.uri ?? opId;
  const path = fileURLToPath(record.uri);
  const short = relative(".", path);
  return short.startsWith("..") ? path : short;
}
