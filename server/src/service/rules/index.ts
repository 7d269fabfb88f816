import type { Context, Finding } from "../finding.ts";
import { nullValue } from "./R50-null.ts";
import { type Rule, toFinding } from "./rule.ts";

/** The rules that JSON Schema cannot say, in the order of their ids. */
export const rules: readonly Rule[] = [nullValue];

export function checkRules(context: Context): Finding[] {
  return rules.flatMap((rule) => [...rule.check(context)].map((report) => toFinding(rule, report)));
}
