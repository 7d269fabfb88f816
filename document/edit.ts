import type { Node } from "jsonc-parser";
import { countsAsAbsent, type Property, properties } from "./effective.ts";
import { problemMessages } from "./messages.ts";
import type { TaskDocument } from "./parse.ts";
import type { Problem, Span } from "./problem.ts";
import { nextToken, Token, tokens } from "./scan.ts";
import { firstPropertyStyle, leadingSpace, skipBlanks } from "./style.ts";

/** Replaces `length` UTF-16 code units at `offset`. */
export interface TextEdit extends Span {
  newText: string;
  /** The same with place-holders, for editors that have snippets. */
  snippet?: string;
}

export type EditRefusal = "unparsable" | "not-an-object" | "duplicate-key" | "already-there";

/** A text that cannot be edited without guessing. */
export class EditError extends Error {
  override readonly name = "EditError";
  readonly code: EditRefusal;
  readonly problems: readonly Problem[];
  /** The value that is there, with `already-there`. */
  readonly found: Node | undefined;
  constructor(
    code: EditRefusal,
    { problems = [] as readonly Problem[], found }: { problems?: readonly Problem[]; found?: Node },
  ) {
    super(problems.length > 0 ? problemMessages(problems) : code);
    this.code = code;
    this.problems = problems;
    this.found = found;
  }
}

/**
 * The one edit that makes `Id` the first property, in the file's own indentation and line ends. Every other byte stays.
 * An `Id` that counts as absent ("" or null) gets the value in its place instead: a second one would be a duplicate.
 * @throws EditError when the text cannot be read without doubt or has an Id.
 */
export function insertId(document: TaskDocument, id: string): TextEdit {
  const root = editableRoot(document);
  const value = JSON.stringify(id);
  const same = properties(root).filter(({ name }) => name === "Id");
  const existing = only(same, document);
  if (existing?.value) {
    if (!countsAsAbsent(existing.value)) throw new EditError("already-there", { found: existing.value });
    return replaceNode(existing.value, value);
  }
  const { offset, before, colon, after } = firstPropertyStyle(document.text, root);
  return { offset, length: 0, newText: `${before}"Id"${colon}${value}${after}` };
}

/** Puts JSON text in the place of a value. */
export function replaceNode(value: Node, newText: string): TextEdit {
  return { offset: value.offset, length: value.length, newText };
}

/**
 * Takes a property, or an item of a list, out with its comma and, if nothing else stands there, its lines. Comments stay.
 * @param member of a document without syntax problems.
 * @returns one edit, or two that do not touch: the last member also takes the comma before it.
 */
export function removeMember(text: string, member: Node): TextEdit[] {
  const end = member.offset + member.length;
  const next = nextToken(text, end);
  if (next?.kind === Token.Comma) {
    if (isBlank(text, end, next.offset)) return [remove(...wholeLines(text, member.offset, next.end))];
    return [remove(member.offset, end), remove(next.offset, next.end)];
  }
  const comma = commaBefore(text, member);
  const removal = remove(...wholeLines(text, member.offset, end));
  if (comma === undefined) return [removal];
  // Nothing but white space in between: one edit from the comma on, so that no blank line is left.
  if (isBlank(text, comma + 1, member.offset)) return [remove(comma, end)];
  return [remove(comma, comma + 1), removal];
}

/** The text after edits that do not overlap, in any order. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = text;
  for (const { offset, length, newText } of [...edits].sort((a, b) => b.offset - a.offset)) {
    result = result.slice(0, offset) + newText + result.slice(offset + length);
  }
  return result;
}

function editableRoot({ root, problems }: TaskDocument): Node {
  const blocking = problems.filter(({ code }) => code !== "duplicate-key" && code !== "prototype-key");
  if (blocking.some(({ code }) => code === "not-an-object"))
    throw new EditError("not-an-object", { problems: blocking });
  if (!root || blocking.length > 0) throw new EditError("unparsable", { problems: blocking });
  return root;
}

function only(same: Property[], { problems }: TaskDocument): Property | undefined {
  if (same.length < 2) return same[0];
  const keys = new Set(same.map(({ key }) => key.offset));
  throw new EditError("duplicate-key", { problems: problems.filter(({ offset }) => keys.has(offset)) });
}

function remove(from: number, to: number): TextEdit {
  return { offset: from, length: to - from, newText: "" };
}

function isBlank(text: string, from: number, to: number): boolean {
  return text.slice(from, to).trim() === "";
}

/** A range and the blanks after it; widened to whole lines when they hold nothing else. */
function wholeLines(text: string, from: number, to: number): [number, number] {
  const indent = leadingSpace(text, from);
  const rest = skipBlanks(text, to);
  const lineBreak = /^(?:\r\n|\r|\n)/.exec(text.slice(rest, rest + 2))?.[0];
  if (indent !== undefined && lineBreak) return [from - indent.length, rest + lineBreak.length];
  return [from, rest];
}

function commaBefore(text: string, member: Node): number | undefined {
  const siblings = member.parent?.children ?? [];
  const previous = siblings[siblings.indexOf(member) - 1];
  if (!previous) return undefined;
  for (const token of tokens(text, { from: previous.offset + previous.length, significant: true })) {
    return token.kind === Token.Comma ? token.offset : undefined;
  }
  return undefined;
}
