/** Whether a pattern compiles, in a linear-time engine. Nothing is ever matched. */
import type { RE2JS } from "re2js";
import { readRegex, type SpecialKind } from "./regex.ts";

let engine: typeof RE2JS | undefined;

/**
 * Loads the engine, which takes longer than everything else at start-up. Until then {@link syntaxError} finds nothing: await
 * this before diagnosing a file that has a pattern. Undefined when it is there.
 */
export function loadRegexEngine(): Promise<void> | undefined {
  return engine ? undefined : load();
}

async function load(): Promise<void> {
  engine = (await import("re2js")).RE2JS;
}

/** Compiling takes longer than all other checks of a file, and one pattern comes again with every keystroke elsewhere. */
const known = new Map<string, string | undefined>();
const MOST_KNOWN = 200;

/** What is wrong with a pattern, in the engine's words: "missing closing )"; undefined when it compiles. */
export function syntaxError(pattern: string): string | undefined {
  if (!engine || known.has(pattern)) return known.get(pattern);
  if (known.size >= MOST_KNOWN) known.clear();
  const problem = compileError(engine, pattern);
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
