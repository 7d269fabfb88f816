/** Fault table, rows 38 to 41: other processes, and time that jumps. */
import { spawnSync } from "node:child_process";
import promises, { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { openJournal } from "../../../cloud/journal/journal.ts";
import { type Acquired, acquire, type Lock } from "../../../cloud/journal/lock.ts";
import { outcomeText } from "../../../cloud/operation/outcome-text.ts";
import { type Clock, systemClock } from "../../../cloud/operation/ports.ts";
import { DiskTaskFile } from "../../../cloud/task/write-back.ts";
import { FakeClock, startWorld, type World } from "./world.ts";

const KEY = "key";

async function lockDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "locks-"));
  onTestFinished(() => rm(directory, { recursive: true }));
  return directory;
}

interface Options {
  clock?: Clock;
  wait?: number;
  signal?: AbortSignal;
  confirm?: (owner: string) => Promise<boolean>;
  keys?: string[];
}

function take(directory: string, options: Options = {}): Promise<Acquired> {
  const { clock = new FakeClock(), wait = 1000, signal = new AbortController().signal, keys = [KEY] } = options;
  const confirm = options.confirm ?? (() => Promise.reject(new Error("must not ask")));
  return acquire(directory, keys, { clock, wait, signal, confirm });
}

async function taken(directory: string, options: Options = {}): Promise<Lock> {
  const result = await take(directory, options);
  if (result.kind !== "ok") throw new Error(result.kind);
  onTestFinished(() => result.lock.release());
  return result.lock;
}

/** Writes a lock as its owner would have. */
async function leave(directory: string, owner: object): Promise<string> {
  const lock = await taken(directory, { keys: ["sample"] });
  const sample = JSON.parse(await readFile(join(directory, "sample"), "utf8"));
  await lock.release();
  const nonce = "0".repeat(36);
  await writeFile(join(directory, KEY), JSON.stringify({ ...sample, nonce, ...owner }));
  return nonce;
}

/** As on a file system without hard links. */
function refuseLinks(code: string): void {
  const link = vi.spyOn(promises, "link").mockRejectedValue(Object.assign(new Error(code), { code }));
  syncBuiltinESMExports();
  onTestFinished(() => {
    link.mockRestore();
    syncBuiltinESMExports();
  });
}

/** The pid of a process that has ended. */
const deadPid = () => spawnSync(process.execPath, ["-e", "0"]).pid;

/** Puts in the place of every lock what cannot be read, and that nobody can remove as a lock. */
async function spoilLocks({ state }: World): Promise<void> {
  const locks = join(state, "locks");
  for (const name of await readdir(locks)) {
    await rm(join(locks, name));
    await mkdir(join(locks, name));
  }
}

/** An operation that was cancelled after its request was sent; its task exists. */
async function leaveUnsettled(world: World): Promise<void> {
  const stop = new AbortController();
  world.sandbox.script([{ action: "CreateKafkaRecharge", commit: true, outcome: "reset" }]);
  world.clock.at(1, () => stop.abort());
  const { outcome } = await world.submit({ signal: stop.signal });
  expect(outcome).toMatchObject({ kind: "cancelled", known: { sent: true, name: "orders" } });
}

