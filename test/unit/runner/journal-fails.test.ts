/** A journal that fails at any one of its calls: nothing is sent that is not recorded, and no task goes missing. */
import { truncate } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { JournalError } from "../../../cloud/journal/journal-error.ts";
import type { OperationJournal } from "../../../cloud/operation/runner.ts";
import { startWorld, type World } from "./world.ts";

type Call = keyof OperationJournal;

const create = "CreateKafkaRecharge";
const calls: readonly Call[] = ["lock", "get", "find", "begin", "update", "discardUnreadable", "taskDeleted"];

/** The journal, failing at the `count`-th of these calls with what a disk says, or with a defect. */
function failing(world: World, call: Call, count: number, error: Error = new JournalError("EIO: broken", "EIO")) {
  let made = 0;
  const { journal } = world;
  const entries = calls.map((name) => {
    const real = journal[name].bind(journal) as (...args: unknown[]) => unknown;
    return [name, (...args: unknown[]) => (name === call && ++made === count ? Promise.reject(error) : real(...args))];
  });
  return Object.fromEntries(entries) as OperationJournal;
}

const refused = { kind: "refused", refusal: { kind: "journal", error: { code: "EIO" } } };

describe("a journal that fails", () => {
  it.each(["lock", "find", "begin"] as const)("at %s keeps the operation from starting", async (call) => {
    const world = await startWorld();
    expect((await world.submit({ journal: failing(world, call, 1) })).outcome).toMatchObject(refused);
    expect(world.creates()).toBe(0);
  });

  it("when an existing task is adopted leaves the file alone", async () => {
    const world = await startWorld();
    const id = await world.foreign();
    const journal = failing(world, "begin", 1);
    const { outcome } = await world.submit({ journal, answers: { "same-name-exists": { kind: "adopt", id } } });
    expect(outcome).toMatchObject(refused);
    expect(await world.idInFile()).toBeUndefined();
  });

  it("when it is to forget a record that cannot be read keeps it", async () => {
    const world = await startWorld();
    world.sandbox.script([{ action: create, phase: "headers", outcome: "reset" }]);
    await world.submit();
    const [record] = await world.records();
    await truncate(join(world.state, "ops", `${record?.opId}.json`), 10);
    const answers = { "unreadable-record": { kind: "not-created" } } as const;
    const { outcome } = await world.submit({ journal: failing(world, "discardUnreadable", 1), answers });
    expect(outcome).toMatchObject(refused);
    expect(await world.journal.listUnfinished()).toHaveLength(1);
  });

  it("when a delete forgets its task keeps the record open, for the next start to make up for", async () => {
    const world = await startWorld();
    await world.submit();
    const { outcome } = await world.change("delete", { journal: failing(world, "taskDeleted", 1) });
    expect(outcome).toMatchObject({ kind: "changed", warnings: [{ kind: "journal" }] });
    expect(world.sandbox.tasks()).toEqual([]);
    expect(await world.journal.listUnfinished()).toHaveLength(1);
    await world.recoverAll();
    expect(await world.journal.listUnfinished()).toEqual([]);
    expect(await world.journal.createdFrom((await world.file()).uri)).toBeUndefined();
  });

  it("when a refusal is recorded still says what was refused", async () => {
    const world = await startWorld();
    world.sandbox.script([{ action: create, error: { code: "MissingParameter" } }]);
    const { outcome } = await world.submit({ journal: failing(world, "update", 2) });
    expect(outcome).toMatchObject({ kind: "rejected", error: { code: "MissingParameter" } });
  });

  it("is told from a defect of ours, which is not swallowed", async () => {
    const world = await startWorld();
    const journal = failing(world, "begin", 1, new TypeError("a defect"));
    await expect(world.submit({ journal })).rejects.toThrow("a defect");
    expect(world.creates()).toBe(0);
    expect((await world.submit()).outcome).toMatchObject({ kind: "created" });
  });
});
