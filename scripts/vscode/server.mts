/** VS Code's server on loopback, in a process group of its own, so that it ends with everything it started. */
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { codeOf } from "../../cloud/error-code.mts";
import type { Editor } from "./editor.mts";

export interface ServerOptions {
  userDataDir: string;
  /** Default: none installed. */
  extensionsDir?: string | undefined;
  /**
   * Makes the page honour an extension under development and its tests; notifications then stay in their list.
   */
  driven?: boolean;
  /** As `code --disable-workspace-trust`: every folder is trusted. */
  trustAll?: boolean;
  /** Stay up without a window; else it ends by itself some minutes after its last one, should we be killed. */
  lasting?: boolean;
  /** Added to our environment; `undefined` takes a variable out. */
  env?: Record<string, string | undefined> | undefined;
}

export interface Server {
  port: number;
  /** Resolves when the process has ended, by itself or stopped. */
  ended: Promise<void>;
  /** Ends the server and everything it started. Safe to call twice. */
  stop(): Promise<void>;
}

/** @throws Error with the server's output when it does not come up. */
export async function startServer(editor: Editor, options: ServerOptions): Promise<Server> {
  const data = mkdtempSync(join(tmpdir(), "recharge-server-"));
  const switches = [
    ["--host", "127.0.0.1", "--port", "0", "--without-connection-token", "--accept-server-license-terms"],
    ["--server-data-dir", data, "--user-data-dir", options.userDataDir],
    ["--extensions-dir", options.extensionsDir ?? join(data, "extensions"), "--telemetry-level", "off"],
    options.driven ? ["--enable-smoke-test-driver"] : [],
    options.lasting ? [] : ["--enable-remote-auto-shutdown"],
    options.trustAll ? ["--disable-workspace-trust"] : [],
  ];
  const child = spawn(editor.node, [editor.server, ...switches.flat()], {
    detached: true,
    env: { ...process.env, ...options.env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const end = () => {
    killGroup(child);
    rmSync(data, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  };
  process.once("exit", end);
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  return {
    port: await listening(child),
    ended,
    async stop() {
      process.removeListener("exit", end);
      end();
      await ended;
    },
  };
}

/**
 * Unpacks a `.vsix` into a folder of extensions, as a person's "Install from VSIX" does.
 * @throws Error with VS Code's reason when it refuses the file
 */
export async function installExtension(editor: Editor, vsix: string, extensionsDir: string): Promise<void> {
  const data = mkdtempSync(join(tmpdir(), "recharge-install-"));
  const switches = ["--extensions-dir", extensionsDir, "--server-data-dir", data, "--user-data-dir", data];
  try {
    await promisify(execFile)(editor.node, [editor.server, "--install-extension", vsix, ...switches]);
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
}

function listening(child: ChildProcess): Promise<number> {
  const output: string[] = [];
  return new Promise((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      if (!stream) continue;
      createInterface(stream).on("line", (line) => {
        output.push(line);
        if (output.length > 100) output.shift();
        const port = /^Extension host agent listening on (\d+)$/.exec(line)?.[1];
        if (port) resolve(Number(port));
      });
    }
    child.once("error", reject);
    child.once("close", (code, signal) =>
      reject(new Error(`VS Code's server ended (${signal ?? code}) before it listened:\n${output.join("\n")}`)),
    );
  });
}

function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch (error) {
    // Gone already.
    if (codeOf(error) !== "ESRCH") throw error;
  }
}
