/** A cache of things too large for the project's own dependencies. Safe when several runs want the same thing at once. */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

const root = resolve(import.meta.dirname, "../../.cache");

/**
 * The folder `.cache/<name>`, made by `make` the first time. Either complete or not there: it is made beside and renamed.
 * @param name relative path; holds every version that matters, so that a new one is a new folder
 * @param make fills the folder it is given
 */
export async function cached(name: string, make: (folder: string) => Promise<void>): Promise<string> {
  const folder = resolve(root, name);
  if (existsSync(folder)) return folder;
  const unlock = await lock(`${folder}.lock`);
  try {
    if (existsSync(folder)) return folder;
    const partial = `${folder}.partial`;
    rmSync(partial, { recursive: true, force: true });
    mkdirSync(partial, { recursive: true });
    await make(partial);
    renameSync(partial, folder);
    return folder;
  } finally {
    unlock();
  }
}

/** Holds a lock file with our process id; one left behind by a process that is gone is taken over. */
async function lock(file: string): Promise<() => void> {
  mkdirSync(resolve(file, ".."), { recursive: true });
  for (let waited = false; ; waited = true) {
    try {
      writeFileSync(file, String(process.pid), { flag: "wx" });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    }
    if (!ownerLives(file)) rmSync(file, { force: true });
    else {
      if (!waited) console.error(`Waiting for another run that holds ${file} …`);
      await delay(500);
    }
  }
}

function ownerLives(file: string): boolean {
  try {
    process.kill(Number(readFileSync(file, "utf8")), 0);
    return true;
  } catch (error) {
    // Alive, but somebody else's.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
