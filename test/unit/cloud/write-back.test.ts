import {
  chmod,
  chown,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rename,
  rm,
  symlink,
  utimes,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it, onTestFinished } from "vitest";
import { type Disk, disk } from "../../../cloud/journal/disk.ts";
import { WriteBackError } from "../../../cloud/operation/operation.ts";
import { idOf, idRemoval, idWriting } from "../../../cloud/task/id-edit.ts";
import { DiskTaskFile } from "../../../cloud/task/write-back.ts";
import { applyEdits, EditError } from "../../../document/edit.ts";

const TEXT = '{\n  "Name": "orders"\n}\n';
const WITH_ID = '{\n  "Id": "new",\n  "Name": "orders"\n}\n';

async function put(content: string | Buffer = TEXT): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "write-back-"));
  onTestFinished(async () => {
    await chmod(directory, 0o700);
    await rm(directory, { recursive: true });
  });
  const path = join(directory, "orders.recharge.json");
  await writeFile(path, content);
  return path;
}

async function failure(work: () => unknown): Promise<WriteBackError> {
  try {
    await work();
  } catch (error) {
    if (error instanceof WriteBackError) return error;
    throw error;
  }
  throw new Error("it did not fail");
}

const failing = (code: string) => () => Promise.reject(Object.assign(new Error(`${code}: no`), { code }));

describe("the Id of a text", () => {
  it.each([
    ['{"Id": "x"}', "x"],
    ['{"Id": 5}', "5"],
    ['{"Id": "x", "Id": "y"}', "y"],
    ['{"Id": ""}', undefined],
    ['{"Id": null}', undefined],
    ['{"A": {"Id": "x"}}', undefined],
    ["[]", undefined],
    ["", undefined],
  ])("%s is %s", (text, id) => {
    expect(idOf(text)).toBe(id);
  });

  it("is written where there is none, and not where it is already", () => {
    expect(applyEdits(TEXT, idWriting(TEXT, "new"))).toBe(WITH_ID);
    expect(idWriting(WITH_ID, "new")).toEqual([]);
    expect(idWriting(WITH_ID, "new", "other")).toEqual([]);
  });

  it("is written in the place of the very one that may go", async () => {
    const old = WITH_ID.replace("new", "old");
    expect(applyEdits(old, idWriting(old, "new", "old"))).toBe(WITH_ID);
    for (const replace of [undefined, "other"]) {
      expect(await failure(() => idWriting(old, "new", replace))).toMatchObject({
        reason: "other-id",
        found: "old",
        message: "The file holds another Id: old",
      });
    }
  });

  it.each([
    ["{", "unparsable"],
    ["[]", "unparsable"],
    ['{"Id": "", "Id": ""}', "unparsable"],
  ])("is not written into %s", async (text, reason) => {
    const error = await failure(() => idWriting(text, "new"));
    expect(error).toMatchObject({ name: "WriteBackError", reason, found: undefined, cause: expect.any(EditError) });
    expect(error.message).not.toBe("");
  });

  it("names all that is in its way, a line each", async () => {
    const text = '{"Id": "", "Id": "", "a": 1, "a": 2}';
    const { message } = await failure(() => idRemoval(text, "new"));
    expect(message.split("\n")).toEqual([expect.stringContaining("“Id”"), expect.stringContaining("“a”")]);
  });

  it("is escaped", () => {
    expect(applyEdits("{}", idWriting("{}", 'a"\n'))).toBe('{"Id": "a\\"\\n"}');
  });

  it("is removed when it is the one, and nothing else is", () => {
    expect(applyEdits(WITH_ID, idRemoval(WITH_ID, "new"))).toBe(TEXT);
    expect(idRemoval(WITH_ID, "other")).toEqual([]);
    expect(idRemoval(TEXT, "new")).toEqual([]);
    expect(idRemoval('{"Id": 5}', "5")).toEqual([]);
  });

  it.each(["", "{", '{"Id": "new"', '{"Id": "new", "Id": "new"}', "[]"])(
    "is not removed from %j, of which nobody knows what it says",
    async (text) => {
      const error = await failure(() => idRemoval(text, "new"));
      expect(error).toMatchObject({ reason: "unparsable" });
      expect(error.message).not.toBe("");
    },
  );
});

