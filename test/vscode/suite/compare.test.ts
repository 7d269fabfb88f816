import { strict as assert } from "node:assert";
import * as vscode from "vscode";
import { Colleague } from "./colleague.ts";
import { useStage } from "./setup.ts";
import { taskText, topic } from "./tasks.ts";
import { diagnosticsOf, lens, noDiagnosticsOf, openTask, replaceText } from "./workspace.ts";

const isDrift = ({ code }: vscode.Diagnostic) => typeof code === "object" && code.value === "drift";
const withId = (text: string, id: string) => text.replace("{", `{\n  "Id": "${id}",`);
const compare = (document: vscode.TextDocument) => vscode.commands.executeCommand("recharge.compare", document.uri);

describe("a file and its task", () => {
  const stage = useStage();
  let colleague: Colleague;
  before(async () => {
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    colleague = new Colleague(stage.sandbox.url);
  });

  /** A file whose task is as the file says. */
  async function created(name: string): Promise<{ document: vscode.TextDocument; id: string }> {
    const id = await colleague.creates(taskText(name));
    const document = await openTask(`${name}.recharge.json`, withId(taskText(name), id));
    return { document, id };
  }

  async function takesTyping(document: vscode.TextDocument): Promise<boolean> {
    const { version } = document;
    await vscode.window.showTextDocument(document, { preview: false });
    await vscode.commands.executeCommand("type", { text: " " });
    if (document.version === version) return false;
    await vscode.commands.executeCommand("undo");
    return true;
  }

  async function fix(document: vscode.TextDocument, { range }: vscode.Diagnostic, title: string): Promise<void> {
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider",
      document.uri,
      range,
    );
    const action = actions.find((candidate) => candidate.title === title);
    assert.ok(action?.edit, `${title} is among ${actions.map((candidate) => candidate.title)}`);
    await vscode.workspace.applyEdit(action.edit);
  }

  it("shows the state above the first line, once, and a click compares", async () => {
    const { document, id } = await created("lens");
    const { command, tooltip } = await lens(document, /^\$\(pass\)\sIn sync · running$/);
    assert.equal(tooltip, `Task ${id}`);
    assert.equal(command, "recharge.compare");
    await compare(document);
    assert.match((await stage.person.sees(/say the same/)).text, /lens\.recharge\.json/);
    stage.sandbox.setStatus(id, 3);
    await compare(document);
    await lens(document, /^\$\(error\)\sIn sync · in error$/);
  });

  it("is compared in VS Code's own comparison, in the file's order, with its comments", async () => {
    const { document, id } = await created("differs");
    await colleague.modifies(id, { UserKafkaTopics: "app-audit", StatusControl: 1 });
    await compare(document);
    const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
    assert.ok(tab?.input instanceof vscode.TabInputTextDiff);
    assert.match(tab.label, /Cloud ↔ File/);
    assert.equal(String(tab.input.modified), String(document.uri));
    const cloud = await vscode.workspace.openTextDocument(tab.input.original);
    assert.equal(cloud.getText(), document.getText().replace("app-logs", "app-audit"));
    assert.equal(cloud.languageId, "recharge");
    assert.deepEqual(vscode.languages.getDiagnostics(cloud.uri), []);
    assert.equal(await takesTyping(cloud), false);
    assert.equal(await takesTyping(document), true);
    await lens(document, /Differs in 1 field · paused/);
  });

  it("says where it differs until it does not, and takes what the cloud has", async () => {
    const { document, id } = await created("drift");
    const before = document.getText();
    await colleague.modifies(id, {
      UserKafkaTopics: "app-audit",
      LogRechargeRule: { RechargeType: "json_log", EncodingFormat: 1, DefaultTimeSwitch: true },
    });
    await compare(document);
    const [first, second] = await diagnosticsOf(document, isDrift);
    assert.ok(first && second);
    assert.equal(first.severity, vscode.DiagnosticSeverity.Information);
    assert.equal(first.source, "recharge");
    assert.match(first.message, /^UserKafkaTopics .* File: "app-logs"\. Cloud: "app-audit"\.$/);
    assert.equal(document.getText(first.range), '"app-logs"');
    assert.equal(document.getText(second.range), "0");

    await fix(document, second, "Take the cloud's value");
    assert.equal(document.getText(), before.replace('"EncodingFormat": 0', '"EncodingFormat": 1'));
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand("undo");
    const again = await diagnosticsOf(document, (one) => isDrift(one) && one.message.includes("EncodingFormat"));
    await fix(document, again[0] ?? assert.fail(), "Take all of the cloud's values");
    const taken = before.replace('"EncodingFormat": 0', '"EncodingFormat": 1').replace("app-logs", "app-audit");
    assert.equal(document.getText(), taken);
    await noDiagnosticsOf(document, isDrift);
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand("undo");
    assert.equal(document.getText(), before);
    await diagnosticsOf(document, isDrift);
    await replaceText(document, '"app-logs"', '"app-audit"');
    await noDiagnosticsOf(document, (one) => isDrift(one) && one.message.includes("UserKafkaTopics"));
    await lens(document, /Differs in 1 field/);
  });

  it("offers to update the cloud instead", async () => {
    const { document } = await created("compare-update");
    await replaceText(document, '"app-logs"', '"app-audit"');
    const [drift] = await diagnosticsOf(document, isDrift);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider",
      document.uri,
      drift?.range,
    );
    const update = actions.find(({ title }) => title === "Update the cloud…");
    assert.equal(update?.command?.command, "recharge.update");
    assert.equal(String(update?.command?.arguments?.[0]), String(document.uri));
  });

  it("neither shows nor overwrites what stands behind a placeholder", async () => {
    process.env.RECHARGE_TEST_TOPICS = "app-audit";
    try {
      const id = await colleague.creates(taskText("hidden"));
      const text = taskText("hidden").replace('"app-logs"', '"${env:RECHARGE_TEST_TOPICS}"');
      const document = await openTask("hidden.recharge.json", withId(text, id));
      const [drift] = await diagnosticsOf(document, isDrift);
      assert.ok(drift);
      assert.doesNotMatch(drift.message, /app-audit|app-logs/);
      await assert.rejects(fix(document, drift, "Take the cloud's value"));
      await compare(document);
      const told = await stage.person.sees(/placeholders stand for/);
      assert.match(told.text, /UserKafkaTopics/);
      assert.doesNotMatch(told.text, /app-audit|app-logs/);

      await colleague.modifies(id, { UserKafkaTopics: "orders", ConsumerGroupName: "billing" });
      await compare(document);
      const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
      assert.ok(tab?.input instanceof vscode.TabInputTextDiff);
      const cloud = await vscode.workspace.openTextDocument(tab.input.original);
      assert.match(cloud.getText(), /"UserKafkaTopics": "\$\{env:RECHARGE_TEST_TOPICS\}"/);
      assert.match(cloud.getText(), /"ConsumerGroupName": "billing"/);
      assert.doesNotMatch(cloud.getText(), /app-audit|orders/);
    } finally {
      delete process.env.RECHARGE_TEST_TOPICS;
    }
  });

  it("is compared with its task where that is, after the file was given another log topic", async () => {
    const document = await openTask("topic-edited.recharge.json", taskText("topic-edited"));
    stage.person.answers(/Create the task/, "Submit");
    await vscode.commands.executeCommand("recharge.submit", document.uri);
    const before = document.getText();
    await replaceText(document, topic, "0a9c1f6e-58d2-4a53-9c7b-1f2e3d4c5b6a");
    await compare(document);
    const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
    assert.ok(tab?.input instanceof vscode.TabInputTextDiff);
    assert.equal((await vscode.workspace.openTextDocument(tab.input.original)).getText(), before);
    await lens(document, /Differs in 1 field · running/);
    const [drift] = await diagnosticsOf(document, isDrift);
    await fix(document, drift ?? assert.fail(), "Take the cloud's value");
    assert.equal(document.getText(), before);
    await lens(document, /In sync · running/);
  });

  it("says that the task is gone, and how to go on", async () => {
    const { document, id } = await created("compare-gone");
    await colleague.deletes(id);
    await compare(document);
    const told = await stage.person.sees(/has no task/);
    assert.match(told.text, new RegExp(id));
    assert.deepEqual(told.choices, ["Remove Id…"]);
    const { tooltip } = await lens(document, /\$\(trash\)\sDeleted in the cloud/);
    assert.match(tooltip ?? "", /has no task .* was deleted, or the file names another log topic or region/);
  });

  it("says that there is no task yet", async () => {
    const document = await openTask("none.recharge.json", taskText("none"));
    await compare(document);
    assert.deepEqual((await stage.person.sees(/no Id/)).choices, ["Submit…"]);
  });

  it("says why it cannot compare", async () => {
    const { document } = await created("refused");
    await lens(document, /In sync/);
    const code = "UnauthorizedOperation";
    stage.sandbox.script([{ action: "DescribeKafkaRecharges", error: { code } }]);
    await compare(document);
    assert.match((await stage.person.sees(/could not be compared/)).text, /UnauthorizedOperation/);
    const { tooltip } = await lens(document, /State unknown/);
    assert.match(String(tooltip), /UnauthorizedOperation/);
  });
});
