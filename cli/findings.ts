/** What was found in a file: the shape of `--format json`, which is part of the interface. */
import * as l10n from "@vscode/l10n";
import { type Diagnostic, DiagnosticSeverity, type Range } from "vscode-languageserver-types";

export type Severity = "error" | "warning" | "info" | "hint";

export interface Finding {
  file: string;
  /** The diagnostic's code, as an editor shows it. */
  code: string;
  /** The rule's id (`R05`), or null for what is no rule, such as a syntax error. */
  rule: string | null;
  severity: Severity;
  message: string;
  /** JSON Pointer to the value concerned; for a missing field, to the object it is missing from. */
  pointer: string;
  /** Zero-based lines and UTF-16 units, as in the Language Server Protocol. */
  range: Range;
}

/** The findings of one file, with what is needed to show them. */
export interface FileFindings {
  file: string;
  findings: Finding[];
  /** The text of the line on which each finding starts, in the same order. */
  lines: string[];
}

const SEVERITIES: Record<DiagnosticSeverity, Severity> = {
  [DiagnosticSeverity.Error]: "error",
  [DiagnosticSeverity.Warning]: "warning",
  [DiagnosticSeverity.Information]: "info",
  [DiagnosticSeverity.Hint]: "hint",
};

export function toFinding(file: string, diagnostic: Diagnostic): Finding {
  const code = String(diagnostic.code ?? "");
  return {
    file,
    code,
    rule: /^R\d+$/.test(code) ? code : null,
    severity: SEVERITIES[diagnostic.severity ?? DiagnosticSeverity.Error],
    message: typeof diagnostic.message === "string" ? diagnostic.message : diagnostic.message.value,
    pointer: diagnostic.data?.pointer ?? "",
    range: diagnostic.range,
  };
}

export function severityNames(): Record<Severity, string> {
  return { error: l10n.t("Error"), warning: l10n.t("Warning"), info: l10n.t("Info"), hint: l10n.t("Hint") };
}

export type Counts = Record<Severity, number>;

export function count(files: readonly FileFindings[]): Counts {
  const counts: Counts = { error: 0, warning: 0, info: 0, hint: 0 };
  for (const { findings } of files) for (const { severity } of findings) counts[severity]++;
  return counts;
}
