import { once } from "node:events";
import { readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Result } from "../../cli/remote/results.ts";
import { decodeRecord, encodeRecord } from "../../cloud/journal/record.ts";
import { type Sandbox, startSandbox } from "../../sandbox/server.ts";
import { folder, type Running, type RunOptions, type RunResult, runCli, runInTerminal, startCli } from "./run.ts";
import { read, task, tasks, withId } from "./tasks.ts";

let sandbox: Sandbox;
let state: string;
beforeEach(async () => {
  sandbox = await startSandbox();
  state = folder();
});
afterEach(() => sandbox.close());

function run(args: string[], options: RunOptions = {}): Promise<RunResult> {
  const env = { CLS_RECHARGE_STATE_DIR: state, ...options.env };
  return runCli([...args, "--endpoint", sandbox.url, "--settle", "1"], { ...options, env });
}

function submit(args: string[], options: RunOptions = {}): Promise<RunResult> {
  return run(["submit", ...args, "--region", "ap-guangzhou"], options);
}

/** The one result, or the first of several. */
function first({ stdout }: RunResult): Result {
  const [result] = JSON.parse(stdout) as Result[];
  if (!result) throw new Error(`no result in ${stdout}`);
  return result;
}

const requests = (action: string) => sandbox.requests.filter((request) => request.action === action);

