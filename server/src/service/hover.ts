/** What a field is, whether it counts as the file stands now and why, and what its value means. */
import * as l10n from "@vscode/l10n";
import { findNodeAtOffset, getNodePath, type Node } from "jsonc-parser";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Hover } from "vscode-languageserver-types";
import { isKey } from "../../../document/leaves.ts";
import type { Analysis } from "./analysis.ts";
import { applicability, applicabilityText } from "./conditions.ts";
import { documentationLink, markup } from "./markup.ts";
import { rangeOf } from "./range.ts";
import { choices, type Locale, type Schema, schemaAt, texts } from "./schema.ts";

/** More values than this are for the completion list. */
const MOST_VALUES = 12;

export interface HoverOptions {
  locale: Locale;
  markdown: boolean;
}

export function hover(
  text: TextDocument,
  analysis: Analysis,
  offset: number,
  options: HoverOptions,
): Hover | undefined {
  const { root } = analysis.document;
  const node = root && findNodeAtOffset(root, offset);
  if (!node || !isHoverable(node)) return undefined;
  const at = getNodePath(node);
  // What there is to say of an item is said of its list.
  const path = typeof at.at(-1) === "number" ? at.slice(0, -1) : at;
  const schema = schemaAt(path);
  if (!schema) return undefined;
  const value = isKey(node) ? node.parent?.children?.[1] : node;
  return {
    contents: markup(paragraphs(analysis, path, schema, value, options.locale), options.markdown),
    range: rangeOf(text, node),
  };
}

/** Not the inside of objects and lists between their members. */
function isHoverable({ type }: Node): boolean {
  return type !== "object" && type !== "array" && type !== "property";
}

function paragraphs(
  { held }: Analysis,
  path: (string | number)[],
  schema: Schema,
  value: Node | undefined,
  locale: Locale,
): (string | undefined)[] {
  const { title, description } = texts(schema, locale);
  const name = path.findLast((step) => typeof step === "string") ?? "";
  const applies = applicability(held, path);
  const remarks = applies.remarks.map(({ condition }) => texts(condition, locale).description);
  return [
    title && `**${title}** · ${typeText(schema)}`,
    applicabilityText(applies, String(name), locale),
    description,
    valueList(schema.items ?? schema, value?.value, locale),
    schema.default === undefined ? undefined : l10n.t("Default: {0}", code(schema.default)),
    ...remarks,
    documentationLink(schema, locale),
  ];
}

/** Type names are JSON's, in every language. */
function typeText({ type, items }: Schema): string {
  return type === "array" && items?.type ? `${items.type}[]` : (type ?? "");
}

/** The values with their meaning, the current one in bold; of many only the current one. */
function valueList(schema: Schema, current: unknown, locale: Locale): string | undefined {
  const all = choices(schema, locale);
  const shown = all.length > MOST_VALUES ? all.filter(({ value }) => value === current) : all;
  if (shown.length === 0) return undefined;
  return shown
    .map(({ value, label }) => {
      const line = label === "" ? code(value) : `${code(value)} ${label}`;
      return value === current ? `- **${line}**` : `- ${line}`;
    })
    .join("\n");
}

/** Of values from the schema, which hold no back-tick. */
function code(value: unknown): string {
  return `\`${JSON.stringify(value)}\``;
}
