/** Whether a pattern compiles, in a linear-time engine. Nothing is ever matched. */
import type { RE2JS } from "re2js";

let engine: typeof RE2JS | undefined;

/**
 * Loads the engine, which takes longer than everything else at start-up. Until then {@link syntaxError} finds nothing: await
 * this before diagnosing a file that has a pattern.
 */
export async function loadRegexEngine(): Promise<void> {
  engine ??= (await import("re2js")).RE2JS;
}

/** What is wrong with a pattern, in the engine's words: "missing closing )"; undefined when it compiles. */
export function syntaxError(pattern: string): string | undefined {
  try {
    engine?.compile(pattern);
    return undefined;
  } catch (error) {
    return error instanceof Error ? describe(error) : String(error);
  }
}

/** "error parsing regexp: missing closing ): `(a`" without what every message has. */
function describe({ message }: Error): string {
  return message.replace(/^error parsing regexp: /, "").replace(/: `[\s\S]*`$/, "");
}

/** Whether a backtracking engine would take the pattern. Constructing a RegExp reads it and runs nothing. */
export function compilesWithBacktracking(pattern: string): boolean {
  try {
    new RegExp(pattern);
    return true;
  } catch {
    return false;
  }
}