describe("submit", () => {
  it("creates the task and writes its Id, and nothing else", async () => {
    const cwd = tasks("orders");
    const run = await submit(["orders.recharge.json", "--yes", "--format", "json"], { cwd });
    const [created] = sandbox.tasks();
    expect(first(run)).toEqual({
      file: "orders.recharge.json",
      action: "created",
      id: created?.Id,
      requestId: requests("CreateKafkaRecharge")[0]?.requestId,
      error: null,
      warnings: [],
    });
    expect(run.code).toBe(0);
    expect(read(cwd, "orders")).toBe(withId(task("orders"), created?.Id));
  });

  it("sends nothing for a file that has its Id, and says whether it differs", async () => {
    const cwd = tasks("orders");
    await submit(["orders.recharge.json", "--yes"], { cwd });
    const same = await submit(["orders.recharge.json", "--yes"], { cwd });
    expect(same.stderr).toContain("same as in the cloud");
    writeFileSync(join(cwd, "orders.recharge.json"), read(cwd, "orders").replace('"app-logs"', '"app-audit"'));
    const different = await submit(["orders.recharge.json", "--yes", "--format", "json"], { cwd });
    expect(different.stderr).toContain("differs from the cloud in UserKafkaTopics");
    expect(first(different).action).toBe("exists");
    expect([same.code, different.code]).toEqual([0, 0]);
    expect(requests("CreateKafkaRecharge")).toHaveLength(1);
  });

  it("keeps many files within the rate of the API", async () => {
    const names = Array.from({ length: 24 }, (_, index) => `task-${index}`);
    const cwd = tasks(...names);
    const { code, stdout } = await submit([".", "--yes", "--format", "json"], { cwd });
    const results: Result[] = JSON.parse(stdout);
    expect(results.map(({ action }) => action)).toEqual(names.map(() => "created"));
    expect(new Set(results.map(({ id }) => id))).toEqual(new Set(sandbox.tasks().map(({ Id }) => Id)));
    // The sandbox refuses the 21st request within a second.
    expect(sandbox.requests.filter(({ error }) => error !== undefined)).toEqual([]);
    expect(requests("CreateKafkaRecharge")).toHaveLength(names.length);
    expect(code).toBe(0);
  });

  it.each<[string, (run: Running) => Promise<number | null>]>([
    ["its terminal is gone", (run) => run.interrupt("SIGHUP")],
    ["nobody reads its results any more", (run) => run.stopReading()],
  ])("finishes what is under way when %s, and begins nothing more", async (_, end) => {
    const names = Array.from({ length: 12 }, (_, index) => `task-${index}`);
    const cwd = tasks(...names);
    const action = "CreateKafkaRecharge";
    sandbox.script([{ action }, { action, times: 4, hold: true }]);
    const args = ["submit", cwd, "--yes", "--region", "ap-guangzhou", "--endpoint", sandbox.url];
    const run = await startCli(args, { CLS_RECHARGE_STATE_DIR: state });
    // All four workers wait for an answer.
    await vi.waitUntil(() => sandbox.tasks().length === 5, 30_000);
    const ended = end(run);
    sandbox.release();
    expect(await ended).toBe(130);
    const created = sandbox.tasks();
    expect(created.length).toBeLessThan(names.length);
    for (const { Name, Id } of created) expect(read(cwd, String(Name))).toBe(withId(task(String(Name)), Id));
  });

  it("sends nothing while one of the files is invalid", async () => {
    const cwd = tasks("good");
    writeFileSync(join(cwd, "bad.recharge.json"), task("bad").replace('"KafkaType": 0,', ""));
    const { code, stdout, stderr } = await submit([".", "--yes", "--format", "json"], { cwd });
    expect((JSON.parse(stdout) as Result[]).map(({ file, action }) => [file, action])).toEqual([
      ["bad.recharge.json", "invalid"],
      ["good.recharge.json", "cancelled"],
    ]);
    expect(stderr).toContain("KafkaType");
    expect(code).toBe(1);
    const dry = await submit([".", "--dry-run"], { cwd });
    expect(dry.code).toBe(1);
    expect(dry.stdout).toContain("good.recharge.json  cancelled\n    Nothing is sent while a file is invalid.");
    expect(dry.stdout + dry.stderr).not.toContain("would be created");
    expect(sandbox.connections()).toBe(0);
  });

  it("asks nobody where there is no terminal", async () => {
    const cwd = tasks("orders");
    const { code, stdout, stderr } = await submit(["orders.recharge.json"], { cwd });
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain("--yes");
    expect(sandbox.connections()).toBe(0);
  });

  it("shows what it would do with --dry-run", async () => {
    const cwd = tasks("orders");
    const result = await submit(["orders.recharge.json", "--dry-run", "--format", "json"], { cwd });
    expect(first(result).action).toBe("create");
    expect(result.stderr).toContain("create “orders” in ap-guangzhou");
    expect(requests("CreateKafkaRecharge")).toEqual([]);
    expect(read(cwd, "orders")).toBe(task("orders"));
  });

  it("reports what the API refuses", async () => {
    const cwd = tasks("orders");
    sandbox.script([{ action: "CreateKafkaRecharge", error: { code: "LimitExceeded", message: "Too many." } }]);
    const result = await submit(["orders.recharge.json", "--yes", "--format", "json"], { cwd });
    const { action, error, requestId } = first(result);
    expect([result.code, action, error?.code]).toEqual([1, "rejected", "LimitExceeded"]);
    expect(requestId).toBe(requests("CreateKafkaRecharge")[0]?.requestId);
    expect(error?.message).toContain("Too many.");
    expect(read(cwd, "orders")).toBe(task("orders"));
  });

  it("takes placeholders from the environment and shows none of their values", async () => {
    const cwd = tasks("orders");
    const file = join(cwd, "orders.recharge.json");
    const address = `"KafkaType": 1, "ServerAddr": "\${env:BROKER}", "IsEncryptionAddr": true,
      "Protocol": { "Protocol": "sasl_ssl", "Mechanism": "PLAIN", "UserName": "u", "Password": "\${secret:kafka-password}" },`;
    writeFileSync(
      file,
      task("orders")
        .replace('"Name": "orders"', '"Name": "orders-${env:STAGE}"')
        .replace('"KafkaType": 0,', address)
        .replace(/.*"KafkaInstance".*\n/, ""),
    );
    const without = await submit([file, "--yes", "--format", "json"]);
    expect(first(without).error?.message).toContain("set CLS_RECHARGE_SECRET_KAFKA_PASSWORD");
    const env = {
      STAGE: "stage-1",
      BROKER: "broker.example.com:9092",
      CLS_RECHARGE_SECRET_KAFKA_PASSWORD: "canary-7f3a",
    };
    const { code, stdout, stderr } = await submit([file, "--yes"], { env });
    expect(code).toBe(0);
    expect(sandbox.tasks()[0]).toMatchObject({
      ServerAddr: "broker.example.com:9092",
      Protocol: { Password: "canary-7f3a" },
    });
    expect(stdout + stderr).not.toMatch(/canary-7f3a|stage-1/);
    expect(stderr).toContain("create “orders-${env:STAGE}”");
    expect(read(cwd, "orders")).toContain("${secret:kafka-password}");
  });

  it("starts a sandbox for one run", async () => {
    const cwd = tasks("orders");
    const { code, stdout } = await runCli(["submit", ".", "--sandbox", "--yes", "--format", "json"], { cwd });
    const [result] = JSON.parse(stdout) as Result[];
    expect(code).toBe(0);
    expect(read(cwd, "orders")).toBe(withId(task("orders"), result?.id));
  });
});

