/**
 * `npm test`: builds once, runs every ring (or those named), and ends with "N passed, N failed".
 * Exit code 1 when a test failed or a ring ran none.
 */
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import useTemporaryFolder from "./temporary.mts";
import { getEditor, latest, minimum } from "./vscode/editor.mts";
import { type Counts, runSuite } from "./vscode/suite.mts";

const root = resolve(import.meta.dirname, "..");
const output = join(root, "test/output");

const rings: Record<string, () => Promise<Counts>> = {
  unit: () => runVitest("unit"),
  lsp: () => runVitest("lsp"),
  cli: () => runVitest("cli"),
  "vscode-minimum": () => runSuite(minimum),
  vscode: () => runSuite(latest),
  "vscode-desktop": () => runSuite("desktop"),
  journeys: () => runVitest("journeys"),
};
/** Rings of one list follow each other; the lists of a stage run side by side, the stages one after the other. */
const stages = [
  // Tests in VS Code's extension host mostly wait for it.
  [
    ["unit", "lsp", "cli"],
    ["vscode-minimum", "vscode"],
  ],
  // A person would not wait for a busy machine either.
  [["journeys"]],
];

async function runVitest(project: string): Promise<Counts> {
  const results = join(output, `${project}.json`);
  rmSync(results, { force: true });
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  const args = [
    vitest,
    "run",
    "--project",
    project,
    "--reporter=default",
    "--reporter=json",
    `--outputFile=${results}`,
  ];
  const code = await new Promise((resolve) =>
    spawn(process.execPath, args, { stdio: "inherit" }).once("exit", resolve),
  );
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = JSON.parse(readFileSync(results, "utf8"));
  return {
    passed: numPassedTests,
    // A test file that cannot be loaded fails without a test.
    failed: Math.max(numFailedTests, code === 0 ? 0 : 1),
    skipped: numPendingTests + numTodoTests,
  };
}

async function runRing(name: string): Promise<Counts> {
  console.log(`\n── ${name} ──`);
  const run = rings[name];
  if (!run) throw new Error(`No ring "${name}". There are: ${Object.keys(rings).join(", ")}.`);
  try {
    const counts = await run();
    if (counts.passed + counts.failed > 0) return counts;
    console.error(`${name}: ran no test.`);
  } catch (error) {
    console.error(`${name}: could not run. ${error instanceof Error ? error.message : error}`);
  }
  return { passed: 0, failed: 1, skipped: 0 };
}

// Whoever runs the tests may have an account; the tests must not.
for (const name of Object.keys(process.env)) if (name.startsWith("TENCENTCLOUD_")) delete process.env[name];
process.on("exit", useTemporaryFolder());
mkdirSync(output, { recursive: true });
const built = spawnSync(process.execPath, [join(root, "scripts/build.mts")], { cwd: root, stdio: "inherit" });
if (built.status !== 0) {
  console.error("The build failed; no test was run.");
  process.exit(1);
}

const total: Counts = { passed: 0, failed: 0, skipped: 0 };
const red: string[] = [];

async function runInTurn(names: readonly string[]): Promise<void> {
  for (const name of names) {
    const counts = await runRing(name);
    for (const key of ["passed", "failed", "skipped"] as const) total[key] += counts[key];
    if (counts.failed > 0) red.push(name);
  }
}

const named = process.argv.slice(2);
// Needed late and slow to come: fetched while others run. Whoever needs it says what went wrong, if anything did.
if (named.length === 0) void Promise.allSettled([getEditor(latest)]);
for (const lists of named.length > 0 ? [[named]] : stages) await Promise.all(lists.map(runInTurn));
if (red.length > 0) console.log(`\nNot green: ${red.join(", ")}`);
console.log(`\n${total.passed} passed, ${total.failed} failed${total.skipped ? `, ${total.skipped} skipped` : ""}`);
process.exitCode = red.length > 0 ? 1 : 0;
