/** How tasks are, at a glance, and what somebody else changed: seen, compared, taken. In both languages, with pictures. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { Colleague } from "../suite/colleague.ts";
import { taskText, topic } from "../suite/tasks.ts";
import { languages, speech } from "./language.ts";
import { useStage } from "./stage.ts";
import { useWorkbench, type Workbench } from "./workbench.ts";

const nginx = "0a9c1f6e-58d2-4a53-9c7b-1f2e3d4c5b6a";

const openView = async ({ page }: Workbench) => {
  await page.locator(".activitybar .action-label[aria-label^='Recharge']").click();
};
const row = ({ page }: Workbench, text: string) =>
  page.locator(".pane-body .monaco-list-row").filter({ hasText: text }).first();

describe.each(languages)("in %s", (language) => {
  const stage = useStage({ language, settings: { "recharge.settleTime": 1 } });
  const { workbench } = stage;
  let colleague: Colleague;
  const ids = new Map<string, string>();
  beforeAll(() => {
    colleague = new Colleague(stage.sandbox.url);
  });
  const { whole: text, title } = speech(language);
  const picture = (what: string) => workbench().screenshot(`states-${language}-${what}`);
  const lens = () => workbench().page.locator(".editor-group-container.active .codelens-decoration a").first();

  /** A file whose task is as the file says. */
  async function created(name: string, topicId = topic): Promise<string> {
    const task = taskText(name).replace(topic, topicId).replace("  // kept\n", "");
    const id = await colleague.creates(task);
    ids.set(name, id);
    writeFileSync(join(workbench().folder, `${name}.recharge.json`), task.replace("{", `{\n  "Id": "${id}",`));
    return id;
  }

  it("lists the tasks of the workspace with their states", async () => {
    await created("checkout");
    await colleague.modifies(await created("payments"), { StatusControl: 1 });
    await colleague.deletes(await created("legacy"));
    stage.sandbox.setStatus(await created("refunds"), 3);
    await created("nginx-access", nginx);
    await colleague.modifies(await created("audit"), {
      UserKafkaTopics: "app-audit",
      LogRechargeRule: { RechargeType: "json_log", EncodingFormat: 0, DefaultTimeSwitch: true, UnMatchLogSwitch: true },
    });
    await colleague.creates(taskText("made-in-console"));
    await openView(workbench());
    await row(workbench(), "checkout")
      .filter({ hasText: text("In sync") })
      .waitFor();
    await row(workbench(), "legacy")
      .filter({ hasText: text("Deleted in the cloud") })
      .waitFor();
    await row(workbench(), "refunds")
      .filter({ hasText: text("in error") })
      .waitFor();
    await row(workbench(), "made-in-console")
      .filter({ hasText: text("No file") })
      .waitFor();
    await row(workbench(), "nginx-access").waitFor();
    await workbench().restMouse();
    await picture("1-view");
    const lists = stage.sandbox.requests.filter(({ action }) => action === "DescribeKafkaRecharges");
    const topics = lists.map(({ region, body }) => JSON.stringify([region, body]));
    expect(topics.length).toBe(new Set(topics).size);
  });

  it("says above a file that its import has stopped", async () => {
    await row(workbench(), "refunds").click();
    await lens()
      .filter({ hasText: text("in error") })
      .waitFor();
    const [, update = ""] = title("update").split(": ");
    await workbench().page.locator(".editor-actions").getByRole("button", { name: update, exact: true }).waitFor();
    await picture("1-in-error");
  });

  it("leads from a closed file that differs to the comparison", async () => {
    await row(workbench(), "audit").hover();
    await row(workbench(), "audit").locator(".actions .action-label").first().waitFor();
    await picture("1-differs");
    await row(workbench(), "audit").locator(".actions .action-label").first().click();
    await workbench().page.locator(".tab.active").filter({ hasText: "↔" }).waitFor();
    await workbench().page.locator(".monaco-diff-editor .line-insert").first().waitFor();
    await workbench().page.keyboard.press("Control+W");
  });

  it("shows the state above a file, and where it differs", async () => {
    await row(workbench(), "audit").click();
    await lens()
      .filter({ hasText: text("Differs in {0} fields").replace("{0}", "2") })
      .waitFor();
    await workbench().squiggle('"app-logs"', "info");
    await picture("2-file");
    const said = text("{0} is not the same in the cloud. File: {1}. Cloud: {2}.").split("{1}")[0] ?? "";
    const hover = await workbench().hover('"app-logs"', said.replace("{0}", "UserKafkaTopics"));
    await hover.filter({ hasText: /Quick Fix|No quick fixes available/ }).waitFor();
    await picture("3-drift");
    await workbench().restMouse();
  });

  it("compares with the cloud", async () => {
    await lens().click();
    await workbench().page.locator(".tab.active").filter({ hasText: "↔" }).waitFor();
    await workbench().page.locator(".monaco-diff-editor .line-insert").first().waitFor();
    await picture("4-compare");
    await workbench().page.keyboard.press("Control+W");
  });

  it("takes what the cloud has, in one step", async () => {
    await row(workbench(), "audit").click();
    await workbench().putCaret('"app-logs"', 2);
    const take = await workbench().quickFixes(text("Take all of the cloud's values"));
    await picture("5-fixes");
    await take.click();
    await workbench().token('"app-audit"').waitFor();
    await lens()
      .filter({ hasText: text("In sync") })
      .waitFor();
    await picture("6-taken");
    await workbench().noSquiggles("info");
  });

  it("asks anew when refresh is pressed", async () => {
    await colleague.modifies(ids.get("payments") ?? "", { StatusControl: 2 });
    await workbench().page.locator(".sidebar .title-actions .codicon-refresh").click();
    await row(workbench(), "payments")
      .filter({ hasText: text("running") })
      .waitFor();
    await picture("7-refreshed");
  });

  it("offers to submit in the explorer what has no task, also of files that are closed", async () => {
    const { page } = workbench();
    const entry = (label: string) => page.locator(".monaco-menu").getByText(label, { exact: true });
    const menuOf = async (name: string) => {
      await page.getByRole("treeitem", { name: `${name}.recharge.json` }).click({ button: "right" });
      await entry(title("exportTerraform").replace("Recharge: ", "")).waitFor();
    };
    await page.keyboard.press("Control+Shift+E");
    const submit = entry(title("submit").replace("Recharge: ", ""));
    await menuOf("ckafka-json");
    await submit.waitFor();
    await page.keyboard.press("Escape");
    await submit.waitFor({ state: "detached" });
    await menuOf("checkout");
    expect(await submit.count()).toBe(0);
    await picture("8-explorer");
    await page.keyboard.press("Escape");
  });
});

