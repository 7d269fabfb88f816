import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { useWorkbench } from "./workbench.ts";

describe("from a wrong field to a created task", () => {
  const file = "quick-start.recharge.json";
  // Below the text, so that the picture for the README shows what the message is about.
  const workbench = useWorkbench({ settings: { "editor.hover.above": false } });
  const onDisk = () => readFileSync(join(workbench().folder, file), "utf8");

  it("underlines the wrong value and says why", async () => {
    await workbench().openFile(file);
    await workbench().squiggle('"json"');
    // The message, what the field is, what can be done.
    await workbench().hover('"json"', "RechargeType", "Extraction mode", /Quick Fix|No quick fixes available/);
    await workbench().screenshot("foundation-1-message");
  });

  it("completes the right value", async () => {
    await workbench().putCaret('"json"', 1);
    const entry = await workbench().completions("json_log");
    await workbench().screenshot("foundation-2-completion");
    await entry.click();
    await workbench().token('"json_log"').waitFor();
    await workbench().save();
    await workbench().noSquiggles();
  });

  it("submits to the sandbox, once confirmed, and writes the Id into the file", async () => {
    const before = onDisk();
    await workbench().runCommand("Recharge: Start Sandbox");
    await workbench().notifications.filter({ hasText: "sandbox is running" }).waitFor();
    await workbench().screenshot("foundation-3-sandbox");

    await workbench().runCommand("Recharge: Submit");
    await workbench().modal.filter({ hasText: "quick-start" }).waitFor();
    await workbench().screenshot("foundation-4-confirm");
    expect(onDisk()).toBe(before);
    await workbench().answer("Submit");

    await workbench().notifications.filter({ hasText: "RequestId" }).waitFor();
    await workbench().notifications.filter({ hasText: "Submitting" }).waitFor({ state: "detached" });
    await workbench().token('"Id"').waitFor();
    await workbench().screenshot("foundation-5-created");
    const after = await vi.waitUntil(() => /^\{\n {2}"Id": "[^"]+",\n/.exec(onDisk()));
    expect(onDisk().replace(after[0], "{\n")).toBe(before);

    await workbench().putCaret('"Id"');
    await workbench().page.keyboard.press("Control+Z");
    await workbench().token('"Id"').waitFor({ state: "detached" });
    await workbench().token('"json_log"').waitFor();
  });
});
