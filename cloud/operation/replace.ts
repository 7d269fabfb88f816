/**
 * Ends a task and makes another from the same file, for what cannot be changed: two operations, each with its own record,
 * so that whatever comes in between leaves a file that can be submitted.
 */
import * as l10n from "@vscode/l10n";
import { applyEdits } from "../../document/edit.ts";
import { idRemoval } from "../task/id-edit.ts";
import { listOnce } from "./listing.ts";
import type { Host, ModifyOperation, TaskFile } from "./operation.ts";
import type { Outcome } from "./outcome.ts";
import { type OutcomeText, outcomeText } from "./outcome-text.ts";
import { type RunnerDeps, runOperation } from "./runner.ts";

export interface Replacement {
  readonly deleted: Outcome;
  /** undefined when the old task is not gone for certain, or its Id not out of the file: then nothing was created. */
  readonly created: Outcome | undefined;
}

/** @param operation the change that is not possible; its request becomes that of the new task. */
export async function replaceTask(
  operation: ModifyOperation,
  file: TaskFile,
  host: Host,
  deps: RunnerDeps,
): Promise<Replacement> {
  const ids = await namesakes(operation, host, deps);
  if (ids.length > 0) return { deleted: { kind: "refused", refusal: { kind: "same-name", ids } }, created: undefined };
  const { request, ...change } = operation;
  const deleted = await runOperation({ ...change, kind: "delete" }, file, host, deps);
  if (deleted.kind !== "changed") return { deleted, created: undefined };
  const { target, text, id } = operation;
  const without = applyEdits(text, idRemoval(text, id));
  return { deleted, created: await runOperation({ kind: "create", target, text: without, request }, file, host, deps) };
}

/** Others that the new task would be asked about, when the old one is gone already. A list that fails says so in the delete. */
async function namesakes({ id, request }: ModifyOperation, { signal }: Host, deps: RunnerDeps) {
  const topicId = String(request.value.TopicId);
  const listing = await listOnce({ topicId, kind: "delete", projection: {}, base: undefined, signal }, deps);
  if (listing.kind !== "listed") return [];
  const others = listing.seen.filter(({ summary }) => summary.name === request.value.Name && summary.id !== id);
  return others.map(({ summary }) => summary.id);
}

/** What delete and create cost, a sentence each: for whoever is to agree. Offset: 614/56113. */
export function replacementCosts(): string[] {
  return [
    l10n.t("With Offset -2 the new task imports again all that Kafka still has: the logs are there twice."),
    l10n.t("With Offset -1 it imports only what is new: what arrives in between, or had not been imported, is lost."),
  ];
}

export function replacementText({ deleted, created }: Replacement): OutcomeText {
  if (!created) return withNote(outcomeText(deleted, "delete"), wasSent(deleted) ? nothingCreated() : undefined);
  const id = "id" in deleted ? deleted.id : "";
  const before = outcomeText(deleted, "delete");
  const after = outcomeText(created);
  const text = { ...after, warnings: [...before.warnings, ...after.warnings] };
  if (created.kind === "created") {
    return {
      ...text,
      message: l10n.t("Task {0} is deleted, {1} takes its place. Its Id is in the file.", id, created.id),
    };
  }
  const isOpen = wasSent(created);
  const message = isOpen
    ? l10n.t("Task {0} is deleted. {1}", id, text.message)
    : l10n.t(
        "Task {0} is deleted, and no other takes its place: nothing is imported. {1} The file has no Id any more: submit it.",
        id,
        text.message,
      );
  return { ...text, message, severity: isOpen ? text.severity : "error" };
}

/** Something of it may be in effect, or is. */
function wasSent(outcome: Outcome): boolean {
  return outcome.kind === "unknown" || outcome.kind === "held" || (outcome.kind === "cancelled" && outcome.known.sent);
}

function nothingCreated(): string {
  return l10n.t("No other task was created.");
}

function withNote(text: OutcomeText, note: string | undefined): OutcomeText {
  return note ? { ...text, message: l10n.t("{0} {1}", text.message, note) } : text;
}
