/** What the cloud and the cluster have to say, in the editor, in both languages. The pictures are for looking at. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
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
});
