/** Fault table, row 25: real processes, killed at every point, with every outcome, alone and with a competitor. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it, type TestContext } from "vitest";
import type { Fault } from "../../../sandbox/server.ts";
import type { KillPoint, VictimOptions } from "./victim.ts";
import { type Answers, startWorld, type World } from "./world.ts";

const directory = mkdtempSync(join(tmpdir(), "victim-"));
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** How processes reach files: the editor by `node:fs/promises`, the command line by what it has in its place. */
type Kind = "of the editor" | "of the command line";

function makeVictim(kind: Kind, alias: Record<string, string>): Promise<unknown> {
  return build({
    entryPoints: [here("victim.ts")],
    outfile: victimOf(kind),
    // In one file, because hundreds of processes start from it.
    bundle: true,
    platform: "node",
    format: "esm",
    mainFields: ["module", "main"],
    alias,
    banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
  });
}

function victimOf(kind: Kind): string {
  return join(directory, `${kind}.mjs`);
}

beforeAll(async () => {
  await makeVictim("of the editor", {});
  await makeVictim("of the command line", { "node:fs/promises": here("../../../cli/files-at-once.ts") });
});
afterAll(() => rmSync(directory, { recursive: true }));

const points: KillPoint[] = [
  "before-intent",
  "after-intent",
  "after-sent",
  "during-wait",
  "before-created",
  "after-created",
  "during-file-write",
  "before-done",
];

/** What the server does with the first create it gets. */
const outcomes: [string, Omit<Fault, "action">][] = [
  ["committed and answered", { commit: true }],
  ["committed, answer lost", { commit: true, outcome: "reset" }],
  ["committed, answer without Id", { commit: true, outcome: { body: { Response: { RequestId: "r" } } } }],
  ["committed late, answer lost", { commit: "later", outcome: "reset" }],
  ["not committed, answer lost", { phase: "headers", outcome: "reset" }],
  ["refused", { error: { code: "InvalidParameter" } }],
];

interface End {
  signal: NodeJS.Signals | null;
  code: number | null;
  output: string;
}

function start(kind: Kind, options: VictimOptions): { ended: Promise<End>; kill: () => void } {
  const child = spawn(process.execPath, [victimOf(kind), JSON.stringify(options)], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => (output += data));
  const ended = once(child, "close").then(([code, signal]) => ({ code, signal, output }));
  return { ended, kill: () => void child.kill("SIGKILL") };
}

/** Whether the server has the create, and has executed it if it ever will at once. */
function arrived(world: World, { phase }: Omit<Fault, "action">): boolean {
  const create = world.sandbox.requests.find((request) => request.action === "CreateKafkaRecharge");
  return create !== undefined && (phase === "headers" || create.bytes > 0);
}

function reached(point: KillPoint, { commit, phase }: Omit<Fault, "action">): boolean {
  if (points.indexOf(point) <= points.indexOf("during-wait")) return true;
  return commit === true && phase !== "headers";
}

const careful: Answers = { "unknown-outcome": { kind: "not-created" } };

async function scenario(
  { onTestFinished }: TestContext,
  point: KillPoint,
  fault: Omit<Fault, "action">,
  kind: Kind,
  competitor?: Kind,
): Promise<void> {
  const world = await startWorld({}, onTestFinished);
  const held = point === "during-wait";
  world.sandbox.script([{ action: "CreateKafkaRecharge", ...fault, hold: held }]);
  const common = { state: world.state, path: world.path, url: world.sandbox.url };
  const first = start(kind, { ...common, killAt: point });
  const others = competitor ? [start(competitor, { ...common, killAt: undefined })] : [];
  const all = Promise.all([first, ...others].map(({ ended }) => ended));
  if (held) {
    let over = false;
    void first.ended.then(() => (over = true));
    while (!over && !arrived(world, fault)) await new Promise((resolve) => setImmediate(resolve));
    first.kill();
    await first.ended;
    world.sandbox.release();
  }
  const [killed, ...lived] = await all;
  // A point that comes after a good answer only is not reached with every outcome.
  expect(killed).toMatchObject(reached(point, fault) && !competitor ? { signal: "SIGKILL" } : {});
  for (const { code, output } of lived) expect(code, output).toBe(0);

  // Late commits come about, a new process settles what is unfinished, and the user submits again if need be; the fault
  // may wait for that second submit.
  for (let starts = 0; starts < 3; starts++) {
    world.sandbox.commitPending();
    expect(world.sandbox.tasks().length).toBeLessThanOrEqual(1);
    await world.recoverAll({ settle: 0, answers: careful });
    expect(await world.journal.listUnfinished()).toEqual([]);
    expect(await world.idInFile()).toBe(world.sandbox.tasks()[0]?.Id);
    if (world.sandbox.tasks().length === 0) await world.submit();
  }

  const ids = world.sandbox.tasks().map((task) => task.Id);
  expect(ids).toHaveLength(1);
  expect(await world.idInFile()).toBe(ids[0]);
  const made = (await world.records()).filter((record) => record.phase === "done");
  expect(made.map((record) => record.id)).toEqual(ids);
}

describe.concurrent.each<[Kind, Kind]>([
  ["of the editor", "of the command line"],
  ["of the command line", "of the editor"],
])("a process %s killed", (kind, other) => {
  describe.each(points)("%s", (point) => {
    describe.each(outcomes)("with a request %s", (_, fault) => {
      it("leaves nothing lost and nothing doubled", (test) => scenario(test, point, fault, kind));
      it("nor with one of the other kind at the same file", (test) => scenario(test, point, fault, kind, other));
    });
  });
});
