/** Delete, then create: what cannot be changed, and what is left when it goes wrong half way. */
import { writeFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import type { Host, ModifyOperation } from "../../../cloud/operation/operation.ts";
import { type Replacement, replacementText, replaceTask } from "../../../cloud/operation/replace.ts";
import { Crash, freeLocks } from "./crash.ts";
import { type RunOptions, startWorld, TEXT, TOPIC, type World } from "./world.ts";

const LATEST = TEXT.replace('"Offset": -2', '"Offset": -1');
const EARLIEST = TEXT.replace('"Offset": -1', '"Offset": -2');

/** A task that starts at the end, and a file that wants another start. */
async function startMoved(): Promise<World> {
  const world = await startWorld({ text: LATEST, transport: { responseTimeout: 300 } });
  await world.submit();
  await world.clock.sleep(1000);
  await writeFile(world.path, (await world.text()).replace('"Offset": -1', '"Offset": -2'));
  return world;
}

async function replace(world: World, options: RunOptions = {}): Promise<Replacement> {
  const operation = (await world.planChange("modify")) as ModifyOperation;
  const file = options.file ?? (await world.file());
  return replaceTask(operation, file, hostOf(options.signal), world.deps(options));
}

function hostOf(signal = new AbortController().signal): Host {
  return { signal, report: () => undefined, ask: async () => ({ kind: "cancel" }), rescue: () => undefined };
}

/** Of the sandbox. */
const OTHER_TOPIC = "0a9c1f6e-58d2-4a53-9c7b-1f2e3d4c5b6a";

const wanted = (world: World) => world.sandbox.tasks().map(({ Offset }) => Offset);

/** @returns whether the replacement got as far as that call */
async function breaksOff(at: number, effect: boolean): Promise<boolean> {
  const world = await startMoved();
  const crash = new Crash(at, effect);
  const broken = await replace(world, {
    journal: crash.around(world.journal),
    api: crash.around(world.api()),
    file: crash.around(await world.file()),
  }).catch((error: Error) => error.message);
  if (!crash.happened) {
    expect(broken).toMatchObject({ created: { kind: "created" } });
    return false;
  }
  await freeLocks(world);
  await world.recoverAll({ answers: { "unknown-outcome": { kind: "not-created" } } });
  expect(await world.journal.listUnfinished()).toEqual([]);
  // What is left is the old task, or a file without one: either way the person's next step leads on.
  const [left] = world.sandbox.tasks();
  expect(await world.idInFile()).toBe(left?.Id);
  if (!left) expect((await world.submit()).outcome).toMatchObject({ kind: "created" });
  else if (left.Offset === -1) expect((await replace(world)).created).toMatchObject({ kind: "created" });
  expect([wanted(world), await world.idInFile()]).toEqual([[-2], world.sandbox.tasks()[0]?.Id]);
  return true;
}

describe("a replacement", () => {
  it("deletes the old task and writes the new one's Id into the file, each with a record", async () => {
    const world = await startMoved();
    const old = await world.idInFile();
    const replacement = await replace(world);
    const [task] = world.sandbox.tasks();
    expect(replacement.created).toMatchObject({ kind: "created", id: task?.Id });
    expect([wanted(world), await world.idInFile()]).toEqual([[-2], task?.Id]);
    expect((await world.records()).map(({ kind, phase }) => `${kind} ${phase}`).sort()).toEqual([
      "create done",
      "delete done",
    ]);
    expect(replacementText(replacement)).toMatchObject({
      severity: "info",
      message: expect.stringContaining(`${old}`),
    });
  });

  it("moves a task to another log topic", async () => {
    const world = await startMoved();
    await writeFile(world.path, (await world.text()).replace(TOPIC, OTHER_TOPIC));
    expect((await replace(world)).created).toMatchObject({ kind: "created" });
    const [task, ...others] = world.sandbox.tasks();
    expect([task?.TopicId, task?.Id, others]).toEqual([OTHER_TOPIC, await world.idInFile(), []]);
  });

  it("does nothing when somebody changed the task meanwhile", async () => {
    const world = await startMoved();
    const operation = (await world.planChange("modify")) as ModifyOperation;
    const base = { ...operation.base, UserKafkaTopics: "another" };
    const replacement = await replaceTask({ ...operation, base }, await world.file(), hostOf(), world.deps({}));
    expect(replacement).toMatchObject({ deleted: { refusal: { kind: "changed-in-cloud" } }, created: undefined });
    expect(wanted(world)).toEqual([-1]);
  });

  it("C17: does nothing where the new task would be asked about", async () => {
    const world = await startMoved();
    const twin = await world.foreign();
    const replacement = await replace(world);
    expect(replacement).toMatchObject({ deleted: { refusal: { kind: "same-name", ids: [twin] } }, created: undefined });
    expect(wanted(world)).toEqual([-1, -2]);
  });

  it.each([
    ["refused", { error: { code: "OperationDenied.AccountIsolate" } }, "rejected"],
    ["not executed, its answer lost", { phase: "headers" as const, outcome: "reset" as const }, "unknown"],
  ])("C17: whose create is %s leaves a file that can be submitted, and says so", async (_, fault, kind) => {
    const world = await startMoved();
    const old = await world.idInFile();
    world.sandbox.script([{ action: "CreateKafkaRecharge", ...fault }]);
    const replacement = await replace(world);
    expect(replacement).toMatchObject({ deleted: { kind: "changed", id: old }, created: { kind } });
    expect(replacementText(replacement).message).toContain(`Task ${old} is deleted`);
    expect([wanted(world), await world.text()]).toEqual([[], EARLIEST]);
    const answers = { "unknown-outcome": { kind: "not-created" } } as const;
    await world.recoverAll({ answers });
    expect((await world.submit()).outcome).toMatchObject({ kind: "created" });
    expect(wanted(world)).toEqual([-2]);
  });

  it("C17: whose create lost its answer finds the new task", async () => {
    const world = await startMoved();
    world.sandbox.script([{ action: "CreateKafkaRecharge", outcome: "reset" }]);
    expect(await replace(world)).toMatchObject({ created: { kind: "created", adopted: true } });
    expect(await world.idInFile()).toBe(world.sandbox.tasks()[0]?.Id);
  });

  it.each([
    ["refused", { error: { code: "OperationDenied.AccountIsolate" } }, "rejected"],
    ["not executed, its answer lost", { phase: "headers" as const, outcome: "reset" as const }, "closed"],
  ])("C17: whose delete is %s creates nothing", async (_, fault, kind) => {
    const world = await startMoved();
    const before = await world.text();
    world.sandbox.script([{ action: "DeleteKafkaRecharge", ...fault }]);
    expect(await replace(world)).toMatchObject({ deleted: { kind }, created: undefined });
    expect([wanted(world), await world.text(), world.creates()]).toEqual([[-1], before, 1]);
  });

  it("C17: whose file cannot give up the old Id creates nothing, and is settled before it is submitted", async () => {
    const world = await startMoved();
    const text = await world.text();
    const broken = await world.fileThat((call) => (call === "removeId" ? writeFile(world.path, "{") : undefined));
    const replacement = await replace(world, { file: broken });
    expect(replacement).toMatchObject({ deleted: { kind: "held" }, created: undefined });
    expect(replacementText(replacement).message).toContain("No other task was created.");
    await writeFile(world.path, text);
    await world.recoverAll();
    expect(await world.text()).toBe(EARLIEST);
    expect((await world.submit()).outcome).toMatchObject({ kind: "created" });
  });

  it("C17: that is cancelled in between says that the old task is gone, and leaves a file to submit", async () => {
    const world = await startMoved();
    const stop = new AbortController();
    const file = await world.fileThat((call) => (call === "removeId" ? stop.abort() : undefined));
    const replacement = await replace(world, { file, signal: stop.signal });
    expect(replacement).toMatchObject({
      deleted: { kind: "changed" },
      created: { kind: "cancelled", known: { sent: false } },
    });
    expect(replacementText(replacement)).toMatchObject({
      severity: "error",
      message: expect.stringContaining("submit it"),
    });
    expect(await world.text()).toBe(EARLIEST);
    expect((await world.submit()).outcome).toMatchObject({ kind: "created" });
  });

  it.each([
    ["before", false],
    ["after", true],
  ])("C17: that breaks off %s any call has had its effect ends in one task, and none is doubled", async (_, effect) => {
    let at = 1;
    while (await breaksOff(at, effect)) at++;
    expect(at).toBeGreaterThan(20);
  });

  it("does not create from a file that was edited in between", async () => {
    const world = await startMoved();
    const disk = await world.file();
    const file = await world.fileThat(() => undefined);
    const edited = {
      ...file,
      removeId: async (id: string) => {
        await disk.removeId(id);
        await writeFile(world.path, (await world.text()).replace('"orders"', '"other"'));
      },
    };
    expect(await replace(world, { file: edited })).toMatchObject({ created: { refusal: { kind: "file-changed" } } });
    expect(wanted(world)).toEqual([]);
  });
});
