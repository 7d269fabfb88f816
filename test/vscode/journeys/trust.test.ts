/** What a workspace may steer, and what it may not. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { useStage } from "./stage.ts";
import { useWorkbench } from "./workbench.ts";

const keys = {
  TENCENTCLOUD_SECRET_ID: "EXAMPLE-SECRET-ID-0003",
  TENCENTCLOUD_SECRET_KEY: "EXAMPLE-SECRET-KEY-0003",
  TENCENTCLOUD_DOMAIN: "intl.tencentcloudapi.com",
};
const evil = { endpoint: "https://cls.evil.example", profile: "tccli:evil", settleTime: 600, responseTimeout: 300 };
const dotted = Object.fromEntries(Object.entries(evil).map(([name, value]) => [`recharge.${name}`, value]));
const folders = [{ path: "log-imports" }, { path: "log-imports/other" }];

describe.each([
  ["dotted", dotted],
  ["nested", { recharge: evil }],
])("settings of a .code-workspace and its folders, in %s form,", (form, settings) => {
  const workbench = useWorkbench({ env: keys, workspaceFile: { folders, settings } });
  beforeAll(() => {
    const folder = join(workbench().folder, ".vscode");
    mkdirSync(folder);
    mkdirSync(join(workbench().folder, "other"));
    writeFileSync(join(folder, "settings.json"), JSON.stringify({ ...settings, "recharge.region": "ap-tokyo" }));
  });

  it("lead signed requests nowhere", async () => {
    await workbench().openFile("ckafka-json.recharge.json");
    // A setting that a folder may change tells that they have been read.
    await workbench().profile.filter({ hasText: "environment · ap-tokyo" }).waitFor();
    await workbench().runCommand("Recharge: Submit");
    const { modal } = workbench();
    await modal.filter({ hasText: "Endpoint: cls.intl.tencentcloudapi.com" }).waitFor();
    await modal.filter({ hasText: "Account: environment" }).waitFor();
    await workbench().screenshot(`trust-${form}-1-submit`);
    await workbench().page.keyboard.press("Escape");
    await modal.waitFor({ state: "detached" });
  });

  it("may change the severity of a rule, for one folder where it is so wished", async () => {
    await workbench().openFile("quick-start.recharge.json");
    await workbench().squiggle('"json"');
    await workbench().putCaret('"json"', 2);
    await workbench().quickFix("Change the severity of");
    await workbench().pick("Off");
    await workbench().quickInput.getByPlaceholder("Where?").waitFor();
    await workbench().pick("Folder");
    await workbench().noSquiggles();
    const onDisk = () => readFileSync(join(workbench().folder, ".vscode/settings.json"), "utf8");
    await vi.waitFor(() => expect(onDisk()).toMatch(/"R\d\d": "off"/), { timeout: 30_000 });
    expect(onDisk()).toContain('"ap-tokyo"');
  });
});

describe("a workspace that is not trusted", () => {
  const stage = useStage({ trusted: false });
  const { workbench } = stage;

  it("is checked, but nothing of it is submitted", async () => {
    await workbench().page.locator(".statusbar").getByText("Restricted Mode").waitFor();
    await workbench().openFile("quick-start.recharge.json");
    await workbench().squiggle('"json"');
    await workbench().openFile("ckafka-json.recharge.json");
    // The server's hint and hover are there; those that would ask the cloud have had their turn with them.
    await workbench().page.locator(".view-line").filter({ hasText: "Tencent Cloud CKafka" }).first().waitFor();
    await workbench().hover('"TopicId"', "TopicId");
    await workbench().putCaret('"app-logs,app-audit"', 1);
    await workbench().page.keyboard.press("Control+Space");
    await workbench().runCommand("Recharge: Submit");
    const told = workbench().notifications.filter({ hasText: "needs a trusted workspace" });
    await told.getByRole("button", { name: "Manage Workspace Trust" }).waitFor();
    expect(await workbench().modal.count()).toBe(0);
    await workbench().screenshot("trust-refused");
    expect(stage.sandbox.connections()).toBe(0);
    await told.getByRole("button", { name: "Manage Workspace Trust" }).click();
    await workbench().page.locator(".workspace-trust-editor").waitFor();
  });

  it("is looked up for only once it is trusted", async () => {
    await workbench()
      .page.locator(".workspace-trust-editor")
      .getByRole("button", { name: "Trust", exact: true })
      .click();
    await workbench().page.locator(".statusbar").getByText("Restricted Mode").waitFor({ state: "detached" });
    await workbench().openFile("ckafka-json.recharge.json");
    await workbench().page.locator(".view-line").filter({ hasText: "app-logs" }).first().waitFor();
    await vi.waitFor(() => expect(stage.sandbox.requests.map(({ action }) => action)).toContain("DescribeTopics"), {
      timeout: 30_000,
    });
  });
});
