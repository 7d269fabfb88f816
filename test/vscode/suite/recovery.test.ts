import { strict as assert } from "node:assert";
import { readFile } from "node:fs/promises";
import { parse } from "jsonc-parser";
import * as vscode from "vscode";
import { cloudTime } from "../../../cloud/operation/plain-text.ts";
import { sdk } from "../../unit/sandbox/client.ts";
import { submitHeld, useStage } from "./setup.ts";
import { idIn, taskMade, taskOf, taskText, topic } from "./tasks.ts";
import { diagnosticsOf, fileOf, openTask, replaceAll, setUserSetting, textOnDisk } from "./workspace.ts";

describe("recovery", () => {
  const stage = useStage();
  beforeEach(() => stage.person.answers(/Create the task/, "Submit"));

  const idOf = (name: string) => taskOf(stage.sandbox, name).Id;

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
    const { document, submitted } = await submitHeld(stage, "held");
    const broken = "{ this is not JSON";
    await replaceAll(document, broken);
    stage.sandbox.release();
    await submitted;
    await stage.person.sees(/could not be written into the file/);
    assert.equal(document.getText(), broken);
    const id = idOf("held");
    // The file says so a moment after the message does.
    await diagnosticsOf(document, ({ code }) => code === "lost-id");
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      "vscode.executeCodeLensProvider",
      document.uri,
    );
    const [lens] = lenses.filter(({ command }) => command?.title === `Insert Id ${id}`);
    assert.deepEqual(lens?.command?.arguments, [document.uri]);
    await document.save();
    assert.equal(document.getText(), broken);

    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand("undo");
    await document.save();
    await stage.person.sees(/Task created, its Id is in the file/);
    assert.equal(idIn(document.getText()), id);
  });

  it("does not bring a deleted file back, but keeps its Id elsewhere", async () => {
    const { document, submitted } = await submitHeld(stage, "deleted");
    await vscode.workspace.fs.delete(document.uri);
    const elsewhere = fileOf("deleted.recharge-id.json");
    stage.person.answers(/could not be written into the file/, "Save Id…").answers(/^Save Id/, elsewhere.fsPath);
    stage.sandbox.release();
    await submitted;
    await stage.person.sees(/The Id is saved in deleted\.recharge-id\.json/);
    assert.ok((await stage.person.sees(/^Save Id/)).text.endsWith("/deleted.recharge-id.json"));
    const saved = JSON.parse(await readFile(elsewhere.fsPath, "utf8"));
    assert.deepEqual(saved, { Id: idOf("deleted"), Name: "deleted", TopicId: topic, Region: "ap-guangzhou" });
    await assert.rejects(readFile(document.uri.fsPath), { code: "ENOENT" });
    await vscode.commands.executeCommand("recharge.recover");
    await stage.person.sees(/no unfinished operations/);
  });

  it("keeps the Id of a file that became read-only until it is not", async () => {
    const { document, submitted } = await submitHeld(stage, "locked");
    await setUserSetting("readonlyInclude", { "**/locked.recharge.json": true }, "files");
    stage.sandbox.release();
    await submitted;
    await stage.person.sees(/could not be written into the file/);
    assert.equal(idIn(await textOnDisk(document)), undefined);
    await setUserSetting("readonlyInclude", undefined, "files");
    stage.person.answers(/^Unfinished Operations/, "locked").answers(/^locked/, "Restore Id");
    await vscode.commands.executeCommand("recharge.recover");
    await stage.person.sees(/Task created, its Id is in the file/);
    assert.equal(idIn(await textOnDisk(document)), idOf("locked"));
  });

  it("lets a person choose where more than one new task fits, and deletes none", async () => {
    stage.sandbox.script([{ action: "CreateKafkaRecharge", hold: true, outcome: "reset" }]);
    const document = await openTask("twins.recharge.json", taskText("twins"));
    const submitted = vscode.commands.executeCommand("recharge.submit", document.uri);
    await taskMade(stage.sandbox, "twins");
    const { Id, CreateTime } = taskOf(stage.sandbox, "twins");
    const { Region: _, ...same } = parse(taskText("twins"));
    for (const other of [same, { ...same, Offset: -2 }]) await sdk(stage.sandbox).request("CreateKafkaRecharge", other);
    stage.person.answers(/more than one new task fits/, Id);
    stage.sandbox.release();
    await submitted;

    const { items, kind } = await stage.person.sees(/more than one new task fits/);
    assert.equal(kind, "pick");
    const details = items.slice(0, 3).map(({ detail }) => detail);
    const withoutSeconds = (text = "") => text.replace(/:\d\d(?= [A-Z])/, "");
    const created = `running · created ${cloudTime(CreateTime)}`;
    assert.deepEqual(
      details.map(withoutSeconds),
      [created, created, `${created} · differs in Offset`].map(withoutSeconds),
    );
    assert.deepEqual(
      items.slice(3).map(({ label }) => label),
      ["Check Again", "No Task Was Created"],
    );
    assert.equal(idIn(document.getText()), Id);
    assert.equal(stage.sandbox.tasks().filter(({ Name }) => Name === "twins").length, 3);
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
