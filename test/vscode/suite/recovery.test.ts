import { strict as assert } from "node:assert";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";
import { type Sandbox, startSandbox } from "../../../sandbox/server.ts";
import { Person } from "./person.ts";
import { openTask, setUserSetting } from "./workspace.ts";

const taskText = (name: string) => `{
  "Region": "ap-guangzhou",
  "TopicId": "b53fe5be-7ee3-4031-8043-5a73bad4f572",
  "Name": "${name}",
  "KafkaType": 0,
  "KafkaInstance": "ckafka-2vrgxbxa",
  "UserKafkaTopics": "app-logs",
  "Offset": -1,
  "LogRechargeRule": { "RechargeType": "json_log", "EncodingFormat": 0, "DefaultTimeSwitch": true }
}
`;

describe("recovery", () => {
  let sandbox: Sandbox;
  let state: string;
  let person: Person;
  const directory = process.env.CLS_RECHARGE_STATE_DIR;
  before(async () => {
    state = await mkdtemp(join(tmpdir(), "recharge-state-"));
    process.env.CLS_RECHARGE_STATE_DIR = state;
    sandbox = await startSandbox({ rateLimit: false });
    await setUserSetting("endpoint", sandbox.url);
    await setUserSetting("settleTime", 1);
  });
  after(async () => {
    await setUserSetting("settleTime", undefined);
    await setUserSetting("endpoint", undefined);
    await sandbox.close();
    if (directory === undefined) delete process.env.CLS_RECHARGE_STATE_DIR;
    else process.env.CLS_RECHARGE_STATE_DIR = directory;
    await rm(state, { recursive: true });
  });
  beforeEach(() => {
    person = new Person();
    person.answers(/Create the task/, "Submit");
  });
  afterEach(() => person.leave());

  it("finds the task of a lost answer by itself", async () => {
    sandbox.script([{ action: "CreateKafkaRecharge", outcome: "reset" }]);
    const document = await openTask("lost-answer.recharge.json", taskText("lost-answer"));
    await vscode.commands.executeCommand("recharge.submit", document.uri);
    const told = await person.sees(/The task exists/);
    const [task] = sandbox.tasks().filter(({ Name }) => Name === "lost-answer");
    assert.ok(task);
    assert.match(told.text, new RegExp(task.Id));
    assert.ok(document.getText().includes(task.Id));
  });

  it("asks when no task shows up, and finds it once it does", async () => {
    sandbox.script([{ action: "CreateKafkaRecharge", commit: "later", outcome: "reset" }]);
    const document = await openTask("late.recharge.json", taskText("late"));
    person.answers(/no task “late” shows up/, undefined);
    await vscode.commands.executeCommand("recharge.submit", document.uri);
    assert.equal(document.getText(), taskText("late"));

    const again = await openTask("late.recharge.json", taskText("late"));
    assert.equal(sandbox.commitPending(), 1);
    person.answers(/^Unfinished Operations/, "late").answers(/^late/, "Check Again");
    await vscode.commands.executeCommand("recharge.recover");
    await person.sees(/The task exists/);
    const tasks = sandbox.tasks().filter(({ Name }) => Name === "late");
    assert.equal(tasks.length, 1);
    assert.ok(again.getText().includes(String(tasks[0]?.Id)));
  });

  it("keeps the Id of a file that cannot be written until it can", async () => {
    const document = await openTask("held.recharge.json", taskText("held"));
    sandbox.script([{ action: "CreateKafkaRecharge", hold: true }]);
    const submitted = vscode.commands.executeCommand("recharge.submit", document.uri);
    await vscode.window.showTextDocument(document);
    const broken = "{ this is not JSON";
    const edit = new vscode.WorkspaceEdit();
    const everything = new vscode.Range(document.positionAt(0), document.positionAt(document.getText().length));
    await taskMade(sandbox, "held");
    edit.replace(document.uri, everything, broken);
    await vscode.workspace.applyEdit(edit);
    sandbox.release();
    await submitted;
    await person.sees(/could not be written into the file/);
    assert.equal(document.getText(), broken);

    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand("undo");
    await document.save();
    await vscode.commands.executeCommand("recharge.restoreId", document.uri);
    const [task] = sandbox.tasks().filter(({ Name }) => Name === "held");
    assert.ok(task);
    assert.ok(document.getText().includes(task.Id));
  });

  it("ends an operation when a person says that no task was created", async () => {
    sandbox.script([{ action: "CreateKafkaRecharge", commit: false, outcome: "reset" }]);
    const document = await openTask("never.recharge.json", taskText("never"));
    person.answers(/no task “never” shows up/, "No Task Was Created");
    await vscode.commands.executeCommand("recharge.submit", document.uri);
    await person.sees(/no task was created/);
    assert.equal(sandbox.tasks().filter(({ Name }) => Name === "never").length, 0);
  });
});

/** Resolves when the server has made a task and holds its answer back. */
async function taskMade(sandbox: Sandbox, name: string): Promise<void> {
  while (!sandbox.tasks().some(({ Name }) => Name === name)) await new Promise((resolve) => setImmediate(resolve));
}
