/** Files whose task exists, and what a change is to come to. */
import { writeFile } from "node:fs/promises";
import { expect } from "vitest";
import type { ChangeOperation } from "../../../cloud/operation/operation.ts";
import { startWorld, type World, type WorldOptions } from "./world.ts";

export const MODIFY = "ModifyKafkaRecharge";
export const DELETE = "DeleteKafkaRecharge";
export const actions = { modify: MODIFY, pause: MODIFY, resume: MODIFY, delete: DELETE } as const;
export const TOPICS = '"UserKafkaTopics": "orders"';
export const kinds = ["modify", "pause", "resume", "delete"] as const;

/** A file whose task exists; what the task is before the change depends on the kind. */
export async function startCreated(
  kind: ChangeOperation["kind"] = "modify",
  options: WorldOptions = {},
): Promise<World> {
  const world = await startWorld({ transport: { responseTimeout: 300 }, ...options });
  expect((await world.submit({ secrets: { PASSWORD: "canary" } })).outcome).toMatchObject({ kind: "created" });
  await world.clock.sleep(1000);
  if (kind === "resume") await world.change("pause");
  if (kind === "modify") await edit(world, TOPICS, TOPICS.replace("orders", "orders,paid"));
  return world;
}

export async function edit(world: World, from: string | RegExp, to: string): Promise<void> {
  await writeFile(world.path, (await world.text()).replace(from, to));
}

export const task = (world: World) => world.sandbox.tasks()[0];

/** Whether the cloud is as this change wants it. */
export function inEffect(kind: ChangeOperation["kind"], world: World): boolean {
  switch (kind) {
    case "modify":
      return task(world)?.UserKafkaTopics === "orders,paid";
    case "pause":
      return task(world)?.Status === 2;
    case "resume":
      return task(world)?.Status === 1;
    case "delete":
      return task(world) === undefined;
  }
}

export async function expectSettled(kind: ChangeOperation["kind"], world: World): Promise<void> {
  expect(inEffect(kind, world)).toBe(true);
  expect(await world.journal.listUnfinished()).toEqual([]);
  expect(await world.idInFile()).toBe(task(world)?.Id);
  const last = (await world.records()).at(-1);
  expect(last).toMatchObject({ kind, phase: "done" });
}
