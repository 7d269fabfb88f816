/** Runs in the extension host of a real VS Code: hands every test file beside it to Mocha, and the outcome to a file. */
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "node:util";
import Mocha from "mocha";

export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: "bdd", timeout: 60_000, reporter: "spec", color: false });
  // Only what matches, while working on one thing.
  if (process.env.RECHARGE_TEST_GREP) mocha.grep(process.env.RECHARGE_TEST_GREP);
  for (const file of readdirSync(__dirname).filter((name) => name.endsWith(".test.js"))) {
    mocha.addFile(join(__dirname, file));
  }
  let text = "";
  // The host's console is full of VS Code's own messages.
  Mocha.reporters.Base.consoleLog = (...args: unknown[]) => {
    text += `${format(...args)}\n`;
  };
  const { passes, failures, pending } = await new Promise<Mocha.Stats>((resolve) => {
    const runner = mocha.run(() =>
      resolve(runner.stats ?? { suites: 0, tests: 0, passes: 0, pending: 0, failures: 1 }),
    );
  });
  const results = process.env.RECHARGE_TEST_RESULTS;
  if (results) writeFileSync(results, JSON.stringify({ passed: passes, failed: failures, skipped: pending, text }));
  if (failures > 0) throw new Error(`${failures} failed`);
}
