/** What may happen to a file between its submit and the Id. */
import { strict as assert } from "node:assert";
import { readFile, writeFile } from "node:fs/promises";
import * as vscode from "vscode";
import { submitHeld, useStage } from "./setup.ts";
import { idIn, taskOf, taskText } from "./tasks.ts";
import { fileOf, openTask, replaceAll, replaceText, setUserSetting, textOnDisk } from "./workspace.ts";

const submit = (document: vscode.TextDocument) => vscode.commands.executeCommand("recharge.submit", document.uri);

describe("before a file is submitted", () => {
  const stage = useStage();

  it("it must not be marked as read-only", async () => {
    const document = await openTask("marked.recharge.json", taskText("marked"));
    await setUserSetting("readonlyInclude", { "**/marked.recharge.json": true }, "files");
    try {
      stage.person.answers(/Create the task/, "Submit");
      await submit(document);
      await stage.person.sees(/The file cannot be written.*Nothing was sent/);
    } finally {
      await setUserSetting("readonlyInclude", undefined, "files");
    }
    assert.deepEqual(stage.sandbox.tasks(), []);
  });

  it("it must not hold two Ids", async () => {
    const text = taskText("two-ids").replace("{", '{\n  "Id": "",\n  "Id": "",');
    const document = await openTask("two-ids.recharge.json", text);
    await submit(document);
    await stage.person.sees(/“Id” occurs twice/);
    assert.equal(await textOnDisk(document), text);
    assert.deepEqual(stage.sandbox.tasks(), []);
  });
});

describe("while a file is submitted", () => {
  const stage = useStage();
  beforeEach(() => stage.person.answers(/Create the task/, "Submit"));

  it("what is typed stays, and the difference is said", async () => {
    const { document, submitted } = await submitHeld(stage, "typed");
    await replaceText(document, "app-logs", "app-audit");
    stage.sandbox.release();
    await submitted;
    await stage.person.sees(/edited while the request was under way/);
    const { Id, UserKafkaTopics } = taskOf(stage.sandbox, "typed");
    assert.equal(UserKafkaTopics, "app-logs");
    const expected = taskText("typed").replace("app-logs", "app-audit").replace("{", `{\n  "Id": "${Id}",`);
    assert.equal(await textOnDisk(document), expected);
  });

  it("its renaming is followed", async () => {
    const { document, submitted } = await submitHeld(stage, "old-name");
    const edit = new vscode.WorkspaceEdit();
    const renamed = fileOf("new-name.recharge.json");
    edit.renameFile(document.uri, renamed);
    await vscode.workspace.applyEdit(edit);
    stage.sandbox.release();
    await submitted;
    await stage.person.sees(/Task created/);
    assert.equal(idIn(await readFile(renamed.fsPath, "utf8")), taskOf(stage.sandbox, "old-name").Id);
    await assert.rejects(readFile(document.uri.fsPath), { code: "ENOENT" });
  });

  it("its Id counts once it is on disk, whatever another extension does on saving", async () => {
    const { document, submitted } = await submitHeld(stage, "overruled");
    const overruled = vscode.workspace.onWillSaveTextDocument((event) => {
      if (event.document !== document) return;
      const whole = new vscode.Range(document.positionAt(0), document.positionAt(document.getText().length));
      event.waitUntil(Promise.resolve([vscode.TextEdit.replace(whole, taskText("overruled"))]));
    });
    stage.sandbox.release();
    await submitted;
    const { Id } = taskOf(stage.sandbox, "overruled");
    await stage.person.sees(new RegExp(`could not be written into the file: ${Id}`));
    await stage.person.sees(/what is on disk is something else/);
    assert.equal(await textOnDisk(document), taskText("overruled"));
    overruled.dispose();
    // Whichever save comes next takes the Id along, and nothing says whether that of the write-back has been told yet.
    await replaceText(document, '"Name": ', '"Name":  ');
    await document.save();
    await stage.person.sees(/Task created, its Id is in the file/);
    assert.equal(idIn(await textOnDisk(document)), Id);
  });

  it("its Id counts once it is on disk, though VS Code refuses to save over another program's text", async () => {
    const { document, submitted } = await submitHeld(stage, "overtaken");
    await replaceText(document, "app-logs", "app-audit");
    const theirs = taskText("overtaken").replace("app-logs", "app-events-of-others");
    await writeFile(document.uri.fsPath, theirs);
    stage.sandbox.release();
    await submitted;
    const { Id } = taskOf(stage.sandbox, "overtaken");
    await stage.person.sees(new RegExp(`could not be written into the file: ${Id}`));
    await stage.person.sees(/could not be saved/);
    assert.equal(await textOnDisk(document), theirs);
    // Theirs is taken, and the next save finds the Id missing.
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand("workbench.action.files.revert");
    await replaceText(document, '"Name": ', '"Name":  ');
    await document.save();
    await stage.person.sees(/Task created, its Id is in the file/);
    const expected = theirs.replace('"Name": ', '"Name":  ').replace("{", `{\n  "Id": "${Id}",`);
    assert.equal(await textOnDisk(document), expected);
  });

  for (const [title, choice, wins] of [
    ["another Id in it is a question: the created one is taken", "created", "created"],
    ["another Id in it is a question: that of the file stays", "found", "found"],
    ["another Id in it is a question: nothing is decided yet", "later", "found"],
  ] as const) {
    it(title, async () => {
      const name = `other-id-${choice}`;
      const found = "0f000000-0000-4000-8000-000000000000";
      const { document, submitted } = await submitHeld(stage, name);
      const created = taskOf(stage.sandbox, name).Id;
      await replaceAll(document, taskText(name).replace("{", `{\n  "Id": "${found}",`));
      await document.save();
      const ids = { created, found, later: undefined };
      stage.person.answers(/got another Id/, ids[choice]);
      stage.sandbox.release();
      await submitted;
      assert.equal((await stage.person.sees(/got another Id/)).kind, "modal");
      assert.equal(idIn(await textOnDisk(document)), ids[wins]);
      if (choice === "later") await stage.person.sees(new RegExp(`could not be written into the file: ${created}`));
    });
  }
});

