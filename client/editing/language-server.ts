/** Starts the language server when it is first needed, and asks it what only it knows. */
import * as vscode from "vscode";
import {
  type CompletionItem,
  CompletionRequest,
  DocumentDiagnosticRequest,
  LanguageClient,
  TransportKind,
} from "vscode-languageclient/node";
import type { Commands } from "../commands.ts";

export const languageId = "recharge";

export type Completions = vscode.CompletionItem[] | vscode.CompletionList | null | undefined;

/** @param served what the language server completes. */
export type MoreCompletions = (
  served: PromiseLike<Completions> | Completions,
  document: vscode.TextDocument,
  position: vscode.Position,
  token: vscode.CancellationToken,
) => Promise<Completions>;

export class LanguageServer implements vscode.Disposable {
  private readonly context: vscode.ExtensionContext;
  private readonly log: vscode.LogOutputChannel;
  private started: Promise<LanguageClient> | undefined;
  /** What the server cannot know, in one list with what it does know. */
  moreCompletions: MoreCompletions = async (served) => served;

  constructor(context: vscode.ExtensionContext, log: vscode.LogOutputChannel) {
    this.context = context;
    this.log = log;
  }

  /** The running client; starts it the first time. */
  start(): Promise<LanguageClient> {
    this.started ??= this.launch();
    return this.started;
  }

  async restart(): Promise<void> {
    if (!this.started) await this.start();
    else await (await this.started).restart();
  }

  /** What the server says about the document's current text, not what it said some time ago. */
  async diagnose(document: vscode.TextDocument): Promise<vscode.Diagnostic[]> {
    const client = await this.start();
    const textDocument = client.code2ProtocolConverter.asTextDocumentIdentifier(document);
    const report = await client.sendRequest(DocumentDiagnosticRequest.type, { textDocument });
    return report.kind === "full" ? client.protocol2CodeConverter.asDiagnostics(report.items) : [];
  }

  /** The whole-file templates the server offers for an empty document. */
  async templates(document: vscode.TextDocument): Promise<CompletionItem[]> {
    const client = await this.start();
    const textDocument = client.code2ProtocolConverter.asTextDocumentIdentifier(document);
    const found = await client.sendRequest(CompletionRequest.type, {
      textDocument,
      position: { line: 0, character: 0 },
    });
    return Array.isArray(found) ? found : (found?.items ?? []);
  }

  private async launch(): Promise<LanguageClient> {
    const client = createClient(this.context, this.log, (...args) => this.moreCompletions(...args));
    try {
      await client.start();
      return client;
    } catch (error) {
      this.started = undefined;
      throw error;
    }
  }

  async dispose(): Promise<void> {
    await (await this.started)?.dispose();
  }
}

/** Starts the server as soon as a task file is open, now or later. */
export function activateLanguageServer(
  context: vscode.ExtensionContext,
  commands: Commands,
  log: vscode.LogOutputChannel,
): LanguageServer {
  const server = new LanguageServer(context, log);
  const startFor = (document: vscode.TextDocument) => {
    if (document.languageId === languageId) void commands.guard("language server", () => server.start());
  };
  context.subscriptions.push(server, vscode.workspace.onDidOpenTextDocument(startFor));
  for (const document of vscode.workspace.textDocuments) startFor(document);
  commands.register("recharge.restartServer", () => server.restart());
  return server;
}

function createClient(
  context: vscode.ExtensionContext,
  log: vscode.LogOutputChannel,
  more: MoreCompletions,
): LanguageClient {
  const module = context.asAbsolutePath("dist/server.js");
  const debug = { execArgv: ["--nolazy", "--inspect=6009"] };
  return new LanguageClient(
    languageId,
    "CLS Recharge",
    {
      run: { module, transport: TransportKind.ipc },
      debug: { module, transport: TransportKind.ipc, options: debug },
    },
    {
      middleware: {
        provideCompletionItem: (document, position, context, token, next) =>
          more(next(document, position, context, token), document, position, token),
      },
      documentSelector: schemes().map((scheme) => ({ language: languageId, scheme })),
      outputChannel: log,
      // Texts of the file and of the API reach hovers and messages: they must never become commands or HTML.
      markdown: { isTrusted: false, supportHtml: false },
      // The server offers only what it knows the editor can do. Files it watches on its own.
      initializationOptions: {
        commands: [
          "recharge.submit",
          "recharge.previewRequest",
          "recharge.compare",
          "recharge.setRuleSeverity",
          "recharge.setSecret",
        ],
      },
    },
  );
}

/** Where files are that somebody can edit. What VS Code shows of other places, such as a commit, is not checked. */
function schemes(): string[] {
  const folders = vscode.workspace.workspaceFolders ?? [];
  return [...new Set(["file", "untitled", "vscode-vfs", ...folders.map(({ uri }) => uri.scheme)])];
}
