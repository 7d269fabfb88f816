/**
 * Mutual exclusion between processes by files: whoever creates `locks/<key>` owns the key. A lock whose owner is gone is
 * taken over under a lock of its own, so that nobody ever removes a lock that lives.
 */
import { randomUUID } from "node:crypto";
import { type FileHandle, open, readlink, rename, stat } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import * as l10n from "@vscode/l10n";
import { read, remove } from "./disk.ts";
import { codeOf, JournalError } from "./journal-error.ts";
import type { Clock } from "./ports.ts";

interface Owner {
  readonly pid: number;
  /** Tells a process from a later one with the same pid; undefined where the system does not say. */
  readonly pidStart: string | undefined;
  readonly host: string;
  readonly nonce: string;
}

export interface Lock {
  readonly keys: readonly string[];
  /** Who owns one of the keys now, when it is not us any more. */
  lostTo(): Promise<string | undefined>;
  release(): Promise<void>;
}

export interface AcquireOptions {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Milliseconds to wait for a living owner. */
  readonly wait: number;
  /** Whether a person agrees to take over from an owner that cannot be checked and has been silent. */
  readonly confirm: (owner: string) => Promise<boolean>;
}

export type Acquired = { kind: "ok"; lock: Lock } | { kind: "busy"; owner: string } | { kind: "cancelled" };

/** How often an owner touches its lock, and for how long it must not have before it counts as silent. Milliseconds. */
const HEARTBEAT = 5_000;
const SILENCE = 15_000;
const POLL = 200;

/** Takes all keys, in sorted order so that two takers never wait for each other. @throws JournalError */
export async function acquire(directory: string, keys: readonly string[], options: AcquireOptions): Promise<Acquired> {
  const held: Held[] = [];
  const deadline = options.clock.monotonic() + options.wait;
  try {
    for (const key of [...new Set(keys)].sort()) {
      const result = await take(join(directory, key), deadline, options);
      if (result.kind !== "ok") {
        await Promise.all(held.map((lock) => lock.release()));
        return result;
      }
      held.push(result.held);
    }
  } catch (error) {
    await Promise.all(held.map((lock) => lock.release()));
    throw JournalError.from(error);
  }
  return {
    kind: "ok",
    lock: {
      keys,
      async lostTo() {
        for (const lock of held) {
          const owner = await lock.lostTo();
          if (owner) return owner;
        }
        return undefined;
      },
      async release() {
        await Promise.all(held.map((lock) => lock.release()));
      },
    },
  };
}

/** A living owner of one of the keys, or one that cannot be checked from here. */
export async function ownerOf(directory: string, keys: readonly string[]): Promise<string | undefined> {
  for (const key of keys) {
    const seen = await look(join(directory, key));
    if (seen && (await judge(seen)) !== "dead") return describe(seen);
  }
  return undefined;
}

type Taken = { kind: "ok"; held: Held } | Exclude<Acquired, { kind: "ok" }>;

async function take(path: string, deadline: number, options: AcquireOptions): Promise<Taken> {
  const { clock, signal } = options;
  let watched: { stamp: string; since: number } | undefined;
  for (;;) {
    if (signal.aborted) return { kind: "cancelled" };
    const held = await create(path);
    if (held) return { kind: "ok", held };
    const seen = await look(path);
    if (!seen) continue;
    if (watched?.stamp !== seen.stamp) watched = { stamp: seen.stamp, since: clock.monotonic() };
    const verdict = await judge(seen);
    const silent = clock.monotonic() - watched.since >= SILENCE;
    if (verdict === "dead" || (verdict === "unclear" && silent && (await options.confirm(describe(seen))))) {
      await takeOver(path, seen, deadline, options);
      continue;
    }
    if ((verdict === "unclear" && silent) || clock.monotonic() >= deadline) {
      return { kind: "busy", owner: describe(seen) };
    }
    await clock.sleep(POLL, signal);
  }
}

/**
 * Removes a dead lock. Only the owner of `<path>.<nonce>` may, and nonces never come again, so two takers cannot mistake
 * the second's fresh lock for the dead one.
 */
