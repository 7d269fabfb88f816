import { getNodePath, type Node } from "jsonc-parser";
import { findProperty, propertyOf } from "./effective.ts";

/** JSON Pointer (RFC 6901) of a value node; of a property node or a key, that of the property's value. "" is the root. */
export function pointerOf(node: Node): string {
  const property = propertyOf(node);
  const key = property?.children?.[0];
  if (key && property?.parent) return toPointer([...getNodePath(property.parent), String(key.value)]);
  return toPointer(getNodePath(node));
}

export function toPointer(path: readonly (string | number)[]): string {
  return path.map((segment) => `/${String(segment).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

export function fromPointer(pointer: string): string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((segment) => segment.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** A field as people name it: `LogRechargeRule.TimeZone`. */
export function dotted(pointer: string): string {
  return fromPointer(pointer).join(".");
}

/** The value a JSON Pointer or a path leads to; undefined when there is none. */
export function nodeAt(root: Node | undefined, where: string | readonly (string | number)[]): Node | undefined {
  const path = typeof where === "string" ? fromPointer(where) : where;
  let node = root;
  for (const segment of path) {
    node = node?.type === "array" ? node.children?.[Number(segment)] : findProperty(node, String(segment))?.value;
  }
  return node;
}
