/** What Ctrl+. offers, in both languages. The pictures are for looking at. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { languages, speech } from "./language.ts";
import { useWorkbench } from "./workbench.ts";

describe.each(languages)("in %s", (language) => {
  const workbench = useWorkbench({ language });
  const { text } = speech(language);
  const picture = (what: string) => workbench().screenshot(`fixes-${language}-${what}`);
  const toast = (english: string) => workbench().notifications.filter({ hasText: text(english) });
  const onDisk = (file: string) => readFileSync(join(workbench().folder, file), "utf8");

  it("a wrong value: the right ones, and the severity of its rule", async () => {
    await workbench().openFile("quick-start.recharge.json");
    await workbench().squiggle('"json"');
    await workbench().putCaret('"json"', 2);
    const severity = await workbench().quickFixes(text("Change the severity of {0} in this workspace…"));
    await picture("1-wrong-value");
    await severity.click();
    await workbench().quickInput.getByText(text("The rule's own severity.")).waitFor();
    await picture("2-severity");
    await workbench().pick(text("Hint"));
    const saved = /"recharge\.rules": \{\s*"R\d\d": "hint"/;
    await vi.waitFor(() => expect(onDisk(".vscode/settings.json")).toMatch(saved), { timeout: 30_000 });
    await workbench().noSquiggles();
  });

  it("a password in the file: into secret storage", async () => {
    const file = "orders-sasl.recharge.json";
    const placeholder = "${secret:ORDERS_KAFKA_PASSWORD}";
    writeFileSync(join(workbench().folder, file), onDisk(file).replace(placeholder, "example-password"));
    await workbench().openFile(file);
    await workbench().squiggle('"example-password"', "warning");
    await workbench().putCaret('"example-password"', 2);
    const move = await workbench().quickFixes(text("Keep the password as a secret of the editor: {0}"));
    await picture("3-password");
    await move.click();
    await toast("The password is in VS Code's secret storage now, as {0}.").waitFor();
    await workbench().token('"example-password"').waitFor({ state: "detached" });
    await picture("4-moved");
    await workbench()
      .notifications.getByRole("button", { name: text("Save File") })
      .click();
    await workbench().page.locator(".tab.active:not(.dirty)").waitFor();
    expect(onDisk(file)).toContain('"Password": "${secret:orders-kafka-password}"');
  });
});
