/**
 * Mutual exclusion between processes by files: whoever creates `locks/<key>` owns the key. A lock whose owner is gone is
 * taken over under a lock of its own, so that nobody ever removes a lock that lives.
 */
import { rename } from "node:fs/promises";
import { join } from "node:path";
import type { Clock } from "../operation/ports.ts";
import { remove } from "./disk.ts";
import { JournalError, onDisk } from "./journal-error.ts";
import { Draft, describe, HEARTBEAT, type Held, judge, look, type Seen } from "./lock-file.ts";

export interface Lock {
  readonly keys: readonly string[];
  /** Who owns one of the keys now, when it is not us any more. @throws JournalError */
  lostTo(): Promise<string | undefined>;
  release(): Promise<void>;
}

export interface AcquireOptions {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Milliseconds to wait for a living owner. One that cannot be checked is watched until it is known to be one, or silent. */
  readonly wait: number;
  /** Whether a person agrees to take over from an owner that cannot be checked and has been silent. */
  readonly confirm: (owner: string) => Promise<boolean>;
}

export type Acquired = { kind: "ok"; lock: Lock } | { kind: "busy"; owner: string } | { kind: "cancelled" };

/** How long an owner must not have touched its lock to count as silent: three heartbeats. Milliseconds. */
const SILENCE = 3 * HEARTBEAT;
const POLL = 200;

/** Takes all keys, in sorted order so that two takers never wait for each other. @throws JournalError */
export async function acquire(directory: string, keys: readonly string[], options: AcquireOptions): Promise<Acquired> {
  const held: Held[] = [];
  const deadline = options.clock.monotonic() + options.wait;
  const gone = new Set<string>();
  // What cannot be removed now is taken over when this process is gone.
  const release = async () => void (await Promise.allSettled(held.map((lock) => lock.release())));
  try {
    const draft = await Draft.write(directory);
    try {
      for (const key of [...new Set(keys)].sort()) {
        const result = await take(join(directory, key), { ...options, draft, deadline, gone });
        if (result.kind !== "ok") {
          await release();
          return result;
        }
        held.push(result.held);
      }
    } finally {
      await draft.remove();
    }
  } catch (error) {
    await release();
    throw JournalError.from(error);
  }
  return {
    kind: "ok",
    lock: {
      keys,
      async lostTo() {
        const owners = await onDisk(() => Promise.all(held.map((lock) => lock.lostTo())));
        return owners.find((owner) => owner !== undefined);
      },
      release,
    },
  };
}

/** A living owner of one of the keys, or one that cannot be checked from here. @throws JournalError */
export function ownerOf(directory: string, keys: readonly string[]): Promise<string | undefined> {
  return onDisk(async () => {
    for (const key of keys) {
      const seen = await look(join(directory, key));
      if (seen && (await judge(seen)) !== "dead") return describe(seen);
    }
    return undefined;
  });
}

type Taken = { kind: "ok"; held: Held } | Exclude<Acquired, { kind: "ok" }>;

interface Taking extends AcquireOptions {
  readonly draft: Draft;
  readonly deadline: number;
  /** Nonces of owners that are gone: nobody is asked again for another key of theirs. */
  readonly gone: Set<string>;
}

async function take(path: string, options: Taking): Promise<Taken> {
  const { clock, signal, draft, deadline, gone } = options;
  let watched: { stamp: string; since: number; isAlive: boolean } | undefined;
  for (;;) {
    if (signal.aborted) return { kind: "cancelled" };
    const seen = await look(path);
    if (!seen) {
      const held = await draft.take(path);
      if (held) return { kind: "ok", held };
      continue;
    }
    const now = clock.monotonic();
    if (watched?.stamp !== seen.stamp) watched = { stamp: seen.stamp, since: now, isAlive: watched !== undefined };
    const verdict = gone.has(seen.nonce) ? "dead" : await judge(seen);
    const silent = now - watched.since >= SILENCE;
    if (verdict === "dead" || (verdict === "unclear" && silent && (await options.confirm(describe(seen))))) {
      gone.add(seen.nonce);
      const refusal = await takeOver(path, seen, options);
      if (refusal) return refusal;
      continue;
    }
    const isAlive = verdict === "alive" || watched.isAlive;
    if ((verdict === "unclear" && silent) || (isAlive && clock.monotonic() >= deadline)) {
      return { kind: "busy", owner: describe(seen) };
    }
    await clock.sleep(POLL, signal);
  }
}

/**
 * Removes a dead lock. Only the owner of `<path>.<nonce>` may, and no nonce comes to a lock again, so two takers cannot
 * mistake the second's fresh lock for the dead one.
 * @returns why it could not
 */
async function takeOver(
  path: string,
  dead: Seen,
  options: Taking,
): Promise<Exclude<Acquired, { kind: "ok" }> | undefined> {
  const guard = await take(`${path}.${dead.nonce}`, options);
  if (guard.kind !== "ok") return guard;
  try {
    if ((await look(path))?.nonce === dead.nonce) {
      const aside = `${path}.${dead.nonce}.dead`;
      await rename(path, aside);
      await remove(aside);
    }
  } finally {
    await guard.held.release();
  }
  return undefined;
}
