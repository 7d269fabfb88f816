/** Registers commands so that every error reaches the person in words, once, with the next step as a button. */
import * as vscode from "vscode";
import { type ErrorAction, NothingToDo, UserCancelledError, UserError } from "./errors.ts";

/** What VS Code passes to a command: from a menu the resource, from a code lens or the palette whatever was given. */
type Handler = (...args: unknown[]) => unknown;

export class Commands implements vscode.Disposable {
  private readonly registered: vscode.Disposable[] = [];
  private readonly log: vscode.LogOutputChannel;

  constructor(log: vscode.LogOutputChannel) {
    this.log = log;
  }

  register(id: string, run: Handler): void {
    this.registered.push(
      vscode.commands.registerCommand(id, async (...args: unknown[]) => {
        // Any extension may call a command, so nothing is returned to the caller.
        await this.guard(id, () => run(...args));
      }),
    );
  }

  /** Runs what was started without a command (a button, a timer, an event) under the same care. */
  async guard(what: string, run: () => unknown): Promise<void> {
    try {
      await run();
    } catch (error) {
      if (error instanceof UserCancelledError) return;
      this.show(what, error);
    }
  }

  private show(what: string, error: unknown): void {
    const actions = error instanceof UserError ? error.actions : [this.logAction()];
    const message = error instanceof Error ? error.message : String(error);
    const isRemark = error instanceof NothingToDo;
    this.log[isRemark ? "info" : "error"](`${what}: ${message}`);
    if (!(error instanceof UserError) && error instanceof Error && error.stack) this.log.debug(error.stack);
    const show = isRemark ? vscode.window.showInformationMessage : vscode.window.showErrorMessage;
    // Not awaited: a notification may stay open for as long as the window does.
    void show(message, ...actions.map((action) => action.title)).then((title) => {
      const action = actions.find((candidate) => candidate.title === title);
      return action && this.guard(what, () => action.run());
    });
  }

  private logAction(): ErrorAction {
    return { title: vscode.l10n.t("Show Log"), run: () => this.log.show() };
  }

  dispose(): void {
    for (const command of this.registered) command.dispose();
  }
}
