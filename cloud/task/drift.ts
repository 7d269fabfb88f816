/** How a task file and its task in the cloud differ. */
import { isDeepStrictEqual } from "node:util";
import { findPlaceholders } from "../../document/placeholders.ts";
import { REDACTED } from "../api/redact.ts";
import type { CloudTask, Fields } from "../operation/operation.ts";
import { isDefault, isOff, leaves } from "./known-fields.ts";

export interface Difference {
  /** JSON Pointer to the field, for example `/LogRechargeRule/TimeZone`. */
  readonly pointer: string;
  /** As the file has it, placeholders as written; undefined when it lacks the field. */
  readonly file: unknown;
  /** As the cloud shows it; undefined when it is not set. */
  readonly cloud: unknown;
  /** The file has a placeholder there, which may stand for a secret: `cloud` is not shown. */
  readonly hidden: boolean;
}

/** What a file says of its task. */
export interface FileFields {
  /** The body with placeholders as written. */
  readonly written: Fields;
  /** The body with placeholders resolved. One that has no value stays as written, and its field is not compared. */
  readonly value: Fields;
}

/**
 * The fields in which a file and its task differ, in the file's order, then those that only the task has. Missing, `""`,
 * `null`, `[]` and what the server shows for a field that was never given are one and the same. Passwords are never
 * compared: nobody may see them.
 */
export function differencesOf({ written, value }: FileFields, task: CloudTask): Difference[] {
  const [file, resolved, cloud] = [leaves(written), leaves(value), leaves(task)];
  return [...new Set([...file.keys(), ...cloud.keys()])].flatMap((pointer) => {
    const [ours, meant, theirs] = [file.get(pointer), resolved.get(pointer), cloud.get(pointer)];
    const hidden = hasPlaceholder(ours);
    if (isOff(pointer, resolved) && isOff(pointer, cloud)) return [];
    const isUnknown = (hidden && isDeepStrictEqual(meant, ours)) || isUntold(pointer, theirs);
    if (isUnknown || isSame(pointer, meant, theirs)) return [];
    return [{ pointer, file: ours, cloud: hidden ? REDACTED : theirs, hidden }];
  });
}

function isSame(pointer: string, a: unknown, b: unknown): boolean {
  return isDeepStrictEqual(a, b) || (isDefault(pointer, a) && isDefault(pointer, b));
}

/** A task that does not show where it began says nothing about it. */
function isUntold(pointer: string, theirs: unknown): boolean {
  return pointer === "/Offset" && theirs === undefined;
}

function hasPlaceholder(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasPlaceholder);
  return typeof value === "string" && findPlaceholders(value).length > 0;
}
