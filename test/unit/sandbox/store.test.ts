import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { StoreError, startSandbox } from "../../../sandbox/server.ts";
import { example, sdk } from "./client.ts";

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sandbox-"));
  file = join(folder, "tasks.json");
});
afterEach(() => rmSync(folder, { recursive: true }));

it("keeps tasks across a restart", async () => {
  const first = await startSandbox({ store: file });
  const { Id } = await sdk(first).request("CreateKafkaRecharge", example);
  await sdk(first).request("CreateKafkaRecharge", { ...example, Name: "second" });
  await first.close();

  const second = await startSandbox({ store: file });
  expect(second.tasks()).toEqual(first.tasks());
  await sdk(second).request("DeleteKafkaRecharge", { Id, TopicId: example.TopicId });
  await second.close();

  const third = await startSandbox({ store: file });
  expect(third.tasks().map(({ Name }) => Name)).toEqual(["second"]);
  await third.close();
});

it("lets nobody else read them: they hold passwords", async () => {
  const sandbox = await startSandbox({ store: file });
  await sdk(sandbox).request("CreateKafkaRecharge", example);
  await sandbox.close();
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

it("says so when the file is torn, and leaves it alone", async () => {
  const sandbox = await startSandbox({ store: file });
  await sdk(sandbox).request("CreateKafkaRecharge", example);
  await sandbox.close();
  const torn = readFileSync(file, "utf8").slice(0, 100);
  writeFileSync(file, torn);

  const failure = await startSandbox({ store: file }).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(StoreError);
  expect(failure).toMatchObject({ file });
  expect(String(failure)).toContain(`cannot read its tasks from ${file}: it is not complete JSON`);
  expect(readFileSync(file, "utf8")).toBe(torn);
});

it.each([
  ["empty", ""],
  ["something else", "[]"],
  ["a list of something else", '{"tasks":[1]}'],
])("says so when the file is %s", async (_, content) => {
  writeFileSync(file, content);
  await expect(startSandbox({ store: file })).rejects.toThrow(StoreError);
});

it("says so when the file is a folder", async () => {
  await expect(startSandbox({ store: folder })).rejects.toThrow(StoreError);
});

it("does not claim a task that it could not keep", async () => {
  const sandbox = await startSandbox({ store: join(folder, "missing", "tasks.json") });
  await expect(sdk(sandbox).request("CreateKafkaRecharge", example)).rejects.toMatchObject({ code: "InternalError" });
  expect(sandbox.tasks()).toEqual([]);
  await sandbox.close();
});
