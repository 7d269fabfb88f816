import promises, {
  chmod,
  chown,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  symlink,
  truncate,
  utimes,
  writeFile,
} from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { type Disk, disk } from "../../../cloud/journal/disk.ts";
import { isTombstone, isUnfinished, type Journal, openJournal } from "../../../cloud/journal/journal.ts";
import { JournalError } from "../../../cloud/journal/journal-error.ts";
import { decodeRecord, encodeRecord, fileKey, type OpRecord } from "../../../cloud/journal/record.ts";
import { type Clock, systemClock } from "../../../cloud/operation/ports.ts";
import { makeRecord, URI } from "./records.ts";

interface Place {
  journal: Journal;
  state: string;
  ops: string;
  locks: string;
}

async function place(options: { disk?: Disk; clock?: Clock } = {}): Promise<Place> {
  const directory = await mkdtemp(join(tmpdir(), "journal-"));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  const state = join(directory, "state");
  const journal = await openJournal(state, options.clock ?? systemClock, options.disk ?? disk);
  return { journal, state, ops: join(state, "ops"), locks: join(state, "locks") };
}

/** Puts a record there as it is. */
async function leave({ ops }: Place, record: OpRecord): Promise<OpRecord> {
  await writeFile(join(ops, `${record.opId}.json`), encodeRecord(record));
  return record;
}

const mode = async (path: string) => (await lstat(path)).mode & 0o777;
const failing = (code: string) => Promise.reject(Object.assign(new Error(`${code}: no`), { code }));

/** Paths of what is flushed to the disk from now on. */
function flushed(): string[] {
  const paths: string[] = [];
  const { open } = promises;
  const spy = vi.spyOn(promises, "open").mockImplementation(async (path, ...how) => {
    const file = await open(path, ...how);
    const sync = file.sync.bind(file);
    return Object.assign(file, { sync: () => sync().then(() => void paths.push(String(path))) });
  });
  syncBuiltinESMExports();
  onTestFinished(() => {
    spy.mockRestore();
    syncBuiltinESMExports();
  });
  return paths;
}

describe("the state directory", () => {
  it.runIf(process.platform !== "win32")("is on the disk with all that leads to it, once it is made", async () => {
    const { state } = await place();
    const made = join(state, "of", "somebody");
    const paths = flushed();
    await openJournal(made);
    expect(paths.sort()).toEqual([state, join(state, "of"), made]);
    await openJournal(made);
    expect(paths).toHaveLength(3);
  });

  it("is the user's alone, and so is everything in it", async () => {
    const here = await place();
    const record = makeRecord();
    await here.journal.begin(record);
    const lock = await here.journal.lock(["key"], {
      signal: new AbortController().signal,
      wait: 0,
      confirm: async () => false,
    });
    if (lock.kind !== "ok") throw new Error(lock.kind);
    for (const directory of [here.state, here.ops, here.locks]) expect(await mode(directory)).toBe(0o700);
    for (const directory of [here.ops, here.locks]) {
      for (const name of await readdir(directory)) expect(await mode(join(directory, name)), name).toBe(0o600);
    }
    await lock.lock.release();
    expect(await readdir(here.locks)).toEqual([]);
  });

  it("is made the user's alone when it was open to others", async () => {
    const here = await place();
    for (const directory of [here.state, here.ops, here.locks]) await chmod(directory, 0o755);
    await openJournal(here.state);
    for (const directory of [here.state, here.ops, here.locks]) expect(await mode(directory)).toBe(0o700);
  });

  it.each(["", "ops", "locks"])("is refused when it, or what is in it, is a symbolic link: /%s", async (child) => {
    const here = await place();
    const path = join(here.state, child);
    const elsewhere = `${here.state}-elsewhere`;
    await mkdir(elsewhere);
    await rm(path, { recursive: true });
    await symlink(elsewhere, path);
    await expect(openJournal(here.state)).rejects.toThrow(
      `The state directory ${path} is a link or a file, which is not safe.`,
    );
    await expect(openJournal(here.state)).rejects.toBeInstanceOf(JournalError);
    expect(await readdir(elsewhere)).toEqual([]);
  });

  it("is refused when it is a file", async () => {
    const here = await place();
    await rm(here.ops, { recursive: true });
    await writeFile(here.ops, "");
    await expect(openJournal(here.state)).rejects.toMatchObject({ name: "JournalError", code: "EEXIST" });
  });

  it.runIf(process.getuid?.() === 0)("is refused when it belongs to somebody else", async () => {
    const here = await place();
    await chown(here.ops, 12345, 12345);
    await expect(openJournal(here.state)).rejects.toThrow(`The state directory ${here.ops} belongs to another user.`);
  });
});