describe("a file", () => {
  it("is known by its real path, links followed once", async () => {
    const path = await put();
    const link = `${path}.link`;
    await symlink(path, link);
    const file = await DiskTaskFile.open(link);
    expect(file.uri).toBe(pathToFileURL(path).href);
    await rm(link);
    expect(await file.read()).toBe(TEXT);
  });

  it("that is gone keeps its name", async () => {
    const path = await put();
    await rm(path);
    const file = await DiskTaskFile.open(path);
    expect(file.uri).toBe(pathToFileURL(path).href);
    expect(await file.obstacle()).toBe("missing");
    expect(await failure(() => file.read())).toMatchObject({
      reason: "missing",
      message: "The file is no longer there.",
    });
  });

  it("in a folder that has become a file is gone", async () => {
    const path = await put();
    const folder = join(path, "..", "folder");
    await mkdir(folder);
    const file = await DiskTaskFile.open(join(folder, "a.json"));
    await rm(folder, { recursive: true });
    await writeFile(folder, "");
    expect(await failure(() => file.read())).toMatchObject({ reason: "missing" });
  });

  it("is read as it is, byte order mark included", async () => {
    const path = await put(`\ufeff${TEXT}`);
    expect(await (await DiskTaskFile.open(path)).read()).toBe(`\ufeff${TEXT}`);
  });

  it("that is no UTF-8 is not read", async () => {
    const path = await put(Buffer.from([0x7b, 0xc3, 0x28, 0x7d]));
    const file = await DiskTaskFile.open(path);
    for (const work of [() => file.read(), () => file.writeId("new"), () => file.removeId("new")]) {
      expect(await failure(work)).toMatchObject({
        reason: "unparsable",
        message: "The file is not UTF-8 text.",
        cause: expect.any(TypeError),
      });
    }
  });

  it("that is UTF-16 without a mark is not read", async () => {
    const file = await DiskTaskFile.open(await put(Buffer.from(TEXT, "utf16le")));
    expect(await failure(() => file.read())).toMatchObject({
      reason: "unparsable",
      message: "The file looks like UTF-16. Save it as UTF-8.",
    });
  });

  it("that is a folder cannot be read, with the system's words", async () => {
    const path = await put();
    await rm(path);
    await mkdir(path);
    const error = await failure(async () => (await DiskTaskFile.open(path)).read());
    expect(error).toMatchObject({ reason: "failed", message: expect.stringContaining("EISDIR") });
  });

  it("gets the Id, keeps its mode, and its neighbours do not notice", async () => {
    const path = await put();
    await chmod(path, 0o640);
    const file = await DiskTaskFile.open(path);
    expect(await file.obstacle()).toBeUndefined();
    await file.writeId("new");
    expect(await readFile(path, "utf8")).toBe(WITH_ID);
    expect((await lstat(path)).mode & 0o7777).toBe(0o640);
    expect(await readdir(join(path, ".."))).toEqual(["orders.recharge.json"]);
    await file.removeId("new");
    expect(await readFile(path, "utf8")).toBe(TEXT);
  });

  it.runIf(process.getuid?.() === 0).each([
    [12345, 23456],
    [12345, 0],
    [0, 23456],
  ])("keeps its owner and group: %i, %i", async (uid, gid) => {
    const path = await put();
    await chown(path, uid, gid);
    await (await DiskTaskFile.open(path)).writeId("new");
    expect(await lstat(path)).toMatchObject({ uid, gid });
  });

  it.runIf(process.platform === "linux")("is not kept open", async () => {
    const path = await put();
    const file = await DiskTaskFile.open(path);
    const isOpen = async () => {
      const links = (await readdir("/proc/self/fd")).map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => ""));
      return (await Promise.all(links)).includes(path);
    };
    await file.read();
    expect(await isOpen()).toBe(false);
    await writeFile(path, Buffer.from([0xff]));
    await failure(() => file.read());
    expect(await isOpen()).toBe(false);
  });

  it("whose folder has become a file is missing, and one that has become a loop cannot be written", async () => {
    const path = await put();
    const file = await DiskTaskFile.open(path);
    await rm(path);
    expect(await file.obstacle()).toBe("missing");
    await symlink(path, path);
    expect(await file.obstacle()).toBe("read-only");
    const folder = dirname(path);
    await rm(folder, { recursive: true });
    await writeFile(folder, "");
    expect(await file.obstacle()).toBe("missing");
  });

  it("is not written when there is nothing to do", async () => {
    const path = await put(WITH_ID);
    await chmod(path, 0o444);
    const refusing: Disk = { create: failing("EIO"), fill: failing("EIO"), rename: failing("EIO") };
    const file = await DiskTaskFile.open(path, refusing);
    await file.writeId("new");
    await file.removeId("another");
    expect(await readFile(path, "utf8")).toBe(WITH_ID);
  });

  it("of the longest name that there can be gets its Id", async () => {
    const path = join(dirname(await put()), `${"n".repeat(255 - ".recharge.json".length)}.recharge.json`);
    await writeFile(path, TEXT);
    await (await DiskTaskFile.open(path)).writeId("new");
    expect(await readFile(path, "utf8")).toBe(WITH_ID);
  });

  it("that nobody may write is left alone", async () => {
    const path = await put();
    await chmod(path, 0o444);
    const file = await DiskTaskFile.open(path);
    expect(await file.obstacle()).toBe("read-only");
    expect(await failure(() => file.writeId("new"))).toMatchObject({
      reason: "read-only",
      message: "The file or its folder is read-only.",
    });
    expect(await readFile(path, "utf8")).toBe(TEXT);
  });

  it.each([
    ["ENOENT", "missing", "The file is no longer there."],
    ["ENOTDIR", "missing", "The file is no longer there."],
    ["EACCES", "read-only", "The file or its folder is read-only."],
    ["EPERM", "read-only", "The file or its folder is read-only."],
    ["EROFS", "read-only", "The file or its folder is read-only."],
    ["ENOSPC", "no-space", "There is no space left on the disk."],
    ["EDQUOT", "no-space", "There is no space left on the disk."],
    ["EIO", "failed", "EIO: no"],
  ])("on a disk that says %s stays as it is", async (code, reason, message) => {
    const path = await put();
    for (const call of ["create", "rename"]) {
      const file = await DiskTaskFile.open(path, { ...disk, [call]: failing(code) });
      expect(await failure(() => file.writeId("new"))).toMatchObject({ reason, message, cause: { code } });
      expect(await readFile(path, "utf8")).toBe(TEXT);
      expect(await readdir(join(path, ".."))).toEqual(["orders.recharge.json"]);
    }
  });

  it("says what was thrown, whatever it was", async () => {
    const path = await put();
    const file = await DiskTaskFile.open(path, { ...disk, create: () => Promise.reject("no reason") });
    expect(await failure(() => file.writeId("new"))).toMatchObject({ reason: "failed", message: "no reason" });
  });

  it.each(["writeId", "removeId"] as const)("that does not show the change afterwards: %s has failed", async (call) => {
    const path = await put(call === "writeId" ? TEXT : WITH_ID);
    const file = await DiskTaskFile.open(path, { ...disk, rename: () => Promise.resolve() });
    expect(await failure(() => file[call]("new"))).toMatchObject({
      reason: "failed",
      message: "The file was written, but reading it back does not show the change.",
    });
  });

  it("that is replaced by one that looks the same a moment before is read again", async () => {
    const path = await put();
    let touched = 0;
    const file = await DiskTaskFile.open(path, {
      ...disk,
      async create(name, bytes) {
        await disk.create(name, bytes);
        // Same bytes, another time: somebody has written.
        if (touched++ === 0) await utimes(path, new Date(1), new Date(1));
      },
    });
    await file.writeId("new");
    expect(touched).toBe(2);
    expect(await readFile(path, "utf8")).toBe(WITH_ID);
  });

  it("that changes without a new time is noticed by what it holds", async () => {
    const path = await put();
    // A time that every file system keeps as it is.
    const mtime = new Date(1_000_000_000_000);
    await utimes(path, mtime, mtime);
    let touched = 0;
    const file = await DiskTaskFile.open(path, {
      ...disk,
      async create(name, bytes) {
        await disk.create(name, bytes);
        if (touched++ > 0) return;
        await writeFile(path, TEXT.replace("orders", "ordera"));
        await utimes(path, mtime, mtime);
      },
    });
    await file.writeId("new");
    expect(await readFile(path, "utf8")).toBe(WITH_ID.replace("orders", "ordera"));
  });

  it("that somebody keeps writing is given up after three tries, as they left it", async () => {
    const path = await put();
    let tries = 0;
    const file = await DiskTaskFile.open(path, {
      ...disk,
      async create(name, bytes) {
        await disk.create(name, bytes);
        await writeFile(path, `${TEXT}// ${++tries}\n`);
      },
    });
    expect(await failure(() => file.writeId("new"))).toMatchObject({
      reason: "changed",
      message: "Another program keeps writing the file.",
    });
    expect(tries).toBe(3);
    expect(await readFile(path, "utf8")).toBe(`${TEXT}// 3\n`);
    expect(await readdir(join(path, ".."))).toEqual(["orders.recharge.json"]);
  });

  it("that moves away while it is written is missing, and is not made again", async () => {
    const path = await put();
    const file = await DiskTaskFile.open(path, {
      ...disk,
      async create(name, bytes) {
        await disk.create(name, bytes);
        await rename(path, `${path}.moved`);
      },
    });
    expect(await failure(() => file.writeId("new"))).toMatchObject({ reason: "missing" });
    expect(await readdir(join(path, ".."))).toEqual(["orders.recharge.json.moved"]);
  });
});
