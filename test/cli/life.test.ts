/** A task's life after its creation: status, diff, apply, pause, resume, delete. */
import { chmodSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Result } from "../../cli/remote/results.ts";
import type { Status } from "../../cli/remote/status.ts";
import { type Sandbox, startSandbox } from "../../sandbox/server.ts";
import { sdk } from "../unit/sandbox/client.ts";
import { folder, hasOrdinaryUser, type RunOptions, type RunResult, runCli, runInTerminal } from "./run.ts";
import { read, task, tasks, withId } from "./tasks.ts";

let sandbox: Sandbox;
let env: Record<string, string>;
beforeEach(async () => {
  sandbox = await startSandbox({ rateLimit: false });
  env = { CLS_RECHARGE_STATE_DIR: folder() };
});
afterEach(() => sandbox.close());

const place = (command = "") => {
  const settle = /^(submit|apply|pause|resume|delete)$/.test(command) ? ["--settle", "1"] : [];
  return ["--endpoint", sandbox.url, "--region", "ap-guangzhou", ...settle];
};
const run = (args: string[], options: RunOptions = {}): Promise<RunResult> =>
  runCli([...args, ...place(args[0])], { ...options, env: { ...env, ...options.env } });

async function json<T>(args: string[], cwd: string): Promise<{ code: number | null; results: T[] }> {
  const { code, stdout, stderr } = await run([...args, "--format", "json"], { cwd });
  if (stdout === "") throw new Error(stderr);
  return { code, results: JSON.parse(stdout) };
}

/** A folder with files whose tasks exist. */
async function created(...names: string[]): Promise<string> {
  const cwd = tasks(...names);
  expect((await run(["submit", ".", "--yes"], { cwd })).code).toBe(0);
  return cwd;
}

function edit(cwd: string, name: string, from: string, to: string): void {
  writeFileSync(join(cwd, `${name}.recharge.json`), read(cwd, name).replace(from, to));
}

/** Somebody else, in the console. */
async function elsewhere(name: string, change: object): Promise<void> {
  const found = cloud(name);
  if (!found) throw new Error(`no task ${name}`);
  const { Region: _, Status: __, CreateTime: ___, UpdateTime: ____, Offset: _____, ...fields } = found;
  await sdk(sandbox).request("ModifyKafkaRecharge", { ...fields, ...change });
}

const cloud = (name: string) => sandbox.tasks().find((task) => task.Name === name);
const writes = () => sandbox.requests.filter(({ action }) => /^(Create|Modify|Delete)/.test(action ?? "")).length;

