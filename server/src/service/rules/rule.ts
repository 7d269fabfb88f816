import type { Node } from "jsonc-parser";
import type { JsonValue } from "../../../../document/effective.ts";
import { pointerOf } from "../../../../document/pointer.ts";
import type { Span } from "../../../../document/problem.ts";
import { type Context, type Finding, spanOf } from "../diagnostics/finding.ts";
import type { Severity } from "../schema.ts";

/** A rule that JSON Schema cannot say. */
export interface Rule {
  id: string;
  severity: Severity;
  /** In the language of the process. */
  title(): string;
  /** What it is about and what it rests on, as Markdown. */
  description(): string;
  check(context: Context): Iterable<Report>;
}

/** What a rule found. */
export interface Report {
  /** The value, or the whole property, concerned. */
  node: Node;
  message: string;
  /** Where in the node, when a part of it is meant. */
  span?: Span;
  /** When not the rule's own. */
  severity?: Severity;
  /** The value that was probably meant. */
  suggestion?: JsonValue;
  related?: Finding["related"];
}

export function toFinding(rule: Rule, report: Report): Finding {
  const { node, message, span = spanOf(node), severity = rule.severity, suggestion, related } = report;
  return {
    data: {
      rule: rule.id,
      kind: severity === "hint" ? "remark" : "value",
      pointer: pointerOf(node),
      ...(suggestion !== undefined && { suggestion }),
    },
    severity,
    message,
    span,
    ...(related && { related }),
  };
}
