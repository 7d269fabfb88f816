/** Update, pause, resume and delete of a task that exists. */
import { strict as assert } from "node:assert";
import * as vscode from "vscode";
import { sdk } from "../../unit/sandbox/client.ts";
import { Colleague } from "./colleague.ts";
import type { Prompt } from "./person.ts";
import { useStage } from "./setup.ts";
import { idIn, taskText, topic } from "./tasks.ts";
import { fileOf, lens, noDiagnosticsOf, openTask, replaceText, textOnDisk } from "./workspace.ts";

describe("the task of a file", () => {
  const stage = useStage();
  const run = (command: string, document: vscode.TextDocument) =>
    vscode.commands.executeCommand(`recharge.${command}`, document.uri);
  const cloud = (name: string) => stage.sandbox.tasks().find(({ Name }) => Name === name);
  const count = (action: string) => stage.sandbox.requests.filter((request) => request.action === action).length;

  /** A file whose task exists. */
  async function created(name: string, change = (text: string) => text): Promise<vscode.TextDocument> {
    const document = await openTask(`${name}.recharge.json`, change(taskText(name)));
    stage.person.answers(/Create the task/, "Submit");
    await run("submit", document);
    assert.ok(idIn(document.getText()));
    return document;
  }

  /** Somebody else, in the console. */
  const elsewhere = {
    change: async (name: string, change: object) => {
      await sdk(stage.sandbox).request("ModifyKafkaRecharge", { Id: cloud(name)?.Id, TopicId: topic, ...change });
    },
    delete: async (name: string) => {
      await sdk(stage.sandbox).request("DeleteKafkaRecharge", { Id: cloud(name)?.Id, TopicId: topic });
    },
  };

  /** The question names where the task is. */
  function assertNamesPlace({ kind, text }: Prompt): void {
    assert.equal(kind, "modal");
    for (const part of [/Account: Sandbox/, /Region: ap-guangzhou/, /Endpoint: 127/, new RegExp(topic)]) {
      assert.match(text, part);
    }
  }

  describe("updated", () => {
    it("gets the file's fields, after they were shown one by one", async () => {
      const document = await created("update");
      const { person } = stage;
      await replaceText(document, '"app-logs"', '"app-audit"');
      assert.equal(document.isDirty, true);
      person.answers(/Update the task “update”/, "Update");
      await run("update", document);
      const modal = await person.sees(/Update the task/);
      assertNamesPlace(modal);
      assert.match(modal.text, /^UserKafkaTopics: "app-logs" → "app-audit"$/m);
      await person.sees(/Task changed/);
      assert.equal(cloud("update")?.UserKafkaTopics, "app-audit");
      assert.equal(await textOnDisk(document), document.getText(), "it was saved before it was sent");
    });

    it("is saved and sent while a comparison shows the file, too", async () => {
      const document = await created("compared");
      await vscode.commands.executeCommand("vscode.diff", fileOf("nginx-access.recharge.json"), document.uri);
      await replaceText(document, '"app-logs"', '"app-audit"');
      stage.person.answers(/Update the task/, "Update");
      await run("update", document);
      await stage.person.sees(/Task changed/);
    });

    it("is left alone when the person closes the question", async () => {
      const document = await created("update-cancelled");
      await replaceText(document, '"app-logs"', '"app-audit"');
      const before = count("ModifyKafkaRecharge");
      stage.person.answers(/Update the task/, undefined);
      await run("update", document);
      assert.equal(count("ModifyKafkaRecharge"), before);
    });

    it("is shown as a request without secrets first, if wanted", async () => {
      const document = await created("update-preview");
      await replaceText(document, '"app-logs"', '"app-audit"');
      stage.person.answers(/Update the task/, "Preview Request").answers(/This is the request/, undefined);
      await run("update", document);
      const shown = vscode.workspace.textDocuments.find(({ uri }) => /update-preview\.request/.test(uri.path));
      assert.match(shown?.getText() ?? "", /X-TC-Action: ModifyKafkaRecharge/);
      assert.match(shown?.getText() ?? "", new RegExp(`"Id": "${cloud("update-preview")?.Id}"`));
      assert.match(shown?.getText() ?? "", /"UserKafkaTopics": "app-audit"/);
      assert.doesNotMatch(shown?.getText() ?? "", /"Offset"|sandbox-example-secret-key/);
      assert.equal(cloud("update-preview")?.UserKafkaTopics, "app-logs");
    });

    it("is sent again where nothing differs, for a password that nobody can see", async () => {
      const document = await created("same");
      const before = count("ModifyKafkaRecharge");
      stage.person.answers(/Nothing differs/, undefined);
      await run("update", document);
      assert.equal(count("ModifyKafkaRecharge"), before);
      stage.person.answers(/Nothing differs/, "Update Anyway");
      await run("update", document);
      assert.equal(count("ModifyKafkaRecharge"), before + 1);
    });

    it("is not touched while the file has errors", async () => {
      const document = await created("update-errors");
      await replaceText(document, '"json_log"', '"json"');
      await run("update", document);
      await stage.person.sees(/has an error, so nothing was sent/);
      assert.equal(cloud("update-errors")?.LogRechargeRule.RechargeType, "json_log");
    });

    it("is not touched when somebody changed it after it was shown", async () => {
      const document = await created("update-race");
      await replaceText(document, '"app-logs"', '"app-audit"');
      stage.person.answers(/Update the task/, async () => {
        await elsewhere.change("update-race", { ConsumerGroupName: "theirs" });
        return "Update";
      });
      await run("update", document);
      const told = await stage.person.sees(/Somebody changed the task/);
      assert.match(told.text, /ConsumerGroupName/);
      assert.deepEqual(told.choices, ["Compare with Cloud"]);
      assert.equal(cloud("update-race")?.UserKafkaTopics, "app-logs");
    });

    it("says what became of it when the answer was lost", async () => {
      const document = await created("update-lost");
      await replaceText(document, '"app-logs"', '"app-audit"');
      stage.sandbox.script([{ action: "ModifyKafkaRecharge", outcome: "reset" }]);
      const before = count("ModifyKafkaRecharge");
      stage.person.answers(/Update the task/, "Update");
      await run("update", document);
      await stage.person.sees(/Task changed/);
      assert.equal(count("ModifyKafkaRecharge"), before + 1);
    });

    it("shows the field that the API refuses", async () => {
      const document = await created("update-refused");
      await replaceText(document, '"app-logs"', '"app-audit"');
      const message = "The value of `UserKafkaTopics` is wrong.";
      stage.sandbox.script([{ action: "ModifyKafkaRecharge", error: { code: "InvalidParameterValue", message } }]);
      stage.person.answers(/Update the task/, "Update").answers(/refused the request/, "Show Field");
      await run("update", document);
      assert.match((await stage.person.sees(/refused the request/)).text, /Nothing was changed/);
    });
  });

  describe("that needs another start position", () => {
    const moved = (text: string) => text.replace('"Offset": -2', '"Offset": -1');
    const early = (text: string) => text.replace('"Offset": -1', '"Offset": -2');

    async function withOtherOffset(name: string): Promise<vscode.TextDocument> {
      const document = await created(name, early);
      await replaceText(document, '"Offset": -2', '"Offset": -1');
      return document;
    }

    it("is deleted and created again, once that is agreed to with what it costs", async () => {
      const document = await withOtherOffset("replace");
      const { person } = stage;
      const old = cloud("replace")?.Id;
      person.answers(/cannot be changed: Offset/, "Delete and Create…").answers(/Type the task's name/, "replace");
      await run("update", document);
      const modal = await person.sees(/cannot be changed/);
      assertNamesPlace(modal);
      assert.match(modal.text, /-2 .*twice/);
      assert.match(modal.text, /-1 .*lost/);
      const fresh = cloud("replace");
      assert.equal(fresh?.Offset, -1);
      assert.notEqual(fresh?.Id, old);
      assert.match((await person.sees(/takes its place/)).text, new RegExp(`${old}.*${fresh?.Id}`));
      assert.equal(idIn(await textOnDisk(document)), fresh?.Id);
      assert.equal(moved(document.getText()).replace(/ *"Id".*\n/, ""), moved(early(taskText("replace"))));
    });

    it("stays when the name is not typed", async () => {
      const document = await withOtherOffset("replace-not");
      const before = count("DeleteKafkaRecharge");
      stage.person.answers(/cannot be changed/, "Delete and Create…").answers(/Type the task's name/, "replace");
      await run("update", document);
      assert.equal(cloud("replace-not")?.Offset, -2);
      assert.equal(count("DeleteKafkaRecharge"), before);
    });

    it("leaves a file to submit when the create fails after the delete", async () => {
      const document = await withOtherOffset("replace-half");
      const old = cloud("replace-half")?.Id;
      stage.sandbox.script([{ action: "CreateKafkaRecharge", error: { code: "OperationDenied.AccountIsolate" } }]);
      const { person } = stage;
      person.answers(/cannot be changed/, "Delete and Create…").answers(/Type the task's name/, "replace-half");
      await run("update", document);
      const told = await person.sees(/no other takes its place/);
      assert.match(told.text, new RegExp(`Task ${old} is deleted.*submit it`));
      assert.equal(cloud("replace-half"), undefined);
      assert.equal(await textOnDisk(document), moved(early(taskText("replace-half"))));
      person.answers(/Create the task/, "Submit");
      await run("submit", document);
      assert.equal(idIn(document.getText()), cloud("replace-half")?.Id);
      assert.equal(cloud("replace-half")?.Offset, -1);
    });
  });

  describe("paused and resumed", () => {
    it("changes its status and nothing else", async () => {
      const document = await created("pause");
      const before = document.getText();
      const { person } = stage;
      person.answers(/Pause the task “pause”/, "Pause");
      await run("pause", document);
      assertNamesPlace(await person.sees(/Pause the task/));
      await person.sees(/Task paused/);
      assert.equal(cloud("pause")?.Status, 2);
      await run("pause", document);
      await person.sees(/is paused already/);
      person.answers(/Resume the task “pause”/, "Resume");
      await run("resume", document);
      await person.sees(/Task resumed/);
      assert.equal(cloud("pause")?.Status, 1);
      await run("resume", document);
      await person.sees(/is running already/);
      assert.equal(document.getText(), before);
    });

    it("runs on when the person closes the question", async () => {
      const document = await created("pause-cancelled");
      stage.person.answers(/Pause the task/, undefined);
      await run("pause", document);
      assert.equal(cloud("pause-cancelled")?.Status, 1);
    });

    it("is not touched when somebody changed it after it was shown", async () => {
      const document = await created("pause-race");
      stage.person.answers(/Pause the task/, async () => {
        await elsewhere.change("pause-race", { UserKafkaTopics: "orders" });
        return "Pause";
      });
      await run("pause", document);
      await stage.person.sees(/Somebody changed the task/);
      assert.equal(cloud("pause-race")?.Status, 1);
    });

    it("is saved first, and paused whatever the file says by now", async () => {
      const document = await created("pause-unsaved");
      await replaceText(document, '"app-logs"', '"app-audit"');
      stage.person.answers(/Pause the task/, "Pause");
      await run("pause", document);
      await stage.person.sees(/Task paused/);
      assert.equal(document.isDirty, false);
      assert.equal(cloud("pause-unsaved")?.UserKafkaTopics, "app-logs");
    });
  });

  describe("deleted", () => {
    const agree = (name: string, typed: string | undefined) =>
      stage.person
        .answers(new RegExp(`Delete the task “${name}”\\?\nThe import`), "Delete…")
        .answers(/Type the/, typed);

    it("leaves a file without Id, as one undo step, to submit again", async () => {
      const document = await created("delete");
      const complete = document.getText();
      agree("delete", "delete");
      await run("delete", document);
      assertNamesPlace(await stage.person.sees(/The import ends for good/));
      await stage.person.sees(/Task deleted/);
      assert.equal(cloud("delete"), undefined);
      assert.equal(document.getText(), taskText("delete"));
      assert.equal(await textOnDisk(document), taskText("delete"));
      await noDiagnosticsOf(document, ({ code }) => code === "lost-id");
      await vscode.window.showTextDocument(document);
      await vscode.commands.executeCommand("undo");
      assert.equal(document.getText(), complete);
      stage.person.answers(/Remove the Id of a task that is gone/, "Remove Id");
      await run("delete", document);
      assert.equal(await textOnDisk(document), taskText("delete"));
      stage.person.answers(/Create the task/, "Submit");
      await run("submit", document);
      assert.equal(idIn(document.getText()), cloud("delete")?.Id);
    });

    it("needs its name typed", async () => {
      const document = await created("delete-typed");
      agree("delete-typed", "delete");
      await run("delete", document);
      const box = await stage.person.sees(/Type the task's name/);
      assert.equal(await box.problemWith("delete"), "The name of the task is “delete-typed”.");
      assert.equal(await box.problemWith("delete-typed"), undefined);
      assert.ok(cloud("delete-typed"));
      agree("delete-typed", undefined);
      await run("delete", document);
      assert.ok(cloud("delete-typed"));
    });

    it("is not touched when somebody changed it after it was shown", async () => {
      const document = await created("delete-race");
      stage.person.answers(/The import ends/, "Delete…").answers(/Type the/, async () => {
        await elsewhere.change("delete-race", { UserKafkaTopics: "orders" });
        return "delete-race";
      });
      await run("delete", document);
      await stage.person.sees(/Somebody changed the task/);
      assert.equal(cloud("delete-race")?.UserKafkaTopics, "orders");
      assert.ok(idIn(document.getText()));
    });
  });

  it("is found although the file names another log topic by now", async () => {
    const document = await created("topic-moved");
    const other = "0a9c1f6e-58d2-4a53-9c7b-1f2e3d4c5b6a";
    await replaceText(document, topic, other);
    const { person } = stage;
    person.answers(/cannot be changed: TopicId/, "Delete and Create…").answers(/Type the task's name/, "topic-moved");
    await run("update", document);
    assert.equal(cloud("topic-moved")?.TopicId, other);
    assert.equal(idIn(document.getText()), cloud("topic-moved")?.Id);
  });

  it("that somebody deleted is said to be gone", async () => {
    const document = await created("gone");
    await elsewhere.delete("gone");
    await run("pause", document);
    const { choices } = await stage.person.sees(/has no task/);
    assert.deepEqual(choices, ["Remove Id…"]);
  });

  it("has to exist", async () => {
    const document = await openTask("none.recharge.json", taskText("none"));
    await run("pause", document);
    await stage.person.sees(/The file has no Id/);
  });

  it("is never guessed from something that is no file", async () => {
    await created("open");
    await vscode.commands.executeCommand("recharge.pause", { label: "not a task file" });
    await stage.person.sees(/is no task file/);
  });
});

describe("a task of which the cloud does not say how it is", () => {
  const stage = useStage();

  it("is left alone", async () => {
    const text = taskText("change-unlisted");
    const id = await new Colleague(stage.sandbox.url).creates(text);
    const document = await openTask("change-unlisted.recharge.json", text.replace("{", `{\n  "Id": "${id}",`));
    // Opening it asked for the list that shows this; the next is the command's.
    await lens(document, /In sync/);
    stage.sandbox.script([{ action: "DescribeKafkaRecharges", error: { code: "UnauthorizedOperation" } }]);
    await vscode.commands.executeCommand("recharge.pause", document.uri);
    const told = await stage.person.sees(/could not be listed/);
    assert.match(told.text, new RegExp(`${topic}.*UnauthorizedOperation`));
    assert.deepEqual(told.choices, ["Switch Profile", "Sign In", "Copy RequestId"]);
    assert.equal(stage.sandbox.tasks()[0]?.Status, 1);
  });
});
