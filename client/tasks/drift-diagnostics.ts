/** Where an open file and its task differ: information on the field, with fixes, until they no longer do. */
import * as vscode from "vscode";
import type { Difference } from "../../cloud/task/drift.ts";
import { withCloudValues } from "../../cloud/task/task-text.ts";
import { dotted } from "../../document/pointer.ts";
import { docsLink } from "../editing/docs-link.ts";
import { locate } from "../editing/field-range.ts";
import { languageId } from "../editing/language-server.ts";
import { shown } from "./describe-differences.ts";
import { openFiles } from "./readings.ts";
import type { TaskStates } from "./task-states.ts";

const code = "drift";

/** A diagnostic that knows its difference. VS Code gives action providers a copy, so they look it up by its field. */
interface Drift {
  readonly difference: Difference;
  readonly diagnostic: vscode.Diagnostic;
}

export class DriftDiagnostics implements vscode.CodeActionProvider, vscode.Disposable {
  private readonly states: TaskStates;
  private readonly shown = vscode.languages.createDiagnosticCollection("recharge-drift");
  private readonly drifts = new Map<string, readonly Drift[]>();
  private readonly subscriptions: vscode.Disposable[];

  constructor(states: TaskStates) {
    this.states = states;
    this.subscriptions = [
      states.onDidChange((files) => this.update(files)),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.clear(uri)),
      vscode.languages.registerCodeActionsProvider({ language: languageId, scheme: "file" }, this, {
        providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
      }),
    ];
    this.update(openFiles());
  }

  private update(files: readonly vscode.Uri[]): void {
    for (const file of files) this.updateOne(file);
  }

  private updateOne(file: vscode.Uri): void {
    const document = vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === file.toString());
    const state = this.states.of(file);
    if (!document || !("differences" in state)) {
      this.clear(file);
      return;
    }
    const drifts = state.differences.map((difference) => ({
      difference,
      diagnostic: diagnosticFor(document, difference),
    }));
    this.drifts.set(file.toString(), drifts);
    this.shown.set(
      file,
      drifts.map(({ diagnostic }) => diagnostic),
    );
  }

  private clear(file: vscode.Uri): void {
    if (this.drifts.delete(file.toString())) this.shown.delete(file);
  }

  provideCodeActions(
    document: vscode.TextDocument,
    _range: vscode.Range,
    { diagnostics }: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    const drifts = this.drifts.get(document.uri.toString()) ?? [];
    const here = drifts.filter(({ diagnostic }) => diagnostics.some((given) => isSame(given, diagnostic)));
    if (here.length === 0) return [];
    const takeable = (some: readonly Drift[]) => some.filter(({ difference }) => !difference.hidden);
    const all = takeable(drifts);
    const update = fix(vscode.l10n.t("Update the cloud…"), here);
    update.command = { command: "recharge.update", title: update.title, arguments: [document.uri] };
    return [
      ...takeable(here).map((drift) => this.take(document, vscode.l10n.t("Take the cloud's value"), [drift])),
      ...(all.length > 1 ? [this.take(document, vscode.l10n.t("Take all of the cloud's values"), all)] : []),
      update,
    ];
  }

  private take(document: vscode.TextDocument, title: string, drifts: readonly Drift[]): vscode.CodeAction {
    const action = fix(title, drifts);
    const task = this.states.task(document.uri);
    const text =
      task &&
      withCloudValues(
        task.document,
        drifts.map(({ difference }) => difference),
      );
    // What was read of the file is what stands in it: an edit made meanwhile is read at once.
    if (text !== undefined && task?.document.text === document.getText()) action.edit = replacement(document, text);
    else action.disabled = { reason: vscode.l10n.t("The file is being edited.") };
    return action;
  }

  dispose(): void {
    vscode.Disposable.from(...this.subscriptions, this.shown).dispose();
  }
}

function diagnosticFor(document: vscode.TextDocument, difference: Difference): vscode.Diagnostic {
  const { range } = locate(document, difference.pointer);
  const diagnostic = new vscode.Diagnostic(range, messageOf(difference), vscode.DiagnosticSeverity.Information);
  diagnostic.source = "recharge";
  diagnostic.code = { value: code, target: docsLink("tasks", "drift") };
  return diagnostic;
}

function messageOf({ pointer, file, cloud, hidden }: Difference): string {
  const field = dotted(pointer);
  if (hidden) return vscode.l10n.t("{0} is not the same in the cloud. The file has a placeholder there.", field);
  return vscode.l10n.t("{0} is not the same in the cloud. File: {1}. Cloud: {2}.", field, shown(file), shown(cloud));
}

function isSame(given: vscode.Diagnostic, ours: vscode.Diagnostic): boolean {
  return given.source === ours.source && given.message === ours.message && given.range.isEqual(ours.range);
}

function fix(title: string, drifts: readonly Drift[]): vscode.CodeAction {
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.diagnostics = drifts.map(({ diagnostic }) => diagnostic);
  return action;
}

/** One edit, of what lies between the first and the last character that change. */
function replacement(document: vscode.TextDocument, text: string): vscode.WorkspaceEdit {
  const before = document.getText();
  const most = Math.min(before.length, text.length);
  let start = 0;
  while (start < most && before[start] === text[start]) start++;
  let end = 0;
  while (end < most - start && before.at(-1 - end) === text.at(-1 - end)) end++;
  const range = new vscode.Range(document.positionAt(start), document.positionAt(before.length - end));
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, range, text.slice(start, text.length - end));
  return edit;
}
