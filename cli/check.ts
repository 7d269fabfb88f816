/** Checks one file after the other and keeps only what is reported. */
import { type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";
import { TextDocument } from "vscode-languageserver-textdocument";
import { type Diagnostic, DiagnosticSeverity } from "vscode-languageserver-types";
import type { RuleSettings } from "../document/config.ts";
import { type FileFindings, toFinding } from "./findings.ts";

export class Checker {
  checked = 0;
  private readonly files: FileFindings[] = [];

  add(file: string, text: string, _settings: RuleSettings): void {
    this.checked++;
    const document = TextDocument.create(file, "recharge", 0, text);
    const diagnostics = diagnose(document);
    if (diagnostics.length === 0) return;
    const findings = diagnostics.map((diagnostic) => toFinding(file, diagnostic));
    this.files.push({ file, findings, lines: findings.map(({ range }) => lineOf(document, range.start.line)) });
  }

  finish(): FileFindings[] {
    return this.files;
  }
}

/** A copy: a part of the text would keep all of it in memory. */
function lineOf(document: TextDocument, line: number): string {
  const text = document.getText({ start: { line, character: 0 }, end: { line: line + 1, character: 0 } });
  return Buffer.from(text.replace(/[\r\n]+$/, "")).toString();
}

function diagnose(document: TextDocument): Diagnostic[] {
  const errors: ParseError[] = [];
  parseTree(document.getText(), errors);
  return errors.map(({ error, offset, length }) => ({
    severity: DiagnosticSeverity.Error,
    code: "syntax",
    message: printParseErrorCode(error),
    range: { start: document.positionAt(offset), end: document.positionAt(offset + length) },
  }));
}
