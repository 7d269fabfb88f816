/** Values that the rules across files compare, as keys: only files that share one can clash. */
import { isObject, type JsonValue } from "../../document/effective.ts";
import { Analysis } from "../../server/src/service/index.ts";

const SHARED = [
  ["Id"],
  ["TopicId", "Name"],
  ["ConsumerGroupName", "KafkaInstance"],
  ["ConsumerGroupName", "ServerAddr"],
];

/** Of the text of a task file. Placeholders in it are not known and clash with nothing. */
export function clashKeys(text: string): string[] {
  const value = read(text);
  if (!isObject(value)) return [];
  return SHARED.flatMap((fields) => {
    const values = fields.map((field) => value[field]);
    const isKnown = values.every((item) => typeof item === "string" && !item.includes("${"));
    return isKnown ? JSON.stringify([...fields, ...values]) : [];
  });
}

/** Members that count as absent are still there: as keys they do no harm. */
function read(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text);
  } catch {
    // With comments, or wrong.
    return new Analysis(text).value;
  }
}

/** How many of the files that share a value a file is compared with: one is enough to say so. */
const ENOUGH = 3;

/**
 * @param keys - of each file.
 * @returns for each file that shares one, by its place: the first file that has it, and for that one some of the others
 */
export function rivals(keys: readonly string[][]): Map<number, Set<number>> {
  const firsts = new Map<string, number>();
  const found = new Map<number, Set<number>>();
  const rivalsOf = (place: number): Set<number> => {
    const known = found.get(place) ?? new Set();
    found.set(place, known);
    return known;
  };
  for (const [place, own] of keys.entries()) {
    for (const key of own) {
      const first = firsts.get(key);
      if (first === undefined) firsts.set(key, place);
      else {
        rivalsOf(place).add(first);
        if (rivalsOf(first).size < ENOUGH) rivalsOf(first).add(place);
      }
    }
  }
  return found;
}
