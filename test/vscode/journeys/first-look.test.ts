import { describe, expect, it } from "vitest";
import { useWorkbench } from "./workbench.ts";

describe("a first look", () => {
  const workbench = useWorkbench();

  it("opens a task file in the extension's own language", async () => {
    await workbench().openFile("quick-start.recharge.json");
    const language = workbench().page.locator("[id='status.editor.mode']");
    await language.filter({ hasText: "CLS Recharge" }).waitFor();
    await workbench().token('"KafkaType"').waitFor();
    await workbench().screenshot("first-look");
    expect(await workbench().notifications.count()).toBe(0);
  });
});
