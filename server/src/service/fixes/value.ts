/** Puts another value in the place of a wrong one: the one that was probably meant, or each that is allowed where there are few. */
import * as l10n from "@vscode/l10n";
import type { Node } from "jsonc-parser";
import { replaceNode } from "../../../../document/edit.ts";
import type { JsonValue } from "../../../../document/effective.ts";
import { fromPointer } from "../../../../document/pointer.ts";
import { hasComments } from "../../../../document/scan.ts";
import { type Finding, isUndecided, show } from "../diagnostics/finding.ts";
import { isSameWord } from "../diagnostics/suggest.ts";
import { choices, type Schema, schemaAt } from "../schema.ts";
import { type Fix, type Source, subjectOf } from "./fix.ts";

/** More choices than this are for the completion list. */
const MOST_CHOICES = 4;

export function* changeValue(finding: Finding, source: Source): Generator<Fix> {
  const { data, severity } = finding;
  if (data.kind !== "type" && data.kind !== "value") return;
  const node = subjectOf(finding, source);
  if (!node || hasComments(source.text, node)) return;
  if (data.suggestion !== undefined) {
    yield {
      title: title(data, data.suggestion),
      edits: [replaceNode(node, print(data.suggestion))],
      preferred: true,
      safe: severity === "error" && isSame(node, data),
    };
    return;
  }
  if (data.kind === "type" || isUndecided(node.value)) return;
  const offered = choicesFor(schemaAt(fromPointer(data.pointer)), node, source);
  for (const { value, label } of offered) {
    yield {
      title: label === "" ? changeTo(value) : l10n.t("Change to {0} ({1})", show(value), label),
      edits: [replaceNode(node, print(value))],
      preferred: offered.length === 1,
    };
  }
}

/** What a rule beyond the schema suggests, in its own words. */
function title({ rule }: Finding["data"], suggestion: JsonValue): string {
  switch (rule) {
    case "R42":
      return l10n.t("Clean up the list of topics: {0}", show(suggestion));
    case "R61":
      return l10n.t("Write every backslash once less: {0}", show(suggestion));
    case "R62":
    case "R63":
      return l10n.t("Convert to the directives of CLS: {0}", show(suggestion));
    case "R68":
      return l10n.t("Remove what cannot be seen: {0}", show(suggestion));
    default:
      return changeTo(suggestion);
  }
}

function changeTo(value: JsonValue): string {
  return l10n.t("Change to {0}", show(value));
}

function choicesFor(schema: Schema | undefined, node: Node, { locale }: Source) {
  if (!schema || node.type === "array" || node.type === "object") return [];
  const all = choices(schema, locale);
  // A value that is allowed is wrong for another reason.
  const isAllowed = all.some(({ value }) => value === node.value);
  return all.length > MOST_CHOICES || isAllowed ? [] : all;
}

/** JSON text on one line, as people write it. */
function print(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map(print).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([name, member]) => `${JSON.stringify(name)}: ${print(member)}`)
    .join(", ")}}`;
}

/** Whether the suggestion is the same value in the right type, notation or spelling, so that nothing is guessed. */
function isSame(node: Node, { rule, suggestion }: Finding["data"]): boolean {
  // Nothing that is cleaned away can be part of a topic's name.
  if (rule === "R42") return true;
  if (node.type === "array") return typeof suggestion === "string" && !String(node.children?.map(textOf)).includes(" ");
  if (typeof suggestion === "boolean") return String(node.value).toLowerCase() === String(suggestion) || isBit(node);
  if (typeof suggestion === "string") return isSameWord(String(node.value), suggestion);
  return String(node.value).trim() === String(suggestion);
}

function isBit({ value }: Node): boolean {
  return value === 0 || value === 1;
}

function textOf({ value }: Node): string {
  return String(value);
}
