/** What keeps an operation from starting, and what it may use up. */
import { rm, writeFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { Failure, NotSentError } from "../../../cloud/api/failure.ts";
import { RetryQuota } from "../../../cloud/api/retry.ts";
import { WriteBackError } from "../../../cloud/operation/operation.ts";
import { runOperation } from "../../../cloud/operation/runner.ts";
import { createFrom, startWorld, TEXT, type World } from "./world.ts";

const action = "CreateKafkaRecharge";

/** Everything the runner needs, with these retries left. */
async function submitWith(world: World, quota: RetryQuota) {
  const file = await world.file();
  const operation = await createFrom(file, world.sandbox.url);
  const { signal } = new AbortController();
  const host = {
    signal,
    report: () => undefined,
    rescue: () => undefined,
    ask: async () => ({ kind: "cancel" }) as const,
  };
  return runOperation(operation, file, host, { ...world.deps({}), quota });
}

describe("an operation does not start", () => {
  it("from a file that is gone", async () => {
    const world = await startWorld();
    const operation = await createFrom(await world.file(), world.sandbox.url);
    await rm(world.path);
    expect((await world.run(operation)).outcome).toEqual({
      kind: "refused",
      refusal: { kind: "file", obstacle: "missing" },
    });
    expect(world.sandbox.requests).toEqual([]);
  });

  it("from a text that nobody agreed to", async () => {
    const world = await startWorld();
    const operation = await createFrom(await world.file(), world.sandbox.url);
    await writeFile(world.path, TEXT.replace("Orders", "All orders"));
    expect((await world.run(operation)).outcome).toEqual({ kind: "refused", refusal: { kind: "file-changed" } });
    expect(world.sandbox.requests).toEqual([]);
  });

  it("from a file that cannot be read, and does not hide why", async () => {
    const world = await startWorld();
    const operation = await createFrom(await world.file(), world.sandbox.url);
    const file = await world.fileThat((call) => {
      if (call === "read") throw new WriteBackError("failed", "EIO: broken");
    });
    await expect(world.run(operation, { file })).rejects.toThrow("EIO: broken");
    expect(world.sandbox.requests).toEqual([]);
  });

  it("when the tasks cannot even be asked for", async () => {
    const world = await startWorld();
    const api = world.api();
    api.describe = () => Promise.reject(new NotSentError(new Failure("refused", "nobody there", "ECONNREFUSED")));
    const { outcome } = await world.submit({ api });
    expect(outcome).toMatchObject({ kind: "not-sent", reason: "refused", error: { code: "ECONNREFUSED" } });
    expect(await world.records()).toEqual([]);
  });
});

describe("retries", () => {
  it("are used up by a process that only fails, and come back with what succeeds", async () => {
    const world = await startWorld();
    const quota = new RetryQuota();
    while (quota.take());
    const refusal = { action, error: { code: "RequestLimitExceeded" } };
    world.sandbox.script([refusal]);
    expect(await submitWith(world, quota)).toMatchObject({ kind: "rejected", error: refusal.error });
    expect(world.creates()).toBe(1);

    expect(await submitWith(world, quota)).toMatchObject({ kind: "created" });
    const other = await startWorld();
    other.sandbox.script([refusal]);
    expect(await submitWith(other, quota)).toMatchObject({ kind: "created" });
    expect(other.creates()).toBe(2);
  });

  it("with a corrected clock need a clock that can be corrected", async () => {
    const world = await startWorld();
    world.sandbox.script([{ action, error: { code: "AuthFailure.SignatureExpire" } }]);
    const { outcome } = await world.submit();
    expect(outcome).toMatchObject({ kind: "rejected", error: { code: "AuthFailure.SignatureExpire" } });
    expect(world.creates()).toBe(1);
  });
});