describe("status", () => {
  it("says of each file how its task is", async () => {
    const cwd = await created("same", "paused", "changed", "gone", "failing");
    sandbox.setStatus(cloud("failing")?.Id ?? "", 3);
    writeFileSync(join(cwd, "new.recharge.json"), task("new"));
    await elsewhere("paused", { StatusControl: 1 });
    await elsewhere("changed", { UserKafkaTopics: "app-audit", ConsumerGroupName: "other" });
    await sdk(sandbox).request("DeleteKafkaRecharge", { Id: cloud("gone")?.Id, TopicId: cloud("gone")?.TopicId });
    const { code, results } = await json<Status>(["status"], cwd);
    expect(code).toBe(0);
    expect(
      results
        .filter(({ file }) => file !== null)
        .map(({ file, state, status, id }) => [file, state, status, id !== null]),
    ).toEqual([
      ["changed.recharge.json", "differs", "running", true],
      ["failing.recharge.json", "in-sync", "error", true],
      ["gone.recharge.json", "deleted", null, true],
      ["new.recharge.json", "not-created", null, false],
      ["paused.recharge.json", "in-sync", "paused", true],
      ["same.recharge.json", "in-sync", "running", true],
    ]);
    expect(results[0]).toMatchObject({
      name: "changed",
      region: "ap-guangzhou",
      topicId: cloud("changed")?.TopicId,
      differences: [
        { pointer: "/UserKafkaTopics", file: "app-logs", cloud: "app-audit" },
        { pointer: "/ConsumerGroupName", file: "group-changed", cloud: "other" },
      ],
      error: null,
    });
    const { stdout } = await run(["status", "failing.recharge.json"], { cwd });
    expect(stdout).toContain(`in sync  in error  failing.recharge.json  ${cloud("failing")?.Id}\n`);
  });

  it("lists each log topic once, however many files", async () => {
    const cwd = await created(...Array.from({ length: 30 }, (_, index) => `task-${index}`));
    const before = sandbox.requests.length;
    const { stdout } = await run(["status", "."], { cwd });
    expect(stdout.match(/in sync {2}running/g)).toHaveLength(30);
    expect(sandbox.requests.slice(before).map(({ action }) => action)).toEqual(["DescribeKafkaRecharges"]);
  });

  it("lists the tasks of the files' log topics that no file is of", async () => {
    const cwd = await created("known", "forgotten");
    const { Id, TopicId } = cloud("forgotten") ?? {};
    rmSync(join(cwd, "forgotten.recharge.json"));
    // A file that says nothing else still says which task is its own.
    writeFileSync(join(cwd, "half.recharge.json"), `{ "Id": "${cloud("known")?.Id}" }`);
    rmSync(join(cwd, "known.recharge.json"));
    writeFileSync(join(cwd, "new.recharge.json"), task("new"));
    const { code, results } = await json<Status>(["status"], cwd);
    expect(code).toBe(1);
    const entry = results.find(({ id }) => id === Id);
    expect(entry).toEqual({
      file: null,
      state: "no-file",
      status: "running",
      id: Id,
      name: "forgotten",
      region: "ap-guangzhou",
      topicId: TopicId,
      differences: [],
      error: null,
    });
    expect(results.filter(({ id }) => id === cloud("known")?.Id).map(({ file }) => file)).toEqual([
      "half.recharge.json",
    ]);
    const { stdout } = await run(["status"], { cwd });
    expect(stdout).toContain(`no file  running  forgotten  ${Id}  ap-guangzhou  ${TopicId}\n`);
    const { results: differences } = await json<Status>(["diff"], cwd);
    expect(differences.map(({ file }) => file)).toEqual(["half.recharge.json", "new.recharge.json"]);
  });

  it("calls no task fileless that a file beside the named one is of", async () => {
    const cwd = await created("orders", "paid", "forgotten");
    rmSync(join(cwd, "forgotten.recharge.json"));
    const { results } = await json<Status>(["status", join(cwd, "orders.recharge.json")], folder());
    expect(results.map(({ state, name }) => [state, name])).toEqual([
      ["in-sync", "orders"],
      ["no-file", "forgotten"],
    ]);
  });

  it("says what it could not find out, and fails", async () => {
    const cwd = await created("orders", "other");
    writeFileSync(join(cwd, "other.recharge.json"), "{");
    sandbox.script([{ action: "DescribeKafkaRecharges", error: { code: "AuthFailure.UnauthorizedOperation" } }]);
    const { code, results } = await json<Status>(["status"], cwd);
    expect(code).toBe(1);
    expect(results.map(({ state }) => state)).toEqual(["unknown", "unknown"]);
    expect(results[0]).toMatchObject({ id: cloud("orders")?.Id, topicId: cloud("orders")?.TopicId });
    expect(results[0]?.error?.message).toContain("AuthFailure.UnauthorizedOperation");
    expect(results[1]?.error?.message).toContain("closing brace");
  });

  it.skipIf(!hasOrdinaryUser)("tells a file that cannot be read from one that cannot be written", async () => {
    const cwd = tasks("orders");
    chmodSync(join(cwd, "orders.recharge.json"), 0);
    const { stdout } = await run(["status"], { cwd, ordinary: true });
    expect(stdout).toBe("unknown  orders.recharge.json  There is no permission to read the file.\n");
  });
});

