/** What the API says against a file, on the field it concerns, until that field changes. */
import * as vscode from "vscode";
import { properties } from "../document/effective.ts";
import { parseDocument } from "../document/parse.ts";
import { nodeAt } from "../document/pointer.ts";
import type { Span } from "../document/problem.ts";

interface Finding {
  path: readonly string[];
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

  /**
   * @param path the field concerned, from the root.
   * @param code the API's error code, with a page that explains it.
   */
  show(
    document: vscode.TextDocument,
    path: readonly string[],
    message: string,
    code: NonNullable<vscode.Diagnostic["code"]>,
  ): void {
    const { range, text } = locate(document, path);
    const diagnostic = new vscode.Diagnostic(range, message, vscode.DiagnosticSeverity.Error);
    diagnostic.source = "recharge";
    diagnostic.code = code;
    this.findings.set(document.uri.toString(), { path, judged: text, diagnostic });
    this.shown.set(document.uri, [diagnostic]);
  }

  clear(uri: vscode.Uri): void {
    if (this.findings.delete(uri.toString())) this.shown.delete(uri);
  }

  /** Follows the field when the text around it moves. */
  private update(document: vscode.TextDocument): void {
    const finding = this.findings.get(document.uri.toString());
    if (!finding) return;
    const { range, text } = locate(document, finding.path);
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

/** The field's value; for a field that is absent the first key of the object it belongs into, its text then being empty. */
function locate(document: vscode.TextDocument, path: readonly string[]): { range: vscode.Range; text: string } {
  const { root } = parseDocument(document.getText());
  const node = nodeAt(root, path);
  const parent = nodeAt(root, path.slice(0, -1)) ?? root;
  const span: Span = node ?? properties(parent)[0]?.key ?? { offset: 0, length: 1 };
  const range = new vscode.Range(document.positionAt(span.offset), document.positionAt(span.offset + span.length));
  return { range, text: node ? document.getText(range) : "" };
}
