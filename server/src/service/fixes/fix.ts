import { findNodeAtOffset, type Node } from "jsonc-parser";
import type { Command } from "vscode-languageserver-types";
import { applyEdits, type TextEdit } from "../../../../document/edit.ts";
import { propertyOf } from "../../../../document/effective.ts";
import { parseDocument, type TaskDocument } from "../../../../document/parse.ts";
import { nodeAt, pointerOf } from "../../../../document/pointer.ts";
import type { Problem } from "../../../../document/problem.ts";
import type { Context, Finding } from "../diagnostics/finding.ts";

/** One way to settle a finding. */
export interface Fix {
  title: string;
  /** They do not overlap. */
  edits: TextEdit[];
  /** Of several fixes the likeliest. */
  preferred?: boolean;
  /** Nobody could want anything else, and what the file means stays the same: it may be done without being asked for. */
  safe?: boolean;
  /** JSON Pointer to the property that comes to be: two fixes that make the same one exclude each other. */
  creates?: string;
  /** Carried out by the editor. */
  command?: Command;
}

/** What fixes are made from. */
export interface Source extends Context {
  /** What the editor can carry out: no other command is offered. */
  readonly commands: ReadonlySet<string>;
}

export type FixMaker = (finding: Finding, source: Source) => Iterable<Fix>;

/** The value a finding is about. Its place decides: of two properties with one name a pointer knows only the last. */
export function subjectOf({ data, span }: Finding, { root }: Source): Node | undefined {
  const node = findNodeAtOffset(root, span.offset);
  const [key, value] = propertyOf(node)?.children ?? [];
  const found = node && node === key ? value : node;
  return found && pointerOf(found) === data.pointer ? found : nodeAt(root, data.pointer);
}

/** The property a place in the text belongs to. */
export function propertyAt({ root }: Source, offset: number): Node | undefined {
  return propertyOf(findNodeAtOffset(root, offset));
}

/**
 * Whether the tree is what the text says, so that members can be added and removed. A comma too many changes nothing, if without
 * it all is well.
 */
export function isEditable({ document }: Pick<Context, "document">): boolean {
  const slips = document.problems.filter(({ code }) => code === "syntax");
  if (slips.length === 0) return true;
  return slips.every(isTrailingComma) && isReadableWithout(document, slips);
}

const readable = new WeakMap<TaskDocument, boolean>();

function isReadableWithout(document: TaskDocument, commas: readonly Problem[]): boolean {
  const known = readable.get(document);
  if (known !== undefined) return known;
  const text = applyEdits(
    document.text,
    commas.map(({ offset, length }) => ({ offset, length, newText: "" })),
  );
  const isReadable = !parseDocument(text).problems.some(({ code }) => code === "syntax");
  readable.set(document, isReadable);
  return isReadable;
}

function isTrailingComma({ args }: Problem): boolean {
  return args[0] === "trailing-comma";
}
