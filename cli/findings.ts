/** From diagnostics to findings, and how many there are. */
import * as l10n from "@vscode/l10n";
import type { Diagnostic } from "vscode-languageserver-types";
import { isRule, SEVERITIES } from "../server/src/service/diagnostics/diagnostics.ts";
import type { Finding, Severity } from "./finding.ts";

export type { Finding, Severity } from "./finding.ts";

/** The findings of one file, with what is needed to show them. */
export interface FileFindings {
  file: string;
  findings: Finding[];
  /** The text of the line on which each finding starts, in the same order. */
  lines: string[];
}

const names = Object.keys(SEVERITIES) as Severity[];

export function toFinding(file: string, diagnostic: Diagnostic): Finding {
  const code = String(diagnostic.code ?? "");
  return {
    file,
    code,
    rule: isRule(code) ? code : null,
    severity: names.find((name) => SEVERITIES[name] === diagnostic.severity) ?? "error",
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