describe("row", () => {
  it("38: a double click creates one task; the second waits and then finds the Id", async () => {
    const world = await startWorld();
    // Both wait in real time: the world's own clock lets nobody wait, so the second would give up at once.
    const waiting = { journal: await openJournal(world.state, systemClock), clock: systemClock, lockWait: 60 };
    const runs = await Promise.all([0, 1].map(() => world.submit(waiting)));
    expect(world.sandbox.tasks()).toHaveLength(1);
    const kinds = runs.map(({ outcome }) => (outcome.kind === "refused" ? outcome.refusal.kind : outcome.kind));
    expect(kinds.sort()).toEqual(["created", "has-id"]);
    expect(await readdir(join(world.state, "locks"))).toEqual([]);
  });

  it("38: a second one that does not want to wait is told who is at work", async () => {
    const world = await startWorld();
    const second: Promise<unknown>[] = [];
    await world.submit({
      onPhase: (phase) => {
        if (phase === "sent") second.push(world.submit({ lockWait: 0 }).then(({ outcome }) => outcome));
      },
      file: await world.fileThat((call) => (call === "writeId" ? Promise.all(second) : undefined)),
    });
    const owner = expect.stringContaining(String(process.pid));
    expect(await Promise.all(second)).toEqual([{ kind: "refused", refusal: { kind: "busy", owner } }]);
    expect(world.sandbox.tasks()).toHaveLength(1);
  });

  it("38: a copy of the file with the same name meets the task of the first", async () => {
    const world = await startWorld();
    const copy = join(world.directory, "copy.recharge.json");
    await copyFile(world.path, copy);
    await world.submit();
    const { outcome, asked } = await world.submit({ file: await DiskTaskFile.open(copy) });
    expect(asked.map((question) => question.kind)).toEqual(["already-created"]);
    const otherFile = (await world.file()).uri;
    expect(outcome).toMatchObject({ kind: "refused", refusal: { kind: "already-created", otherFile } });
    expect(outcomeText(outcome).message).toContain(world.path);
    expect(world.sandbox.tasks()).toHaveLength(1);
  });

  it("38: a copy is refused while the first one's outcome is open, and told where", async () => {
    const world = await startWorld();
    const copy = join(world.directory, "copy.recharge.json");
    await copyFile(world.path, copy);
    await leaveUnsettled(world);
    const { outcome } = await world.submit({ file: await DiskTaskFile.open(copy) });
    expect(outcome).toMatchObject({ kind: "refused", refusal: { kind: "unfinished", uri: (await world.file()).uri } });
    expect(world.sandbox.tasks()).toHaveLength(1);
  });

  it("38: waiting for a lock can be cancelled", async () => {
    const directory = await lockDirectory();
    await taken(directory);
    const stop = new AbortController();
    const waiting = take(directory, { clock: systemClock, wait: 600_000, signal: stop.signal });
    stop.abort();
    expect(await waiting).toEqual({ kind: "cancelled" });
  });

  it("39: the lock of a process that is gone is taken over without a question", async () => {
    const directory = await lockDirectory();
    await leave(directory, { pid: deadPid() });
    await taken(directory);
    expect(await readdir(directory)).toEqual([KEY]);
  });

  it("39: so is the lock of a process whose pid another one has now", async () => {
    const directory = await lockDirectory();
    await leave(directory, { pidStart: "another boot 1" });
    await taken(directory);
  });

  it("39: of several locks each dead one is taken over, and the loss of one leaves the others one's own", async () => {
    const directory = await lockDirectory();
    const keys = [KEY, "other"];
    await leave(directory, { pid: deadPid() });
    await copyFile(join(directory, KEY), join(directory, "other"));
    const lock = await taken(directory, { keys });
    expect((await readdir(directory)).sort()).toEqual(keys);
    expect(await lock.lostTo()).toBeUndefined();
    await rm(join(directory, KEY));
    await leave(directory, { host: "elsewhere" });
    expect(await lock.lostTo()).toContain("elsewhere");
    expect(await take(directory, { keys: ["other"], wait: 0 })).toMatchObject({ kind: "busy" });
    await lock.release();
    expect(await readdir(directory)).toEqual([KEY]);
  });

  it.each([
    ["Linux with FAT", "EPERM"],
    ["macOS with SMB", "ENOTSUP"],
    ["Windows with exFAT", "EISDIR"],
  ])("39: without hard links, on %s, one at a time has a lock all the same", async (_, code) => {
    refuseLinks(code);
    const directory = await lockDirectory();
    await leave(directory, { pid: deadPid() });
    const lock = await taken(directory);
    expect(await take(directory)).toMatchObject({ kind: "busy" });
    await lock.release();
    expect(await readdir(directory)).toEqual([]);
  });

  it("39: a living owner keeps its lock", async () => {
    const directory = await lockDirectory();
    const lock = await taken(directory);
    expect(await take(directory)).toEqual({ kind: "busy", owner: expect.stringContaining(hostname()) });
    expect(await lock.lostTo()).toBeUndefined();
  });

  it.each([
    ["another host", { host: "elsewhere" }, 60_000],
    ["another host, also by those who would not wait,", { host: "elsewhere" }, 0],
    ["a host that does not tell when a process started", { pidStart: undefined }, 60_000],
  ])(
    "39: an owner on %s is asked about only after it has been silent, and a no is respected",
    async (_, owner, wait) => {
      const directory = await lockDirectory();
      await leave(directory, owner);
      const clock = new FakeClock();
      const asked: number[] = [];
      const answering = (yes: boolean) => async () => {
        asked.push(clock.seconds);
        return yes;
      };
      expect(await take(directory, { clock, wait, confirm: answering(false) })).toMatchObject({ kind: "busy" });
      await taken(directory, { clock, wait, confirm: answering(true) });
      expect(asked[0]).toBeGreaterThanOrEqual(15);
      expect(asked).toHaveLength(2);
    },
  );

  it.each([60_000, 0])(
    "39: an owner on another host that keeps its heartbeat is never asked about: %i",
    async (wait) => {
      const directory = await lockDirectory();
      await leave(directory, { host: "elsewhere" });
      const clock = new FakeClock();
      for (let second = 5; second <= 60; second += 5) {
        clock.at(second, async () => writeFile(join(directory, KEY), await readFile(join(directory, KEY))));
      }
      expect(await take(directory, { clock, wait })).toMatchObject({
        kind: "busy",
        owner: expect.stringContaining("elsewhere"),
      });
    },
  );

  it("39: the runner puts the question to the person", async () => {
    const world = await startWorld();
    await leaveUnsettled(world);
    const [unfinished] = await world.journal.listUnfinished();
    const locks = join(world.state, "locks");
    for (const key of unfinished?.record?.keys ?? []) {
      await leave(locks, { host: "elsewhere" });
      await copyFile(join(locks, KEY), join(locks, key));
      await rm(join(locks, KEY));
    }
    expect((await world.journal.listUnfinished())[0]?.owner).toContain("elsewhere");
    const no = await world.submit({ lockWait: 60 });
    expect(no.asked).toMatchObject([{ kind: "foreign-lock", owner: expect.stringContaining("elsewhere") }]);
    expect(no.outcome).toMatchObject({ kind: "refused", refusal: { kind: "busy" } });
    const yes = await world.submit({ lockWait: 60, answers: { "foreign-lock": { kind: "take-over" } } });
    expect(yes.outcome).toMatchObject({ kind: "created" });
    // For both keys at once.
    expect(yes.asked).toHaveLength(1);
  });

  it("39: a lock that a crash has torn is asked about", async () => {
    const directory = await lockDirectory();
    await writeFile(join(directory, KEY), '{"pid":');
    await taken(directory, { wait: 60_000, confirm: async () => true });
  });

  it("39: of many takers of a dead lock one at a time has it", async () => {
    const directory = await lockDirectory();
    await leave(directory, { pid: deadPid() });
    let holders = 0;
    let most = 0;
    const one = async () => {
      const result = await take(directory, { clock: systemClock, wait: 60_000 });
      if (result.kind !== "ok") throw new Error(result.kind);
      most = Math.max(most, ++holders);
      await new Promise((resolve) => setImmediate(resolve));
      holders--;
      await result.lock.release();
    };
    await Promise.all(Array.from({ length: 12 }, one));
    expect(most).toBe(1);
    expect(await readdir(directory)).toEqual([]);
  });

  it("39: an owner that was wrongly taken for gone notices before it sends", async () => {
    const world = await startWorld();
    const api = world.api();
    const create = api.create.bind(api);
    api.create = async (body, options) => {
      const locks = join(world.state, "locks");
      for (const name of await readdir(locks)) {
        const owner = JSON.parse(await readFile(join(locks, name), "utf8"));
        await writeFile(join(locks, name), JSON.stringify({ ...owner, nonce: "0".repeat(36) }));
      }
      return create(body, options);
    };
    const { outcome } = await world.submit({ api });
    expect(outcome).toMatchObject({ kind: "refused", refusal: { kind: "busy" } });
    expect(world.creates()).toBe(0);
  });

  it("39: a lock that cannot be read any more keeps the request from being sent", async () => {
    const world = await startWorld();
    const api = world.api();
    const create = api.create.bind(api);
    api.create = async (body, options) => {
      await spoilLocks(world);
      return create(body, options);
    };
    const { outcome } = await world.submit({ api });
    expect(outcome).toMatchObject({ kind: "refused", refusal: { kind: "journal", error: { code: "EISDIR" } } });
    expect(world.creates()).toBe(0);
  });

  it("39: a lock that cannot be given back does not hide what was done", async () => {
    const world = await startWorld();
    const file = await world.fileThat((call) => (call === "writeId" ? spoilLocks(world) : undefined));
    const { outcome } = await world.submit({ file });
    expect(outcome).toMatchObject({ kind: "created", id: world.sandbox.tasks()[0]?.Id });
  });

  it("40: while the old extension host is at work the new one leaves its operation alone, then settles it", async () => {
    const world = await startWorld();
    const early: unknown[] = [];
    world.sandbox.script([{ action: "CreateKafkaRecharge", commit: true, outcome: "reset" }]);
    const old = await world
      .submit({
        file: await world.fileThat(async (call) => {
          if (call !== "writeId") return;
          const journal = await openJournal(world.state);
          const [unfinished] = await journal.listUnfinished();
          early.push(unfinished?.owner);
          early.push((await world.recover(unfinished?.opId ?? "", { lockWait: 0 })).outcome);
          throw new Error("the host is killed");
        }),
      })
      .catch((error: Error) => error.message);
    expect(old).toBe("the host is killed");
    const owner = expect.stringContaining(String(process.pid));
    expect(early).toEqual([owner, { kind: "refused", refusal: { kind: "busy", owner } }]);
    const [settled] = await world.recoverAll();
    expect(settled?.outcome).toMatchObject({ kind: "created", id: world.sandbox.tasks()[0]?.Id });
    expect(world.sandbox.tasks()).toHaveLength(1);
  });

  it("41: sleep does not count as quiet: the period begins again when the machine wakes", async () => {
    const world = await startWorld();
    world.sandbox.script([{ action: "CreateKafkaRecharge", commit: "later", outcome: "reset" }]);
    world.clock.at(50, () => {
      world.clock.jump += 8 * 60 * 60 * 1000;
    });
    world.clock.at(100, () => world.sandbox.commitPending());
    const { outcome } = await world.submit();
    expect(outcome).toMatchObject({ kind: "created", adopted: true });
    expect(world.clock.seconds).toBeGreaterThanOrEqual(110);
  });

  it("41: a wall clock that is set back changes nothing", async () => {
    const world = await startWorld();
    world.sandbox.script([{ action: "CreateKafkaRecharge", commit: true, outcome: "reset" }]);
    world.clock.at(10, () => {
      world.clock.jump -= 8 * 60 * 60 * 1000;
    });
    expect((await world.submit()).outcome).toMatchObject({ kind: "created", adopted: true });
    expect(world.clock.seconds).toBe(60);
  });
});
