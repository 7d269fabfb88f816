/** What became of each file: the shape of `--format json`, which is part of the interface, and its words. */
import * as l10n from "@vscode/l10n";
import type { Operation } from "../../cloud/operation/operation.ts";
import type { Outcome } from "../../cloud/operation/outcome.ts";
import { type OutcomeText, outcomeText } from "../../cloud/operation/outcome-text.ts";
import { type Replacement, replacementText } from "../../cloud/operation/replace.ts";
import { type Colors, colorsFor, printable, printableMessage, tell } from "../terminal.ts";

/**
 * `created`, `adopted` (existed already, its Id is in the file now), `imported` (the file is new), `updated`, `replaced`
 * (deleted and created again), `paused`, `resumed`, `deleted`, `unchanged` (nothing to do) and `exists` (the file had an
 * Id, so `submit` did nothing) are good ends. `held`: done, but the file could not be written. `unknown`: sent, and nobody
 * knows yet; `recover` settles both. `closed`: it came to nothing; a good end only for `recover`.
 * `create`, `update`, `replace`, `pause`, `resume`, `delete`, `import`: what would be done, with `--dry-run`.
 */
export type Action = keyof ReturnType<typeof actionTexts>;

export interface Result {
  file: string;
  action: Action;
  id: string | null;
  requestId: string | null;
  error: { code: string; message: string } | null;
  warnings: string[];
}

const PLANNED = ["create", "update", "replace", "pause", "resume", "delete", "import"] as const;
const DONE = { modify: "updated", pause: "paused", resume: "resumed", delete: "deleted" } as const;
const GOOD: ReadonlySet<Action> = new Set<Action>([
  ...PLANNED,
  ...Object.values(DONE),
  ...(["created", "adopted", "replaced", "imported", "unchanged", "exists"] as const),
]);

export function isGood({ action, error }: Result): boolean {
  return GOOD.has(action) || (action === "closed" && error === null);
}

/** A result that did not come from an operation. */
export function plainResult(file: string, action: Action, id: string | null, message?: string): Result {
  return { file, action, id, requestId: null, error: message ? { code: action, message } : null, warnings: [] };
}

/** Planned, and not begun: to be shown only, or not agreed to, or `blocked` by a file that is invalid. */
export function notBegun(
  file: string,
  planned: Action,
  id: string | null,
  { dryRun, blocked }: { dryRun?: true; blocked: boolean },
): Result {
  if (blocked) return plainResult(file, "cancelled", id, l10n.t("Nothing is sent while a file is invalid."));
  if (dryRun) return plainResult(file, planned, id);
  return plainResult(file, "cancelled", id, l10n.t("Nothing was sent for this file."));
}

/** The file's Id is of no task that its log topic has. */
export function goneResult(file: string, id: string): Result {
  const message = l10n.t(
    "The log topic has no task with this Id. If it was deleted, cls-recharge delete takes the Id out of the file, and submit creates another.",
  );
  return plainResult(file, "gone", id, message);
}

export function toResult(file: string, outcome: Outcome, kind: Operation["kind"]): Result {
  return resultOf(file, actionOf(outcome, kind), outcome, outcomeText(outcome, kind));
}

/** Of an earlier operation. One that came to nothing is settled all the same. */
export function toSettled(file: string, outcome: Outcome, kind: Operation["kind"]): Result {
  const result = toResult(file, outcome, kind);
  if (outcome.kind !== "closed" || !result.error) return result;
  return { ...result, error: null, warnings: [...result.warnings, result.error.message] };
}

export function toReplaced(file: string, replacement: Replacement): Result {
  const { deleted, created } = replacement;
  const outcome = created ?? deleted;
  const action = created?.kind === "created" ? "replaced" : actionOf(outcome, created ? "create" : "delete");
  return resultOf(file, action, outcome, replacementText(replacement));
}

function resultOf(file: string, action: Action, outcome: Outcome, text: OutcomeText): Result {
  const { message, requestId = null, warnings } = text;
  const id = "id" in outcome ? outcome.id : null;
  const error = GOOD.has(action) ? null : { code: codeOf(outcome), message };
  return { file, action, id, requestId, error, warnings };
}

function actionOf(outcome: Outcome, kind: Operation["kind"]): Action {
  if (outcome.kind === "created") return outcome.adopted ? "adopted" : "created";
  if (outcome.kind === "cancelled" && outcome.known.sent) return "unknown";
  if (outcome.kind !== "changed") return outcome.kind;
  return kind === "create" ? "created" : DONE[kind];
}

/** The API's code where it gave one, else our word for what happened. */
function codeOf(outcome: Outcome): string {
  if ("error" in outcome && outcome.error?.code) return outcome.error.code;
  if (outcome.kind === "refused") return outcome.refusal.kind;
  return "reason" in outcome ? outcome.reason : outcome.kind;
}

export function resultLine(result: Result, colors: Colors): string {
  const { file, action, id, requestId, error, warnings } = result;
  const mark = isGood(result) ? colors.green("✔") : colors.red("✖");
  const what = [actionTexts()[action], id, requestId && colors.dim(`RequestId ${requestId}`)]
    .filter(Boolean)
    .join("  ");
  const notes = [error?.message, ...warnings]
    .filter((note) => note !== undefined)
    .map((note) => `\n    ${printableMessage(note)}`);
  return `${mark} ${printable(file)}  ${what}${notes.join("")}\n`;
}

function actionTexts() {
  return {
    create: l10n.t("would be created"),
    update: l10n.t("would be updated"),
    replace: l10n.t("would be deleted and created again"),
    pause: l10n.t("would be paused"),
    resume: l10n.t("would be resumed"),
    delete: l10n.t("would be deleted"),
    updated: l10n.t("updated"),
    replaced: l10n.t("deleted and created again"),
    paused: l10n.t("paused"),
    resumed: l10n.t("resumed"),
    deleted: l10n.t("deleted, Id removed"),
    unchanged: l10n.t("nothing to do"),
    import: l10n.t("would be written"),
    imported: l10n.t("written"),
    "not-created": l10n.t("has no Id"),
    created: l10n.t("created"),
    adopted: l10n.t("exists already, Id written"),
    exists: l10n.t("has an Id, nothing to do"),
    closed: l10n.t("closed"),
    held: l10n.t("done, file not written"),
    unknown: l10n.t("sent, outcome unknown"),
    rejected: l10n.t("rejected"),
    "not-sent": l10n.t("not sent"),
    refused: l10n.t("refused"),
    cancelled: l10n.t("cancelled"),
    gone: l10n.t("has an Id, but the task is gone"),
    invalid: l10n.t("invalid"),
  };
}

/** Prints the results, but of lines that were printed already only what they did not tell. */
export function printResults(
  results: readonly Result[],
  { format, sandbox }: { format: "text" | "json"; sandbox?: true },
  printed: ReadonlySet<string>,
): void {
  if (format === "json") process.stdout.write(`${JSON.stringify(results, undefined, 2)}\n`);
  else {
    for (const result of results) {
      if (!printed.has(result.file)) process.stdout.write(resultLine(result, colorsFor(process.stdout)));
    }
  }
  // The journal of a sandbox that ends with the run ends with it, too.
  if (!sandbox && results.some(({ action }) => action === "unknown" || action === "held")) {
    tell(l10n.t("The journal knows what is not settled: run cls-recharge recover."));
  }
}
