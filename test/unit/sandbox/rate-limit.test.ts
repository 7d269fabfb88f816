import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { RateLimit } from "../../../sandbox/rate-limit.ts";
import { type Sandbox, startSandbox } from "../../../sandbox/server.ts";
import { example, sdk } from "./client.ts";

let now: number;
let sandbox: Sandbox;
beforeEach(async () => {
  now = Date.now();
  sandbox = await startSandbox({ clock: () => now });
});
afterEach(() => sandbox.close());

/** @returns how many of so many requests at one moment are answered */
async function answered(action: string, count: number, body: object): Promise<number> {
  const all = Array.from({ length: count }, () => sdk(sandbox).request(action, body));
  const results = await Promise.allSettled(all);
  for (const result of results) {
    if (result.status === "rejected") expect(result.reason).toMatchObject({ code: "RequestLimitExceeded" });
  }
  return results.filter(({ status }) => status === "fulfilled").length;
}

const list = { TopicId: example.TopicId };

describe("requests of one action", () => {
  it("are limited to 20 in any second", async () => {
    expect(await answered("DescribeKafkaRecharges", 25, list)).toBe(20);
    now += 999;
    expect(await answered("DescribeKafkaRecharges", 1, list)).toBe(0);
    now += 1;
    expect(await answered("DescribeKafkaRecharges", 25, list)).toBe(20);
  });

  it("do not limit another action, and refused ones are not executed", async () => {
    expect(await answered("DescribeKafkaRecharges", 20, list)).toBe(20);
    expect(await answered("CreateKafkaRecharge", 21, example)).toBe(20);
    expect(sandbox.tasks()).toHaveLength(20);
  });

  it("have the limit that is documented for them", async () => {
    expect(await answered("DescribeTopics", 51, {})).toBe(50);
  });
});

it("can be set", async () => {
  await sandbox.close();
  sandbox = await startSandbox({ clock: () => now, rateLimit: 2 });
  expect(await answered("DescribeKafkaRecharges", 3, list)).toBe(2);
});

it("slides", () => {
  const limit = new RateLimit(() => now);
  const taken = [0, 400, 800].map((time) => {
    now = time;
    return limit.admits("a", 2);
  });
  expect(taken).toEqual([true, true, false]);
  now = 1000;
  expect([limit.admits("a", 2), limit.admits("a", 2)]).toEqual([true, false]);
});
