import { hasEffect } from "../conditions.ts";
import type { Context } from "../diagnostics/finding.ts";
import { decidedString, type Text } from "./reading.ts";

/** Fields that hold a regular expression, in which a dollar sign has a meaning of its own. */
export const patternFields = ["LogRegex", "TimeRegex"];

/** The regular expressions of a document that have an effect, with the names of their fields. */
export function patterns(context: Context): { name: string; text: Text }[] {
  return patternFields.flatMap((name) => {
    const path = ["LogRechargeRule", name];
    const text = decidedString(context, path);
    return text && hasEffect(context.held, path) ? [{ name, text }] : [];
  });
}
