/** What is known of the rules, for help links, rule metadata and the check that a named rule exists. */
import type { Severity } from "./findings.ts";

export interface RuleInfo {
  id: string;
  title: string;
  description: string;
  link: string;
  severity: Severity;
}

export function allRules(): RuleInfo[] {
  return [];
}

export function isRule(id: string): boolean {
  return /^R\d\d$/.test(id);
}
