/** The language service: text in; diagnostics, completions, hovers, edits out. */
export { LONGEST_ALIKE, placed, typicalText } from "./alike.ts";
export { Analysis } from "./analysis.ts";
export {
  configured,
  type DiagnosticOptions,
  findings,
  getDiagnostics,
  prepare,
  toDiagnostics,
} from "./diagnostics.ts";
export type { Finding } from "./finding.ts";
export { allRules } from "./rule-catalog.ts";
export { summarize, type TaskSummary } from "./summary.ts";
