import type { Node } from "jsonc-parser";
import { applicability } from "../conditions.ts";
import type { Context } from "../finding.ts";
import { decidedString } from "./reading.ts";

/** Fields that hold a regular expression, in which a dollar sign has a meaning of its own. */
export const patternFields = ["LogRegex", "TimeRegex"];

/** The regular expressions of a document that have an effect, with the names of their fields. */
export function patterns(context: Context): { name: string; node: Node }[] {
  return patternFields.flatMap((name) => {
    const path = ["LogRechargeRule", name];
    const node = decidedString(context, path);
    return node && applicability(context.held, path).kind !== "no-effect" ? [{ name, node }] : [];
  });
}
