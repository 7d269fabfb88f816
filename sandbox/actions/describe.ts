import { requireTopic } from "../catalogue.ts";
import { object, oneOf, text } from "../parameters.ts";
import type { Action } from "./action.ts";

/** Lists all tasks of a topic at once: there is no paging. Passwords are in it, as in the real answer. */
export const describeKafkaRecharges: Action = {
  limit: 20,
  parameters: object({ TopicId: text }, { Id: text, Status: oneOf(1, 2, 3) }),
  run({ region, parameters: { TopicId, Id, Status }, store }) {
    requireTopic(region, String(TopicId));
    const infos = store
      .find(region, String(TopicId), Id ? String(Id) : undefined)
      .filter((task) => Status === undefined || task.Status === Status)
      .map(({ Region: _, ...info }) => info);
    return { result: { Infos: infos, TotalCount: infos.length } };
  },
};
