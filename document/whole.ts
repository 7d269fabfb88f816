import type { JsonObject, JsonValue } from "./effective.ts";
import { overLimit } from "./limits.ts";
import { PROTOTYPE_KEYS } from "./parse.ts";

/** Strings, and what stands between tokens: blanks and comments. */
const BETWEEN = /("[^"\\]*(?:\\.[^"\\]*)*")|[ \t\r\n]+|\/\/[^\r\n]*|\/\*[\s\S]*?\*\//g;

/** What is a problem although JavaScript writes it the same way: half of a surrogate pair, and keys with a meaning of their own. */
const DOUBTFUL = new RegExp(`\\\\ud[89a-f]|"(?:${[...PROTOTYPE_KEYS].join("|")})":`);

/** Of a text longer than this somebody looks at the tree anyway. In UTF-16 units. */
const LONGEST = 64 * 1024;

/**
 * The value of a text that says nothing beyond this value: it is written, but for blanks and comments, as JavaScript would
 * write it, so that it has no syntax error, no key twice and no number or string that would reach the server changed; and
 * none of its members counts as absent. Undefined for any other text. Much faster than a tree, and most files are such.
 */
export function wholeValue(text: string): JsonObject | undefined {
  if (text.length > LONGEST || overLimit(text)) return undefined;
  const bare = text.replace(BETWEEN, "$1");
  if (!bare.startsWith("{") || DOUBTFUL.test(bare)) return undefined;
  const value = parse(bare);
  return value !== undefined && JSON.stringify(value) === bare && !hasAbsent(value) ? value : undefined;
}

function parse(text: string): JsonObject | undefined {
  try {
    return JSON.parse(text);
  } catch {
    // The tree says what is wrong.
    return undefined;
  }
}

/** Recursive: the limits have been checked. */
function hasAbsent(value: JsonValue): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (Array.isArray(value)) return value.some(hasAbsent);
  return Object.values(value).some(
    (member) => member === null || member === "" || (Array.isArray(member) && member.length === 0) || hasAbsent(member),
  );
}
