import { strict as assert } from "node:assert";
import { parse } from "jsonc-parser";
import * as vscode from "vscode";
import { Person } from "./person.ts";
import { taskText, topic } from "./tasks.ts";
import { fileOf, openTask } from "./workspace.ts";

const resource = (label: string) => `resource "tencentcloud_cls_kafka_recharge" "${label}" {
  topic_id          = "${topic}"
  name              = "${label}"
  kafka_type        = 1
  server_addr       = var.brokers
  user_kafka_topics = "orders"
  offset            = -2
  color             = "red"
  is_encryption_addr = true
  protocol {
    protocol  = "sasl_ssl"
    mechanism = "PLAIN"
    user_name = "cls"
    password  = "EXAMPLE-CANARY-TERRAFORM"
  }
  log_recharge_rule {
    recharge_type       = "fullregex_log"
    encoding_format     = 0
    default_time_switch = true
    log_regex           = "(\\\\S+) (\\\\S+)"
    keys                = ["a", "b"]
  }
}
`;

describe("Terraform", () => {
  let person: Person;
  beforeEach(() => {
    person = new Person();
  });
  afterEach(async () => {
    person.leave();
    await vscode.env.clipboard.writeText("");
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  });

  it("becomes an unsaved task file out of a copied block, with what to look at, and without the password", async () => {
    const imported = `import {\n  to = tencentcloud_cls_kafka_recharge.orders\n  id = "a-b-c#${topic}"\n}\n`;
    await vscode.env.clipboard.writeText(resource("orders") + imported);
    await vscode.commands.executeCommand("recharge.importTerraform");
    const document = vscode.window.activeTextEditor?.document;
    assert.ok(document?.isUntitled);
    assert.equal(document.languageId, "recharge");
    const text = document.getText();
    assert.match(text, /^\/\/.*“color”/m);
    assert.match(text, /^\/\/.*keeps “keys” without order/m);
    assert.match(text, /^\/\/.*“var\.brokers” is an expression/m);
    assert.doesNotMatch(text, /CANARY/);
    const task = parse(text);
    assert.equal(task.Id, "a-b-c");
    assert.equal(task.Protocol.Password, "${secret:orders-password}");
    assert.deepEqual(task.LogRechargeRule.Keys, ["a", "b"]);
    const { choices } = await person.sees(/Passwords are not taken over.*orders-password/);
    assert.deepEqual(choices, ["Set Secret"]);
  });

  it("is taken from the active editor; of several resources those that are picked", async () => {
    const file = fileOf("main.tf");
    await vscode.workspace.fs.writeFile(file, Buffer.from(resource("one") + resource("two")));
    await vscode.window.showTextDocument(file);
    person.answers(/^Import from Terraform/, ["two"]);
    await vscode.commands.executeCommand("recharge.importTerraform");
    const { items } = await person.sees(/^Import from Terraform/);
    assert.deepEqual(items, [
      { ...items[0], label: "one", picked: true },
      { ...items[1], label: "two", picked: true },
    ]);
    assert.equal(parse(vscode.window.activeTextEditor?.document.getText() ?? "").Name, "two");
  });

  it("says what it cannot read, and where", async () => {
    const file = fileOf("broken.tf");
    await vscode.workspace.fs.writeFile(file, Buffer.from(resource("broken").replace('"red"', "[")));
    await vscode.commands.executeCommand("recharge.importTerraform", file);
    await person.sees(/Line \d+ cannot be read as HCL/);
    const other = fileOf("other.tf");
    await vscode.workspace.fs.writeFile(other, Buffer.from('resource "null_resource" "x" {}\n'));
    await vscode.commands.executeCommand("recharge.importTerraform", other);
    await person.sees(/There is no tencentcloud_cls_kafka_recharge in it/);
  });

  it("is written for a task file, with an import block, beside it", async () => {
    const text = taskText("to-terraform").replace("{", '{\n  "Id": "a-b-c",');
    const document = await openTask("to-terraform.recharge.json", text);
    await vscode.commands.executeCommand("recharge.exportTerraform", document.uri);
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.viewColumn, vscode.ViewColumn.Two);
    assert.ok(editor.document.isUntitled);
    const written = editor.document.getText();
    assert.match(written, /resource "tencentcloud_cls_kafka_recharge" "to_terraform"/);
    assert.match(written, new RegExp(`id = "a-b-c#${topic}"`));
  });

  it("is written once for all files that are selected", async () => {
    const first = await openTask("first.recharge.json", taskText("first"));
    const second = await openTask("second.recharge.json", taskText("second"));
    await vscode.commands.executeCommand("recharge.exportTerraform", first.uri, [first.uri, second.uri]);
    const written = vscode.window.activeTextEditor?.document.getText() ?? "";
    assert.deepEqual(written.match(/"(first|second)" \{/g), ['"first" {', '"second" {']);
  });

  it("is not written for what is no task file", async () => {
    const document = await openTask("no-task.recharge.json", '{ "Name": ');
    await vscode.commands.executeCommand("recharge.exportTerraform", document.uri);
    await person.sees(/no-task\.recharge\.json: /);
  });
});
