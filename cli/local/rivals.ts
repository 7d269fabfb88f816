/** Values that the rules across files compare, as keys: only files that share one can clash. */
import type { JsonValue } from "../../document/effective.ts";

const SHARED = [
  ["Id"],
  ["TopicId", "Name"],
  ["ConsumerGroupName", "KafkaInstance"],
  ["ConsumerGroupName", "ServerAddr"],
];

/** @param value - the file's effective value; placeholders in it are not known and clash with nothing. */
export function clashKeys(value: JsonValue | undefined): string[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
  return SHARED.flatMap((fields) => {
    const values = fields.map((field) => value[field]);
    const isKnown = values.every((item) => typeof item === "string" && !item.includes("${"));
    return isKnown ? JSON.stringify([...fields, ...values]) : [];
  });
}
