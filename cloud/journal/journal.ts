/**
 * The operations of this user on disk, shared by editor and terminal: the intent before, the result after. One file per
 * operation, replaced as a whole; its later states get their disk space before anything is sent. See docs/journal.md.
 */
import { randomUUID } from "node:crypto";
import { lstat, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { type Clock, systemClock } from "../operation/ports.ts";
import type { RecordPhase } from "../operation/protocol/state.ts";
import { type Disk, read, disk as realDisk, remove, renamePatiently, syncDirectory } from "./disk.ts";
import { JournalError, onDisk } from "./journal-error.ts";
import { type AcquireOptions, acquire, ownerOf } from "./lock.ts";
import { decodeRecord, encodeRecord, fileKey, hasKey, isOpId, newOpId, type OpRecord } from "./record.ts";
import { openStateDirectory, stateDirectory } from "./state-dir.ts";

/** What a host shows of an operation that has not ended. */
export interface Unfinished {
  readonly opId: string;
  /** undefined when the record cannot be read. */
  readonly record: OpRecord | undefined;
  /** Set when a living process is at work on it, or may be: leave it alone. */
  readonly owner: string | undefined;
}

/** Phases whose disk space is reserved together with the intent. */
const LATER = ["sent", "created", "done"] as const satisfies RecordPhase[];
const BLOCK = 4096;
/** What a record may grow by: Ids, an error, an escaped message. */
const GROWTH = 2048;
const DAY = 24 * 60 * 60 * 1000;
const RETENTION = 90 * DAY;

/**
 * @param directory default: see {@link stateDirectory}
 * @throws JournalError when it is a symbolic link, is not the user's own, or cannot be made
 */
export async function openJournal(
  directory = stateDirectory(),
  clock = systemClock,
  disk = realDisk,
): Promise<Journal> {
  await openStateDirectory(directory, ["ops", "locks"]);
  const journal = new Journal(directory, clock, disk);
  await journal.prune();
  return journal;
}

export class Journal {
  readonly #ops: string;
  readonly #locks: string;
  readonly #clock: Clock;
  readonly #disk: Disk;

  constructor(directory: string, clock: Clock, disk: Disk) {
    this.#ops = join(directory, "ops");
    this.#locks = join(directory, "locks");
    this.#clock = clock;
    this.#disk = disk;
  }

  lock(keys: readonly string[], options: Omit<AcquireOptions, "clock">) {
    return acquire(this.#locks, keys, { ...options, clock: this.#clock });
  }

  /** Writes a new operation and reserves the space for its later phases. @throws JournalError, and nothing is left */
  async begin(record: OpRecord): Promise<void> {
    const size = Math.ceil((encodeRecord(record).length + GROWTH) / BLOCK) * BLOCK;
    try {
      const blank = Buffer.alloc(size, " ");
      const spares = LATER.map((phase) => this.#disk.create(this.#spare(record.opId, phase), blank));
      await this.#replace(record, spares);
    } catch (error) {
      // What hinders this, too, is what is told.
      await this.#dropSpares(record.opId).catch(() => undefined);
      throw JournalError.from(error);
    }
  }

  /** Replaces an operation's record; durable on return. @throws JournalError, and the record is as before */
  update(record: OpRecord): Promise<void> {
    return onDisk(async () => {
      // If the reserved space cannot be used, there may still be other.
      await this.#fillSpare(record).catch(() => this.#replace(record));
      if (!isUnfinished(record.phase)) await this.#dropSpares(record.opId);
    });
  }

  /** @returns undefined when there is none, or its content is damaged. @throws JournalError */
  async get(opId: string): Promise<OpRecord | undefined> {
    return isOpId(opId) ? onDisk(() => this.#read(opId)) : undefined;
  }

  /** Every operation there is, oldest first. @throws JournalError */
  async all(): Promise<OpRecord[]> {
    return (await this.#load(() => true)).records;
  }

  /** Everything known under any of these keys, and one operation by name, oldest first. @throws JournalError */
  async find(keys: readonly string[], name?: string): Promise<{ records: OpRecord[]; unreadable: string[] }> {
    return this.#load((opId) => opId === name || hasKey(opId, keys));
  }

  /** @throws JournalError when the directory or a lock cannot be read */
  async listUnfinished(): Promise<Unfinished[]> {
    const { records, unreadable } = await this.#load(() => true);
    const open = records.filter((record) => isUnfinished(record.phase));
    return Promise.all([
      ...open.map(async (record) => ({ opId: record.opId, record, owner: await ownerOf(this.#locks, record.keys) })),
      ...unreadable.map(async (opId) => ({ opId, record: undefined, owner: undefined })),
    ]);
  }

  /** The task once created from this file, for a file that has lost its Id. Undefined when deleted since, or never. */
  async createdFrom(uri: string): Promise<{ id: string; createdAt: string } | undefined> {
    const { records } = await this.find([fileKey(uri)]);
    const last = records.findLast((record) => record.uri === uri && isTombstone(record));
    return last?.id ? { id: last.id, createdAt: last.updatedAt } : undefined;
  }

  /** Tells of each task the log topic it was in when something was last done to it from here. @throws JournalError */
  async topics(): Promise<(id: string, region: string) => string | undefined> {
    const { records } = await this.#load(() => true);
    const key = (id: string | undefined, region: string) => JSON.stringify([id, region]);
    const topics = new Map(records.map(({ id, region, topicId }) => [key(id, region), topicId]));
    return (id, region) => topics.get(key(id, region));
  }

  /** The task is gone, so its file may create another. @throws JournalError */
  async taskDeleted(id: string): Promise<void> {
    const { records } = await this.#load(() => true);
    for (const record of records) {
      if (record.id === id && isTombstone(record)) await onDisk(() => remove(this.#path(record.opId)));
    }
  }

  /** Follows a rename of a task file. An operation that is under way keeps its name: the host follows the file. */
  async fileMoved(from: string, to: string): Promise<void> {
    const { records } = await this.find([fileKey(from)]);
    for (const record of records.filter((one) => one.uri === from)) {
      if (await ownerOf(this.#locks, record.keys)) continue;
      const keys = record.keys.map((key) => (key === fileKey(from) ? fileKey(to) : key)).sort();
      const remote = keys.find((key) => key !== fileKey(to)) ?? "";
      await this.#replace({ ...record, opId: newOpId({ remote, file: fileKey(to) }), keys, uri: to });
      await remove(this.#path(record.opId));
      await this.#dropSpares(record.opId);
    }
  }

  /** Ends an operation by a person's word, for example when its file is gone for good. What was created stays known. */
  async forget(opId: string): Promise<void> {
    const record = await this.get(opId);
    if (!record) return this.discardUnreadable(opId);
    await this.update({ ...record, phase: record.id ? "done" : "aborted", updatedAt: this.#now() });
  }

  /** @throws JournalError */
  async discardUnreadable(opId: string): Promise<void> {
    if (isOpId(opId)) await onDisk(() => remove(join(this.#ops, `${opId}.unreadable`)));
  }

  /** Removes what ended more than 90 days ago, and what crashes left lying about more than a day ago. @throws JournalError */
  prune(): Promise<void> {
    return onDisk(async () => {
      for (const opId of await this.#opIds(".json")) {
        if (!(await this.#isOlder(this.#path(opId), RETENTION))) continue;
        const record = await this.#read(opId);
        if (record && !isUnfinished(record.phase)) await remove(this.#path(opId));
      }
      for (const directory of [this.#ops, this.#locks]) await this.#sweep(directory);
    });
  }

  /** Drafts that nobody renamed, reserved space without a record, and locks on their way out. */
  async #sweep(directory: string): Promise<void> {
    const names = new Set(await readdir(directory));
    for (const name of names) {
      const [owner = "", ...rest] = name.split(".");
      const left =
        /^(tmp|new|dead)$/.test(rest.at(-1) ?? "") || (rest.at(-1) === "next" && !names.has(`${owner}.json`));
      if (left && (await this.#isOlder(join(directory, name), DAY))) await remove(join(directory, name));
    }
  }

  /** Nothing is older that is no longer there. */
  async #isOlder(path: string, age: number): Promise<boolean> {
    const stats = await lstat(path).catch(() => undefined);
    return stats !== undefined && this.#clock.now() - stats.mtimeMs > age;
  }

  #load(wanted: (opId: string) => boolean): Promise<{ records: OpRecord[]; unreadable: string[] }> {
    return onDisk(async () => {
      const found = await Promise.all((await this.#opIds(".json")).filter(wanted).map((opId) => this.#read(opId)));
      const records = found.filter((record) => record !== undefined);
      records.sort((a, b) => (a.startedAt < b.startedAt ? -1 : 1));
      return { records, unreadable: (await this.#opIds(".unreadable")).filter(wanted) };
    });
  }

  async #opIds(extension: ".json" | ".unreadable"): Promise<string[]> {
    const names = await readdir(this.#ops);
    return names
      .filter((name) => name.endsWith(extension))
      .map((name) => name.slice(0, -extension.length))
      .filter(isOpId);
  }

  /** Sets a damaged record aside: its name still says which file and task it was about. */
  async #read(opId: string): Promise<OpRecord | undefined> {
    const bytes = await read(this.#path(opId));
    if (!bytes) return undefined;
    const record = decodeRecord(bytes);
    if (!record) {
      await renamePatiently(this.#path(opId), join(this.#ops, `${opId}.unreadable`));
      await syncDirectory(this.#ops);
    }
    return record;
  }

  /** @param before what has to be on the disk, too, before the record is */
  async #replace(record: OpRecord, before: readonly Promise<void>[] = []): Promise<void> {
    const temporary = join(this.#ops, `${randomUUID()}.tmp`);
    try {
      await all([...before, this.#disk.create(temporary, encodeRecord(record))]);
      await this.#disk.rename(temporary, this.#path(record.opId));
    } catch (error) {
      await remove(temporary).catch(() => undefined);
      throw error;
    }
  }

  async #fillSpare(record: OpRecord): Promise<void> {
    const spare = this.#spare(record.opId, record.phase);
    const { size } = await stat(spare);
    await this.#disk.fill(spare, encodeRecord(record, size));
    await this.#disk.rename(spare, this.#path(record.opId));
  }

  async #dropSpares(opId: string): Promise<void> {
    await all(LATER.map((phase) => remove(this.#spare(opId, phase))));
  }

  #path(opId: string): string {
    return join(this.#ops, `${opId}.json`);
  }

  #spare(opId: string, phase: RecordPhase): string {
    return join(this.#ops, `${opId}.${phase}.next`);
  }

  #now(): string {
    return new Date(this.#clock.now()).toISOString();
  }
}

/** Like `Promise.all`, but when it rejects nothing is under way any more. */
async function all(works: readonly Promise<void>[]): Promise<void> {
  await Promise.allSettled(works);
  await Promise.all(works);
}

export function isUnfinished(phase: RecordPhase): boolean {
  return phase === "intent" || phase === "sent" || phase === "created";
}

/** A task that was made, and that its file should know of. */
export function isTombstone(record: OpRecord): boolean {
  return record.kind === "create" && record.phase === "done" && record.id !== undefined;
}