const button = ({ page }: Workbench, label: string) => page.locator(".welcome-view .monaco-button", { hasText: label });

describe("without an account", () => {
  const workbench = useWorkbench();

  it("says what to do", async () => {
    await openView(workbench());
    await button(workbench(), "Sign In").waitFor();
    await workbench().restMouse();
    await workbench().screenshot("states-en-signed-out");
  });
});

describe.each(languages)("with an endpoint that cannot be used, in %s", (language) => {
  const workbench = useWorkbench({ language, settings: { "recharge.endpoint": "https://cls.example.com" } });

  it("says so without getting in the way", async () => {
    await workbench().openFile("ckafka-json.recharge.json");
    await workbench().profile.locator(".codicon-warning").waitFor();
    await openView(workbench());
    await workbench().page.locator(".pane-body .message").filter({ hasText: "recharge.endpoint" }).waitFor();
    await row(workbench(), speech(language).whole("Open Settings")).waitFor();
    await workbench().profile.hover();
    await workbench().page.locator(".monaco-hover:visible").filter({ hasText: "recharge.endpoint" }).waitFor();
    await workbench().screenshot(`states-${language}-endpoint`);
    expect(await workbench().notifications.count()).toBe(0);
  });
});

describe("in a workspace that is not trusted", () => {
  const workbench = useWorkbench({ language: "zh-cn", trusted: false });

  it("says what to do", async () => {
    await openView(workbench());
    await button(workbench(), "管理工作区信任").waitFor();
    await workbench().restMouse();
    await workbench().screenshot("states-zh-cn-untrusted");
  });
});
