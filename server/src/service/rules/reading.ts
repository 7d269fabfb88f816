/** Values as rules want them: present, of the right type, and known before the file is submitted. */
import type { Node } from "jsonc-parser";
import { properties } from "../../../../document/effective.ts";
import { type Context, isUndecided, valueNode } from "../finding.ts";
import type { Path } from "../schema.ts";

/** A string that is set and holds no placeholder; undefined otherwise. */
export function decidedString(context: Context, path: Path): Node | undefined {
  const node = valueNode(context, path);
  return node?.type === "string" && node.value !== "" && !isUndecided(node.value) ? node : undefined;
}

/** The items of a list that are strings and known. */
export function strings(list: Node | undefined): Node[] {
  if (list?.type !== "array") return [];
  return (list.children ?? []).filter((item) => item.type === "string" && !isUndecided(item.value));
}

/** Every string value of a tree, in the order of the text. Recursive: the document's limits have been checked. */
export function* allStrings(node: Node): Generator<Node> {
  if (node.type === "string") yield node;
  if (node.type === "array") for (const item of node.children ?? []) yield* allStrings(item);
  for (const { value } of properties(node)) if (value) yield* allStrings(value);
}
