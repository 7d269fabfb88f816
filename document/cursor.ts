/**
 * Where a caret is in a text that may be half typed: which object or list it is in, whether a key or a value belongs
 * there, what is to be replaced, and which commas are missing around it. Works on tokens: a tree of a broken text is a guess.
 */
import { isComment, isTrivia, type ScannedToken, Token, tokens } from "./scan.ts";

export interface Cursor {
  kind: "document" | "key" | "value";
  /** Of the value at the caret, or of the object a key belongs into, from the root. */
  path: (string | number)[];
  /** What the caret touches and an insertion replaces; empty where it touches nothing. Never more than one line. */
  start: number;
  end: number;
  /** Where a comma is missing before the insertion. */
  commaAt: number | undefined;
  /** A comma is missing after the insertion. */
  commaAfter: boolean;
  /** A key that already has its colon. */
  hasColon: boolean;
}

interface Frame {
  list: boolean;
  /** What may come next. `after` is after a complete value. */
  state: "key" | "colon" | "value" | "after";
  key: string;
  index: number;
}

/** @returns undefined where nothing can be inserted: in a comment, before a colon, after the end of the document. */
export function cursorAt(text: string, offset: number): Cursor | undefined {
  const frames: Frame[] = [];
  let before: ScannedToken | undefined;
  let touched: ScannedToken | undefined;
  for (const token of tokens(text)) {
    if (isComment(token)) {
      if (isInside(text, token, offset)) return undefined;
      continue;
    }
    if (isTrivia(token)) continue;
    if (token.offset >= offset) break;
    if (token.end >= offset && isWord(token)) {
      touched = token;
      break;
    }
    advance(frames, token, text);
    before = token;
  }
  return describe(text, offset, frames, before, touched);
}

function describe(
  text: string,
  offset: number,
  frames: Frame[],
  before: ScannedToken | undefined,
  touched: ScannedToken | undefined,
): Cursor | undefined {
  const frame = frames.at(-1);
  const start = touched?.offset ?? offset;
  const end = touched ? touchedEnd(text, touched, offset) : offset;
  const next = following(text, end);
  if (!frame) return before || next.token ? undefined : { ...ALONE, kind: "document", path: [], start, end };
  if (frame.state === "colon") return undefined;
  const commaAt = frame.state === "after" ? before?.end : undefined;
  const path = frames.slice(0, -1).map(segment);
  if (!frame.list && (frame.state !== "value" || (touched && next.colon))) {
    const hasColon = touched !== undefined && next.colon;
    return { kind: "key", path, start, end, commaAt, commaAfter: !hasColon && next.begins, hasColon };
  }
  path.push(segment(frame));
  if (touched || frame.list || !next.token || !next.begins || next.isKey) {
    return { ...ALONE, kind: "value", path, start, end, commaAt, commaAfter: next.begins };
  }
  // The value is already there, some blanks on: it is what will be replaced, if that can be done on one line.
  if (!isWord(next.token) || text.slice(offset, next.token.offset).includes("\n")) return undefined;
  return { ...ALONE, kind: "value", path, start, end: next.token.end };
}

const ALONE = { commaAt: undefined, commaAfter: false, hasColon: false };

/** A closed string is replaced as a whole. Of an open one, which runs to the end of its line, only the word at the caret. */
function touchedEnd(text: string, { kind, offset, end }: ScannedToken, caret: number): number {
  if (kind !== Token.String || decode(text.slice(offset, end)) !== undefined) return end;
  let word = caret;
  while (word < end && /[\w$-]/.test(text.charAt(word))) word++;
  return word;
}

/** What comes next, whether it begins a key or a value, and which of them. */
function following(text: string, from: number) {
  const after = tokens(text, { from, significant: true });
  const token = after.next().value ?? undefined;
  const second = token?.kind === Token.String || token?.kind === Token.Unknown ? after.next().value : undefined;
  return {
    token,
    colon: token?.kind === Token.Colon,
    begins: token !== undefined && !isPunctuation(token),
    isKey: second?.kind === Token.Colon,
  };
}

/** One step of a parser that accepts everything and takes a missing comma, colon or value for what it is. */
function advance(frames: Frame[], token: ScannedToken, text: string): void {
  const frame = frames.at(-1);
  switch (token.kind) {
    case Token.OpenBrace:
      frames.push({ list: false, state: "key", key: "", index: 0 });
      return;
    case Token.OpenBracket:
      frames.push({ list: true, state: "value", key: "", index: 0 });
      return;
    case Token.CloseBrace:
    case Token.CloseBracket: {
      const opener = frames.findLastIndex(({ list }) => list === (token.kind === Token.CloseBracket));
      if (opener >= 0) frames.splice(opener);
      const outer = frames.at(-1);
      if (outer) outer.state = "after";
      return;
    }
    case Token.Comma:
      if (frame?.list) frame.index++;
      if (frame) frame.state = frame.list ? "value" : "key";
      return;
    case Token.Colon:
      if (frame && !frame.list) frame.state = "value";
      return;
  }
  if (!frame) return;
  // A string before a colon is a key, also where a value was expected: the value is missing.
  const isKey = frame.state !== "value" || (token.kind === Token.String && following(text, token.end).colon);
  if (frame.list || !isKey) {
    frame.state = "after";
    return;
  }
  frame.key = keyOf(text, token);
  frame.state = "colon";
}

function segment({ list, key, index }: Frame): string | number {
  return list ? index : key;
}

function keyOf(text: string, { offset, end }: ScannedToken): string {
  const raw = text.slice(offset, end);
  return decode(raw) ?? raw.replaceAll('"', "");
}

/** What a string token says; undefined when it is not a string or not closed. */
function decode(raw: string): string | undefined {
  try {
    const value: unknown = JSON.parse(raw);
    return typeof value === "string" ? value : undefined;
  } catch {
    // Still being typed.
    return undefined;
  }
}

/** Whether what is typed at the offset becomes part of the comment. */
function isInside(text: string, { kind, offset: start, end }: ScannedToken, offset: number): boolean {
  const open = kind === Token.LineComment || !text.slice(start + 2, end).endsWith("*/");
  return start < offset && (open ? offset <= end : offset < end);
}

function isPunctuation({ kind }: ScannedToken): boolean {
  return kind === Token.Comma || kind === Token.Colon || kind === Token.CloseBrace || kind === Token.CloseBracket;
}

function isWord(token: ScannedToken): boolean {
  return !isPunctuation(token) && token.kind !== Token.OpenBrace && token.kind !== Token.OpenBracket;
}