describe("diff", () => {
  it("is silent and succeeds when there is none", async () => {
    const cwd = await created("orders");
    expect(await run(["diff"], { cwd })).toEqual({ code: 0, stdout: "", stderr: "" });
  });

  it("shows what apply would change, and fails", async () => {
    const cwd = await created("orders");
    edit(cwd, "orders", '"app-logs"', '"app-audit"');
    edit(cwd, "orders", '"DefaultTimeSwitch": true', '"DefaultTimeSwitch": true, "ParseArray": true');
    const { code, stdout } = await run(["diff", "orders.recharge.json"], { cwd });
    expect(code).toBe(1);
    expect(stdout).toBe(
      [
        `differs  running  orders.recharge.json  ${cloud("orders")?.Id}`,
        "    UserKafkaTopics",
        '      - "app-logs"',
        '      + "app-audit"',
        "    LogRechargeRule.ParseArray",
        "      - false",
        "      + true",
        "",
      ].join("\n"),
    );
  });

  it("never shows a password, nor what a placeholder stands for", async () => {
    const cwd = tasks("orders");
    edit(
      cwd,
      "orders",
      '"KafkaType": 0,\n  "KafkaInstance": "ckafka-2vrgxbxa"',
      `"KafkaType": 1, "ServerAddr": "\${env:BROKER}", "IsEncryptionAddr": true, "Protocol": { "Protocol": "sasl_ssl",
        "Mechanism": "PLAIN", "UserName": "u", "Password": "\${secret:kafka}" }`,
    );
    const secrets = { BROKER: "broker-a.example.com:1", CLS_RECHARGE_SECRET_KAFKA: "canary-1" };
    expect((await run(["submit", ".", "--yes"], { cwd, env: secrets })).code).toBe(0);
    const Protocol = { ...cloud("orders")?.Protocol, UserName: "v", Password: "canary-2" };
    await elsewhere("orders", { Protocol, ServerAddr: "canary-b.example.com:2" });
    const { stdout, stderr } = await run(["diff", "."], { cwd, env: secrets });
    expect(stdout).toContain('      - "v"\n      + "u"');
    expect(stdout).toContain('ServerAddr\n      - "•••"\n      + "${env:BROKER}"');
    expect(stdout).not.toContain("Password");
    expect(stdout + stderr).not.toMatch(/canary|broker-a/);
    // Without their values there is nothing to compare.
    expect((await run(["diff", "."], { cwd })).stdout).not.toContain("ServerAddr");
  });
});

