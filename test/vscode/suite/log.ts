/** What the extension writes into its output channel. */
import * as vscode from "vscode";

const levels = new Set(["trace", "debug", "info", "warn", "error", "append", "appendLine", "replace"]);

/** Every line from now on, growing. To be called before the extension starts: when a test file is loaded. */
export function recordLog(): readonly string[] {
  const lines: string[] = [];
  const { createOutputChannel } = vscode.window;
  const create = (...args: unknown[]) => {
    const channel: object = Reflect.apply(createOutputChannel, vscode.window, args);
    return new Proxy(channel, {
      get(target, name) {
        const member: unknown = Reflect.get(target, name);
        if (typeof name !== "string" || !levels.has(name) || typeof member !== "function") return member;
        return (...written: unknown[]) => {
          lines.push(written.map(String).join(" "));
          return Reflect.apply(member, target, written);
        };
      },
    });
  };
  Object.assign(vscode.window, { createOutputChannel: create });
  return lines;
}
