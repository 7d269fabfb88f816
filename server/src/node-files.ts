/** What the server reads from the disk. */
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { CONFIG_FILE_NAME, parseConfig, type RuleSettings } from "../../document/config.ts";

/** The rules of the nearest `.rechargerc.json`, from a file's folder upwards. */
export async function folderRules(uri: string): Promise<RuleSettings> {
  if (!uri.startsWith("file:")) return new Map();
  for (let folder = dirname(fileURLToPath(uri)); ; folder = dirname(folder)) {
    const text = await readIfThere(join(folder, CONFIG_FILE_NAME));
    if (text !== undefined) return parseConfig(text).rules;
    if (dirname(folder) === folder) return new Map();
  }
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch {
    // Missing, or not ours to read: as if it were not there.
    return undefined;
  }
}
