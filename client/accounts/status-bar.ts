/** Shows beside a task file as whom and where it would be submitted; switches both. */
import * as vscode from "vscode";
import { languageId } from "../editing/language-server.ts";
import { openEndpoint, readSettings } from "../settings.ts";
import type { Accounts } from "./account.ts";

export class StatusBar implements vscode.Disposable {
  private readonly accounts: Accounts;
  private readonly item = vscode.window.createStatusBarItem("recharge.profile", vscode.StatusBarAlignment.Right, 100);
  private readonly subscriptions: vscode.Disposable[];

  /** @param changes whatever may change the account. */
  constructor(accounts: Accounts, changes: vscode.Event<unknown>[], guard: (run: () => Promise<void>) => void) {
    this.accounts = accounts;
    this.item.name = vscode.l10n.t("Recharge Profile");
    const update = () => guard(() => this.update());
    this.subscriptions = [
      vscode.window.onDidChangeActiveTextEditor(update),
      vscode.workspace.onDidChangeConfiguration((change) => change.affectsConfiguration("recharge") && update()),
      ...changes.map((changed) => changed(update)),
    ];
    update();
  }

  private async update(): Promise<void> {
    const document = vscode.window.activeTextEditor?.document;
    const sandbox = this.accounts.sandboxEndpoint;
    if (sandbox) {
      this.item.text = `$(beaker) ${vscode.l10n.t("Sandbox")}`;
      this.item.tooltip = vscode.l10n.t("Submits go to the sandbox on this machine: {0}", sandbox.host);
      this.item.command = "recharge.switchProfile";
      this.item.backgroundColor = new vscode.ThemeColor("statusBarItem.warningBackground");
      this.item.show();
      return;
    }
    if (document?.languageId !== languageId) {
      this.item.hide();
      return;
    }
    const profile = await this.accounts.selected();
    const region = readSettings(document.uri).region || profile?.region;
    const name = profile?.name ?? vscode.l10n.t("Not signed in");
    const problem = this.accounts.endpointProblem;
    this.item.text = `$(${problem ? "warning" : "account"}) ${region ? `${name} · ${region}` : name}`;
    this.item.tooltip = problem ?? vscode.l10n.t("Profile and region to submit with. Click to switch.");
    this.item.command = problem
      ? { title: "", ...openEndpoint }
      : profile
        ? "recharge.switchProfile"
        : "recharge.signIn";
    this.item.backgroundColor = undefined;
    this.item.show();
  }

  dispose(): void {
    vscode.Disposable.from(...this.subscriptions, this.item).dispose();
  }
}
