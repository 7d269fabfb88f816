/** The tree of an edited text, made from the tree before the edit. */
import type { Node } from "jsonc-parser";
import type { TextEdit } from "./edit.ts";
import { overLimit } from "./limits.ts";
import { keyProblems, type TaskDocument } from "./parse.ts";
import { parseSyntax } from "./syntax.ts";

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/**
 * The document after an edit. Only the member or list item around the edit is read, and only what that lies in becomes new
 * objects: every other node stays the same one and moves along. So the document before can be used no longer.
 * @param text after the edit
 * @returns undefined where it takes the whole text to tell, and the document before stays as it is: when there are problems
 * before or after, or when the edit is in no member or item, or changes a key
 */
export function reparse({ root, problems }: TaskDocument, text: string, edit: TextEdit): TaskDocument | undefined {
  if (!root || problems.length > 0 || overLimit(text)) return undefined;
  const part = partAround(root, edit);
  const by = edit.newText.length - edit.length;
  const fresh = part && readPart(text.slice(part.offset, part.offset + part.length + by), part);
  if (!fresh || nameOf(fresh) !== nameOf(part) || keyProblems(fresh).length > 0) return undefined;
  return { text, root: replaced(part, fresh, by), problems: [] };
}

/** The innermost member or item that an edit lies in. What separates it from others is beyond its ends. */
function partAround(node: Node, edit: TextEdit): Node | undefined {
  const end = edit.offset + edit.length;
  const child = node.children?.find(({ offset, length }) => offset <= edit.offset && end <= offset + length);
  const isPart = child?.type === "property" || node.type === "array";
  return child && (partAround(child, edit) ?? (isPart ? child : undefined));
}

/** Reads what is in the place of a member or item now; undefined when that is broken, or not just one. */
function readPart(text: string, { type, offset }: Node): Node | undefined {
  const { root, problems } = parseSyntax(type === "property" ? `{${text}}` : `[${text}]`);
  const [part, more] = root?.children ?? [];
  if (!part || more || problems.length > 0) return undefined;
  move(part, offset - 1);
  return part;
}

function nameOf({ type, children }: Node): unknown {
  return type === "property" ? children?.[0]?.value : undefined;
}

/** Puts another node in the place of one, and moves what comes after. @returns the root */
function replaced(node: Node, fresh: Node, by: number): Node {
  const { parent } = node;
  if (!parent?.children) return fresh;
  const index = parent.children.indexOf(node);
  const around = { ...parent, length: parent.length + by, children: parent.children.with(index, fresh) };
  for (const child of around.children as Mutable<Node>[]) child.parent = around;
  if (by !== 0) for (const after of around.children.slice(index + 1)) move(after, by);
  return replaced(parent, around, by);
}

function move(node: Mutable<Node>, by: number): void {
  node.offset += by;
  if (node.colonOffset !== undefined) node.colonOffset += by;
  if (node.children) for (const child of node.children) move(child, by);
}
