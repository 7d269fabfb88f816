/** How a file's task is, above its first line; a click leads on. The language server leaves the place to it. */
import * as vscode from "vscode";
import { languageId } from "../editing/language-server.ts";
import { openEndpoint } from "../settings.ts";
import type { TaskState } from "./state.ts";
import type { TaskStates } from "./task-states.ts";
import { stateDetail, stateIcon, stateText } from "./words.ts";

export class StateLens implements vscode.CodeLensProvider, vscode.Disposable {
  private readonly states: TaskStates;
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly subscriptions: vscode.Disposable[];
  readonly onDidChangeCodeLenses = this.changed.event;

  constructor(states: TaskStates) {
    this.states = states;
    this.subscriptions = [
      states.onDidChange(() => this.changed.fire()),
      vscode.languages.registerCodeLensProvider({ language: languageId, scheme: "file" }, this),
    ];
  }

  provideCodeLenses({ uri }: vscode.TextDocument): vscode.CodeLens[] {
    const state = this.states.of(uri);
    if (state.kind === "not-created" || state.id === undefined) return [];
    // The editor swallows an ordinary space behind the icon.
    const title = `$(${stateIcon(state)})\u00a0${stateText(state)}`;
    const tooltip = stateDetail(state) ?? vscode.l10n.t("Task {0}", state.id);
    return [new vscode.CodeLens(new vscode.Range(0, 0, 0, 0), { title, tooltip, ...nextStep(state, uri) })];
  }

  dispose(): void {
    vscode.Disposable.from(...this.subscriptions, this.changed).dispose();
  }
}

/** `command` "": none, the lens is a text. */
function nextStep(state: TaskState, uri: vscode.Uri): { command: string; arguments?: unknown[] } {
  const why = state.kind === "unknown" ? state.why : undefined;
  switch (why) {
    case "signed-out":
      return { command: "recharge.signIn" };
    case "account":
      return { command: "recharge.switchProfile" };
    case "endpoint":
      return openEndpoint;
    case "untrusted":
      return { command: "workbench.trust.manage" };
    case "asking":
    case "file":
      return { command: "" };
    default:
      return { command: "recharge.compare", arguments: [uri] };
  }
}
