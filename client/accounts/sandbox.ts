/** `Recharge: Start Sandbox`: a local CLS with throw-away credentials. While it runs, everything goes there. */
import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";
import { Endpoint } from "../../cloud/api/endpoint.ts";
import { sandboxCredential } from "../../cloud/credentials/sandbox.ts";
import type * as sandboxServer from "../../sandbox/server.ts";
import type { Commands } from "../commands.ts";

export interface RunningSandbox {
  endpoint: Endpoint;
  /** Folder of its own journal: its tasks end with it, so they must not be taken for real ones later. */
  journal: string;
}

export class SandboxControl implements vscode.Disposable {
  private readonly log: vscode.LogOutputChannel;
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;
  private server: sandboxServer.Sandbox | undefined;
  /** Set while it runs. */
  running: RunningSandbox | undefined;

  constructor(log: vscode.LogOutputChannel) {
    this.log = log;
  }

  async start(): Promise<void> {
    if (this.server) return;
    const { secretId, secretKey } = sandboxCredential();
    const server = await loadSandbox().startSandbox({
      credentials: { secretId, secretKey },
      log: (line) => this.log.info(`sandbox: ${line}`),
    });
    this.server = server;
    this.running = {
      endpoint: Endpoint.parse(server.url),
      journal: await mkdtemp(join(tmpdir(), "cls-recharge-sandbox-")),
    };
    this.log.info(`sandbox: ${server.url}`);
    await this.announce();
  }

  async stop(): Promise<void> {
    await this.shutDown();
    await this.announce();
  }

  private async shutDown(): Promise<void> {
    const { server, running } = this;
    this.server = undefined;
    this.running = undefined;
    // At once: when the window closes nothing is waited for.
    if (running) rmSync(running.journal, { recursive: true, force: true });
    await server?.close();
  }

  private async announce(): Promise<void> {
    await vscode.commands.executeCommand("setContext", "recharge.sandboxRunning", this.running !== undefined);
    this.changed.fire();
  }

  async dispose(): Promise<void> {
    this.changed.dispose();
    await this.shutDown();
  }
}

export function activateSandbox(
  context: vscode.ExtensionContext,
  commands: Commands,
  log: vscode.LogOutputChannel,
): SandboxControl {
  const sandbox = new SandboxControl(log);
  context.subscriptions.push(sandbox);
  commands.register("recharge.startSandbox", async () => {
    await sandbox.start();
    void vscode.window.showInformationMessage(vscode.l10n.t("The sandbox is running: submits stay on this machine."));
  });
  commands.register("recharge.stopSandbox", async () => {
    await sandbox.stop();
    void vscode.window.showInformationMessage(vscode.l10n.t("The sandbox is stopped: submits go to Tencent Cloud."));
  });
  return sandbox;
}

/** A bundle of its own, so that it costs nothing until it is started. */
function loadSandbox(): typeof sandboxServer {
  return require("./sandbox.js");
}
