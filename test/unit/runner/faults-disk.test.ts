/** Fault table, rows 26 to 30 and 45: the disk under the journal and under the file. */
import { chmod, readdir, readFile, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Disk, disk, renamePatiently } from "../../../cloud/journal/disk.ts";
import { DiskTaskFile } from "../../../cloud/task/write-back.ts";
import { FakeClock, startWorld, TEXT, type World } from "./world.ts";

type Call = keyof Disk;

/** A disk that refuses some calls. */
function refusing(refuses: (call: Call, path: string) => boolean, code = "ENOSPC"): Disk {
  const guard = (call: Call, path: string) => {
    if (refuses(call, path)) throw Object.assign(new Error(`${code}: ${call}`), { code });
  };
  return {
    async create(path, bytes) {
      guard("create", path);
      await disk.create(path, bytes);
    },
    async fill(path, bytes) {
      guard("fill", path);
      await disk.fill(path, bytes);
    },
    async rename(from, to) {
      guard("rename", to);
      await disk.rename(from, to);
    },
  };
}

async function onlyRecord(world: World): Promise<string> {
  const ops = join(world.state, "ops");
  const [name, ...others] = (await readdir(ops)).filter((file) => file.endsWith(".json"));
  expect(others).toEqual([]);
  return join(ops, name ?? "");
}

/** An operation whose outcome is open, and whose task exists. */
async function lostAnswer(world: World): Promise<void> {
  world.sandbox.script([{ action: "CreateKafkaRecharge", commit: "later", outcome: "reset" }]);
  await world.submit();
  world.sandbox.commitPending();
}

