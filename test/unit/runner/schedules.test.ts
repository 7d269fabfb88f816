/** The real runner in random schedules: two processes submit one file at the same time, in a world where anything may fail. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { isTombstone } from "../../../cloud/journal/journal.ts";
import type { CreateOperation } from "../../../cloud/operation/operation.ts";
import { course, Earth, Process, requestOf } from "./earth.ts";
import { TEXT } from "./world.ts";

const target = { endpoint: "https://cls.tencentcloudapi.com", region: "ap-guangzhou", secretId: "EXAMPLE" };
const operation: CreateOperation = { kind: "create", target, text: TEXT, request: requestOf(TEXT) };

/** Starts like a program: settles what is unfinished, then submits. */
async function live(process: Process): Promise<void> {
  await process.settle();
  await process.run(operation);
}

/** Starts again after each crash. */
async function user(earth: Earth): Promise<void> {
  for (;;) {
    const process = new Process(earth);
    if ((await Promise.race([live(process), process.died])) !== "died") return;
  }
}

it("makes one task at most, and a last recovery finds it, in 10,000 schedules", async () => {
  await fc.assert(
    fc.asyncProperty(fc.record({ ...course, twin: fc.boolean() }), async ({ twin, ...given }) => {
      const earth = new Earth(given, TEXT);
      if (twin) earth.tasks.push({ ...operation.request.value, Id: "twin", Name: "orders" });
      await given.schedule.waitFor(Promise.all([user(earth), user(earth)]));
      await earth.end();

      const made = earth.tasks.map((task) => task.Id).filter((id) => id !== "twin");
      expect(made.length).toBeLessThanOrEqual(1);
      expect(earth.idInFile).toBe(made[0]);
      const known = [...earth.records.values()].filter(isTombstone).map((record) => record.id);
      expect([...new Set(known)]).toEqual(made);
    }),
    { numRuns: 10_000 },
  );
}, 300_000);
