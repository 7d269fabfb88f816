/**
 * `npm start`: a VS Code with the extension on a copy of the examples, and a sandbox that it submits to. The installed
 * VS Code where there is one, else the one of the tests, served on loopback. `-- --served` always takes the latter, `--no-open` opens no browser.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { accessSync, constants, cpSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import type * as sandboxServer from "../sandbox/server.ts";
import { buildAll } from "./build.mts";
import { readsChinese } from "./language.mts";
import { getEditor, latest } from "./vscode/editor.mts";
import { linkedExtension, makeProfile } from "./vscode/profile.mts";
import { startServer } from "./vscode/server.mts";
import { addressOf } from "./vscode/window.mts";

const { values: options } = parseArgs({
  options: { served: { type: "boolean", default: false }, open: { type: "boolean", default: true } },
  allowNegative: true,
});
const root = resolve(import.meta.dirname, "..");
process.chdir(root);

const english = {
  desktop: (command: string, folder: string) => `Starting ${command} on ${folder}. Close its window to end.`,
  served: (address: string, folder: string) => `VS Code with the extension, on ${folder}:\n\n  ${address}`,
  hints: `
  1. Open quick-start.recharge.json: one value is wrong. Hover it, then complete it with Ctrl+Space.
  2. F1, "Recharge: Submit": creates the task in the sandbox, a stand-in for Tencent Cloud in this process.
  3. The task's Id is now the first property of the file.
`,
  end: "Ctrl+C ends it.",
};
const chinese: typeof english = {
  desktop: (command, folder) => `正在用 ${command} 打开 ${folder}。关闭其窗口即可结束。`,
  served: (address, folder) => `装有本扩展的 VS Code，已打开 ${folder}：\n\n  ${address}`,
  hints: `
  1. 打开 quick-start.recharge.json：其中有一个值是错的。将鼠标悬停在上面查看原因，再用 Ctrl+Space 补全。
  2. 按 F1，运行“Recharge: 提交”（界面为英文时是“Recharge: Submit”）：在沙箱中创建任务。沙箱在本进程中代替腾讯云。
  3. 任务的 Id 成为文件的第一个属性。
`,
  end: "按 Ctrl+C 结束。",
};
const texts = readsChinese ? chinese : english;

function onPath(command: string): string | undefined {
  const candidates = (process.env.PATH ?? "").split(delimiter).map((folder) => join(folder, command));
  return candidates.find((file) => {
    try {
      accessSync(file, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** The command of an installed desktop VS Code. The one in a remote window's terminal cannot load extensions. */
function installed(): string | undefined {
  if (options.served || process.env.VSCODE_IPC_HOOK_CLI || process.getuid?.() === 0) return undefined;
  return onPath(process.platform === "win32" ? "code.cmd" : "code");
}

/** The journal goes with the sandbox: its tasks must not be taken for real ones later. */
function environment(userDataDir: string): Record<string, string> {
  return { CLS_RECHARGE_STATE_DIR: join(userDataDir, "recharge-state") };
}

async function startDesktop(command: string, folder: string, userDataDir: string): Promise<void> {
  console.log(`${texts.desktop(command, folder)}\n${texts.hints}`);
  const switches = [`--extensionDevelopmentPath=${root}`, `--user-data-dir=${userDataDir}`];
  const args = [...switches, "--disable-workspace-trust", "--new-window", "--wait", folder];
  const shell = process.platform === "win32";
  const child = spawn(shell ? `"${command}"` : command, args, {
    stdio: "inherit",
    shell,
    env: { ...process.env, ...environment(userDataDir) },
  });
  await once(child, "exit");
}

async function startServed(folder: string, userDataDir: string): Promise<void> {
  const editor = await getEditor(latest);
  const interrupted = Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
  const extensionsDir = linkedExtension(userDataDir);
  const env = environment(userDataDir);
  const server = await startServer(editor, { userDataDir, extensionsDir, env, trustAll: true, lasting: true });
  const address = addressOf({ port: server.port, open: folder });
  console.log(`${texts.served(address, folder)}\n${texts.hints}\n${texts.end}`);
  if (options.open) openBrowser(address);
  await Promise.race([interrupted, server.ended]);
  await server.stop();
}

/** Where there is a screen; the address has been printed in any case. */
function openBrowser(address: string): void {
  const screen = process.platform === "darwin" || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  const opener = onPath(process.platform === "darwin" ? "open" : "xdg-open");
  if (screen && opener) spawn(opener, [address], { stdio: "ignore", detached: true }).unref();
}

await buildAll("dist", false);
const { startSandbox }: typeof sandboxServer = createRequire(import.meta.url)("../dist/sandbox.js");
const folder = mkdtempSync(join(tmpdir(), "cls-recharge-examples-"));
const sandbox = await startSandbox();
const userDataDir = makeProfile({ "recharge.endpoint": sandbox.url });
try {
  cpSync("examples", folder, { recursive: true });
  const command = installed();
  await (command ? startDesktop(command, folder, userDataDir) : startServed(folder, userDataDir));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await sandbox.close();
  for (const path of [folder, userDataDir]) rmSync(path, { recursive: true, force: true, maxRetries: 5 });
}
