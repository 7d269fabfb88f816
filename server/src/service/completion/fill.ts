/** What to insert for a field: its likely value and, in an object, everything the schema will then require. */
import { isObject, type JsonObject, type JsonValue } from "../../../../document/effective.ts";
import { applicability, holding } from "../conditions.ts";
import { fields, type Path, type Schema, schemaAt } from "../schema.ts";
import { choicesOf, likely } from "./likely.ts";
import { choice, placeholder, quoted } from "./snippet.ts";

/** More choices than this are for the completion list, not for a place-holder. */
const MOST_CHOICES = 10;

/**
 * The body of a field's value, for `toSnippet`.
 * @param root the document's effective value, which decides what is required
 * @param next the number of the next place-holder
 */
export function bodyOf(path: Path, root: JsonValue, next = counter()): unknown {
  return toBody(schemaAt(path), filled(path, root), next);
}

/** Numbers for place-holders, from 1 on. */
export function counter(): () => number {
  let number = 0;
  return () => ++number;
}

/** The value a field would get: the {@link likely} one; objects with what is required in them. */
function filled(path: Path, root: JsonValue): JsonValue {
  const schema = schemaAt(path);
  if (schema?.type !== "object") return likely(path, root);
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

function toBody(schema: Schema | undefined, value: JsonValue, next: () => number): unknown {
  if (Array.isArray(value)) return value.map((item) => toBody(schema?.items, item, next));
  if (isObject(value)) {
    const known = Object.fromEntries(schema ? fields(schema) : []);
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, toBody(known[name], member, next)]));
  }
  // The likely one first: clients without snippets get that.
  const choices = choicesOf(schema).sort((a, b) => Number(b === value) - Number(a === value));
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
  const object = isObject(root) ? root : {};
  return { ...object, [step]: replaced(object[step], rest, value) };
}
