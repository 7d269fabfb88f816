import { expect, it } from "vitest";
import { startWorld } from "./world.ts";

it("creates a task, writes its Id and remembers it", async () => {
  const world = await startWorld();
  const { outcome, phases, asked } = await world.submit();
  const [task] = world.sandbox.tasks();
  expect(outcome).toEqual({
    kind: "created",
    id: task?.Id,
    requestId: expect.any(String),
    adopted: false,
    warnings: [],
  });
  expect(await world.idInFile()).toBe(task?.Id);
  expect(phases).toEqual(["preflight", "lock", "pre-image", "connect", "sent", "write-back", "audit"]);
  expect(asked).toEqual([]);
  expect((await world.records()).map((record) => record.phase)).toEqual(["done"]);
});
