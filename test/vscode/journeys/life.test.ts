/** The whole life of a task in a window, as a person meets it, in both languages. The pictures are for looking at. */
import { describe, expect, it } from "vitest";
import { sdk } from "../../unit/sandbox/client.ts";
import { languages, speech } from "./language.ts";
import { useStage } from "./stage.ts";

const file = "ckafka-json.recharge.json";
const name = "app-logs-json";

describe.each(languages)("a task, in %s", async (language) => {
  const stage = useStage({ language, settings: { "recharge.settleTime": 1 } });
  const { workbench } = stage;
  const { text, pattern, title } = speech(language);

  const run = (command: string) => workbench().runCommand(title(command));
  const picture = (what: string) => workbench().screenshot(`life-${language}-${what}`);
  const task = () => stage.sandbox.tasks().find(({ Name }) => Name === name);
  const press = (button: string) =>
    workbench()
      .modal.getByRole("button", { name: text(button), exact: true })
      .click();

  /** What is said at the end, photographed. */
  async function told(english: string, what: string): Promise<void> {
    await workbench()
      .notifications.filter({ hasText: pattern(english) })
      .waitFor();
    await picture(what);
    await workbench().clearNotifications();
  }

  it("is created", async () => {
    await workbench().openFile(file);
    await run("submit");
    await press("Submit");
    await told("Task created, its Id is in the file: {0}.", "1-created");
    expect(task()?.Status).toBe(1);
  });

  it("is updated, after seeing what changes", async () => {
    await workbench().putCaret('"app-logs,app-audit"', 1);
    await workbench().type(",orders");
    await run("update");
    await workbench().modal.waitFor();
    await picture("2-update-confirm");
    await press("Preview Request");
    await workbench()
      .notifications.filter({ hasText: text("This is the request for “{0}”. Nothing has been sent.") })
      .waitFor();
    await picture("3-update-preview");
    await workbench()
      .notifications.getByRole("button", { name: text("Update") })
      .click();
    await press("Update");
    await told("Task changed: {0}.", "4-updated");
    expect(task()?.UserKafkaTopics).toBe("app-logs,app-audit,orders");
  });

  it("shows what somebody else changed, and takes it", async () => {
    const change = { Id: task()?.Id, TopicId: task()?.TopicId, ConsumerGroupName: "cls-elsewhere" };
    await sdk(stage.sandbox).request("ModifyKafkaRecharge", change);
    await run("refreshTasks");
    await workbench().squiggle('"cls-app-logs"', "info");
    const differs = text("Differs in 1 field");
    const { page } = workbench();
    for (const shown of [".pane-body .monaco-list-row", ".codelens-decoration"]) {
      await page.locator(shown).filter({ hasText: differs }).waitFor();
    }
    await picture("5-drift");
    await run("compare");
    await workbench()
      .page.locator(".monaco-diff-editor .char-insert, .monaco-diff-editor .line-insert")
      .first()
      .waitFor();
    await picture("6-compare");
    // Its tab, not quick open: the comparison is a file of this name, too.
    const tabs = workbench().page.locator(".tabs-container");
    await tabs.getByText(file, { exact: true }).first().click();
    await workbench().page.locator(".editor-group-container.active .monaco-diff-editor").waitFor({ state: "detached" });
    await workbench().putCaret('"cls-app-logs"', 2);
    await workbench().quickFix(text("Take the cloud's value"));
    await workbench().token('"cls-elsewhere"').waitFor();
    await workbench().save();
    await workbench().page.locator(".squiggly-info").first().waitFor({ state: "detached" });
    await picture("7-taken");
  });

  it("is paused and resumed", async () => {
    await run("pause");
    await workbench().modal.waitFor();
    await picture("8-pause-confirm");
    await press("Pause");
    await told("Task paused: {0}.", "9-paused");
    expect(task()?.Status).toBe(2);
    await run("resume");
    await workbench().modal.waitFor();
    await picture("10-resume-confirm");
    await press("Resume");
    await told("Task resumed: {0}.", "11-resumed");
    expect(task()?.Status).toBe(1);
  });

  it("is deleted and created again for another start position", async () => {
    const old = task()?.Id;
    await workbench().putCaret("-1");
    await workbench().page.keyboard.press("Backspace");
    await workbench().type("2");
    await run("update");
    await workbench().modal.waitFor();
    await picture("12-replace-confirm");
    await press("Delete and Create…");
    await workbench().quickInput.waitFor();
    await picture("13-replace-type");
    await workbench().enter(name);
    await told("Task {0} is deleted, {1} takes its place. Its Id is in the file.", "14-replaced");
    expect(task()).toMatchObject({ Offset: -2 });
    expect(task()?.Id).not.toBe(old);
    await workbench()
      .page.locator(".codelens-decoration")
      .filter({ hasText: text("In sync") })
      .waitFor();
  });

  it("says so when nothing differs", async () => {
    await run("update");
    await workbench().modal.waitFor();
    await picture("15-nothing-differs");
    await workbench().page.keyboard.press("Escape");
    await workbench().modal.waitFor({ state: "detached" });
  });

  it("is deleted once its name is typed", async () => {
    await run("delete");
    await workbench().modal.waitFor();
    await picture("16-delete-confirm");
    await press("Delete…");
    await workbench().quickInput.locator("input").fill("app");
    await workbench().quickInput.getByText(text("The name of the task is “{0}”.")).waitFor();
    await picture("17-delete-type");
    await workbench().enter(name);
    await told("Task deleted, its Id is out of the file: {0}.", "18-deleted");
    expect(task()).toBeUndefined();
    await workbench().token('"Id"').waitFor({ state: "detached" });
    await workbench()
      .page.locator(".codelens-decoration")
      .filter({ hasText: text("Submit") })
      .waitFor();
  });
});
