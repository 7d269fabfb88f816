import { checkTask } from "../conditions.ts";
import { withDefaults } from "../defaults.ts";
import { taskFields } from "../kafka-recharge.ts";
import { isAbsent, object, oneOf, text } from "../parameters.ts";
import type { Task } from "../store.ts";
import type { Action } from "./action.ts";
import { requireTask } from "./task.ts";
import { printTime } from "./time.ts";

const { TopicId, Offset: _, ...changeable } = taskFields;

/**
 * A parameter that is left out keeps its value; an object is replaced as a whole. (Not documented: a client that sends
 * the full task need not care.) The result has to be as complete as a new task.
 */
export const modifyKafkaRecharge: Action = {
  limit: 20,
  parameters: object({ Id: text, TopicId }, { ...changeable, StatusControl: oneOf(1, 2) }),
  run({ region, parameters: { StatusControl, ...fields }, store, now }) {
    const task = requireTask(store, region, fields.TopicId, fields.Id);
    const changed: Task = { ...task, ...fields };
    for (const key of ["Name", "UserKafkaTopics"] as const) {
      if (isAbsent(changed[key])) changed[key] = task[key];
    }
    checkTask(changed);
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
