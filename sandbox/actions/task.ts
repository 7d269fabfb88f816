import { invalidValue } from "../envelope.ts";
import type { Store, Task } from "../store.ts";

/** @throws ApiError when the topic has no task of this Id. Which code the real API has for it is not documented. */
export function requireTask(store: Store, region: string, topicId: unknown, id: unknown): Task {
  const [task] = store.find(region, String(topicId), String(id));
  if (!task) throw invalidValue("Id", "the task does not exist", "任务不存在");
  return task;
}
