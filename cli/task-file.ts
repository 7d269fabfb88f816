/** A task file on disk, as the operation runner wants it. */
import { constants } from "node:fs";
import { access, open, readFile, realpath, rename, rm, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import * as l10n from "@vscode/l10n";
import { idOf, idRemoval, idWriting } from "../cloud/id-edit.ts";
import { type Obstacle, type TaskFile, WriteBackError, type WriteBackReason } from "../cloud/operation.ts";
import { applyEdits, type TextEdit } from "../document/edit.ts";

export class DiskTaskFile implements TaskFile {
  readonly uri: string;
  readonly #path: string;

  private constructor(path: string) {
    this.#path = path;
    this.uri = pathToFileURL(path).href;
  }

  /** A file that is gone keeps the name it had: an operation may still be settled for it. */
  static async open(path: string): Promise<DiskTaskFile> {
    return new DiskTaskFile(await realpath(path).catch(() => resolve(path)));
  }

  async read(): Promise<string> {
    try {
      // A byte order mark is part of the text here: it has to stay.
      return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(await readFile(this.#path));
    } catch (error) {
      throw writeBackError(error);
    }
  }

  async obstacle(): Promise<Obstacle | undefined> {
    try {
      await access(this.#path, constants.W_OK);
      return undefined;
    } catch (error) {
      return codeOf(error) === "ENOENT" ? "missing" : "read-only";
    }
  }

  async writeId(id: string, replace?: string): Promise<void> {
    const text = await this.read();
    await this.#change(text, idWriting(text, id, replace));
    if (idOf(await this.read()) !== id) throw notOnDisk();
  }

  async removeId(id: string): Promise<void> {
    const text = await this.read();
    await this.#change(text, idRemoval(text, id));
    if (idOf(await this.read()) === id) throw notOnDisk();
  }

  /** The old text or the new one, never a part: the new one is complete on disk before it takes the old one's place. */
  async #change(text: string, edits: readonly TextEdit[]): Promise<void> {
    if (edits.length === 0) return;
    const beside = join(dirname(this.#path), `.${process.pid}-${Date.now()}.recharge.tmp`);
    try {
      const { mode } = await stat(this.#path);
      await writeNew(beside, applyEdits(text, edits), mode);
      if ((await this.read()) !== text) {
        throw new WriteBackError("changed", l10n.t("The file was changed by somebody else at the same moment."));
      }
      await rename(beside, this.#path);
    } catch (error) {
      throw writeBackError(error);
    } finally {
      await rm(beside, { force: true });
    }
  }
}

async function writeNew(path: string, text: string, mode: number): Promise<void> {
  const file = await open(path, "wx", mode);
  try {
    await file.chmod(mode);
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

function notOnDisk(): WriteBackError {
  return new WriteBackError("failed", l10n.t("The file was saved, but what is on disk is something else."));
}

const REASONS: Record<string, WriteBackReason> = {
  ENOENT: "missing",
  EACCES: "read-only",
  EPERM: "read-only",
  EROFS: "read-only",
  ENOSPC: "no-space",
  EDQUOT: "no-space",
};

function writeBackError(error: unknown): WriteBackError {
  if (error instanceof WriteBackError) return error;
  const { code = "", message } = error as NodeJS.ErrnoException;
  const reason = REASONS[code] ?? "failed";
  const text = reason === "missing" ? l10n.t("The file no longer exists.") : message;
  return new WriteBackError(reason, text, { cause: error });
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}
