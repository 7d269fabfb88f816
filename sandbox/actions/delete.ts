import { requireTopic } from "../catalogue.ts";
import { object, text } from "../parameters.ts";
import type { Action } from "./action.ts";
import { requireTask } from "./task.ts";

export const deleteKafkaRecharge: Action = {
  limit: 20,
  parameters: object({ Id: text, TopicId: text }),
  run({ region, parameters: { TopicId, Id }, store }) {
    requireTopic(region, String(TopicId));
    const task = requireTask(store, region, TopicId, Id);
    return { result: {}, commit: () => store.remove(task.Id) };
  },
};
