/** Gives a field another value in the file's own text: comments, order and indentation stay. */
import type { Node } from "jsonc-parser";
import { applyEdits, removeMember, replaceNode, type TextEdit } from "./edit.ts";
import { findProperty, type JsonValue, properties } from "./effective.ts";
import { insertProperty, type Print } from "./insert.ts";
import { DEFAULT_LAYOUT, lineBreakOf, ONE_LINE } from "./layout.ts";
import type { TaskDocument } from "./parse.ts";
import { firstPropertyStyle, leadingSpace } from "./style.ts";

/**
 * The text with a field set, or removed. A new field becomes the last one of its object; an object that is missing is
 * made, and one that has nothing left in it goes.
 * @param document without problems.
 * @param path keys from the root, at least one.
 * @param value undefined removes the field.
 */
export function setValue({ text, root }: TaskDocument, path: readonly string[], value: JsonValue | undefined): string {
  return root ? applyEdits(text, edits(text, root, path, value)) : text;
}

function edits(text: string, object: Node, [name = "", ...rest]: readonly string[], value?: JsonValue): TextEdit[] {
  const property = findProperty(object, name);
  const unit = indentUnit(text, object);
  const eol = lineBreakOf(text) ?? DEFAULT_LAYOUT.eol;
  if (property?.value && rest.length > 0 && property.value.type === "object") {
    const isLast = value === undefined && properties(property.value).every((member) => member.name === rest[0]);
    if (isLast && rest.length === 1) return removeMember(text, property.node);
    return edits(text, property.value, rest, value);
  }
  if (value === undefined) return property && rest.length === 0 ? removeMember(text, property.node) : [];
  const nested = rest.reduceRight<JsonValue>((inner, key) => ({ [key]: inner }), value);
  const written = (indent: string | undefined) => print(nested, indent, unit, eol);
  if (property?.value) return [replaceNode(property.value, written(leadingSpace(text, property.node.offset)))];
  const after = properties(object).at(-1)?.node;
  if (!after) return [insertOnly(text, object, `${JSON.stringify(name)}: ${written(undefined)}`)];
  const inLayout: Print = (layout) => written(layout === ONE_LINE ? undefined : layout.base);
  return insertProperty(text, object, { name, print: inLayout, after });
}

/** Into an object that has no property. */
function insertOnly(text: string, object: Node, member: string): TextEdit {
  const { offset, before, after } = firstPropertyStyle(text, object);
  return { offset, length: 0, newText: `${before}${member}${after}` };
}

/**
 * JSON, lists on one line, objects too when their neighbours are.
 * @param indent of the property's line; undefined when it shares one.
 */
function print(value: JsonValue, indent: string | undefined, unit: string, eol: string): string {
  if (Array.isArray(value)) return `[${value.map((item) => print(item, undefined, unit, eol)).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const inner = indent === undefined ? undefined : indent + unit;
  const members = Object.entries(value).map(([name, member]) => {
    return `${JSON.stringify(name)}: ${print(member, inner, unit, eol)}`;
  });
  if (members.length === 0) return "{}";
  if (inner === undefined) return `{ ${members.join(", ")} }`;
  return `{${eol}${members.map((member) => inner + member).join(`,${eol}`)}${eol}${indent}}`;
}

/** One step of indentation, as the root's first property has it. */
function indentUnit(text: string, node: Node): string {
  let root = node;
  while (root.parent) root = root.parent;
  const [first] = properties(root);
  return (first && leadingSpace(text, first.node.offset)) || DEFAULT_LAYOUT.unit;
}
