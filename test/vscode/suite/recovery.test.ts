import { strict as assert } from "node:assert";
import { readFile } from "node:fs/promises";
import * as vscode from "vscode";
import { useStage } from "./setup.ts";
import { idIn, taskMade, taskOf, taskText, topic } from "./tasks.ts";
import { fileOf, openTask, setUserSetting, textOnDisk } from "./workspace.ts";

describe("recovery", () => {
  const stage = useStage();
  beforeEach(() => stage.person.answers(/Create the task/, "Submit"));

  /** A file whose task is made, and whose answer waits for `release()`. */
  async function submitHeld(name: string): Promise<{ document: vscode.TextDocument; submitted: Thenable<unknown> }> {
    const document = await openTask(`${name}.recharge.json`, taskText(name));
    stage.sandbox.script([{ action: "CreateKafkaRecharge", hold: true }]);
    const submitted = vscode.commands.executeCommand("recharge.submit", document.uri);
    await taskMade(stage.sandbox, name);
    return { document, submitted };
  }

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
    const { document, submitted } = await submitHeld("held");
    const broken = "{ this is not JSON";
    await replaceAll(document, broken);
    stage.sandbox.release();
    await submitted;
    await stage.person.sees(/could not be written into the file/);
    assert.equal(document.getText(), broken);
    const id = idOf("held");
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
    const { document, submitted } = await submitHeld("deleted");
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
    const { document, submitted } = await submitHeld("locked");
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

  it("ends an operation when a person says that no task was created", async () => {
    stage.sandbox.script([{ action: "CreateKafkaRecharge", commit: false, outcome: "reset" }]);
    const document = await openTask("never.recharge.json", taskText("never"));
    stage.person.answers(/no task “never” shows up/, "No Task Was Created");
    await vscode.commands.executeCommand("recharge.submit", document.uri);
    await stage.person.sees(/no task was created/);
    assert.equal(stage.sandbox.tasks().filter(({ Name }) => Name === "never").length, 0);
  });
});

async function replaceAll(document: vscode.TextDocument, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  const everything = new vscode.Range(document.positionAt(0), document.positionAt(document.getText().length));
  edit.replace(document.uri, everything, text);
  await vscode.workspace.applyEdit(edit);
}
