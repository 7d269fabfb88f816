import { strict as assert } from "node:assert";
import { basename } from "node:path";
import { parse } from "jsonc-parser";
import * as vscode from "vscode";
import { ClsApi } from "../../../cloud/api/api.ts";
import { Endpoint } from "../../../cloud/api/endpoint.ts";
import { sandboxCredential } from "../../../cloud/credentials/sandbox.ts";
import { useStage } from "./setup.ts";
import { topic } from "./tasks.ts";
import { fileOf, openTask } from "./workspace.ts";

const password = "EXAMPLE-CANARY-IMPORT";

describe("import from the cloud", () => {
  const stage = useStage();
  afterEach(() => vscode.commands.executeCommand("workbench.action.closeAllEditors"));

  /** Made by somebody else. @returns its Id */
  async function make(name: string, TopicId = topic): Promise<string> {
    const api = new ClsApi({
      endpoint: Endpoint.parse(stage.sandbox.url),
      credential: sandboxCredential(),
      region: "ap-guangzhou",
      language: "en-US",
      clientName: "console",
    });
    const rule = { RechargeType: "minimalist_log", EncodingFormat: 0, DefaultTimeSwitch: true };
    const protocol = { Protocol: "sasl_ssl", Mechanism: "PLAIN", UserName: "cls", Password: password };
    const kafka = { KafkaType: 1, ServerAddr: "kafka.example.com:9092", IsEncryptionAddr: true, Protocol: protocol };
    const task = { TopicId, Name: name, ...kafka, UserKafkaTopics: "orders", Offset: -2, LogRechargeRule: rule };
    const { Id } = await api.create(new TextEncoder().encode(JSON.stringify(task)));
    return String(Id);
  }

  const run = (given?: unknown) => vscode.commands.executeCommand("recharge.import", given);
  const opened = () => vscode.window.tabGroups.all.flatMap((group) => group.tabs.map(({ label }) => label));
  const exists = async (name: string) => (await vscode.workspace.findFiles(name)).length > 0;

  it("asks for region, log topic, tasks and folder, and writes a file for each, without passwords", async () => {
    const known = await make("known");
    const first = await make("import-one");
    await make("import-two");
    await openTask("known.recharge.json", `{ "Id": "${known}" }`);
    stage.person
      .answers(/Which region/, "ap-guangzhou")
      .answers(/Which log topic/, "app-logs")
      .answers(/Which tasks/, ["import-one", "import-two"])
      .answers(/Which folder/, `$(folder) ${basename(fileOf("").fsPath)}`)
      .answers(/Passwords are not taken over/, "Set Secret")
      .answers(/Name, as in/, "import-one-password")
      .answers(/Value of import-one-password/, "EXAMPLE-VALUE");
    await run();

    const topics = await stage.person.sees(/Which log topic/);
    assert.deepEqual(
      topics.items.slice(0, 3).map(({ label, description, detail }) => [label, description, detail]),
      [
        ["app-logs", "demo", topic],
        ["nginx-access", "demo", topics.items[1]?.detail],
        ["orders", "shop", topics.items[2]?.detail],
      ],
    );
    const tasks = await stage.person.sees(/Which tasks/);
    assert.deepEqual(
      tasks.items.map(({ label, description, picked }) => [label, description, picked]),
      [
        ["known", "already in known.recharge.json", false],
        ["import-one", "", true],
        ["import-two", "", true],
      ],
    );
    const { choices } = await stage.person.sees(
      /Passwords are not taken over.*import-one-password, import-two-password/,
    );
    assert.deepEqual(choices, ["Set Secret"]);
    await stage.person.sees(/Secret import-one-password kept/);
    await stage.person.sees(/Passwords are not taken over[^,]*import-two-password/);
    const document = await vscode.workspace.openTextDocument(fileOf("import-one.recharge.json"));
    const task = parse(document.getText());
    assert.deepEqual([task.Id, task.Region, task.TopicId], [first, "ap-guangzhou", topic]);
    assert.equal(task.Protocol.Password, "${secret:import-one-password}");
    assert.ok(!document.getText().includes(password));
    assert.ok(opened().includes("import-one.recharge.json") && opened().includes("import-two.recharge.json"));
  });

  it("opens the file of a task that has one, and takes another name for one whose name is taken", async () => {
    const id = await make("taken");
    const before = '{ "Name": "somebody else\'s" }';
    await openTask("taken.recharge.json", before);
    await openTask("known.recharge.json", `{ "Id": "${stage.sandbox.tasks()[0]?.Id}" }`);
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    stage.person
      .answers(/Which region/, "ap-guangzhou")
      .answers(/Which log topic/, "app-logs")
      .answers(/Which tasks/, ["known", "taken"])
      .answers(/Which folder/, `$(folder) ${basename(fileOf("").fsPath)}`);
    await run();
    const untouched = await vscode.workspace.openTextDocument(fileOf("taken.recharge.json"));
    assert.equal(untouched.getText(), before);
    assert.equal(
      vscode.window.activeTextEditor?.document.uri.path,
      fileOf(`taken-${id.slice(0, 8)}.recharge.json`).path,
    );
    assert.ok(!(await exists("known-*.recharge.json")));
  });

  it("takes the one task that the tree names", async () => {
    const id = await make("from-tree");
    stage.person.answers(/Which folder/, `$(folder) ${basename(fileOf("").fsPath)}`);
    await run({ region: "ap-guangzhou", topicId: topic, id });
    assert.equal(vscode.window.activeTextEditor?.document.uri.path, fileOf("from-tree.recharge.json").path);
    await run({ region: "ap-guangzhou", topicId: topic, id: "11111111-2222-4333-8444-555555555555" });
    await stage.person.sees(/no longer exists in the cloud/);
  });

  it("takes a log topic by its Id, of another region, too", async () => {
    const elsewhere = "f1e2d3c4-b5a6-4978-8695-a4b3c2d1e0f9";
    stage.person
      .answers(/Which region/, "ap-guangzhou")
      .answers(/Which log topic/, "$(globe) Another region…")
      .answers(/Which region/, "ap-singapore")
      .answers(/Which log topic/, "$(pencil) Enter the Id of a log topic…")
      .answers(/The Id of the log topic/, ` ${elsewhere} `);
    await run();
    const told = await stage.person.sees(new RegExp(`The log topic ${elsewhere} has no Kafka import tasks`));
    assert.equal(told.severity, "info", "nothing went wrong");
    const listed = stage.sandbox.requests.filter(({ action }) => action === "DescribeKafkaRecharges");
    assert.equal(listed.at(-1)?.region, "ap-singapore");
  });

  it("writes nothing when a question is left", async () => {
    const id = await make("left");
    stage.person.answers(/Which folder/, undefined);
    await run({ region: "ap-guangzhou", topicId: topic, id });
    assert.ok(!(await exists("left*.recharge.json")));
  });

  it("says why the cloud could not be asked", async () => {
    stage.sandbox.script([{ action: "DescribeTopics", error: { code: "UnauthorizedOperation" } }]);
    stage.person.answers(/Which region/, "ap-guangzhou");
    await run();
    const { choices } = await stage.person.sees(/log topics of ap-guangzhou could not be listed/);
    assert.deepEqual(choices, ["Switch Profile", "Sign In", "Copy RequestId"]);
  });
});
