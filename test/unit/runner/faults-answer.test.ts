/** Fault table, rows 7 to 20: what can happen to a request that was sent, and to its answer. */
import { describe, expect, it } from "vitest";
import { outcomeText } from "../../../cloud/operation/outcome-text.ts";
import type { Fault } from "../../../sandbox/server.ts";
import { answering, rawServer } from "../cloud/servers.ts";
import { type Run, startWorld, type World } from "./world.ts";

const action = "CreateKafkaRecharge";

/** One create went out; its task was found by listing and is in the file. */
async function expectAdopted(world: World, { outcome, asked }: Run): Promise<void> {
  const [task, ...others] = world.sandbox.tasks();
  expect(others).toEqual([]);
  expect(outcome).toMatchObject({ kind: "created", id: task?.Id, adopted: true });
  expect(await world.idInFile()).toBe(task?.Id);
  expect(world.creates()).toBe(1);
  expect(asked).toEqual([]);
  expect((await world.records()).map((record) => record.phase)).toEqual(["done"]);
}

/** One create went out; what became of it stays an open question. */
async function expectUnknown(world: World, { outcome, asked }: Run): Promise<void> {
  expect(outcome).toMatchObject({ kind: "unknown", reason: "absent" });
  expect(asked.map((question) => question.kind)).toEqual(["unknown-outcome"]);
  expect(world.creates()).toBe(1);
  expect(world.sandbox.tasks()).toEqual([]);
  expect(await world.idInFile()).toBeUndefined();
  expect((await world.records()).map((record) => record.phase)).toEqual(["sent"]);
}

async function submitWith(fault: Omit<Fault, "action">, times = 1): Promise<{ world: World; run: Run }> {
  const world = await startWorld({ transport: { responseTimeout: 300 } });
  world.sandbox.script(Array.from({ length: times }, () => ({ action, ...fault })));
  return { world, run: await world.submit() };
}

