/** What to insert for a field: its likely value and, in an object, everything the schema will then require. */
import type { JsonObject, JsonValue } from "../../../document/effective.ts";
import { applicability, holding } from "./conditions.ts";
import { fields, type Path, type Schema, schemaAt } from "./schema.ts";
import { choice, placeholder, quoted, toValue } from "./snippet.ts";

/** More choices than this are for the completion list, not for a place-holder. */
const MOST_CHOICES = 10;

/**
 * The body of a field's value, for `toSnippet`.
 * @param root the document's effective value, which decides what is required
 */
export function bodyOf(path: Path, root: JsonValue): unknown {
  let number = 0;
  const next = () => ++number;
  return toBody(schemaAt(path), filled(path, root), next);
}

/** The value a field would get: default, first choice, example; objects with what is required in them. */
export function filled(path: Path, root: JsonValue): JsonValue {
  const schema = schemaAt(path);
  if (schema?.type !== "object") return likely(schema);
  const object: JsonObject = {};
  for (;;) {
    const held = holding(replaced(root, path, object));
    const missing = fields(schema).find(
      ([name]) => !Object.hasOwn(object, name) && applicability(held, [...path, name]).kind === "required",
    );
    if (!missing) return inOrder(schema, object);
    object[missing[0]] = filled([...path, missing[0]], replaced(root, path, object));
  }
}

function likely(schema: Schema | undefined): JsonValue {
  const choices = choicesOf(schema);
  const snippet = schema?.defaultSnippets?.[0];
  const candidates = [schema?.default, schema?.examples?.[0], choices[0], snippet && toValue(snippet.body)];
  const found = candidates.find((candidate) => candidate !== undefined);
  return (found ?? (schema?.type === "array" ? [] : "")) as JsonValue;
}

/** The values of a closed choice, the default first, without the empty one that stands for "absent". */
function choicesOf(schema: Schema | undefined): (string | number | boolean)[] {
  const choices = schema?.enum?.filter((value) => value !== "") ?? [];
  return choices.sort((a, b) => Number(b === schema?.default) - Number(a === schema?.default));
}

function toBody(schema: Schema | undefined, value: JsonValue, next: () => number): unknown {
  if (Array.isArray(value)) return value.map((item) => toBody(schema?.items, item, next));
  if (typeof value === "object" && value !== null) {
    const known = Object.fromEntries(schema ? fields(schema) : []);
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, toBody(known[name], member, next)]));
  }
  const choices = choicesOf(schema);
  const hasChoice = choices.length > 1 && choices.length <= MOST_CHOICES;
  if (typeof value === "string") {
    return hasChoice
      ? choice(
          next(),
          choices.map((text) => quoted(String(text))),
        )
      : placeholder(next(), quoted(value));
  }
  return `^${hasChoice ? choice(next(), choices.map(String)) : placeholder(next(), JSON.stringify(value))}`;
}

function inOrder(schema: Schema, object: JsonObject): JsonObject {
  const names = fields(schema).map(([name]) => name);
  return Object.fromEntries(Object.entries(object).sort(([a], [b]) => names.indexOf(a) - names.indexOf(b)));
}

/** A copy of the root with another value at a path of keys. */
function replaced(root: JsonValue | undefined, [step, ...rest]: Path, value: JsonValue): JsonValue {
  if (step === undefined) return value;
  const object = typeof root === "object" && root !== null && !Array.isArray(root) ? root : {};
  return { ...object, [step]: replaced(object[step], rest, value) };
}
