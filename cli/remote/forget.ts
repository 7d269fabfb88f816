/** Unfinished operations that cannot be settled, only forgotten. */
import * as l10n from "@vscode/l10n";
import { NotSentError } from "../../cloud/api/failure.ts";
import type { Journal } from "../../cloud/journal/journal.ts";
import type { OpRecord } from "../../cloud/journal/record.ts";
import type { TaskApi } from "../../cloud/operation/ports.ts";
import { confirm } from "../ask.ts";
import { printable } from "../terminal.ts";
import type { Progress } from "./progress.ts";
import type { Result } from "./results.ts";

/** Whether the answer that is missing can come no more: nothing listens where the operation was sent to. */
export async function isGone({ phase, topicId }: OpRecord, api: TaskApi, signal: AbortSignal): Promise<boolean> {
  if (phase !== "sent") return false;
  try {
    await api.describe(topicId, { signal });
    return false;
  } catch (error) {
    return error instanceof NotSentError && error.reason === "refused";
  }
}

/** Forgets an operation where a person says so. @param result - what it is otherwise, and why it cannot be settled. */
export async function forget(
  opId: string,
  result: Result,
  journal: Journal,
  { mayAsk, progress, signal }: { mayAsk: boolean; progress: Progress; signal: AbortSignal },
): Promise<Result> {
  const { code = result.action, message = "" } = result.error ?? {};
  if (!mayAsk) {
    const how = l10n.t("cls-recharge recover at a terminal, without --yes, asks whether to forget it.");
    return { ...result, error: { code, message: l10n.t("{0} {1}", message, how) } };
  }
  progress.pause();
  const question = l10n.t("{0} {1}", message, l10n.t("Forget it now?"));
  const agreed = await confirm(printable(`${result.file}: ${question}`), signal);
  progress.resume();
  if (!agreed) return result;
  await journal.forget(opId);
  return { ...result, action: "closed", error: null, warnings: [...result.warnings, l10n.t("It is forgotten.")] };
}

export function sandboxGone({ endpoint }: OpRecord): string {
  return l10n.t(
    "It was sent to a sandbox on this computer that does not run any more: {0}. No account is concerned. It can be settled when that sandbox runs there again with the same --store; otherwise forget it.",
    new URL(endpoint).host,
  );
}

export function unreadable(): string {
  return l10n.t(
    "Its record cannot be read, so nobody knows which file it was of. When that file is submitted again, it is asked which task the operation created; forget it only if there is no such file any more.",
  );
}
