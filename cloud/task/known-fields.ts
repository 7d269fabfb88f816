/** A task's fields by JSON Pointer, as far as the schema knows them, and which of their values say nothing. */
import { isDeepStrictEqual } from "node:util";
import { isObject } from "../../document/effective.ts";
import { fromPointer, toPointer } from "../../document/pointer.ts";
import { defaults, fields } from "../../schemas/generated/fields.ts";
import type { Fields } from "../operation/operation.ts";
import { asObject, isEmpty } from "./fields.ts";
import { UNSET } from "./left-over.ts";

/**
 * Every known field that is no object, by JSON Pointer, in the order of `object`. Passwords, what counts as absent, and
 * what the schema does not know (also what the server keeps for itself) are left out.
 */
export function leaves(object: Fields, path: readonly string[] = []): Map<string, unknown> {
  const found = new Map<string, unknown>();
  for (const [name, value] of Object.entries(object)) {
    const here = [...path, name];
    const pointer = toPointer(here);
    if (!Object.hasOwn(fields, pointer) || fields[pointer] === "secret" || isEmpty(value)) continue;
    if (!isObject(value)) found.set(pointer, value);
    else for (const [inner, leaf] of leaves(value, here)) found.set(inner, leaf);
  }
  return found;
}

const EXPAND = "/LogRechargeRule/JsonExpand/";

/** Whether a field is part of what is switched off: then it does nothing, whatever it says. */
export function isOff(pointer: string, all: ReadonlyMap<string, unknown>): boolean {
  return pointer.startsWith(EXPAND) && all.get(`${EXPAND}Switch`) !== true;
}

/** Whether a field that lacks this value would be shown with it all the same, or is documented to mean it. */
export function isDefault(pointer: string, value: unknown): boolean {
  return value === undefined || isDeepStrictEqual(value, unset(pointer) ?? documented(pointer));
}

/** Whether the schema lets a field be left out, so that its default need not be said. */
export function isOptional(pointer: string, task: Fields): boolean {
  switch (pointer) {
    case "/IsEncryptionAddr":
      return task.KafkaType !== 1;
    case "/LogRechargeRule/TimeZone":
      return asObject(task.LogRechargeRule).DefaultTimeSwitch !== false;
    default:
      return unset(pointer) !== undefined || pointer.startsWith(EXPAND);
  }
}

function documented(pointer: string): unknown {
  return Object.hasOwn(defaults, pointer) ? defaults[pointer] : undefined;
}

function unset(pointer: string): unknown {
  const names = pointer.slice(1).split("/");
  return names.reduce<unknown>((value, name) => (isObject(value) ? value[name] : undefined), UNSET);
}

/** Sets a field by JSON Pointer, with the objects it is in. */
export function put(target: Record<string, unknown>, pointer: string, value: unknown): void {
  const [name = "", ...rest] = fromPointer(pointer);
  if (rest.length === 0) target[name] = value;
  else {
    const inner = { ...asObject(target[name]) };
    put(inner, `/${rest.join("/")}`, value);
    target[name] = inner;
  }
}