describe("a new operation", () => {
  it("reserves blocks for its later phases, with room to grow", async () => {
    const here = await place();
    const record = makeRecord();
    await here.journal.begin(record);
    expect((await readdir(here.ops)).sort()).toEqual(
      ["created.next", "done.next", "json", "sent.next"].map((end) => `${record.opId}.${end}`),
    );
    for (const phase of ["sent", "created", "done"]) {
      expect((await readFile(join(here.ops, `${record.opId}.${phase}.next`))).toString()).toBe(" ".repeat(4096));
    }
    const large = makeRecord({ before: Array.from({ length: 100 }, (_, i) => `id-${i}`.padEnd(36, "x")) });
    await here.journal.begin(large);
    expect((await lstat(join(here.ops, `${large.opId}.sent.next`))).size).toBe(8192);
    expect(encodeRecord(large).length).toBeGreaterThan(4096 - 2048);
  });

  it.each(["create", "rename"] as const)("leaves nothing behind when %s fails", async (call) => {
    let left = call === "create" ? 3 : 0;
    const here = await place({
      disk: { ...disk, [call]: (a: string, b: never) => (left-- > 0 ? disk[call](a, b) : failing("ENOSPC")) },
    });
    const begun = here.journal.begin(makeRecord());
    await expect(begun).rejects.toMatchObject({ name: "JournalError", code: "ENOSPC", message: "ENOSPC: no" });
    await expect(begun).rejects.toMatchObject({
      recorded: { code: "ENOSPC", message: "ENOSPC: no", requestId: undefined },
    });
    expect(await readdir(here.ops)).toEqual([]);
  });
});