describe("submit to a sandbox", () => {
  const dummy = {
    TENCENTCLOUD_SECRET_ID: "AKIDEXAMPLE00000000000000000000000000",
    TENCENTCLOUD_SECRET_KEY: "EXAMPLEKEY",
  };
  const real = { TENCENTCLOUD_SECRET_ID: `AKID${"z".repeat(32)}`, TENCENTCLOUD_SECRET_KEY: "canary-2b81" };
  /** The key ids of the requests that a server gets, which knows none. */
  async function idsSentWith(env: Record<string, string>, args: string[] = []): Promise<[RunResult, string[]]> {
    const ids: string[] = [];
    const server = createServer((request, response) => {
      ids.push(/Credential=([^/]+)/.exec(request.headers.authorization ?? "")?.[1] ?? "");
      response.end("{}");
    });
    await once(server.listen(0, "127.0.0.1"), "listening");
    const { port } = server.address() as AddressInfo;
    const address = ["--endpoint", `http://127.0.0.1:${port}`];
    const result = await runCli(["submit", ".", "--yes", ...address, ...args], { cwd: tasks("orders"), env });
    server.close();
    return [result, ids];
  }

  it("signs with the dummy key of the environment, else with the sandbox's own", async () => {
    for (const [env, id] of [
      [dummy, dummy.TENCENTCLOUD_SECRET_ID],
      [{}, sandbox.credentials.secretId],
    ] as const) {
      const [result, ids] = await idsSentWith(env);
      expect(result.code).toBe(1);
      expect(ids.length).toBeGreaterThan(0);
      expect(new Set(ids)).toEqual(new Set([id]));
      expect(result.stderr).not.toContain("never sent");
    }
  });

  it("sends no key that may be real, and says so", async () => {
    for (const [env, args] of [
      [real, []],
      [{}, ["--profile", "prod"]],
    ] as const) {
      const [{ stdout, stderr }, ids] = await idsSentWith(env, [...args]);
      expect(new Set(ids)).toEqual(new Set([sandbox.credentials.secretId]));
      expect(stderr).toContain("Credentials that may be real are never sent to a sandbox: its own key is used.");
      expect(stdout + stderr).not.toContain(real.TENCENTCLOUD_SECRET_KEY);
    }
  });

  it("works with one in another process, whichever of them has a dummy key", async () => {
    for (const { served, sent } of [
      { served: {}, sent: {} },
      { served: dummy, sent: dummy },
      { served: dummy, sent: {} },
      { served: {}, sent: dummy },
      { served: real, sent: real },
    ]) {
      const server = await startCli(["sandbox"], served);
      const cwd = tasks("orders");
      const args = ["submit", "orders.recharge.json", "--yes", "--format", "json", "--endpoint", server.firstLine];
      const result = await runCli(args, { cwd, env: sent });
      expect([result.code, first(result).action]).toEqual([0, "created"]);
      expect(read(cwd, "orders")).toBe(withId(task("orders"), first(result).id));
      expect(await server.interrupt()).toBe(130);
    }
  });

  it("needs the rest of a dummy key", async () => {
    const { code, stderr } = await submit([".", "--yes"], {
      cwd: tasks("orders"),
      env: { TENCENTCLOUD_SECRET_ID: "example" },
    });
    expect(code).toBe(2);
    expect(stderr).toContain("TENCENTCLOUD_SECRET_KEY is not set");
  });
});