describe("apply", () => {
  it("creates what is missing, updates what differs, and leaves the rest alone", async () => {
    const cwd = await created("same", "changed");
    writeFileSync(join(cwd, "new.recharge.json"), task("new"));
    edit(cwd, "changed", '"app-logs"', '"app-audit"');
    const before = writes();
    const { code, results } = await json<Result>(["apply", ".", "--yes"], cwd);
    expect(code).toBe(0);
    expect(results.map(({ file, action, id }) => [file, action, id])).toEqual([
      ["changed.recharge.json", "updated", cloud("changed")?.Id],
      ["new.recharge.json", "created", cloud("new")?.Id],
      ["same.recharge.json", "unchanged", cloud("same")?.Id],
    ]);
    expect(writes() - before).toBe(2);
    expect(cloud("changed")?.UserKafkaTopics).toBe("app-audit");
    expect(read(cwd, "new")).toBe(withId(task("new"), cloud("new")?.Id));
    const again = await json<Result>(["apply", ".", "--yes"], cwd);
    expect(again.results.map(({ action }) => action)).toEqual(["unchanged", "unchanged", "unchanged"]);
  });

  it("shows its plan first and sends nothing with --dry-run", async () => {
    const cwd = await created("orders");
    edit(cwd, "orders", '"app-logs"', '"app-audit"');
    const before = writes();
    const { code, stdout, stderr } = await run(["apply", ".", "--dry-run", "--format", "json"], { cwd });
    expect([code, JSON.parse(stdout)[0].action, writes() - before]).toEqual([0, "update", 0]);
    expect(stderr).toContain('    UserKafkaTopics\n      - "app-logs"\n      + "app-audit"');
  });

  it("unsets in the cloud what the file has no longer", async () => {
    const cwd = await created("orders");
    edit(cwd, "orders", '  "ConsumerGroupName": "group-orders",\n', "");
    expect((await run(["apply", ".", "--yes"], { cwd })).code).toBe(0);
    expect(cloud("orders")?.ConsumerGroupName).toBe("");
  });

  it("refuses what cannot be changed, and says what another task would cost", async () => {
    const cwd = await created("orders");
    edit(cwd, "orders", '"Offset": -1', '"Offset": -2');
    edit(cwd, "orders", '"app-logs"', '"app-audit"');
    const { code, results } = await json<Result>(["apply", ".", "--yes"], cwd);
    expect([code, results[0]?.action, results[0]?.error?.code]).toEqual([1, "refused", "immutable"]);
    expect(results[0]?.error?.message).toMatch(/: Offset\..*is lost.*imported again/);
    expect(cloud("orders")?.UserKafkaTopics).toBe("app-logs");
  });

  it("deletes and creates again when it is told to, after saying what that costs", async () => {
    const cwd = await created("moved", "other");
    const old = cloud("moved")?.Id;
    edit(cwd, "moved", '"Offset": -1', '"Offset": -2');
    edit(cwd, "other", '"app-logs"', '"app-audit"');
    const plan = await run(["apply", ".", "--replace", "--dry-run", "--format", "json"], { cwd });
    expect(JSON.parse(plan.stdout).map(({ action }: Result) => action)).toEqual(["replace", "update"]);
    expect(plan.stderr).toMatch(/because of Offset:\n {4}Offset\n {6}- -1\n {6}\+ -2[\s\S]*-2 .*twice[\s\S]*-1 .*lost/);
    expect(cloud("moved")?.Id).toBe(old);
    const { code, results } = await json<Result>(["apply", ".", "--replace", "--yes"], cwd);
    const fresh = cloud("moved");
    expect([code, ...results.map(({ action, id }) => [action, id])]).toEqual([
      0,
      ["replaced", fresh?.Id],
      ["updated", cloud("other")?.Id],
    ]);
    expect([fresh?.Offset, fresh?.Id === old, sandbox.tasks().length]).toEqual([-2, false, 2]);
    expect(read(cwd, "moved")).toBe(withId(task("moved").replace('"Offset": -1', '"Offset": -2'), fresh?.Id));
    expect((await json<Result>(["apply", ".", "--replace", "--yes"], cwd)).results[0]?.action).toBe("unchanged");
  });

  it("wants the name typed at a terminal before it deletes and creates again", async () => {
    const cwd = await created("moved");
    edit(cwd, "moved", '"Offset": -1', '"Offset": -2');
    const old = cloud("moved")?.Id;
    const no = runInTerminal(["apply", ".", "--replace", ...place("apply")], { cwd, env });
    await no.shown("Type “moved”");
    no.type("y\r");
    expect([await no.ended, cloud("moved")?.Id]).toEqual([1, old]);
    const yes = runInTerminal(["apply", ".", "--replace", ...place("apply")], { cwd, env });
    await yes.shown("Type “moved”");
    yes.type("moved\r");
    expect([await yes.ended, cloud("moved")?.Offset]).toEqual([0, -2]);
  });

  it("says that the task is gone when only the delete came about, and leaves a file to submit", async () => {
    const cwd = await created("moved");
    const old = cloud("moved")?.Id;
    edit(cwd, "moved", '"Offset": -1', '"Offset": -2');
    sandbox.script([{ action: "CreateKafkaRecharge", error: { code: "OperationDenied.AccountIsolate" } }]);
    const { code, results } = await json<Result>(["apply", ".", "--replace", "--yes"], cwd);
    expect([code, results[0]?.action, results[0]?.id]).toEqual([1, "rejected", null]);
    expect(results[0]?.error?.message).toMatch(new RegExp(`Task ${old} is deleted.*submit it`));
    expect(read(cwd, "moved")).toBe(task("moved").replace('"Offset": -1', '"Offset": -2'));
    expect((await json<Result>(["submit", ".", "--yes"], cwd)).results[0]?.action).toBe("created");
  });

  it("fails when a change was sent and is not in effect", async () => {
    const cwd = await created("orders");
    edit(cwd, "orders", '"app-logs"', '"app-audit"');
    sandbox.script([{ action: "ModifyKafkaRecharge", commit: false, outcome: "reset" }]);
    const { code, results } = await json<Result>(["apply", ".", "--yes"], cwd);
    expect([code, results[0]?.action, results[0]?.error?.code]).toEqual([1, "closed", "not-in-effect"]);
  });

  it("settles a lost answer by looking", async () => {
    const cwd = await created("orders");
    edit(cwd, "orders", '"app-logs"', '"app-audit"');
    sandbox.script([{ action: "ModifyKafkaRecharge", outcome: "reset" }]);
    const { code, results } = await json<Result>(["apply", ".", "--yes"], cwd);
    expect([code, results[0]?.action]).toEqual([0, "updated"]);
    expect(writes()).toBe(2);
  });

  it("updates a changed password only when it is told to", async () => {
    const cwd = await created("orders");
    expect((await json<Result>(["apply", ".", "--yes"], cwd)).results[0]?.action).toBe("unchanged");
    const { stdout, stderr } = await run(["apply", ".", "--yes", "--force"], { cwd });
    expect([stdout, stderr]).toEqual([
      expect.stringContaining("updated"),
      expect.stringContaining("orders.recharge.json would be sent again as it is.\n"),
    ]);
  });

  it("creates no second task for one that was deleted elsewhere", async () => {
    const cwd = await created("orders");
    await sdk(sandbox).request("DeleteKafkaRecharge", { Id: cloud("orders")?.Id, TopicId: cloud("orders")?.TopicId });
    const { code, results } = await json<Result>(["apply", ".", "--yes"], cwd);
    expect([code, results[0]?.action, sandbox.tasks().length]).toEqual([1, "gone", 0]);
    for (const command of ["submit", "apply", "pause"]) {
      const { results } = await json<Result>([command, ".", "--yes"], cwd);
      expect(results[0]?.error?.message).toContain("cls-recharge delete takes the Id out");
    }
  });

  it("lets no file's name draw on the terminal", async () => {
    const cwd = await created("orders");
    edit(cwd, "orders", '"app-logs"', '"app-audit"');
    renameSync(join(cwd, "orders.recharge.json"), join(cwd, "or\u001b[31mders.recharge.json"));
    const { stdout, stderr } = await run(["apply", ".", "--yes"], { cwd });
    expect(stdout + stderr).not.toContain("\u001b");
  });
});