async function takeOver(path: string, dead: Seen, deadline: number, options: AcquireOptions): Promise<void> {
  const guard = await take(`${path}.${dead.nonce}`, deadline, options);
  if (guard.kind !== "ok") return;
  try {
    if ((await look(path))?.nonce === dead.nonce) {
      const aside = `${path}.${dead.nonce}.dead`;
      await rename(path, aside);
      await remove(aside);
    }
  } finally {
    await guard.held.release();
  }
}

class Held {
  readonly #path: string;
  readonly #nonce: string;
  readonly #file: FileHandle;
  readonly #heart: NodeJS.Timeout;

  constructor(path: string, nonce: string, file: FileHandle) {
    this.#path = path;
    this.#nonce = nonce;
    this.#file = file;
    // A missed beat shows in the file's time, which is all it is for.
    this.#heart = setInterval(() => void this.#beat().catch(() => undefined), HEARTBEAT);
    this.#heart.unref();
  }

  async #beat(): Promise<void> {
    const now = new Date();
    await this.#file.utimes(now, now);
  }

  async lostTo(): Promise<string | undefined> {
    const seen = await look(this.#path);
    if (seen?.nonce === this.#nonce) return undefined;
    return seen ? describe(seen) : l10n.t("nobody: the lock was removed");
  }

  async release(): Promise<void> {
    clearInterval(this.#heart);
    await this.#file.close();
    if ((await look(this.#path))?.nonce === this.#nonce) await remove(this.#path);
  }
}

async function create(path: string): Promise<Held | undefined> {
  let file: FileHandle;
  try {
    file = await open(path, "wx", 0o600);
  } catch (error) {
    if (codeOf(error) === "EEXIST") return undefined;
    throw error;
  }
  const nonce = randomUUID();
  const owner: Owner = { pid: process.pid, pidStart: await startOf(process.pid), host: await hostId(), nonce };
  try {
    await file.writeFile(JSON.stringify(owner));
    await file.sync();
    return new Held(path, nonce, file);
  } catch (error) {
    await file.close();
    await remove(path);
    throw error;
  }
}

/** A lock as found. Its stamp changes with every heartbeat. */
interface Seen {
  readonly owner: Owner | undefined;
  readonly nonce: string;
  readonly stamp: string;
}

async function look(path: string): Promise<Seen | undefined> {
  const content = await read(path);
  if (!content) return undefined;
  const stats = await stat(path).catch(() => undefined);
  if (!stats) return undefined;
  const owner = parse(content.toString());
  // Without an owner: being created this moment, or torn by a crash; its place on the disk tells it from the next.
  const nonce = owner?.nonce ?? `torn-${stats.ino}-${Math.trunc(stats.birthtimeMs)}`;
  return { owner, nonce, stamp: `${nonce} ${stats.mtimeMs}` };
}

function parse(text: string): Owner | undefined {
  try {
    const value: Owner = JSON.parse(text);
    return typeof value?.pid === "number" && /^[0-9a-f-]{36}$/.test(value.nonce) ? value : undefined;
  } catch {
    return undefined;
  }
}

async function judge({ owner }: Seen): Promise<"alive" | "dead" | "unclear"> {
  if (!owner || owner.host !== (await hostId())) return "unclear";
  if (!exists(owner.pid)) return "dead";
  const start = await startOf(owner.pid);
  if (!start || !owner.pidStart) return "unclear";
  return start === owner.pidStart ? "alive" : "dead";
}

function describe({ owner }: Seen): string {
  return owner ? l10n.t("process {0} on {1}", owner.pid, owner.host) : l10n.t("unknown: its lock cannot be read");
}

function exists(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return codeOf(error) !== "ESRCH";
  }
}

/** Boot and start time of a process, on Linux (proc(5), field 22 of `stat`). */
async function startOf(pid: number): Promise<string | undefined> {
  try {
    const line = (await read(`/proc/${pid}/stat`))?.toString() ?? "";
    const boot = (await read("/proc/sys/kernel/random/boot_id"))?.toString().trim();
    const fields = line.slice(line.lastIndexOf(")") + 2).split(" ");
    return fields[19] && boot ? `${boot} ${fields[19]}` : undefined;
  } catch {
    return undefined;
  }
}

/** Processes of other hosts, and of other containers, cannot be looked up here. */
async function hostId(): Promise<string> {
  const namespace = await readlink("/proc/self/ns/pid").catch(() => "");
  return [hostname(), namespace].filter(Boolean).join(" ");
}
