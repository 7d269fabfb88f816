import type { Node } from "jsonc-parser";
import { kept } from "./kept.ts";

/**
 * Looks for certain strings, keys among them, and other plain values of a tree.
 * @param isOne depends on what a leaf says, not on where in the text it is
 * @returns what gives those of a tree, in the order of the text
 */
export function leafFinder(
  isOne: (leaf: Node, text: string) => boolean,
): (root: Node, text: string) => readonly Node[] {
  const inside = kept((container: Node, text: string): readonly Node[] => {
    const found: Node[] = [];
    for (const child of container.children ?? []) look(child, text, found);
    return found;
  });
  // Recursive: the document's limits have been checked.
  const look = (node: Node, text: string, found: Node[]): void => {
    if (node.type === "property") for (const child of node.children ?? []) look(child, text, found);
    else if (node.children) found.push(...inside(node, text));
    else if (isOne(node, text)) found.push(node);
  };
  return (root, text) => {
    const found: Node[] = [];
    look(root, text, found);
    return found;
  };
}

/** Whether a leaf is a key, not a value. */
export function isKey(leaf: Node): boolean {
  return leaf.parent?.type === "property" && leaf.parent.children?.[0] === leaf;
}
