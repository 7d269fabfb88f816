import { strict as assert } from "node:assert";
import * as vscode from "vscode";
import { Person } from "./person.ts";
import { idIn, taskText, topic } from "./tasks.ts";
import { diagnosticsOf, noDiagnosticsOf, openTask, textOnDisk } from "./workspace.ts";

const submit = (document: vscode.TextDocument) => vscode.commands.executeCommand("recharge.submit", document.uri);

describe("submitting to the sandbox", () => {
  let person: Person;
  before(async () => {
    person = new Person();
    await vscode.commands.executeCommand("recharge.startSandbox");
    await person.sees(/sandbox is running/);
    person.leave();
  });
  after(() => vscode.commands.executeCommand("recharge.stopSandbox"));
  beforeEach(() => {
    person = new Person();
  });
  afterEach(() => person.leave());

  it("refuses a file with errors, and shows the first", async () => {
    const document = await openTask("errors.recharge.json", taskText("errors").replace("json_log", "json"));
    await submit(document);
    const { text, choices } = await person.sees(/nothing was sent/);
    assert.match(text, /RechargeType/);
    assert.deepEqual(choices, ["Show Problems"]);
    const selected = vscode.window.activeTextEditor?.selection;
    assert.equal(selected && document.getText(selected), '"json"');
  });

  it("names where the task goes, creates it, and writes its Id as one undo step", async () => {
    const before = taskText("created");
    const document = await openTask("created.recharge.json", before);
    person.answers(/Create the task “created”/, "Submit");
    await submit(document);

    const modal = await person.sees(/Create the task/);
    assert.equal(modal.kind, "modal");
    for (const part of [/Sandbox/, /Region: ap-guangzhou/, /Endpoint: 127\.0\.0\.1:\d+/, new RegExp(topic)]) {
      assert.match(modal.text, part);
    }
    const id = idIn(document.getText());
    assert.ok(id, "the file has an Id");
    const told = await person.sees(/Task created/);
    assert.match(told.text, new RegExp(`${id}.*RequestId: \\S+`));
    assert.deepEqual(told.choices, ["Copy Id", "Copy RequestId"]);

    assert.equal(document.isDirty, false);
    assert.equal(await textOnDisk(document), document.getText());
    assert.equal(document.getText().replace(`  "Id": "${id}",\n`, ""), before);
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand("undo");
    assert.equal(document.getText(), before);
  });

  it("does not create a task again", async () => {
    const document = await openTask("again.recharge.json", taskText("again"));
    person.answers(/Create the task/, "Submit");
    await submit(document);
    await submit(document);
    const id = idIn(document.getText());
    assert.match((await person.sees(/already exists/)).text, new RegExp(String(id)));
  });

  it("says when a file has lost its Id, and restores it", async () => {
    const document = await openTask("lost.recharge.json", taskText("lost"));
    person.answers(/Create the task/, "Submit");
    await submit(document);
    const id = idIn(document.getText());
    const complete = document.getText();
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand("undo");
    const [lost] = await diagnosticsOf(document, ({ code }) => code === "lost-id");
    assert.ok(lost);
    assert.match(lost.message, new RegExp(String(id)));

    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider",
      document.uri,
      lost.range,
    );
    const restore = actions.find(({ title }) => title === "Restore Id");
    assert.ok(restore?.command);
    await vscode.commands.executeCommand(restore.command.command, ...(restore.command.arguments ?? []));
    assert.equal(document.getText(), complete);
    assert.equal(await textOnDisk(document), complete);
    await noDiagnosticsOf(document, ({ code }) => code === "lost-id");
  });

  it("shows the request without secrets before anything is sent", async () => {
    const document = await openTask("preview.recharge.json", taskText("preview"));
    await vscode.commands.executeCommand("recharge.previewRequest", document.uri);
    const shown = vscode.workspace.textDocuments.find(({ uri }) => uri.path.endsWith("/preview.request.jsonc"));
    assert.ok(shown);
    assert.match(shown.getText(), /X-TC-Action: CreateKafkaRecharge/);
    assert.doesNotMatch(shown.getText(), /kept|sandbox-example-secret-key/);
    assert.equal(document.getText(), taskText("preview"));
  });
});
