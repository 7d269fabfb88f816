import type { Node } from "jsonc-parser";

/** Of fewer items it takes longer to keep what comes out than to work it out again. */
const FEW = 32;

/**
 * A function that works out what it says of a list or an object once, and keeps it as long as that. What an edit does not
 * touch stays the same object from one version of a document to the next: nothing about it is worked out again.
 * @param work what comes out depends on the first argument alone; others only help to read it
 */
export function kept<K extends Node | readonly unknown[], R extends unknown[], T>(
  work: (of: K, ...rest: R) => T,
): (of: K, ...rest: R) => T {
  const results = new WeakMap<K, T>();
  return (of, ...rest) => {
    if (sizeOf(of) < FEW) return work(of, ...rest);
    if (!results.has(of)) results.set(of, work(of, ...rest));
    return results.get(of) as T;
  };
}

function sizeOf(of: Node | readonly unknown[]): number {
  return ("type" in of ? of.children?.length : of.length) ?? 0;
}
