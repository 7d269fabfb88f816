/** The end of a process, anywhere. */
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { World } from "./world.ts";

/** Breaks off at the nth call, before or after it has had its effect. */
export class Crash {
  happened = false;
  readonly #at: number;
  readonly #effect: boolean;
  #calls = 0;

  constructor(at: number, effect: boolean) {
    this.#at = at;
    this.#effect = effect;
  }

  /** The same object, whose methods may be the last thing that happens. */
  around<T extends object>(target: T): T {
    return new Proxy(target, {
      get: (_, name) => {
        const member = Reflect.get(target, name, target);
        if (typeof member !== "function") return member;
        return (...args: unknown[]) => this.#reach(() => Reflect.apply(member, target, args));
      },
    });
  }

  async #reach(effect: () => unknown): Promise<unknown> {
    if (this.happened) throw new Error("the process is dead");
    const last = ++this.#calls === this.#at;
    const result = !last || this.#effect ? await effect() : undefined;
    if (!last) return result;
    this.happened = true;
    throw new Error("crash");
  }
}

/** The locks of a process that is gone count for nothing; one that only pretends to be gone still holds them. */
export async function freeLocks({ state }: World): Promise<void> {
  const locks = join(state, "locks");
  for (const name of await readdir(locks)) await rm(join(locks, name));
}
