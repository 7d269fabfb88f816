import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Sandbox, startSandbox } from "../../sandbox/server.ts";
import { folder, runCli, runInTerminal, type Terminal } from "./run.ts";
import { read, task, tasks, withId } from "./tasks.ts";

const CTRL_C = "\u0003";
const CTRL_D = "\u0004";
const ESCAPE = "\u001b";

let sandbox: Sandbox;
let state: string;
beforeEach(async () => {
  sandbox = await startSandbox();
  state = folder();
});
afterEach(() => sandbox.close());

function terminal(args: string[], cwd: string, env: Record<string, string> = {}): Terminal {
  const options = ["--endpoint", sandbox.url, "--settle", "1"];
  return runInTerminal([...args, ...options], { cwd, env: { CLS_RECHARGE_STATE_DIR: state, ...env } });
}

function submit(cwd: string, ...args: string[]): Terminal {
  return terminal(["submit", ".", "--region", "ap-guangzhou", ...args], cwd);
}

describe("submit at a terminal", () => {
  it("shows the plan, asks, shows progress, and creates", async () => {
    const cwd = tasks("orders", "users");
    const run = submit(cwd);
    await run.shown("create “users” in ap-guangzhou");
    await run.shown("Create 2 tasks?");
    expect(sandbox.tasks()).toEqual([]);
    run.type("y\r");
    await run.shown("0/2");
    expect(await run.ended).toBe(0);
    for (const { Name, Id } of sandbox.tasks()) expect(read(cwd, String(Name))).toBe(withId(task(String(Name)), Id));
    expect(sandbox.tasks()).toHaveLength(2);
  });

  it.each([
    ["no", "n\r"],
    ["Enter", "\r"],
    ["Ctrl-D", CTRL_D],
  ])("takes %s for a no", async (_, keys) => {
    const cwd = tasks("orders");
    const run = submit(cwd);
    await run.shown("Create 1 task?");
    run.type(keys);
    expect(await run.ended).toBe(1);
    expect(run.output()).toContain("Nothing was sent for this file.");
    // Not behind the question.
    expect(run.output()).toMatch(/\n[^\n]*orders\.recharge\.json {2}cancelled/);
    expect(run.output()).not.toMatch(/\[y\/N\].*cancelled/);
    expect(sandbox.requests).toEqual([]);
  });

  it("ends at once when Ctrl-C answers the question", async () => {
    const run = submit(tasks("orders"));
    await run.shown("Create 1 task?");
    run.type(CTRL_C);
    expect(await run.ended).toBe(130);
    expect(sandbox.requests).toEqual([]);
  });

  it("finishes what is under way on Ctrl-C and begins nothing more", async () => {
    const names = Array.from({ length: 8 }, (_, index) => `task-${index}`);
    const cwd = tasks(...names);
    sandbox.script([{ action: "CreateKafkaRecharge", times: 4, hold: true }]);
    const run = submit(cwd, "--yes");
    await run.shown("waiting for the answer");
    // All four workers wait for an answer: none comes too late to be released.
    await vi.waitUntil(() => sandbox.tasks().length === 4, 30_000);
    run.type(CTRL_C);
    await run.shown("Interrupted");
    sandbox.release();
    expect(await run.ended).toBe(130);
    const created = sandbox.tasks();
    expect(created.length).toBeLessThan(names.length);
    for (const { Name, Id } of created) expect(read(cwd, String(Name))).toBe(withId(task(String(Name)), Id));
    expect(run.output()).toContain("Nothing was sent for this file.");
  });

  it("leaves what does not come to an end, and recover settles it", async () => {
    const cwd = tasks("orders");
    sandbox.script([{ action: "CreateKafkaRecharge", hold: true }]);
    const run = submit(cwd, "--yes");
    await run.shown("waiting for the answer");
    run.type(CTRL_C);
    await run.shown("Interrupted");
    run.type(CTRL_C);
    await run.shown("may exist");
    // Not behind the progress bar.
    expect(run.output()).toContain("\nInterrupted");
    await run.shown("cls-recharge recover");
    expect(await run.ended).toBe(130);

    const recover = terminal(["recover"], cwd);
    await recover.shown("orders.recharge.json: task “orders”");
    await recover.shown("[y/N]");
    recover.type("y\r");
    expect(await recover.ended).toBe(0);
    expect(read(cwd, "orders")).toBe(withId(task("orders"), sandbox.tasks()[0]?.Id));
    expect(sandbox.tasks()).toHaveLength(1);
  });

  it("puts the runner's questions, and takes a number", async () => {
    const cwd = tasks("orders");
    await runCli(["submit", ".", "--region", "ap-guangzhou", "--endpoint", sandbox.url, "--yes"], {
      cwd: tasks("orders"),
      env: { CLS_RECHARGE_STATE_DIR: folder() },
    });
    const run = submit(cwd);
    await run.shown("Create 1 task?");
    run.type("y\r");
    await run.shown("already has a task of this name");
    await run.shown("1) ");
    await run.shown("Number");
    run.type("7\r");
    await run.shown("Number");
    run.type("1\r");
    expect(await run.ended).toBe(0);
    expect(sandbox.tasks()).toHaveLength(1);
    expect(read(cwd, "orders")).toBe(withId(task("orders"), sandbox.tasks()[0]?.Id));
  });

  it("takes Ctrl-C for no answer to any of its questions, and says what became of every file", async () => {
    const names = ["orders", "users"];
    await runCli(["submit", ".", "--region", "ap-guangzhou", "--endpoint", sandbox.url, "--yes"], {
      cwd: tasks(...names),
      env: { CLS_RECHARGE_STATE_DIR: folder() },
    });
    const run = submit(tasks(...names));
    await run.shown("Create 2 tasks?");
    run.type("y\r");
    await run.shown("Number");
    run.type(CTRL_C);
    await run.shown("Interrupted");
    run.type(CTRL_C);
    expect(await run.ended).toBe(130);
    for (const name of names) expect(run.output()).toContain(`${name}.recharge.json  refused`);
    expect(sandbox.tasks()).toHaveLength(2);
  });
});

