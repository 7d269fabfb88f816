/** The language service: text in; diagnostics, completions, hovers, edits out. */

export { Analysis } from "./analysis.ts";
export { LONGEST_ALIKE, placed, typicalText } from "./diagnostics/alike.ts";
export {
  configured,
  type DiagnosticOptions,
  findings,
  getDiagnostics,
  prepare,
  toDiagnostics,
} from "./diagnostics/diagnostics.ts";
export type { Finding } from "./diagnostics/finding.ts";
export { allRules } from "./diagnostics/rule-catalog.ts";
export { summarize, type TaskSummary } from "./diagnostics/summary.ts";