describe("a file that names another log topic by now", () => {
  const other = "0a9c1f6e-58d2-4a53-9c7b-1f2e3d4c5b6a";

  async function moved(): Promise<string> {
    const cwd = await created("orders");
    edit(cwd, "orders", cloud("orders")?.TopicId ?? "", other);
    return cwd;
  }

  it("still has its task, which is not taken for deleted", async () => {
    const cwd = await moved();
    const { results } = await json<Status>(["status"], cwd);
    expect(results).toMatchObject([{ state: "differs", differences: [{ pointer: "/TopicId", file: other }] }]);
    const refused = await json<Result>(["apply", ".", "--yes"], cwd);
    expect([refused.code, refused.results[0]?.error?.code]).toEqual([1, "immutable"]);
    expect(refused.results[0]?.error?.message).toContain(": TopicId.");
    expect((await json<Result>(["pause", ".", "--yes"], cwd)).results[0]?.action).toBe("paused");
    expect((await json<Result>(["delete", ".", "--yes"], cwd)).results[0]?.action).toBe("deleted");
    expect(sandbox.tasks()).toEqual([]);
  });

  it("can have it moved", async () => {
    const cwd = await moved();
    expect((await json<Result>(["apply", ".", "--replace", "--yes"], cwd)).results[0]?.action).toBe("replaced");
    expect(sandbox.tasks().map(({ TopicId }) => TopicId)).toEqual([other]);
  });
});

