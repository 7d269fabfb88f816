/** Values as rules want them: present, of the right type, and known before the file is submitted. */
import type { Node } from "jsonc-parser";
import { properties } from "../../../../document/effective.ts";
import { valueAt } from "../conditions.ts";
import { type Context, isUndecided, valueNode } from "../finding.ts";
import type { Path } from "../schema.ts";

/** A string of a document. Where it is in the text is looked up when it is asked for: most strings are fine. */
export class Text {
  readonly value: string;
  readonly #context: Context;
  readonly #path: Path;
  /** Of an item of a list. */
  readonly #index: number | undefined;

  constructor(value: string, context: Context, path: Path, index?: number) {
    this.value = value;
    this.#context = context;
    this.#path = path;
    this.#index = index;
  }

  get node(): Node {
    const node = valueNode(this.#context, this.#path);
    const found = this.#index === undefined ? node : node?.children?.[this.#index];
    if (!found) throw new Error("the tree and the value of a document differ");
    return found;
  }
}

/** A string that is set and holds no placeholder; undefined otherwise. */
export function decidedString(context: Context, path: Path): Text | undefined {
  const value = valueAt(context.value, path);
  return typeof value === "string" && !isUndecided(value) ? new Text(value, context, path) : undefined;
}

/** A list that is set; undefined otherwise. */
export function listAt(context: Context, path: Path): readonly unknown[] | undefined {
  const value = valueAt(context.value, path);
  return Array.isArray(value) ? value : undefined;
}

/** The items of a list that are strings and known. */
export function strings(context: Context, path: Path): Text[] {
  const found: Text[] = [];
  for (const [index, item] of (listAt(context, path) ?? []).entries()) {
    if (typeof item === "string" && !isUndecided(item)) found.push(new Text(item, context, path, index));
  }
  return found;
}

/** Every string value of a tree, in the order of the text. Recursive: the document's limits have been checked. */
export function* allStrings(node: Node): Generator<Node> {
  if (node.type === "string") yield node;
  if (node.type === "array") for (const item of node.children ?? []) yield* allStrings(item);
  for (const { value } of properties(node)) if (value) yield* allStrings(value);
}
