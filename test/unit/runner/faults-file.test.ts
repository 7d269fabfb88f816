/** Fault table, rows 31 to 37 and 42 to 44: what can happen to the file meanwhile. What an editor adds is tested with it. */
import { chmod, mkdir, readFile, rename, rm, stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { disk } from "../../../cloud/journal/disk.ts";
import { stateDirectory } from "../../../cloud/journal/state-dir.ts";
import { DiskTaskFile } from "../../../cloud/task/write-back.ts";
import { createFrom, startWorld, TEXT, type World } from "./world.ts";

/** Submits while somebody does something to the file just before the Id is written. */
async function submitWhile(world: World, edit: () => Promise<unknown>, answers = {}) {
  let done = false;
  const file = await world.fileThat(async (call) => {
    if (call === "writeId" && !done) {
      done = true;
      await edit();
    }
  });
  return world.submit({ file, answers });
}

const idOf = (world: World) => world.sandbox.tasks()[0]?.Id;

describe("row", () => {
  it("31: an edit made while waiting stays, and the difference to what was sent is reported", async () => {
    const world = await startWorld();
    const { outcome } = await world.submit({
      file: await world.fileThat(async (call) => {
        if (call === "read" && world.creates() === 1)
          await writeFile(world.path, TEXT.replace('"orders",', '"orders,paid",'));
      }),
    });
    expect(outcome).toMatchObject({ kind: "created", warnings: [{ kind: "file-differs" }] });
    expect(await world.text()).toBe(
      TEXT.replace('"orders",', '"orders,paid",').replace("{\n", `{\n  "Id": "${idOf(world)}",\n`),
    );
  });

  it("31: an edit between reading and replacing is not lost either", async () => {
    const world = await startWorld();
    let edited = false;
    const meddling = {
      ...disk,
      async create(path: string, bytes: Uint8Array) {
        await disk.create(path, bytes);
        if (!edited) await writeFile(world.path, `${TEXT}// later\n`);
        edited = true;
      },
    };
    const { outcome } = await world.submit({ file: await DiskTaskFile.open(world.path, meddling) });
    expect(outcome).toMatchObject({ kind: "created" });
    expect(await world.text()).toBe(`${TEXT.replace("{\n", `{\n  "Id": "${idOf(world)}",\n`)}// later\n`);
  });

  it("31: a file that somebody keeps writing is left alone and the Id held", async () => {
    const world = await startWorld();
    let edits = 0;
    const meddling = {
      ...disk,
      async create(path: string, bytes: Uint8Array) {
        await disk.create(path, bytes);
        await writeFile(world.path, `${TEXT}// ${++edits}\n`);
      },
    };
    const { outcome } = await world.submit({ file: await DiskTaskFile.open(world.path, meddling) });
    expect(outcome).toMatchObject({ kind: "held", reason: "changed", id: idOf(world) });
    expect(await world.text()).toBe(`${TEXT}// 3\n`);
  });

  it.each([
    ["cannot be parsed", TEXT.replace("{", "")],
    ["has a list at its root", "[]\n"],
    ["is empty", ""],
    ["is not UTF-8", Buffer.from([0x7b, 0xff, 0x7d])],
  ])("32: a file that meanwhile %s is not edited; the Id is held until it can be", async (_, broken) => {
    const world = await startWorld();
    const { outcome } = await submitWhile(world, () => writeFile(world.path, broken));
    expect(outcome).toMatchObject({ kind: "held", reason: "unparsable", id: idOf(world) });
    expect(await readFile(world.path)).toEqual(Buffer.from(broken));
    const [still] = await world.recoverAll();
    expect(still?.outcome).toMatchObject({ kind: "held", reason: "unparsable" });
    await writeFile(world.path, TEXT);
    const [settled] = await world.recoverAll();
    expect(settled?.outcome).toMatchObject({ kind: "created", id: idOf(world) });
    expect(await world.idInFile()).toBe(idOf(world));
  });

  it.each([
    ["replace", { kind: "created" }, "ours"],
    ["keep", { kind: "closed", reason: "kept-other-id" }, "other"],
    ["cancel", { kind: "held", reason: "other-id" }, "other"],
  ] as const)("33: another Id in the file is a question, and %s is an answer", async (answer, outcome, winner) => {
    const world = await startWorld();
    const other = TEXT.replace("{\n", '{\n  "Id": "other",\n');
    const run = await submitWhile(world, () => writeFile(world.path, other), { "other-id-in-file": { kind: answer } });
    expect(run.asked).toEqual([{ kind: "other-id-in-file", created: idOf(world), found: "other" }]);
    expect(run.outcome).toMatchObject(outcome);
    expect(await world.text()).toBe(winner === "ours" ? other.replace("other", idOf(world) ?? "") : other);
    expect(await world.journal.listUnfinished()).toHaveLength(answer === "cancel" ? 1 : 0);
  });

  it("34: duplicate Ids are refused before anything is sent, and not written to afterwards", async () => {
    const twice = TEXT.replace("{\n", '{\n  "Id": "",\n  "Id": "",\n');
    const before = await startWorld();
    const operation = { ...(await createFrom(await before.file(), before.sandbox.url)), text: twice };
    await writeFile(before.path, twice);
    const refused = await before.run(operation);
    expect(refused.outcome).toMatchObject({ kind: "refused", refusal: { kind: "unparsable" } });
    expect(before.sandbox.requests).toEqual([]);

    const after = await startWorld();
    const run = await submitWhile(after, () => writeFile(after.path, twice));
    expect(run.outcome).toMatchObject({ kind: "held", reason: "unparsable" });
    expect(await after.text()).toBe(twice);
  });

  it("35: a deleted file holds the Id in the journal, and gets it when it is back", async () => {
    const world = await startWorld();
    const { outcome } = await submitWhile(world, () => rm(world.path));
    expect(outcome).toMatchObject({ kind: "held", reason: "missing", id: idOf(world) });
    await writeFile(world.path, TEXT);
    await world.recoverAll();
    expect(await world.idInFile()).toBe(idOf(world));
  });

  it("35: a renamed file is followed", async () => {
    const world = await startWorld();
    const moved = join(world.directory, "moved.recharge.json");
    const { outcome } = await submitWhile(world, () => rename(world.path, moved));
    expect(outcome).toMatchObject({ kind: "held", reason: "missing" });
    await world.journal.fileMoved(pathToFileURL(world.path).href, pathToFileURL(moved).href);
    const [unfinished] = await world.journal.listUnfinished();
    expect(unfinished?.record?.uri).toBe(pathToFileURL(moved).href);
    const file = await DiskTaskFile.open(moved);
    const { outcome: settled } = await world.recover(unfinished?.opId ?? "", { file });
    expect(settled).toMatchObject({ kind: "created", id: idOf(world) });
    expect(await file.read()).toContain(`"Id": "${idOf(world)}"`);
    expect(await world.journal.createdFrom(file.uri)).toMatchObject({ id: idOf(world) });
    expect(await world.records()).toHaveLength(1);
  });

  it("35: a file that is gone for good can be forgotten; its task stays known", async () => {
    const world = await startWorld();
    const { outcome } = await submitWhile(world, () => rm(world.path));
    await world.journal.forget(outcome.kind === "held" ? outcome.opId : "");
    expect(await world.journal.listUnfinished()).toEqual([]);
    expect(await world.journal.createdFrom(pathToFileURL(world.path).href)).toMatchObject({ id: idOf(world) });
  });

  it("36: a file that lost its Id gets it back, and is never silently submitted again", async () => {
    const world = await startWorld();
    await world.submit();
    const id = idOf(world);
    await writeFile(world.path, TEXT);
    expect(await world.journal.createdFrom((await world.file()).uri)).toMatchObject({ id });

    const refused = await world.submit();
    expect(refused.asked).toMatchObject([{ kind: "already-created", id }]);
    expect(refused.outcome).toMatchObject({
      kind: "refused",
      refusal: { kind: "already-created", id, otherFile: undefined },
    });
    expect(await world.text()).toBe(TEXT);

    const restored = await world.submit({ answers: { "already-created": { kind: "restore" } } });
    expect(restored.outcome).toMatchObject({ kind: "created", id });
    expect(await world.idInFile()).toBe(id);
    expect(world.creates()).toBe(1);
  });

  it("36: another task is made only after both questions", async () => {
    const world = await startWorld();
    await world.submit();
    await writeFile(world.path, TEXT);
    const again = await world.submit({
      answers: { "already-created": { kind: "create" }, "same-name-exists": { kind: "create" } },
    });
    expect(again.asked.map((question) => question.kind)).toEqual(["already-created", "same-name-exists"]);
    expect(again.outcome).toMatchObject({ kind: "created", adopted: false });
    expect(world.sandbox.tasks()).toHaveLength(2);
    expect(await world.idInFile()).toBe(world.sandbox.tasks()[1]?.Id);
  });

  it("37: a write that claims success but is not on the disk is held, because the disk is what counts", async () => {
    const world = await startWorld();
    const lying = { ...disk, rename: () => Promise.resolve() };
    const { outcome } = await world.submit({ file: await DiskTaskFile.open(world.path, lying) });
    expect(outcome).toMatchObject({ kind: "held", reason: "failed", id: idOf(world) });
    expect(await world.text()).toBe(TEXT);
  });

  it.each(["virtual", "untrusted", "unsaved"] as const)(
    "42: a file that its host calls %s is refused",
    async (obstacle) => {
      const world = await startWorld();
      const file = { ...(await world.fileThat(() => undefined)), obstacle: async () => obstacle };
      expect((await world.submit({ file })).outcome).toEqual({ kind: "refused", refusal: { kind: "file", obstacle } });
      expect(world.sandbox.requests).toEqual([]);
    },
  );

  it("43: the journal lies where the process runs, whatever the host of the window", () => {
    const at = (env: NodeJS.ProcessEnv, platform: string) => stateDirectory({ HOME: "/home/u", ...env }, platform);
    expect(at({ CLS_RECHARGE_STATE_DIR: "/here", XDG_STATE_HOME: "/state" }, "linux")).toBe("/here");
    expect(at({ XDG_STATE_HOME: "/state" }, "linux")).toBe("/state/recharge");
    expect(at({}, "linux")).toMatch(/\.local\/state\/recharge$/);
    expect(at({}, "darwin")).toMatch(/Library\/Application Support\/recharge$/);
    expect(at({ LOCALAPPDATA: "/appdata" }, "win32")).toBe("/appdata/recharge");
    expect(at({}, "win32")).toMatch(/AppData\/Local\/recharge$/);
  });

  const oneLine = TEXT.replace(/^\s*\/\/.*\n/gm, "").replace(/\n\s*/g, "");
  it.each([
    ["a byte order mark", `\ufeff${TEXT}`],
    ["CRLF", TEXT.replaceAll("\n", "\r\n")],
    ["tabs", TEXT.replace(/^( {2})+/gm, (indent) => "\t".repeat(indent.length / 2))],
    ["one line", oneLine],
    ["no final newline", TEXT.trimEnd()],
    ["comments everywhere", TEXT.replace("{\n", "{ /* first */ // line\n").replaceAll(",", " /* after */,")],
  ])("44: with %s nothing but the property is added", async (_, text) => {
    const world = await startWorld({ text });
    expect((await world.submit()).outcome).toMatchObject({ kind: "created", warnings: [] });
    const written = await readFile(world.path, "utf8");
    expect(insertion(written, text)).toContain(`"${idOf(world)}"`);
  });

  it("44: mode and symbolic link of the file stay", async () => {
    const world = await startWorld();
    await chmod(world.path, 0o640);
    const inside = join(world.directory, "link");
    await mkdir(inside);
    const link = join(inside, "link.recharge.json");
    await symlink(world.path, link);
    const file = await DiskTaskFile.open(link);
    expect(file.uri).toBe(pathToFileURL(world.path).href);
    await world.submit({ file });
    expect(await world.idInFile()).toBe(idOf(world));
    expect((await stat(world.path)).mode & 0o777).toBe(0o640);
    expect(await readFile(link, "utf8")).toBe(await world.text());
  });
});

/** What one insertion has added: every other character is as before, in order. */
function insertion(after: string, before: string): string {
  let start = 0;
  while (start < before.length && after[start] === before[start]) start++;
  const rest = before.slice(start);
  expect(after.slice(after.length - rest.length)).toBe(rest);
  return after.slice(start, after.length - rest.length);
}
