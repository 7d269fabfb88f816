/** Adds members to objects and lists so that they look like their neighbours. Comments stay where they are. */
import type { Node } from "jsonc-parser";
import type { TextEdit } from "./edit.ts";
import { type Layout, layoutAt, ONE_LINE } from "./layout.ts";
import { isTrivia, nextToken, type ScannedToken, Token, tokens } from "./scan.ts";
import { colonOf, firstPropertyStyle, leadingSpace, separatorOf } from "./style.ts";

/** Where a member goes: what stands around it, and how it is laid out. */
interface Place {
  offset: number;
  length: number;
  before: string;
  after: string;
  layout: Layout;
  /** Where the member before still needs its comma. */
  commaAt?: number;
}

/** Gives JSON text. */
export type Print = (layout: Layout) => string;

/**
 * Adds a property to an object.
 * @param after the property it follows; without one it becomes the first.
 * @returns one edit, or two that do not touch, the second one the property's. It begins at the start of a line where it can: editors
 *   then have no indentation to add to snippets.
 */
export function insertProperty(
  text: string,
  object: Node,
  { name, print, after }: { name: string; print: Print; after: Node | undefined },
): TextEdit[] {
  const colon = colonOf(text, object) ?? ": ";
  const place = after ? behind(text, after) : inFront(text, object);
  return toEdits(place, (layout) => `${JSON.stringify(name)}${colon}${print(layout)}`);
}

/** Adds an item to a list, behind another one. */
export function insertItem(text: string, after: Node, print: Print): TextEdit[] {
  return toEdits(behind(text, after), print);
}

function toEdits({ offset, length, before, after, layout, commaAt }: Place, print: Print): TextEdit[] {
  const edit = { offset, length, newText: before + print(layout) + after };
  return commaAt === undefined ? [edit] : [{ offset: commaAt, length: 0, newText: "," }, edit];
}

function behind(text: string, member: Node): Place {
  const end = member.offset + member.length;
  const next = nextToken(text, end);
  const comma = next?.kind === Token.Comma ? next : undefined;
  // A comma with nothing behind it gets something behind it.
  const continues = comma && !closes(nextToken(text, comma.end));
  const base = leadingSpace(text, member.offset);
  const lineBreak = lineBreakAfter(text, comma?.end ?? end);
  if (base !== undefined && lineBreak) {
    const { unit } = layoutAt(text, 0);
    const eol = text.slice(lineBreak.offset, lineBreak.end);
    return {
      offset: lineBreak.end,
      length: 0,
      before: base,
      after: continues ? `,${eol}` : eol,
      layout: { base, unit, eol },
      ...(!comma && { commaAt: end }),
    };
  }
  const separator = member.parent ? separatorOf(text, member.parent) : " ";
  return comma
    ? { offset: comma.end, length: 0, before: separator, after: continues ? "," : "", layout: ONE_LINE }
    : { offset: end, length: 0, before: `,${separator}`, after: "", layout: ONE_LINE };
}

function closes(token: ScannedToken | undefined): boolean {
  return token?.kind === Token.CloseBrace || token?.kind === Token.CloseBracket;
}

/** The end of the line if nothing but blanks and comments comes before it. */
function lineBreakAfter(text: string, from: number): ScannedToken | undefined {
  for (const token of tokens(text, { from })) {
    if (token.kind === Token.LineBreak) return token;
    if (!isTrivia(token)) return undefined;
  }
  return undefined;
}

function inFront(text: string, object: Node): Place {
  const { offset, before, after } = firstPropertyStyle(text, object);
  const eol = /^(?:\r\n|\r|\n)/.exec(before)?.[0];
  const layout = layoutAt(text, object.offset);
  if (eol !== undefined) {
    const base = before.slice(eol.length);
    return {
      offset: offset + eol.length,
      length: 0,
      before: base,
      after: after + eol,
      layout: { ...layout, base, eol },
    };
  }
  if (!isEmpty(text, object) || !isSpread(text, object)) {
    return { offset, length: 0, before, after, layout: ONE_LINE };
  }
  const inner = { ...layout, base: layout.base + layout.unit };
  return {
    offset: object.offset + 1,
    length: object.length - 2,
    before: inner.eol + inner.base,
    after: layout.eol + layout.base,
    layout: inner,
  };
}

function isEmpty(text: string, { offset, length }: Node): boolean {
  return text.slice(offset + 1, offset + length - 1).trim() === "";
}

/** Whether a file has a member a line, or would have if it had any. */
function isSpread(text: string, object: Node): boolean {
  return object.parent === undefined || /[\r\n]/.test(text.slice(0, object.offset));
}