describe("recover", () => {
  it("has nothing to do after a good end", async () => {
    const cwd = tasks("orders");
    await submit(["orders.recharge.json", "--yes"], { cwd });
    expect(await run(["recover", "--format", "json"], { cwd })).toMatchObject({ code: 0, stdout: "[]\n" });
  });

  it("finds a task whose answer was lost and that appeared late", async () => {
    const cwd = tasks("orders");
    sandbox.script([{ action: "CreateKafkaRecharge", commit: "later", outcome: "reset" }]);
    const lost = await submit(["orders.recharge.json", "--yes", "--format", "json"], { cwd });
    expect([lost.code, first(lost).action]).toEqual([1, "unknown"]);
    expect(lost.stderr).toContain("cls-recharge recover");

    const listed = await run(["recover", "--format", "json"], { cwd });
    expect([listed.code, first(listed).action, first(listed).file]).toEqual([1, "unknown", "orders.recharge.json"]);

    expect(sandbox.commitPending()).toBe(1);
    const settled = await run(["recover", "--yes", "--format", "json"], { cwd });
    const [task1] = sandbox.tasks();
    expect([settled.code, first(settled).action, first(settled).id]).toEqual([0, "adopted", task1?.Id]);
    expect(read(cwd, "orders")).toBe(withId(task("orders"), task1?.Id));
    expect(requests("CreateKafkaRecharge")).toHaveLength(1);
    expect(await run(["recover"], { cwd })).toMatchObject({ code: 0, stdout: "Nothing is unfinished.\n" });
  });

  it("says who decides about a task that does not appear", async () => {
    const cwd = tasks("orders");
    sandbox.script([{ action: "CreateKafkaRecharge", commit: false, outcome: "reset" }]);
    await submit(["orders.recharge.json", "--yes"], { cwd });
    const recover = await run(["recover", "--yes", "--format", "json"], { cwd });
    expect([recover.code, first(recover).action, first(recover).error?.code]).toEqual([1, "unknown", "absent"]);
    expect(first(recover).warnings).toEqual([expect.stringContaining("recover at a terminal, without --yes")]);
  });

  it("leaves what it has no account for, and settles the others", async () => {
    const cwd = tasks("audit", "orders");
    sandbox.script([{ action: "CreateKafkaRecharge", times: 2, commit: "later", outcome: "reset" }]);
    await submit([".", "--yes"], { cwd });
    expect(sandbox.commitPending()).toBe(2);
    const ops = join(state, "ops");
    for (const name of readdirSync(ops).filter((name) => name.endsWith(".json"))) {
      const record = decodeRecord(readFileSync(join(ops, name)));
      if (record?.name !== "audit") continue;
      const moved = { ...record, endpoint: "https://cls.tencentcloudapi.com", startedAt: new Date(0).toISOString() };
      writeFileSync(join(ops, name), encodeRecord(moved));
    }
    const env = { CLS_RECHARGE_STATE_DIR: state };
    const { code, stdout } = await runCli(["recover", "--yes", "--settle", "1", "--format", "json"], { cwd, env });
    expect([code, JSON.parse(stdout)]).toEqual([
      1,
      [
        expect.objectContaining({ file: "audit.recharge.json", action: "unknown", id: null }),
        expect.objectContaining({ file: "orders.recharge.json", action: "adopted", error: null }),
      ],
    ]);
    expect(first({ code, stdout, stderr: "" }).error?.message).toMatch(
      /^Not settled: No credentials were found.*--profile/,
    );

    const dummy = {
      ...env,
      TENCENTCLOUD_SECRET_ID: sandbox.credentials.secretId,
      TENCENTCLOUD_SECRET_KEY: sandbox.credentials.secretKey,
    };
    const again = await runCli(["recover", "--yes"], { cwd, env: dummy });
    expect([again.code, again.stdout]).toEqual([1, expect.stringContaining("Not settled: The sandbox's credentials")]);
  });

  it("waits longer than not at all", async () => {
    const { code, stderr } = await runCli(["recover", "--timeout", "0"], { env: { CLS_RECHARGE_STATE_DIR: state } });
    expect([code, stderr]).toEqual([2, 'error: --timeout cannot be "0". More than 0 seconds are expected.\n']);
  });

  it("refuses an endpoint that nothing may be sent to", async () => {
    const { code, stderr } = await runCli(["recover", "--endpoint", "example.com"], {
      env: { CLS_RECHARGE_STATE_DIR: state },
    });
    expect([code, stderr]).toEqual([2, expect.stringContaining("is not an address of Tencent Cloud CLS")]);
  });

  /** Resolves with the exit code. */
  async function forget(cwd: string, answer: string): Promise<number> {
    const recover = runInTerminal(["recover"], { cwd, env: { CLS_RECHARGE_STATE_DIR: state } });
    await recover.shown("Settle 1 now?");
    recover.type("y\r");
    await recover.shown("Forget it now?");
    recover.type(`${answer}\r`);
    return recover.ended;
  }

  it("forgets an operation whose record cannot be read where somebody agrees", async () => {
    const cwd = tasks("orders");
    sandbox.script([{ action: "CreateKafkaRecharge", commit: "later", outcome: "reset" }]);
    await submit(["orders.recharge.json", "--yes"], { cwd });
    const ops = join(state, "ops");
    for (const name of readdirSync(ops).filter((name) => name.endsWith(".json"))) writeFileSync(join(ops, name), "x");
    const unattended = await run(["recover", "--yes", "--format", "json"], { cwd });
    expect([unattended.code, first(unattended).action]).toEqual([1, "unknown"]);
    expect(first(unattended).error?.message).toContain("Its record cannot be read");
    expect(await forget(cwd, "y")).toBe(0);
    expect(await run(["recover"], { cwd })).toMatchObject({ code: 0, stdout: "Nothing is unfinished.\n" });
  });

  it("forgets an operation whose file is gone where somebody agrees, and still knows its task", async () => {
    const cwd = tasks("orders");
    sandbox.script([{ action: "CreateKafkaRecharge", commit: "later", outcome: "reset" }]);
    await submit(["orders.recharge.json", "--yes"], { cwd });
    sandbox.commitPending();
    const [{ Id: id } = {}] = sandbox.tasks();
    renameSync(join(cwd, "orders.recharge.json"), join(cwd, "renamed.recharge.json"));
    const unattended = await run(["recover", "--yes", "--format", "json"], { cwd });
    expect([unattended.code, first(unattended).action, first(unattended).id]).toEqual([1, "held", id]);
    expect(first(unattended).error?.message).toMatch(/The file is no longer there.*asks whether to forget it/);

    expect(await forget(cwd, "n")).toBe(1);
    expect(await forget(cwd, "y")).toBe(0);
    expect(await run(["recover"], { cwd })).toMatchObject({ code: 0, stdout: "Nothing is unfinished.\n" });
    const refused = await submit(["renamed.recharge.json", "--yes", "--format", "json"], { cwd });
    expect([refused.code, first(refused).error?.code]).toEqual([1, "already-created"]);
    expect(first(refused).error?.message).toContain(id);
  });

  it("says that a sandbox does not run any more, and forgets what was sent to it where somebody agrees", async () => {
    const cwd = tasks("orders");
    const gone = await startSandbox();
    gone.script([{ action: "CreateKafkaRecharge", commit: "later", outcome: "reset" }]);
    const env = { CLS_RECHARGE_STATE_DIR: state };
    const lost = await runCli(["submit", ".", "--yes", "--settle", "1", "--endpoint", gone.url], { cwd, env });
    expect([lost.code, lost.stdout]).toEqual([1, expect.stringContaining("outcome unknown")]);
    await gone.close();

    const unattended = await runCli(["recover", "--yes", "--format", "json"], { cwd, env });
    expect([unattended.code, first(unattended).action]).toEqual([1, "unknown"]);
    const why = `a sandbox on this computer that does not run any more: ${new URL(gone.url).host}`;
    expect(first(unattended).error?.message).toContain(why);

    expect(await forget(cwd, "n")).toBe(1);
    expect(await forget(cwd, "y")).toBe(0);
    expect(await runCli(["recover"], { cwd, env })).toMatchObject({ code: 0, stdout: "Nothing is unfinished.\n" });
    expect(read(cwd, "orders")).toBe(task("orders"));
  });
});
