/** Which task is the one a file asked for: compares only fields the file sets, and only what may be stored. */
import { isObject } from "../../document/effective.ts";
import type { CloudTask, Fields, TaskSummary } from "../operation/operation.ts";
import { asObject, isEmpty } from "./fields.ts";
import { UNSET } from "./left-over.ts";

/**
 * What a task is recognised by: the fields as written, without `Protocol.Password` and without any value that came
 * out of a placeholder, because neither may be stored.
 * @param written the fields with placeholders unresolved
 * @param body the same fields resolved
 */
export function projectionOf(written: Fields, body: Fields): Fields {
  return object(written, body, []);
}

function object(written: Fields, body: Fields, path: readonly string[]): Fields {
  const kept: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(written)) {
    const here = [...path, key];
    if (here.join(".") === "Protocol.Password" || !Object.hasOwn(body, key)) continue;
    if (isObject(value)) kept[key] = object(value, asObject(body[key]), here);
    else if (isIdentity(here) || same(value, body[key])) kept[key] = body[key];
  }
  return kept;
}

/** Name and TopicId say which task is meant, so their resolved values are kept; the runner refuses secrets there. */
function isIdentity(path: readonly string[]): boolean {
  return path.length === 1 && (path[0] === "Name" || path[0] === "TopicId");
}

/**
 * Dotted paths of the projection's fields whose value in the cloud is another one. `""`, `[]`, `null` and missing are equal,
 * and so is what the cloud shows for a field that was never given.
 * @param ignored top-level fields to leave out
 */
export function differences(projection: Fields, task: Fields, ignored: readonly string[] = []): string[] {
  return compare(projection, task, UNSET, "").filter((path) => !ignored.includes(path));
}

function compare(wanted: Fields, actual: Fields, unset: Fields, prefix: string): string[] {
  return Object.entries(wanted).flatMap(([key, value]) => {
    const found = own(actual, key);
    const empty = own(unset, key);
    if (isObject(value)) return compare(value, asObject(found), asObject(empty), `${prefix}${key}.`);
    return same(value, found) || (isEmpty(found) && value === empty) ? [] : [`${prefix}${key}`];
  });
}

function own(fields: Fields, key: string): unknown {
  return Object.hasOwn(fields, key) ? fields[key] : undefined;
}

/** Fields the server keeps for itself, or that an operation on the same task may change without disturbing another. */
const BOOKKEEPING = ["Status", "CreateTime", "UpdateTime"];

/** Dotted paths in which a task is not what it was, password included. */
export function changesSince(base: CloudTask, now: CloudTask): string[] {
  return [...new Set([...differences(base, now, BOOKKEEPING), ...differences(now, base, BOOKKEEPING)])].sort();
}

/** What may be shown of a task. */
export function summarise(task: CloudTask, projection: Fields): TaskSummary {
  return {
    id: task.Id,
    name: task.Name,
    status: typeof task.Status === "number" ? task.Status : undefined,
    createTime: typeof task.CreateTime === "string" ? task.CreateTime : "",
    differences: differences(projection, task),
  };
}

function same(a: unknown, b: unknown): boolean {
  if (isEmpty(a) || isEmpty(b)) return isEmpty(a) && isEmpty(b);
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, i) => same(item, b[i]));
  if (isObject(a) && isObject(b)) return [...compare(a, b, {}, ""), ...compare(b, a, {}, "")].length === 0;
  return a === b;
}
