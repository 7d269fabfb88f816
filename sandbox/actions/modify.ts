import { invalidValue } from "../envelope.ts";
import { checkTask, type KafkaRecharge, taskFields, withDefaults } from "../kafkaRecharge.ts";
import { isAbsent, object, oneOf, text } from "../parameters.ts";
import type { Store, Task } from "../store.ts";
import type { Action } from "./action.ts";
import { printTime } from "./time.ts";

const { TopicId, Offset: _, ...changeable } = taskFields;

/** @throws ApiError when the topic has no task of this Id. Which code the real API has for it is not documented. */
export function requireTask(store: Store, region: string, topicId: unknown, id: unknown): Task {
  const [task] = store.find(region, String(topicId), String(id));
  if (!task) throw invalidValue("Id", "the task does not exist", "任务不存在");
  return task;
}

/**
 * A parameter that is left out keeps its value; an object is replaced as a whole. (Not documented: a client that sends
 * the full task need not care.) The result has to be as complete as a new task.
 */
export const modifyKafkaRecharge: Action = {
  limit: 20,
  parameters: object({ Id: text, TopicId }, { ...changeable, StatusControl: oneOf(1, 2) }),
  run({ region, parameters: { StatusControl, ...fields }, store, now }) {
    const task = requireTask(store, region, fields.TopicId, fields.Id);
    const given = Object.entries(fields).filter(([, value]) => value !== undefined);
    const changed = { ...task, ...Object.fromEntries(given) } as Task;
    for (const key of ["Name", "UserKafkaTopics"] as const) {
      if (isAbsent(changed[key])) changed[key] = task[key];
    }
    checkTask(changed as KafkaRecharge);
    return {
      result: {},
      commit: () => {
        // 1 pauses and 2 starts, while a Status of 1 is running and 2 is paused.
        const status = StatusControl === 1 ? 2 : StatusControl === 2 ? 1 : task.Status;
        store.replace({ ...changed, ...withDefaults(changed), Status: status, UpdateTime: printTime(now()) });
      },
    };
  },
};
