/** From nobody to somebody: the status bar, signing in, profiles of other tools, signing out. In both languages. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, it } from "vitest";
import { languages, speech } from "./language.ts";
import { useWorkbench } from "./workbench.ts";

const expired = { type: "oauth", secretId: "EXAMPLE-ID", secretKey: "EXAMPLE-KEY", token: "EXAMPLE", expiresAt: 1 };
const configuration = { _sys_param: { region: "ap-guangzhou" }, cls: { endpoint: "cls.tencentcloudapi.com" } };

describe.each(languages)("in %s", (language) => {
  const home = mkdtempSync(join(tmpdir(), "recharge-home-"));
  beforeAll(() => {
    mkdirSync(join(home, ".tccli"));
    writeFileSync(join(home, ".tccli/team.credential"), JSON.stringify(expired));
    writeFileSync(join(home, ".tccli/team.configure"), JSON.stringify(configuration));
  });
  afterAll(() => rmSync(home, { recursive: true, force: true }));
  const workbench = useWorkbench({ language, env: { HOME: home } });
  const { text, title } = speech(language);
  const picture = (what: string) => workbench().screenshot(`accounts-${language}-${what}`);
  const status = (words: string) => workbench().profile.filter({ hasText: words }).waitFor();

  it("the status bar says that nobody is signed in, and leads there", async () => {
    await workbench().openFile("ckafka-json.recharge.json");
    await status(text("Not signed in"));
    await picture("1-nobody");
    await workbench().profile.click();
    await workbench().pick(text("Tencent Cloud International"));
    for (const [prompt, value] of [
      ["SecretId", "EXAMPLE-SECRET-ID-0001"],
      ["SecretKey", "EXAMPLE-SECRET-KEY-0001"],
      [text("Token, for temporary credentials only. Otherwise leave it empty."), ""],
    ] as const) {
      await workbench().quickInput.getByText(prompt).first().waitFor();
      await workbench().enter(value);
    }
    await workbench().pick("ap-singapore");
    await status("default · ap-singapore");
    await picture("2-signed-in");
    await workbench()
      .notifications.filter({ hasText: text("Signed in as {0}. The keys are in secret storage.") })
      .waitFor();
    await workbench().clearNotifications();
  });

  it("profiles show where they come from, their site and region", async () => {
    await workbench().profile.click();
    const { quickInput } = workbench();
    const row = (words: string) => quickInput.locator(".monaco-list-row").filter({ hasText: words });
    await row("default")
      .filter({ hasText: text("VS Code's secret storage") })
      .waitFor();
    await row(`${text("Tencent Cloud International")} · ap-singapore`).waitFor();
    await row("~/.tccli/team.credential")
      .filter({ hasText: `${text("Tencent Cloud China")} · ap-guangzhou` })
      .waitFor();
    await picture("3-profiles");
    await workbench().pick("team");
    await status("team · ap-guangzhou");
    // Back in the file: what the focused item explains of itself would cover the buttons of messages.
    await workbench().putCaret('"Region"');
  });

  it("a profile whose login is over says what to do", async () => {
    await workbench().runCommand(title("submit"));
    const told = workbench().notifications.filter({ hasText: "tccli auth login --profile team" });
    await told.filter({ hasText: "~/.tccli/team.credential" }).waitFor();
    await told.getByRole("button", { name: text("Switch Profile") }).waitFor();
    await picture("4-expired");
    await told.getByRole("button", { name: text("Switch Profile") }).click();
    await workbench().pick("default");
    await status("default · ap-singapore");
    await workbench().clearNotifications();
  });

  it("signing out leaves nobody", async () => {
    await workbench().runCommand(title("signOut"));
    await workbench().pick("default");
    await status(text("Not signed in"));
  });
});
