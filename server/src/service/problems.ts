/** Problems of the text itself, as diagnostics. */
import type { TextDocument } from "vscode-languageserver-textdocument";
import { type Diagnostic, DiagnosticSeverity } from "vscode-languageserver-types";
import { problemMessage } from "../../../document/messages.ts";
import type { Problem } from "../../../document/problem.ts";

export const SOURCE = "recharge";

export function toDiagnostic(text: TextDocument, problem: Problem): Diagnostic {
  const { code, offset, length } = problem;
  return {
    range: { start: text.positionAt(offset), end: text.positionAt(offset + length) },
    severity: DiagnosticSeverity.Error,
    source: SOURCE,
    code,
    message: problemMessage(problem),
  };
}
