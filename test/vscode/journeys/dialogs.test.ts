/** Every dialog as a person meets it, in both languages. The pictures are for looking at. */
import { describe, expect, it } from "vitest";
import { Colleague } from "../suite/colleague.ts";
import { taskText } from "../suite/tasks.ts";
import { languages, speech } from "./language.ts";
import { useStage } from "./stage.ts";

const file = "ckafka-json.recharge.json";

describe.each(languages)("in %s", async (language) => {
  const stage = useStage({ language, settings: { "recharge.settleTime": 1 } });
  const { workbench } = stage;

  const { text, title } = speech(language);
  const run = (command: string) => workbench().runCommand(title(command));
  const picture = (what: string) => workbench().screenshot(`dialogs-${language}-${what}`);
  const toast = (english: string) => workbench().notifications.filter({ hasText: text(english) });

  async function agree(): Promise<void> {
    await workbench()
      .modal.getByRole("button", { name: text("Submit"), exact: true })
      .click();
    // Another question may follow at once.
    await workbench()
      .modal.filter({ hasText: text("Create the task “{0}”?") })
      .waitFor({ state: "detached" });
  }

  it("makes a task from a template", async () => {
    await workbench().openFile(file);
    await run("newTask");
    await workbench().quickInput.getByText("CKafka").first().waitFor();
    await picture("new-task-1-pick");
    await workbench().pick("JSON");
    await workbench().token('"json_log"').waitFor();
    await picture("new-task-2-file");
    expect(await workbench().notifications.count()).toBe(0);
  });

  it("asks before it submits, and shows the request", async () => {
    await workbench().openFile(file);
    await run("submit");
    await workbench().modal.waitFor();
    await picture("submit-1-confirm");
    await workbench().answer(text("Preview Request"));
    await toast("This is the request for “{0}”. Nothing has been sent.").waitFor();
    await picture("submit-2-preview");
    expect(stage.sandbox.requests.filter(({ action }) => action === "CreateKafkaRecharge")).toEqual([]);
    await workbench().clearNotifications();
  });

  it("says what was created", async () => {
    await workbench().openFile(file);
    await run("submit");
    await agree();
    await toast("Task created, its Id is in the file: {0}.").waitFor();
    await toast("Submitting {0}").waitFor({ state: "detached" });
    await picture("submit-3-created");
    await workbench().clearNotifications();
  });

  it("knows a file that lost its Id", async () => {
    await workbench().putCaret('"Id"');
    await workbench().page.keyboard.press("Control+Z");
    await workbench().token('"Id"').waitFor({ state: "detached" });
    await workbench().squiggle('"Region"', "warning");
    await workbench().hover(
      '"Region"',
      text("A task was already created from this file, but its Id is not in it: {0}"),
    );
    await picture("lost-id-1-diagnostic");
    await workbench().restMouse();
    await run("submit");
    await agree();
    await workbench()
      .modal.filter({ hasText: text("Create Another Task") })
      .waitFor();
    await picture("lost-id-2-question");
    await workbench().answer(text("Restore Id"));
    await workbench().token('"Id"').waitFor();
    await workbench().clearNotifications();
  });

  it("tells a copy of a file whose task it is", async () => {
    await workbench().openCopy(file, "copy.recharge.json", (text) => text.replace(/ *"Id".*\n/, ""));
    await run("submit");
    await agree();
    await workbench()
      .modal.filter({ hasText: text("Take Its Id") })
      .waitFor();
    await picture("copy-1-question");
    await workbench().page.keyboard.press("Escape");
    await toast("Another file with the same log topic and name already created a task").waitFor();
    await picture("copy-2-refused");
    await workbench().clearNotifications();
  });

  it("asks about a task of the same name", async () => {
    const task = taskText("made-elsewhere").replace("json_log", "minimalist_log");
    await new Colleague(stage.sandbox.url).creates(task);
    await workbench().openCopy(file, "same-name.recharge.json", (text) =>
      text.replace(/ *"Id".*\n/, "").replace("app-logs-json", "made-elsewhere"),
    );
    await run("submit");
    await agree();
    await workbench().quickInput.getByText(text("Create Another Task")).waitFor();
    await picture("same-name-1-question");
    await workbench().page.keyboard.press("Escape");
    await toast("The log topic already has tasks of this name, nothing was sent: {0}").waitFor();
    await picture("same-name-2-refused");
    await workbench().clearNotifications();
  });

  it("explains a refusal", async () => {
    const message = "The value of `Offset` does not go with that of `KafkaType`.";
    stage.sandbox.script([{ action: "CreateKafkaRecharge", error: { code: "InvalidParameterValue", message } }]);
    await workbench().openFile("nginx-access.recharge.json");
    await run("submit");
    await agree();
    await toast("Tencent Cloud refused the request. {0} {1}").waitFor();
    await picture("refused-1-told");
    await workbench()
      .notifications.getByRole("button", { name: text("Show Field") })
      .click();
    await workbench().squiggle("-2");
    await workbench().hover("-2", "RequestId");
    await picture("refused-2-field");
    await workbench().restMouse();
    await workbench().clearNotifications();
  });

  it("settles a lost answer", async () => {
    stage.sandbox.script([{ action: "CreateKafkaRecharge", commit: "later", outcome: "reset" }]);
    await workbench().openFile("nginx-access.recharge.json");
    await run("submit");
    await agree();
    await workbench()
      .modal.filter({ hasText: text("Check Again") })
      .waitFor();
    await picture("lost-answer-1-question");
    await workbench().page.keyboard.press("Escape");
    await toast("Settle Now").waitFor();
    await picture("lost-answer-2-told");
    await workbench().reload();
    await workbench().openFile("nginx-access.recharge.json");
    await toast("An operation on Tencent Cloud was interrupted").waitFor();
    await picture("lost-answer-3-offered");
    await workbench()
      .notifications.getByRole("button", { name: text("Settle Now") })
      .click();
    await workbench().quickInput.getByText(text("Unfinished Operations")).waitFor();
    await picture("lost-answer-4-list");
    await workbench().pick("nginx");
    await workbench().quickInput.getByText(text("Check Again")).waitFor();
    await picture("lost-answer-5-steps");
    stage.sandbox.commitPending();
    await workbench().pick(text("Check Again"));
    await toast("The task exists and its Id is in the file: {0}.").waitFor();
    await picture("lost-answer-6-settled");
    await workbench().clearNotifications();
  });

  it("asks for a secret of a file", async () => {
    await workbench().openFile("orders-sasl.recharge.json");
    await run("submit");
    await toast("Set Secret").waitFor();
    await picture("secret-1-missing");
    await workbench()
      .notifications.getByRole("button", { name: text("Set Secret") })
      .click();
    await workbench().quickInput.getByText(text("Set Secret")).waitFor();
    await picture("secret-2-name");
    await workbench().page.keyboard.press("Enter");
    await workbench().quickInput.locator("input[type=password]").waitFor();
    await picture("secret-3-value");
    await workbench().page.keyboard.press("Escape");
    await workbench().clearNotifications();
  });

  it("signs in step by step, and switches", async () => {
    await run("signIn");
    await workbench().quickInput.getByText(text("Tencent Cloud International")).waitFor();
    await picture("sign-in-1-site");
    await workbench().pick(text("Tencent Cloud International"));
    const password = workbench().quickInput.locator("input[type=password]");
    await password.waitFor();
    await picture("sign-in-2-id");
    await workbench().enter("EXAMPLE-SECRET-ID-0001");
    await workbench().quickInput.getByText("SecretKey").waitFor();
    await workbench().enter("EXAMPLE-SECRET-KEY-0001");
    await workbench()
      .quickInput.getByText(text("Token, for temporary credentials only. Otherwise leave it empty."))
      .waitFor();
    await picture("sign-in-3-token");
    await workbench().enter("");
    await workbench().quickInput.getByText("ap-guangzhou").waitFor();
    await picture("sign-in-4-region");
    await workbench().pick("ap-singapore");
    await toast("Signed in as {0}. The keys are in secret storage.").waitFor();
    await picture("sign-in-5-done");
    await run("switchProfile");
    await workbench().quickInput.getByText(text("Region…")).waitFor();
    await picture("switch-profile");
    await workbench().page.keyboard.press("Escape");
    await run("signOut");
    await workbench().quickInput.getByText("default").waitFor();
    await picture("sign-out");
    await workbench().pick("default");
    await toast("Signed out. The keys of {0} are removed.").waitFor();
    await workbench().clearNotifications();
  });

  it("starts a sandbox of its own", async () => {
    await run("startSandbox");
    await toast("The sandbox is running: submits stay on this machine.").waitFor();
    await picture("sandbox");
  });
});
