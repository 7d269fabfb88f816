/** One lock: a file that says who owns it, and how to tell whether that process is still there. */
import { randomUUID } from "node:crypto";
import { constants, copyFile, link, readlink, stat, utimes } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import * as l10n from "@vscode/l10n";
import { codeOf } from "../error-code.mts";
import { disk, read, remove } from "./disk.ts";

/** How often an owner touches its lock. Milliseconds. */
export const HEARTBEAT = 5_000;

interface Owner {
  readonly pid: number;
  /** Tells a process from a later one with the same pid; undefined where the system does not say. */
  readonly pidStart: string | undefined;
  readonly host: string;
  readonly nonce: string;
}

export class Held {
  readonly #path: string;
  readonly #nonce: string;
  readonly #heart: NodeJS.Timeout;

  constructor(path: string, nonce: string) {
    this.#path = path;
    this.#nonce = nonce;
    // A missed beat shows in the file's time, which is all it is for.
    this.#heart = setInterval(() => void beat(path).catch(() => undefined), HEARTBEAT);
    this.#heart.unref();
  }

  async lostTo(): Promise<string | undefined> {
    const seen = await look(this.#path);
    if (seen?.nonce === this.#nonce) return undefined;
    return seen ? describe(seen) : l10n.t("nobody: the lock was removed");
  }

  async release(): Promise<void> {
    clearInterval(this.#heart);
    if ((await look(this.#path))?.nonce === this.#nonce) await remove(this.#path);
  }
}

async function beat(path: string): Promise<void> {
  const now = new Date();
  await utimes(path, now, now);
}

/** What a taker writes once and then gives the name of each lock, so that a lock is complete from its first moment. */
export class Draft {
  readonly #path: string;
  readonly #nonce: string;

  private constructor(path: string, nonce: string) {
    this.#path = path;
    this.#nonce = nonce;
  }

  static async write(directory: string): Promise<Draft> {
    const nonce = randomUUID();
    const owner: Owner = { pid: process.pid, pidStart: await startOfThis(), host: await hostId(), nonce };
    const path = join(directory, `${nonce}.new`);
    await disk.create(path, Buffer.from(JSON.stringify(owner)));
    return new Draft(path, nonce);
  }

  /** @returns undefined when somebody was faster */
  async take(path: string): Promise<Held | undefined> {
    try {
      await publish(this.#path, path);
      return new Held(path, this.#nonce);
    } catch (error) {
      if (codeOf(error) === "EEXIST") return undefined;
      throw error;
    }
  }

  remove(): Promise<void> {
    return remove(this.#path);
  }
}

/** Gives a complete lock its name if nobody has it. @throws EEXIST */
async function publish(draft: string, path: string): Promise<void> {
  try {
    await link(draft, path);
  } catch (error) {
    if (!NO_LINKS.has(codeOf(error) ?? "")) throw error;
    await copyFile(draft, path, constants.COPYFILE_EXCL);
  }
}

/** What file systems without hard links answer: exFAT on Windows with EISDIR (https://github.com/nodejs/node/issues/65817). */
const NO_LINKS = new Set(["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK", "EISDIR"]);

/** A lock as found. Its stamp changes with every heartbeat. */
export interface Seen {
  readonly owner: Owner | undefined;
  readonly nonce: string;
  readonly stamp: string;
}

export async function look(path: string): Promise<Seen | undefined> {
  const content = await read(path);
  if (!content) return undefined;
  const stats = await stat(path).catch(() => undefined);
  if (!stats) return undefined;
  const owner = parse(content.toString());
  // Without an owner: torn by a crash where there are no hard links; its place on the disk tells it from the next.
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

export async function judge({ owner }: Seen): Promise<"alive" | "dead" | "unclear"> {
  if (!owner || owner.host !== (await hostId())) return "unclear";
  if (!exists(owner.pid)) return "dead";
  const start = await startOf(owner.pid);
  if (!start || !owner.pidStart) return "unclear";
  return start === owner.pidStart ? "alive" : "dead";
}

export function describe({ owner }: Seen): string {
  return owner ? l10n.t("process {0} on {1}", owner.pid, owner.host) : l10n.t("unknown: its lock cannot be read");
}

function exists(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return codeOf(error) !== "ESRCH";
  }
}

let known: Promise<string | undefined> | undefined;

function startOfThis(): Promise<string | undefined> {
  known ??= startOf(process.pid);
  return known;
}

/** Boot and start time of a process, on Linux (proc(5), field 22 of `stat`). */
async function startOf(pid: number): Promise<string | undefined> {
  try {
    const files = [`/proc/${pid}/stat`, "/proc/sys/kernel/random/boot_id"];
    const [line = "", boot] = await Promise.all(files.map(async (file) => (await read(file))?.toString().trim()));
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
