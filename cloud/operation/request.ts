/** The request of an operation: which action, which bytes. */

import { complete } from "../task/left-over.ts";
import { Exchange } from "./exchange.ts";
import type { CloudTask, Fields, Operation } from "./operation.ts";
import type { SendOptions, TaskApi } from "./ports.ts";

/**
 * To pause or to resume, nothing but `StatusControl` is sent beside what names the task: a file may differ from the task,
 * and a password is not listed. Whether fields that are left out keep their value is checked afterwards.
 *
 * `StatusControl` of ModifyKafkaRecharge (614/56110).
 */
const STATUS_CONTROL = { pause: 1, resume: 2 } as const;

/** The log topic that a task is or will be in. */
export function topicOf(operation: Operation): string {
  return operation.kind === "create" ? String(operation.request.value.TopicId) : operation.topicId;
}

/** The body's bytes, as they are signed and sent. */
export function requestBytes(operation: Operation): Uint8Array {
  return new TextEncoder().encode(requestBody(operation));
}

function requestBody(operation: Operation): string {
  switch (operation.kind) {
    case "create":
      return operation.request.body;
    case "modify":
      return JSON.stringify(modifyFields(operation.request.value, operation.base));
    case "pause":
    case "resume":
      return JSON.stringify({
        Id: operation.id,
        TopicId: operation.topicId,
        StatusControl: STATUS_CONTROL[operation.kind],
      });
    case "delete":
      return JSON.stringify({ Id: operation.id, TopicId: operation.topicId });
  }
}

/**
 * The body of ModifyKafkaRecharge, which has no `Offset` (614/56110).
 * @param file the file's fields: placeholders resolved to send them, as written to show them.
 */
export function modifyFields({ Offset: _, ...file }: Fields, base: CloudTask): Fields {
  return { Id: base.Id, ...complete(file, base) };
}

export function openExchange(
  operation: Operation,
  api: TaskApi,
  options: Omit<SendOptions, "onConnected" | "secrets">,
): Exchange {
  const body = requestBytes(operation);
  const { kind } = operation;
  const action = kind === "create" || kind === "delete" ? kind : "modify";
  const secrets = "request" in operation ? operation.request.secrets : [];
  return new Exchange(kind, (onConnected) => api[action](body, { ...options, secrets, onConnected }));
}
