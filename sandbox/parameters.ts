/** Small checks that together describe an action's parameters. Each throws the API's error for the first thing wrong. */
import { type Fields, invalidValue, missingParameter, unknownParameter, wrongType } from "./envelope.ts";

/** @param name the parameter's name with its path, for example `LogRechargeRule.TimeKey` */
export type Check = (value: unknown, name: string) => void;

/** The API treats an empty string like a parameter that is not there; so do we an empty list. */
export function isAbsent(value: unknown): boolean {
  return value === undefined || value === "" || (Array.isArray(value) && value.length === 0);
}

export function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export const text: Check = (value, name) => {
  if (typeof value !== "string") throw wrongType(name, "String");
};

export const flag: Check = (value, name) => {
  if (typeof value !== "boolean") throw wrongType(name, "Boolean");
};

export function integer(minimum: number, maximum: number): Check {
  return (value, name) => {
    if (!Number.isSafeInteger(value)) throw wrongType(name, "Integer");
    if (Number(value) < minimum || Number(value) > maximum) {
      throw invalidValue(name, `expected ${minimum} to ${maximum}`, `应在 ${minimum} 到 ${maximum} 之间`);
    }
  };
}

export function oneOf(...values: (string | number)[]): Check {
  const isText = typeof values[0] === "string";
  return (value, name) => {
    if (isText ? typeof value !== "string" : !Number.isSafeInteger(value)) {
      throw wrongType(name, isText ? "String" : "Integer");
    }
    if (value === "" || values.includes(value as string | number)) return;
    const list = values.length > 12 ? "one of the listed values" : values.join(", ");
    throw invalidValue(name, `expected ${list}`, `应为 ${list}`);
  };
}

export function list(item: Check, maximum = 100): Check {
  return (value, name) => {
    if (!Array.isArray(value)) throw wrongType(name, "Array");
    if (value.length > maximum) throw invalidValue(name, `at most ${maximum} items`, `最多 ${maximum} 项`);
    value.forEach((entry, index) => {
      item(entry, `${name}.${index}`);
    });
  };
}

/** @param optional parameters that may be left out, beside those that may not */
export function object(required: { [key: string]: Check }, optional: { [key: string]: Check } = {}): Check {
  const checks = new Map(Object.entries({ ...required, ...optional }));
  return (value, name) => {
    if (!isObject(value)) throw wrongType(name || "body", "Object");
    const path = (key: string) => (name ? `${name}.${key}` : key);
    for (const [key, member] of Object.entries(value)) {
      const check = checks.get(key);
      if (!check) throw unknownParameter(path(key));
      check(member, path(key));
    }
    for (const key of Object.keys(required)) {
      if (isAbsent(value[key])) throw missingParameter(path(key));
    }
  };
}
