/** Task files that the API takes, and the tasks that come of them. */
import { strict as assert } from "node:assert";
import type { Sandbox, Task } from "../../../sandbox/server.ts";

export const topic = "b53fe5be-7ee3-4031-8043-5a73bad4f572";

/** A file of the simplest kind, with a comment that must survive. */
export const taskText = (name: string) => `{
  // kept
  "Region": "ap-guangzhou",
  "TopicId": "${topic}",
  "Name": "${name}",
  "KafkaType": 0,
  "KafkaInstance": "ckafka-2vrgxbxa",
  "UserKafkaTopics": "app-logs",
  "Offset": -1,
  "LogRechargeRule": { "RechargeType": "json_log", "EncodingFormat": 0, "DefaultTimeSwitch": true }
}
`;

export const idIn = (text: string) => /"Id": "([^"]+)"/.exec(text)?.[1];

/** The first task of this name. */
export function taskOf(sandbox: Sandbox, name: string): Task {
  const task = sandbox.tasks().find(({ Name }) => Name === name);
  assert.ok(task, `there is a task ${name}`);
  return task;
}

/** Resolves when the server has made a task and may hold its answer back. */
export async function taskMade(sandbox: Sandbox, name: string): Promise<void> {
  await until(() => sandbox.tasks().some(({ Name }) => Name === name));
}

/** Resolves when a request of this action has come. */
export async function requested(sandbox: Sandbox, action: string): Promise<void> {
  const before = sandbox.requests.length;
  await until(() => sandbox.requests.slice(before).some((request) => request.action === action));
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}
