import { strict as assert } from "node:assert";
import * as vscode from "vscode";
import type { Sandbox } from "../../../sandbox/server.ts";
import { useStage } from "./setup.ts";
import { taskText } from "./tasks.ts";
import { openTask } from "./workspace.ts";

describe("recovery", () => {
  const stage = useStage();
  beforeEach(() => stage.person.answers(/Create the task/, "Submit"));

  it("finds the task of a lost answer by itself", async () => {
    stage.sandbox.script([{ action: "CreateKafkaRecharge", outcome: "reset" }]);
    const document = await openTask("lost-answer.recharge.json", taskText("lost-answer"));
    await vscode.commands.executeCommand("recharge.submit", document.uri);
    const told = await stage.person.sees(/The task exists/);
    const [task] = stage.sandbox.tasks().filter(({ Name }) => Name === "lost-answer");
    assert.ok(task);
    assert.match(told.text, new RegExp(task.Id));
    assert.ok(document.getText().includes(task.Id));
  });

  it("asks when no task shows up, and finds it once it does", async () => {
    stage.sandbox.script([{ action: "CreateKafkaRecharge", commit: "later", outcome: "reset" }]);
    const document = await openTask("late.recharge.json", taskText("late"));
    stage.person.answers(/no task “late” shows up/, undefined);
    await vscode.commands.executeCommand("recharge.submit", document.uri);
    assert.equal(document.getText(), taskText("late"));

    const again = await openTask("late.recharge.json", taskText("late"));
    assert.equal(stage.sandbox.commitPending(), 1);
    stage.person.answers(/^Unfinished Operations/, "late").answers(/^late/, "Check Again");
    await vscode.commands.executeCommand("recharge.recover");
    await stage.person.sees(/The task exists/);
    const tasks = stage.sandbox.tasks().filter(({ Name }) => Name === "late");
    assert.equal(tasks.length, 1);
    assert.ok(again.getText().includes(String(tasks[0]?.Id)));
  });

  it("keeps the Id of a file that cannot be written until it can", async () => {
    const document = await openTask("held.recharge.json", taskText("held"));
    stage.sandbox.script([{ action: "CreateKafkaRecharge", hold: true }]);
    const submitted = vscode.commands.executeCommand("recharge.submit", document.uri);
    await vscode.window.showTextDocument(document);
    const broken = "{ this is not JSON";
    const edit = new vscode.WorkspaceEdit();
    const everything = new vscode.Range(document.positionAt(0), document.positionAt(document.getText().length));
    await taskMade(stage.sandbox, "held");
    edit.replace(document.uri, everything, broken);
    await vscode.workspace.applyEdit(edit);
    stage.sandbox.release();
    await submitted;
    await stage.person.sees(/could not be written into the file/);
    assert.equal(document.getText(), broken);

    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand("undo");
    await document.save();
    await vscode.commands.executeCommand("recharge.restoreId", document.uri);
    const [task] = stage.sandbox.tasks().filter(({ Name }) => Name === "held");
    assert.ok(task);
    assert.ok(document.getText().includes(task.Id));
  });

  it("ends an operation when a person says that no task was created", async () => {
    stage.sandbox.script([{ action: "CreateKafkaRecharge", commit: false, outcome: "reset" }]);
    const document = await openTask("never.recharge.json", taskText("never"));
    stage.person.answers(/no task “never” shows up/, "No Task Was Created");
    await vscode.commands.executeCommand("recharge.submit", document.uri);
    await stage.person.sees(/no task was created/);
    assert.equal(stage.sandbox.tasks().filter(({ Name }) => Name === "never").length, 0);
  });
});

/** Resolves when the server has made a task and holds its answer back. */
async function taskMade(sandbox: Sandbox, name: string): Promise<void> {
  while (!sandbox.tasks().some(({ Name }) => Name === name)) await new Promise((resolve) => setImmediate(resolve));
}