describe("row", () => {
  it.each<[string, (path: string) => Promise<void>]>([
    ["torn", async (path) => truncate(path, 100)],
    ["empty", async (path) => truncate(path, 0)],
    ["half zeros", async (path) => writeFile(path, (await readFile(path)).fill(0, 50))],
    [
      "changed in one letter",
      async (path) => writeFile(path, (await readFile(path, "utf8")).replace("orders", "ordera")),
    ],
  ])("26: a record that is %s counts as unknown, not as absent", async (_, damage) => {
    const world = await startWorld();
    await lostAnswer(world);
    await damage(await onlyRecord(world));

    const [unfinished] = await world.journal.listUnfinished();
    expect(unfinished).toMatchObject({ record: undefined });
    const run = await world.submit();
    expect(run.asked).toMatchObject([{ kind: "unreadable-record", tasks: [{ name: "orders" }] }]);
    expect(run.outcome).toMatchObject({ kind: "unknown", reason: "unreadable" });
    expect(world.creates()).toBe(1);

    const adopting = await world.submit({
      answers: { "unreadable-record": ({ tasks }) => ({ kind: "adopt", id: tasks[0]?.id ?? "" }) },
    });
    expect(adopting.outcome).toMatchObject({ kind: "created", id: world.sandbox.tasks()[0]?.Id });
    expect(await world.idInFile()).toBe(world.sandbox.tasks()[0]?.Id);
    expect(await world.journal.listUnfinished()).toEqual([]);
  });

  it("26: a person may say that the unreadable operation created nothing", async () => {
    const world = await startWorld();
    world.sandbox.script([{ action: "CreateKafkaRecharge", phase: "headers", outcome: "reset" }]);
    await world.submit();
    await truncate(await onlyRecord(world), 10);
    const run = await world.submit({ answers: { "unreadable-record": { kind: "not-created" } } });
    expect(run.outcome).toMatchObject({ kind: "created", adopted: false });
    expect(world.sandbox.tasks()).toHaveLength(1);
  });

  it("26: recovery asks about it too, and forgets it only on a person's word", async () => {
    const world = await startWorld();
    await lostAnswer(world);
    await truncate(await onlyRecord(world), 10);
    const [asked] = await world.recoverAll();
    expect(asked?.outcome).toMatchObject({ kind: "unknown", reason: "unreadable" });
    const [forgotten] = await world.recoverAll({ answers: { "unreadable-record": { kind: "not-created" } } });
    expect(forgotten?.outcome).toMatchObject({ kind: "closed", reason: "not-created" });
    expect(await world.journal.listUnfinished()).toEqual([]);
  });

  it.each<[string, (call: Call, path: string) => boolean]>([
    ["the reserved space", (call, path) => call === "create" && path.endsWith(".created.next")],
    ["the intent", (call, path) => call === "create" && path.endsWith(".tmp")],
    ["the intent's name", (call) => call === "rename"],
  ])("27: a full disk at %s stops before anything is sent", async (_, refuses) => {
    const world = await startWorld({ disk: refusing(refuses) });
    const { outcome } = await world.submit();
    expect(outcome).toMatchObject({ kind: "refused", refusal: { kind: "journal", error: { code: "ENOSPC" } } });
    expect(world.creates()).toBe(0);
    expect(await readdir(join(world.state, "ops"))).toEqual([]);
    expect(await readdir(join(world.state, "locks"))).toEqual([]);
  });

  it.each(["ENOSPC", "EDQUOT"])("27: %s at the sent mark stops before the first byte", async (code) => {
    let full = false;
    const world = await startWorld({ disk: refusing(() => full, code) });
    const { outcome } = await world.submit({
      onPhase: (phase) => {
        if (phase === "connect") full = true;
      },
    });
    expect(outcome).toMatchObject({ kind: "refused", refusal: { kind: "journal", error: { code } } });
    expect(world.creates()).toBe(0);
    full = false;
    const [run] = await world.recoverAll();
    expect(run?.outcome).toMatchObject({ kind: "closed", reason: "never-sent" });
  });

  it("28: with no new block to be had the Id still becomes durable, in space reserved before", async () => {
    let full = false;
    const world = await startWorld({ disk: refusing((call) => full && call === "create") });
    const { outcome, rescued } = await world.submit({
      onPhase: (phase) => {
        if (phase === "connect") full = true;
      },
    });
    expect(outcome).toMatchObject({ kind: "created", warnings: [] });
    expect(rescued).toEqual([]);
    expect((await world.records()).map((record) => record.phase)).toEqual(["done"]);
  });

  it("28: when the journal cannot take the Id at all it is shown before the file is touched", async () => {
    let broken = false;
    const world = await startWorld({ disk: refusing(() => broken, "EIO") });
    const phases: string[] = [];
    const { outcome, rescued } = await world.submit({
      onPhase: (phase) => {
        phases.push(phase);
        if (phase === "sent") broken = true;
      },
    });
    const id = world.sandbox.tasks()[0]?.Id;
    expect(rescued).toMatchObject([{ id, why: { code: "EIO" } }]);
    expect(outcome).toMatchObject({ kind: "created", id, warnings: [{ kind: "journal" }, { kind: "journal" }] });
    expect(await world.idInFile()).toBe(id);
    broken = false;
    const [run] = await world.recoverAll();
    expect(run?.outcome).toMatchObject({ kind: "created", id });
  });

  it("29: a full disk under the file leaves the file as it was and the Id in the journal", async () => {
    const world = await startWorld();
    const file = await DiskTaskFile.open(
      world.path,
      refusing((call) => call === "create"),
    );
    const { outcome } = await world.submit({ file });
    const id = world.sandbox.tasks()[0]?.Id;
    expect(outcome).toMatchObject({ kind: "held", id, reason: "no-space" });
    expect(await world.text()).toBe(TEXT);
    expect(await readdir(world.directory)).toEqual(["orders.recharge.json", "state"]);
    const [run] = await world.recoverAll();
    expect(run?.outcome).toMatchObject({ kind: "created", id });
    expect(await world.idInFile()).toBe(id);
  });

  it("30: a file that cannot be written is refused before anything is sent", async () => {
    const world = await startWorld();
    await chmod(world.path, 0o444);
    const { outcome } = await world.submit();
    expect(outcome).toEqual({ kind: "refused", refusal: { kind: "file", obstacle: "read-only" } });
    expect(world.sandbox.requests).toEqual([]);
  });

  it("30: a file that becomes read-only meanwhile holds the Id back, and gets it when it can be written", async () => {
    const world = await startWorld();
    const { outcome } = await world.submit({
      file: await world.fileThat((call) => (call === "writeId" ? chmod(world.path, 0o444) : undefined)),
    });
    const id = world.sandbox.tasks()[0]?.Id;
    expect(outcome).toMatchObject({ kind: "held", id, reason: "read-only" });
    await chmod(world.path, 0o644);
    await world.recoverAll();
    expect(await world.idInFile()).toBe(id);
  });

  it("45: a rename that is refused for a moment is tried again for two seconds, then given up", async () => {
    const clock = new FakeClock();
    let refusals = 5;
    const busy = () => Promise.reject(Object.assign(new Error("EBUSY"), { code: "EBUSY" }));
    await renamePatiently("a", "b", clock, () => (refusals-- > 0 ? busy() : Promise.resolve()));
    expect(refusals).toBe(-1);
    await expect(renamePatiently("a", "b", clock, busy)).rejects.toThrow("EBUSY");
    expect(clock.seconds).toBeCloseTo(0.25 + 2, 5);
    let tries = 0;
    const missing = () => Promise.reject(Object.assign(new Error("ENOENT"), { code: "ENOENT", tries: ++tries }));
    await expect(renamePatiently("a", "b", clock, missing)).rejects.toThrow("ENOENT");
    expect(tries).toBe(1);
  });

  it("45: a file whose rename stays refused is held", async () => {
    const world = await startWorld();
    const file = await DiskTaskFile.open(
      world.path,
      refusing((call) => call === "rename", "EBUSY"),
    );
    expect((await world.submit({ file })).outcome).toMatchObject({ kind: "held", reason: "failed" });
    expect(await world.text()).toBe(TEXT);
    await world.recoverAll();
    expect(await world.idInFile()).toBe(world.sandbox.tasks()[0]?.Id);
  });
});
