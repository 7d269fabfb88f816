/** The value a field gets when it is added: what fits its neighbours, else its default, first choice or example. */
import type { JsonValue } from "../../../../document/effective.ts";
import { valueAt } from "../conditions.ts";
import { readRegex } from "../regex/regex.ts";
import { type Path, type Schema, schemaAt } from "../schema.ts";
import { toValue } from "./snippet.ts";

/** @param root the document's effective value */
export function likely(path: Path, root: JsonValue): JsonValue {
  const schema = schemaAt(path);
  const snippet = schema?.defaultSnippets?.[0];
  const candidates = [
    fitting(path, root),
    schema?.default,
    schema?.examples?.[0],
    choicesOf(schema)[0],
    snippet && toValue(snippet.body),
  ];
  const found = candidates.find((candidate) => candidate !== undefined);
  return (found ?? (schema?.type === "array" ? [] : "")) as JsonValue;
}

/** The values of a closed choice, the default first, without the empty one that stands for "absent". */
export function choicesOf(schema: Schema | undefined): (string | number | boolean)[] {
  const choices = schema?.enum?.filter((value) => value !== "") ?? [];
  return choices.sort((a, b) => Number(b === schema?.default) - Number(a === schema?.default));
}

/** A pattern has as many groups as there are names, the time is in one of the fields, and address and protocol agree. */
function fitting(path: Path, root: JsonValue): JsonValue | undefined {
  const rule = path.slice(0, -1);
  const type = valueAt(root, [...rule, "RechargeType"]);
  const keys = valueAt(root, [...rule, "Keys"]);
  const names = Array.isArray(keys) ? keys.filter((name) => typeof name === "string") : [];
  const pattern = valueAt(root, [...rule, "LogRegex"]);
  switch (path.at(-1)) {
    case "Keys":
      return type === "fullregex_log" && typeof pattern === "string" ? groupNames(pattern, []) : undefined;
    case "LogRegex":
      return names.length > 1 ? `${"(\\S+) ".repeat(names.length - 1)}(.*)` : undefined;
    case "IsEncryptionAddr":
      return valueAt(root, ["Protocol"]) !== undefined;
    case "Protocol":
      // What documentation recommends, and the first choice contradicts.
      return valueAt(root, ["IsEncryptionAddr"]) === true ? "sasl_ssl" : undefined;
    case "TimeKey":
      return names.find((name) => /^ts$|time|date/i.test(name)) ?? names[0];
    default:
      return undefined;
  }
}

/** Names for the capture groups that have none yet: their own ones, else `field3` for the third; none for a pattern without groups. */
export function groupNames(pattern: string, given: readonly string[]): string[] | undefined {
  const { groups } = readRegex(pattern);
  const used = new Set(given);
  const names = groups.slice(given.length).map(({ name }, index) => {
    const own = name !== undefined && !used.has(name) ? name : unused(`field${given.length + index + 1}`, used);
    used.add(own);
    return own;
  });
  return names.length > 0 ? names : undefined;
}

function unused(name: string, used: ReadonlySet<string>): string {
  return used.has(name) ? unused(`${name}_`, used) : name;
}
