import { strict as assert } from "node:assert";
import * as vscode from "vscode";
import { useStage } from "./setup.ts";
import { idIn, requested, taskMade, taskOf, taskText } from "./tasks.ts";
import { openTask } from "./workspace.ts";

describe("cancelling", () => {
  const stage = useStage();
  const submit = (document: vscode.TextDocument) => vscode.commands.executeCommand("recharge.submit", document.uri);
  beforeEach(() => stage.person.answers(/Create the task/, "Submit"));

  it("before anything is sent says that nothing was", async () => {
    const document = await openTask("cancel-before.recharge.json", taskText("cancel-before"));
    stage.sandbox.script([{ action: "DescribeKafkaRecharges", hold: true }]);
    const listed = requested(stage.sandbox, "DescribeKafkaRecharges");
    stage.person.answers(/Listing the tasks/, () => listed.then(() => "Cancel"));
    await submit(document);
    const { choices } = await stage.person.sees(/Cancelled\. Nothing was sent\. Nothing was created\./);
    assert.deepEqual(choices, []);
    assert.ok(!stage.sandbox.requests.some(({ action }) => action === "CreateKafkaRecharge"));
    await vscode.commands.executeCommand("recharge.recover");
    await stage.person.sees(/no unfinished operations/);
  });

  it("while the answer is awaited says that the task may exist, and finds it", async () => {
    const document = await openTask("cancel-sent.recharge.json", taskText("cancel-sent"));
    stage.sandbox.script([{ action: "CreateKafkaRecharge", hold: true }]);
    stage.person
      .answers(/Sent, waiting for the answer/, () => taskMade(stage.sandbox, "cancel-sent").then(() => "Cancel"))
      .answers(/Cancelled after the request was sent/, "Settle Now")
      .answers(/^Unfinished Operations/, "cancel-sent")
      .answers(/^cancel-sent/, "Check Again");
    await submit(document);
    const { text } = await stage.person.sees(/Cancelled after/);
    assert.match(text, /task “cancel-sent” may exist in log topic/);
    await stage.person.sees(/The task exists and its Id is in the file/);
    assert.equal(idIn(document.getText()), taskOf(stage.sandbox, "cancel-sent").Id);
    assert.equal(stage.sandbox.tasks().filter(({ Name }) => Name === "cancel-sent").length, 1);
  });

  it("while a lost answer is looked for says that the task may exist", async () => {
    const document = await openTask("cancel-lost.recharge.json", taskText("cancel-lost"));
    stage.sandbox.script([{ action: "CreateKafkaRecharge", commit: "later", outcome: "reset" }]);
    stage.person.answers(/The answer was lost, looking for the task/, "Cancel");
    await submit(document);
    await stage.person.sees(/task “cancel-lost” may exist in log topic/);
    assert.equal(document.getText(), taskText("cancel-lost"));
    stage.person.answers(/^Unfinished Operations/, "cancel-lost").answers(/^cancel-lost/, "No Task Was Created");
    stage.person.answers(/Close this operation without looking/, "No Task Was Created");
    await vscode.commands.executeCommand("recharge.recover");
    assert.equal((await stage.person.sees(/Close this operation/)).kind, "modal");
  });
});
