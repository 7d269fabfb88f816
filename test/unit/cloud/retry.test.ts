import { describe, expect, it } from "vitest";
import { jitter, RetryQuota } from "../../../cloud/api/retry.ts";

describe("the pause before another try", () => {
  it.each([
    [0, 100, 100],
    [1, 100, 200],
    [4, 100, 1600],
    [5, 1000, 20_000],
    [30, 100, 20_000],
  ])("after %i tries from %i is at most %i ms, and anything below", (attempt, base, most) => {
    expect(jitter(attempt, base, () => 0)).toBe(0);
    expect(jitter(attempt, base, () => 0.25)).toBe(most / 4);
    expect(jitter(attempt, base, () => 1 - Number.EPSILON)).toBeCloseTo(most);
  });
});

describe("the quota", () => {
  const drain = (quota: RetryQuota) => {
    let taken = 0;
    while (taken < 1000 && quota.take()) taken++;
    return taken;
  };

  it("is a hundred retries in a row, and stays empty", () => {
    const quota = new RetryQuota();
    expect(drain(quota)).toBe(100);
    expect(quota.take()).toBe(false);
  });

  it("gets one back with each success, and never more than it had", () => {
    const quota = new RetryQuota();
    drain(quota);
    quota.refill();
    quota.refill();
    expect(drain(quota)).toBe(2);
    for (let successes = 0; successes < 300; successes++) quota.refill();
    expect(drain(quota)).toBe(100);
  });

  it("is full from the start: a success adds nothing", () => {
    const quota = new RetryQuota();
    quota.refill();
    expect(drain(quota)).toBe(100);
  });
});
