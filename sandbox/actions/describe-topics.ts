import { type LogTopic, topicsIn } from "../catalogue.ts";
import { invalidValue } from "../envelope.ts";
import { integer, list, object, oneOf, text } from "../parameters.ts";
import type { Action } from "./action.ts";

interface Filter {
  Key: string;
  Values: string[];
}

/** Filters are and-ed, the values of one are or-ed. Names match by part unless PreciseSearch says otherwise. */
export const describeTopics: Action = {
  limit: 50,
  parameters: object(
    {},
    {
      Filters: list(object({ Key: text, Values: list(text) }), 10),
      Offset: integer(0, Number.MAX_SAFE_INTEGER),
      Limit: integer(1, 100),
      PreciseSearch: oneOf(0, 1, 2, 3),
      BizType: oneOf(0, 1),
    },
  ),
  run({ region, parameters }) {
    const filters = (parameters.Filters ?? []) as Filter[];
    const precise = Number(parameters.PreciseSearch ?? 0);
    const found = topicsIn(region)
      .filter(() => parameters.BizType !== 1)
      .filter((topic) => filters.every((filter) => matches(topic, filter, precise)));
    const offset = Number(parameters.Offset ?? 0);
    const page = found.slice(offset, offset + Number(parameters.Limit ?? 20));
    return { result: { Topics: page.map(info), TotalCount: found.length } };
  },
};

/** @param precise 1: topic names exactly, 2: logset names exactly, 3: both */
function matches(topic: LogTopic, { Key, Values }: Filter, precise: number): boolean {
  const named = (name: string, exact: boolean) =>
    Values.some((value) => (exact ? name === value : name.includes(value)));
  if (Key === "topicId") return Values.includes(topic.id);
  if (Key === "logsetId") return Values.includes(topic.logsetId);
  if (Key === "topicName") return named(topic.name, precise === 1 || precise === 3);
  if (Key === "logsetName") return named(topic.logsetName, precise >= 2);
  if (Key === "storageType") return Values.includes("hot");
  if (Key === "tagKey" || Key.startsWith("tag:")) return false;
  throw invalidValue("Filters.Key", `no filter ${Key}`, `不支持 ${Key}`);
}

function info(topic: LogTopic) {
  return {
    TopicId: topic.id,
    TopicName: topic.name,
    LogsetId: topic.logsetId,
    PartitionCount: 1,
    StorageType: "hot",
    Status: true,
    Index: true,
    Period: 30,
    AutoSplit: true,
    MaxSplitPartitions: 50,
    Tags: [],
    CreateTime: "2026-01-05 10:00:00",
  };
}
