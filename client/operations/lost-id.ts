/** A file whose task exists but that does not hold its Id says so, with the fix. `Recharge: Restore Id` writes it back. */
import * as vscode from "vscode";
import type { Unfinished } from "../../cloud/journal/journal.ts";
import { idOf } from "../../cloud/task/id-edit.ts";
import { properties } from "../../document/effective.ts";
import { parseDocument } from "../../document/parse.ts";
import type { Commands } from "../commands.ts";
import { rangeOf } from "../editing/field-range.ts";
import { languageId } from "../editing/language-server.ts";
import { NothingToDo } from "../errors.ts";
import type { OpenJournal } from "./journals.ts";
import type { Operations } from "./operations.ts";
import { targetOf } from "./preflight.ts";
import type { Recovery } from "./recovery.ts";
import { canonicalUri, EditorTaskFile } from "./task-file.ts";
import { isHeld } from "./unfinished.ts";

const lostId = "lost-id";

interface Known {
  id: string;
  /** The operation that could not write the Id, when it has not ended. */
  held: Unfinished | undefined;
}

export class LostIds implements vscode.Disposable, vscode.CodeActionProvider, vscode.CodeLensProvider {
  private readonly openJournal: OpenJournal;
  private readonly recovery: Recovery;
  private readonly shown = vscode.languages.createDiagnosticCollection("recharge-lost-id");
  private readonly lost = new Map<string, Known>();
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.changed.event;
  /** Open files that hold an Id: the only ones that can lose it. */
  private readonly holding = new Set<string>();
  private readonly subscriptions: vscode.Disposable[];

  constructor(openJournal: OpenJournal, operations: Operations, recovery: Recovery, commands: Commands) {
    this.openJournal = openJournal;
    this.recovery = recovery;
    const check = (document: vscode.TextDocument) => void commands.guard("lost Id", () => this.check(document));
    const checkAll = () => vscode.workspace.textDocuments.forEach(check);
    this.subscriptions = [
      vscode.workspace.onDidOpenTextDocument(check),
      vscode.workspace.onDidSaveTextDocument((document) => {
        void commands.guard("lost Id", () => this.saved(document));
      }),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.mayDiffer(document) && check(document)),
      vscode.workspace.onDidCloseTextDocument((document) => this.forget(document)),
      ...[operations.onDidEnd, recovery.onDidClose].map((changed) => changed(checkAll)),
      vscode.languages.registerCodeActionsProvider({ language: languageId }, this, {
        providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
      }),
      vscode.languages.registerCodeLensProvider({ language: languageId }, this),
    ];
    checkAll();
    commands.register("recharge.restoreId", (given) => this.restore(targetOf(given)));
  }

  private mayDiffer(document: vscode.TextDocument): boolean {
    const key = document.uri.toString();
    return this.holding.has(key) || this.lost.has(key);
  }

  /** A file that could not take its Id may be able to now. */
  private async saved(document: vscode.TextDocument): Promise<void> {
    await this.check(document);
    const held = this.lost.get(document.uri.toString())?.held;
    if (held && parseDocument(document.getText()).problems.length === 0) await this.recovery.retry(held);
  }

  private async check(document: vscode.TextDocument): Promise<void> {
    if (document.languageId !== languageId || document.uri.scheme !== "file") return;
    const { version } = document;
    const holds = idOf(document.getText()) !== undefined;
    if (holds) this.holding.add(document.uri.toString());
    const known = holds ? undefined : await this.known(document.uri);
    if (document.isClosed || document.version !== version) return;
    this.show(document, known);
  }

  private show(document: vscode.TextDocument, known: Known | undefined): void {
    const key = document.uri.toString();
    if (known) this.lost.set(key, known);
    else if (!this.lost.delete(key)) return;
    this.shown.set(document.uri, known && [diagnosticFor(document, known.id)]);
    this.changed.fire();
  }

  private forget(document: vscode.TextDocument): void {
    this.holding.delete(document.uri.toString());
    this.lost.delete(document.uri.toString());
    this.shown.delete(document.uri);
  }

  /** What the journal knows of a file's task. */
  private async known(location: vscode.Uri): Promise<Known | undefined> {
    const journal = await this.openJournal();
    const uri = await canonicalUri(location);
    const unfinished = await journal.listUnfinished();
    const held = unfinished.find(({ record }) => record?.uri === uri && isHeld(record));
    if (held?.record?.id) return { id: held.record.id, held };
    const created = await journal.createdFrom(uri);
    return created && { id: created.id, held: undefined };
  }

  private async restore(location: vscode.Uri): Promise<void> {
    const known = await this.known(location);
    if (!known) throw new NothingToDo(vscode.l10n.t("No task is known to have been created from this file."));
    if (known.held) {
      await this.recovery.settle(known.held);
      return;
    }
    const file = await EditorTaskFile.open(location);
    try {
      await file.writeId(known.id);
    } finally {
      file.dispose();
    }
  }

  provideCodeActions(
    document: vscode.TextDocument,
    _range: vscode.Range,
    context: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    return context.diagnostics
      .filter(({ code }) => code === lostId)
      .map((diagnostic) => {
        const title = vscode.l10n.t("Restore Id");
        const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
        action.command = { command: "recharge.restoreId", title, arguments: [document.uri] };
        action.diagnostics = [diagnostic];
        action.isPreferred = true;
        return action;
      });
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    const known = this.lost.get(document.uri.toString());
    if (!known) return [];
    const title = known.held ? vscode.l10n.t("Insert Id {0}", known.id) : vscode.l10n.t("Restore Id {0}", known.id);
    const command = { command: "recharge.restoreId", title, arguments: [document.uri] };
    return [new vscode.CodeLens(new vscode.Range(0, 0, 0, 0), command)];
  }

  dispose(): void {
    vscode.Disposable.from(...this.subscriptions, this.shown, this.changed).dispose();
  }
}

/** At the first key, where the Id belongs. */
function diagnosticFor(document: vscode.TextDocument, id: string): vscode.Diagnostic {
  const key = properties(parseDocument(document.getText()).root)[0]?.key ?? { offset: 0, length: 1 };
  const message = vscode.l10n.t("A task was already created from this file, but its Id is not in it: {0}", id);
  const diagnostic = new vscode.Diagnostic(rangeOf(document, key), message, vscode.DiagnosticSeverity.Warning);
  diagnostic.source = "recharge";
  diagnostic.code = lostId;
  return diagnostic;
}
