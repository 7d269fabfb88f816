/** Modify, pause, resume and delete that break off at any call of the outside world, and what the next start makes of it. */
import { readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { ChangeOperation } from "../../../cloud/operation.ts";
import { startWorld, type World } from "./world.ts";

/** Breaks off at the nth call, before or after it has had its effect. */
class Crash {
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

async function startCreated(kind: ChangeOperation["kind"]): Promise<World> {
  const world = await startWorld();
  await world.submit();
  await world.clock.sleep(1000);
  if (kind === "resume") await world.change("pause");
  if (kind === "modify") {
    await writeFile(world.path, (await world.text()).replace('Topics": "orders"', 'Topics": "orders,paid"'));
  }
  return world;
}

function isInEffect(kind: ChangeOperation["kind"], world: World): boolean {
  const [task] = world.sandbox.tasks();
  if (kind === "delete") return task === undefined;
  if (kind === "modify") return task?.UserKafkaTopics === "orders,paid";
  return task?.Status === (kind === "pause" ? 2 : 1);
}

/** @returns whether the operation got as far as that call */
async function scenario(kind: ChangeOperation["kind"], at: number, effect: boolean): Promise<boolean> {
  const world = await startCreated(kind);
  const before = await world.text();
  const plan = await world.planChange(kind);
  const crash = new Crash(at, effect);
  const broken = await world
    .run(plan, {
      journal: crash.around(world.journal),
      api: crash.around(world.api()),
      file: crash.around(await world.file()),
    })
    .catch((error: Error) => error.message);
  if (!crash.happened) {
    expect(broken).toMatchObject({ outcome: { kind: "changed" } });
    return false;
  }

  // The locks of a process that is gone count for nothing; this one only pretends to be gone.
  const locks = join(world.state, "locks");
  for (const name of await readdir(locks)) await rm(join(locks, name));

  for (const { outcome } of await world.recoverAll()) expect(["changed", "closed"]).toContain(outcome.kind);
  expect(await world.journal.listUnfinished()).toEqual([]);
  if (!isInEffect(kind, world)) {
    expect(await world.text()).toBe(before);
    expect((await world.change(kind)).outcome).toMatchObject({ kind: "changed" });
  }
  expect(isInEffect(kind, world)).toBe(true);
  expect(await world.idInFile()).toBe(world.sandbox.tasks()[0]?.Id);
  const { uri } = await world.file();
  const made = await world.journal.createdFrom(uri);
  expect(made?.id).toBe(world.sandbox.tasks()[0]?.Id);
  return true;
}

describe.each(["modify", "pause", "resume", "delete"] as const)("a %s that breaks off", (kind) => {
  it.each([
    ["before", false],
    ["after", true],
  ])("%s any call has had its effect is settled by the next start", async (_, effect) => {
    let at = 1;
    while (await scenario(kind, at, effect)) at++;
    // Lock, find, list, intent, send, sent mark, done at least.
    expect(at).toBeGreaterThan(9);
  });
});
