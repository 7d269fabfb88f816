import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, it, vi } from "vitest";
import { launchBrowser, openWindow } from "../../../scripts/vscode/window.mts";
import { Workbench } from "./workbench.ts";

/** The command of `npm start`, as npm would run it. */
const command: string = JSON.parse(readFileSync("package.json", "utf8")).scripts.start;

it("npm start serves VS Code with the examples and a sandbox until interrupted, and says so in the reader's language", async () => {
  const [program = "", ...args] = `${command} --served --no-open`.split(" ");
  const env = { ...process.env, LC_ALL: "zh_CN.UTF-8" };
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "inherit"], env });
  const exit = once(child, "exit");
  const printed: string[] = [];
  try {
    const address = await new Promise<string>((resolve, reject) => {
      createInterface(child.stdout).on("line", (line) => {
        printed.push(line);
        const found = /http:\/\/127\.0\.0\.1:\S+/.exec(line)?.[0];
        if (found) resolve(found);
      });
      child.once("exit", (code) => reject(new Error(`npm start ended with ${code}.`)));
    });

    const browser = await launchBrowser();
    try {
      const page = await openWindow(browser, address);
      await page.getByRole("treeitem", { name: "quick-start.recharge.json" }).waitFor();
      const workbench = Workbench.on(page, new URL(address).searchParams.get("folder") ?? "");
      await workbench.openFile("ckafka-json.recharge.json");
      await workbench.token('"KafkaType"').waitFor();
      await workbench.runCommand("Recharge: Submit");
      await workbench.answer("Submit");
      await workbench.token('"Id"').waitFor();
      const onDisk = () => readFileSync(join(workbench.folder, "ckafka-json.recharge.json"), "utf8");
      await vi.waitUntil(() => /^\{\n {2}"Id": "[0-9a-f-]{36}",\n/.test(onDisk()), 30_000);
    } finally {
      await browser.close();
    }

    child.kill("SIGINT");
    expect(await exit).toEqual([0, null]);
    expect(printed).toContainEqual(expect.stringContaining("Recharge: 提交"));
    await expect(fetch(address)).rejects.toThrow();
  } finally {
    child.kill("SIGKILL");
  }
});
