/** The language service: text in; diagnostics, completions, hovers, edits out. */
export { Analysis } from "./analysis.ts";
export {
  type DiagnosticOptions,
  findings,
  getDiagnostics,
  isRule,
  prepare,
  ruleLink,
  toDiagnostics,
} from "./diagnostics.ts";
export type { FindingData, FindingKind } from "./finding.ts";
export { allRules, type RuleInfo } from "./rule-catalog.ts";
export type { Locale } from "./schema.ts";
export { summarize, type TaskSummary } from "./summary.ts";
