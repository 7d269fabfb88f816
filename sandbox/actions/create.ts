import { randomUUID } from "node:crypto";
import { requireTopic } from "../catalogue.ts";
import { checkTask } from "../conditions.ts";
import { withDefaults } from "../defaults.ts";
import { ApiError } from "../envelope.ts";
import { type KafkaRecharge, taskFields } from "../kafka-recharge.ts";
import { object } from "../parameters.ts";
import type { Action } from "./action.ts";
import { printTime } from "./time.ts";

const { TopicId, Name, KafkaType, UserKafkaTopics, Offset, LogRechargeRule, ...optional } = taskFields;

/** Not idempotent: the same body twice makes two tasks, as the real one does. */
export const createKafkaRecharge: Action = {
  limit: 20,
  parameters: object({ TopicId, Name, KafkaType, UserKafkaTopics, Offset, LogRechargeRule }, optional),
  run({ region, parameters, store, now }) {
    const fields = parameters as unknown as KafkaRecharge;
    checkTask(fields);
    requireTopic(region, fields.TopicId);
    if (store.find(region, fields.TopicId).length >= 100) {
      throw new ApiError("LimitExceeded", "A log topic takes at most 100 Kafka import tasks.", "超过配额限制。");
    }
    const id = randomUUID();
    return {
      result: { Id: id },
      commit: () => {
        const time = printTime(now());
        const task = { Region: region, Id: id, Status: 1, CreateTime: time, UpdateTime: time };
        store.insert({ ...task, ...withDefaults(fields) });
      },
    };
  },
};