describe("an operation's next phase", () => {
  it("fills the space reserved for it and needs no new file", async () => {
    let created = 0;
    const counting: Disk = {
      ...disk,
      create(path, bytes) {
        created++;
        return disk.create(path, bytes);
      },
    };
    const here = await place({ disk: counting });
    const record = makeRecord();
    await here.journal.begin(record);
    created = 0;
    for (const phase of ["sent", "created"] as const) {
      await here.journal.update({ ...record, phase, id: "id" });
      const bytes = await readFile(join(here.ops, `${record.opId}.json`));
      expect(bytes).toHaveLength(4096);
      expect(decodeRecord(bytes)).toEqual({ ...record, phase, id: "id" });
      expect(await readdir(here.ops)).not.toContain(`${record.opId}.${phase}.next`);
    }
    expect(created).toBe(0);
  });

  it("is whole even when it has outgrown that space", async () => {
    const here = await place();
    const record = makeRecord();
    await here.journal.begin(record);
    const long = { ...record, phase: "sent" as const, name: "x".repeat(5000) };
    await here.journal.update(long);
    expect(await here.journal.get(record.opId)).toEqual(long);
    expect((await readdir(here.ops)).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });

  it.each(["fill", "rename"] as const)(
    "is written anew when that space cannot be used: %s fails once",
    async (call) => {
      let broken = false;
      const here = await place({
        disk: {
          ...disk,
          [call]: (a: string, b: never) => {
            const now = broken;
            broken = false;
            return now ? failing("EIO") : disk[call](a, b);
          },
        },
      });
      const record = makeRecord();
      await here.journal.begin(record);
      broken = true;
      await here.journal.update({ ...record, phase: "sent" });
      expect(broken).toBe(false);
      expect(await here.journal.get(record.opId)).toEqual({ ...record, phase: "sent" });
    },
  );

  it("is an error of the journal where nothing can be made and nothing removed", async () => {
    const here = await place();
    await rm(here.ops, { recursive: true });
    await writeFile(here.ops, "");
    const error = expect.objectContaining({ code: "ENOTDIR", message: expect.stringContaining("open") });
    await expect(here.journal.begin(makeRecord())).rejects.toEqual(error);
    await expect(here.journal.begin(makeRecord())).rejects.toThrow(JournalError);
  });

  it("leaves the record as it was when nothing can be written", async () => {
    let broken = false;
    const guard = (call: "create" | "fill" | "rename") => (a: string, b: never) =>
      broken ? failing("EIO") : disk[call](a, b);
    const here = await place({ disk: { create: guard("create"), fill: guard("fill"), rename: guard("rename") } });
    const record = makeRecord();
    await here.journal.begin(record);
    broken = true;
    await expect(here.journal.update({ ...record, phase: "sent" })).rejects.toMatchObject({
      name: "JournalError",
      code: "EIO",
    });
    expect(await here.journal.get(record.opId)).toEqual(record);
  });

  it.each(["done", "rejected", "aborted"] as const)(
    "%s is the last: the reserved space is given back",
    async (phase) => {
      const here = await place();
      const record = makeRecord();
      await here.journal.begin(record);
      await here.journal.update({ ...record, phase });
      expect(await readdir(here.ops)).toEqual([`${record.opId}.json`]);
    },
  );
});

describe("a record that cannot be read", () => {
  const damages: [string, (path: string) => Promise<void>][] = [
    ["torn", (path) => truncate(path, 100)],
    ["of no length", (path) => truncate(path, 0)],
    ["half JSON", async (path) => writeFile(path, (await readFile(path, "utf8")).split(",")[0] ?? "")],
    ["not UTF-8", async (path) => writeFile(path, (await readFile(path)).fill(0xff, 5, 6))],
    ["of a newer version", (path) => writeFile(path, encodeRecord(makeRecord({ version: 2 as unknown as 1 })))],
  ];

  it.each(damages)("(%s) is set aside as it is, and named", async (_, damage) => {
    const here = await place();
    const record = await leave(here, makeRecord({ phase: "sent" }));
    await damage(join(here.ops, `${record.opId}.json`));
    const bytes = await readFile(join(here.ops, `${record.opId}.json`));
    expect(await here.journal.find([fileKey(URI)])).toEqual({ records: [], unreadable: [record.opId] });
    expect(await readdir(here.ops)).toEqual([`${record.opId}.unreadable`]);
    expect(await readFile(join(here.ops, `${record.opId}.unreadable`))).toEqual(bytes);
    // It stays so, for everybody who asks, until a person discards it.
    expect(await here.journal.get(record.opId)).toBeUndefined();
    expect(await here.journal.listUnfinished()).toEqual([{ opId: record.opId, record: undefined, owner: undefined }]);
    expect((await here.journal.find([], record.opId)).unreadable).toEqual([record.opId]);
    expect((await here.journal.find(["f".repeat(64)])).unreadable).toEqual([]);
    await here.journal.forget(record.opId);
    expect(await readdir(here.ops)).toEqual([]);
  });

  it("because it is a symbolic link is an error, and the link is not followed", async () => {
    const here = await place();
    const record = makeRecord();
    await writeFile(join(here.state, "elsewhere"), encodeRecord(record));
    await symlink(join(here.state, "elsewhere"), join(here.ops, `${record.opId}.json`));
    await expect(here.journal.all()).rejects.toMatchObject({ name: "JournalError", code: "ELOOP" });
    await expect(here.journal.find(record.keys)).rejects.toBeInstanceOf(JournalError);
  });

  it("because the directory is gone is an error", async () => {
    const here = await place();
    await rm(here.ops, { recursive: true });
    await expect(here.journal.listUnfinished()).rejects.toMatchObject({ name: "JournalError", code: "ENOENT" });
    await expect(here.journal.prune()).rejects.toMatchObject({ name: "JournalError", code: "ENOENT" });
  });

  it.each(["get", "forget", "discardUnreadable"] as const)(
    "or forgotten is an error of the journal: %s",
    async (call) => {
      const here = await place();
      const { opId } = makeRecord();
      for (const kind of ["json", "unreadable"]) await mkdir(join(here.ops, `${opId}.${kind}`));
      await expect(here.journal[call](opId)).rejects.toThrow(JournalError);
    },
  );

  it("is an error of the journal, too, where it is a lock", async () => {
    const here = await place();
    const { keys } = await leave(here, makeRecord({ phase: "sent" }));
    for (const key of keys) await mkdir(join(here.locks, key));
    await expect(here.journal.listUnfinished()).rejects.toThrow(JournalError);
  });

  it("has a name that is no path", async () => {
    const here = await place();
    await writeFile(join(here.state, "x.json"), encodeRecord(makeRecord()));
    await writeFile(join(here.state, "x.unreadable"), "");
    expect(await here.journal.get("../x")).toBeUndefined();
    await here.journal.discardUnreadable("../x");
    expect(await readdir(here.state)).toContain("x.unreadable");
    expect(await here.journal.get(makeRecord().opId)).toBeUndefined();
  });
});

describe("what is known", () => {
  it("comes oldest first, and files that are no records do not matter", async () => {
    const here = await place();
    const at = (hour: number) => ({ startedAt: `2026-01-01T${String(hour).padStart(2, "0")}:00:00.000Z` });
    const records = [];
    for (const hour of [3, 1, 4, 2, 0]) records.push(await leave(here, makeRecord(at(hour), `task-${hour}`)));
    await writeFile(join(here.ops, "README.json"), "{}");
    await writeFile(join(here.ops, "README.unreadable"), "{}");
    await writeFile(join(here.ops, `${records[0]?.opId}.copy`), "{}");
    expect((await here.journal.all()).map((record) => record.name)).toEqual([0, 1, 2, 3, 4].map((n) => `task-${n}`));
    expect(await readdir(here.ops)).toContain("README.json");
    expect((await here.journal.find([])).unreadable).toEqual([]);
  });

  it("is found by either key, and by name", async () => {
    const here = await place();
    const one = await leave(here, makeRecord());
    const other = await leave(here, makeRecord({ uri: "file:///other" }, "other"));
    const found = async (keys: string[], opId?: string) => (await here.journal.find(keys, opId)).records;
    expect(await found([fileKey(URI)])).toEqual([one]);
    for (const key of other.keys) expect(await found([key])).toEqual([other]);
    expect(await found([], one.opId)).toEqual([one]);
    expect(await found([])).toEqual([]);
  });

  it("as unfinished is what may still have to be settled, with who is at work on it", async () => {
    const here = await place();
    const open = [];
    for (const [hour, phase] of (["intent", "sent", "created"] as const).entries()) {
      open.push(await leave(here, makeRecord({ phase, startedAt: `2026-01-01T0${hour}:00:00.000Z` }, phase)));
    }
    for (const phase of ["done", "rejected", "aborted"] as const) await leave(here, makeRecord({ phase }, phase));
    expect(await here.journal.listUnfinished()).toEqual(
      open.map((record) => ({ opId: record.opId, record, owner: undefined })),
    );

    const signal = new AbortController().signal;
    const lock = await here.journal.lock(open[1]?.keys ?? [], { signal, wait: 0, confirm: async () => false });
    if (lock.kind !== "ok") throw new Error(lock.kind);
    // The file's lock is that of all three.
    const owner = expect.stringContaining(String(process.pid));
    expect((await here.journal.listUnfinished()).map((one) => one.owner)).toEqual([owner, owner, owner]);
    await lock.lock.release();
  });

  it("of phases and kinds", () => {
    expect((["intent", "sent", "created", "done", "rejected", "aborted"] as const).filter(isUnfinished)).toEqual([
      "intent",
      "sent",
      "created",
    ]);
    expect(isTombstone(makeRecord({ phase: "done", id: "id" }))).toBe(true);
    expect(isTombstone(makeRecord({ phase: "done" }))).toBe(false);
    expect(isTombstone(makeRecord({ phase: "created", id: "id" }))).toBe(false);
    expect(isTombstone(makeRecord({ phase: "done", id: "id", kind: "delete" }))).toBe(false);
  });

  it("of a file is the last task created from it", async () => {
    const here = await place();
    const done = (hour: number, fields: Partial<OpRecord> = {}) =>
      leave(
        here,
        makeRecord({
          phase: "done",
          id: `id-${hour}`,
          startedAt: `2026-01-01T0${hour}:00:00.000Z`,
          updatedAt: `${hour}`,
          ...fields,
        }),
      );
    expect(await here.journal.createdFrom(URI)).toBeUndefined();
    await done(1);
    await done(2);
    await done(3, { kind: "modify" });
    await done(4, { phase: "sent" });
    // A copy under the same key that is not this file.
    await leave(here, {
      ...makeRecord({ phase: "done", id: "id-5", startedAt: "2026-01-01T05:00:00.000Z" }),
      uri: "file:///x",
    });
    expect(await here.journal.createdFrom(URI)).toEqual({ id: "id-2", createdAt: "2" });
    expect(await here.journal.createdFrom("file:///y")).toBeUndefined();
    const topicOf = await here.journal.topics();
    expect(topicOf("id-2", "ap-guangzhou")).toBe("topic");
    expect(topicOf("id-2", "ap-shanghai")).toBeUndefined();
    expect(topicOf("id-9", "ap-guangzhou")).toBeUndefined();
  });
});

describe("a task that is gone", () => {
  it("is forgotten, and no other", async () => {
    const here = await place();
    await leave(here, makeRecord({ phase: "done", id: "gone" }, "a"));
    const copy = makeRecord({ phase: "done", id: "gone", uri: "file:///copy" }, "a");
    await leave(here, copy);
    const kept = [
      await leave(here, makeRecord({ phase: "done", id: "other" }, "b")),
      await leave(here, makeRecord({ phase: "done", id: "gone", kind: "delete" }, "c")),
      await leave(here, makeRecord({ phase: "created", id: "gone" }, "d")),
    ];
    await here.journal.taskDeleted("gone");
    expect((await here.journal.all()).map((record) => record.opId).sort()).toEqual(
      kept.map((record) => record.opId).sort(),
    );
  });
});

describe("a file that moves", () => {
  it("takes its records along, its reserved space is given back, and others stay", async () => {
    const here = await place();
    const record = makeRecord({ phase: "created", id: "id" });
    await here.journal.begin(record);
    const same = await leave(here, { ...makeRecord({ phase: "done" }), uri: "file:///x" });
    await here.journal.fileMoved(URI, "file:///new");
    const records = await here.journal.all();
    const moved = records.find((one) => one.uri === "file:///new");
    expect(moved).toMatchObject({ phase: "created", id: "id" });
    expect(moved?.keys).toEqual([...record.keys.filter((key) => key !== fileKey(URI)), fileKey("file:///new")].sort());
    expect((await here.journal.find([fileKey("file:///new")])).records).toEqual([moved]);
    const remote = record.keys.filter((key) => key !== fileKey(URI));
    expect((await here.journal.find(remote)).records).toContainEqual(moved);
    expect((await readdir(here.ops)).sort()).toEqual([`${moved?.opId}.json`, `${same.opId}.json`].sort());
  });

  it("keeps its keys in order, wherever it goes", async () => {
    const here = await place();
    const places = Array.from({ length: 8 }, (_, index) => `file:///place-${index}`);
    let from = URI;
    await leave(here, makeRecord({ phase: "done" }));
    for (const to of places) {
      await here.journal.fileMoved(from, to);
      const [record] = await here.journal.all();
      expect(record?.keys).toEqual([...(record?.keys ?? [])].sort());
      expect(record?.keys).toContain(fileKey(to));
      from = to;
    }
  });

  it("leaves alone what somebody is at work on", async () => {
    const here = await place();
    const record = await leave(here, makeRecord({ phase: "sent" }));
    const signal = new AbortController().signal;
    const lock = await here.journal.lock(record.keys, { signal, wait: 0, confirm: async () => false });
    if (lock.kind !== "ok") throw new Error(lock.kind);
    await here.journal.fileMoved(URI, "file:///new");
    expect(await here.journal.all()).toEqual([record]);
    await lock.lock.release();
  });
});

describe("a person's word ends an operation", () => {
  it("whose task is known as done, and one without as aborted", async () => {
    const clock = { ...systemClock, now: () => Date.UTC(2026, 5, 1) };
    const here = await place({ clock });
    const known = await leave(here, makeRecord({ phase: "created", id: "id" }));
    const unknown = await leave(here, makeRecord({ phase: "sent" }, "unknown"));
    await here.journal.forget(known.opId);
    await here.journal.forget(unknown.opId);
    const updatedAt = "2026-06-01T00:00:00.000Z";
    expect(await here.journal.get(known.opId)).toEqual({ ...known, phase: "done", updatedAt });
    expect(await here.journal.get(unknown.opId)).toEqual({ ...unknown, phase: "aborted", updatedAt });
  });
});

describe("tidying up", () => {
  const DAY = 24 * 60 * 60 * 1000;
  // Whole seconds, which every file system keeps as they are.
  const now = Math.trunc(Date.now() / 1000) * 1000;
  const clock: Clock = { ...systemClock, now: () => now };
  const aged = async (path: string, days: number) => {
    const time = new Date(now - days * DAY);
    await utimes(path, time, time);
  };

  it("removes what ended more than ninety days ago, never what is unfinished", async () => {
    const here = await place();
    const kept = [];
    for (const [name, phase, days] of [
      ["old", "done", 91],
      ["old-aborted", "aborted", 91],
      ["recent", "done", 90],
      ["open", "sent", 400],
    ] as const) {
      const record = await leave(here, makeRecord({ phase }, name));
      await aged(join(here.ops, `${record.opId}.json`), days);
      if (!name.startsWith("old")) kept.push(record.opId);
    }
    await openJournal(here.state, clock);
    expect((await here.journal.all()).map((record) => record.opId).sort()).toEqual(kept.sort());
  });

  it("removes what crashes left lying about more than a day ago", async () => {
    const here = await place();
    const record = makeRecord();
    await here.journal.begin(record);
    const gone = makeRecord().opId;
    const files: [string, number, boolean][] = [
      ["ops/draft.tmp", 2, true],
      ["ops/recent.tmp", 1, false],
      ["ops/somebodys.tmpl", 2, false],
      ["ops/somebodys.attmp", 2, false],
      ["ops/without-phase.next", 2, true],
      [`ops/${gone}.sent.next`, 2, true],
      [`ops/${gone}.done.next`, 0.5, false],
      [`ops/${record.opId}.sent.next`, 2, false],
      [`ops/${gone}.unreadable`, 400, false],
      ["locks/key.0000.new", 2, true],
      ["locks/key.0000.dead", 2, true],
      ["locks/key", 2, false],
      ["locks/key.0000", 2, false],
    ];
    for (const [name, days] of files) {
      if (!name.includes(record.opId)) await writeFile(join(here.state, name), "");
      await aged(join(here.state, name), days);
    }
    await openJournal(here.state, clock);
    const left = [
      ...(await readdir(here.ops)).map((name) => `ops/${name}`),
      ...(await readdir(here.locks)).map((name) => `locks/${name}`),
    ];
    for (const [name, , removed] of files) expect(left.includes(name), name).toBe(!removed);
    expect(await here.journal.get(record.opId)).toEqual(record);
  });
});
