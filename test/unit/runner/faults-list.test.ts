/** Fault table, rows 21 to 24: listing the topic's tasks, before and after. */
import { describe, expect, it } from "vitest";
import { startWorld } from "./world.ts";

const create = "CreateKafkaRecharge";
const list = "DescribeKafkaRecharges";
const denied = { code: "UnauthorizedOperation" };

describe("row", () => {
  it("21: without the permission to list nothing is sent, and the refusal says why", async () => {
    const world = await startWorld();
    world.sandbox.script([{ action: list, times: 9, error: denied }]);
    const { outcome } = await world.submit();
    expect(outcome).toMatchObject({ kind: "refused", refusal: { kind: "describe-denied", error: denied } });
    expect(world.creates()).toBe(0);
    expect(await world.records()).toEqual([]);
  });

  it("21: by the user's choice a create without recovery goes out, and a lost answer stays a question", async () => {
    const world = await startWorld();
    world.sandbox.script([{ action: list, times: 1, error: denied }]);
    const { outcome } = await world.submit({ operation: { withoutRecovery: true } });
    expect(outcome).toMatchObject({ kind: "created", warnings: [{ kind: "without-recovery" }] });

    const lossy = await startWorld();
    lossy.sandbox.script([
      { action: list, error: denied },
      { action: create, commit: true, outcome: "reset" },
    ]);
    const lost = await lossy.submit({ operation: { withoutRecovery: true } });
    expect(lost.outcome).toMatchObject({ kind: "unknown", reason: "several" });
    expect(await lossy.idInFile()).toBeUndefined();
    expect(lossy.creates()).toBe(1);
  });

  it.each([
    ["fails", { error: { code: "InternalError" } }],
    ["is incomplete", { outcome: { body: { Response: { Infos: [], TotalCount: 7, RequestId: "r" } } } }],
    ["is no list", { outcome: { body: { Response: { RequestId: "r" } } } }],
    ["is denied", { error: denied }],
    [
      "names no task by an Id that can be one",
      { outcome: { body: { Response: { Infos: [{ Id: " ", Name: "orders" }], TotalCount: 1, RequestId: "r" } } } },
    ],
  ])("22: a listing that %s never means that the task is absent", async (_, fault) => {
    const world = await startWorld();
    world.sandbox.script([{ action: create, commit: true, outcome: "reset" }]);
    const run = await world.submit({
      onPhase: (phase) => {
        if (phase === "sent") world.sandbox.script([{ action: list, times: 100, ...fault }]);
      },
    });
    expect(run.outcome).toMatchObject({ kind: "unknown", reason: "unlisted" });
    expect(run.asked).toEqual([]);
    expect(world.clock.seconds).toBeGreaterThanOrEqual(120);
    expect((await world.records()).map((record) => record.phase)).toEqual(["sent"]);
    expect(world.creates()).toBe(1);
  });

  it("22: a listing that recovers late still finds the task", async () => {
    const world = await startWorld();
    world.sandbox.script([{ action: create, commit: true, outcome: "reset" }]);
    const run = await world.submit({
      onPhase: (phase) => {
        if (phase === "sent") world.sandbox.script([{ action: list, times: 8, error: { code: "InternalError" } }]);
      },
    });
    expect(run.outcome).toMatchObject({ kind: "created", adopted: true });
    expect(await world.idInFile()).toBe(world.sandbox.tasks()[0]?.Id);
  });

  it("22: before the create a listing that stays incomplete sends nothing", async () => {
    const world = await startWorld();
    const body = { Response: { Infos: [], TotalCount: 7, RequestId: "r" } };
    world.sandbox.script([{ action: list, times: 3, outcome: { body } }]);
    expect((await world.submit()).outcome).toMatchObject({ kind: "refused", refusal: { kind: "unlisted" } });
    expect(world.creates()).toBe(0);
  });

  it("23: two new tasks that match are a question with Id, time, status and differences; none is deleted", async () => {
    const world = await startWorld();
    world.sandbox.script([{ action: create, commit: true, outcome: "reset" }]);
    world.clock.at(10, () => world.foreign());
    const run = await world.submit({
      answers: { "several-matches": ({ tasks }) => ({ kind: "adopt", id: tasks[1]?.id ?? "" }) },
    });
    const ids = world.sandbox.tasks().map((task) => task.Id);
    expect(ids).toHaveLength(2);
    expect(run.asked).toEqual([
      {
        kind: "several-matches",
        tasks: ids.map((id) => ({ id, name: "orders", status: 1, createTime: expect.any(String), differences: [] })),
      },
    ]);
    expect(await world.idInFile()).toBe(ids[1]);
  });

  it("23: a new task of the same name that differs is asked about, and the difference is named", async () => {
    const world = await startWorld();
    world.sandbox.script([{ action: create, commit: false, outcome: "reset" }]);
    world.clock.at(10, () => world.foreign({ UserKafkaTopics: "app-logs" }));
    const run = await world.submit();
    expect(run.asked).toMatchObject([{ kind: "several-matches", tasks: [{ differences: ["UserKafkaTopics"] }] }]);
    expect(run.outcome).toMatchObject({ kind: "unknown", reason: "several" });
    expect(await world.idInFile()).toBeUndefined();
  });

  it("24: a task that was there before is a question, and nothing is sent without an answer", async () => {
    const world = await startWorld();
    const id = await world.foreign();
    const run = await world.submit();
    expect(run.asked).toMatchObject([{ kind: "same-name-exists", tasks: [{ id, differences: [] }] }]);
    expect(run.outcome).toMatchObject({ kind: "refused", refusal: { kind: "same-name", ids: [id] } });
    expect(world.sandbox.tasks()).toHaveLength(1);
  });

  it("24: it may be adopted without sending anything", async () => {
    const world = await startWorld();
    const id = await world.foreign();
    const run = await world.submit({ answers: { "same-name-exists": { kind: "adopt", id } } });
    expect(run.outcome).toMatchObject({ kind: "created", id, adopted: true });
    expect(await world.idInFile()).toBe(id);
    expect(world.sandbox.tasks()).toHaveLength(1);
    expect(await world.journal.createdFrom((await world.file()).uri)).toMatchObject({ id });
  });

  it("24: it is never taken for the answer to a create that got lost", async () => {
    const world = await startWorld();
    await world.foreign();
    world.sandbox.script([{ action: create, commit: false, outcome: "reset" }]);
    const run = await world.submit({ answers: { "same-name-exists": { kind: "create" } } });
    expect(run.outcome).toMatchObject({ kind: "unknown", reason: "absent" });
    expect(await world.idInFile()).toBeUndefined();
  });
});
