import { describe, expect, it } from "vitest";
import { explore, type Violation, type Weakness } from "./model.ts";

const everything: Violation[] = ["orphan", "duplicate"];

/** What each weakness leads to; that it is found shows that the check can find it. */
const weaknesses: [Weakness, Violation[]][] = [
  ["no sent mark", everything],
  ["re-send on reset", everything],
  ["no quiet period", everything],
  ["no lock", everything],
  ["no journal", everything],
  ["no pre-image", ["foreign Id in the file", "phantom success"]],
  ["no tombstone", ["duplicate"]],
  ["no Id is a failure", everything],
  ["InternalError is a failure", everything],
];

/** All ways to end are reached, so that none is safe for want of trying. */
const ends = [
  "cancelled",
  "closed",
  "created",
  "held",
  "not-sent",
  "refused already-created",
  "refused busy",
  "refused has-id",
  "refused journal",
  "refused same-name",
  "refused unlisted",
  "rejected",
  "unknown",
];

describe("the submit protocol, in every history", () => {
  // docs/quality.md names how many states there are: fewer would mean that less is looked at.
  it.each([
    [2, 3126],
    [4, 5210],
  ])("of up to %i crashes makes one task at most, loses none and takes nobody else's", (crashes, states) => {
    const result = explore({ crashes, variant: "as built" });
    expect([...result.violations]).toEqual([]);
    expect(result.deadlocks).toBe(0);
    expect(result.states).toBe(states);
    expect([...result.ends].sort()).toEqual(ends);
  });

  it.each(weaknesses)("is found out with %s", (variant, violations) => {
    const result = explore({ crashes: 2, variant }, violations);
    expect([...result.violations]).toEqual(expect.arrayContaining(violations));
  });

  it("survives writing the file before the journal, as long as tasks can be listed", () => {
    const { violations, states } = explore({ crashes: 2, variant: "file before journal" });
    expect({ violations: [...violations], states }).toEqual({ violations: [], states: 2547 });
  });
});
