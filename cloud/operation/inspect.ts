/** P0: whether a file is one that an operation may start from, and what of it may be stored. */
import { writtenRequest } from "../../document/body.ts";
import { textOf } from "../../document/effective.ts";
import { problemMessages } from "../../document/messages.ts";
import { parseDocument, type TaskDocument } from "../../document/parse.ts";
import { findPlaceholders } from "../../document/placeholders.ts";
import { sha256 } from "../hash.ts";
import { leftOver, merge, stuck } from "../task/left-over.ts";
import { differences, projectionOf } from "../task/match.ts";
import { type Fields, type ModifyOperation, type Operation, type TaskFile, WriteBackError } from "./operation.ts";
import type { Refusal } from "./outcome.ts";

/** Why the file as it is now is not one to start this operation from. */
export async function inspect(file: TaskFile, operation: Operation): Promise<Refusal | undefined> {
  let text: string;
  try {
    text = await file.read();
  } catch (error) {
    if (error instanceof WriteBackError && error.reason === "missing") return { kind: "file", obstacle: "missing" };
    throw error;
  }
  const document = parseDocument(text);
  if (document.problems.length > 0) {
    return { kind: "unparsable", message: problemMessages(document.problems) };
  }
  const id = textOf(document.root, "Id");
  if (operation.kind === "create" && id !== undefined) return { kind: "has-id", id };
  if (operation.kind !== "create" && id !== operation.id) return { kind: "wrong-id", found: id };
  const obstacle = await file.obstacle();
  if (obstacle && (obstacle !== "read-only" || writesFile(operation))) return { kind: "file", obstacle };
  if (text !== operation.text) return { kind: "file-changed" };
  return secretIdentity(document) ?? (operation.kind === "modify" ? immutable(operation) : undefined);
}

function writesFile({ kind }: Operation): boolean {
  return kind === "create" || kind === "delete";
}

/** What a task is told apart by goes into the journal. */
function secretIdentity({ root }: TaskDocument): Refusal | undefined {
  const fields = ["Name", "TopicId"] as const;
  const field = fields.find((name) =>
    findPlaceholders(textOf(root, name) ?? "").some((found) => found.kind === "secret"),
  );
  return field && { kind: "secret-identity", field };
}

function immutable(operation: ModifyOperation): Refusal | undefined {
  const fields = immutableFields(operation);
  return fields.length > 0 ? { kind: "immutable", fields } : undefined;
}

/**
 * Fields of a file that differ from its task and cannot be changed: ModifyKafkaRecharge has no `Offset`, `TopicId` only
 * says where the task is, and not everything can be unset (614/56110).
 */
export function immutableFields({ request: { value }, base, topicId }: ModifyOperation): string[] {
  const isMoved = value.Offset !== undefined && base.Offset !== undefined && value.Offset !== base.Offset;
  return [...(isMoved ? ["Offset"] : []), ...(value.TopicId !== topicId ? ["TopicId"] : []), ...stuck(value, base)];
}

/** What a text says, whatever its layout, comments and Id. @throws RequestError */
export function textHash(text: string): string {
  return sha256(writtenRequest(text).body);
}

/** What may be stored of an operation's request, and what its task is recognised by. */
export function storable(operation: Operation): Fields {
  if (!("request" in operation)) return {};
  const fields = projectionOf(written(operation), operation.request.value);
  if (operation.kind === "create") return fields;
  const { Offset: _, ...changeable } = fields;
  return merge(changeable, leftOver(operation.request.value, operation.base));
}

/** Whether a request sets values that may not be stored: of those no list of tasks shows whether they arrived. */
export function hasHiddenValues(operation: Operation): boolean {
  if (!("request" in operation)) return false;
  const { value } = operation.request;
  return differences(value, projectionOf(written(operation), value)).length > 0;
}

function written(operation: Operation): Fields {
  return writtenRequest(operation.text).value;
}
