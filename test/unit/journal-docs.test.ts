/** docs/journal.md says of the journal what the code does. */
import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import type { OpRecord } from "../../cloud/journal/record.ts";
import type { RecordPhase } from "../../cloud/operation/protocol/state.ts";
import { startWorld } from "./runner/world.ts";

const run = promisify(execFile);

const members = {
  version: 0,
  opId: 0,
  kind: 0,
  phase: 0,
  keys: 0,
  uri: 0,
  endpoint: 0,
  region: 0,
  topicId: 0,
  name: 0,
  before: 0,
  id: 0,
  requestId: 0,
  adopted: 0,
  visible: 0,
  projection: 0,
  bodyHash: 0,
  textHash: 0,
  traceId: 0,
  startedAt: 0,
  updatedAt: 0,
  clockSkew: 0,
  error: 0,
} satisfies Record<keyof OpRecord, 0>;

const phases = { intent: 0, sent: 0, created: 0, done: 0, rejected: 0, aborted: 0 } satisfies Record<RecordPhase, 0>;

/** The names in the first column of the table under a heading. */
function column(page: string, heading: RegExp): string[] {
  const section = page.split(/^## /m).find((part) => heading.test(part)) ?? "";
  return [...section.matchAll(/^\| `(.+?)` /gm)].map(([, name = ""]) => name);
}

describe.each([
  ["docs/journal.md", /^What a record/, /^Phases/, /^Where/],
  ["docs/journal.zh-cn.md", /^一条记录/, /^阶段/, /^位置/],
])("%s", (path, record, phase, where) => {
  const page = readFileSync(path, "utf8");

  it("lists the members of a record, and its phases", () => {
    expect(column(page, record)).toEqual(Object.keys(members));
    expect(column(page, phase)).toEqual(Object.keys(phases));
  });

  it("lists the files of the state directory", async () => {
    const world = await startWorld();
    const seen = new Set<string>();
    await world.submit({
      onPhase: () => {
        for (const name of readdirSync(join(world.state, "ops"))) {
          seen.add(`ops/${name.replace(/^[0-9a-f-]+/, "<opId>").replace(/\.(sent|created|done)\./, ".<phase>.")}`);
        }
        for (const name of readdirSync(join(world.state, "locks"))) seen.add(`locks/${name.replace(/.+/, "<key>")}`);
      },
    });
    expect([...seen].sort()).toEqual(["locks/<key>", "ops/<opId>.<phase>.next", "ops/<opId>.json"]);
    const listed = column(page, where);
    expect(listed).toEqual(expect.arrayContaining([...seen]));
    expect(listed).toContain("CLS_RECHARGE_STATE_DIR");
  });

  it("gives a command that checks a record", async () => {
    const world = await startWorld();
    await world.submit();
    const [name = ""] = await readdir(join(world.state, "ops"));
    const [line = "", checksum] = (await readFile(join(world.state, "ops", name), "utf8")).split("\n");
    const command = /`(head -n 1 FILE .*?)`/.exec(page)?.[1] ?? "";
    const { stdout } = await run("sh", ["-c", command.replace("FILE", `'${join(world.state, "ops", name)}'`)]);
    expect(checksum).toBe(`sha256:${stdout.split(" ")[0]}`);
    expect(JSON.parse(line)).toMatchObject({ phase: "done" });
  });
});
