/** What a task file says of its task, and how the task is. */
import * as l10n from "@vscode/l10n";
import { asWritten, buildRequest, RequestError, type TaskRequest } from "../../document/body.ts";
import { textOf } from "../../document/effective.ts";
import { parseDocument, type TaskDocument } from "../../document/parse.ts";
import { findPlaceholders, type Placeholder } from "../../document/placeholders.ts";
import type { CloudTask, Fields } from "../operation/operation.ts";
import type { TaskList } from "../operation/ports.ts";
import { type Difference, differencesOf, type FileFields } from "./drift.ts";

export interface FileTask extends FileFields {
  readonly document: TaskDocument;
  readonly id: string | undefined;
  /** As the file has it: what a placeholder stands for is shown nowhere. */
  readonly name: string;
  readonly topicId: string;
  readonly region: string;
}

/** Where a file's task is cannot be told: `message` says why and what to do. */
export class FileTaskError extends Error {
  override readonly name = "FileTaskError";
}

/**
 * @param resolve as of `buildRequest`. A placeholder without a value is no error: its field is not compared.
 * @param region of a file that names none.
 * @throws FileTaskError
 */
export function readFileTask(
  text: string,
  resolve: (placeholder: Placeholder) => string | undefined,
  region: string | undefined,
): FileTask {
  const document = parseDocument(text);
  const { value: written } = understood(() => buildRequest(document, asWritten));
  const resolved = understood(() => buildRequest(document, (placeholder) => resolve(placeholder) || placeholder.text));
  const { value } = resolved;
  const where = resolved.region ?? region;
  if (!where) throw new FileTaskError(l10n.t("The file names no region, and there is no other to take."));
  if (!value.TopicId) throw new FileTaskError(l10n.t("The file names no log topic."));
  const topicId = requireKnown("TopicId", String(value.TopicId));
  return {
    document,
    id: textOf(document.root, "Id"),
    name: typeof written.Name === "string" ? written.Name : "",
    topicId,
    region: requireKnown("Region", where),
    written,
    value,
  };
}

/** @throws FileTaskError for what is no task file. */
function understood(read: () => TaskRequest): TaskRequest {
  try {
    return read();
  } catch (error) {
    if (error instanceof RequestError) throw new FileTaskError(error.message, { cause: error });
    throw error;
  }
}

function requireKnown(field: string, value: string): string {
  const [unknown] = findPlaceholders(value);
  if (unknown) throw new FileTaskError(l10n.t("{0} is not known: {1} has no value.", field, unknown.text));
  return value;
}

export type RunState = "running" | "paused" | "error";

/** `Status` of DescribeKafkaRecharges (614/56111); undefined for a number nobody documents. */
export function runState({ Status }: Fields): RunState | undefined {
  return Status === 1 ? "running" : Status === 2 ? "paused" : Status === 3 ? "error" : undefined;
}

export function runText(run: RunState): string {
  switch (run) {
    case "running":
      return l10n.t("running");
    case "paused":
      return l10n.t("paused");
    case "error":
      return l10n.t("in error");
  }
}

/** `absent`: the file has an Id, and its log topic has no such task: it was deleted, or the file names another topic. */
export type FileState =
  | { readonly kind: "not-created" }
  | { readonly kind: "absent"; readonly id: string; readonly topicId: string }
  | {
      readonly kind: "in-sync" | "differs";
      readonly id: string;
      readonly task: CloudTask;
      readonly run: RunState | undefined;
      readonly differences: readonly Difference[];
    };

/** @returns undefined when the list is incomplete and lacks the task. */
export function stateOf(file: FileTask, { tasks, complete }: TaskList): FileState | undefined {
  const { id, topicId } = file;
  if (id === undefined) return { kind: "not-created" };
  const task = tasks.find((candidate) => candidate.Id === id);
  if (!task) return complete ? { kind: "absent", id, topicId } : undefined;
  const differences = differencesOf(file, task);
  return { kind: differences.length === 0 ? "in-sync" : "differs", id, task, run: runState(task), differences };
}
