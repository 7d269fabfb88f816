import type { Node } from "jsonc-parser";
import { leafFinder } from "./leaves.ts";
import type { Problem } from "./problem.ts";

const doubtful = leafFinder((leaf, text) => literalProblem(text, leaf) !== undefined);

/** Problems of strings and numbers that would reach the server changed, anywhere in a tree. */
export function literalProblems(text: string, root: Node): Problem[] {
  return doubtful(root, text).flatMap((leaf) => literalProblem(text, leaf) ?? []);
}

/** The problem of one string or number node. */
export function literalProblem(text: string, { type, offset, length, value }: Node): Problem | undefined {
  if (type === "string" && hasLoneSurrogate(value)) return { code: "lone-surrogate", offset, length, args: [] };
  if (type !== "number") return undefined;
  const literal = text.slice(offset, offset + length);
  if (isExact(literal)) return undefined;
  return { code: "inexact-number", offset, length, args: [literal, String(Number(literal))] };
}

export function hasLoneSurrogate(text: string): boolean {
  return !text.isWellFormed();
}

/** Whether JavaScript, reading a JSON number and printing it again, gives the same number; integers within the safe range. */
export function isExact(literal: string): boolean {
  if (/^(?:0|-?[1-9]\d{0,14})$/.test(literal)) return true;
  const value = Number(literal);
  if (!Number.isFinite(value)) return false;
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) return false;
  return canonical(literal) === canonical(String(value));
}

/** Sign, significant digits and power of ten: equal for equal numbers, however they are written. */
function canonical(literal: string): string {
  const [, sign = "", whole = "", fraction = "", exponent = "0"] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(literal) ?? [];
  const digits = (whole + fraction).replace(/^0+/, "");
  const significant = digits.replace(/0+$/, "");
  if (significant === "") return "0";
  return `${sign}${significant}e${Number(exponent) - fraction.length + digits.length - significant.length}`;
}