describe("the Id is all that changes in a file", () => {
  const stage = useStage();
  const plain = taskText("layout");

  for (const [layout, text, id] of [
    ["with a byte order mark", `\uFEFF${plain}`, (id: string) => `\n  "Id": "${id}",`],
    ["with CRLF", plain.replaceAll("\n", "\r\n"), (id: string) => `\r\n  "Id": "${id}",`],
    ["with tabs", plain.replaceAll("  ", "\t"), (id: string) => `\n\t"Id": "${id}",`],
    ["on one line", plain.replace(/ *\/\/.*\n/, "").replace(/\s*\n\s*/g, " "), (id: string) => ` "Id": "${id}",`],
    ["without a final line break", plain.trimEnd(), (id: string) => `\n  "Id": "${id}",`],
  ] as const) {
    it(layout, async () => {
      const name = layout.replaceAll(" ", "-");
      const before = text.replace("layout", name);
      const document = await openTask(`${name}.recharge.json`, before);
      stage.person.answers(/Create the task/, "Submit");
      await submit(document);
      const { Id } = taskOf(stage.sandbox, name);
      assert.equal(await textOnDisk(document), before.replace("{", `{${id(Id)}`));
      await vscode.window.showTextDocument(document);
      await vscode.commands.executeCommand("undo");
      await document.save();
      assert.equal(await textOnDisk(document), before);
    });
  }

  it("except for what the person has VS Code change on saving", async () => {
    const name = "saved-clean";
    const file = fileOf(`${name}.recharge.json`);
    await writeFile(file.fsPath, taskText(name).trimEnd());
    const document = await vscode.workspace.openTextDocument(file);
    await setUserSetting("insertFinalNewline", true, "files");
    try {
      stage.person.answers(/Create the task/, "Submit");
      await submit(document);
      await stage.person.sees(/Task created/);
    } finally {
      await setUserSetting("insertFinalNewline", undefined, "files");
    }
    const { Id } = taskOf(stage.sandbox, name);
    assert.equal(await textOnDisk(document), taskText(name).replace("{", `{\n  "Id": "${Id}",`));
  });
});