describe("row", () => {
  it("7: a redirect is not followed, whether the task was made or not", async () => {
    const elsewhere = await rawServer(answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
    const reply = {
      status: 307,
      headers: { Location: `http://127.0.0.1:${elsewhere.port}/` },
      body: "<html>Log in</html>",
    };
    const made = await submitWith({ commit: true, outcome: reply });
    await expectAdopted(made.world, made.run);
    const missed = await submitWith({ commit: false, outcome: reply });
    await expectUnknown(missed.world, missed.run);
    expect(elsewhere.connections()).toBe(0);
  });

  it("8: a reset before the server has read anything ends as unknown, and nothing is sent again", async () => {
    const { world, run } = await submitWith({ phase: "headers", outcome: "reset" });
    await expectUnknown(world, run);
    expect(world.clock.seconds).toBeGreaterThanOrEqual(60);
  });

  it("9: a reset after the server has made the task leads to that one task", async () => {
    const { world, run } = await submitWith({ commit: true, outcome: "reset" });
    await expectAdopted(world, run);
  });

  it("10: a task that is made 20 s after the time-out is found within the quiet period", async () => {
    const world = await startWorld({ transport: { responseTimeout: 100 } });
    world.sandbox.script([{ action, commit: "later", outcome: "hang" }]);
    world.clock.at(20, () => world.sandbox.commitPending());
    await expectAdopted(world, await world.submit());
  });

  it("11: a task that is made after the quiet period is found by the next recovery", async () => {
    const { world, run } = await submitWith({ commit: "later", outcome: "reset" });
    await expectUnknown(world, run);
    world.sandbox.commitPending();
    const [recovered] = await world.recoverAll();
    expect(recovered?.outcome).toMatchObject({ kind: "created", id: world.sandbox.tasks()[0]?.Id, adopted: true });
    expect(await world.idInFile()).toBe(world.sandbox.tasks()[0]?.Id);
    expect(world.creates()).toBe(1);
  });

  it("11: “create again” lists first, and so meets the late task", async () => {
    const world = await startWorld();
    world.sandbox.script([{ action, commit: "later", outcome: "reset" }]);
    const run = await world.submit({
      answers: {
        "unknown-outcome": () => {
          world.sandbox.commitPending();
          return { kind: "create" };
        },
        "same-name-exists": ({ tasks }) => ({ kind: "adopt", id: tasks[0]?.id ?? "" }),
      },
    });
    expect(run.outcome).toMatchObject({ kind: "created", id: world.sandbox.tasks()[0]?.Id, adopted: true });
    expect(world.sandbox.tasks()).toHaveLength(1);
    expect(world.creates()).toBe(1);
  });

  it.each([
    "RequestLimitExceeded",
    "RequestLimitExceeded.UinLimitExceeded",
    "RequestLimitExceeded.GlobalRegionUinLimitExceeded",
  ])("12: %s is sent again after a pause, and creates one task", async (code) => {
    const { world, run } = await submitWith({ error: { code } }, 2);
    expect(run.outcome).toMatchObject({ kind: "created", adopted: false });
    expect(world.sandbox.tasks()).toHaveLength(1);
    expect(world.creates()).toBe(3);
    expect(world.clock.seconds).toBe(0.5 * (1 + 2));
  });

  it("12: the third refusal is final, and nothing was created", async () => {
    const { world, run } = await submitWith({ error: { code: "RequestLimitExceeded" } }, 3);
    expect(run.outcome).toMatchObject({ kind: "rejected", at: "send", error: { code: "RequestLimitExceeded" } });
    expect(world.creates()).toBe(3);
    expect(world.sandbox.tasks()).toEqual([]);
    expect((await world.records()).map((record) => record.phase)).toEqual(["rejected"]);
  });

  it.each([429, 500, 502, 503, 504])("13: status %i with HTML may or may not have made the task", async (status) => {
    const reply = { status, body: `<html>\u202e<b>Bad</b></html>\n${"x".repeat(1000)}` };
    const made = await submitWith({ commit: true, outcome: reply });
    await expectAdopted(made.world, made.run);
    const missed = await submitWith({ commit: false, outcome: reply });
    await expectUnknown(missed.world, missed.run);
    // What came is said: the status, and the beginning of the page as plain text.
    const { message } = outcomeText(missed.run.outcome);
    expect(message).toContain(`The server answered with HTTP status ${status}. (<html> <b>Bad</b></html> xxx`);
    expect(message).toMatch(/[^x]x{170,180}\)$/);
  });

  it.each<[string, Fault["outcome"]]>([
    ["cut off", { truncateAt: 20, end: "close" }],
    ["shorter than it claims", { contentLength: 5000, end: "close" }],
    ["reset within", { truncateAt: 20, end: "reset" }],
    ["broken gzip", { headers: { "Content-Encoding": "gzip" }, body: "not gzip" }],
  ])("14: an answer that is damaged (%s) leads to the one task", async (_, reply) => {
    const { world, run } = await submitWith({ commit: true, ...(reply && { outcome: reply }) });
    await expectAdopted(world, run);
  });

  it.each([
    ["no Response", {}],
    ["no Id", { Response: { RequestId: "r" } }],
    ["an empty Id", { Response: { Id: "", RequestId: "r" } }],
    ["a number", { Response: { Id: 12345, RequestId: "r" } }],
    ["null", { Response: { Id: null, RequestId: "r" } }],
    ["white space", { Response: { Id: "  ", RequestId: "r" } }],
    ["an invisible character", { Response: { Id: "task\u200b", RequestId: "r" } }],
    ["a text without end", { Response: { Id: "x".repeat(100_000), RequestId: "r" } }],
    ["a list", []],
  ])("15: an answer with %s in place of the Id leads to the one task", async (_, body) => {
    const { world, run } = await submitWith({ commit: true, outcome: { body } });
    await expectAdopted(world, run);
  });

  it.each<[string, Fault["outcome"]]>([
    ["endless", { endless: true }],
    ["oversized", { body: "x".repeat(3 * 1024 * 1024) }],
  ])("16: an %s answer is cut off, and the listing settles it", async (_, reply) => {
    const { world, run } = await submitWith({ commit: true, ...(reply && { outcome: reply }) });
    await expectAdopted(world, run);
  });

  it.each(["InternalError", "FailedOperation", "FailedOperation.Timeout", "ResourceUnavailable", "SomethingNew"])(
    "17: %s proves nothing either way",
    async (code) => {
      const made = await submitWith({ commit: true, error: { code } });
      await expectAdopted(made.world, made.run);
      const missed = await submitWith({ commit: false, error: { code } });
      await expectUnknown(missed.world, missed.run);
    },
  );

  it("18: a unique-key conflict asks about tasks of the same name, older ones included", async () => {
    const world = await startWorld();
    await world.foreign();
    world.sandbox.script([{ action, error: { code: "InvalidParameter.DbDuplication" } }]);
    const { outcome, asked } = await world.submit({
      answers: {
        "same-name-exists": { kind: "create" },
        "several-matches": ({ tasks }) => ({ kind: "adopt", id: tasks[0]?.id ?? "" }),
      },
    });
    expect(asked.map((question) => question.kind)).toEqual(["same-name-exists", "several-matches"]);
    expect(outcome).toMatchObject({ kind: "created", id: world.sandbox.tasks()[0]?.Id, adopted: true });
    expect(world.sandbox.tasks()).toHaveLength(1);
  });

  it("18: a unique-key conflict never adopts by itself, not even the one new task", async () => {
    const { world, run } = await submitWith({ commit: true, error: { code: "InvalidParameter.DbDuplication" } });
    expect(run.asked.map((question) => question.kind)).toEqual(["several-matches"]);
    expect(run.outcome).toMatchObject({ kind: "unknown", reason: "several" });
    expect(await world.idInFile()).toBeUndefined();
  });

  it("19: a clock that is off by ten minutes is corrected once and reported", async () => {
    const world = await startWorld({ sandbox: { clock: () => Date.now() + 600_000 } });
    const { outcome } = await world.submit();
    expect(outcome).toMatchObject({
      kind: "created",
      warnings: [{ kind: "clock-skew", seconds: expect.closeTo(600, -1) }],
    });
    expect(world.sandbox.tasks()).toHaveLength(1);
  });

  it("19: a clock that goes wrong between the intent and the request is corrected, and the create sent once more", async () => {
    let skew = 0;
    const world = await startWorld({ sandbox: { clock: () => Date.now() + skew } });
    const { outcome } = await world.submit({
      onPhase: (phase) => {
        if (phase === "connect") skew = 600_000;
      },
    });
    expect(outcome).toMatchObject({ kind: "created", adopted: false, warnings: [{ kind: "clock-skew" }] });
    expect(world.sandbox.tasks()).toHaveLength(1);
    expect(world.creates()).toBe(2);
  });

  it("19: a signature that stays expired is refused after one more try", async () => {
    let skew = 0;
    const world = await startWorld({ sandbox: { clock: () => Date.now() + skew } });
    const { outcome } = await world.submit({
      onPhase: (phase) => {
        if (phase === "connect") skew += 600_000;
      },
    });
    expect(outcome).toMatchObject({ kind: "rejected", error: { code: "AuthFailure.SignatureExpire" } });
    expect(world.creates()).toBe(2);
    expect(world.sandbox.tasks()).toEqual([]);
  });

  it.each(["AuthFailure.TokenFailure", "AuthFailure.SecretIdNotFound"])(
    "20: %s creates nothing, and with new credentials the file can be submitted",
    async (code) => {
      const { world, run } = await submitWith({ error: { code } });
      expect(run.outcome).toMatchObject({ kind: "rejected", at: "send", error: { code } });
      expect(world.sandbox.tasks()).toEqual([]);
      expect(await world.journal.listUnfinished()).toEqual([]);
      expect((await world.submit()).outcome).toMatchObject({ kind: "created" });
      expect(world.sandbox.tasks()).toHaveLength(1);
    },
  );

  it("20: the same refusal of the listing before it sends nothing at all", async () => {
    const world = await startWorld();
    world.sandbox.script([{ action: "DescribeKafkaRecharges", error: { code: "AuthFailure.TokenFailure" } }]);
    expect((await world.submit()).outcome).toMatchObject({ kind: "rejected", at: "describe" });
    expect(world.creates()).toBe(0);
    expect(await world.records()).toEqual([]);
  });
});
