/** What the cloud and the cluster have to say, in the editor, in both languages. The pictures are for looking at. */
import type { Locator } from "playwright-core";
import { describe, expect, it } from "vitest";
import { Colleague } from "../suite/colleague.ts";
import { topic } from "../suite/tasks.ts";
import { languages, speech } from "./language.ts";
import { useStage } from "./stage.ts";

const file = "ckafka-json.recharge.json";

describe.each(languages)("in %s", async (language) => {
  const stage = useStage({ language });
  const { workbench } = stage;

  const { text, title } = speech(language);
  const run = (command: string) => workbench().runCommand(title(command));
  const picture = (what: string) => workbench().screenshot(`reach-${language}-${what}`);
  const toast = (english: string) => workbench().notifications.filter({ hasText: text(english) });

  /** The page of the webview that is shown. */
  function page(): Locator {
    return workbench().page.frameLocator("iframe.webview.ready").frameLocator("iframe#active-frame").locator("body");
  }

  it("checks a connection and explains what is in the way on its field", async () => {
    await workbench().openCopy(file, "not-authorised.recharge.json", (text) =>
      text.replace("ckafka-2vrgxbxa", "ckafka-norole00"),
    );
    await run("checkConnection");
    await toast("CLS is not authorised to use CKafka: grant it its role in the console.").waitFor();
    await workbench()
      .notifications.getByRole("button", { name: text("Show Field") })
      .click();
    await workbench().squiggle('"ckafka-norole00"');
    await workbench().clearNotifications();
    await workbench().hover('"ckafka-norole00"', "check:-3");
    await picture("check-1-field");
    await workbench().restMouse();
  });

  it("previews a message and the log that is made of it", async () => {
    await workbench().openFile(file);
    await run("preview");
    await page().locator("tbody tr").first().waitFor();
    expect(await page().locator("h2").allInnerTexts()).toEqual([text("Message"), text("Log")]);
    expect(await page().locator("pre").textContent()).toContain("order placed");
    await workbench().clearNotifications();
    await picture("preview-1-table");
    await page().getByText(text("Preview Again")).click();
    await expect
      .poll(() => stage.sandbox.requests.filter(({ action }) => action === "PreviewKafkaRecharge").length)
      .toBe(2);
  });

  it("shows the names behind Ids, and completes Ids by name", async () => {
    await workbench().runCommand("View: Close All Editors");
    await workbench().openCopy(file, "named.recharge.json", (text) => text);
    await workbench()
      .page.locator(".view-line")
      .filter({ hasText: "app-logs" })
      .filter({ hasText: "TopicId" })
      .waitFor();
    await workbench().hover('"b53fe5be-7ee3-4031-8043-5a73bad4f572"', "demo");
    await picture("names-1-hover");
    await workbench().restMouse();
    await workbench().putCaret('"b53fe5be-7ee3-4031-8043-5a73bad4f572"', 2);
    const topic = await workbench().completions("nginx-access");
    await picture("names-2-topics");
    await topic.click();
    await workbench().token('"0a9c1f6e-58d2-4a53-9c7b-1f2e3d4c5b6a"').waitFor();
    await workbench()
      .page.locator(".view-line")
      .filter({ hasText: "nginx-access" })
      .filter({ hasText: "TopicId" })
      .waitFor();
    await workbench().putCaret('"ckafka-2vrgxbxa"', 2);
    await (await workbench().completions("shop")).waitFor();
    await picture("names-3-instances");
    await workbench().page.keyboard.press("Escape");
    await workbench().putCaret('"app-logs,app-audit"', 1);
    await workbench().type(",or");
    await workbench().page.locator(".suggest-widget.visible .monaco-list-row").filter({ hasText: "orders" }).waitFor();
    await picture("names-4-kafka-topics");
    await workbench().page.keyboard.press("Enter");
    await workbench().token('"app-logs,app-audit,orders"').waitFor();
    await workbench().save();
  });

  it("imports tasks that exist", async () => {
    const colleague = new Colleague(stage.sandbox.url);
    for (const name of ["app-logs", "audit-trail"]) await colleague.creates(taskWithPassword(name));
    await workbench().runCommand("View: Close All Editors");
    await run("import");
    await workbench().quickInput.getByText("ap-guangzhou").waitFor();
    await workbench().pick("ap-guangzhou");
    await workbench().quickInput.getByText("nginx-access").waitFor();
    await picture("import-1-topics");
    await workbench().pick("app-logs");
    await workbench().quickInput.getByText("audit-trail").waitFor();
    await picture("import-2-tasks");
    await workbench().page.keyboard.press("Enter");
    await workbench().quickInput.getByText("log-imports").waitFor();
    await picture("import-3-folder");
    await workbench().page.keyboard.press("Enter");
    await toast("Passwords are not taken over. Set before you use the tasks: {0}").waitFor();
    await workbench().token('"audit-trail"').waitFor();
    await picture("import-4-files");
    await workbench()
      .notifications.getByRole("button", { name: text("Set Secret") })
      .click();
    await workbench().quickInput.getByText(text("Set Secret")).first().waitFor();
    await workbench().page.keyboard.press("Escape");
    await workbench().quickInput.waitFor({ state: "detached" });
  });

  it("writes a task as Terraform", async () => {
    await workbench().runCommand("View: Close All Editors");
    await workbench().openFile(file);
    await run("exportTerraform");
    await workbench()
      .page.locator(".view-line")
      .filter({ hasText: "tencentcloud_cls_kafka_recharge" })
      .first()
      .waitFor();
    await picture("terraform");
  });
});

function taskWithPassword(name: string): string {
  const rule = { RechargeType: "json_log", EncodingFormat: 0, DefaultTimeSwitch: true };
  const protocol = { Protocol: "sasl_ssl", Mechanism: "PLAIN", UserName: "cls", Password: "EXAMPLE-PASSWORD" };
  const kafka = { KafkaType: 1, ServerAddr: "kafka.example.com:9093", IsEncryptionAddr: true, Protocol: protocol };
  const task = { TopicId: topic, Name: name, ...kafka, UserKafkaTopics: "orders", Offset: -1, LogRechargeRule: rule };
  return JSON.stringify(task);
}
