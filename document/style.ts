import type { Node } from "jsonc-parser";
import { properties } from "./effective.ts";
import { DEFAULT_LAYOUT } from "./layout.ts";
import { isComment, isTrivia, type ScannedToken, Token, tokens } from "./scan.ts";

/** Where a new first property goes and what surrounds it, so that it looks like its neighbours. */
export interface FirstPropertyStyle {
  offset: number;
  before: string;
  colon: string;
  after: string;
}

/** @param object an object node of a text without syntax problems. */
export function firstPropertyStyle(text: string, object: Node): FirstPropertyStyle {
  const [first] = properties(object);
  const colon = colonOf(text, object);
  const trivia = leadingTrivia(text, object);
  const style = { colon: colon ?? ": " };
  const lineBreak = trivia.find(({ kind }) => kind === Token.LineBreak);
  if (lineBreak) {
    // After comments that share the brace's line, before those that stand above the first key: they belong to it.
    const eol = text.slice(lineBreak.offset, lineBreak.end);
    const before = eol + indentation(text, trivia, first?.key);
    return { ...style, offset: lineBreak.offset, before, after: first ? "," : "" };
  }
  const open = object.offset + 1;
  const offset = trivia.find(({ kind }) => kind !== Token.Space)?.offset ?? trivia.at(-1)?.end ?? open;
  const gap = text.slice(open, offset);
  if (first) return { ...style, offset, before: "", after: `,${separatorOf(text, object)}` };
  return { ...style, offset, before: "", after: trivia.some(isComment) ? " " : gap };
}

/** White space and comments between the brace and the first key, or the closing brace. */
function leadingTrivia(text: string, object: Node): ScannedToken[] {
  const trivia: ScannedToken[] = [];
  for (const token of tokens(text, { from: object.offset + 1 })) {
    if (!isTrivia(token)) break;
    trivia.push(token);
  }
  return trivia;
}

/** The indentation of the first key's line, or of the first comment when there is no key at the start of a line. */
function indentation(text: string, trivia: ScannedToken[], key: Node | undefined): string {
  const afterBreak = trivia.slice(trivia.findIndex(({ kind }) => kind === Token.LineBreak) + 1);
  const comment = afterBreak.find(isComment);
  if (key) {
    const own = leadingSpace(text, key.offset);
    if (own !== undefined) return own;
  }
  return (comment && leadingSpace(text, comment.offset)) ?? DEFAULT_LAYOUT.unit;
}

/** The white space before an offset if nothing else stands before it on its line. */
export function leadingSpace(text: string, offset: number): string | undefined {
  let start = offset;
  while (start > 0 && isBlank(text.charAt(start - 1))) start--;
  return start === 0 || /[\r\n]/.test(text.charAt(start - 1)) ? text.slice(start, offset) : undefined;
}

/** The offset after the blanks that start at an offset. */
export function skipBlanks(text: string, offset: number): number {
  let end = offset;
  while (end < text.length && isBlank(text.charAt(end))) end++;
  return end;
}

function isBlank(char: string): boolean {
  return char === " " || char === "\t";
}

/** What stands between the first key and its value, if that is on one line. */
export function colonOf(text: string, object: Node): string | undefined {
  const [first] = properties(object);
  return first?.value ? oneLine(text.slice(first.key.offset + first.key.length, first.value.offset)) : undefined;
}

/** What follows a comma on one line: as after the first comma, else as after the colon. */
export function separatorOf(text: string, container: Node): string {
  const [first, second] = container.children ?? [];
  const between = first && second && oneLine(text.slice(first.offset + first.length, second.offset));
  if (between?.includes(",")) return between.slice(between.indexOf(",") + 1);
  return colonOf(text, container)?.endsWith(" ") === false ? "" : " ";
}

/** The text if it is punctuation and blanks only. */
function oneLine(text: string): string | undefined {
  return /^[ \t]*[:,]?[ \t]*$/.test(text) ? text : undefined;
}
