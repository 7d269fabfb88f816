/** Where the journal lives: a directory of this user alone, shared by editor and terminal. */
import { chmod, lstat, mkdir } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";
import * as l10n from "@vscode/l10n";
import { syncDirectory } from "./disk.ts";
import { JournalError, onDisk } from "./journal-error.ts";

/**
 * `CLS_RECHARGE_STATE_DIR`, else `$XDG_STATE_HOME/recharge` (freedesktop.org base directory specification) or what the
 * operating system has in its place.
 */
export function stateDirectory(env: NodeJS.ProcessEnv = process.env, platform: string = process.platform): string {
  if (env.CLS_RECHARGE_STATE_DIR) return env.CLS_RECHARGE_STATE_DIR;
  if (env.XDG_STATE_HOME) return join(env.XDG_STATE_HOME, "recharge");
  if (platform === "win32") return join(env.LOCALAPPDATA ?? join(homedir(), "AppData", "Local"), "recharge");
  if (platform === "darwin") return join(homedir(), "Library", "Application Support", "recharge");
  return join(homedir(), ".local", "state", "recharge");
}

/**
 * Makes the directory and its sub-directories, for nobody but the user.
 * @throws JournalError when one is a symbolic link, belongs to somebody else, or cannot be made
 */
export function openStateDirectory(directory: string, children: readonly string[]): Promise<void> {
  return onDisk(async () => {
    const changed = new Set<string>();
    for (const path of [directory, ...children.map((child) => join(directory, child))]) {
      for (const parent of await make(path)) changed.add(parent);
      await requireOwn(path);
    }
    // A record in a directory that is gone after a power failure would be gone, too.
    await Promise.all([...changed].map(syncDirectory));
  });
}

/** @returns the directories that have another one in them now */
async function make(path: string): Promise<string[]> {
  const first = await mkdir(path, { recursive: true, mode: 0o700 });
  const parents: string[] = [];
  if (first === undefined) return parents;
  const { length } = resolve(first);
  for (let made = resolve(path); made.length >= length; made = dirname(made)) parents.push(dirname(made));
  return parents;
}

async function requireOwn(path: string): Promise<void> {
  const stats = await lstat(path);
  if (!stats.isDirectory()) {
    throw new JournalError(l10n.t("The state directory {0} is a link or a file, which is not safe.", path));
  }
  if (process.platform === "win32") return;
  if (stats.uid !== process.getuid?.()) {
    throw new JournalError(l10n.t("The state directory {0} belongs to another user.", path));
  }
  if ((stats.mode & 0o777) !== 0o700) await chmod(path, 0o700);
}
