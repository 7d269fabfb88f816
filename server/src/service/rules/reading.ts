/** Values as rules want them: present, of the right type, and known before the file is submitted. */
import type { Node } from "jsonc-parser";
import { kept } from "../../../../document/kept.ts";
import { valueAt } from "../conditions.ts";
import { type Context, isUndecided, valueNode } from "../diagnostics/finding.ts";
import type { Path } from "../schema.ts";

/** A string of a document. Where it is in the text is looked up when it is asked for: most strings are fine. */
export class Text {
  readonly value: string;
  readonly #context: Context;
  readonly #path: Path;

  constructor(value: string, context: Context, path: Path) {
    this.value = value;
    this.#context = context;
    this.#path = path;
  }

  get node(): Node {
    return nodeOf(this.#context, this.#path);
  }
}

/** The node of a value that is set. */
function nodeOf(context: Context, path: Path): Node {
  const node = valueNode(context, path);
  if (!node) throw new Error("the tree and the value of a document differ");
  return node;
}

/** A string that is set, as written; undefined otherwise. */
export function stringAt(context: Context, path: Path): Text | undefined {
  const value = valueAt(context.value, path);
  return typeof value === "string" ? new Text(value, context, path) : undefined;
}

/** A string that is set and holds no placeholder; undefined otherwise. */
export function decidedString(context: Context, path: Path): Text | undefined {
  const text = stringAt(context, path);
  return text && isDecided(text.value) ? text : undefined;
}

function isDecided(value: unknown): value is string {
  return typeof value === "string" && !isUndecided(value);
}

/** A list that is set; undefined otherwise. */
export function listAt(context: Context, path: Path): readonly unknown[] | undefined {
  const value = valueAt(context.value, path);
  return Array.isArray(value) ? value : undefined;
}

/** An item of a list that is a string and known. */
export interface Item {
  value: string;
  /** In the list. */
  index: number;
}

const decidedItems = kept((list: readonly unknown[]): readonly Item[] =>
  list.flatMap((value, index) => (isDecided(value) ? { value, index } : [])),
);

/** The items of a list that are strings and known; of a longer list the same array as long as it stays as it is. */
export function itemsAt(context: Context, path: Path): readonly Item[] {
  return decidedItems(listAt(context, path) ?? NONE);
}

const NONE: readonly unknown[] = [];

/** A list of nothing but strings, all of them known; undefined otherwise. */
export function decidedList(context: Context, path: Path): readonly string[] | undefined {
  const list = listAt(context, path);
  return list && decidedItems(list).length === list.length ? (list as string[]) : undefined;
}

/** Where an item of a list is in the text. */
export function itemNode(context: Context, path: Path, { index }: Item): Node {
  return nodeOf(context, [...path, index]);
}

/** The items that are in a list already, each with its first occurrence. */
export const repeats = kept((items: readonly Item[]): readonly { item: Item; first: Item }[] => {
  const seen = new Map<string, Item>();
  return items.flatMap((item) => {
    const first = seen.get(item.value);
    if (!first) seen.set(item.value, item);
    return first ? { item, first } : [];
  });
});
