/** Starts the language server with the first task file, and again on demand. */
import * as vscode from "vscode";
import { LanguageClient, TransportKind } from "vscode-languageclient/node";
import type { Commands } from "./commands.ts";

export const languageId = "recharge";

/** Starts the server when a task file is open, now or later. */
export function activateLanguageServer(
  context: vscode.ExtensionContext,
  commands: Commands,
  log: vscode.LogOutputChannel,
): void {
  let client: LanguageClient | undefined;

  const start = async () => {
    if (client) return;
    client = createClient(context, log);
    context.subscriptions.push(client);
    await client.start();
  };
  const startFor = (document: vscode.TextDocument) => {
    if (document.languageId === languageId) void commands.guard("language server", start);
  };

  context.subscriptions.push(vscode.workspace.onDidOpenTextDocument(startFor));
  for (const document of vscode.workspace.textDocuments) startFor(document);
  commands.register("recharge.restartServer", () => (client ? client.restart() : start()));
}

function createClient(context: vscode.ExtensionContext, log: vscode.LogOutputChannel): LanguageClient {
  const module = context.asAbsolutePath("dist/server.js");
  return new LanguageClient(
    languageId,
    "CLS Recharge",
    {
      run: { module, transport: TransportKind.ipc },
      debug: { module, transport: TransportKind.ipc, options: { execArgv: ["--nolazy", "--inspect=6009"] } },
    },
    {
      documentSelector: [{ language: languageId }],
      outputChannel: log,
      // Texts of the file and of the API reach hovers and messages: they must never become commands or HTML.
      markdown: { isTrusted: false, supportHtml: false },
      synchronize: { fileEvents: vscode.workspace.createFileSystemWatcher("**/{*.recharge.json,.rechargerc.json}") },
    },
  );
}
