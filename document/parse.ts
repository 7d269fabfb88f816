import type { Node } from "jsonc-parser";
import { overLimit } from "./limits.ts";
import type { Problem } from "./problem.ts";
import { parseSyntax } from "./syntax.ts";

/** One version of a task file's text. Offsets are UTF-16 code units from the start of `text`, a byte order mark included. */
export interface TaskDocument {
  readonly text: string;
  /** The tree; undefined when the text is empty, over a limit, or not even the beginning of a value. */
  readonly root: Node | undefined;
  readonly problems: readonly Problem[];
}

/** JavaScript objects have these without being told to: a reader that builds objects would see something else than we do. */
export const PROTOTYPE_KEYS = new Set(["__proto__", "constructor", "prototype"]);

/** Reads JSON with comments. Never throws, whatever the text. */
export function parseDocument(text: string): TaskDocument {
  const limit = overLimit(text);
  if (limit) return { text, root: undefined, problems: [limit] };
  const { root, problems } = parseSyntax(text);
  if (!root) {
    if (problems.length === 0) problems.push({ code: "empty", offset: 0, length: 0, args: [] });
  } else {
    if (root.type !== "object") problems.push(notAnObject(root));
    problems.push(...keyProblems(root));
  }
  return { text, root, problems };
}

function notAnObject(root: Node): Problem {
  // A list may span the whole file: its bracket is enough.
  return { code: "not-an-object", offset: root.offset, length: root.type === "array" ? 1 : root.length, args: [] };
}

/** Keys that occur twice in an object, or have a meaning of their own, anywhere in a tree. */
export function keyProblems(node: Node): Problem[] {
  const problems: Problem[] = [];
  checkKeys(node, problems);
  return problems;
}

/** Recursive: the limits have been checked. */
function checkKeys(node: Node, problems: Problem[]): void {
  if (node.type === "object") checkObject(node, problems);
  if (node.children) for (const child of node.children) checkKeys(child, problems);
}

function checkObject(object: Node, problems: Problem[]): void {
  const seen = new Map<string, Node>();
  for (const property of object.children ?? []) {
    const key = property.children?.[0];
    if (!key) continue;
    const span = { offset: key.offset, length: key.length, args: [String(key.value)] };
    const first = seen.get(key.value);
    if (first) {
      problems.push({ code: "duplicate-key", ...span, related: { offset: first.offset, length: first.length } });
    } else {
      seen.set(key.value, key);
    }
    if (PROTOTYPE_KEYS.has(key.value)) problems.push({ code: "prototype-key", ...span });
  }
}
