/** Runs test/vscode/suite in the extension host of a real VS Code, through `@vscode/test-electron`. */
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { runTests } from "@vscode/test-electron";
import { build } from "esbuild";
import { getEditor, type Version } from "./editor.mts";
import { isolated, makeProfile } from "./profile.mts";

const root = resolve(import.meta.dirname, "../..");
const output = join(root, "test/output");

export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

/** @param version "desktop" is a VS Code that `@vscode/test-electron` downloads. */
export async function runSuite(version: Version | "desktop"): Promise<Counts> {
  // Now, as whoever runs the tests: in the run's HOME npm knows none of their settings, and leaves a cache that tests read.
  if (version !== "desktop") await getEditor(version);
  const tests = await bundle();
  const workspace = mkdtempSync(join(tmpdir(), "recharge-workspace-"));
  cpSync(join(root, "examples"), workspace, { recursive: true });
  const profile = makeProfile();
  const results = join(output, `suite-${version}.json`);
  const log = join(output, `suite-${version}.log`);
  rmSync(results, { force: true });
  try {
    await runTests({
      ...(version === "desktop" ? {} : { vscodeExecutablePath: join(root, "scripts/vscode/code") }),
      extensionDevelopmentPath: root,
      extensionTestsPath: tests,
      launchArgs: [workspace, `--user-data-dir=${profile}`, `--extensions-dir=${join(profile, "extensions")}`],
      extensionTestsEnv: {
        ...isolated(profile),
        RECHARGE_VSCODE: version,
        RECHARGE_VSCODE_LOG: log,
        RECHARGE_TEST_RESULTS: results,
      },
    });
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}; VS Code's own output: ${log}`);
  } finally {
    for (const folder of [workspace, profile]) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
  if (!existsSync(results)) return { passed: 0, failed: 0, skipped: 0 };
  const { text, ...counts } = JSON.parse(readFileSync(results, "utf8"));
  console.log(text);
  return counts;
}

/** Returns the path of the entry whose `run()` VS Code calls. */
async function bundle(): Promise<string> {
  const source = join(root, "test/vscode/suite");
  const outdir = join(output, "suite");
  rmSync(outdir, { recursive: true, force: true });
  await build({
    entryPoints: readdirSync(source).map((file) => join(source, file)),
    outdir,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    packages: "external",
    sourcemap: "inline",
    logLevel: "warning",
  });
  return join(outdir, "index.js");
}
