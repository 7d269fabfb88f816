/** What the API says against a file, on the field it concerns, until that field changes. */
import * as vscode from "vscode";
import { ApiError, adviceFor, fieldsOf } from "../cloud/errors.ts";
import type { RecordedError } from "../cloud/outcome.ts";
import { properties } from "../document/effective.ts";
import { parseDocument } from "../document/parse.ts";
import { fromPointer, nodeAt, toPointer } from "../document/pointer.ts";
import type { Span } from "../document/problem.ts";

const errorCodes = vscode.Uri.parse("https://www.tencentcloud.com/document/product/614/42832");

interface Finding {
  pointer: string;
  /** The field's text when the API judged it. */
  judged: string;
  diagnostic: vscode.Diagnostic;
}

export class ApiDiagnostics implements vscode.Disposable {
  private readonly shown = vscode.languages.createDiagnosticCollection("recharge-api");
  private readonly findings = new Map<string, Finding>();
  private readonly listeners = [
    vscode.workspace.onDidChangeTextDocument(({ document }) => this.update(document)),
    vscode.workspace.onDidDeleteFiles(({ files }) => {
      for (const file of files) this.clear(file);
    }),
  ];

  /** Shows an error on its field; one that concerns no field is not shown. */
  show(document: vscode.TextDocument, error: RecordedError): void {
    const pointer = fieldOf(document, error);
    if (!error.code || pointer === undefined) return;
    const { range, text } = locate(document, pointer);
    const diagnostic = new vscode.Diagnostic(range, messageOf(error.code, error), vscode.DiagnosticSeverity.Error);
    diagnostic.source = "recharge";
    diagnostic.code = { value: error.code, target: errorCodes };
    this.findings.set(document.uri.toString(), { pointer, judged: text, diagnostic });
    this.shown.set(document.uri, [diagnostic]);
  }

  clear(uri: vscode.Uri): void {
    if (this.findings.delete(uri.toString())) this.shown.delete(uri);
  }

  /** Follows the field when the text around it moves. */
  private update(document: vscode.TextDocument): void {
    const finding = this.findings.get(document.uri.toString());
    if (!finding) return;
    const { range, text } = locate(document, finding.pointer);
    if (text === finding.judged) {
      finding.diagnostic.range = range;
      this.shown.set(document.uri, [finding.diagnostic]);
    } else {
      this.clear(document.uri);
    }
  }

  dispose(): void {
    vscode.Disposable.from(...this.listeners, this.shown).dispose();
  }
}

/** Of the fields the error may be about, the first that the file has; else the first, which is then the missing one. */
function fieldOf(document: vscode.TextDocument, { code, message, requestId }: RecordedError): string | undefined {
  if (!code) return undefined;
  const { root } = parseDocument(document.getText());
  const candidates = fieldsOf(new ApiError(code, message, requestId));
  return candidates.find((pointer) => nodeAt(root, pointer)) ?? candidates[0];
}

function messageOf(code: string, { message, requestId }: RecordedError): string {
  const { meaning, next } = adviceFor(code);
  return [`${meaning} ${next}`, message, requestId && `RequestId: ${requestId}`].filter(Boolean).join("\n");
}

/** The field's value; for a field that is absent the first key of the object it belongs into, its text then being empty. */
function locate(document: vscode.TextDocument, pointer: string): { range: vscode.Range; text: string } {
  const { root } = parseDocument(document.getText());
  const node = nodeAt(root, pointer);
  const parent = nodeAt(root, toPointer(fromPointer(pointer).slice(0, -1))) ?? root;
  const span: Span = node ?? properties(parent)[0]?.key ?? { offset: 0, length: 1 };
  const range = new vscode.Range(document.positionAt(span.offset), document.positionAt(span.offset + span.length));
  return { range, text: node ? document.getText(range) : "" };
}
