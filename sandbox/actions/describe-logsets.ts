import { logsetsIn } from "../catalogue.ts";
import { invalidValue } from "../envelope.ts";
import { integer, list, object, text } from "../parameters.ts";
import type { Action } from "./action.ts";

interface Filter {
  Key: string;
  Values: string[];
}

/** Filters are and-ed, the values of one are or-ed; names match by part. */
export const describeLogsets: Action = {
  limit: 100,
  parameters: object(
    {},
    {
      Filters: list(object({ Key: text, Values: list(text, 5) }), 10),
      Offset: integer(0, Number.MAX_SAFE_INTEGER),
      Limit: integer(1, 100),
    },
  ),
  run({ region, parameters }) {
    const filters = (parameters.Filters ?? []) as Filter[];
    const found = logsetsIn(region).filter((logset) => filters.every((filter) => matches(logset, filter)));
    const offset = Number(parameters.Offset ?? 0);
    const page = found.slice(offset, offset + Number(parameters.Limit ?? 20));
    const Logsets = page.map(({ id, name, topics }) => ({
      LogsetId: id,
      LogsetName: name,
      CreateTime: "2026-01-05 10:00:00",
      Tags: [],
      TopicCount: topics,
    }));
    return { result: { Logsets, TotalCount: found.length } };
  },
};

function matches({ id, name }: { id: string; name: string }, { Key, Values }: Filter): boolean {
  if (Key === "logsetId") return Values.includes(id);
  if (Key === "logsetName") return Values.some((value) => name.includes(value));
  if (Key === "tagKey" || Key.startsWith("tag:")) return false;
  throw invalidValue("Filters.Key", `no filter ${Key}`, `不支持 ${Key}`);
}
