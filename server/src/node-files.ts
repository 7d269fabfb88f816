/** What the server reads from the disk. */
import { readdir, readFile, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { CONFIG_FILE_NAME, parseConfig, type RuleSettings } from "../../document/config.ts";
import { LIMITS } from "../../document/limits.ts";
import { isTaskFile } from "../../document/task-file.ts";
import type { Files } from "./workspace.ts";

/** Of a monorepo, what can be looked through without anybody noticing. */
const MOST_FOLDERS = 5_000;
const MOST_FILES = 1_000;
/** A character takes up to three bytes of UTF-8. */
const MOST_BYTES = 3 * LIMITS.length;

/** The rules of the nearest `.rechargerc.json`, from a file's folder upwards. */
export async function folderRules(uri: string): Promise<RuleSettings> {
  if (!uri.startsWith("file:")) return new Map();
  for (let folder = dirname(fileURLToPath(uri)); ; folder = dirname(folder)) {
    const text = await readIfThere(join(folder, CONFIG_FILE_NAME));
    if (text !== undefined) return parseConfig(text).rules;
    if (dirname(folder) === folder) return new Map();
  }
}

export const files: Files = {
  async find(root) {
    if (!root.startsWith("file:")) return [];
    const found: string[] = [];
    const folders = [root.replace(/\/+$/, "")];
    for (let next = 0; next < folders.length && next < MOST_FOLDERS && found.length < MOST_FILES; next++) {
      const folder = folders[next] ?? root;
      for (const entry of await entriesOf(folder)) {
        const uri = `${folder}/${encodeURIComponent(entry.name)}`;
        // Links are not followed: they may lead in circles.
        if (entry.isDirectory() && !isIgnored(entry.name)) folders.push(uri);
        else if (entry.isFile() && isTaskFile(entry.name)) found.push(uri);
      }
    }
    return found.slice(0, MOST_FILES);
  },
  async read(uri) {
    return uri.startsWith("file:") ? readIfThere(fileURLToPath(uri)) : undefined;
  },
};

function isIgnored(name: string): boolean {
  return name.startsWith(".") || name === "node_modules";
}

async function entriesOf(folder: string) {
  try {
    return await readdir(fileURLToPath(folder), { withFileTypes: true });
  } catch {
    // Gone meanwhile, or not ours to read.
    return [];
  }
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    const found = await stat(file);
    return found.isFile() && found.size <= MOST_BYTES ? await readFile(file, "utf8") : undefined;
  } catch {
    // Missing, or not ours to read: as if it were not there.
    return undefined;
  }
}
