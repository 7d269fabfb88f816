/** What is proposed while somebody types, without asking for it. */
import { describe, it } from "vitest";
import { useWorkbench } from "./workbench.ts";

describe("as the keys come", () => {
  const workbench = useWorkbench();
  const proposed = (label: string) =>
    workbench().page.locator(".suggest-widget.visible .monaco-list-row").filter({ hasText: label }).first().waitFor();

  // The list of what came before is there, as it is for somebody who looks.
  it.each([
    ["key", ['"', "kaf"], "KafkaType"],
    ["number", ['"Offset": ', "-"], "earliest"],
    ["text", ['"Region": ', '"ap-s'], "ap-singapore"],
  ])("proposes what a %s can be", async (what, typed, label) => {
    await workbench().openCopy("quick-start.recharge.json", `${what}.recharge.json`, (text) => text);
    await workbench().page.keyboard.press("Control+A");
    await workbench().type("{");
    await workbench().page.keyboard.press("Enter");
    await workbench().squiggle("{");
    for (const part of typed) {
      await workbench().type(part);
      await proposed(label);
    }
  });
});
