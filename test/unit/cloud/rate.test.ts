import { describe, expect, it } from "vitest";
import { RateLimit } from "../../../cloud/api/rate.ts";
import { FakeClock } from "../runner/world.ts";

/** When each of these turns came, milliseconds. */
async function turns(limit: RateLimit, clock: FakeClock, count: number, action = "A"): Promise<number[]> {
  const times = Array.from({ length: count }, () => limit.turn(action, undefined).then(() => clock.monotonic()));
  return Promise.all(times);
}

describe("the rate", () => {
  it("is twenty at once, then the next when a second is certainly over", async () => {
    const clock = new FakeClock();
    const limit = new RateLimit(clock);
    const times = await turns(limit, clock, 45);
    expect(times).toEqual([...Array(20).fill(0), ...Array(20).fill(1100), ...Array(5).fill(2200)]);
  });

  it("counts from each start, and makes nobody wait who comes late", async () => {
    const clock = new FakeClock();
    const limit = new RateLimit(clock);
    await turns(limit, clock, 10);
    await clock.sleep(1000);
    await turns(limit, clock, 10);
    expect(await turns(limit, clock, 1)).toEqual([1100]);
    await clock.sleep(5000);
    expect(await turns(limit, clock, 20)).toEqual(Array(20).fill(6100));
  });

  it("is each action's own", async () => {
    const clock = new FakeClock();
    const limit = new RateLimit(clock);
    await turns(limit, clock, 20);
    expect(await turns(limit, clock, 1, "B")).toEqual([0]);
  });

  it("lets one go who is no longer waiting, and takes nobody's place", async () => {
    const clock = new FakeClock();
    const limit = new RateLimit(clock);
    const gone = AbortSignal.abort();
    for (let i = 0; i < 30; i++) await limit.turn("A", gone);
    expect(await turns(limit, clock, 20)).toEqual(Array(20).fill(0));
    const impatient = new AbortController();
    clock.at(0.5, () => impatient.abort());
    await Promise.all([limit.turn("A", impatient.signal), clock.sleep(500)]);
    expect(await turns(limit, clock, 21)).toEqual([...Array(20).fill(1100), 2200]);
  });
});