describe("recover at a terminal", () => {
  it("says what it has settled when Ctrl-C answers the next question", async () => {
    const cwd = tasks("audit", "orders");
    sandbox.script([{ action: "CreateKafkaRecharge", times: 2, commit: "later", outcome: "reset" }]);
    const options = ["--region", "ap-guangzhou", "--endpoint", sandbox.url, "--settle", "0", "--yes"];
    await runCli(["submit", ".", ...options], { cwd, env: { CLS_RECHARGE_STATE_DIR: state } });
    expect(sandbox.commitPending()).toBe(2);
    const [lost = ""] = readdirSync(join(state, "ops")).filter((name) => name.endsWith(".json"));
    writeFileSync(join(state, "ops", lost), "x");

    const run = terminal(["recover"], cwd);
    await run.shown("Settle 2 now?");
    run.type("y\r");
    await run.shown("Forget it now?");
    run.type(CTRL_C);
    await run.shown("Interrupted");
    run.type(CTRL_C);
    expect(await run.ended).toBe(130);
    expect(run.output()).toMatch(/(audit|orders)\.recharge\.json {2}exists already, Id written/);
  });
});

describe("colour and progress", () => {
  it("are there at a terminal, and gone with NO_COLOR and in CI", async () => {
    const run = (env: Record<string, string>) => runInTerminal(["validate", "-"], { env });
    const coloured = run({});
    coloured.type(`x\r${CTRL_D}`);
    expect(await coloured.ended).toBe(1);
    expect(coloured.output()).toContain(`${ESCAPE}[31m`);
    for (const env of [{ NO_COLOR: "1" }, { CI: "true" }, { TERM: "dumb" }]) {
      const plain = run(env);
      plain.type(`x\r${CTRL_D}`);
      expect(await plain.ended).toBe(1);
      expect(plain.output()).not.toContain(ESCAPE);
    }
  });

  it("leave no question in CI even with a terminal", async () => {
    const run = terminal(["submit", "."], tasks("orders"), { CI: "true" });
    expect(await run.ended).toBe(2);
    expect(run.output()).toContain("--yes");
  });
});

describe("sandbox", () => {
  it("prints its address, is used by another run, and stops on Ctrl-C", async () => {
    const run = runInTerminal(["sandbox"]);
    await run.shown("Requests:");
    const [url = ""] = /http:\/\/127\.0\.0\.1:\d+/.exec(run.output()) ?? [];
    const args = ["submit", ".", "--region", "ap-guangzhou", "--endpoint", url, "--yes"];
    expect(await runCli(args, { cwd: tasks("orders") })).toMatchObject({ code: 0 });
    await run.shown("CreateKafkaRecharge ap-guangzhou ok");
    run.type(CTRL_C);
    expect(await run.ended).toBe(130);
  });

  it("says when it has no place for its tasks", async () => {
    const { code, stdout, stderr } = await runCli(["sandbox", "--store", "no/tasks.json"], { cwd: folder() });
    expect([code, stdout, stderr]).toEqual([2, "", "error: no/tasks.json: no such folder\n"]);
  });

  it("says when the port is taken", async () => {
    const result = await runCli(["sandbox", "--port", String(sandbox.port)]);
    expect([result.code, result.stdout]).toEqual([2, ""]);
    expect(result.stderr).toContain("the port is taken");
    for (const port of ["65536", "-1", "http"]) {
      const refused = await runCli(["sandbox", "--port", port]);
      expect([refused.code, refused.stdout]).toEqual([2, ""]);
      expect(refused.stderr).toContain("--port");
    }
  });
});
