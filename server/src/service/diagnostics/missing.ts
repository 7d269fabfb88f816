/** Fields that are required but not there, whether always or by a condition. */
import * as l10n from "@vscode/l10n";
import { countsAsAbsent, findProperty, type Property, properties } from "../../../../document/effective.ts";
import { toPointer } from "../../../../document/pointer.ts";
import type { Span } from "../../../../document/problem.ts";
import { type Holding, reasonText } from "../conditions.ts";
import { type Severity, schemaAt } from "../schema.ts";
import { type Context, type Finding, keyNode, propertyNode, type Related, spanOf, valueNode } from "./finding.ts";

export interface Missing {
  rule: string;
  severity: Severity;
  /** Of the object, from the root. */
  path: readonly string[];
  name: string;
  /** The condition that demands the field; undefined for one that is always required. */
  because?: Holding;
}

/**
 * Reported at the empty property when there is one; else at the property that decides it is required; else at the key that
 * holds the object, or the file's first key. Undefined when the property, or what is to hold it, is there with a wrong type, which is its own finding.
 */
export function missingFinding(context: Context, missing: Missing): Finding | undefined {
  const { rule, severity, path, name, because } = missing;
  const object = valueNode(context, path);
  if (object && object.type !== "object") return undefined;
  const written = findProperty(object, name);
  if (written && isWronglyEmpty(written, path)) return undefined;
  const empty = written?.value && countsAsAbsent(written.value) ? written : undefined;
  const place = empty?.node ?? decidingProperty(context, because) ?? holder(context, path);
  return {
    data: { rule, kind: "missing", pointer: toPointer(path), fields: [name] },
    severity,
    message: message(context, missing, empty !== undefined),
    span: spanOf(place),
    related: because && !empty ? belongsInto(context, path, name) : [],
  };
}

/** Whether a property is empty in a way its type does not have: `"KafkaType": ""`. */
export function isWronglyEmpty({ name, value }: Property, path: readonly string[]): boolean {
  const empty = value?.value === "" ? "string" : value?.type === "array" && value.children?.length === 0 && "array";
  if (!empty) return false;
  const type = schemaAt([...path, name])?.type;
  return type !== undefined && type !== empty;
}

function message({ locale }: Context, { path, name, severity, because }: Missing, empty: boolean): string {
  const field = [...path.slice(because?.path.length ?? path.length), name].join(".");
  if (because === undefined) {
    if (empty) return l10n.t("`{0}` is always required and must not be empty.", field);
    const into = path.join(".");
    return into === ""
      ? l10n.t("`{0}` is always required.", field)
      : l10n.t("`{0}` is always required in `{1}`.", field, into);
  }
  const reason = reasonText(because, locale);
  if (severity !== "error") return l10n.t("`{0}` should be set because {1}.", field, reason);
  return empty
    ? l10n.t("`{0}` is required and must not be empty because {1}.", field, reason)
    : l10n.t("`{0}` is required because {1}.", field, reason);
}

function decidingProperty(context: Context, because: Holding | undefined) {
  const first = because?.because[0];
  return first && propertyNode(context, first.path);
}

/** The key that holds an object; of the root, the first key or, in an empty file, the brace. */
function holder(context: Context, path: readonly string[]) {
  return keyNode(context, path) ?? properties(context.root)[0]?.key ?? brace(context);
}

function belongsInto(context: Context, path: readonly string[], name: string): Related[] {
  const at = spanOf(keyNode(context, path) ?? brace(context));
  return [{ message: l10n.t("`{0}` belongs into this object.", name), at }];
}

function brace({ root }: Context): Span {
  return { offset: root.offset, length: 1 };
}
