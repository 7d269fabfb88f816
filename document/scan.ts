import { createScanner } from "jsonc-parser";
import type { Span } from "./problem.ts";

/** jsonc-parser's token kinds: its own constant is an ambient enum, which has no value to import. */
export const Token = {
  OpenBrace: 1,
  CloseBrace: 2,
  OpenBracket: 3,
  CloseBracket: 4,
  Comma: 5,
  Colon: 6,
  Null: 7,
  True: 8,
  False: 9,
  String: 10,
  Number: 11,
  LineComment: 12,
  BlockComment: 13,
  LineBreak: 14,
  Space: 15,
  Unknown: 16,
} as const;

const END = 17;

export interface ScannedToken {
  kind: number;
  offset: number;
  /** Just after the token. */
  end: number;
}

/** The tokens from an offset on, white space and comments included unless `significant`. Lazy, and never recursive. */
export function* tokens(text: string, { from = 0, significant = false } = {}): Generator<ScannedToken, void> {
  const scanner = createScanner(text, significant);
  scanner.setPosition(from);
  for (let kind: number = scanner.scan(); kind !== END; kind = scanner.scan()) {
    const offset = scanner.getTokenOffset();
    yield { kind, offset, end: offset + scanner.getTokenLength() };
  }
}

/** The first token at or after an offset that is neither white space nor a comment. */
export function nextToken(text: string, from: number): ScannedToken | undefined {
  return tokens(text, { from, significant: true }).next().value ?? undefined;
}

export function isComment({ kind }: ScannedToken): boolean {
  return kind === Token.LineComment || kind === Token.BlockComment;
}

/** White space and comments: what JSON does without. */
export function isTrivia({ kind }: ScannedToken): boolean {
  return kind >= Token.LineComment && kind <= Token.Space;
}

/** Whether a part of a text, such as a node, has comments in it. */
export function hasComments(text: string, { offset, length }: Span): boolean {
  for (const token of tokens(text, { from: offset })) {
    if (token.offset >= offset + length) return false;
    if (isComment(token)) return true;
  }
  return false;
}
