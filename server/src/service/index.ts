/** The language service: text in; diagnostics, completions, hovers, edits out. */
export { LONGEST_ALIKE, placed, typicalText } from "./alike.ts";
export { Analysis } from "./analysis.ts";
export {
  configured,
  type DiagnosticOptions,
  findings,
  getDiagnostics,
  isRule,
  prepare,
  ruleLink,
  toDiagnostics,
} from "./diagnostics.ts";
export type { Finding, FindingData, FindingKind } from "./finding.ts";
export { allRules, type RuleInfo } from "./rule-catalog.ts";
export type { Locale } from "./schema.ts";
export { summarize, type TaskSummary } from "./summary.ts";
