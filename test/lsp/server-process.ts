/** The bundled server as a child process, and a client over the official protocol library. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import {
  type ClientCapabilities,
  ConfigurationRequest,
  createProtocolConnection,
  type Diagnostic,
  DidChangeTextDocumentNotification,
  DidOpenTextDocumentNotification,
  InitializedNotification,
  type InitializeParams,
  InitializeRequest,
  type InitializeResult,
  LogMessageNotification,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  type PublishDiagnosticsParams,
  RegistrationRequest,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
  type TextDocumentContentChangeEvent,
} from "vscode-languageserver-protocol/node";

/** For Node, to start anything without a way to the network. */
export const WITHOUT_NETWORK = ["--require", resolve("test/lsp/no-network.cjs")];

/** Without a way to the network. @param argument how to talk; the tests' default is what every editor uses. */
export function spawnServer(argument = "--stdio"): ChildProcess {
  return spawn(process.execPath, [...WITHOUT_NETWORK, "dist/server.js", argument], { stdio: ["pipe", "pipe", "pipe"] });
}

/** The exit code of a process, whenever it ends. */
export async function exitCode(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null) return child.exitCode;
  const [code] = await once(child, "exit");
  return code;
}

/** As VS Code, reduced to what matters here. */
export const FULL_CLIENT: ClientCapabilities = {
  workspace: {
    configuration: true,
    didChangeConfiguration: { dynamicRegistration: true },
    diagnostics: { refreshSupport: true },
    workspaceFolders: true,
  },
  textDocument: {
    diagnostic: {},
    hover: { contentFormat: ["markdown", "plaintext"] },
    completion: { completionItem: { snippetSupport: true, documentationFormat: ["markdown", "plaintext"] } },
  },
};

export interface ClientOptions {
  capabilities?: ClientCapabilities;
  initialize?: Partial<InitializeParams>;
  /** What `workspace/configuration` gives, by the asked scope and section. */
  configuration?: (scopeUri: string | undefined, section: string) => unknown;
  /** Another server than the built one. */
  child?: ChildProcess;
}

export class TestClient {
  readonly child: ChildProcess;
  readonly connection: ProtocolConnection;
  /** Everything published so far, in order. */
  readonly published: PublishDiagnosticsParams[] = [];
  readonly log: string[] = [];
  readonly registered: string[] = [];
  refreshes = 0;
  result: InitializeResult = { capabilities: {} };
  #wakeUp: (() => void)[] = [];

  constructor(child = spawnServer()) {
    this.child = child;
    if (!child.stdin || !child.stdout) throw new Error("no pipes");
    this.connection = createProtocolConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    this.connection.onNotification(PublishDiagnosticsNotification.type, (params) => {
      this.published.push(params);
      this.#somethingHappened();
    });
    this.connection.onNotification(LogMessageNotification.type, ({ message }) => {
      this.log.push(message);
    });
    this.connection.onRequest(RegistrationRequest.type, ({ registrations }) => {
      this.registered.push(...registrations.map(({ method }) => method));
      this.#somethingHappened();
    });
    this.connection.onRequest("workspace/diagnostic/refresh", () => {
      this.refreshes++;
      this.#somethingHappened();
      return null;
    });
  }

  static async start({
    capabilities = FULL_CLIENT,
    initialize,
    configuration,
    child,
  }: ClientOptions = {}): Promise<TestClient> {
    const client = new TestClient(child);
    client.connection.onRequest(ConfigurationRequest.type, ({ items }) =>
      items.map(({ scopeUri, section }) => configuration?.(scopeUri, section ?? "") ?? {}),
    );
    client.connection.listen();
    client.result = await client.connection.sendRequest(InitializeRequest.type, {
      processId: process.pid,
      rootUri: null,
      capabilities,
      ...initialize,
    });
    await client.connection.sendNotification(InitializedNotification.type, {});
    return client;
  }

  open(uri: string, text: string, version = 1): Promise<void> {
    const textDocument = { uri, languageId: "recharge", version, text };
    return this.connection.sendNotification(DidOpenTextDocumentNotification.type, { textDocument });
  }

  change(uri: string, version: number, ...contentChanges: TextDocumentContentChangeEvent[]): Promise<void> {
    return this.connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri, version },
      contentChanges,
    });
  }

  /** What the server says about a file when asked. */
  async pull(uri: string): Promise<Diagnostic[]> {
    const report = await this.connection.sendRequest("textDocument/diagnostic", { textDocument: { uri } });
    return (report as { items: Diagnostic[] }).items;
  }

  /** Waits until a condition holds, checked whenever the server has sent something. */
  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise<void>((resolve) => this.#wakeUp.push(resolve));
  }

  /** What was published for a version of a file, as soon as it is. */
  async diagnostics(uri: string, version: number): Promise<Diagnostic[]> {
    const find = () => this.published.findLast((params) => params.uri === uri && params.version === version);
    await this.until(() => find() !== undefined);
    return find()?.diagnostics ?? [];
  }

  /** Ends the server as the protocol has it. @returns its exit code. */
  async stop(): Promise<number | null> {
    await this.connection.sendRequest(ShutdownRequest.type);
    await this.connection.sendNotification("exit");
    return exitCode(this.child);
  }

  #somethingHappened(): void {
    const waiting = this.#wakeUp;
    this.#wakeUp = [];
    for (const wakeUp of waiting) wakeUp();
  }
}
