import { strict as assert } from "node:assert";
import { parse } from "jsonc-parser";
import * as vscode from "vscode";
import { Person } from "./person.ts";

describe("a new task", () => {
  let person: Person;
  beforeEach(() => {
    person = new Person();
  });
  afterEach(async () => {
    person.leave();
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  });

  it("starts from a template, in an unsaved task file whose gaps are to be filled", async () => {
    person.answers(/^New Task/, "CKafka, JSON");
    await vscode.commands.executeCommand("recharge.newTask");
    const { choices } = await person.sees(/^New Task/);
    assert.ok(choices.length > 1 && new Set(choices).size === choices.length, choices.join(", "));
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    assert.equal(editor.document.languageId, "recharge");
    assert.equal(editor.document.isUntitled, true);
    const task = parse(editor.document.getText());
    assert.equal(task.KafkaType, 0);
    assert.equal(task.LogRechargeRule.RechargeType, "json_log");
    assert.doesNotMatch(editor.document.getText(), /\$\{\d|\$\d/);
  });

  it("is none when no template is picked", async () => {
    const before = vscode.window.activeTextEditor?.document;
    person.answers(/^New Task/, undefined);
    await vscode.commands.executeCommand("recharge.newTask");
    assert.equal(vscode.window.activeTextEditor?.document, before);
  });
});
