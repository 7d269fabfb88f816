import { strict as assert } from "node:assert";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import * as vscode from "vscode";
import { useStage } from "./setup.ts";
import { idIn, taskMade, taskOf, taskText } from "./tasks.ts";
import { fileOf, openTask } from "./workspace.ts";

const extension = vscode.extensions.getExtension("cls-recharge.cls-recharge");

describe("at the same time", () => {
  const stage = useStage();
  const submit = (document: vscode.TextDocument) => vscode.commands.executeCommand("recharge.submit", document.uri);

  /** `cls-recharge submit` in a terminal, at the point where its task is made and the answer is on its way. */
  async function submitInTerminal(name: string): Promise<ChildProcess> {
    stage.sandbox.script([{ action: "CreateKafkaRecharge", hold: true }]);
    const cli = vscode.Uri.joinPath(extension?.extensionUri ?? vscode.Uri.file("/"), "dist/cli.js").fsPath;
    const file = fileOf(`${name}.recharge.json`).fsPath;
    const options = ["--yes", "--endpoint", stage.sandbox.url, "--settle", "0"];
    const terminal = spawn(process.execPath, [cli, "submit", file, ...options], {
      env: { ...process.env, CLS_RECHARGE_STATE_DIR: stage.state, ELECTRON_RUN_AS_NODE: "1" },
      stdio: "ignore",
    });
    await taskMade(stage.sandbox, name);
    return terminal;
  }

  it("a window waits for a terminal, and then finds the Id in the file", async () => {
    const document = await openTask("terminal.recharge.json", taskText("terminal"));
    const terminal = await submitInTerminal("terminal");
    stage.person.answers(/Create the task/, "Submit").answers(/Waiting for other operations on this task/, async () => {
      stage.sandbox.release();
      return undefined;
    });
    const ended = once(terminal, "exit");
    await submit(document);
    assert.deepEqual(await ended, [0, null]);
    const { Id } = taskOf(stage.sandbox, "terminal");
    await stage.person.sees(new RegExp(`already.*${Id}`));
    assert.equal(stage.sandbox.tasks().filter(({ Name }) => Name === "terminal").length, 1);
    assert.equal(idIn((await vscode.workspace.fs.readFile(document.uri)).toString()), Id);
  });

  it("a window says who is at work in a terminal, and leaves it alone", async () => {
    await openTask("owner.recharge.json", taskText("owner"));
    const terminal = await submitInTerminal("owner");
    const owner = new RegExp(`process ${terminal.pid} on \\S+`);
    stage.person.answers(/^Unfinished Operations/, "owner");
    await vscode.commands.executeCommand("recharge.recover");
    const { items } = await stage.person.sees(/^Unfinished Operations/);
    assert.match(String(items[0]?.detail), owner);
    assert.match((await stage.person.sees(/It is under way/)).text, owner);
    const ended = once(terminal, "exit");
    stage.sandbox.release();
    assert.deepEqual(await ended, [0, null]);
  });

  it("a copy of a file waits for the first, and can be cancelled", async () => {
    const original = await openTask("copied.recharge.json", taskText("copied"));
    const copy = await openTask("copy-of-copied.recharge.json", taskText("copied"));
    stage.sandbox.script([{ action: "CreateKafkaRecharge", hold: true }]);
    stage.person.answers(/Create the task/, "Submit").answers(/Create the task/, "Submit");
    const first = submit(original);
    await taskMade(stage.sandbox, "copied");
    stage.person.answers(/copy-of-copied.*\nWaiting for other operations/, "Cancel");
    await submit(copy);
    await stage.person.sees(/Cancelled\. Nothing was sent/);
    stage.sandbox.release();
    await first;
    assert.equal(copy.getText(), taskText("copied"));

    // Afterwards it is told whose task it would be.
    stage.person.answers(/Create the task/, "Submit").answers(/already created a task/, "Take Its Id");
    await submit(copy);
    const question = await stage.person.sees(/Another file with the same log topic and name already created a task/);
    assert.match(question.text, /copied\.recharge\.json/);
    assert.equal(idIn(copy.getText()), taskOf(stage.sandbox, "copied").Id);
    assert.equal(stage.sandbox.tasks().filter(({ Name }) => Name === "copied").length, 1);
  });

  it("one file is submitted once, however often the button is pressed", async () => {
    const document = await openTask("double.recharge.json", taskText("double"));
    stage.person.answers(/Create the task/, async () => {
      await submit(document);
      return "Submit";
    });
    await submit(document);
    await stage.person.sees(/Another command is at work on this file/);
    await stage.person.sees(/Task created/);
    assert.equal(stage.sandbox.tasks().filter(({ Name }) => Name === "double").length, 1);
  });
});
