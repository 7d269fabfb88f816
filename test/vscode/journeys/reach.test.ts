/** What the cloud and the cluster have to say, in the editor, in both languages. The pictures are for looking at. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ClsApi } from "../../../cloud/api.ts";
import { sandboxCredential } from "../../../cloud/credentials/sandbox.ts";
import { Endpoint } from "../../../cloud/endpoint.ts";
import { type Sandbox, startSandbox } from "../../../sandbox/server.ts";
import { useWorkbench } from "./workbench.ts";

const read = (file: string): Record<string, string> => JSON.parse(readFileSync(file, "utf8"));
const titles = { en: read("package.nls.json"), "zh-cn": read("package.nls.zh-cn.json") };
const chinese = { ...read("l10n/client.zh-cn.json"), ...read("l10n/cloud.zh-cn.json") };
const file = "ckafka-json.recharge.json";

describe.each(["en", "zh-cn"] as const)("in %s", async (language) => {
  let sandbox: Sandbox;
  const settings: Record<string, unknown> = {};
  beforeAll(async () => {
    sandbox = await startSandbox({ rateLimit: false });
    settings["recharge.endpoint"] = sandbox.url;
  });
  afterAll(() => sandbox.close());
  const workbench = useWorkbench({ language, settings });

  const text = (english: string) => (language === "en" ? english : (chinese[english] ?? english));
  /** A text of ours, up to its first gap. */
  const start = (english: string) => text(english).split("{")[0] ?? "";
  const run = (command: string) => workbench().runCommand(`Recharge: ${titles[language][`command.${command}`]}`);
  const picture = (what: string) => workbench().screenshot(`reach-${language}-${what}`);
  const toast = (english: string) => workbench().notifications.filter({ hasText: start(english) });

  /** A new file made of an example, open. Quick open learns of new files too late. */
  async function openText(name: string, change: (text: string) => string): Promise<void> {
    writeFileSync(join(workbench().folder, name), change(readFileSync(join(workbench().folder, file), "utf8")));
    await workbench().page.getByRole("treeitem", { name }).click();
    await workbench().page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
    await workbench().putCaret('"Region"');
  }

  /** The page of the webview that is shown. */
  function page(): Locator {
    return workbench().page.frameLocator("iframe.webview.ready").frameLocator("iframe#active-frame").locator("body");
  }

  it("checks a connection and explains what is in the way on its field", async () => {
    await openText("not-authorised.recharge.json", (text) => text.replace("ckafka-2vrgxbxa", "ckafka-norole00"));
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
    await expect.poll(() => sandbox.requests.filter(({ action }) => action === "PreviewKafkaRecharge").length).toBe(2);
  });

  it("shows the names behind Ids, and completes Ids by name", async () => {
    await workbench().runCommand("View: Close All Editors");
    await openText("named.recharge.json", (text) => text);
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
    await makeTask(sandbox, "app-logs");
    await makeTask(sandbox, "audit-trail");
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

/** As a colleague would in the console. */
async function makeTask(sandbox: Sandbox, name: string): Promise<void> {
  const api = new ClsApi({
    endpoint: Endpoint.parse(sandbox.url),
    credential: sandboxCredential(),
    region: "ap-guangzhou",
    language: "en-US",
    clientName: "console",
  });
  const rule = { RechargeType: "json_log", EncodingFormat: 0, DefaultTimeSwitch: true };
  const protocol = { Protocol: "sasl_ssl", Mechanism: "PLAIN", UserName: "cls", Password: "EXAMPLE-PASSWORD" };
  const kafka = { KafkaType: 1, ServerAddr: "kafka.example.com:9093", IsEncryptionAddr: true, Protocol: protocol };
  const task = { ...kafka, Name: name, UserKafkaTopics: "orders", Offset: -1, LogRechargeRule: rule };
  await api.create(
    new TextEncoder().encode(JSON.stringify({ TopicId: "b53fe5be-7ee3-4031-8043-5a73bad4f572", ...task })),
  );
}
