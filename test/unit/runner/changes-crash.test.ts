/** Modify, pause, resume and delete that break off at any call of the outside world, and what the next start makes of it. */
import { describe, expect, it } from "vitest";
import type { ChangeOperation } from "../../../cloud/operation/operation.ts";
import { Crash, freeLocks } from "./crash.ts";
import { inEffect, kinds, startCreated } from "./existing.ts";

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

  await freeLocks(world);

  for (const { outcome } of await world.recoverAll()) expect(["changed", "closed"]).toContain(outcome.kind);
  expect(await world.journal.listUnfinished()).toEqual([]);
  if (!inEffect(kind, world)) {
    expect(await world.text()).toBe(before);
    expect((await world.change(kind)).outcome).toMatchObject({ kind: "changed" });
  }
  expect(inEffect(kind, world)).toBe(true);
  expect(await world.idInFile()).toBe(world.sandbox.tasks()[0]?.Id);
  const { uri } = await world.file();
  const made = await world.journal.createdFrom(uri);
  expect(made?.id).toBe(world.sandbox.tasks()[0]?.Id);
  return true;
}

describe.each(kinds)("a %s that breaks off", (kind) => {
  it.each([
    ["before", false],
    ["after", true],
  ])("C16: %s any call has had its effect is settled by the next start", async (_, effect) => {
    let at = 1;
    while (await scenario(kind, at, effect)) at++;
    // Lock, find, list, intent, send, sent mark, done at least.
    expect(at).toBeGreaterThan(9);
  });
});
