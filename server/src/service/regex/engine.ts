/** Whether a pattern compiles, in a linear-time engine. Nothing is ever matched. */
import type { RE2JS } from "re2js";
import { isCommon, readRegex, type SpecialKind } from "./regex.ts";

let engine: typeof RE2JS | undefined;

/**
 * Loads the engine for patterns that need one, which takes longer than everything else at start-up. Until then
 * {@link syntaxError} finds nothing in those: await this before diagnosing a file that has any. Undefined when all is there.
 */
export function prepareFor(patterns: readonly string[]): Promise<void> | undefined {
  return engine || patterns.every((one) => known.has(one) || isSurelyRight(one)) ? undefined : loadRegexEngine();
}

export async function loadRegexEngine(): Promise<void> {
  engine = (await import("re2js")).RE2JS;
}

/** Whether no engine is needed: in what all of them have in common, JavaScript's own sees the same mistakes as any. */
function isSurelyRight(pattern: string): boolean {
  return isCommon(pattern) && compilesInJavaScript(pattern);
}

/** Compiling takes longer than all other checks of a file, and one pattern comes again with every keystroke elsewhere. */
const known = new Map<string, string | undefined>();
const MOST_KNOWN = 200;

/** What is wrong with a pattern, in the engine's words: "missing closing )"; undefined when it compiles. */
export function syntaxError(pattern: string): string | undefined {
  if (known.has(pattern)) return known.get(pattern);
  const isRight = isSurelyRight(pattern);
  if (!engine && !isRight) return undefined;
  if (known.size >= MOST_KNOWN) known.clear();
  const problem = engine && !isRight ? compileError(engine, pattern) : undefined;
  known.set(pattern, problem);
  return problem;
}

function compileError(engine: typeof RE2JS, pattern: string): string | undefined {
  try {
    engine.compile(pattern);
    return undefined;
  } catch (error) {
    return error instanceof Error ? describe(error) : String(error);
  }
}

/** "error parsing regexp: missing closing ): `(a`" without what every message has. */
function describe({ message }: Error): string {
  return message.replace(/^error parsing regexp: /, "").replace(/: `[\s\S]*`$/, "");
}

/** What JavaScript, whose engine backtracks, does not have either. */
const NOT_IN_JAVASCRIPT = new Set<SpecialKind>([
  "atomic-group",
  "possessive-quantifier",
  "recursion",
  "condition",
  "comment",
  "branch-reset",
  "verb",
]);

/** Whether neither RE2 nor a backtracking engine would take the pattern. */
export function isMalformed(pattern: string): boolean {
  if (syntaxError(pattern) === undefined || compilesInJavaScript(pattern)) return false;
  return !readRegex(pattern).specials.some(({ kind }) => NOT_IN_JAVASCRIPT.has(kind));
}

/** Constructing a RegExp reads the pattern and runs nothing. */
function compilesInJavaScript(pattern: string): boolean {
  try {
    new RegExp(pattern);
    return true;
  } catch {
    return false;
  }
}
