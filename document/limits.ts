import type { Problem } from "./problem.ts";
import { Token, tokens } from "./scan.ts";

/** Far above what a task needs (30 fields, 3 levels) and far below where recursive readers overflow (about 2,500 levels). */
export const LIMITS = {
  /** UTF-16 code units of text. */
  length: 1024 * 1024,
  /** Nested objects and arrays. */
  depth: 64,
  /** Keys and values together. */
  nodes: 10_000,
} as const;

/** The one problem of a text that is over a limit. Never recurses, so that no text can overflow the stack. */
export function overLimit(text: string): Problem | undefined {
  if (text.length > LIMITS.length) return problem("too-large", 0, LIMITS.length);
  // A text is nested no deeper than it has openers, and every node but the first comes after an opener, a comma or a
  // colon. To count those is much faster than to read the text, and enough to clear nearly every file.
  const openers = count(text, "{") + count(text, "[");
  const most = 1 + openers + count(text, ",") + count(text, ":");
  return openers <= LIMITS.depth && most <= LIMITS.nodes ? undefined : scanForLimits(text);
}

function scanForLimits(text: string): Problem | undefined {
  const open: number[] = [];
  let nodes = 0;
  for (const { kind, offset } of tokens(text, { significant: true })) {
    if (kind === Token.Comma || kind === Token.Colon) continue;
    if (kind === Token.CloseBrace || kind === Token.CloseBracket) {
      // A closer that does not fit closes nothing: the depth may only be over-estimated.
      if (open.at(-1) === kind - 1) open.pop();
      continue;
    }
    if (kind === Token.OpenBrace || kind === Token.OpenBracket) {
      open.push(kind);
      if (open.length > LIMITS.depth) return problem("too-deep", offset, LIMITS.depth);
    }
    nodes++;
    if (nodes > LIMITS.nodes) return problem("too-many-nodes", offset, LIMITS.nodes);
  }
  return undefined;
}

/** How often a character occurs; no further than it matters. */
function count(text: string, character: string): number {
  let found = 0;
  for (let at = text.indexOf(character); at >= 0 && found <= LIMITS.nodes; at = text.indexOf(character, at + 1))
    found++;
  return found;
}

function problem(code: "too-large" | "too-deep" | "too-many-nodes", offset: number, limit: number): Problem {
  return { code, offset, length: 1, args: [String(limit)] };
}
