/** A task of the cloud as the text of a task file. */

import { applyEdits, replaceNode } from "../../document/edit.ts";
import type { JsonValue } from "../../document/effective.ts";
import { parseDocument, type TaskDocument } from "../../document/parse.ts";
import { literalParts } from "../../document/placeholders.ts";
import { fromPointer, nodeAt } from "../../document/pointer.ts";
import { setValue } from "../../document/set-value.ts";
import { fields } from "../../schemas/generated/fields.ts";
import { REDACTED } from "../api/redact.ts";
import type { Fields } from "../operation/operation.ts";
import type { Difference } from "./drift.ts";
import { isDefault, isOff, isOptional, leaves, put } from "./known-fields.ts";

const PASSWORD = "/Protocol/Password";

/** A file's text with the cloud's values in it: keys, comments and placeholders stay as they are. */
export function withCloudValues(document: TaskDocument, differences: readonly Difference[]): string {
  return differences
    .filter(({ hidden }) => !hidden)
    .reduce((text, { pointer, cloud }) => {
      return setValue(parseDocument(text), fromPointer(pointer), cloud as JsonValue | undefined);
    }, document.text);
}

/** The same for showing: a password of which the file holds a part in clear is not in it. */
export function cloudView(document: TaskDocument, differences: readonly Difference[]): string {
  const text = withCloudValues(document, differences);
  const password = nodeAt(parseDocument(text).root, PASSWORD);
  if (typeof password?.value !== "string" || literalParts(password.value).length === 0) return text;
  return applyEdits(text, [replaceNode(password, JSON.stringify(REDACTED))]);
}

/**
 * A new file for a task: Id and Region, then what is set, in the documentation's order. What the server fills in by
 * itself is left out, and a password is a placeholder: the cloud's is not for us to keep.
 */
export function newTaskText(
  task: Fields,
  { id, region }: { id?: string | undefined; region?: string | undefined },
): string {
  const set = leaves(task);
  const value: Record<string, unknown> = {};
  if (id !== undefined) value.Id = id;
  if (region !== undefined) value.Region = region;
  for (const pointer of Object.keys(fields)) {
    if (pointer === PASSWORD && set.has("/Protocol/UserName")) put(value, pointer, `\${secret:${secretName(task)}}`);
    if (!set.has(pointer) || isOff(pointer, set)) continue;
    if (!(isDefault(pointer, set.get(pointer)) && isOptional(pointer, task))) {
      put(value, pointer, set.get(pointer));
    }
  }
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

/** What the password of a task is called in the secret store, as placeholders may name it. */
function secretName({ Name, ServerAddr }: Fields): string {
  const [host = ""] = String(ServerAddr ?? "").split(/[:,]/);
  return `${slug(String(Name ?? "")) || slug(host) || "kafka"}-password`;
}

/** Of letters, digits, dots and dashes; may be empty. */
function slug(text: string): string {
  return text
    .replace(/[^A-Za-z0-9_.]+/g, "-")
    .replace(/^[-.]+|[-.]+$/g, "")
    .slice(0, 80);
}
