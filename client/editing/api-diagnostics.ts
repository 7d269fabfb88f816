/** What the API says against a file, on the fields it may concern, until one of them changes. */
import * as vscode from "vscode";
import { ApiError, adviceFor, fieldsOf } from "../../cloud/api/errors.ts";
import type { RecordedError } from "../../cloud/operation/outcome.ts";
import { parseDocument } from "../../document/parse.ts";
import { dotted, nodeAt } from "../../document/pointer.ts";
import type { ErrorAction } from "../errors.ts";
import { locate } from "./field-range.ts";

interface Field {
  pointer: string;
  /** Its text when the API judged it; empty for one that was absent. */
  judged: string;
}

/** Something the API says against a file. */
export interface Remark {
  code: string;
  message: string;
  /** Where the API documents the code. */
  link: string;
  /** JSON Pointers of the fields it may be about, the most likely one first; those that the file has count. */
  fields: readonly string[];
}

interface Finding extends Omit<Remark, "fields"> {
  fields: [Field, ...Field[]];
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

  /** Shows an error on its field. @returns false for an error that concerns none */
  show(document: vscode.TextDocument, error: RecordedError): boolean {
    const { code, message, requestId } = error;
    if (!code) return false;
    const fields = fieldsOf(new ApiError(code, message, requestId));
    const link = vscode.l10n.t("https://www.tencentcloud.com/document/product/614/42832");
    return this.report(document, { code, message: messageOf(code, error), link, fields });
  }

  /** @returns false for a remark that concerns no field */
  report(document: vscode.TextDocument, remark: Remark): boolean {
    const [first, ...others] = fieldsIn(document, remark.fields).map((pointer) => ({
      pointer,
      judged: locate(document, pointer).text,
    }));
    if (!first) return false;
    this.findings.set(document.uri.toString(), { ...remark, fields: [first, ...others] });
    this.update(document);
    return true;
  }

  /** The button that leads to the field. */
  showField({ uri }: vscode.TextDocument): ErrorAction {
    return { title: vscode.l10n.t("Show Field"), run: () => this.reveal(uri) };
  }

  /** Opens a file at the field that is shown to be wrong, if it still is. */
  private async reveal(uri: vscode.Uri): Promise<void> {
    const selection = this.shown.get(uri)?.[0]?.range;
    await vscode.window.showTextDocument(uri, selection && { selection });
  }

  clear(uri: vscode.Uri): void {
    if (this.findings.delete(uri.toString())) this.shown.delete(uri);
  }

  /** Follows the fields when the text around them moves. */
  private update(document: vscode.TextDocument): void {
    const finding = this.findings.get(document.uri.toString());
    if (!finding) return;
    const isAsJudged = finding.fields.every(({ pointer, judged }) => locate(document, pointer).text === judged);
    if (isAsJudged) this.shown.set(document.uri, [diagnosticFor(document, finding)]);
    else this.clear(document.uri);
  }

  dispose(): void {
    vscode.Disposable.from(...this.listeners, this.shown).dispose();
  }
}

function diagnosticFor(document: vscode.TextDocument, { code, message, link, fields }: Finding): vscode.Diagnostic {
  const [first, ...others] = fields;
  const { range } = locate(document, first.pointer);
  const diagnostic = new vscode.Diagnostic(range, message, vscode.DiagnosticSeverity.Error);
  diagnostic.source = "recharge";
  diagnostic.code = { value: code, target: vscode.Uri.parse(link) };
  diagnostic.relatedInformation = others.map(({ pointer }) => {
    const location = new vscode.Location(document.uri, locate(document, pointer).range);
    const name = dotted(pointer);
    return new vscode.DiagnosticRelatedInformation(location, vscode.l10n.t("It may be about {0}.", name));
  });
  return diagnostic;
}

function messageOf(code: string, { message, requestId }: RecordedError): string {
  const { meaning, next } = adviceFor(code);
  return [vscode.l10n.t("{0} {1}", meaning, next), message, requestId && `RequestId: ${requestId}`]
    .filter(Boolean)
    .join("\n");
}

/** Those that the file has; else the first, which is then the missing one. */
function fieldsIn(document: vscode.TextDocument, candidates: readonly string[]): readonly string[] {
  const { root } = parseDocument(document.getText());
  const present = candidates.filter((pointer) => nodeAt(root, pointer));
  return present.length > 0 ? present : candidates.slice(0, 1);
}