describe("between the plan and the request", () => {
  it.each([
    ["apply", "Go ahead?", "y"],
    ["pause", "Pause 1 task?", "y"],
    ["delete", "Type the task's name", "orders"],
  ])("somebody else changes the task: %s sends nothing", async (command, question, answer) => {
    const cwd = await created("orders");
    edit(cwd, "orders", '"DefaultTimeSwitch": true', '"DefaultTimeSwitch": true, "ParseArray": true');
    const before = read(cwd, "orders");
    const terminal = runInTerminal([command, ".", ...place(command)], { cwd, env });
    await terminal.shown(question);
    await elsewhere("orders", { UserKafkaTopics: "app-audit" });
    const sent = writes();
    terminal.type(`${answer}\r`);
    expect(await terminal.ended).toBe(1);
    expect(terminal.output()).toMatch(/Somebody changed the task meanwhile.*\r?\n?.*UserKafkaTopics/);
    expect([writes(), cloud("orders")?.UserKafkaTopics, cloud("orders")?.Status]).toEqual([sent, "app-audit", 1]);
    expect(read(cwd, "orders")).toBe(before);
  });

  it.each([
    ["apply", "Go ahead?", "y", 1],
    ["pause", "Pause 1 task?", "y", 1],
    ["delete", "Type the task's name", "orders", 0],
  ])("somebody else deletes the task: %s sends nothing", async (command, question, answer, code) => {
    const cwd = await created("orders");
    edit(cwd, "orders", '"app-logs"', '"app-audit"');
    const terminal = runInTerminal([command, ".", ...place(command)], { cwd, env });
    await terminal.shown(question);
    await sdk(sandbox).request("DeleteKafkaRecharge", { Id: cloud("orders")?.Id, TopicId: cloud("orders")?.TopicId });
    const sent = writes();
    terminal.type(`${answer}\r`);
    expect([await terminal.ended, writes(), sandbox.tasks()]).toEqual([code, sent, []]);
  });
});

describe("recover", () => {
  const recover = (cwd: string) => json<Result>(["recover", "--yes", "--settle", "1"], cwd);

  it.each([
    ["apply", "ModifyKafkaRecharge", "updated"],
    ["pause", "ModifyKafkaRecharge", "paused"],
    ["delete", "DeleteKafkaRecharge", "deleted"],
  ])("says what became of %s", async (command, action, end) => {
    const cwd = await created("orders");
    const id = cloud("orders")?.Id;
    edit(cwd, "orders", '"app-logs"', '"app-audit"');
    sandbox.script([
      // Plan and pre-image can be listed, nothing after the lost answer.
      { action: "DescribeKafkaRecharges", times: 2 },
      { action, outcome: "reset" },
      { action: "DescribeKafkaRecharges", times: 3, error: { code: "UnauthorizedOperation" } },
    ]);
    const lost = await json<Result>([command, ".", "--yes"], cwd);
    expect([lost.code, lost.results[0]?.action]).toEqual([1, "unknown"]);
    expect(sandbox.unusedFaults()).toEqual([]);
    const { code, results } = await recover(cwd);
    expect([code, results]).toEqual([0, [expect.objectContaining({ action: end, id, error: null })]]);
    expect((await recover(cwd)).results).toEqual([]);
  });

  it("says so when a change came to nothing", async () => {
    const cwd = await created("orders");
    sandbox.script([
      { action: "DescribeKafkaRecharges", times: 2 },
      { action: "ModifyKafkaRecharge", commit: false, outcome: "reset" },
      { action: "DescribeKafkaRecharges", times: 3, error: { code: "UnauthorizedOperation" } },
    ]);
    expect((await json<Result>(["pause", ".", "--yes"], cwd)).results[0]?.action).toBe("unknown");
    expect(sandbox.unusedFaults()).toEqual([]);
    const { code, results } = await recover(cwd);
    expect([code, results[0]?.action, results[0]?.error]).toEqual([0, "closed", null]);
    expect(results[0]?.warnings).toEqual([expect.stringContaining("not in effect")]);
  });
});

