/** File operations that are on the disk when they return. Files are the user's alone and never symbolic links. */
import { constants, type FileHandle, open, rename, unlink } from "node:fs/promises";
import { dirname } from "node:path";
import { codeOf } from "../error-code.mts";
import { type Clock, systemClock } from "../operation/ports.ts";

/** Replaceable, so that a full or failing disk can be tested. */
export interface Disk {
  /** @throws EEXIST */
  create(path: string, bytes: Uint8Array): Promise<void>;
  /** Overwrites from the start, in the blocks the file already has. */
  fill(path: string, bytes: Uint8Array): Promise<void>;
  rename(from: string, to: string): Promise<void>;
}

const { O_CREAT, O_EXCL, O_RDONLY, O_RDWR, O_WRONLY, O_NOFOLLOW = 0 } = constants;

export const disk: Disk = {
  create: (path, bytes) => write(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, bytes),
  fill: (path, bytes) => write(path, O_RDWR | O_NOFOLLOW, bytes),
  async rename(from, to) {
    await renamePatiently(from, to);
    await syncDirectory(dirname(to));
  },
};

async function write(path: string, flags: number, bytes: Uint8Array): Promise<void> {
  const file = await open(path, flags, 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** @returns undefined when there is no such file. @throws for anything else, a symbolic link included */
export async function read(path: string): Promise<Buffer | undefined> {
  let file: FileHandle | undefined;
  try {
    file = await open(path, O_RDONLY | O_NOFOLLOW);
    return await file.readFile();
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  } finally {
    await file?.close();
  }
}

export async function remove(path: string): Promise<void> {
  try {
    await unlink(path);
  } catch (error) {
    if (codeOf(error) !== "ENOENT") throw error;
  }
}

const PATIENCE = 2_000;
const STEP = 50;

/** On Windows a virus scanner or an indexer may hold a file for a moment: tries for two seconds. */
export async function renamePatiently(
  from: string,
  to: string,
  clock: Clock = systemClock,
  move: typeof rename = rename,
): Promise<void> {
  const deadline = clock.monotonic() + PATIENCE;
  for (;;) {
    try {
      return await move(from, to);
    } catch (error) {
      const busy = ["EPERM", "EBUSY", "EACCES"].includes(codeOf(error) ?? "");
      if (!busy || clock.monotonic() >= deadline) throw error;
      await clock.sleep(STEP);
    }
  }
}

/** Makes a new name durable. Windows has no such call and needs none. */
export async function syncDirectory(path: string): Promise<void> {
  if (process.platform === "win32") return;
  const directory = await open(path, O_RDONLY);
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
