import { describe, expect, it } from "vitest";
import { Kept } from "../../../client/lookup/kept.ts";

/** A request that the test answers. */
function request() {
  let resolve: (answer: string) => void = () => undefined;
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<string>((...functions) => {
    [resolve, reject] = functions;
  });
  const signals: AbortSignal[] = [];
  const fetch = (signal: AbortSignal) => {
    signals.push(signal);
    return promise;
  };
  return { fetch, resolve, reject, signals };
}

function stage() {
  let now = 0;
  const kept = new Kept({ fresh: 1000, pause: 100, now: () => now });
  return { kept, pass: (milliseconds: number) => (now += milliseconds) };
}

describe("kept answers", () => {
  it("are asked for once by all who want them, and again when they are old", async () => {
    const { kept, pass } = stage();
    const { fetch, resolve, signals } = request();
    const both = [kept.get("a", fetch), kept.get("a", fetch)];
    expect(kept.has("a")).toBe(true);
    resolve("answer");
    expect(await Promise.all(both)).toEqual(["answer", "answer"]);
    pass(999);
    expect(await kept.get("a", fetch)).toBe("answer");
    expect(signals).toHaveLength(1);
    pass(1);
    expect(kept.has("a")).toBe(false);
    await kept.get("a", fetch);
    expect(signals).toHaveLength(2);
  });

  it("are nothing after a failure, for a while", async () => {
    const { kept, pass } = stage();
    const first = request();
    first.reject(new Error("offline"));
    expect(await kept.get("a", first.fetch)).toBeUndefined();
    pass(99);
    expect(await kept.get("a", first.fetch)).toBeUndefined();
    expect(first.signals).toHaveLength(1);
    pass(1);
    const second = request();
    second.resolve("back");
    expect(await kept.get("a", second.fetch)).toBe("back");
  });

  it("can be seen without asking, however old, until there is a newer one", async () => {
    const { kept, pass } = stage();
    expect(kept.peek("a")).toBeUndefined();
    const first = request();
    const waiting = kept.get("a", first.fetch);
    expect(kept.peek("a")).toBeUndefined();
    first.resolve("answer");
    await waiting;
    pass(1000);
    expect(kept.peek("a")).toBe("answer");
    const failing = request();
    const again = kept.get("a", failing.fetch);
    expect(kept.peek("a")).toBe("answer");
    failing.reject(new Error("offline"));
    expect(await again).toBeUndefined();
    expect(kept.peek("a")).toBe("answer");
    pass(100);
    const newer = request();
    newer.resolve("newer");
    await kept.get("a", newer.fetch);
    expect(kept.peek("a")).toBe("newer");
    kept.clear();
    expect(kept.peek("a")).toBeUndefined();
  });

  it("are nothing when the request cannot even begin", async () => {
    const { kept } = stage();
    const fetch = () => {
      throw new Error("no account for this address");
    };
    expect(await kept.get("a", fetch)).toBeUndefined();
    expect(kept.has("a")).toBe(true);
  });

  it("end their request when the last who waits gives up, and not before", async () => {
    const { kept } = stage();
    const { fetch, signals } = request();
    const [one, two] = [new AbortController(), new AbortController()];
    const waiting = [kept.get("a", fetch, one.signal), kept.get("a", fetch, two.signal)];
    one.abort();
    expect(await waiting[0]).toBeUndefined();
    expect(signals[0]?.aborted).toBe(false);
    two.abort();
    expect(await waiting[1]).toBeUndefined();
    expect(signals[0]?.aborted).toBe(true);
    const again = request();
    again.resolve("answer");
    expect(await kept.get("a", again.fetch)).toBe("answer");
  });

  it("are not asked for by who has given up already", async () => {
    const { kept } = stage();
    const { fetch, signals } = request();
    expect(await kept.get("a", fetch, AbortSignal.abort())).toBeUndefined();
    expect(signals).toEqual([]);
  });

  it("are forgotten with what is under way, which then answers nobody later", async () => {
    const { kept } = stage();
    const old = request();
    const waiting = kept.get("a", old.fetch);
    kept.clear();
    expect(old.signals[0]?.aborted).toBe(true);
    const fresh = request();
    fresh.resolve("other account");
    expect(await kept.get("a", fresh.fetch)).toBe("other account");
    old.resolve("first account");
    await waiting;
    expect(await kept.get("a", fresh.fetch)).toBe("other account");
  });
});
