/** Two windows on one folder, each with an extension host of its own. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { useStage } from "./stage.ts";
import type { Workbench } from "./workbench.ts";

describe("two windows", () => {
  const stage = useStage();
  const { workbench } = stage;
  const file = "ckafka-json.recharge.json";

  async function submit(window: Workbench): Promise<void> {
    await window.openFile(file);
    await window.runCommand("Recharge: Submit");
    await window.answer("Submit");
  }

  it("submit a file: the second waits for the first, and takes its Id", async () => {
    stage.sandbox.script([{ action: "CreateKafkaRecharge", hold: true }]);
    const first = workbench();
    const second = await first.secondWindow();
    await submit(first);
    await vi.waitUntil(() => stage.sandbox.tasks().length === 1, { timeout: 30_000 });
    await submit(second);
    await second.notifications.filter({ hasText: "Waiting for other operations on this task" }).waitFor();
    await second.screenshot("two-windows-1-waiting");
    stage.sandbox.release();
    await first.notifications.filter({ hasText: "Task created" }).waitFor();
    await second.notifications.filter({ hasText: "already" }).waitFor();
    await second.token('"Id"').waitFor();
    await second.screenshot("two-windows-2-told");
    const [task, ...others] = stage.sandbox.tasks();
    expect(others).toEqual([]);
    expect(readFileSync(join(first.folder, file), "utf8")).toContain(`"Id": "${task?.Id}"`);
  });
});