describe("pause and resume", () => {
  it("change the status, once, and nothing else", async () => {
    const cwd = await created("a", "b");
    const before = sandbox.tasks().map(({ Status: _, UpdateTime: __, ...fields }) => fields);
    const files = [read(cwd, "a"), read(cwd, "b")];
    const paused = await json<Result>(["pause", ".", "--yes"], cwd);
    expect(paused.results.map(({ action }) => action)).toEqual(["paused", "paused"]);
    expect(sandbox.tasks().map(({ Status }) => Status)).toEqual([2, 2]);
    const again = await json<Result>(["pause", ".", "--yes"], cwd);
    expect([again.code, ...again.results.map(({ action }) => action)]).toEqual([0, "unchanged", "unchanged"]);
    expect((await json<Result>(["resume", "a.recharge.json", "--yes"], cwd)).results[0]?.action).toBe("resumed");
    expect([cloud("a")?.Status, cloud("b")?.Status]).toEqual([1, 2]);
    expect(sandbox.tasks().map(({ Status: _, UpdateTime: __, ...fields }) => fields)).toEqual(before);
    expect([read(cwd, "a"), read(cwd, "b")]).toEqual(files);
  });

  it("settle a lost answer by looking", async () => {
    const cwd = await created("orders");
    sandbox.script([{ action: "ModifyKafkaRecharge", outcome: "close" }]);
    expect((await json<Result>(["pause", ".", "--yes"], cwd)).results[0]?.action).toBe("paused");
  });

  it("send nothing while a file is not understood, and say what has no task", async () => {
    const cwd = await created("a", "b");
    writeFileSync(join(cwd, "b.recharge.json"), "{");
    const before = writes();
    for (const args of [["pause"], ["pause", "--dry-run"], ["apply", "--force", "--dry-run"]]) {
      const { code, results } = await json<Result>([...args, ".", "--yes"], cwd);
      expect([code, ...results.map(({ action }) => action)]).toEqual([1, "cancelled", "invalid"]);
      expect(results[0]?.error?.message).toBe("Nothing is sent while a file is invalid.");
    }
    expect(writes()).toBe(before);
    writeFileSync(join(cwd, "b.recharge.json"), task("b"));
    const one = await json<Result>(["pause", ".", "--yes"], cwd);
    expect([one.code, ...one.results.map(({ action }) => action)]).toEqual([1, "paused", "not-created"]);
  });

  it("ask nobody where there is no terminal", async () => {
    const cwd = await created("orders");
    const { code, stderr } = await run(["pause", "."], { cwd });
    expect([code, stderr.includes("--yes")]).toEqual([2, true]);
  });
});

describe("delete", () => {
  it("ends the task and leaves a file that can be submitted again", async () => {
    const cwd = await created("orders");
    const id = cloud("orders")?.Id;
    const { results } = await json<Result>(["delete", ".", "--yes"], cwd);
    expect(results).toMatchObject([{ action: "deleted", id, error: null }]);
    expect(sandbox.tasks()).toEqual([]);
    expect(read(cwd, "orders")).toBe(task("orders"));
    expect((await json<Result>(["submit", ".", "--yes"], cwd)).results[0]?.action).toBe("created");
  });

  it("settles a lost answer by looking", async () => {
    const cwd = await created("orders");
    sandbox.script([{ action: "DeleteKafkaRecharge", outcome: "reset" }]);
    expect((await json<Result>(["delete", ".", "--yes"], cwd)).results[0]?.action).toBe("deleted");
    expect(read(cwd, "orders")).toBe(task("orders"));
  });

  it("removes the Id of a task that somebody else deleted", async () => {
    const cwd = await created("orders");
    await sdk(sandbox).request("DeleteKafkaRecharge", { Id: cloud("orders")?.Id, TopicId: cloud("orders")?.TopicId });
    expect((await json<Result>(["delete", ".", "--yes"], cwd)).results[0]?.action).toBe("deleted");
    expect(read(cwd, "orders")).toBe(task("orders"));
  });

  it("wants the name typed at a terminal, and the number of several", async () => {
    const cwd = await created("orders", "paid");
    const at = (file: string) => runInTerminal(["delete", file, ...place()], { cwd, env });
    const no = at("orders.recharge.json");
    await no.shown("Type the task's name");
    no.type("y\r");
    expect(await no.ended).toBe(1);
    expect(sandbox.tasks()).toHaveLength(2);
    const yes = at("orders.recharge.json");
    await yes.shown("Type the task's name");
    yes.type("orders\r");
    expect(await yes.ended).toBe(0);
    expect(sandbox.tasks().map(({ Name }) => Name)).toEqual(["paid"]);
    await run(["submit", "orders.recharge.json", "--yes"], { cwd });
    const both = at(".");
    await both.shown("Type “delete 2”");
    both.type("delete 2\r");
    expect(await both.ended).toBe(0);
    expect(sandbox.tasks()).toEqual([]);
  });
});
