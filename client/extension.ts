/** Entry point of the extension: builds the services and hands them to each capability. */
import * as cloudTexts from "@vscode/l10n";
import * as vscode from "vscode";
import { Commands } from "./commands.ts";
import { activateLanguageServer } from "./language-server.ts";
import { activateNewTask } from "./new-task.ts";
import { SecretMap } from "./secret-store.ts";
import { activateSetSecret } from "./set-secret.ts";

export function activate(context: vscode.ExtensionContext): void {
  // Code shared with the CLI translates through @vscode/l10n; VS Code has already loaded the right texts.
  if (vscode.l10n.bundle) cloudTexts.config({ contents: vscode.l10n.bundle });

  const log = vscode.window.createOutputChannel("CLS Recharge", { log: true });
  const commands = new Commands(log);
  context.subscriptions.push(log, commands);
  commands.register("recharge.showLog", () => log.show());

  const server = activateLanguageServer(context, commands, log);
  activateNewTask(commands, server);
  activateSetSecret(commands, new SecretMap<string>(context.secrets, "secrets"));
}
