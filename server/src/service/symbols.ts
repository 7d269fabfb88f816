/** The outline: every field with what its value means. */
import type { Node } from "jsonc-parser";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { type DocumentSymbol, type SymbolInformation, SymbolKind } from "vscode-languageserver-types";
import { properties } from "../../../document/effective.ts";
import type { Analysis } from "./analysis.ts";
import { rangeOf } from "./range.ts";
import { type Locale, labelOf, type Path, type Schema, schemaAt } from "./schema.ts";

const KINDS: Partial<Record<Node["type"], SymbolKind>> = {
  object: SymbolKind.Object,
  array: SymbolKind.Array,
  string: SymbolKind.String,
  number: SymbolKind.Number,
  boolean: SymbolKind.Boolean,
  null: SymbolKind.Null,
};

/** Longer values are cut: an outline is read at a glance. */
const LONGEST_DETAIL = 60;

export function documentSymbols(text: TextDocument, { document }: Analysis, locale: Locale): DocumentSymbol[] {
  return members(document.root, [], { text, locale });
}

/** The same for clients whose outline has no levels. */
export function flatSymbols(text: TextDocument, analysis: Analysis, locale: Locale): SymbolInformation[] {
  const flatten = (symbols: DocumentSymbol[], containerName?: string): SymbolInformation[] =>
    symbols.flatMap(({ name, kind, range, children = [] }) => [
      { name, kind, location: { uri: text.uri, range }, ...(containerName !== undefined && { containerName }) },
      ...flatten(children, name),
    ]);
  return flatten(documentSymbols(text, analysis, locale));
}

interface Place {
  text: TextDocument;
  locale: Locale;
}

function members(node: Node | undefined, path: Path, place: Place): DocumentSymbol[] {
  if (node?.type === "array") {
    return (node.children ?? []).map((item, index) =>
      toSymbol(`[${index}]`, item, item, item, [...path, index], place),
    );
  }
  // LSP wants no empty names.
  return properties(node).map(({ node: property, key, name, value }) =>
    toSymbol(name || '""', property, key, value, [...path, name], place),
  );
}

function toSymbol(
  name: string,
  whole: Node,
  selected: Node,
  value: Node | undefined,
  path: Path,
  place: Place,
): DocumentSymbol {
  const range = ({ offset, length }: Node) => rangeOf(place.text, { offset, length: Math.max(length, 0) });
  const children = members(value, path, place);
  return {
    name,
    kind: (value && KINDS[value.type]) ?? SymbolKind.Field,
    detail: detail(value, schemaAt(path), place.locale),
    range: range(whole),
    selectionRange: range(selected),
    ...(children.length > 0 && { children }),
  };
}

/** A secret stays out of the outline, which is shown on screens and in breadcrumbs. */
function detail(value: Node | undefined, schema: Schema | undefined, locale: Locale): string {
  if (!value || value.type === "object" || value.type === "array") return "";
  if (schema?.["x-secret"]) return "•••";
  const shown = String(value.value);
  const label = labelOf(schema, value.value, locale);
  const text = label ? `${shown} · ${label}` : shown;
  return text.length > LONGEST_DETAIL ? `${text.slice(0, LONGEST_DETAIL - 1)}…` : text;
}
