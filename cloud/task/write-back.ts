/** A task file on disk that no editor has open: changed only from the state it was read in, and read back afterwards. */
import { randomUUID } from "node:crypto";
import { access, chmod, chown, constants, open, realpath, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import * as l10n from "@vscode/l10n";
import { applyEdits, type TextEdit } from "../../document/edit.ts";
import { looksLikeUtf16 } from "../../document/encoding.ts";
import { codeOf } from "../error-code.mts";
import { sha256 } from "../hash.ts";
import { type Disk, disk as realDisk, remove } from "../journal/disk.ts";
import { type Obstacle, type TaskFile, WriteBackError, type WriteBackReason } from "../operation/operation.ts";
import { idOf, idRemoval, idWriting } from "./id-edit.ts";

/** How often to start over when somebody else writes the file at the same moment. */
const TRIES = 3;

export class DiskTaskFile implements TaskFile {
  readonly uri: string;
  readonly #path: string;
  readonly #disk: Disk;

  private constructor(path: string, disk: Disk) {
    this.uri = pathToFileURL(path).href;
    this.#path = path;
    this.#disk = disk;
  }

  /** Follows symbolic links once, here. A file that is gone keeps its name: an operation may still be settled for it. */
  static async open(path: string, disk: Disk = realDisk): Promise<DiskTaskFile> {
    return new DiskTaskFile(await realpath(path).catch(() => resolve(path)), disk);
  }

  async read(): Promise<string> {
    return (await this.#load()).text;
  }

  async obstacle(): Promise<Obstacle | undefined> {
    try {
      const { mode } = await stat(this.#path);
      await access(this.#path, constants.W_OK);
      await access(dirname(this.#path), constants.W_OK);
      return (mode & 0o222) === 0 ? "read-only" : undefined;
    } catch (error) {
      return reasonOf(codeOf(error)) === "missing" ? "missing" : "read-only";
    }
  }

  async writeId(id: string, replace?: string): Promise<void> {
    const text = await this.#edit((current) => idWriting(current, id, replace));
    if (idOf(text) !== id) throw unverified();
  }

  async removeId(id: string): Promise<void> {
    const text = await this.#edit((current) => idRemoval(current, id));
    if (idOf(text) === id) throw unverified();
  }

  /** Applies edits to what is on disk now. @returns what is on disk afterwards */
  async #edit(edits: (text: string) => TextEdit[]): Promise<string> {
    for (let tries = 1; ; tries++) {
      const before = await this.#load();
      const changes = edits(before.text);
      if (changes.length === 0) return before.text;
      if ((await this.obstacle()) === "read-only") throw failure("read-only", undefined);
      if (await this.#replace(before, applyEdits(before.text, changes))) return this.read();
      if (tries === TRIES) throw failure("changed", undefined);
    }
  }

  /** @returns false when the file is no longer what it was; it is untouched then */
  async #replace(before: Loaded, text: string): Promise<boolean> {
    const temporary = join(dirname(this.#path), `.${randomUUID()}.tmp`);
    return guarded(async () => {
      try {
        await this.#disk.create(temporary, Buffer.from(text));
        await likeBefore(temporary, before);
        const now = await this.#load();
        if (now.hash !== before.hash || now.mtimeMs !== before.mtimeMs) return false;
        await this.#disk.rename(temporary, this.#path);
        return true;
      } finally {
        await remove(temporary);
      }
    });
  }

  #load(): Promise<Loaded> {
    return guarded(async () => {
      const file = await open(this.#path, "r").catch(unreadable);
      try {
        const { mode, uid, gid, mtimeMs } = await file.stat();
        const bytes = await file.readFile();
        return { text: decode(bytes), hash: sha256(bytes), mode, uid, gid, mtimeMs };
      } finally {
        await file.close();
      }
    });
  }
}

interface Loaded {
  readonly text: string;
  readonly hash: string;
  readonly mtimeMs: number;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
}

async function likeBefore(path: string, { mode, uid, gid }: Loaded): Promise<void> {
  const { uid: ownUid, gid: ownGid } = await stat(path);
  if (uid !== ownUid || gid !== ownGid) await chown(path, uid, gid);
  await chmod(path, mode & 0o7777);
}

function decode(bytes: Uint8Array): string {
  const text = decodeUtf8(bytes);
  if (!looksLikeUtf16(text)) return text;
  throw new WriteBackError("unparsable", l10n.t("The file looks like UTF-16. Save it as UTF-8."));
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw new WriteBackError("unparsable", l10n.t("The file is not UTF-8 text."), { cause: error });
  }
}

async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof WriteBackError) throw error;
    throw failure(reasonOf(codeOf(error)), error);
  }
}

function reasonOf(code: string | undefined): WriteBackReason {
  switch (code) {
    case "ENOENT":
    case "ENOTDIR":
      return "missing";
    case "EACCES":
    case "EPERM":
    case "EROFS":
      return "read-only";
    case "ENOSPC":
    case "EDQUOT":
      return "no-space";
    default:
      return "failed";
  }
}

function failure(reason: WriteBackReason, cause: unknown): WriteBackError {
  return new WriteBackError(reason, messageOf(reason, cause), { cause });
}

function messageOf(reason: WriteBackReason, cause: unknown): string {
  switch (reason) {
    case "missing":
      return l10n.t("The file is no longer there.");
    case "read-only":
      return l10n.t("The file or its folder is read-only.");
    case "no-space":
      return l10n.t("There is no space left on the disk.");
    case "changed":
      return l10n.t("Another program keeps writing the file.");
    default:
      return cause instanceof Error ? cause.message : String(cause);
  }
}

/** Not read-only, but the opposite. */
function unreadable(error: unknown): never {
  if (reasonOf(codeOf(error)) !== "read-only") throw error;
  throw new WriteBackError("failed", l10n.t("There is no permission to read the file."), { cause: error });
}

function unverified(): WriteBackError {
  return new WriteBackError("failed", l10n.t("The file was written, but reading it back does not show the change."));
}
