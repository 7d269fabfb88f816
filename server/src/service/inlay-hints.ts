/** What numbers and switches mean, and which part of a message each of `Keys` gets, beside them. */
import type { Node } from "jsonc-parser";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { InlayHint, Range } from "vscode-languageserver-types";
import { findProperty, properties } from "../../../document/effective.ts";
import type { Analysis } from "./analysis.ts";
import { valueAt } from "./conditions.ts";
import { readRegex } from "./regex/regex.ts";
import { type Locale, labelOf, type Path, schemaAt } from "./schema.ts";

/** Longer groups are cut: they stand in `LogRegex` in full. */
const LONGEST_GROUP = 24;

export function inlayHints(text: TextDocument, analysis: Analysis, range: Range, locale: Locale): InlayHint[] {
  const from = text.offsetAt(range.start);
  const to = text.offsetAt(range.end);
  return [...valueHints(analysis.document.root, [], locale), ...groupHints(analysis)]
    .filter(({ offset }) => offset >= from && offset <= to)
    .map(({ offset, label }) => ({ position: text.positionAt(offset), label, paddingLeft: true }));
}

interface Hint {
  offset: number;
  label: string;
}

function valueHints(node: Node | undefined, path: Path, locale: Locale): Hint[] {
  return properties(node).flatMap(({ name, value }) => {
    const at = [...path, name];
    if (value?.type === "object") return valueHints(value, at, locale);
    // Text values speak for themselves.
    const label = value && value.type !== "string" ? labelOf(schemaAt(at), value.value, locale) : undefined;
    return value && label ? [{ offset: end(value), label }] : [];
  });
}

/** Each of `Keys` with the capture group of `LogRegex` whose text it gets. */
function groupHints({ document, value }: Analysis): Hint[] {
  const rule = findProperty(document.root, "LogRechargeRule")?.value;
  const regex = valueAt(value, ["LogRechargeRule", "LogRegex"]);
  const isUsed = valueAt(value, ["LogRechargeRule", "RechargeType"]) === "fullregex_log";
  if (!isUsed || typeof regex !== "string") return [];
  const { groups } = readRegex(regex);
  const names = findProperty(rule, "Keys")?.value?.children ?? [];
  return names.flatMap((name, index) => {
    const group = groups[index];
    return group ? [{ offset: end(name), label: `← ${cut(regex.slice(group.start, group.end))}` }] : [];
  });
}

function end({ offset, length }: Node): number {
  return offset + length;
}

function cut(text: string): string {
  return text.length > LONGEST_GROUP ? `${text.slice(0, LONGEST_GROUP - 1)}…` : text;
}
