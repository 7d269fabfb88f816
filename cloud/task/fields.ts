/** Values of body parameters, as files and answers hold them. */
import { isObject } from "../../document/effective.ts";
import type { Fields } from "../operation/operation.ts";

/** What counts as not there: the API does not tell these from a parameter that is left out. */
export function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);
}

/**
 * Whether a value can be the Id of a task. The API's are UUIDs, which nothing promises; but what is empty, has white
 * space or invisible characters, or goes on for ever, would name no task that anybody could find again.
 */
export function isTaskId(value: unknown): value is string {
  return typeof value === "string" && /^[!-~]{1,128}$/.test(value);
}

export function asObject(value: unknown): Fields {
  return isObject(value) ? value : {};
}
