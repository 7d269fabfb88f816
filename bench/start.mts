/** How soon the command line answers: beside Node.js alone, and beside the official SDK sending the same request. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Sandbox, startSandbox } from "../sandbox/server.ts";
import { task } from "./many.mts";
import { median } from "./measure.mts";
import { type Taken, take } from "./processes.mts";
import { type Row, table } from "./table.mts";
import { CLI } from "./validate.mts";

const RUNS = 61;

/** What one run took, and when the answer was there, where that is not the end. */
type Answered = Taken & { reply?: number };

/** @returns the table */
export async function benchStart(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "recharge-bench-"));
  // What a user begins with.
  await take([process.execPath, CLI, "init", join(folder, "a.recharge.json")]);
  const bare = [process.execPath, "-e", "0"];
  const start = (args: string[]) => () => take([process.execPath, CLI, ...args], { cwd: folder });
  const rows = [
    ...(await compare("`--version`", start(["--version"]), () => take(bare), 1.6)),
    ...(await compare("`validate` of one small file", start(["validate"]), () => take(bare), 2)),
  ];
  rmSync(folder, { recursive: true });
  return table(["CLS Recharge", "`node -e 0`"], rows);
}

/** @returns the table */
export async function benchSubmit(): Promise<string> {
  const rows = await compare(
    "`submit` of one file, start to the reply of the sandbox",
    () => inNewSandbox(submit),
    () => inNewSandbox(sendWithSdk),
    0.7,
  );
  return table(["CLS Recharge", "tencentcloud-sdk-nodejs-common"], rows);
}

/** Every run finds the same, not the tasks of those before it. */
async function inNewSandbox<T>(run: (sandbox: Sandbox) => Promise<T>): Promise<T> {
  const sandbox = await startSandbox();
  try {
    return await run(sandbox);
  } finally {
    await sandbox.close();
  }
}

async function compare(
  what: string,
  ours: () => Promise<Answered>,
  theirs: () => Promise<Answered>,
  target: number,
): Promise<Row[]> {
  const taken: [Answered[], Answered[]] = [[], []];
  // The first run of each fills caches.
  await ours();
  await theirs();
  for (let run = 0; run < RUNS; run++) {
    if (run % 2 === 0) taken[0].push(await ours());
    taken[1].push(await theirs());
    if (run % 2 === 1) taken[0].push(await ours());
  }
  const walls = taken.map((list) => median(list.map(({ wall, reply }) => reply ?? wall)));
  // The mean: the clock of CPU time is coarse beside one run.
  const cpus = taken.map((list) => list.reduce((sum, { cpu }) => sum + cpu, 0) / list.length);
  return [
    { what: `${what}: time`, unit: "ms", numbers: walls, target },
    { what: `${what}: CPU of the whole run`, unit: "ms", numbers: cpus, target },
  ];
}

let made = 0;

/** In the log topic that the sandbox begins with. */
function newTask(): Record<string, unknown> {
  return { ...task(++made), TopicId: "b53fe5be-7ee3-4031-8043-5a73bad4f572" };
}

/** The whole command: it also looks whether the task exists, keeps its journal and writes the `Id` into the file. */
async function submit(sandbox: Sandbox): Promise<Answered> {
  const cwd = mkdtempSync(join(tmpdir(), "recharge-bench-"));
  writeFileSync(join(cwd, "a.recharge.json"), JSON.stringify(newTask(), undefined, 2));
  const command = [process.execPath, CLI, "submit", "a.recharge.json", "--yes", "--endpoint", sandbox.url];
  const env = { CLS_RECHARGE_STATE_DIR: join(cwd, "state") };
  const answered = await untilReply(sandbox, () => take(command, { cwd, env }));
  rmSync(cwd, { recursive: true });
  return checked(answered);
}

/** One request and nothing else. */
async function sendWithSdk(sandbox: Sandbox): Promise<Answered> {
  const { Region: region, ...body } = newTask();
  const config = {
    credential: sandbox.credentials,
    region,
    profile: { httpProfile: { protocol: "http://" } },
  };
  const library = createRequire(import.meta.url).resolve("tencentcloud-sdk-nodejs-common");
  const script = `const { CommonClient } = require(${JSON.stringify(library)});
    new CommonClient("127.0.0.1:${sandbox.port}", "2020-10-16", ${JSON.stringify(config)})
      .request("CreateKafkaRecharge", ${JSON.stringify(body)})
      .then(({ Id }) => { if (!Id) process.exit(1); });`;
  return checked(await untilReply(sandbox, () => take([process.execPath, "-e", script])));
}

/** Notes when the sandbox has created the task. */
async function untilReply(sandbox: Sandbox, run: () => Promise<Taken>): Promise<Answered> {
  const start = performance.now();
  const before = sandbox.tasks().length;
  let reply: number | undefined;
  const watch = setInterval(() => {
    if (sandbox.tasks().length > before) reply ??= performance.now() - start;
  }, 1);
  const taken = await run();
  clearInterval(watch);
  return { ...taken, ...(reply !== undefined && { reply }) };
}

function checked(taken: Answered): Answered {
  if (taken.code === 0) return taken;
  throw new Error(`What was to be measured failed:\n${taken.stdout}${taken.stderr}`);
}
