import type { Node } from "jsonc-parser";
import { kept } from "./kept.ts";

/** Objects made here have no prototype: their keys are the file's and nothing else. */
export type JsonValue = string | number | boolean | null | JsonValue[] | JsonObject;
export interface JsonObject {
  [key: string]: JsonValue;
}

/** A key and its value in the text. `value` is undefined in a file that is being typed. */
export interface Property {
  node: Node;
  key: Node;
  name: string;
  value: Node | undefined;
}

/** Whether a value is an object as JSON has it: neither null nor a list. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The property that a node is, or is the key or the value of; undefined for the root and for items of lists. */
export function propertyOf(node: Node | undefined): Node | undefined {
  if (node?.type === "property") return node;
  return node?.parent?.type === "property" ? node.parent : undefined;
}

/** The properties of an object node in file order; of any other node none. */
export function properties(node: Node | undefined): Property[] {
  if (node?.type !== "object") return [];
  const found: Property[] = [];
  for (const property of node.children ?? []) {
    const [key, value] = property.children ?? [];
    if (key) found.push({ node: property, key, name: String(key.value), value });
  }
  return found;
}

/** The property of that name that counts: of duplicates the last one, as JSON readers do. */
export function findProperty(node: Node | undefined, name: string): Property | undefined {
  const found =
    node?.type === "object" ? node.children?.findLast(({ children }) => children?.[0]?.value === name) : undefined;
  const [key, value] = found?.children ?? [];
  return found && key && { node: found, key, name, value };
}

/** Whether a value is as good as absent: official examples send "" for what does not apply, and SDKs drop null. */
export function countsAsAbsent(node: Node | undefined): boolean {
  if (!node) return true;
  return node.type === "null" || node.value === "" || (node.type === "array" && !node.children?.length);
}

/** What a property says, as text; undefined when it counts as absent. */
export function textOf(object: Node | undefined, name: string): string | undefined {
  const value = findProperty(object, name)?.value;
  return countsAsAbsent(value) ? undefined : String(value?.value);
}

const listValue = kept((list: Node): JsonValue[] => (list.children ?? []).map(effectiveValue));

/**
 * The value of a node without members that count as absent. Objects stay even when nothing is left in them; list items all stay.
 * Of a longer list it gives the same array every time.
 */
export function effectiveValue(node: Node): JsonValue {
  if (node.type === "array") return listValue(node);
  if (node.type !== "object") return node.value as JsonValue;
  const object: JsonObject = Object.create(null);
  for (const { name, value } of properties(node)) {
    if (value && !countsAsAbsent(value)) object[name] = effectiveValue(value);
    else delete object[name];
  }
  return object;
}
