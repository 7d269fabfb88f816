/** Look-ups of CKafka (API 2019-08-19), whose answers have a `Result` level of their own. */
import { findInstance, instancesIn, type KafkaInstance } from "../catalogue.ts";
import { ApiError, type Fields } from "../envelope.ts";
import { integer, list, object, text } from "../parameters.ts";
import type { Action } from "./action.ts";

const offset = integer(0, Number.MAX_SAFE_INTEGER);

export const describeInstances: Action = {
  limit: 20,
  parameters: object(
    {},
    {
      InstanceId: text,
      SearchWord: text,
      Status: list(integer(0, 100)),
      Offset: offset,
      Limit: integer(1, 100),
      VpcId: text,
    },
  ),
  run({ region, parameters }) {
    const found = instancesIn(region)
      .filter((instance) => !parameters.InstanceId || instance.id === parameters.InstanceId)
      .filter((instance) => contains(`${instance.id} ${instance.name}`, parameters.SearchWord))
      .filter(() => !Array.isArray(parameters.Status) || parameters.Status.includes(1));
    const list = page(found, parameters, 10).map((instance) => ({
      InstanceId: instance.id,
      InstanceName: instance.name,
      Status: 1,
      IfCommunity: false,
    }));
    return { result: { Result: { TotalCount: found.length, InstanceList: list } } };
  },
};

const ofInstance = object({ InstanceId: text }, { SearchWord: text, Offset: offset, Limit: integer(1, 50) });

export const describeTopic: Action = {
  limit: 20,
  parameters: ofInstance,
  run({ region, parameters }) {
    const found = requireInstance(region, parameters).topics.filter((name) => contains(name, parameters.SearchWord));
    const list = page(found, parameters, 20).map((name) => ({ TopicId: `topic-${name}`, TopicName: name, Note: "" }));
    return { result: { Result: { TotalCount: found.length, TopicList: list } } };
  },
};

export const describeGroup: Action = {
  limit: 20,
  parameters: ofInstance,
  run({ region, parameters }) {
    const found = requireInstance(region, parameters).groups.filter((name) => contains(name, parameters.SearchWord));
    const list = page(found, parameters, 20).map((name) => ({ Group: name, Protocol: "consumer" }));
    return { result: { Result: { TotalCount: found.length, GroupList: list } } };
  },
};

function requireInstance(region: string, { InstanceId }: Fields): KafkaInstance {
  const instance = findInstance(region, String(InstanceId));
  if (instance) return instance;
  throw new ApiError(
    "InvalidParameterValue.InstanceNotExist",
    `The instance \`InstanceId\` ${InstanceId} does not exist.`,
    `实例 \`InstanceId\` ${InstanceId} 不存在。`,
  );
}

function contains(name: string, word: unknown): boolean {
  return typeof word !== "string" || name.includes(word);
}

function page<T>(items: T[], { Offset = 0, Limit }: Fields, defaultLimit: number): T[] {
  return items.slice(Number(Offset), Number(Offset) + Number(Limit ?? defaultLimit));
}
