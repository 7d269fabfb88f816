/** Modify, pause, resume and delete that break off at any call of the outside world, and what the next start makes of it. */
import { writeFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import type { ChangeOperation } from "../../../cloud/operation.ts";
import { Crash, freeLocks } from "./crash.ts";
import { startWorld, type World } from "./world.ts";

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

  await freeLocks(world);

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
